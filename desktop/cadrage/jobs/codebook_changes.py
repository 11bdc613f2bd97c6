"""A codebook that was edited outside, back into the project: what would change, and the change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from cadrage.core.codebook_changes import compare
from cadrage.core.codebook_edits import EXAMPLES, Edit, EditedCode, Edits, Kind, as_row
from cadrage.core.identity import new_guid
from cadrage.exchange import codebook_cells
from cadrage.exchange.codebook_rows import read_edited
from cadrage.jobs.codebook_examples import keep as keep_examples
from cadrage.jobs.codebook_examples import stored_colour
from cadrage.jobs.codebooks import pin_keys
from cadrage.store.project import Project

_RETIRING = (Kind.RETIRED, Kind.MISSING)
_STANDING = frozenset(("name", "short_id", "parent", "retired"))  # what two codes may be at odds over


def foresee(project: Project, path: Path) -> Edits:
    """Everything in which the file differs from the project's codebook; nothing is written.

    Raises UserError where the file cannot be read, or names codes that cannot stand together.
    """
    codes = project.codes.all()
    documents = project.documents.all()
    sources = {document.id: document.file_name or document.title for document in documents}
    names = {document.guid: sources[document.id] for document in documents}
    fields = codebook_cells.fields(codes, project.codes.examples(), sources)
    return compare(read_edited(path, names), codes, fields, project.variables.all())


def apply(project: Project, edits: Edits, chosen: Collection[Edit] | None = None) -> int:
    """Take the chosen edits over as one change; None for those that are proposed. How many these were.

    What chosen codes stand under, or become part of, is added too where it is new. Codings follow their codes.
    """
    wanted = with_needed(edits, edits.proposed if chosen is None else chosen)
    if not wanted:
        return 0
    with project.change(f"Codebook {edits.book.title}"):
        _Applying(project, edits, wanted).run()
    return len(wanted)


def with_needed(edits: Edits, chosen: Collection[Edit]) -> tuple[Edit, ...]:
    """The chosen edits, in their order, with the new codes that they need."""
    added = {as_row(edit.row): edit for edit in edits.of(Kind.ADDED) if edit.row is not None}
    whole = set(chosen)
    waiting = list(chosen)
    while waiting:
        needed = added.get(waiting.pop().target or 0)
        if needed is not None and needed not in whole:
            whole.add(needed)
            waiting.append(needed)
    return tuple(edit for edit in edits.edits if edit in whole)


@dataclass(slots=True)
class _Applying:
    project: Project
    edits: Edits
    chosen: tuple[Edit, ...]
    codes: dict[int, int] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    arranged: set[int | None] = field(default_factory=set)

    def run(self) -> None:
        had_codes = bool(self.project.codes.all())
        self._add_variables()
        for edit in self._of(Kind.ADDED):
            self._add(edit)
        self._edit()
        self._keep_examples()
        self._merge()
        self._arrange()
        if not had_codes:
            pin_keys(self.project)
        self.project.codes.check(self.touched)

    def _of(self, *kinds: Kind) -> list[Edit]:
        return [edit for edit in self.chosen if edit.kind in kinds]

    def _row(self, edit: Edit) -> EditedCode:
        assert edit.row is not None
        return self.edits.book.codes[edit.row]

    def _code(self, node: int | None) -> int | None:
        """The project's code that a node is by now."""
        return self.codes.get(node, node) if node is not None else None

    # New variables.

    def _add_variables(self) -> None:
        for edit in self._of(Kind.VARIABLE):
            assert edit.row is not None
            self.project.variables.add(self.edits.book.variables[edit.row])

    # Codes: all at once, so that two can take each other's names and places.

    def _add(self, edit: Edit) -> None:
        """Without its name yet; what it stands under comes first."""
        assert edit.row is not None
        node = as_row(edit.row)
        if node in self.codes:
            return
        if edit.target is not None and edit.target < 0 and edit.target not in self.codes:
            above = as_row(edit.target)
            self._add(next(each for each in self._of(Kind.ADDED) if each.row == above))
        row = self._row(edit)
        texts = {
            name: text for name, text in row.fields.items() if name not in ("name", "short_id", "colour", *EXAMPLES)
        }
        colour = stored_colour(row.fields.get("colour", ""))
        parent = self._code(edit.target)
        self.codes[node] = self.project.codes.add(new_guid(), parent=parent, colour=colour, key="", **texts).id
        self.arranged.add(parent)

    def _edit(self) -> None:
        values: dict[int, dict[str, str | int | None]] = defaultdict(dict)
        for edit in self._of(Kind.ADDED):
            row = self._row(edit)
            values[self.codes[as_row(edit.row or 0)]] = {"name": row.name, "short_id": row.short_id}
        for edit in self._of(Kind.CHANGED, Kind.MOVED, Kind.RETIRED, Kind.RESTORED, Kind.MISSING):
            assert edit.code is not None
            if edit.kind in _RETIRING:
                values[edit.code] |= {"retired": 1, "key": ""}
            elif edit.kind is Kind.RESTORED:
                values[edit.code]["retired"] = 0
            elif edit.kind is Kind.MOVED:
                values[edit.code]["parent"] = self._code(edit.target)
                self.arranged |= {self._parent(edit.code), self._code(edit.target)}
            elif edit.field not in EXAMPLES:
                values[edit.code][edit.field] = edit.after
        self.project.codes.edit_many(values)
        self.touched = {code for code, changed in values.items() if changed.keys() & _STANDING}

    def _parent(self, code: int) -> int | None:
        found = self.project.codes.get(code)
        return found.parent if found else None

    def _keep_examples(self) -> None:
        for edit in self._of(Kind.ADDED):
            for name in EXAMPLES:
                keep_examples(
                    self.project, self.codes[as_row(edit.row or 0)], name, self._row(edit).fields.get(name, "")
                )
        for edit in self._of(Kind.CHANGED):
            if edit.field in EXAMPLES:
                assert edit.code is not None
                keep_examples(self.project, edit.code, edit.field, edit.after)

    def _merge(self) -> None:
        """Those that become part of one code at once."""
        merged: dict[int, list[int]] = defaultdict(list)
        for edit in self._of(Kind.MERGED):
            target = self._code(edit.target)
            assert target is not None
            assert edit.code is not None
            merged[target].append(edit.code)
        for target, codes in merged.items():
            self.project.codes.merge(codes, target)

    # Order.

    def _arrange(self) -> None:
        orders = {edit.code: edit.order for edit in self._of(Kind.REORDERED)}
        shuffled = any(not edit.proposed for edit in self.edits.of(Kind.REORDERED))
        come = {self._code(edit.code) for edit in self._of(Kind.MOVED)} | set(self.codes.values())
        for parent in {*self.arranged, *map(self._code, orders)}:
            siblings = [code.id for code in self.project.codes.codebook().children(parent)]
            order = [code for code in siblings if code not in come]
            ranked = iter([code for code in orders.get(parent, ()) if code in order])
            moving = set(orders.get(parent, ()))
            order = [next(ranked) if code in moving else code for code in order]
            for code in sorted((code for code in siblings if code in come), key=self._place):
                order.insert(len(order) if shuffled else self._behind(code, order), code)
            if order != siblings:
                self.project.codes.arrange(order)

    def _place(self, code: int) -> int:
        return self._places().get(code, len(self.edits.book.codes))

    def _places(self) -> dict[int, int]:
        return {
            **{code: row for row, code in self.edits.matched.items()},
            **{code: as_row(node) for node, code in self.codes.items()},
        }

    def _behind(self, code: int, order: list[int]) -> int:
        """Where it goes: behind the one that stands before it in the file."""
        places = self._places()
        before = [other for other in order if other in places and places[other] < places[code]]
        if before:
            return order.index(max(before, key=self._place)) + 1
        return 0 if any(other in places for other in order) else len(order)
