"""A result as rows and columns of cells, whatever kind of result it is. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cadrage.core.model import Code
from cadrage.core.results import CoOccurrence, Meeting, Place, ResultTable
from cadrage.core.results_question import Category, Dimension, Kind, Measure
from cadrage.core.results_wording import sum_of
from cadrage.gui import results_words as words

Number = Callable[[Place, Place], float | None]
Says = Callable[[Place, Place], str]


@dataclass(frozen=True, slots=True)
class Head:
    """A row or a column; `place` is its part of a place in the result. `group` stands above columns that share it.

    `quiet`: stands for what has no value, or for all other values together.
    """

    label: str
    place: Place = ()
    short: str = ""
    depth: int = 0
    colour: str = ""
    group: str = ""
    tip: str = ""
    total: bool = False
    quiet: bool = False

    @property
    def spoken(self) -> str:
        named = " ".join(part for part in (self.short, self.label) if part)
        return f"{self.group}, {named}" if self.group else named


@dataclass(frozen=True, slots=True)
class Grid:
    """`number`, `shown` and `plain` answer by the places of a row and of a column; `behind` says where in the result
    that is, whose quotations the cell opens; None where there are none to open."""

    corner: str = ""
    rows: tuple[Head, ...] = ()
    columns: tuple[Head, ...] = ()
    number: Number = field(default=lambda _row, _column: None)
    shown: Says = field(default=lambda _row, _column: "")
    plain: Says = field(default=lambda _row, _column: "")
    behind: Callable[[Place, Place], Place | None] = field(default=lambda row, column: row + column)
    key: str = ""
    """The same while rows and columns stand for the same things: what is chosen is then found again."""

    @property
    def grouped(self) -> bool:
        return any(head.group for head in self.columns)

    def sorted_by(self, column: int, *, descending: bool) -> list[int]:
        """The rows by a column's numbers, undefined ones and sums last, equal ones as they stood."""
        place = self.columns[column].place
        ordered: list[tuple[bool, bool, float, int]] = []
        for at, head in enumerate(self.rows):
            value = self.number(head.place, place)
            ordered.append((head.total, value is None, -(value or 0.0) if descending else value or 0.0, at))
        return [at for *_, at in sorted(ordered)]

    def only_used(self) -> Grid:
        """Without rows and columns that hold nothing at all."""
        sums = [head.place for head in self.columns if head.total] or [head.place for head in self.columns]
        rows = [head for head in self.rows if head.total or any(self.number(head.place, each) for each in sums)]
        across = [head.place for head in self.rows if head.total] or [head.place for head in self.rows]
        columns = [head for head in self.columns if any(self.number(each, head.place) for each in across)]
        return replace(self, rows=tuple(rows), columns=tuple(columns))


def of_table(table: ResultTable, codes: Mapping[int, Code]) -> Grid:
    """Rows below each other; columns beside each other, a group of them for each layer, then all layers together."""
    question = table.question
    first = len(question.rows)
    names = table.names[:first]
    rows = [_head(table, 0, place, codes) for place in table.row_places()]
    rows.append(_total(" × ".join(names), question.rows))
    if not question.columns and not question.layers:
        return _frequencies(table, tuple(rows))

    def number(row: Place, column: Place) -> float | None:
        return table.value(row + column)

    times = [at for at, each in enumerate(table.dimensions) if each.kind is Kind.TIME]

    def shown(row: Place, column: Place) -> str:
        place = row + column
        value, measure = table.value(place), question.measure
        if any(place[at] is not None for at in times) and not table.base(place).documents:
            return words.UNDEFINED
        if value == 0 and measure is not Measure.COUNT and not table.cell(place).codings:
            return words.ZERO
        of = table.of(place, measure) if measure in (Measure.ROW, Measure.COLUMN) else 0
        return words.ZERO if value == 0 else words.said(value, measure, of)

    def plain(row: Place, column: Place) -> str:
        return words.plain(table.value(row + column), question.measure)

    key = repr((question.dimensions, question.rolled))
    return Grid(" × ".join(names), tuple(rows), tuple(_columns(table, codes)), number, shown, plain, key=key)


def _columns(table: ResultTable, codes: Mapping[int, Code]) -> list[Head]:
    question = table.question
    first = len(question.rows)
    beside = [_head(table, first, place, codes) for place in table.column_places()] if question.columns else []
    end = _total("", question.columns or question.layers)
    if not question.layers:
        return [*beside, end]
    at = first + len(question.columns)
    layers = [_head(table, at, place, codes) for place in table.layer_places()]
    everything = replace(_total("", question.layers), place=(None,) * len(question.layers))
    if not beside:
        return [*layers, replace(everything, total=True)]
    found = []
    for layer in (*layers, everything):
        group = layer.spoken if not layer.total else sum_of(question.layers)
        found += [replace(each, place=each.place + layer.place, group=group) for each in (*beside, end)]
    return found


