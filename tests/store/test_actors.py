"""Actors: one name each, as many aliases as texts use, and values that follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import Scope, Span, Variable, VariableDraft, VariableKind
from cadrage.core.variables import Actor
from cadrage.store.project import Project
from tests.store.material import World, assert_sound, snapshot, switch


@pytest.fixture
def speaker(world: World) -> Variable:
    return world.project.variables.add(VariableDraft(Scope.CODING, "speaker", VariableKind.ACTOR))


def said(world: World) -> str:
    return world.project.variables.of_coding(world.coding.id).get("speaker", "")


def actor(project: Project, name: str) -> Actor:
    found = project.actors.resolve(name)
    assert found is not None
    return found


def test_naming_somebody_new_makes_an_actor_in_the_same_step(world: World, speaker: Variable) -> None:
    before = snapshot(world.project)
    world.project.variables.set_for_coding(world.coding.id, speaker, " Sergey Lavrov ")
    assert [each.name for each in world.project.actors.all()] == ["Sergey Lavrov"]
    assert world.project.next_undo == "Set speaker"
    world.project.undo()
    assert snapshot(world.project) == before


def test_an_alias_or_another_case_stands_for_the_actor(world: World, speaker: Variable) -> None:
    lavrov = world.project.actors.add("Sergey Lavrov", role="minister")
    world.project.actors.add_alias(lavrov.id, "Mr Lavrov")
    world.project.variables.set_for_coding(world.coding.id, speaker, "MR LAVROV")
    assert said(world) == "Sergey Lavrov"
    assert len(world.project.actors.all()) == 1
    assert world.project.actors.uses() == {lavrov.guid: 1}


def test_a_new_name_reaches_every_value_without_touching_one(world: World, speaker: Variable) -> None:
    project = world.project
    project.actors.add("Lavrov")
    project.variables.set_for_coding(world.coding.id, speaker, "Lavrov")
    rows = project.rows("SELECT * FROM coding_value")
    switch(project, "B")
    project.actors.rename(actor(project, "Lavrov").id, "Sergey Lavrov")
    assert said(world) == "Sergey Lavrov"
    assert project.variables.of_codings() == {(world.coding.id, "speaker"): "Sergey Lavrov"}
    assert project.rows("SELECT * FROM coding_value") == rows
    switch(project, "A")
    project.undo()
    assert said(world) == ""


def test_merging_two_actors_is_one_step_and_values_follow(world: World, speaker: Variable) -> None:
    project = world.project
    other = project.codings.add(world.documents[1], Span(0, 9), world.codes[0].id)
    project.variables.set_for_coding(world.coding.id, speaker, "Lavrov")
    project.variables.set_for_coding(other.id, speaker, "Sergey Lavrov")
    project.actors.add_alias(actor(project, "Lavrov").id, "the minister")
    before = snapshot(project)
    project.actors.merge(actor(project, "Lavrov").id, actor(project, "Sergey Lavrov").id)
    after = snapshot(project)
    assert set(project.variables.of_codings().values()) == {"Sergey Lavrov"}
    (one,) = project.actors.all()
    assert one.aliases == ("Lavrov", "the minister")
    assert project.next_undo == "Merge Lavrov into Sergey Lavrov"
    project.undo()
    assert snapshot(project) == before
    project.redo()
    assert snapshot(project) == after
    assert_sound(project)


def test_a_used_actor_is_retired_an_unused_one_deleted_and_both_come_back(world: World, speaker: Variable) -> None:
    project = world.project
    project.variables.set_for_coding(world.coding.id, speaker, "Lavrov")
    project.actors.add("Nobody")
    for name in ("Lavrov", "Nobody"):
        project.actors.remove(actor(project, name).id)
    assert project.actors.all() == ()
    (kept,) = project.actors.all(retired=True)
    assert (kept.name, said(world)) == ("Lavrov", "Lavrov")
    assert project.actors.add("lavrov").guid == kept.guid
    assert said(world) == "lavrov"


def test_a_name_that_was_an_alias_is_none_any_more(project: Project) -> None:
    made = project.actors.add("Lavrov")
    project.actors.add_alias(made.id, "Sergey Lavrov")
    project.actors.rename(made.id, "Sergey Lavrov")
    assert actor(project, "Sergey Lavrov").aliases == ()


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (lambda p, one, two: p.actors.add("LAVROV"), "already an actor"),
        (lambda p, one, two: p.actors.add("mr lavrov"), "already an alias of “Lavrov”"),
        (lambda p, one, two: p.actors.add(" "), "needs a name"),
        (lambda p, one, two: p.actors.rename(two, "Lavrov"), "merge the two"),
        (lambda p, one, two: p.actors.add_alias(two, "Lavrov"), "already an actor"),
        (lambda p, one, two: p.actors.merge(one, one), "with itself"),
        (lambda p, one, two: p.actors.remove(99), "no longer there"),
    ],
)
def test_what_would_make_a_name_mean_two_is_refused(
    project: Project, verb: Callable[[Project, int, int], None], words: str
) -> None:
    one, two = project.actors.add("Lavrov"), project.actors.add("Kerry")
    project.actors.add_alias(one.id, "Mr Lavrov")
    before = snapshot(project)
    with pytest.raises(UserError, match=words):
        verb(project, one.id, two.id)
    assert snapshot(project) == before


def test_imported_values_of_two_variables_name_one_actor_once(world: World, speaker: Variable) -> None:
    project = world.project
    target = project.variables.add(VariableDraft(Scope.CODING, "target", VariableKind.ACTOR))
    me, round_ = project.me.id, project.rounds.latest.id
    with project.change("Import"):
        project.variables.add_coding_values(
            [(world.coding.id, me, round_, speaker.id, "Kerry"), (world.coding.id, me, round_, target.id, "KERRY")]
        )
    assert [each.name for each in project.actors.all()] == ["Kerry"]
    assert project.variables.of_coding(world.coding.id) == {"speaker": "Kerry", "target": "Kerry"}


class TestNamesThatAreAnothersByNow:
    """Lavrov, also Minister, was taken out with a value; by now Kerry is the Minister."""

    @pytest.fixture(autouse=True)
    def _taken(self, world: World, speaker: Variable) -> None:
        project = world.project
        lavrov = project.actors.add("Lavrov")
        project.actors.add_alias(lavrov.id, "Minister")
        project.variables.set_for_coding(world.coding.id, speaker, "Lavrov")
        project.actors.remove(lavrov.id)
        project.actors.add_alias(project.actors.add("Kerry").id, "Minister")

    def called_minister(self, project: Project) -> list[str]:
        return [each.name for each in project.actors.all() if each.is_called("Minister")]

    def test_an_actor_that_is_brought_back_leaves_them(self, world: World) -> None:
        project = world.project
        (gone,) = project.actors.all(retired=True)
        project.actors.restore(gone.id)
        assert self.called_minister(project) == ["Kerry"]
        before = snapshot(project)
        project.undo()
        assert [each.aliases for each in project.actors.all(retired=True)] == [("Minister",)]
        project.redo()
        assert snapshot(project) == before

    def test_an_actor_that_is_named_again_leaves_them(self, world: World, speaker: Variable) -> None:
        world.project.variables.set_for_coding(world.coding.id, speaker, "lavrov")
        assert said(world) == "lavrov"
        assert self.called_minister(world.project) == ["Kerry"]

    def test_an_actor_that_is_merged_leaves_them(self, world: World) -> None:
        project = world.project
        (gone,) = project.actors.all(retired=True)
        project.actors.merge(gone.id, project.actors.add("Sergey Lavrov").id)
        assert self.called_minister(project) == ["Kerry"]
        assert said(world) == "Sergey Lavrov"


def test_an_import_finds_an_actor_that_comes_back_by_its_aliases_too(world: World, speaker: Variable) -> None:
    project = world.project
    lavrov = project.actors.add("Lavrov")
    project.actors.add_alias(lavrov.id, "Mr Lavrov")
    project.variables.set_for_coding(world.coding.id, speaker, "Lavrov")
    project.actors.remove(lavrov.id)
    with project.change("Import"):
        guid = project.actors.resolver()
        assert guid("Lavrov") == guid("Mr Lavrov")
    assert [each.name for each in project.actors.all()] == ["Lavrov"]
