"""Which code of the project each row of an edited codebook is: by id, short id, path and name, in this order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cadrage.core.cell_likeness import normal, same_words
from cadrage.core.codebook import PATH_SEPARATOR, Codebook
from cadrage.core.codebook_edits import EditedCode
from cadrage.core.errors import UserError
from cadrage.core.model import Code

_SHORTEST_ID = 6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:e[+-]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PresentCode:
    """A code of the project and what a table would write of it; `as_orphan` is its path in a table that leaves the
    retired codes above it out, None where there are none."""

    code: Code
    path: str
    parent: str
    fields: Mapping[str, str]
    as_orphan: str | None = None


@dataclass(frozen=True, slots=True)
class Matching:
    """The project's code by row; the further codes that a row names as its own; what was seen, in sentences."""

    codes: Mapping[int, int]
    merged: Mapping[int, tuple[int, ...]]
    notes: tuple[str, ...] = ()


def present_codes(
    codes: Iterable[Code], fields: Mapping[int, Mapping[str, str]]
) -> tuple[Codebook, dict[int, PresentCode]]:
    """All codes, retired ones too, in codebook order; `fields` by code as a table writes them."""
    book = Codebook(codes, with_retired=True)
    active = {node.code.id: node.path for node in Codebook(book.codes).nodes}
    found = {}
    for node in book.nodes:
        above = book.by_id.get(parent) if (parent := book.parent(node.code)) is not None else None
        label = above.label if above else ""
        alone = active.get(node.code.id, node.path)
        as_orphan = alone if alone != node.path else None
        found[node.code.id] = PresentCode(node.code, node.path, label, fields[node.code.id], as_orphan)
    return book, found


def match(rows: Sequence[EditedCode], present: Mapping[int, PresentCode]) -> Matching:
    """Raises UserError where an id means two codes."""
    return _Matcher(rows, present).run()


