"""One table as two CSV files: as the workbook has it, and with numbers for words as statistics programs want it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import NoneType
from typing import TypeAlias, cast

from cadrage.exchange.cells import CellChange, CodeText, Colour, Value
from cadrage.exchange.csv_cells import are_harmless, are_readable, guarded, on_one_line, plain, quoted, readable
from cadrage.exchange.tables import Column, Table, column_name
from cadrage.exchange.value_labels import Labels, LabelSets, ValueLabel

BOM = b"\xef\xbb\xbf"
MOST_BYTES = 32_767  # of a text in SPSS
REPLACED = "characters that no file can hold replaced by \ufffd"
GUARDED = "an apostrophe put before text that looks like a formula"
# Fewer than set off Python's search for garbage, which would look through the whole dataset again and again.
_ROWS_AT_ONCE = 500
_MOST_KNOWN = 20_000
_KINDS = {str: "string", bool: "boolean", int: "integer", float: "number"}

Cells: TypeAlias = Sequence[str]


@dataclass(frozen=True, slots=True)
class Field:
    """A column as it was written. `name` heads it in the CSV file, `short` in the numeric one; `kind` is a type of Data
    Package; `bytes`: of its longest text in the numeric file; `guarded`: whether a text in it got an apostrophe."""

    name: str
    short: str
    about: str
    kind: str
    bytes: int
    labels: Labels | None
    guarded: bool


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the folder: its path in it, its size and the SHA-256 of its bytes."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table in the folder. `numeric`: the copy with numbers for words, None where there is none; `counted`: which of
    both statistics programs read, None for neither."""

    name: str
    about: str
    rows: int
    fields: tuple[Field, ...]
    file: WrittenFile
    numeric: WrittenFile | None
    counted: WrittenFile | None


def write_table(
    table: Table, folder: Path, names: tuple[str, str | None], sets: LabelSets | None, tick: Callable[[int], None]
) -> tuple[WrittenTable, list[CellChange]]:
    """`names`: the paths of both files in the folder, None for no numeric one, which is made only where it differs.
    `tick(rows)` is called as rows are written, and may raise Cancelled."""
    columns = _columns(table, sets)
    file = _CsvFile(folder, names[0], [column.name for column in columns])
    numeric: _CsvFile | None = None
    with ExitStack() as opened:
        opened.enter_context(file)
        for said in _all_said(table, columns):
            if numeric is None and names[1] and any(words is not numbers for words, numbers in said):
                numeric = opened.enter_context(_CsvFile(folder, names[1], [column.short for column in columns]))
                numeric.take_over(file)
            file.write([words for words, _ in said])
            if numeric:
                numeric.write([numbers for _, numbers in said])
            tick(len(said[0][0]))
    changes = [change for column in columns for change in column.changes]
    fields, written = tuple(column.field() for column in columns), file.written()
    copy = numeric.written() if numeric else None
    counted = (copy or written) if names[1] else None
    return WrittenTable(table.name, table.about, table.length, fields, written, copy, counted), sorted(
        changes, key=_row
    )


def write_bytes(folder: Path, path: str, data: bytes) -> WrittenFile:
    """Any other file of the folder."""
    target = folder / path
    with target.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return WrittenFile(path, len(data), hashlib.sha256(data).hexdigest())


def _all_said(table: Table, columns: Sequence[_Column]) -> Iterator[list[tuple[Cells, Cells]]]:
    """The table's cells, some rows at a time, column by column."""
    if table.blocks is not None:
        for block in table.blocks():
            said = [column.said(values) for column, values in zip(columns, block.values, strict=False)]
            for column in columns[len(block.values) :]:
                column.counted()
            yield [*said, (block.rest, block.rest)]
        return
    rows, joined = table.rows(), _Joined()
    while chunk := list(islice(rows, _ROWS_AT_ONCE)):
        yield _said(columns, chunk, joined)


def _said(columns: Sequence[_Column], chunk: list[tuple[Value, ...]], joined: _Joined) -> list[tuple[Cells, Cells]]:
    """The cells of some rows, column by column; neighbours that hold nothing but small numbers as one column."""
    said: list[tuple[Cells, Cells]] = []
    run: list[bytes] = []
    for column, values in zip(columns, zip(*chunk, strict=True), strict=True):
        small = column.small(values)
        if small is not None:
            run.append(small)
            continue
        if run:
            said.append(joined.cells(run))
            run = []
        said.append(column.said(values))
    return said + ([joined.cells(run)] if run else [])


