"""The rows of a sheet as XML: each value as the kind of cell that it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cadrage.exchange.cells import CellChange, CodeText, Colour, Value
from cadrage.exchange.sheet_styles import Styles
from cadrage.exchange.sheet_text import CellText, cell_text, coded_text, is_ordinary
from cadrage.exchange.tables import Column

_EXCEL_DAY_0 = date(1899, 12, 30).toordinal()
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uff60\U0001f300-\U0003ffff]")
_WHOLE = frozenset((int, type(None)))
_MOST_KNOWN = 1_000  # tails of rows
_ROW = "#"  # stands for the number of the row
_LETTERS = 1.1  # of running text in the room of a digit, by which Excel measures columns
_LINE_HEIGHT, _MOST_HEIGHT = 15, 409  # points; Excel shows no row higher


@dataclass(frozen=True, slots=True)
class _Field:
    """A column with what its cells have in common."""

    column: Column
    letter: str
    number: str  # a number's cell between its row and its value
    ordinary: str  # the same of an ordinary text
    text: tuple[int, int]  # the styles of text, and of text that looks like a formula


class _Tail:
    """The whole numbers at the end of a wide table's rows: where the same come again, their cells are made once."""

    def __init__(self, fields: Sequence[_Field]) -> None:
        self.start = len(fields)
        self._fields = fields
        self._known: dict[tuple[Value, ...], str] = {}
        self._begun = False

    def xml(self, values: Sequence[Value], row: int) -> str | None:
        """The cells from `start` on; None where these are not known ones."""
        if not self._begun:
            self._begun = True
            while self.start and type(values[self.start - 1]) in _WHOLE:
                self.start -= 1
        tail = tuple(values[self.start :])
        # 1, 1.0 and True are equal, but other cells.
        if not tail or not _WHOLE.issuperset(map(type, tail)):
            return None
        made = self._known.get(tail)
        if made is None:
            if len(self._known) >= _MOST_KNOWN:
                return None
            made = self._known[tail] = self._made(tail)
        return made.replace(_ROW, str(row))

    def _made(self, tail: Sequence[Value]) -> str:
        fields = self._fields[self.start :]
        return "".join(
            f'<c r="{field.letter}{_ROW}{field.number}{value}</v></c>'
            for field, value in zip(fields, tail, strict=True)
            if value is not None
        )


