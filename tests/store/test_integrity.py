"""What `cadrage check` finds in a project file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from cadrage.core.model import Scope, Segments, VariableDraft, VariableKind
from cadrage.store.integrity import problems
from cadrage.store.project import Project
from tests.store.material import TEXT, draft, furnish


@pytest.fixture
def made(path: Path) -> Path:
    with Project.create(path) as project:
        world = furnish(project)
        source = project.variables.add(VariableDraft(Scope.DOCUMENT, "source", VariableKind.ACTOR))
        project.variables.set_for_document(world.documents[0], source, "Lavrov")
    return path


def alter(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(sql)
    connection.close()


def test_a_sound_project_has_no_problems(made: Path) -> None:
    before = made.read_bytes()
    assert problems(made) == []
    assert made.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE text SET body = 'another', length = 7 WHERE id = 1", "not the text that was imported"),
        ('UPDATE coding SET "end" = 9999', "Coding 1 reaches beyond the end"),
        ('UPDATE example SET "end" = 9999', "Example 1 reaches beyond the end"),
        (
            "INSERT INTO region (guid, document, start, \"end\", kind, state) VALUES ('r', 1, 0, 999, 'x', 'accepted')",
            "Region 1 reaches beyond the end",
        ),
        ("UPDATE document_value SET value = 'nobody'", "Value 1 of “source” names an actor who is not there"),
        ("DELETE FROM document WHERE id = 1", "points to a row of “document” that is not there"),
    ],
)
def test_a_contradiction_is_told_in_words(made: Path, sql: str, words: str) -> None:
    alter(made, sql)
    assert any(words in problem for problem in problems(made))


def test_of_a_file_cut_short_it_says_what_can_be_read(path: Path) -> None:
    with Project.create(path) as project:
        furnish(project)
        project.documents.add([draft(f"document {number}", TEXT * 100 + str(number)) for number in range(50)])
    path.write_bytes(path.read_bytes()[:-100_000])
    found = problems(path)
    assert "damaged" in found[0]
    assert any("can be read" in problem for problem in found)


def test_a_damaged_page_is_found(path: Path) -> None:
    with Project.create(path) as project:
        project.documents.add([draft("long", TEXT * 5_000)])
    content = bytearray(path.read_bytes())
    at = content.find(TEXT.encode() * 20)
    content[at - 2_000 : at + 6_000] = b"\xff" * 8_000
    path.write_bytes(content)
    assert problems(path)


def test_segments_are_stored_once_and_outside_the_history(made: Path) -> None:
    sentences = Segments("sentence", "test", "1", ((0, 24), (25, 90)))
    with Project.open(made) as project:
        step = project.next_undo
        project.texts.keep_segments({1: sentences})
        project.texts.keep_segments({1: Segments("sentence", "test", "2", ((0, 90),))})
        assert project.texts.segments([1, 2], "sentence") == {1: sentences}
        assert project.next_undo == step


def test_segments_of_a_project_read_only_are_known_until_it_is_closed(made: Path) -> None:
    sentences = Segments("sentence", "test", "1", ((0, 24), (25, 90)))
    before = made.read_bytes()
    with Project.open_reading(made) as project:
        project.texts.keep_segments({2: sentences})
        assert project.texts.segments([1, 2], "sentence") == {2: sentences}
        assert project.texts.segments([1, 2], "paragraph") == {}
    with Project.open_reading(made) as project:
        assert project.texts.segments([2], "sentence") == {}
    assert made.read_bytes() == before
