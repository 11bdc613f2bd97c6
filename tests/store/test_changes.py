"""One action, one transaction, one step, one notice."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import Change, Span, State, Subject
from cadrage.store.history import KEPT
from cadrage.store.project import Project
from tests.store.material import World, assert_sound, draft, furnish, snapshot, switch


def fail_half_way(project: Project) -> None:
    with project.change("Failing"):
        project.codes.add("Half")
        raise ZeroDivisionError


def test_verbs_inside_a_change_are_one_step_with_the_outer_label(world: World) -> None:
    project = world.project
    notices: list[Change] = []
    project.on_change(notices.append)
    before = snapshot(project)
    with project.change("Outer"):
        added = project.codes.add("Inner")
        with project.change("Middle"):
            coding = project.codings.add(world.documents[1], Span(0, 4), added.id)
    assert project.next_undo == "Outer"
    assert [notice.label for notice in notices] == ["Outer"]
    assert notices[0].ids("code") == {added.id}
    assert notices[0].ids("coding") == {coding.id}
    project.undo()
    assert snapshot(project) == before
    assert_sound(project)


def test_an_exception_takes_everything_back_and_leaves_the_steps_alone(world: World) -> None:
    project = world.project
    project.undo()
    before, undo, redo, journal = snapshot(project), project.next_undo, project.next_redo, project.journal()
    project.on_change(lambda _: pytest.fail("a notice of what did not happen"))
    with pytest.raises(ZeroDivisionError):
        fail_half_way(project)
    assert snapshot(project) == before
    assert (project.next_undo, project.next_redo, project.journal()) == (undo, redo, journal)
    assert redo is not None


def test_an_inner_failure_that_is_caught_refuses_the_whole(world: World) -> None:
    before = snapshot(world.project)

    def outer() -> None:
        with world.project.change("Outer"):
            with pytest.raises(ZeroDivisionError):
                fail_half_way(world.project)
            world.project.codes.add("Rest")

    with pytest.raises(RuntimeError, match="after one of its parts had failed"):
        outer()
    assert snapshot(world.project) == before
    world.project.codes.add("Afterwards")


def test_a_refusal_before_anything_was_written_may_be_caught(world: World) -> None:
    with world.project.change("Outer"):
        with pytest.raises(UserError):
            world.project.codes.add("Blame")
        world.project.codes.add("Other")
    assert world.project.next_undo == "Outer"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE code SET name = 'x'",
        "DELETE FROM coding",
        "INSERT INTO coder (guid, name, colour, pattern) VALUES ('g', 'n', 'c', 'solid')",
        "REPLACE INTO coder (id, guid, name, colour, pattern) VALUES (1, 'g', 'n', 'c', 'solid')",
        "DELETE FROM document WHERE id = 2",
    ],
)
def test_a_write_outside_any_change_is_refused(world: World, sql: str) -> None:
    before = snapshot(world.project)
    with pytest.raises(sqlite3.IntegrityError, match="outside any change"):
        world.project.db.execute(sql)
    with pytest.raises(sqlite3.IntegrityError, match="outside any change"):
        world.project.write(sql)
    assert snapshot(world.project) == before


def test_a_row_made_and_removed_in_one_change_leaves_no_step(world: World) -> None:
    before, step = snapshot(world.project), world.project.next_undo
    with world.project.change("For nothing"):
        example = world.project.codings.add(world.documents[0], Span(3, 5), world.codes[1].id)
        world.project.codings.remove([example.id])
    assert snapshot(world.project) == before
    assert world.project.next_undo == step


def test_a_row_changed_and_changed_back_leaves_no_step(world: World) -> None:
    step = world.project.next_undo
    with world.project.change("For nothing"):
        world.project.documents.rename(world.documents[0], "other")
        world.project.documents.rename(world.documents[0], "one")
    assert world.project.next_undo == step


def test_a_row_changed_twice_in_one_change_is_undone_to_its_beginning(world: World) -> None:
    before = snapshot(world.project)
    with world.project.change("Twice"):
        world.project.documents.rename(world.documents[0], "other")
        world.project.documents.rename(world.documents[0], "another")
    after = snapshot(world.project)
    world.project.undo()
    assert snapshot(world.project) == before
    world.project.redo()
    assert snapshot(world.project) == after


def test_a_replaced_row_is_journalled_as_deleted(world: World) -> None:
    before = snapshot(world.project)
    with world.project.change("Replace"):
        world.project.write(
            "REPLACE INTO variable (guid, scope, name, kind)"
            " SELECT guid, scope, 'renamed', kind FROM variable WHERE id = ?",
            (world.fact.id,),
        )
    world.project.undo()
    assert snapshot(world.project) == before


def test_a_new_change_clears_redo(world: World) -> None:
    world.project.undo()
    assert world.project.next_redo == "Apply BL"
    world.project.codes.add("New way")
    assert world.project.next_redo is None
    world.project.redo()
    assert world.project.next_undo == "New code New way"


def test_a_new_change_has_cleared_redo_after_reopening_too(path: Path) -> None:
    with Project.create(path) as project:
        furnish(project)
        project.undo()
        project.codes.add("New way")
    with Project.open(path) as project:
        assert (project.next_undo, project.next_redo) == ("New code New way", None)


def test_undo_and_redo_without_a_step_do_nothing(project: Project) -> None:
    before = snapshot(project)
    project.undo()
    project.redo()
    assert snapshot(project) == before
    assert project.next_undo is None
    assert project.next_redo is None


def test_a_new_project_has_nothing_to_undo(path: Path) -> None:
    with Project.create(path) as project:
        assert project.next_undo is None
    with Project.open(path) as project:
        assert project.next_undo is None
        assert (project.me.name, project.name) == ("A", "study")


def test_undo_and_redo_as_often_as_one_likes(world: World) -> None:
    with_coding = snapshot(world.project)
    world.project.undo()
    without = snapshot(world.project)
    for _ in range(4):
        world.project.redo()
        assert snapshot(world.project) == with_coding
        world.project.undo()
        assert snapshot(world.project) == without
    assert world.project.next_redo == "Apply BL"


def test_settings_are_no_steps(world: World) -> None:
    step = world.project.next_undo
    world.project.set("language", "en")
    assert world.project.get("language") == "en"
    assert world.project.get("nothing", "default") == "default"
    assert world.project.next_undo == step


def test_the_audit_trail_keeps_what_was_undone(world: World) -> None:
    world.project.undo()
    labels = [(label, origin) for _, _, label, origin in world.project.journal()]
    assert labels[-2:] == [("Apply BL", "local"), ("Undo: Apply BL", "undo")]


# Several coders.


def test_undo_is_the_coders_own(world: World) -> None:
    project = world.project
    switch(project, "B")
    assert project.next_undo is None
    coding = project.codings.add(world.documents[0], Span(0, 9), world.codes[0].id)
    switch(project, "A")
    assert project.next_undo == "Apply BL"
    project.undo()
    assert [found.id for found in project.codings.all()] == [coding.id]
    switch(project, "B")
    assert project.next_redo is None
    project.undo()
    assert project.codings.all() == ()
    switch(project, "A")
    project.redo()
    assert [found.id for found in project.codings.all()] == [world.coding.id]


def test_a_code_that_another_coder_has_used_since_stays(world: World) -> None:
    project = world.project
    added = project.codes.add("New")
    switch(project, "B")
    project.codings.add(world.documents[1], Span(0, 4), added.id)
    switch(project, "A")
    before = snapshot(project)
    with pytest.raises(UserError, match="later work hangs on it"):
        project.undo()
    assert snapshot(project) == before
    assert project.next_undo == "New code New"
    switch(project, "B")
    project.undo()
    switch(project, "A")
    project.undo()
    assert project.codes.get(added.id) is None


def test_a_row_that_another_coder_has_changed_since_stays(world: World) -> None:
    project = world.project
    project.codes.edit(world.codes[1].id, brief="A's words")
    switch(project, "B")
    project.codes.edit(world.codes[1].id, brief="B's words")
    switch(project, "A")
    with pytest.raises(UserError, match="changed since"):
        project.undo()
    found = project.codes.get(world.codes[1].id)
    assert found is not None
    assert found.brief == "B's words"


def test_an_example_added_since_is_not_swept_away(world: World) -> None:
    project = world.project
    added = project.codes.add("New")
    switch(project, "B")
    project.codes.add_example(added.id, "B's find")
    switch(project, "A")
    with pytest.raises(UserError, match="later work hangs on it"):
        project.undo()
    assert "B's find" in [example.quotation for example in project.codes.examples()]


def test_a_memo_written_since_is_not_left_without_its_subject(world: World) -> None:
    project = world.project
    switch(project, "B")
    project.memos.set(Subject.CODING, world.coding.guid, "B's thought")
    switch(project, "A")
    with pytest.raises(UserError, match="later work hangs on it"):
        project.undo()
    assert project.codings.all() == (world.coding,)


def test_a_document_that_another_coder_has_completed_since_stays(world: World) -> None:
    project = world.project
    (added,) = project.documents.add([draft("three")])
    switch(project, "B")
    project.statuses.set(added, State.COMPLETE)
    switch(project, "A")
    with pytest.raises(UserError, match="later work hangs on it"):
        project.undo()
    assert project.documents.get(added) is not None


def test_a_new_coder_does_not_stand_in_the_way_of_undo(world: World) -> None:
    project = world.project
    project.undo()
    coder = project.coders.add("C")
    assert (project.next_undo, project.next_redo) == ("New variable tone", "Apply BL")
    project.switch_coder(coder)
    project.codings.add(world.documents[0], Span(1, 5), world.codes[1].id)
    switch(project, "A")
    project.redo()
    project.undo()
    assert coder in project.coders.all()
    assert [coding.coder for coding in project.codings.all()] == [coder.id]


def test_moves_of_two_coders_that_meet_in_a_circle_hide_no_code(world: World) -> None:
    project, (first, second, *_) = world.project, world.codes
    project.codes.move(first.id, second.id, 0)
    project.undo()
    switch(project, "B")
    project.codes.edit(second.id, parent=first.id)
    switch(project, "A")
    try:
        project.redo()
    except UserError:
        pass
    assert {code.id for code in project.codes.codebook().codes} == {code.id for code in world.codes}


def test_the_steps_of_every_coder_survive_reopening(path: Path) -> None:
    with Project.create(path) as project:
        world = furnish(project)
        project.undo()
        switch(project, "B")
        project.codings.add(world.documents[1], Span(0, 4), world.codes[1].id)
    with Project.open(path) as project:
        assert (project.me.name, project.next_undo, project.next_redo) == ("B", "Apply SO", None)
        switch(project, "A")
        assert (project.next_undo, project.next_redo) == ("New variable tone", "Apply BL")


# Pruning.


def test_only_the_latest_changes_can_be_undone_after_reopening(path: Path) -> None:
    with Project.create(path) as project:
        world = furnish(project)
        project.db.execute("PRAGMA synchronous = OFF")
        for number in range(KEPT + 5):
            project.documents.rename(world.documents[0], f"title {number}")
        trail = len(project.journal())
    with Project.open(path) as project:
        assert len(project.journal()) == trail
        project.db.execute("PRAGMA synchronous = OFF")
        for _ in range(KEPT):
            project.undo()
        assert project.next_undo is None
        document = project.documents.get(world.documents[0])
        assert document is not None
        assert document.title == "title 4"
        assert project.next_redo == "Rename document"


@pytest.mark.parametrize("pruned", [1, 2, 3])
def test_an_undone_change_is_no_undo_step_when_its_beginning_is_pruned(path: Path, pruned: int) -> None:
    """The change, its undo, its redo and its undo again: whichever are forgotten, the last stays what it is."""
    with Project.create(path) as project:
        furnish(project)
        project.codes.add("Wavering")
        for reverse in (project.undo, project.redo, project.undo):
            reverse()
        first = project.one("SELECT id FROM change WHERE label = 'New code Wavering'")
        project.db.execute("DELETE FROM change_row WHERE change < ?", (first + pruned,))
    with Project.open(path) as project:
        assert project.next_undo is None
        assert project.next_redo == "New code Wavering"
        project.redo()
        assert "Wavering" in [code.name for code in project.codes.all()]
