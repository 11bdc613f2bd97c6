"""How rows stand in the journal, and what a journal that somebody made up can do: nothing."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadrage.core.errors import UserError
from cadrage.core.model import Span, Subject
from cadrage.store.history import decode, encode
from cadrage.store.project import Project
from tests.store.material import World, assert_sound, furnish, snapshot, switch

INTEGERS = st.integers(-(2**63), 2**63 - 1)
REALS = st.floats(allow_nan=False)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
BLOBS = st.binary(max_size=40)


@given(st.none() | INTEGERS | REALS | TEXTS | BLOBS)
def test_a_value_comes_back_from_the_journal_as_it_was(value: object) -> None:
    found = decode(json.loads(json.dumps(encode(value))))
    assert type(found) is type(value)
    assert found == value
    if isinstance(value, float) and isinstance(found, float):
        assert math.copysign(1, value) == math.copysign(1, found)


@pytest.mark.parametrize(
    "value",
    [True, [], [1], {}, {"real": "1", "hex": ""}, {"sql": "DROP"}, {"real": "x"}, {"hex": "xyz"}, {"hex": 1}],
)
def test_anything_else_is_no_value(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        decode(value)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project whose memos have a real and a BLOB besides: the triggers take the columns there are."""
    path = tmp_path_factory.mktemp("wide") / "wide.cadrage"
    with Project.create(path) as project:
        project.memos.set(Subject.PROJECT, project.guid, "Memo")
    connection = sqlite3.connect(path)
    connection.executescript("ALTER TABLE memo ADD COLUMN weight REAL; ALTER TABLE memo ADD COLUMN picture BLOB;")
    connection.close()
    with Project.open(path) as project:
        yield project


@settings(max_examples=50)
@given(REALS | st.none(), BLOBS | st.none(), TEXTS, INTEGERS)
def test_triggers_write_every_type_so_that_undo_is_exact(
    wide: Project, weight: float | None, picture: bytes | None, text: str, number: int
) -> None:
    with wide.change("Put"):
        wide.write("UPDATE memo SET weight = ?, picture = ?, text = ?, round = 1", (weight, picture, text))
        wide.write("UPDATE coder SET extra = ?", (json.dumps({"n": number, "text": text}),))
    put = snapshot(wide)
    with wide.change("Remove"):
        wide.write("DELETE FROM memo")
    wide.undo()
    assert repr(snapshot(wide)) == repr(put)
    wide.redo()
    wide.undo()
    assert repr(snapshot(wide)) == repr(put)


@settings(max_examples=20)
@given(TEXTS)
def test_big_integers_survive_undo(wide: Project, text: str) -> None:
    with wide.change("Put"):
        wide.write("UPDATE codebook_version SET number = 9007199254740993, name = ?", (text,))
    with wide.change("Away"):
        wide.write("UPDATE codebook_version SET number = -9223372036854775808, name = 'x'")
    wide.undo()
    assert wide.rows("SELECT number, name FROM codebook_version") == [(9007199254740993, text)]


# A project file that somebody sends.


def forge(project: Project, change: Callable[[dict[str, object]], object], column: str = "before") -> None:
    """Rewrite the journal of the last change's first row as a stranger could, with a SQLite tool."""
    row, content = project.rows(
        f"SELECT id, {column} FROM change_row WHERE {column} IS NOT NULL ORDER BY change DESC, id LIMIT 1"
    )[0]
    forged = change(json.loads(content))
    text = forged if isinstance(forged, str) else json.dumps(forged)
    project.db.execute(f"UPDATE change_row SET {column} = ? WHERE id = ?", (text, row))


SQL = "x'); DROP TABLE coding; --"