def _head(table: ResultTable, first: int, place: Place, codes: Mapping[int, Code]) -> Head:
    parts = [(table.dimensions[first + at], table.categories[first + at][each or 0]) for at, each in enumerate(place)]
    if len(parts) == 1:
        return replace(category_head(*parts[0], codes), place=place)
    label = " · ".join(category.label for _, category in parts)
    return Head(label, place, tip=label)


def category_head(dimension: Dimension | None, category: Category, codes: Mapping[int, Code]) -> Head:
    """A category as a row or column: codes with their ids, colours and depth."""
    code = codes.get(category.id or 0) if dimension is None or dimension.kind in (Kind.CODE, Kind.FAMILY) else None
    quiet = category.missing or category.other
    if code is None:
        return Head(category.label, tip=category.label, quiet=quiet)
    tip = f"{code.short_id} {' › '.join(category.path) or code.name}".strip()
    return Head(code.name, (), code.short_id, category.depth, category.colour or code.colour, tip=tip, quiet=quiet)


def _total(of: str, dimensions: Sequence[Dimension]) -> Head:
    label = sum_of(dimensions)
    return Head(label, (None,) * len(dimensions), tip=f"{label}: what is shared counts once", total=True)


def _frequencies(table: ResultTable, rows: tuple[Head, ...]) -> Grid:
    """Without columns there is room for everything that is known of a row."""
    kinds: dict[int, tuple[str, Measure]] = {
        0: ("Documents", Measure.COUNT),
        1: ("Of all documents", Measure.ROW),
        2: ("Codings", Measure.COUNT),
        3: ("Words", Measure.WORDS),
        4: ("Share of words", Measure.SHARE_WORDS),
        5: ("Per 1,000 words", Measure.PER_THOUSAND),
    }

    def number(row: Place, column: Place) -> float | None:
        at, cell = column[0] or 0, table.cell(row)
        if at == 1:
            of = table.base(row).documents
            return cell.documents / of if of else None
        return (cell.documents, 0.0, cell.codings)[at] if at < 3 else table.value(row, kinds[at][1])

    def shown(row: Place, column: Place) -> str:
        value, at = number(row, column), column[0] or 0
        return words.ZERO if value == 0 else words.said(value, kinds[at][1], table.base(row).documents)

    def plain(row: Place, column: Place) -> str:
        return words.plain(number(row, column), kinds[column[0] or 0][1])

    def behind(row: Place, _column: Place) -> Place:
        return row

    columns = tuple(Head(label, (at,), tip=label) for at, (label, _) in kinds.items())
    return Grid(" × ".join(table.names), rows, columns, number, shown, plain, behind, repr(table.question.rows))


class Meets(StrEnum):
    """What a cell of two codes says."""

    UNITS = "Places where both are"
    CODINGS = "Pairs of codings"
    DOCUMENTS = "Documents"
    JACCARD = "Jaccard"
    LIFT = "Lift"


def of_meetings(found: CoOccurrence, codes: Mapping[int, Code], meets: Meets) -> Grid:
    """Codes by codes; on the diagonal each code alone. Codes that nobody used are left out."""
    used = [at for at in range(len(found.codes)) if found.alone.get(at, Meeting()).codings]
    rows = tuple(replace(category_head(None, found.codes[at], codes), place=(at,)) for at in used)
    columns = tuple(replace(head, depth=0) for head in rows)

    def number(row: Place, column: Place) -> float | None:
        one, other = row[0] or 0, column[0] or 0
        if meets in (Meets.JACCARD, Meets.LIFT):
            if one == other:
                return None
            return found.jaccard(one, other) if meets is Meets.JACCARD else found.lift(one, other)
        meeting = found.alone.get(one, Meeting()) if one == other else found.pair(one, other)
        return {Meets.UNITS: meeting.units, Meets.CODINGS: meeting.codings, Meets.DOCUMENTS: meeting.documents}[meets]

    def shown(row: Place, column: Place) -> str:
        value = number(row, column)
        if value == 0:
            return words.ZERO
        return words.coefficient(value) if meets in (Meets.JACCARD, Meets.LIFT) else words.said(value, Measure.COUNT)

    def plain(row: Place, column: Place) -> str:
        value = number(row, column)
        return "" if value is None else f"{value:g}"

    def behind(row: Place, column: Place) -> Place:
        return row + column

    return Grid("Code", rows, columns, number, shown, plain, behind, key=f"meetings {meets}")
