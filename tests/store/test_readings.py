"""What the store keeps at hand – counts, coders, codes – is what the file says, whatever happened since."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import Change, Span, State
from cadrage.store.project import Project
from tests.store.material import TEXT, World, draft, furnish, switch


class _Failure(Exception):
    """What goes wrong half-way."""


def counted(project: Project, column: str) -> dict[int, int]:
    return dict(project.rows(f"SELECT {column}, count(*) FROM coding GROUP BY {column}"))


def assert_true(project: Project) -> None:
    """All that is kept against the file itself."""
    assert project.codings.counts_by_code() == counted(project, "code")
    assert project.codings.counts_by_document() == counted(project, "document")
    for coder in project.coders.all():
        mine = project.rows("SELECT code, count(*) FROM coding WHERE owner = ? GROUP BY code", (coder.id,))
        assert project.codings.counts_by_code(coders=[coder.id]) == dict(mine)
    assert [(code.id, code.name) for code in project.codes.all()] == project.rows(
        "SELECT id, name FROM code ORDER BY position, id"
    )
    assert [coder.name for coder in project.coders.all()] == [
        name for (name,) in project.rows("SELECT name FROM coder ORDER BY id")
    ]


def steps(world: World, chance: random.Random) -> Iterator[None]:
    """One verb after the other, some of them refused."""
    project, codes = world.project, world.codes
    while True:
        codings = [coding.id for coding in project.codings.all() if coding.coder == project.me.id]
        start = chance.randrange(len(TEXT) - 5)
        verb = chance.randrange(7)
        if verb <= 1 or not codings:
            project.codings.add(chance.choice(world.documents), Span(start, start + 5), chance.choice(codes).id)
        elif verb == 2:
            project.codings.recode(chance.choice(codings), chance.choice(codes).id)
        elif verb == 3:
            project.codings.remove([chance.choice(codings)])
        elif verb == 4:
            project.undo()
        elif verb == 5:
            project.redo()
        else:
            switch(project, chance.choice("AB"))
        yield


@pytest.mark.parametrize("seed", range(4))
def test_counts_stay_true_through_verbs_undo_and_redo(world: World, seed: int) -> None:
    assert_true(world.project)
    work = steps(world, random.Random(seed))
    for _ in range(60):
        try:
            next(work)
        except UserError:
            work = steps(world, random.Random(seed + 1))
        assert_true(world.project)


def test_a_change_that_fails_leaves_what_is_kept_as_it_was(world: World) -> None:
    project = world.project
    assert_true(project)
    with contextlib.suppress(_Failure), project.change("Half done"):
        project.codes.add("Gone again")
        project.codings.add(world.documents[1], Span(0, 3), world.codes[0].id)
        assert [code.name for code in project.codes.all()][-1] == "Gone again"
        assert project.codings.counts_by_document() == counted(project, "document")
        raise _Failure
    assert_true(project)
    assert "Gone again" not in [code.name for code in project.codes.all()]


def test_counts_first_asked_for_inside_a_change_that_fails_are_true_afterwards(world: World) -> None:
    project = world.project
    with contextlib.suppress(_Failure), project.change("Half done"):
        project.codings.add(world.documents[1], Span(0, 3), world.codes[0].id)
        assert project.codings.counts_by_code() == counted(project, "code")
        raise _Failure
    assert_true(project)


def test_counts_can_be_asked_for_a_few_codes_and_documents(world: World) -> None:
    project, (first, second, *_) = world.project, world.codes
    project.codings.add(world.documents[1], Span(0, 3), second.id)
    assert project.codings.counts_by_code(codes=[second.id]) == {second.id: 1}
    assert project.codings.counts_by_code(codes=[]) == {}
    assert project.codings.counts_by_document(documents=[world.documents[0]]) == {world.documents[0]: 1}
    project.codings.remove([world.coding.id])
    assert project.codings.counts_by_code(codes=[first.id]) == {}


def test_a_project_that_is_only_read_is_counted_as_another_writes_it(path: Path) -> None:
    Project.create(path, coder="A").close()
    with Project.open(path) as writer:
        world = furnish(writer)
        with Project.open_reading(path) as reader:
            assert reader.codings.counts_by_code() == {world.codes[0].id: 1}
            writer.codings.add(world.documents[0], Span(0, 3), world.codes[1].id)
            writer.coders.add("C")
            assert reader.codings.counts_by_code() == writer.codings.counts_by_code()
            assert [coder.name for coder in reader.coders.all()] == ["A", "B", "C"]


def test_a_change_names_the_documents_of_codings_that_are_gone(world: World) -> None:
    changes: list[Change] = []
    world.project.on_change(changes.append)
    world.project.codings.remove([world.coding.id])
    assert world.project.codings.documents_touched(changes[-1]) == {world.documents[0]}
    world.project.undo()
    assert world.project.codings.documents_touched(changes[-1]) == {world.documents[0]}


def test_a_setting_is_read_as_it_was_written_last(project: Project) -> None:
    project.set("language", "en")
    assert project.get("language") == "en"
    project.set("language", "fr")
    assert project.get("language") == "fr"


def test_completed_documents_are_counted_by_coder(project: Project) -> None:
    one, two = project.documents.add([draft("one"), draft("two")])
    project.statuses.set(one, State.COMPLETE)
    project.statuses.set(two, State.PROGRESS)
    assert project.statuses.completed() == {project.me.id: 1}


def test_what_was_asked_by_name_is_told_apart(world: World) -> None:
    def doubled(number: int = 0) -> int:
        return 2 * number

    assert [world.project.readings.of("code", doubled, number=number) for number in (1, 2, 1)] == [2, 4, 2]
