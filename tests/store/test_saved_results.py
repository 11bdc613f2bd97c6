"""Results kept under a name."""

from __future__ import annotations

import pytest

from cadrage.core.errors import UserError
from cadrage.core.filtering import NOT_GIVEN, Condition, Filter
from cadrage.core.model import Scope
from cadrage.core.results_json import GONE
from cadrage.core.results_question import Bin, Dimension, Event, Kind, Measure, Proximity, Question, Reach, Unit
from cadrage.store.project import Project
from tests.store.material import assert_sound, draft, snapshot

FRAMES = Question(columns=(Dimension(Kind.FACT, "outlet"),))


def full(project: Project) -> Question:
    """A question that names everything that a question can name."""
    one, two = project.documents.add([draft("One"), draft("Two")])
    code = project.codes.add("Blame")
    outlet = project.variables.ensure(Scope.DOCUMENT, "outlet")
    documents, codes = project.sets.documents.add("Some", [one]), project.sets.codes.add("Causes", [code.id])
    return Question(
        rows=(Dimension(Kind.FAMILY),),
        columns=(Dimension(Kind.TIME, "published", Bin.WEEK), Dimension(Kind.FACT, "outlet", most=5)),
        layers=(Dimension(Kind.CODER),),
        measure=Measure.PER_THOUSAND,
        unit=Unit.CODINGS,
        rolled=False,
        filter=Filter(
            coders=frozenset({project.me.id}),
            documents=frozenset({two}),
            document_sets=frozenset({documents.id}),
            codes=frozenset({code.id}),
            code_sets=frozenset({codes.id}),
            conditions=(Condition(outlet.id, frozenset({"The Times", NOT_GIVEN})),),
            important=True,
        ),
        round=project.rounds.latest.id,
        layer=None,
        proximity=Proximity(Reach.WORDS, 5, same_coder=False),
        events=(Event("2014-03-16", "Referendum"),),
    )


def test_a_saved_result_is_kept_changed_renamed_and_removed_in_steps_that_undo_takes_back(project: Project) -> None:
    question = full(project)
    saved = project.saved_results.add("  Frames   by outlet ", question, {"page": "time", "chart": "lines"})
    assert (saved.name, saved.question, saved.view) == (
        "Frames by outlet",
        question,
        {"page": "time", "chart": "lines"},
    )
    for step in (
        lambda: project.saved_results.rename(saved.id, "Outlets"),
        lambda: project.saved_results.put(saved.id, FRAMES),
        lambda: project.saved_results.remove(saved.id),
    ):
        before = snapshot(project)
        step()
        assert snapshot(project) != before
        project.undo()
        assert snapshot(project) == before
        project.redo()
    assert project.saved_results.all() == ()
    assert_sound(project)


def test_the_same_question_again_is_no_change(project: Project) -> None:
    saved = project.saved_results.add("Frames", FRAMES, {"page": "table"})
    steps = len(project.journal())
    project.saved_results.put(saved.id, FRAMES)
    project.saved_results.put(saved.id, FRAMES, {"page": "table"})
    assert len(project.journal()) == steps


def test_a_saved_result_outlives_what_its_filter_names(project: Project) -> None:
    (document,) = project.documents.add([draft("One")])
    some = project.sets.documents.add("Some", [document])
    asked = Question(filter=Filter(document_sets=frozenset({some.id})), round=project.rounds.latest.id)
    saved = project.saved_results.add("Some", asked)
    project.sets.documents.remove(some.id)
    assert project.saved_results.get(saved.id).question == Question(round=asked.round)


def test_a_round_that_is_gone_does_not_become_all_rounds(project: Project) -> None:
    saved = project.saved_results.add("Rounds", Question(round=12345))
    found = project.saved_results.get(saved.id).question
    assert found is not None
    assert found.round == GONE


def test_what_a_newer_version_saved_is_listed_and_said_to_be_unreadable(project: Project) -> None:
    saved = project.saved_results.add("Frames", FRAMES)
    with project.change("As a newer version"):
        project.write(
            "UPDATE saved_result SET question = json_set(question, '$.measure', 'entropy') WHERE id = ?", (saved.id,)
        )
    (found,) = project.saved_results.all()
    assert (found.name, found.question) == ("Frames", None)
    assert "newer version" in found.unreadable
    project.saved_results.remove(found.id)


def test_results_that_cannot_be_saved_are_refused_in_words(project: Project) -> None:
    saved = project.saved_results.add("Frames", FRAMES)
    with pytest.raises(UserError, match="already a result “Frames”"):
        project.saved_results.add("frames ", FRAMES)
    with pytest.raises(UserError, match="needs a name"):
        project.saved_results.rename(saved.id, " ")
    project.saved_results.remove(saved.id)
    with pytest.raises(UserError, match="no longer"):
        project.saved_results.rename(saved.id, "Other")
