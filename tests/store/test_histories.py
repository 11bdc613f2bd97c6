"""Random histories of several coders against a model that keeps whole snapshots."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cadrage.core.errors import UserError
from cadrage.core.model import Scope, Span, State, Subject
from cadrage.store.project import Project
from cadrage.store.sets import KINDS, Kind
from tests.store.material import Snapshot, assert_sound, draft, snapshot

PICK = st.integers(0, 20)
KIND = st.sampled_from(KINDS)
NAMES = st.sampled_from(["Blame", "Solution", "Conflict", "Öl 😀", "  x"])
SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(1, 60))
TEXTS = st.sampled_from(["", "Why?", "“Because”\n'; --", "😀"])

Rows = dict[tuple[str, int], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Done:
    """What one change did: each row it altered, before and after (None: not there)."""

    rows: dict[tuple[str, int], tuple[tuple[object, ...] | None, tuple[object, ...] | None]]


def flat(found: Snapshot) -> Rows:
    return {(table, row[0]): row for table, rows in found.items() for row in rows}  # type: ignore[misc]


def difference(before: Rows, after: Rows) -> Done:
    keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    return Done({key: (before.get(key), after.get(key)) for key in keys})


class Histories(RuleBasedStateMachine):
    """`present` is what every table must hold; the stacks are per coder, and hold what each change did."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "random.cadrage"
        self.project = Project.create(self.path)
        self.undos: dict[str, list[Done]] = defaultdict(list)
        self.redos: dict[str, list[Done]] = defaultdict(list)
        self.present = flat(snapshot(self.project))

    def teardown(self) -> None:
        assert_sound(self.project)
        self.project.close()
        self.folder.cleanup()

    # The model.

    @property
    def me(self) -> str:
        return self.project.get("me")

    def act(self, verb: Callable[[], object]) -> None:
        """A verb does something, which becomes a step, or refuses in words and does nothing."""
        try:
            verb()
        except UserError:
            assert flat(snapshot(self.project)) == self.present
            return
        found = flat(snapshot(self.project))
        done = difference(self.present, found)
        if done.rows:
            self.undos[self.me].append(done)
            self.redos[self.me].clear()
        self.present = found

    def reverse(self, source: list[Done], target: list[Done], verb: Callable[[], None], *, back: bool) -> None:
        """Exactly the latest step's rows go back, or it is refused in words and nothing moves."""
        expected = dict(self.present)
        if source:
            for key, (before, after) in source[-1].rows.items():
                row = before if back else after
                if row is None:
                    expected.pop(key, None)
                else:
                    expected[key] = row
        try:
            verb()
        except UserError:
            assert self.has_been_touched_since(source[-1], back=back), "refused though nothing stood in the way"
            assert flat(snapshot(self.project)) == self.present
            return
        self.present = flat(snapshot(self.project))
        assert self.present == expected
        if source:
            target.append(source.pop())

    def has_been_touched_since(self, step: Done, *, back: bool) -> bool:
        """Whether a refusal is due: a row differs, or a row that is not the step's points to one that would go."""
        for key, (before, after) in step.rows.items():
            if self.present.get(key) != (after if back else before):
                return True
        return len({key[0] for key in self.others}) > 0

    @property
    def others(self) -> list[tuple[str, int]]:
        """Rows that another coder's steps, done at present, have altered."""
        return [key for coder, steps in self.undos.items() if coder != self.me for step in steps for key in step.rows]

    # Things to choose among.

    def pick(self, table: str, number: int) -> int | None:
        ids = [row for name, row in sorted(self.present) if name == table]
        return ids[number % len(ids)] if ids else None

    def mine(self, number: int) -> int:
        """One of my codings, or (so that refusals are tried too) any, or none."""
        ids = [coding.id for coding in self.project.codings.all() if coding.coder == self.project.me.id]
        return ids[number % len(ids)] if ids else self.pick("coding", number) or 999

    # What coders do.

    @initialize()
    def begin(self) -> None:
        self.act(lambda: self.project.documents.add([draft("one")]))
        self.act(lambda: self.project.codes.add("Blame"))
        self.act(lambda: self.project.codes.add("Solution"))
        self.add_a_coder("B")

    @rule(number=st.integers(1, 3))
    def import_documents(self, number: int) -> None:
        self.act(lambda: self.project.documents.add([draft(f"document {at}") for at in range(number)]))

    @rule(document=PICK)
    def remove_a_document(self, document: int) -> None:
        self.act(lambda: self.project.documents.remove([self.pick("document", document) or 999]))

    @rule(kind=KIND, name=NAMES, members=st.lists(PICK, max_size=3))
    def make_a_set(self, kind: Kind, name: str, members: list[int]) -> None:
        self.act(lambda: self.project.sets.of(kind).add(name, self.some(kind, members)))

    @rule(kind=KIND, number=PICK, members=st.lists(PICK, min_size=1, max_size=3), joining=st.booleans())
    def change_a_set(self, kind: Kind, number: int, members: list[int], joining: bool) -> None:
        sets = self.project.sets.of(kind)
        verb = sets.put if joining else sets.take_out
        self.act(lambda: verb(self.pick(f"{kind}_set", number) or 999, self.some(kind, members)))

    @rule(kind=KIND, number=PICK, name=NAMES)
    def rename_a_set(self, kind: Kind, number: int, name: str) -> None:
        self.act(lambda: self.project.sets.of(kind).rename(self.pick(f"{kind}_set", number) or 999, name))

    @rule(kind=KIND, number=PICK)
    def remove_a_set(self, kind: Kind, number: int) -> None:
        self.act(lambda: self.project.sets.of(kind).remove(self.pick(f"{kind}_set", number) or 999))

    def some(self, kind: Kind, numbers: list[int]) -> list[int]:
        return [found for number in numbers if (found := self.pick(kind, number)) is not None]

    @rule(document=PICK, title=NAMES)
    def rename_a_document(self, document: int, title: str) -> None:
        self.act(lambda: self.project.documents.rename(self.pick("document", document) or 999, title))

    @rule(name=NAMES, parent=st.none() | PICK, key=st.sampled_from(["", "1", "2"]))
    def new_code(self, name: str, parent: int | None, key: str) -> None:
        above = None if parent is None else self.pick("code", parent)
        self.act(lambda: self.project.codes.add(name, parent=above, key=key))

    @rule(code=PICK, name=NAMES, key=st.sampled_from(["", "1", "2"]))
    def edit_a_code(self, code: int, name: str, key: str) -> None:
        self.act(lambda: self.project.codes.edit(self.pick("code", code) or 999, name=name, key=key))

    @rule(code=PICK, parent=st.none() | PICK, place=st.integers(0, 3))
    def move_a_code(self, code: int, parent: int | None, place: int) -> None:
        above = None if parent is None else self.pick("code", parent)
        self.act(lambda: self.project.codes.move(self.pick("code", code) or 999, above, place))

    @rule(code=PICK)
    def remove_a_code(self, code: int) -> None:
        self.act(lambda: self.project.codes.remove(self.pick("code", code) or 999))

    @rule(code=PICK)
    def restore_a_code(self, code: int) -> None:
        self.act(lambda: self.project.codes.restore(self.pick("code", code) or 999))

    @rule(codes=st.lists(PICK, min_size=1, max_size=2), into=PICK)
    def merge_codes(self, codes: list[int], into: int) -> None:
        chosen = [self.pick("code", code) or 999 for code in codes]
        self.act(lambda: self.project.codes.merge(chosen, self.pick("code", into) or 999))

    @rule(coding=PICK, name=NAMES, below=st.booleans())
    def split_a_code(self, coding: int, name: str, below: bool) -> None:
        found = self.project.codings.get([self.mine(coding)])
        if found:
            self.act(lambda: self.project.codes.split(found[0].code, [found[0].id], name, below=below))

    @rule(codings=st.lists(PICK, min_size=1, max_size=3), code=PICK)
    def recode_several(self, codings: list[int], code: int) -> None:
        if self.pick("coding", 0) is not None:
            chosen = [self.mine(coding) for coding in codings]
            self.act(lambda: self.project.codings.recode_all(chosen, self.pick("code", code) or 999))

    @rule(code=PICK, text=TEXTS)
    def new_example(self, code: int, text: str) -> None:
        self.act(lambda: self.project.codes.add_example(self.pick("code", code) or 999, text))

    @rule(document=PICK, code=PICK, span=SPANS)
    def apply(self, document: int, code: int, span: Span) -> None:
        chosen = self.pick("document", document) or 999, self.pick("code", code) or 999
        self.act(lambda: self.project.codings.add(chosen[0], span, chosen[1]))

    @rule(coding=PICK)
    def uncode(self, coding: int) -> None:
        self.act(lambda: self.project.codings.remove([self.mine(coding)]))

    @rule()
    def uncode_everything_of_mine(self) -> None:
        me = self.project.me.id
        self.act(lambda: self.project.codings.remove([c.id for c in self.project.codings.all() if c.coder == me]))

    @rule(coding=PICK, span=SPANS)
    def move_ends(self, coding: int, span: Span) -> None:
        if self.pick("coding", 0) is not None:
            self.act(lambda: self.project.codings.move(self.mine(coding), span))

    @rule(coding=PICK, code=PICK)
    def recode(self, coding: int, code: int) -> None:
        if self.pick("coding", 0) is not None:
            self.act(lambda: self.project.codings.recode(self.mine(coding), self.pick("code", code) or 999))

    @rule(subject=st.sampled_from([Subject.CODE, Subject.CODING, Subject.DOCUMENT]), number=PICK, text=TEXTS)
    def memo(self, subject: Subject, number: int, text: str) -> None:
        row = self.pick(subject, number)
        if row is not None:
            guid = str(self.present[(subject, row)][1])
            self.act(lambda: self.project.memos.set(subject, guid, text))

    @rule(document=PICK, state=st.sampled_from(list(State)))
    def mark(self, document: int, state: State) -> None:
        self.act(lambda: self.project.statuses.set(self.pick("document", document) or 999, state))

    @rule(document=PICK, value=TEXTS)
    def set_a_fact(self, document: int, value: str) -> None:
        def both() -> None:
            with self.project.change("Set a fact"):
                variable = self.project.variables.ensure(Scope.DOCUMENT, "outlet")
                self.project.variables.set_for_document(self.pick("document", document) or 999, variable, value)

        self.act(both)

    @rule(coding=PICK, value=TEXTS)
    def set_an_attribute(self, coding: int, value: str) -> None:
        variable = self.project.variables.find(Scope.CODING, "tone")
        if variable is None:
            self.act(lambda: self.project.variables.ensure(Scope.CODING, "tone"))
        elif self.pick("coding", 0) is not None:
            self.act(lambda: self.project.variables.set_for_coding(self.mine(coding), variable, value))

    @rule(name=st.sampled_from("ABCD"))
    def add_a_coder(self, name: str) -> None:
        """No step of anybody's: it neither is undone nor clears what can be redone."""
        try:
            self.project.coders.add(name)
        except UserError:
            pass
        self.present = flat(snapshot(self.project))

    @rule(number=PICK)
    def switch_coder(self, number: int) -> None:
        coders = self.project.coders.all()
        self.project.switch_coder(coders[number % len(coders)])

    @rule(name=NAMES)
    def break_off(self, name: str) -> None:
        try:
            with self.project.change("Broken off"):
                self.project.documents.add([draft("lost")])
                self.project.codes.add(name)
                raise ZeroDivisionError
        except (ZeroDivisionError, UserError):
            pass

    # What they take back.

    @precondition(lambda self: any(self.undos.values()))
    @rule()
    def undo(self) -> None:
        self.reverse(self.undos[self.me], self.redos[self.me], self.project.undo, back=True)

    @precondition(lambda self: any(self.redos.values()))
    @rule()
    def redo(self) -> None:
        self.reverse(self.redos[self.me], self.undos[self.me], self.project.redo, back=False)

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.project = Project.open(self.path)

    # What always holds.

    @invariant()
    def every_row_is_as_the_model_says(self) -> None:
        assert flat(snapshot(self.project)) == self.present

    @invariant()
    def the_stacks_are_as_high_as_the_models(self) -> None:
        assert (self.project.next_undo is not None) == bool(self.undos[self.me])
        assert (self.project.next_redo is not None) == bool(self.redos[self.me])

    @invariant()
    def every_code_is_to_be_seen(self) -> None:
        codes = self.project.codes.all()
        assert {code.id for code in self.project.codes.codebook().codes} == {c.id for c in codes if not c.retired}


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
