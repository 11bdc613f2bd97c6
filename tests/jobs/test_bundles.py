"""A study out of one project and into another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cadrage.core.bundle import (
    Bundle,
    BundleActor,
    BundleCode,
    BundleCoder,
    BundleCoding,
    BundleDocument,
    BundleJudgement,
    BundleMemo,
    BundleRound,
    BundleSet,
    BundleStatus,
    BundleVariable,
)
from cadrage.core.identity import new_guid
from cadrage.core.model import Choice, DocumentDraft, Scope, Span, State, Subject, VariableDraft, VariableKind
from cadrage.jobs import bundles, codebooks, sample
from cadrage.store.project import Project
from tests.jobs.coded_study import study
from tests.jobs.random_projects import random_project
from tests.store.material import assert_sound, run, snapshot, switch

TEXT = "Ministers met in London. 😀 The talks failed."


def unsealed(bundle: Bundle) -> Bundle:
    """Without what a gathering says about rounds that are blind."""
    return replace(bundle, problems=())


def small(**changes: object) -> Bundle:
    """One document, one code, one coder, one coding, as a tool that knows no more would tell it."""
    bundle = Bundle(
        "Small",
        "a tool",
        documents=(BundleDocument(new_guid(), "Talks", TEXT, "talks.txt"),),
        codes=(BundleCode(new_guid(), "Blame"),),
        coders=(BundleCoder(new_guid(), "Ann"),),
    )
    coding = BundleCoding(new_guid(), bundle.documents[0].guid, bundle.codes[0].guid, bundle.coders[0].guid, Span(0, 9))
    return replace(bundle, **{"codings": (coding,), **changes})


@pytest.mark.parametrize("seed", range(40))
def test_a_project_comes_out_of_a_new_one_as_it_went_in(seed: int) -> None:
    with random_project(seed) as project, Project.in_memory(name=project.name, coder="Ann") as other:
        before = bundles.gather(project)
        kept = bundles.keep(other, before)
        assert kept.new == kept.holds
        assert kept.problems == before.problems
        after = bundles.gather(other)
        assert unsealed(after) == unsealed(before)
        assert_sound(other)


@pytest.mark.parametrize("seed", range(12))
def test_keeping_twice_changes_nothing(seed: int) -> None:
    with random_project(seed) as project, Project.in_memory() as other:
        bundle = bundles.gather(project)
        bundles.keep(other, bundle)
        before, steps = snapshot(other), len(other.journal())
        kept = bundles.keep(other, bundle)
        assert snapshot(other) == before
        assert len(other.journal()) == steps
        assert kept.new == bundles.Counts()
        own = snapshot(project)
        bundles.keep(project, bundle)
        assert snapshot(project) == own


@pytest.mark.parametrize("seed", range(12))
def test_undo_gives_the_project_back_as_it_was(seed: int) -> None:
    with random_project(seed) as project, random_project(seed + 100) as other, Project.in_memory() as new:
        bundle = bundles.gather(project)
        for target in (other, new):
            before, me = snapshot(target), target.me
            bundles.keep(target, bundle)
            after = snapshot(target)
            assert after != before
            target.undo()
            assert snapshot(target) == before
            assert target.me == me
            target.redo()
            assert snapshot(target) == after


@pytest.mark.parametrize("seed", range(12))
def test_what_is_foreseen_is_what_is_done_and_foreseeing_writes_nothing(seed: int) -> None:
    with random_project(seed) as project, random_project(seed + 200) as other:
        bundle = bundles.gather(project)
        before = snapshot(other)
        foreseen = bundles.foresee(other, bundle)
        assert snapshot(other) == before
        kept = bundles.keep(other, bundle)
        assert (kept.holds, kept.new, kept.problems) == (foreseen.holds, foreseen.new, foreseen.problems)
        gathered = bundles.gather(other)
        assert len(gathered.codings) >= len(bundle.codings) - 1


def test_the_sample_study_meets_its_own_copy_without_doubles(tmp_path: Path) -> None:
    with sample.build(tmp_path / "one.cadrage") as one, sample.build(tmp_path / "two.cadrage") as two:
        bundle = bundles.gather(one)
        before = len(two.codings.all()), len(two.documents.all()), len(two.codes.all()), len(two.coders.all())
        kept = bundles.keep(two, bundle)
        after = len(two.codings.all()), len(two.documents.all()), len(two.codes.all()), len(two.coders.all())
        assert after == before
        assert kept.new == bundles.Counts()
        assert kept.problems == ()


def test_codings_go_to_the_document_that_has_the_text_already() -> None:
    bundle = small()
    with Project.in_memory() as project:
        (document,) = project.documents.add([DocumentDraft("Other title", "x.txt", TEXT, "txt", "utf-8", b"x")])
        kept = bundles.keep(project, bundle)
        assert kept.new.documents == 0
        (coding,) = project.codings.all()
        assert coding.document == document
        assert kept.documents == {bundle.documents[0].guid: document}
        assert kept.problems == (
            "A document is in the project already under another title, which stays: “Talks” → “Other title”.",
        )


def test_the_same_identity_with_another_text_is_another_document() -> None:
    bundle = small()
    with Project.in_memory() as project:
        bundles.keep(project, bundle)
        document = replace(bundle.documents[0], text=TEXT + " Again.")
        kept = bundles.keep(project, replace(bundle, documents=(document,)))
        assert len(project.documents.all()) == 2
        assert [coding.document for coding in project.codings.all()] == [each.id for each in project.documents.all()]
        assert "identity" in kept.problems[0]


def test_codes_are_known_by_short_id_or_by_name_and_place() -> None:
    child = BundleCode(new_guid(), "industry", parent="top")
    codes = (BundleCode("top", "BLAME"), child, BundleCode(new_guid(), "Remedy", short_id="so"))
    with Project.in_memory() as project:
        top = project.codes.add("Blame")
        below = project.codes.add("Industry", parent=top.id)
        solution = project.codes.add("Solution", short_id="SO")
        kept = bundles.keep(project, small(codes=codes, codings=()))
        assert [code.id for code in project.codes.all()] == [top.id, below.id, solution.id]
        assert kept.problems[0].startswith("3 codes of the project differ and stay as they are: “BLAME” → “Blame”")


def test_texts_that_a_code_lacks_are_added_and_those_it_has_stay() -> None:
    code = BundleCode(new_guid(), "Blame", definition="Theirs", notes="Their notes")
    with Project.in_memory() as project:
        project.codes.add("Blame", definition="Ours")
        kept = bundles.keep(project, small(codes=(code,), codings=()))
        (own,) = project.codes.all()
        assert (own.definition, own.notes) == ("Ours", "Their notes")
        assert kept.problems == ("A code of the project differs and stays as it is: “Blame”.",)


def test_coders_are_known_by_name_and_forbidden_signs_are_replaced_and_told() -> None:
    coders = (BundleCoder("1", "Ann"), BundleCoder("2", "Smith, Ben|B"), BundleCoder("3", ""), BundleCoder("4", "Ann"))
    with Project.in_memory(coder="Ann") as project:
        project.codes.add("Here")
        kept = bundles.keep(project, small(coders=coders, codings=()))
        assert [coder.name for coder in project.coders.all()] == ["Ann", "Smith Ben B", "Unnamed coder", "Ann (2)"]
        assert "A name is changed: “Smith, Ben|B” → “Smith Ben B”." in kept.problems


def test_an_unused_project_becomes_the_study_and_the_coder_sits_where_they_sat() -> None:
    coders = (BundleCoder(new_guid(), "Ben"), BundleCoder(new_guid(), "Karin"))
    with Project.in_memory(coder="A") as default, Project.in_memory(coder="Karin") as named:
        for project in (default, named):
            bundles.keep(project, small(coders=coders, codings=()))
            assert [coder.guid for coder in project.coders.all()] == [coder.guid for coder in coders]
        assert (default.me.name, named.me.name) == ("Ben", "Karin")
    with Project.in_memory(coder="Eva") as other:
        bundles.keep(other, small(coders=coders, codings=()))
        assert [coder.name for coder in other.coders.all()] == ["Eva", "Ben", "Karin"]
        assert other.me.name == "Eva"


def test_what_cannot_come_is_told_and_all_else_comes() -> None:
    bundle = small()
    (good,) = bundle.codings
    outside = replace(good, guid=new_guid(), span=Span(40, 400))
    lost = replace(good, guid=new_guid(), code="nowhere")
    orphan = replace(good, guid=new_guid(), document="nowhere")
    nobody = replace(good, guid=new_guid(), coder="nobody", span=Span(1, 5))
    twice = replace(good, guid=new_guid(), important=True)
    codes = (replace(bundle.codes[0], name=" ", colour="reddish"), BundleCode(new_guid(), "x" * 2000, parent="gone"))
    memo = BundleMemo(new_guid(), Subject.CODING, outside.guid, good.coder, "About what is lost")
    changed = replace(
        bundle,
        codings=(good, outside, lost, orphan, nobody, twice),
        codes=codes,
        memos=(memo,),
        problems=("Of the file.",),
    )
    with Project.in_memory() as project:
        kept = bundles.keep(project, changed)
        assert [(coding.span, coding.important) for coding in project.codings.all()] == [
            (Span(0, 9), True),
            (Span(1, 5), False),
        ]
        assert [code.name[:12] for code in project.codes.all()] == ["Unnamed code", "x" * 12]
        assert all(len(code.colour) == 7 for code in project.codes.all())
        assert project.coders.find("Unknown coder") is not None
    assert kept.problems == (
        "Of the file.",
        "Something without a name is now “Unnamed code”.",
        "The colour of “Unnamed code” cannot be read: it gets one of the palette.",
        f"A name is changed: “{'x' * 59}…” → “{'x' * 59}…”.",
        f"“{'x' * 59}…” stands under a code that is not in the file: it is put at the top.",
        "A coding reaches beyond the end of its text and is left out: “Talks” 40–400.",
        "A coding has a code that is not in the file, and is left out: “Talks” 0–9.",
        "A coding, state or judgement is of a document that is not in the file, and is left out: “?” 0–9.",
        "It is not said who made “Talks” 1–5: it goes to “Unknown coder”.",
        "A coding stands twice in the file and becomes one: “Talks” 0–9.",
        "A memo is about something that is not in the file, and is left out: “About what is lost”.",
    )


def test_the_same_coding_is_one_and_what_is_said_of_it_is_added() -> None:
    bundle = small()
    (coding,) = bundle.codings
    with Project.in_memory() as project:
        bundles.keep(project, bundle)
        project.switch_coder(project.coders.find("Ann") or project.me)
        (own,) = project.codings.all()
        tone = project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.TEXT))
        project.variables.set_for_coding(own.id, tone, "calm")
        project.memos.set(Subject.CODING, own.guid, "Mine.")
        again = replace(coding, guid=new_guid(), important=True, values={"Tone": "harsh", "speaker": "Kerry"})
        memo = BundleMemo(new_guid(), Subject.CODING, again.guid, coding.coder, "Theirs.")
        kept = bundles.keep(project, replace(bundle, codings=(again,), memos=(memo,)))
        (found,) = project.codings.all()
        assert found.important
        assert project.variables.of_coding(found.id) == {"tone": "calm", "speaker": "Kerry"}
        assert project.memos.about(found.guid) == "Mine.\n\nTheirs."
        assert kept.problems == ("A value differs from the project's, which stays: “tone”: “harsh”, not “calm”.",)


def test_a_coding_with_the_identity_of_another_gets_a_new_one() -> None:
    bundle = small()
    with Project.in_memory() as project:
        bundles.keep(project, bundle)
        moved = replace(bundle.codings[0], span=Span(10, 13))
        kept = bundles.keep(project, replace(bundle, codings=(moved,)))
        first, second = project.codings.all()
        assert first.guid == moved.guid != second.guid
        assert second.span == moved.span
        assert kept.problems[0].startswith("“Talks” 10–13 has the identity of something else")
        bundles.keep(project, replace(bundle, codings=(moved,)))
        assert len(project.codings.all()) == 2


def test_a_variable_keeps_the_projects_kind_and_its_choices_grow() -> None:
    tone = BundleVariable(
        new_guid(), Scope.CODING, "Tone", VariableKind.CHOICE, choices=(Choice("calm"), Choice("new"))
    )
    size = BundleVariable(new_guid(), Scope.DOCUMENT, "size", VariableKind.CHOICE, choices=(Choice("big"),))
    bundle = small(variables=(tone, size))
    (coding,), (document,) = bundle.codings, bundle.documents
    with Project.in_memory() as project:
        choices = (Choice("calm"), Choice("harsh"))
        project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.CHOICE, choices=choices))
        project.variables.add(VariableDraft(Scope.DOCUMENT, "size", VariableKind.NUMBER))
        told = replace(
            bundle,
            codings=(replace(coding, values={"Tone": "new"}),),
            documents=(replace(document, values={"size": "big"}),),
        )
        kept = bundles.keep(project, told)
        (own, *_) = project.variables.all(Scope.CODING)
        assert [choice.value for choice in own.choices] == ["calm", "harsh", "new"]
        assert set(project.variables.of_codings().values()) == {"new"}
        assert set(project.variables.of_documents().values()) == {"big"}
        assert kept.problems == (
            "A variable is of another kind in the project, which stays: “size” (number, not choice).",
            "A value does not fit its variable and is kept as it came: “big” (size).",
        )


def test_actors_are_one_whatever_the_case_and_keep_their_other_names() -> None:
    speaker = BundleVariable(new_guid(), Scope.CODING, "speaker", VariableKind.ACTOR)
    actors = (BundleActor(new_guid(), "JOHN KERRY", "minister", ("Mr Kerry",)), BundleActor(new_guid(), "Lavrov"))
    bundle = small(variables=(speaker,), actors=actors)
    told = replace(bundle, codings=(replace(bundle.codings[0], values={"speaker": "mr kerry"}),))
    with Project.in_memory() as project:
        project.codes.add("Here")
        kerry = project.actors.add("John Kerry")
        bundles.keep(project, told)
        assert [(actor.name, actor.role, actor.aliases) for actor in project.actors.all()] == [
            ("John Kerry", "minister", ("Mr Kerry",)),
            ("Lavrov", "", ()),
        ]
        assert project.actors.uses() == {kerry.guid: 1}


def test_sets_of_one_name_become_one() -> None:
    bundle = small()
    sets = (BundleSet(new_guid(), "tabloids", (bundle.documents[0].guid, "nowhere")),)
    with Project.in_memory() as project:
        (first,) = project.documents.add([DocumentDraft("First", "f.txt", "First", "txt", "utf-8", b"")])
        project.sets.documents.add("Tabloids", [first])
        bundles.keep(project, replace(bundle, document_sets=sets))
        (found,) = project.sets.documents.all()
        assert len(found.members) == 2


def test_a_state_only_ever_gets_farther_and_judgements_stay() -> None:
    bundle = small()
    document, coder = bundle.documents[0].guid, bundle.coders[0].guid
    done = (BundleStatus(document, coder, State.COMPLETE, completed="2024-01-01T00:00:00Z"),)
    judged = (BundleJudgement(document, coder, "stance", "for"),)
    with Project.in_memory() as project:
        bundles.keep(project, bundle)
        assert [status.state for status in project.statuses.all()] == [State.PROGRESS]
        bundles.keep(project, replace(bundle, statuses=done, judgements=judged))
        assert [status.state for status in project.statuses.all()] == [State.COMPLETE]
        behind = replace(done[0], state=State.PROGRESS)
        kept = bundles.keep(
            project, replace(bundle, statuses=(behind,), judgements=(replace(judged[0], value="against"),))
        )
        assert [status.state for status in project.statuses.all()] == [State.COMPLETE]
        assert set(project.variables.judgements().values()) == {"for"}
        assert kept.problems == ("A value differs from the project's, which stays: “stance”: “against”, not “for”.",)


def test_only_ones_own_work_of_a_blind_round_leaves_until_it_is_unsealed() -> None:
    with study() as project:
        project.rounds.add("reliability", "Blind", blind=True)
        document, code = project.documents.all()[0], project.codes.all()[0]
        for name in ("A", "B"):
            switch(project, name)
            coding = project.codings.add(document.id, Span(0, 3), code.id)
            project.memos.set(Subject.CODING, coding.guid, f"Secret of {name}")
        found = bundles.gather(project)
        blind = found.rounds[-1].guid
        me = project.me.guid
        assert {coding.coder for coding in found.codings if coding.round == blind} == {me}
        assert {status.coder for status in found.statuses if status.round == blind} == {me}
        assert [memo.text for memo in found.memos if memo.text.startswith("Secret")] == ["Secret of B"]
        assert found.problems == ("Round “Blind” is blind: only B's own work of it is here until it is unsealed.",)
        with project.change("Unseal"):
            project.write("UPDATE round SET unsealed = '2024-01-01T00:00:00Z' WHERE blind = 1")
        assert len({coding.coder for coding in bundles.gather(project).codings if coding.round == blind}) == 2


def test_a_new_round_with_a_taken_number_gets_the_next_and_is_told() -> None:
    rounds = (BundleRound(new_guid(), "Pilot", "pilot"),)
    bundle = small(rounds=rounds)
    coding = replace(bundle.codings[0], round=rounds[0].guid)
    with Project.in_memory() as project:
        project.codes.add("Here")
        kept = bundles.keep(project, replace(bundle, codings=(coding,)))
        assert [(round_.number, round_.name) for round_ in project.rounds.all()] == [(1, "Coding"), (2, "Pilot")]
        assert kept.problems == ("“Pilot” is the latest round now: new codings go into it.",)


def test_a_filter_and_named_coders_narrow_what_leaves() -> None:
    with study() as project:
        first, *_ = project.documents.all()
        chosen = bundles.EVERYTHING.holding("documents", [first.id])
        found = bundles.gather(project, filter=chosen, coders=["A"])
        assert [document.guid for document in found.documents] == [first.guid]
        assert [coder.name for coder in found.coders] == ["A"]
        assert {coding.document for coding in found.codings} == {first.guid}
        assert len(found.codes) == len(project.codes.all())


def test_an_import_that_fails_midway_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from cadrage.jobs.bundle_keeping import _Writer

    def fail(_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(_Writer, "write_memos", fail)
    with Project.in_memory() as project:
        before, me = snapshot(project), project.me
        with pytest.raises(OSError, match="full"):
            bundles.keep(project, small())
        assert snapshot(project) == before
        assert project.me == me
        assert_sound(project)


KILLED = """
import os, sys
from pathlib import Path
from cadrage.jobs import bundles
from cadrage.jobs.bundle_keeping import _Writer
from cadrage.store.project import Project
from tests.jobs.random_projects import random_project
_Writer.write_memos = lambda self: os._exit(0)
bundle = bundles.gather(random_project(3))
with Project.open(Path(sys.argv[1])) as project:
    bundles.keep(project, bundle)
"""


def test_a_process_killed_midway_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "study.cadrage"
    with Project.create(path) as project:
        before = snapshot(project)
    run(KILLED, path)
    with Project.open(path) as project:
        assert snapshot(project) == before
        assert_sound(project)


def test_first_codes_of_a_tools_file_get_keys_and_a_codebook_that_has_none_keeps_none() -> None:
    with Project.in_memory() as project, Project.in_memory() as other:
        bundles.keep(project, small())
        assert [code.key for code in project.codes.all()] == ["1"]
        codebooks.keep(other, codebooks.read("crimea-talks"))
        with other.change("No keys"):
            other.write("UPDATE code SET key = ''")
        with Project.in_memory() as third:
            bundles.keep(third, bundles.gather(other))
            assert {code.key for code in third.codes.all()} == {""}