@dataclass(slots=True)
class _Matcher:
    rows: Sequence[EditedCode]
    present: Mapping[int, PresentCode]
    found: dict[int, int] = field(default_factory=dict)
    merged: dict[int, tuple[int, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def run(self) -> Matching:
        self._by_id()
        self._twins()
        taken = {code for codes in self.merged.values() for code in codes} - set(self.found.values())
        active = [each for each in self.present.values() if not each.code.retired and each.code.id not in taken]
        retired = [each for each in self.present.values() if each.code.retired and each.code.id not in taken]
        marked = [row for row in self._left() if self.rows[row].retired]
        self._by(marked, retired, _short_ids, _row_short_id)
        self._by(marked, retired, _paths, _row_path)
        self._by(self._left(), active, _short_ids, _row_short_id)
        self._by(self._left(), active, _paths, _row_path)
        self._by(self._left(), active, _placed, _row_placed)
        self._by(self._unknown_ids(), retired, _both, _row_both)
        self._by(self._left(), active, _names, _row_name)
        return Matching(self.found, self.merged, tuple(self.notes))

    def _left(self) -> list[int]:
        return [row for row in range(len(self.rows)) if row not in self.found]

    def _unknown_ids(self) -> list[int]:
        """Rows that do not say whether they are retired: the column was taken out."""
        return [row for row in self._left() if self.rows[row].retired is None]

    def _by_id(self) -> None:
        """A row may name two codes: then it is what both become. An id that stands in two rows was copied."""
        ids = _Ids([each.code for each in self.present.values()])
        claimed: dict[int, list[int]] = defaultdict(list)
        named: dict[int, list[int]] = {}
        for row, edited in enumerate(self.rows):
            codes = list(dict.fromkeys(code for wanted in edited.ids if (code := ids.find(wanted, edited.place))))
            named[row] = codes
            if codes:
                claimed[codes[0]].append(row)
        for code, rows in claimed.items():
            kept = min(rows, key=lambda row: (-self._likeness(row, self.present[code]), row))
            self.found[kept] = code
            self.notes += [
                f"{self.rows[row].place} repeats the id of {self.rows[kept].place}: it is taken for a new code."
                for row in rows
                if row != kept and len(named[row]) == 1
            ]
        for row, codes in named.items():
            if len(codes) > 1 and self.found.get(row) == codes[0]:
                self.merged[row] = tuple(codes[1:])

    def _twins(self) -> None:
        """Codes of one short id and path, as a retired one and its successor: told apart by what else is said."""
        codes, rows = defaultdict(list), defaultdict(list)
        matched = set(self.found.values())
        for each in self.present.values():
            if each.code.id not in matched:
                codes[_both(each)].append(each)
        for row in self._left():
            rows[_row_both(self.rows[row])].append(row)
        for name, alike in codes.items():
            if len(alike) < 2 or len(rows[name]) < 2:
                continue
            pairs = [(_same_fields(self.rows[row], each), row, each.code.id) for row in rows[name] for each in alike]
            for _, row, code in sorted(pairs, key=lambda pair: -pair[0]):
                if row not in self.found and code not in self.found.values():
                    self.found[row] = code

    def _likeness(self, row: int, present: PresentCode) -> int:
        edited, code = self.rows[row], present.code
        return (
            2 * (_key(edited.name) == _key(code.name))
            + 2 * (edited.path is not None and _key(edited.path) == _key(present.path))
            + bool(edited.short_id and _key(edited.short_id) == _key(code.short_id))
        )

    def _by(
        self,
        rows: Sequence[int],
        codes: Sequence[PresentCode],
        of_code: Callable[[PresentCode], str],
        of_row: Callable[[EditedCode], str],
    ) -> None:
        """Pairs what one row and one code alone are called so."""
        matched = set(self.found.values())
        free = [each for each in codes if each.code.id not in matched]
        names = Counter(of_code(each) for each in free)
        known = {of_code(each): each.code.id for each in free if of_code(each) and names[of_code(each)] == 1}
        wanted = Counter(of_row(self.rows[row]) for row in rows)
        for row in rows:
            name = of_row(self.rows[row])
            if name in known and wanted[name] == 1 and row not in self.found:
                self.found[row] = known[name]


class _Ids:
    """Codes by their GUIDs, or by the ends of these."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._codes = codes
        self._bare = {code.guid.replace("-", "").casefold(): code.id for code in codes}
        self._tails: dict[str, list[int]] = defaultdict(list)
        for guid, code in self._bare.items():
            self._tails[guid[-8:]].append(code)

    def find(self, wanted: str, place: str) -> int | None:
        """None for the id of no code: that of another project, or of a code that is gone."""
        name = wanted.strip().replace("-", "").casefold()
        if len(name) < _SHORTEST_ID:
            return self._as_number(name)
        found = self._tails.get(name, []) or [self._bare[guid] for guid in self._bare if guid.endswith(name)]
        if len(found) > 1:
            raise UserError(f"{place}, column Id: “{wanted}” is the id of two codes. Give more of its characters.")
        return found[0] if found else self._as_number(name)

    def _as_number(self, name: str) -> int | None:
        """An id of digits alone, or with an e among them, that a program took for a number."""
        if not _NUMBER.fullmatch(name):
            return None
        number = float(name.replace(",", "."))
        near = [
            codes[0]
            for tail, codes in self._tails.items()
            if len(codes) == 1 and _NUMBER.fullmatch(tail) and abs(float(tail) - number) <= 1e-5 * number
        ]
        return near[0] if len(near) == 1 else None


def _same_fields(row: EditedCode, present: PresentCode) -> int:
    retired = row.retired is not None and row.retired == present.code.retired
    return retired + sum(same_words(present.fields[name], cell) for name, cell in row.fields.items())


def _key(text: str) -> str:
    return normal(text).casefold()


def _short_ids(present: PresentCode) -> str:
    return _key(present.code.short_id)


def _paths(present: PresentCode) -> str:
    return _key(present.path)


def _placed(present: PresentCode) -> str:
    return f"{_key(present.parent)}\n{_key(present.code.name)}"


def _row_placed(row: EditedCode) -> str:
    return f"{_key(row.parent or '')}\n{_key(row.name)}" if row.parent is not None else ""


def _names(present: PresentCode) -> str:
    return _key(present.code.name)


def _both(present: PresentCode) -> str:
    return f"{_key(present.code.short_id)}\n{_key(present.path)}"


def _row_short_id(row: EditedCode) -> str:
    return _key(row.short_id)


def _row_path(row: EditedCode) -> str:
    """The path as it is written, else as parent and name make it of a code at the top."""
    if row.path:
        return _key(row.path)
    return _key(row.name) if not row.parent else _key(f"{row.parent}{PATH_SEPARATOR}{row.name}")


def _row_both(row: EditedCode) -> str:
    return f"{_row_short_id(row)}\n{_row_path(row)}"


def _row_name(row: EditedCode) -> str:
    return _key(row.name)
