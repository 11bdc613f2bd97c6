"""Merging codes and splitting one, with everything that coders did with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import Code, Coding, ExampleKind, Origin, Scope, Span, Subject, VariableDraft, VariableKind
from cadrage.store.code_merging import Merging, outlook
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project
from tests.store.material import assert_sound, draft, snapshot, switch


@dataclass(frozen=True, slots=True)
class Book:
    """ESC over THR and MIL, SAN over COS; one document; coders A (present) and B."""

    project: Project
    document: int

    def code(self, name: str) -> Code:
        return next(code for code in self.project.codes.all() if code.short_id == name)

    def coding(self, code: str, start: int, end: int, coder: str = "") -> Coding:
        found = self.project.coders.find(coder) if coder else self.project.me
        assert found is not None
        return self.project.codings.add(self.document, Span(start, end), self.code(code).id, coder=found.id)

    def merge(self, *codes: str, into: str) -> None:
        self.project.codes.merge([self.code(code).id for code in codes], self.code(into).id)

    def spans(self, code: str) -> list[tuple[int, int, str]]:
        coders = {coder.id: coder.name for coder in self.project.coders.all()}
        found = [coding for coding in self.project.codings.all() if coding.code == self.code(code).id]
        return [(coding.span.start, coding.span.end, coders[coding.coder]) for coding in found]


@pytest.fixture
def book() -> Iterator[Book]:
    with Project.in_memory() as project:
        (document,) = project.documents.add([draft("one")])
        for short, name, parent in (
            ("ESC", "Escalation", ""),
            ("THR", "Threat of force", "ESC"),
            ("MIL", "Military build-up", "ESC"),
            ("SAN", "Sanctions", ""),
            ("COS", "Costs", "SAN"),
        ):
            above = next((code.id for code in project.codes.all() if code.short_id == parent), None)
            project.codes.add(name, short_id=short, parent=above, key="")
        project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.TEXT, label="Tone"))
        project.variables.add(VariableDraft(Scope.CODING, "speaker", VariableKind.TEXT))
        project.coders.add("B")
        yield Book(project, document)


def undone_and_redone(project: Project, label: str) -> None:
    """One step takes all of it back, and brings it again."""
    done = snapshot(project)
    assert project.next_undo == label
    project.undo()
    assert project.next_undo != label
    project.redo()
    assert snapshot(project) == done
    assert_sound(project)


class TestMerging:
    def test_every_coders_codings_follow_in_one_step(self, book: Book) -> None:
        book.coding("THR", 0, 9)
        book.coding("THR", 20, 30, "B")
        book.coding("COS", 3, 5)
        before = snapshot(book.project)
        book.merge("THR", into="COS")
        assert book.spans("COS") == [(0, 9, "A"), (3, 5, "A"), (20, 30, "B")]
        assert book.spans("THR") == []
        undone_and_redone(book.project, "Merge THR into COS")
        book.project.undo()
        assert snapshot(book.project) == before

    def test_one_coders_codings_on_the_same_words_become_one(self, book: Book) -> None:
        stays = book.coding("COS", 0, 9)
        book.coding("THR", 0, 9)
        book.coding("THR", 0, 9, "B")
        book.coding("THR", 0, 8)
        book.merge("THR", into="COS")
        assert sorted(book.spans("COS")) == [(0, 8, "A"), (0, 9, "A"), (0, 9, "B")]
        assert stays.id in {coding.id for coding in book.project.codings.all()}

    def test_codings_of_two_rounds_are_two_answers(self, book: Book) -> None:
        book.coding("COS", 0, 9)
        first = book.project.rounds.latest.id
        book.project.rounds.add("retest", "Retest")
        book.coding("THR", 0, 9)
        book.merge("THR", into="COS")
        assert book.spans("COS") == [(0, 9, "A"), (0, 9, "A")]
        assert {coding.round for coding in book.project.codings.all()} == {first, book.project.rounds.latest.id}

    def test_what_was_said_about_both_codings_is_kept(self, book: Book) -> None:
        project = book.project
        tone, speaker = project.variables.all(Scope.CODING)
        stays, goes = book.coding("COS", 0, 9), book.coding("THR", 0, 9)
        project.variables.set_for_coding(stays.id, tone, "calm")
        project.variables.set_for_coding(goes.id, tone, "angry")
        project.variables.set_for_coding(goes.id, speaker, "Kerry")
        project.codings.mark_important(goes.id, important=True)
        project.memos.set(Subject.CODING, stays.guid, "Read again.")
        project.memos.set(Subject.CODING, goes.guid, "Ask B.")
        project.memos.set(Subject.CODING, goes.guid, "I see it too.", coder=project.coders.find("B").id)
        book.merge("THR", into="COS")
        (coding,) = project.codings.all()
        assert (coding.id, coding.important) == (stays.id, True)
        assert project.variables.of_coding(stays.id) == {"tone": "calm", "speaker": "Kerry"}
        assert project.memos.about(stays.guid) == "Read again.\n\nAsk B.\n\nFolded from THR: Tone was “angry”"
        assert project.memos.about(stays.guid, coder=project.coders.find("B").id) == "I see it too."
        undone_and_redone(project, "Merge THR into COS")

    def test_equal_memos_and_values_are_not_said_twice(self, book: Book) -> None:
        project = book.project
        tone = project.variables.all(Scope.CODING)[0]
        for coding in (book.coding("COS", 0, 9), book.coding("THR", 0, 9)):
            project.variables.set_for_coding(coding.id, tone, "calm")
            project.memos.set(Subject.CODING, coding.guid, "Read again.")
        book.merge("THR", into="COS")
        (coding,) = project.codings.all()
        assert project.memos.about(coding.guid) == "Read again."
        assert project.variables.of_codings() == {(coding.id, "tone"): "calm"}

    def test_examples_sub_codes_memos_and_missing_texts_follow(self, book: Book) -> None:
        project = book.project
        esc, san = book.code("ESC"), book.code("SAN")
        for code, words in ((esc.id, "both"), (san.id, "both"), (esc.id, "only here")):
            project.codes.add_example(code, words, kind=ExampleKind.BORDERLINE)
        project.codes.edit(esc.id, brief="It grows.", definition="Longer.", notes="Since May.", key="4")
        project.codes.edit(san.id, brief="It costs.", notes="Since June.")
        project.memos.set(Subject.CODE, esc.guid, "Doubtful.")
        book.merge("ESC", into="SAN")
        kept = book.code("SAN")
        assert [example.quotation for example in project.codes.examples([kept.id])] == ["both", "only here"]
        assert [code.short_id for code in project.codes.codebook().children(kept.id)] == ["COS", "THR", "MIL"]
        assert (kept.brief, kept.definition, kept.key) == ("It costs.", "Longer.", "4")
        assert kept.notes == "Since June.\n\nSince May."
        assert project.memos.about(kept.guid) == "Doubtful."
        undone_and_redone(project, "Merge ESC into SAN")

    def test_it_stands_in_every_set_that_either_stood_in(self, book: Book) -> None:
        project = book.project
        sets, thr, cos = project.sets.of("code"), book.code("THR").id, book.code("COS").id
        sets.add("Threats", [thr])
        sets.add("Both", [thr, cos])
        book.merge("THR", into="COS")
        assert {each.name: each.members for each in sets.all()} == {"Threats": {cos}, "Both": {cos}}
        undone_and_redone(project, "Merge THR into COS")

    def test_a_used_code_is_retired_and_says_where_it_went_and_an_unused_one_goes(self, book: Book) -> None:
        book.coding("THR", 0, 9, "B")
        book.merge("THR", "MIL", into="COS")
        codes = {code.short_id: code for code in book.project.codes.all()}
        assert "MIL" not in codes
        assert codes["THR"].retired
        assert codes["THR"].notes == "Merged into COS Costs."
        assert book.project.next_undo == "Merge 2 codes into COS"

    def test_a_code_can_be_merged_into_one_below_it(self, book: Book) -> None:
        book.coding("ESC", 0, 9)
        book.merge("ESC", into="THR")
        codebook = book.project.codes.codebook()
        assert [code.short_id for code in codebook.children(None)] == ["THR", "SAN"]
        assert [code.short_id for code in codebook.children(book.code("THR").id)] == ["MIL"]
        undone_and_redone(book.project, "Merge ESC into THR")

    def test_two_sub_codes_of_one_name_stop_it(self, book: Book) -> None:
        book.project.codes.add("costs", parent=book.code("ESC").id)
        before = snapshot(book.project)
        with pytest.raises(UserError, match="two codes “costs” then under “SAN”"):
            book.merge("ESC", into="SAN")
        assert snapshot(book.project) == before

    def test_a_code_is_not_merged_with_itself_or_a_retired_one(self, book: Book) -> None:
        with pytest.raises(UserError, match="with itself"):
            book.merge("THR", into="THR")
        book.coding("COS", 0, 9)
        book.project.codes.remove(book.code("COS").id)
        with pytest.raises(UserError, match="no longer"):
            book.merge("THR", into="COS")

    def test_what_it_would_do_is_known_before_for_the_coders_asked_about(self, book: Book) -> None:
        book.coding("ESC", 0, 9)
        book.coding("ESC", 3, 5)
        book.coding("SAN", 0, 9)
        book.coding("ESC", 0, 9, "B")
        book.project.codes.add_example(book.code("ESC").id, "words")
        pair = book.code("ESC").id, book.code("SAN").id
        assert outlook(book.project, *pair, [book.project.me.id]) == Merging(2, 1, 1, 2)
        assert outlook(book.project, *pair, [coder.id for coder in book.project.coders.all()]) == Merging(3, 1, 1, 2)

    def test_twenty_thousand_codings_follow_at_once(self, book: Book) -> None:
        project = book.project
        me, round_ = project.me.id, project.rounds.latest.id
        with project.change("Import codings"):
            project.codings.add_many(
                NewCoding(book.document, Span(at % 60, at % 60 + 1 + at // 60), book.code("THR").id, me, round_)
                for at in range(20_000)
            )
        book.coding("COS", 0, 1)
        book.merge("THR", into="COS")
        assert project.codings.counts_by_code() == {book.code("COS").id: 20_000}
        assert project.codings.all()[0].origin in Origin


class TestSplitting:
    def test_chosen_codings_move_to_a_new_code_beside_it(self, book: Book) -> None:
        chosen = [book.coding("THR", 0, 9).id, book.coding("THR", 20, 30).id]
        book.coding("THR", 3, 5)
        new = book.project.codes.split(book.code("THR").id, chosen, "Ultimatum", short_id="ULT")
        assert book.spans("ULT") == [(0, 9, "A"), (20, 30, "A")]
        assert book.spans("THR") == [(3, 5, "A")]
        siblings = book.project.codes.codebook().children(book.code("ESC").id)
        assert [code.short_id for code in siblings] == ["THR", "ULT", "MIL"]
        assert new.colour != book.code("THR").colour
        undone_and_redone(book.project, "Split THR")

    def test_or_below_it(self, book: Book) -> None:
        coding = book.coding("THR", 0, 9)
        new = book.project.codes.split(book.code("THR").id, [coding.id], "Ultimatum", below=True)
        assert new.parent == book.code("THR").id

    def test_others_codings_are_theirs_to_decide(self, book: Book) -> None:
        mine, theirs = book.coding("THR", 0, 9), book.coding("THR", 0, 9, "B")
        before = snapshot(book.project)
        with pytest.raises(UserError, match="another coder"):
            book.project.codes.split(book.code("THR").id, [mine.id, theirs.id], "Ultimatum")
        assert snapshot(book.project) == before

    @pytest.mark.parametrize(("name", "said"), [("", "needs a name"), ("Threat of force", "already a code")])
    def test_a_name_that_cannot_be_leaves_everything(self, book: Book, name: str, said: str) -> None:
        coding = book.coding("THR", 0, 9)
        before = snapshot(book.project)
        with pytest.raises(UserError, match=said):
            book.project.codes.split(book.code("THR").id, [coding.id], name)
        assert snapshot(book.project) == before

    def test_codings_of_other_codes_and_none_at_all_are_refused(self, book: Book) -> None:
        coding = book.coding("COS", 0, 9)
        with pytest.raises(UserError, match="no longer under"):
            book.project.codes.split(book.code("THR").id, [coding.id], "Ultimatum")
        with pytest.raises(UserError, match="Choose the codings"):
            book.project.codes.split(book.code("THR").id, [], "Ultimatum")


class TestRecodingSeveral:
    def test_own_codings_move_and_equal_ones_become_one(self, book: Book) -> None:
        codings = [book.coding("THR", 0, 9), book.coding("MIL", 0, 9), book.coding("COS", 3, 5)]
        book.project.codings.recode_all([coding.id for coding in codings], book.code("COS").id)
        assert book.spans("COS") == [(0, 9, "A"), (3, 5, "A")]
        undone_and_redone(book.project, "Change the code of 2 codings to COS")

    def test_another_coders_are_left_alone(self, book: Book) -> None:
        theirs = book.coding("THR", 0, 9)
        switch(book.project, "B")
        with pytest.raises(UserError, match="another coder"):
            book.project.codings.recode_all([theirs.id], book.code("COS").id)


class TestRetired:
    def test_a_retired_family_comes_back(self, book: Book) -> None:
        book.coding("THR", 0, 9)
        esc = book.code("ESC").id
        book.project.codes.remove(esc)
        assert [code.short_id for code in book.project.codes.codebook().codes] == ["SAN", "COS"]
        book.project.codes.restore(esc)
        assert [code.short_id for code in book.project.codes.codebook().children(esc)] == ["THR", "MIL"]
        undone_and_redone(book.project, "Restore code ESC")

    def test_not_where_its_short_id_is_taken_by_now(self, book: Book) -> None:
        book.coding("COS", 0, 9)
        retired = book.code("COS").id
        book.project.codes.remove(retired)
        book.project.codes.add("Price", short_id="COS")
        with pytest.raises(UserError, match="already a code with the short id"):
            book.project.codes.restore(retired)


class TestBelowARetiredCode:
    """THR came back alone: its parent ESC is still retired, under SAN, and so THR shows at the top."""

    @pytest.fixture(autouse=True)
    def _orphan(self, book: Book) -> None:
        book.coding("THR", 0, 9)
        codes = book.project.codes
        codes.move(book.code("ESC").id, book.code("SAN").id, 0)
        codes.remove(book.code("ESC").id)
        codes.restore(book.code("THR").id)
        assert [code.short_id for code in codes.codebook().children(None)] == ["THR", "SAN"]

    def circle(self, book: Book) -> bool:
        parents = {code.id: code.parent for code in book.project.codes.all()}
        code: int | None = book.code("THR").id
        for _ in parents:
            code = parents[code] if code is not None else None
        return code is not None

    def test_a_code_that_stood_above_it_is_merged_into_it(self, book: Book) -> None:
        book.merge("SAN", into="THR")
        assert not self.circle(book)
        assert [code.short_id for code in book.project.codes.codebook().codes] == ["THR", "COS"]
        undone_and_redone(book.project, "Merge SAN into THR")

    def test_a_code_that_stood_above_it_is_not_moved_below_it(self, book: Book) -> None:
        san, thr = book.code("SAN").id, book.code("THR").id
        with pytest.raises(UserError, match="cannot stand under"):
            book.project.codes.move(san, thr, 0)
        with pytest.raises(UserError, match="cannot stand under"):
            book.project.codes.edit(san, parent=thr)
        assert not self.circle(book)

    def test_its_retired_parent_can_be_deleted(self, book: Book) -> None:
        book.project.codes.remove(book.code("ESC").id)
        assert [code.short_id for code in book.project.codes.codebook().children(None)] == ["THR", "SAN"]
        undone_and_redone(book.project, "Remove code ESC")

    def test_it_is_split_where_it_shows(self, book: Book) -> None:
        (coding,) = [coding.id for coding in book.project.codings.all()]
        new = book.project.codes.split(book.code("THR").id, [coding], "Ultimatum")
        shown = [code.id for code in book.project.codes.codebook().children(None)]
        assert shown == [book.code("THR").id, new.id, book.code("SAN").id]
        undone_and_redone(book.project, "Split THR")


def test_a_change_says_which_codes_counts_it_moved(book: Book) -> None:
    project, told = book.project, []
    project.on_change(lambda change: told.append(project.codings.codes_touched(change)))
    coding = book.coding("THR", 0, 9)
    project.codings.recode(coding.id, book.code("COS").id)
    project.codings.remove([coding.id])
    project.undo()
    thr, cos = book.code("THR").id, book.code("COS").id
    assert told == [{thr}, {thr, cos}, {cos}, {cos}]
    assert project.codings.counts_by_code(codes=[thr, cos]) == {cos: 1}
