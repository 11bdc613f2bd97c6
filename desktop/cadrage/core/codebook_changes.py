"""What an edited codebook would change in a project's: pure, from values to values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cadrage.core.cell_likeness import is_error, normal, same_words, taken
from cadrage.core.codebook import Codebook
from cadrage.core.codebook_edits import EXAMPLES, FIELDS, Edit, EditedBook, EditedCode, Edits, Kind, as_row
from cadrage.core.codebook_matching import Matching, PresentCode, match, present_codes
from cadrage.core.codebook_places import Places, displaced, looks_sorted
from cadrage.core.errors import UserError
from cadrage.core.model import Code, Variable

TOP = "the top"
_COLOUR = re.compile("#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_ODD_PATHS = "{}: Code path names another parent than Parent does. Parent counts; there may be more such rows."
_AT_MARKS = re.compile(r"\s*([“”•—])\s*")
_SORTED = "The rows stand in another order, as after sorting; the codes keep theirs unless you say otherwise."


def compare(
    book: EditedBook,
    codes: Iterable[Code],
    fields: Mapping[int, Mapping[str, str]],
    variables: Iterable[Variable] = (),
) -> Edits:
    """Every difference; `fields` by code as the project would write them into the file.

    Raises UserError, naming row and cell, for what no codebook can be: names or short ids given twice, circles,
    parents that are not there, colours that are none.
    """
    whole, present = present_codes(codes, fields)
    matching = match(book.codes, present)
    return _Comparison(book, whole, present, matching).run(variables)


def _same_examples(written: str, cell: str) -> bool:
    """Without the white space inside the marks around a quotation."""
    return _AT_MARKS.sub(r"\1", normal(written)) == _AT_MARKS.sub(r"\1", normal(cell))


def colour(text: str) -> str | None:
    """The colour as #RRGGBB; None where the text is none."""
    found = _COLOUR.fullmatch(text.strip())
    if not found:
        return None
    digits = found[1].upper()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


