"""Variables and their values: defined, changed, retired; set and checked; undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import Choice, Scope, Span, Variable, VariableDraft, VariableKind
from cadrage.store.project import Project
from tests.store.material import World, assert_sound, snapshot, switch

KIND = VariableKind
Verb = Callable[[World], object]


def ordinal(project: Project, scope: Scope = Scope.CODING) -> Variable:
    choices = (Choice("1", "weak"), Choice("2", "clear"), Choice("3", "strong"))
    return project.variables.add(VariableDraft(scope, "intensity", KIND.ORDINAL, choices=choices))


def present(project: Project, variable: Variable) -> Variable:
    found = project.variables.get(variable.id)
    assert found is not None
    return found


def values(variable: Variable) -> list[str]:
    return [choice.value for choice in variable.choices]


# Each verb is one step.

VERBS: dict[str, tuple[str, Verb]] = {
    "rename": ("Rename variable tone", lambda w: w.project.variables.rename(w.attribute.id, "mood")),
    "relabel": ("Label of tone", lambda w: w.project.variables.relabel(w.attribute.id, "Mood")),
    "kind": ("Kind of tone", lambda w: w.project.variables.change_kind(w.attribute.id, KIND.ORDINAL)),
    "to actors": ("Kind of tone", lambda w: w.project.variables.change_kind(w.attribute.id, KIND.ACTOR)),
    "retire": ("Remove variable tone", lambda w: w.project.variables.remove(w.attribute.id)),
    "delete": ("Remove variable outlet", lambda w: w.project.variables.remove(w.fact.id)),
    "scope": ("Scope of outlet", lambda w: w.project.variables.change_scope(w.fact.id, Scope.JUDGEMENT)),
    "judge": ("Set stance", lambda w: w.project.variables.set_judgement(w.documents[0], stance(w), "for")),
    "several codings": (
        "Set Tone of 2 codings",
        lambda w: w.project.variables.set_for_codings([w.coding.id, another(w)], w.attribute, "calm"),
    ),
}


def stance(world: World) -> Variable:
    found = world.project.variables.find(Scope.JUDGEMENT, "stance")
    assert found is not None
    return found


def another(world: World) -> int:
    return world.project.codings.of_document(world.documents[1])[0].id


@pytest.fixture
def used(world: World) -> World:
    """The attribute has a value, and there is a judgement to make."""
    world.project.variables.set_for_coding(world.coding.id, world.attribute, "angry")
    choices = (Choice("+", "for"), Choice("-", "against"))
    world.project.variables.add(VariableDraft(Scope.JUDGEMENT, "stance", KIND.CHOICE, choices=choices))
    world.project.codings.add(world.documents[1], Span(0, 9), world.codes[0].id)
    return world


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_one_step_that_can_be_taken_back_and_done_again(used: World, name: str) -> None:
    label, verb = VERBS[name]
    before = snapshot(used.project)
    verb(used)
    after = snapshot(used.project)
    assert after != before
    assert used.project.next_undo == label
    used.project.undo()
    assert snapshot(used.project) == before
    used.project.redo()
    assert snapshot(used.project) == after
    assert_sound(used.project)


# Definitions.


def test_variables_move_among_those_of_their_scope(project: Project) -> None:
    names = ["a", "b", "c"]
    made = [project.variables.add(VariableDraft(Scope.CODING, name, KIND.TEXT)) for name in names]
    fact = project.variables.add(VariableDraft(Scope.DOCUMENT, "outlet", KIND.TEXT))
    project.variables.move(made[2].id, 0)
    assert [each.name for each in project.variables.all(Scope.CODING)] == ["c", "a", "b"]
    assert project.variables.all(Scope.DOCUMENT) == (fact,)


def test_a_used_variable_is_retired_and_comes_back_with_its_values(used: World) -> None:
    project = used.project
    project.variables.remove(used.attribute.id)
    assert project.variables.find(Scope.CODING, "tone") is None
    assert project.variables.of_codings() == {}
    assert project.variables.of_coding(used.coding.id) == {}
    assert [each.name for each in project.variables.all(retired=True)] == ["tone"]
    project.variables.restore(used.attribute.id)
    assert project.variables.of_coding(used.coding.id) == {"tone": "angry"}


def test_a_new_variable_may_take_the_name_of_a_retired_one_and_none_of_its_values(used: World) -> None:
    project = used.project
    project.variables.remove(used.attribute.id)
    fresh = project.variables.add(VariableDraft(Scope.CODING, "tone", KIND.TEXT))
    project.variables.set_for_coding(used.coding.id, fresh, "calm")
    assert project.variables.of_codings() == {(used.coding.id, "tone"): "calm"}
    with pytest.raises(UserError, match="already a variable"):
        project.variables.restore(used.attribute.id)


def test_words_become_choices(used: World) -> None:
    used.project.variables.set_for_coding(another(used), used.attribute, "calm")
    used.project.variables.change_kind(used.attribute.id, KIND.CHOICE)
    assert values(present(used.project, used.attribute)) == ["angry", "calm"]


def test_words_become_actors_and_words_again(used: World) -> None:
    project = used.project
    project.variables.change_kind(used.attribute.id, KIND.ACTOR)
    assert [actor.name for actor in project.actors.all()] == ["angry"]
    assert project.variables.of_coding(used.coding.id) == {"tone": "angry"}
    project.variables.change_kind(used.attribute.id, KIND.TEXT)
    assert project.one("SELECT value FROM coding_value") == "angry"


def test_a_kind_that_values_do_not_fit_is_refused_with_their_names(used: World) -> None:
    with pytest.raises(UserError, match="No dates: “angry”"):
        used.project.variables.change_kind(used.attribute.id, KIND.DATE)
    used.project.variables.set_for_coding(used.coding.id, used.attribute, "1,5")
    used.project.variables.change_kind(used.attribute.id, KIND.NUMBER)
    assert used.project.variables.of_coding(used.coding.id) == {"tone": "1.5"}


def test_hundreds_of_different_words_are_no_list_of_choices(world: World) -> None:
    fact, documents = world.fact, world.project.documents
    from tests.store.material import draft

    for number, document in enumerate(documents.add([draft(f"d{number}") for number in range(41)])):
        world.project.variables.set_for_document(document, fact, f"outlet {number}")
    with pytest.raises(UserError, match="41 different values: too many"):
        world.project.variables.change_kind(fact.id, KIND.CHOICE)


def test_choices_are_added_renamed_ordered_and_removed_and_values_follow(used: World) -> None:
    project, variable = used.project, ordinal(used.project)
    project.variables.set_for_coding(used.coding.id, variable, "strong")
    project.variables.rename_choice(variable.id, "3", "5")
    assert project.variables.of_coding(used.coding.id)["intensity"] == "5"
    project.variables.relabel_choice(variable.id, "5", "very strong")
    project.variables.move_choice(variable.id, "5", 0)
    project.variables.add_choices(variable.id, [("0", "none"), ("9", "")])
    project.variables.remove_choice(variable.id, "1")
    found = present(project, variable)
    assert values(found) == ["5", "2", "0", "9"]
    assert found.choices[0].label == "very strong"


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (lambda p, v: p.variables.remove_choice(v.id, "3"), "chosen already"),
        (lambda p, v: p.variables.add_choices(v.id, [(" 2 ", "")]), "already a choice"),
        (lambda p, v: p.variables.add_choices(v.id, [("7", ""), ("7", "")]), "already a choice"),
        (lambda p, v: p.variables.rename_choice(v.id, "1", ""), "needs a value"),
        (lambda p, v: p.variables.rename(v.id, "TONE"), "already a variable"),
        (lambda p, v: p.variables.rename(v.id, " "), "needs a name"),
        (lambda p, v: p.variables.change_scope(v.id, Scope.DOCUMENT), "has values already"),
        (lambda p, v: p.variables.rename(99, "x"), "no longer there"),
    ],
)
def test_what_cannot_be_defined_is_refused_without_a_trace(
    used: World, verb: Callable[[Project, Variable], None], words: str
) -> None:
    variable = ordinal(used.project)
    used.project.variables.set_for_coding(used.coding.id, variable, "3")
    before = snapshot(used.project)
    with pytest.raises(UserError, match=words):
        verb(used.project, variable)
    assert snapshot(used.project) == before


# Values.


def test_a_value_that_does_not_fit_is_refused(used: World) -> None:
    variable = ordinal(used.project)
    with pytest.raises(UserError, match="not one of the choices"):
        used.project.variables.set_for_coding(used.coding.id, variable, "4")
    used.project.variables.set_for_coding(used.coding.id, variable, "Clear")
    assert used.project.variables.of_coding(used.coding.id)["intensity"] == "2"


def test_an_import_keeps_what_does_not_fit_and_names_it(world: World) -> None:
    dated = world.project.variables.add(VariableDraft(Scope.DOCUMENT, "published", KIND.DATE))
    set_for = world.project.variables.set_for_document
    set_for(world.documents[0], dated, "last Friday", checked=False)
    set_for(world.documents[1], dated, "2014-3-5", checked=False)
    assert world.project.variables.misfits(dated) == ("last Friday",)
    assert world.project.variables.of_document(world.documents[1]) == {"published": "2014-03-05"}


def test_other_coders_codings_are_theirs(used: World) -> None:
    switch(used.project, "B")
    with pytest.raises(UserError, match="another coder's coding"):
        used.project.variables.set_for_codings([used.coding.id], used.attribute, "calm")


def test_coders_judge_side_by_side(used: World) -> None:
    project, document = used.project, used.documents[0]
    variable = stance(used)
    project.variables.set_judgement(document, variable, "for")
    a = project.me.id
    switch(project, "B")
    b = project.me.id
    project.variables.set_judgement(document, variable, "-")
    assert project.variables.judgements() == {(document, a, "stance"): "+", (document, b, "stance"): "-"}
    assert project.variables.judged(document, b) == {"stance": "-"}
    project.variables.set_judgement(document, variable, "")
    assert project.variables.judged(document, b) == {}


def test_a_later_round_is_judged_anew(used: World) -> None:
    project, document, variable = used.project, used.documents[0], stance(used)
    project.variables.set_judgement(document, variable, "for")
    project.rounds.add("reliability", "Reliability")
    assert project.variables.judged(document, project.me.id) == {}
    project.variables.set_judgement(document, variable, "against")
    assert project.variables.judgements() == {(document, project.me.id, "stance"): "-"}


def test_the_same_value_again_leaves_no_step(used: World) -> None:
    step = used.project.next_undo
    used.project.variables.set_for_codings([used.coding.id], used.attribute, " angry ")
    used.project.variables.set_judgement(used.documents[0], stance(used), "")
    assert used.project.next_undo == step


def test_values_of_hidden_coders_are_not_counted(used: World) -> None:
    b = next(coder for coder in used.project.coders.all() if coder.name == "B")
    assert used.project.variables.uses(coders=[b.id]).get(used.attribute.id, 0) == 0
    assert used.project.variables.uses()[used.attribute.id] == 1
    assert used.project.variables.distinct(used.attribute, coders=[b.id]) == {}
