"""Several codings changed at once, and what a change says about their attributes and memos."""

from __future__ import annotations

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import Change, Coding, Span, Subject
from cadrage.store.project import Project
from tests.store.material import World, switch


@pytest.fixture
def codings(world: World) -> tuple[Coding, ...]:
    project = world.project
    second = project.codings.add(world.documents[0], Span(10, 13), world.codes[1].id)
    third = project.codings.add(world.documents[1], Span(0, 9), world.codes[0].id)
    return world.coding, second, third


@pytest.fixture
def changes(project: Project) -> list[Change]:
    told: list[Change] = []
    project.on_change(told.append)
    return told


def test_several_codings_are_marked_in_one_step(world: World, codings: tuple[Coding, ...]) -> None:
    project, ids = world.project, [coding.id for coding in codings]
    project.codings.mark_important(ids[0], important=True)
    project.codings.mark_all(ids, important=True)
    assert all(coding.important for coding in project.codings.get(ids))
    assert project.next_undo == "Mark 2 codings as important"
    project.undo()
    assert [coding.important for coding in project.codings.get(ids)] == [True, False, False]


def test_marking_what_is_marked_is_no_step(world: World, codings: tuple[Coding, ...]) -> None:
    ids = [coding.id for coding in codings]
    world.project.codings.mark_all(ids, important=True)
    before = world.project.next_undo
    world.project.codings.mark_all(ids, important=True)
    assert world.project.next_undo == before


def test_nothing_is_marked_where_one_coding_is_another_coders(world: World, codings: tuple[Coding, ...]) -> None:
    switch(world.project, "B")
    mine = world.project.codings.add(world.documents[0], Span(0, 5), world.codes[0].id)
    with pytest.raises(UserError, match="another coder's"):
        world.project.codings.mark_all([mine.id, codings[0].id], important=True)
    assert not any(coding.important for coding in world.project.codings.all())


def test_a_change_names_the_codings_whose_attributes_it_set(
    world: World, codings: tuple[Coding, ...], changes: list[Change]
) -> None:
    project, ids = world.project, [coding.id for coding in codings[:2]]
    project.variables.set_for_codings(ids, world.attribute, "sharp")
    project.undo()
    assert [project.codings.attributes_touched(change) for change in changes] == [set(ids), set(ids)]


def test_a_change_names_the_codings_whose_memos_it_wrote_or_removed(
    world: World, codings: tuple[Coding, ...], changes: list[Change]
) -> None:
    project = world.project
    project.memos.set(Subject.CODING, codings[1].guid, "Why?")
    project.memos.set(Subject.CODING, codings[1].guid, "")
    project.memos.set(Subject.PROJECT, project.guid, "All of it")
    touched = [project.codings.attributes_touched(change) for change in changes]
    assert touched == [{codings[1].id}, {codings[1].id}, set()]


def test_values_and_memos_that_go_over_to_another_coding_are_named_on_both_sides(
    world: World, codings: tuple[Coding, ...], changes: list[Change]
) -> None:
    project = world.project
    stays = project.codings.add(codings[0].document, codings[0].span, world.codes[3].id)
    project.variables.set_for_coding(codings[0].id, world.attribute, "sharp")
    project.memos.set(Subject.CODING, codings[0].guid, "Why?")
    changes.clear()
    project.codings.recode_all([codings[0].id], world.codes[3].id)
    project.undo()
    assert project.variables.of_coding(stays.id) == {}
    assert [stays.id in project.codings.attributes_touched(change) for change in changes] == [True, True]
    project.undo()
    project.memos.set(Subject.CODING, codings[0].guid, "Why?")
    project.variables.set_for_coding(codings[0].id, world.attribute, "")
    changes.clear()
    project.codings.recode_all([codings[0].id], world.codes[3].id)
    project.undo()
    assert project.memos.about(stays.guid) == ""
    assert [stays.id in project.codings.attributes_touched(change) for change in changes] == [True, True]