@dataclass(slots=True)
class _Comparison:
    book: EditedBook
    whole: Codebook
    present: Mapping[int, PresentCode]
    matching: Matching
    nodes: list[int] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)
    before: dict[int, int | None] = field(default_factory=dict)
    after: dict[int, int | None] = field(default_factory=dict)
    into: dict[int, int] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def run(self, variables: Iterable[Variable]) -> Edits:
        rows = range(len(self.book.codes))
        self.nodes = [self.matching.codes.get(row, as_row(row)) for row in rows]
        self.rows = {node: row for row, node in enumerate(self.nodes)}
        self.before = {code: self.whole.parent(each.code) for code, each in self.present.items()}
        places = Places(self.book, self.present, self.before, self.nodes)
        self._find_merges(places)
        self.after = dict(self.before)
        for row in rows:
            if self.nodes[row] not in self.into:
                self.after[self.nodes[row]] = self._kept(places.parent(row))
        if places.odd_paths:
            self.notes.append(_ODD_PATHS.format(places.odd_paths[0]))
        self.notes += [*self.book.notes, *self.matching.notes]
        self._check()
        found = (
            *self._added(), *self._changed(), *self._moved(), *self._reordered(), *self._merged(),
            *self._retired(), *self._variables(variables), *self._missing(),
        )  # fmt: skip
        return Edits(self.book, found, dict(self.matching.codes), tuple(self.notes))

    # What is merged.

    def _find_merges(self, places: Places) -> None:
        named: dict[int, int] = {}
        for row, codes in self.matching.merged.items():
            # Merged before, where the same file comes again.
            named |= {code: self.nodes[row] for code in codes if not self.present[code].code.retired}
        for row, edited in enumerate(self.book.codes):
            if edited.merge_into.strip():
                named[self.nodes[row]] = places.target(row)
                present = self.present.get(self.nodes[row])
                if present is None or present.code.retired:
                    self.done.add(self.nodes[row])
                    self.notes.append(
                        f"{edited.place}, column Merge into: “{edited.label}” is not in use, so nothing is merged."
                    )
        for code in named:
            self.into[code] = self._end(code, named)

    def _end(self, code: int, named: Mapping[int, int]) -> int:
        walked = [code]
        while walked[-1] in named:
            following = named[walked[-1]]
            if following in walked:
                names = ", ".join(f"“{self._label(each)}”" for each in walked)
                raise UserError(
                    f"{self._place(code)}, column Merge into: {names} become parts of each other. Keep one."
                )
            walked.append(following)
        end = self.present.get(walked[-1])
        if end is not None and end.code.retired:
            raise UserError(
                f"{self._place(code)}, column Merge into: “{end.code.label}” is retired. Name a code that is in use."
            )
        return walked[-1]

    def _kept(self, parent: int | None) -> int | None:
        return self.into.get(parent, parent) if parent is not None else None

    # Whether the outcome is a codebook.

    def _check(self) -> None:
        self._check_circles()
        names: dict[tuple[int | None, str], int] = {}
        short_ids: dict[str, int] = {}
        for node in self._standing():
            name, short_id = self._now(node, "name"), self._now(node, "short_id")
            parent = self._parent_of(node)
            other = names.setdefault((parent, normal(name).casefold()), node)
            self._refuse(node, other, "Code", name, f" under {self._words(parent)}")
            if short_id.strip():
                other = short_ids.setdefault(normal(short_id).casefold(), node)
                self._refuse(node, other, "Short id", short_id, "")

    def _standing(self) -> Iterator[int]:
        """Every code that the codebook will have, as far as the file goes."""
        rows = {node: self.book.codes[row] for row, node in enumerate(self.nodes)}
        for node in (*self.present, *(node for node in self.nodes if node < 0)):
            present, row = self.present.get(node), rows.get(node)
            retired = present.code.retired if present else False
            if row is not None and row.retired is not None and present is not None:
                retired = row.retired
            if not retired and node not in self.into:
                yield node

    def _parent_of(self, node: int) -> int | None:
        parent = self._kept(self.after[node])
        present = self.present.get(parent) if parent is not None else None
        return None if present is not None and present.code.retired else parent

    def _refuse(self, node: int, other: int, column: str, words: str, where: str) -> None:
        """Where two codes are called the same now, and the file has to do with it."""
        if other == node or not (self._touched(node) or self._touched(other)):
            return
        named, second = (node, other) if self._touched(node) else (other, node)
        raise UserError(
            f"{self._place(named)}, column {column}: “{words}” is also what {self._place(second)} has{where}. "
            "Change one of them."
        )

    def _touched(self, node: int) -> bool:
        """Whether the file says anything else of what a code is called and where it stands."""
        present = self.present.get(node)
        if present is None:
            return True
        same = all(normal(self._now(node, name)) == normal(present.fields[name]) for name in ("name", "short_id"))
        return not same or self.after[node] != self.before[node]

    def _check_circles(self) -> None:
        for node in self.after:
            walked: list[int] = []
            above: int | None = node
            while above is not None and above not in walked:
                walked.append(above)
                above = self._kept(self.after[above])
            if above is not None and any(self.after[each] != self.before.get(each) for each in walked):
                circle = walked[walked.index(above) :]
                names = " > ".join(f"“{self._label(each)}”" for each in reversed(circle))
                moved = next(each for each in circle if self.after[each] != self.before.get(each))
                raise UserError(
                    f"{self._place(moved)}, column Parent: these codes stand under each other: {names}. Move one."
                )

    # The edits, by kind.

    def _added(self) -> Iterator[Edit]:
        for row, node in enumerate(self.nodes):
            edited = self.book.codes[row]
            if node < 0 and node not in self.done:
                parent = self.after[node]
                self._check_colour(edited)
                yield Edit(
                    Kind.ADDED, edited.label, self._path(node), None, row, after=edited.name, target=parent,
                    place=edited.place, note=self._where(parent),
                )  # fmt: skip

    def _changed(self) -> Iterator[Edit]:
        for code, present in self.present.items():
            row = self._row(code)
            if row is None or code in self.into:
                continue
            edited = self.book.codes[row]
            for name in FIELDS:
                change = self._change(present, edited, name)
                if change is not None:
                    yield Edit(
                        Kind.CHANGED, present.code.label, present.path, code, row, name, *change, place=edited.place
                    )

    def _change(self, present: PresentCode, edited: EditedCode, name: str) -> tuple[str, str] | None:
        if name not in edited.fields:
            return None
        written, cell = present.fields[name], edited.fields[name]
        if same_words(written, cell) or (name in EXAMPLES and _same_examples(written, cell)):
            return None
        if is_error(normal(cell)):
            self.notes.append(
                f"{edited.place}, column {FIELDS[name]}: the cell holds an error, {cell}; it was left alone."
            )
            return None
        if name == "colour":
            self._check_colour(edited)
            wanted = colour(cell)
            if wanted is None:
                self.notes.append(f"{edited.place}, column Colour: a code keeps its colour when the cell is emptied.")
                return None
            return (written, wanted) if wanted != colour(written) else None
        return written, taken(written, cell)

    def _check_colour(self, edited: EditedCode) -> None:
        text = edited.fields.get("colour", "")
        if text.strip() and colour(text) is None and not is_error(normal(text)):
            raise UserError(f"{edited.place}, column Colour: “{text}” is not of the form #RRGGBB. Correct it.")

    def _moved(self) -> Iterator[Edit]:
        for code, present in self.present.items():
            before, after, row = self.before[code], self.after[code], self._row(code)
            if row is None or code in self.into or after == self._kept(before):
                continue
            yield Edit(
                Kind.MOVED, present.code.label, present.path, code, row, "parent", self._words(before),
                self._words(after), after, self.book.codes[row].place,
            )  # fmt: skip

    def _reordered(self) -> Iterator[Edit]:
        groups = self._groups()
        moved = {parent: displaced([self._row(code) or 0 for code in codes]) for parent, codes in groups.items()}
        if not any(moved.values()):
            return
        rows = [row for code in self.present if (row := self._row(code)) is not None]
        above = {
            row: self._row(parent) if (parent := self.after[node]) is not None else None
            for row, node in enumerate(self.nodes)
            if node not in self.into
        }
        by_hand = not looks_sorted(self.book, rows, above, sum(moved.values()))
        if not by_hand:
            self.notes.append(_SORTED)
        for parent, codes in groups.items():
            if moved[parent]:
                order = sorted(codes, key=lambda code: self._row(code) or 0)
                yield Edit(
                    Kind.REORDERED, self._label(parent) if parent is not None else "", self._words(parent), parent,
                    None, "order", "\n".join(map(self._label, codes)), "\n".join(map(self._label, order)),
                    proposed=by_hand, order=tuple(order),
                )  # fmt: skip

    def _groups(self) -> dict[int | None, list[int]]:
        """Siblings that stay siblings and stand in the file, in the project's order."""
        groups: dict[int | None, list[int]] = defaultdict(list)
        for code, each in self.present.items():
            stays = self._kept(self.before[code]) == self.after[code] and code not in self.into
            if stays and not each.code.retired and self._row(code) is not None:
                groups[self.after[code]].append(code)
        return groups

    def _merged(self) -> Iterator[Edit]:
        for code, target in self.into.items():
            if code in self.done:
                continue
            present = self.present[code]
            yield Edit(
                Kind.MERGED, present.code.label, present.path, code, self._row(code), "", present.code.name,
                self._words(target), target, self._place(code),
            )  # fmt: skip

    def _retired(self) -> Iterator[Edit]:
        for code, present in self.present.items():
            row = self._row(code)
            edited = self.book.codes[row] if row is not None else None
            if edited is None or edited.retired is None or code in self.into or edited.retired == present.code.retired:
                continue
            kind = Kind.RETIRED if edited.retired else Kind.RESTORED
            yield Edit(kind, present.code.label, present.path, code, row, after=present.code.name, place=edited.place)

    def _missing(self) -> Iterator[Edit]:
        taken_up = {*self.nodes, *self.into}
        for code, present in self.present.items():
            if code not in taken_up and not present.code.retired:
                yield Edit(
                    Kind.MISSING, present.code.label, present.path, code, before=present.code.name, proposed=False
                )

    def _variables(self, variables: Iterable[Variable]) -> Iterator[Edit]:
        known = {(each.scope, each.name.casefold()) for each in variables}
        for place, draft in enumerate(self.book.variables):
            if (draft.scope, draft.name.casefold()) not in known:
                words = f"{draft.label or draft.name}, of each {draft.scope.value}"
                yield Edit(Kind.VARIABLE, draft.name, draft.name, row=place, after=words)

    # Words.

    def _row(self, node: int) -> int | None:
        return self.rows.get(node)

    def _now(self, node: int, name: str) -> str:
        """A field as it will be."""
        row = self._row(node)
        present = self.present.get(node)
        edited = self.book.codes[row].fields.get(name) if row is not None else None
        if present is None:
            return edited or ""
        if edited is None or same_words(present.fields[name], edited):
            return present.fields[name]
        return edited

    def _label(self, node: int) -> str:
        present = self.present.get(node)
        return present.code.label if present else self.book.codes[as_row(node)].label

    def _words(self, node: int | None) -> str:
        return TOP if node is None else self._path(node)

    def _where(self, parent: int | None) -> str:
        return "at the top" if parent is None else f"under {self._path(parent)}"

    def _path(self, node: int) -> str:
        present = self.present.get(node)
        if present is not None:
            return present.path
        names: list[str] = []
        above: int | None = node
        while above is not None and above < 0:
            names.append(self.book.codes[as_row(above)].name)
            above = self.after[above]
        known = [self.present[above].path] if above is not None else []
        return " > ".join([*known, *reversed(names)])

    def _place(self, node: int) -> str:
        row = self._row(node)
        return self.book.codes[row].place if row is not None else f"“{self._label(node)}” of the project"
