"""Sets of documents and codes: made, changed, taken away, each in one step that can be undone."""

from __future__ import annotations

import pytest

from cadrage.core.errors import UserError
from cadrage.store.project import Project
from cadrage.store.sets import KINDS, Kind
from tests.store.material import World, assert_sound, draft, snapshot


def members(world: World, kind: Kind) -> tuple[int, ...]:
    return world.documents if kind == "document" else tuple(code.id for code in world.codes)


@pytest.mark.parametrize("kind", KINDS)
def test_every_verb_of_a_set_is_one_step_that_undo_takes_back(world: World, kind: Kind) -> None:
    sets, (one, two, *_) = world.project.sets.of(kind), members(world, kind)
    found = sets.add("Tabloids", [one, one])
    steps = (
        lambda: sets.rename(found.id, "Yellow press"),
        lambda: sets.put(found.id, [one, two]),
        lambda: sets.take_out(found.id, [one]),
        lambda: sets.remove(found.id),
    )
    for step in steps:
        before = snapshot(world.project)
        step()
        assert snapshot(world.project) != before
        world.project.undo()
        assert snapshot(world.project) == before
        world.project.redo()
    assert sets.all() == ()
    for _ in steps:
        world.project.undo()
    assert [(each.name, each.members) for each in sets.all()] == [("Tabloids", frozenset({one}))]
    assert_sound(world.project)


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_means_one_set(world: World, kind: Kind) -> None:
    sets = world.project.sets.of(kind)
    first, second = sets.add(" The \n Tabloids "), sets.add("May")
    assert first.name == "The Tabloids"
    for name in ("the tabloids", " "):
        with pytest.raises(UserError):
            sets.add(name)
    with pytest.raises(UserError, match="already a set “May”"):
        sets.rename(first.id, "MAY")
    sets.rename(second.id, "may")
    assert sets.find("May") == sets.get(second.id)


def test_nothing_new_is_no_step(world: World) -> None:
    found = world.project.sets.documents.add("Tabloids", world.documents)
    step = world.project.next_undo
    world.project.sets.documents.put(found.id, world.documents)
    world.project.sets.documents.take_out(found.id, [])
    world.project.sets.documents.rename(found.id, "Tabloids")
    assert world.project.next_undo == step


def test_a_document_that_leaves_the_project_leaves_its_sets_and_comes_back_with_undo(project: Project) -> None:
    one, two = project.documents.add([draft("one"), draft("two")])
    found = project.sets.documents.add("Both", [one, two])
    project.documents.remove([one])
    assert project.sets.documents.get(found.id).members == {two}
    project.undo()
    assert project.sets.documents.get(found.id).members == {one, two}
    assert_sound(project)


def test_a_code_that_is_deleted_leaves_its_sets(world: World) -> None:
    blame, solution, *_ = world.codes
    found = world.project.sets.codes.add("Both", [blame.id, solution.id])
    world.project.codes.remove(solution.id)
    assert world.project.sets.codes.get(found.id).members == {blame.id}
    world.project.undo()
    assert world.project.sets.codes.get(found.id).members == {blame.id, solution.id}


def test_a_set_that_is_gone_is_said_in_words(world: World) -> None:
    with pytest.raises(UserError, match="no longer in the project"):
        world.project.sets.documents.put(99, world.documents)
