"""Units as rows: one table of all codes, and one of each code with the coders side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, partial

from cadrage.core.agreement import CodeGroup
from cadrage.core.coded_units import CodedUnits, UnitsOfDocument
from cadrage.core.dataset import Dataset
from cadrage.exchange.cells import Value
from cadrage.exchange.code_columns import code_columns
from cadrage.exchange.tables import Block, Column, Table, unique_name

_LONG = (
    Column("unit_id", "The document's doc_id and the number of the unit in it.", 16),
    Column("doc_id", "Short id of the document, as in the sheet 'documents'."),
    Column("unit", "Number of the unit in the document, from 1; those that are not article text are left out.", 8),
    Column("start", "Position of its first character in the document's text, from 0 in code points.", 8),
    Column("end", "Position after its last character.", 8),
    Column("coder", "Name of the coder, who has completed the document.", 14),
    Column("coders", "Number of coders who have; agreement compares the units of two or more.", 8),
)
_MANY_ROWS = 5_000
_UNIT = Column("unit", "The unit_id of the table 'units_long'.", 16)
_ELSEWHERE = " The tables units_…, one a code, are in the CSV folder: they would be too many or too long for sheets."


def units_long_table(dataset: Dataset, units: CodedUnits, *, alone: bool = False) -> Table:
    """By document, coder and unit. `alone`: says that the tables of single codes are somewhere else."""
    names, guids = code_columns(dataset), {code.id: code.guid for code in dataset.codes}
    about = "1 where the unit holds the code {} or one of its sub-codes, else 0."
    codes = tuple(
        Column(names[group.id], about.format(group.path), 10, variable=guids[group.id]) for group in units.codes
    )
    length = sum(len(each.numbers) * len(each.coders) for each in units.documents)
    words = f"One row for each coder and unit of the documents that the coder has completed. {_said(units)}"
    long = _Long(dataset, units)
    blocks = long.blocks if codes else None
    return Table("units_long", words + (_ELSEWHERE if alone else ""), (*_LONG, *codes), length, long.rows, blocks)


def units_tables(dataset: Dataset, units: CodedUnits) -> tuple[Table, ...]:
    """One for each code that agreement counts, over the documents that two or more coders have completed."""
    columns = (_UNIT, *_coder_columns(units))
    names = code_columns(dataset)
    compared = _Compared(dataset, units)
    return tuple(
        Table(
            f"units_{names[group.id]}",
            f"Units and coders for the code {group.path}, sub-codes counted with it: 1 where the coder put it there, 0 "
            f"where not, empty where the coder has not completed the document. {_said(units)}",
            columns,
            compared.size,
            partial(compared.rows, group),
            partial(compared.blocks, group),
        )
        for group in units.codes
    )


def _said(units: CodedUnits) -> str:
    """The rule that makes a 1, in words."""
    held = f"codings cover {100 * units.least:g} % of it or more" if units.least else "any coding overlaps it"
    return f"Unit: {units.unit}; it holds a code where {held}. Round: {units.round}."


def _coder_columns(units: CodedUnits) -> tuple[Column, ...]:
    taken = [_UNIT.name]
    for coder in units.coders:
        taken.append(unique_name(coder, taken))
    about = "1 the code is there, 0 it is not, empty where the document is not complete."
    pairs = zip(units.coders, taken[1:], strict=True)
    return tuple(Column(name, f"{coder}: {about}", 10) for coder, name in pairs)


def _ids(dataset: Dataset, units: CodedUnits) -> Mapping[int, str]:
    """doc_ids by document."""
    short = dataset.named(document.guid for document in dataset.documents)
    known = {document.id: short[document.guid] for document in dataset.documents}
    return {each.document: known.get(each.document, f"document_{each.document}") for each in units.documents}


def _unit_ids(doc_id: str, document: UnitsOfDocument) -> list[str]:
    # As many digits as any text needs: alphabetical order is the order of the text.
    return [f"{doc_id}_{number:05}" for number in document.numbers]


class _Long:
    """The rows of `units_long`: the codes of a unit are the bits of a number, the first code's the highest."""

    def __init__(self, dataset: Dataset, units: CodedUnits) -> None:
        self._dataset, self._units, self._width = dataset, units, len(units.codes)

    def rows(self) -> Iterator[tuple[Value, ...]]:
        # A number has a digit even where there is no code for it.
        codes = cache(self._codes) if self._width else _none
        for values, held in self._columns():
            for *first, bits in zip(*values, held, strict=True):
                yield (*first, *codes(bits))

    def blocks(self) -> Iterator[Block]:
        codes = cache(self._joined)
        for values, held in self._columns():
            yield Block(tuple(values), list(map(codes, held)))

    def _joined(self, bits: int) -> str:
        return ",".join(f"{bits:0{self._width}b}")

    def _codes(self, bits: int) -> tuple[int, ...]:
        return tuple(map(int, f"{bits:0{self._width}b}"))

    def _columns(self) -> Iterator[tuple[list[list[Value]], list[int]]]:
        """Some documents at a time: what all columns but those of codes say, and the codes of each row."""
        doc_ids, marks = _ids(self._dataset, self._units), self._marks()
        values, held, place = _no_values(), list[int](), 0
        for document in self._units.documents:
            doc_id, size, past = doc_ids[document.document], len(document.numbers), place + len(document.numbers)
            shared: list[Sequence[Value]] = [_unit_ids(doc_id, document), [doc_id] * size, document.numbers]
            shared += _bounds(document)
            for coder in self._units.coders:
                if coder in document.coders:
                    added: list[Sequence[Value]] = [*shared, [coder] * size, [len(document.coders)] * size]
                    for column, more in zip(values, added, strict=True):
                        column += more
                    held += marks[coder][place:past]
            place = past
            if len(held) > _MANY_ROWS:
                yield values, held
                values, held = _no_values(), []
        if held:
            yield values, held

    def _marks(self) -> Mapping[str, list[int]]:
        """By coder, the codes of each unit."""
        found = {coder: [0] * self._units.size for coder in self._units.coders}
        for column, group in enumerate(self._units.codes, 1):
            bit = 1 << (self._width - column)
            for coder, mine in found.items():
                for place in self._units.held.get((coder, group.id), ()):
                    mine[place] |= bit
        return found