FORGERIES: dict[str, Callable[[dict[str, object]], object]] = {
    "no JSON": lambda row: "DROP TABLE coding",
    "a list": lambda row: list(row.values()),
    "a number": lambda row: 1,
    "null": lambda row: "null",
    "deep nesting": lambda row: "[" * 100_000,
    "a column too many": lambda row: {**row, "name) VALUES (1); DROP TABLE coding; --": 1},
    "a column too few": lambda row: {name: value for name, value in row.items() if name != "title"},
    "another row's number": lambda row: {**row, "id": 2},
    "a list as value": lambda row: {**row, "title": [1]},
    "a mapping as value": lambda row: {**row, "title": {"sql": SQL}},
    "both kinds of value": lambda row: {**row, "title": {"real": "1", "hex": ""}},
    "hexadecimal that is none": lambda row: {**row, "title": {"hex": "zz"}},
    "hexadecimal that is a number": lambda row: {**row, "title": {"hex": 12}},
    "a real that is none": lambda row: {**row, "position": {"real": "one"}},
    "a text for a number": lambda row: {**row, "position": SQL},
    "a number beyond 64 bits": lambda row: {**row, "position": 2**70},
    "nothing where something must be": lambda row: {**row, "title": None},
    "not a number": lambda row: json.dumps({**row, "position": math.nan}),
    "a BLOB for a text": lambda row: {**row, "title": {"hex": "00"}},
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_journal_is_refused_in_words_and_changes_nothing(world: World, name: str) -> None:
    world.project.documents.rename(world.documents[0], "renamed")
    forge(world.project, FORGERIES[name])
    before, journal = snapshot(world.project), world.project.journal()
    with pytest.raises(UserError, match=r"history is damaged\. Nothing was changed\."):
        world.project.undo()
    assert snapshot(world.project) == before
    assert world.project.journal() == journal
    assert_sound(world.project)


def test_sql_in_a_journal_is_a_text_like_any_other(world: World) -> None:
    world.project.documents.rename(world.documents[0], "renamed")
    forge(world.project, lambda row: {**row, "title": SQL})
    world.project.undo()
    assert world.project.documents.all()[0].title == SQL
    assert world.project.codings.all() == (world.coding,)


@pytest.mark.parametrize(
    "table", ["sqlite_master", "project", "change", "coding; DROP TABLE coding", '"coding"', "CODING"]
)
def test_a_table_that_is_not_ours_is_refused_in_words(world: World, table: str) -> None:
    latest = world.project.one("SELECT max(change) FROM change_row")
    world.project.db.execute('UPDATE change_row SET "table" = ? WHERE change = ?', (table, latest))
    before = snapshot(world.project)
    with pytest.raises(UserError, match="history is damaged"):
        world.project.undo()
    assert snapshot(world.project) == before


def test_a_forged_state_after_is_taken_for_a_later_change(world: World) -> None:
    forge(world.project, lambda row: {**row, "start": 1}, column="after")
    with pytest.raises(UserError, match="changed since"):
        world.project.undo()


def test_changes_that_undo_each_other_in_a_circle_do_not_hang(path: Path) -> None:
    with Project.create(path) as project:
        furnish(project)
        project.db.execute("UPDATE change SET undoes = id + 1 WHERE id < (SELECT max(id) FROM change)")
        project.db.execute("UPDATE change SET undoes = id WHERE id = (SELECT max(id) FROM change)")
    with Project.open(path) as project:
        project.codes.add("Still working")
        project.undo()


# Versions.


def versions(project: Project) -> dict[tuple[str, str], tuple[int, int]]:
    rows = project.rows('SELECT "table", guid, stamp, deleted FROM version')
    return {(table, guid): (stamp, deleted) for table, guid, stamp, deleted in rows}


def test_every_travelling_row_has_a_version(world: World) -> None:
    known = versions(world.project)
    for table, rows in snapshot(world.project).items():
        for row in rows:
            assert known[(table, str(row[1]))][1] == 0


def test_stamps_strictly_rise_and_an_undo_gets_a_new_one(world: World) -> None:
    project, key = world.project, ("coding", world.coding.guid)
    seen = [versions(project)[key]]
    for act in (project.undo, project.redo, lambda: project.codings.move(world.coding.id, Span(1, 3)), project.undo):
        act()
        seen.append(versions(project)[key])
    stamps = [stamp for stamp, _ in seen]
    assert stamps == sorted(set(stamps))
    assert [deleted for _, deleted in seen] == [0, 1, 0, 0, 0]


def test_stamps_rise_even_when_the_clock_falls_back(path: Path) -> None:
    with Project.create(path) as project:
        world = furnish(project)
        ahead = project.one("SELECT max(stamp) FROM version") + (10**9 << 16)
        project.db.execute("UPDATE version SET stamp = ? WHERE guid = ?", (ahead, world.coding.guid))
    with Project.open(path) as project:
        project.codes.add("Later")
        project.codes.add("Later still")
        stamps = project.rows("SELECT stamp FROM version ORDER BY stamp DESC LIMIT 3")
    assert [stamp for (stamp,) in stamps] == [ahead + 2, ahead + 1, ahead]


def test_a_stamp_is_the_time_in_milliseconds_and_a_counter(project: Project) -> None:
    before = project.one("SELECT CAST(1000 * (julianday('now') - 2440587.5) * 86400 AS INTEGER)")
    project.codes.add("Now")
    stamp = project.one("SELECT max(stamp) FROM version")
    assert abs((stamp >> 16) - before) < 5_000


def test_deletions_are_remembered_with_their_owner(world: World) -> None:
    project = world.project
    project.memos.set(Subject.CODING, world.coding.guid, "Why")
    memo = project.memos.all()[0]
    project.codings.remove([world.coding.id])
    assert versions(project)[("coding", world.coding.guid)][1] == 1
    assert versions(project)[("memo", memo.guid)][1] == 1
    assert project.one("SELECT owner FROM version WHERE guid = ?", (memo.guid,)) == memo.coder


def test_the_journal_names_owner_round_and_stamp(world: World) -> None:
    project = world.project
    owner, round_, stamp = project.rows(
        "SELECT owner, round, stamp FROM change_row WHERE \"table\" = 'coding' AND guid = ?", (world.coding.guid,)
    )[0]
    assert (owner, round_) == (world.coding.coder, world.coding.round)
    assert stamp == versions(project)[("coding", world.coding.guid)][0]


def test_a_change_is_counted_and_signed(world: World) -> None:
    project = world.project
    switch(project, "B")
    project.codings.add(world.documents[1], Span(0, 4), world.codes[1].id)
    coder, counts = project.rows("SELECT coder, counts FROM change ORDER BY id DESC LIMIT 1")[0]
    assert coder == project.me.guid
    assert json.loads(counts) == {"coding": 1, "status": 1}