class _Joined(dict[tuple[int, ...], str]):
    """Rows of numbers as text: those of units with and without codes are alike a thousand times."""

    def __missing__(self, row: tuple[int, ...]) -> str:
        text = self[row] = ",".join(map(str, row))
        return text

    def cells(self, columns: Sequence[bytes]) -> tuple[Cells, Cells]:
        if len(self) > _MOST_KNOWN:
            self.clear()
        words = list(map(self.__getitem__, zip(*columns, strict=True)))
        return words, words


def _row(change: CellChange) -> int:
    return change.row


def _columns(table: Table, sets: LabelSets | None) -> list[_Column]:
    found: list[_Column] = []
    for column in table.columns:
        short = column_name(column.name, [each.short for each in found])
        found.append(_Column(table.name, column, short, sets.of(column) if sets else None))
    return found


class _Column:
    """Says the values of one column, and remembers what they were."""

    def __init__(self, table: str, column: Column, short: str, labels: Labels | None) -> None:
        self.name, self.short = guarded(readable(column.name)), short
        self.changes: list[CellChange] = []
        self._table, self._column, self._labels = table, column, labels
        self._numbers = dict(labels.numbers) if labels else {}
        self._types: set[type] = set()
        self._bytes, self._guarded, self._rows = 0, False, 1
        self._altered: dict[str, list[str]] = {}

    def small(self, values: tuple[Value, ...]) -> bytes | None:
        """The values where they are whole numbers from 0 to 255, else None."""
        if self._labels is not None or type(values[0]) is not int:
            return None
        try:
            small = bytes(cast(Iterable[int], values))
        except (TypeError, ValueError):
            return None
        self._types.add(int)
        self._rows += len(values)
        return small

    def counted(self) -> None:
        """Its cells, whole numbers, were said elsewhere."""
        self._types.add(int)

    def said(self, values: Sequence[Value]) -> tuple[Cells, Cells]:
        """Cells as they stand in the file of words, and in that of numbers."""
        types = set(map(type, values))
        empty = NoneType in types
        types.discard(NoneType)
        self._types |= types
        found = self._alike(values, types, empty=empty) if self._labels is None and types else None
        found = found or self._in_words(values, types)
        self._rows += len(values)
        return found

    def _alike(self, values: Sequence[Value], types: set[type], *, empty: bool) -> tuple[Cells, Cells] | None:
        """The cells of a column of numbers, or of texts that need no care but quotation marks; else None."""
        if types <= {int, float}:
            words = _numbers(values, types)
            return (words, words) if words else None
        if not types <= {str, CodeText}:
            return None
        texts = ["" if value is None else str(value) for value in values]
        if max(map(len, texts)) > MOST_BYTES // 4:
            return None
        if are_harmless(texts):
            self._bytes = max(self._bytes, _longest(texts))
            return texts, texts
        if not are_readable(texts):
            return None
        safe = list(map(guarded, texts))
        if safe != texts:
            self._altered = {old: _changed(old) for old, new in zip(texts, safe, strict=True) if old != new}
            self._remember(values)
            self._altered = {}
        lines = list(map(on_one_line, safe))
        self._bytes = max(self._bytes, _longest(lines))
        words = list(map(quoted, safe))
        return words, words if lines == safe else list(map(quoted, lines))

    def _in_words(self, values: Sequence[Value], types: set[type]) -> tuple[Cells, Cells]:
        # Values of different types can be equal (1 and TRUE): such columns are said cell by cell.
        if len(types) > 1:
            pairs = [self._pair(value) for value in values]
        else:
            known = {value: self._pair(value) for value in set(values)}
            pairs = list(map(known.__getitem__, values))
        if self._altered:
            self._remember(values)
            self._altered = {}
        words, numbers = [words for words, _ in pairs], [numbers for _, numbers in pairs]
        return words, numbers if self._labels is not None or numbers != words else words

    def _pair(self, value: Value) -> tuple[str, str]:
        value = value.hex if isinstance(value, Colour) else value
        if isinstance(value, str):
            words = guarded(readable(value))
            if words != value:
                self._altered[value] = _changed(value)
            ready = quoted(words)
            if self._labels is not None:
                return ready, str(self._number(value))
            # What can be printed has no line break.
            line = words if value.isprintable() else on_one_line(words)
            cut = self._cut(line)
            return ready, ready if cut is words else quoted(cut)
        words = plain(value)
        if self._labels is not None and words:
            return words, str(self._number(words))
        return words, str(int(value)) if isinstance(value, bool) else words

    def _number(self, text: str) -> int:
        """That of a value which is not listed comes after those of all others."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = max(self._numbers.values(), default=0) + 1
        return number

    def _cut(self, text: str) -> str:
        size = len(text) if text.isascii() else len(text.encode())
        if size > MOST_BYTES:
            text = text.encode()[:MOST_BYTES].decode("utf-8", "ignore")
            size = len(text.encode())
        self._bytes = max(self._bytes, size)
        return text

    def _remember(self, values: Sequence[Value]) -> None:
        """Which cells had to be changed."""
        changed = self._altered
        self._guarded = self._guarded or any(GUARDED in found for found in changed.values())
        for row, value in enumerate(values, self._rows + 1):
            if isinstance(value, str) and value in changed:
                self.changes += [CellChange(self._table, row, self._column.name, what) for what in changed[value]]

    def field(self) -> Field:
        labels = self._labels
        if labels is not None:
            listed = [*labels.values]
            listed += [ValueLabel(number, text, text) for text, number in self._numbers.items()][len(listed) :]
            labels = Labels(tuple(listed), labels.ordered)
        elif self._types == {bool}:
            labels = Labels((ValueLabel(0, "FALSE", "no"), ValueLabel(1, "TRUE", "yes")))
        about = self._column.about
        return Field(self.name, self.short, about, _kind(self._types), self._bytes, labels, self._guarded)


def _changed(text: str) -> list[str]:
    clean = readable(text)
    return [REPLACED] * (clean != text) + [GUARDED] * (guarded(clean) != clean)


def _numbers(values: Sequence[Value], types: set[type]) -> Cells | None:
    """Whole numbers and fractions as they stand in the file; None where one of them is no number at all."""
    if float not in types:
        said = {value: "" if value is None else str(value) for value in set(values)}
        return list(map(said.__getitem__, values))
    words = ["" if value is None else repr(value) for value in values]
    return words if {"nan", "inf", "-inf"}.isdisjoint(words) else None


def _longest(texts: Cells) -> int:
    """The bytes of the longest of texts without line breaks."""
    joined = "\n".join(texts)
    return max(map(len, texts if joined.isascii() else joined.encode().split(b"\n")))


def _kind(types: set[type]) -> str:
    """Text where values of several kinds are mixed."""
    if types == {int, float}:
        return "number"
    if len(types) != 1:
        return "string"
    (only,) = types
    return _KINDS.get(only) or (only.__name__ if only.__name__ in ("date", "datetime") else "string")


class _CsvFile:
    """UTF-8 with a byte-order mark, by which Excel knows it; line ends and quotation marks as in RFC 4180."""

    def __init__(self, folder: Path, path: str, header: Sequence[str]) -> None:
        self._path, self._folder = path, folder
        self._header = header
        self._hash, self._size = hashlib.sha256(), 0

    def __enter__(self) -> _CsvFile:
        self._file = (self._folder / self._path).open("wb")
        self._put(BOM)
        self.write([[quoted(name)] for name in self._header])
        self._head = self._size
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        try:
            if failed is None:
                self._file.flush()
                os.fsync(self._file.fileno())
        finally:
            self._file.close()

    def write(self, columns: Sequence[Cells]) -> None:
        """Columns of cells that are quoted already. The csv module takes five times as long."""
        lines = map(",".join, zip(*columns, strict=True))
        self._put(("\r\n".join(lines) + "\r\n").encode())

    def take_over(self, other: _CsvFile) -> None:
        """The rows that another file has so far."""
        other._file.flush()
        with (other._folder / other._path).open("rb") as file:
            file.seek(other._head)
            while data := file.read(1 << 20):
                self._put(data)

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self._size += len(data)

    def written(self) -> WrittenFile:
        return WrittenFile(self._path, self._size, self._hash.hexdigest())