def _none(_bits: int) -> tuple[int, ...]:
    return ()


def _no_values() -> list[list[Value]]:
    return [[] for _ in _LONG]


def _bounds(document: UnitsOfDocument) -> tuple[list[int], list[int]]:
    return [start for start, _ in document.bounds], [end for _, end in document.bounds]


class _Compared:
    """The units of the documents that two or more coders completed; what all codes share is made once."""

    def __init__(self, dataset: Dataset, units: CodedUnits) -> None:
        self._dataset, self._units = dataset, units
        self.size = sum(len(each.numbers) for each in units.documents if len(each.coders) >= 2)

    def rows(self, group: CodeGroup) -> Iterator[tuple[Value, ...]]:
        ids, seen, places = self._laid_out
        columns = []
        for coder, column in zip(self._units.coders, seen, strict=True):
            held = self._units.held.get((coder, group.id), ())
            if held:
                column = column.copy()
            for place in held:
                if places[place] >= 0:
                    column[places[place]] = 1
            columns.append(column)
        yield from zip(ids, *columns, strict=True)

    def blocks(self, group: CodeGroup) -> Iterator[Block]:
        """All rows at once: most are of units that do not hold the code."""
        ids, _, places = self._laid_out
        answers = self._nowhere.copy()
        for column, coder in enumerate(self._units.coders):
            for place in self._units.held.get((coder, group.id), ()):
                row = places[place]
                if row >= 0:
                    cells = answers[row].split(",")
                    cells[column] = "1"
                    answers[row] = ",".join(cells)
        yield Block((ids,), answers)

    @cached_property
    def _nowhere(self) -> list[str]:
        """What the rows say of a code that nobody used."""
        _, seen, _ = self._laid_out
        cells = (["" if value is None else str(value) for value in column] for column in seen)
        return list(map(",".join, zip(*cells, strict=True)))

    @cached_property
    def _laid_out(self) -> tuple[list[str], list[list[int | None]], list[int]]:
        """The ids of the units; 0 by coder for each that they saw; the row of each unit, -1 where it has none."""
        doc_ids = _ids(self._dataset, self._units)
        ids: list[str] = []
        seen: list[list[int | None]] = [[] for _ in self._units.coders]
        places: list[int] = []
        for document in self._units.documents:
            size, here = len(document.numbers), len(document.coders) >= 2
            places += range(len(ids), len(ids) + size) if here else [-1] * size
            if here:
                ids += _unit_ids(doc_ids[document.document], document)
                for coder, column in zip(self._units.coders, seen, strict=True):
                    column += [0 if coder in document.coders else None] * size
        return ids, seen, places