class SheetRows:
    """Rows of values in, rows of XML out, counted from 1; `changes` gathers what had to be changed in cells."""

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        names: Sequence[str],
        letters: Sequence[str],
        styles: Styles,
        changes: list[CellChange],
    ) -> None:
        self._title, self._names, self._styles, self._changes = title, names, styles, changes
        self._fields = [_field(column, letter, styles) for column, letter in zip(columns, letters, strict=True)]
        self._tail = _Tail(self._fields)
        self.count = 0

    def header(self) -> str:
        self.count += 1
        style, row = self._styles.header(), self.count
        for field, name in zip(self._fields, self._names, strict=True):
            if name != field.column.name:
                self._changes.append(CellChange(self._title, row, name, f"the column's name was “{field.column.name}”"))
        cells = (
            _text(field.letter, row, style, cell_text(name).inside)
            for field, name in zip(self._fields, self._names, strict=True)
        )
        return f'<row r="{row}" ht="20" customHeight="1">{"".join(cells)}</row>'

    def all(self, rows: Iterable[Sequence[Value]]) -> Iterator[str]:
        """Each row takes as many values as there are columns."""
        for values in rows:
            yield self._row(values)

    def _row(self, values: Sequence[Value]) -> str:
        self.count += 1
        row, cells, lines = self.count, [], 1
        known = self._tail.xml(values, row)
        head = len(self._fields) if known is None else self._tail.start
        for field, value in zip(self._fields[:head], values if known is None else values[:head], strict=True):
            # Long tables are numbers and short texts for the most part: these take the shortest way.
            kind = type(value)
            if kind is int:
                cells.append(f'<c r="{field.letter}{row}{field.number}{value}</v></c>')
            elif kind is str and is_ordinary(value):  # type: ignore[arg-type]
                cells.append(f'<c r="{field.letter}{row}{field.ordinary}{value}</t></is></c>')
            elif kind is str:
                cells.append(self._plain(field, value))  # type: ignore[arg-type]
                lines = max(lines, _lines(field, value))  # type: ignore[arg-type]
            elif value is not None:
                cells.append(self._cell(field, value))
                if kind is CodeText:
                    lines = max(lines, _lines(field, value))  # type: ignore[arg-type]
        # Excel finds the height itself as soon as a row is changed; other programs show what is written here.
        height = f' ht="{min(_LINE_HEIGHT * lines, _MOST_HEIGHT)}"' if lines > 1 else ""
        return f'<row r="{row}"{height}>{"".join(cells)}{known or ""}</row>'

    def _cell(self, field: _Field, value: Value) -> str:
        styles, left = self._styles, field.column.wrap
        if isinstance(value, CodeText):
            return self._coded(field, value)
        if isinstance(value, str):
            return self._plain(field, value)
        if isinstance(value, Colour):
            return self._checked(field, cell_text(value.hex), (styles.filled(value.hex),) * 2)
        if isinstance(value, bool):
            return f'<c r="{field.letter}{self.count}" s="{styles.number(left=left)}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, date):
            style = styles.number(_MOMENT if isinstance(value, datetime) else _DAY, left=left)
            return f'<c r="{field.letter}{self.count}" s="{style}"><v>{_serial(value)!r}</v></c>'
        if isinstance(value, int | float) and math.isfinite(value):
            return f'<c r="{field.letter}{self.count}{field.number}{value!r}</v></c>'
        return ""

    def _plain(self, field: _Field, value: str) -> str:
        if not value:
            return ""
        found = cell_text(value)
        if found.changes:
            return self._checked(field, found, field.text)
        return _text(field.letter, self.count, field.text[found.formula], found.inside)

    def _coded(self, field: _Field, value: CodeText) -> str:
        if value.coded is not None:
            return self._checked(field, coded_text(value, self._styles.run(value)), field.text)
        wrap = field.column.wrap
        styles = [self._styles.code(value.colour, wrap=wrap, formula=formula) for formula in (False, True)]
        return self._checked(field, cell_text(str(value)), styles)

    def _checked(self, field: _Field, found: CellText, styles: Sequence[int]) -> str:
        for what in found.changes:
            self._changes.append(CellChange(self._title, self.count, field.column.name, what))
        return _text(field.letter, self.count, styles[found.formula], found.inside)


def _field(column: Column, letter: str, styles: Styles) -> _Field:
    number = f'" s="{styles.number(column.form, left=column.wrap)}"><v>'
    text = (styles.text(wrap=column.wrap), styles.text(wrap=column.wrap, formula=True))
    return _Field(column, letter, number, f'" s="{text[0]}" t="inlineStr"><is><t>', text)


def _text(letter: str, row: int, style: int, inside: str) -> str:
    return f'<c r="{letter}{row}" s="{style}" t="inlineStr"><is>{inside}</is></c>'


def _lines(field: _Field, value: str) -> int:
    """How many lines a text takes in its column."""
    width = field.column.width * _LETTERS
    if not field.column.wrap or (len(value) <= width and "\n" not in value and value.isascii()):
        return 1
    wide = 0 if value.isascii() else len(_WIDE.findall(value))
    if "\n" in value:
        return sum(max(math.ceil(len(line) / width), 1) for line in value.split("\n")) + int(wide / width)
    return math.ceil((len(value) + wide) / width)


def _serial(moment: date) -> float:
    """Days since 1899-12-30, as Excel counts from March 1900 on."""
    if isinstance(moment, datetime):
        return (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    return moment.toordinal() - _EXCEL_DAY_0
