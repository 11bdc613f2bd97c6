"""Opening and making project files: what is no good one is refused in one sentence and left as it is."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import Span
from cadrage.store import schema
from cadrage.store.file import InUse
from cadrage.store.project import Project
from tests.store.material import TEXT, assert_sound, draft, furnish, run, snapshot, start

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and users as POSIX has them")
OPENERS = (Project.open, Project.open_reading)


@pytest.fixture
def made(path: Path) -> Path:
    """A closed project."""
    with Project.create(path) as project:
        furnish(project)
    return path


def assert_refused(path: Path, opener: Callable[[Path], Project], words: str = "") -> None:
    before, beside = path.read_bytes() if path.is_file() else b"", sorted(path.parent.iterdir())
    with pytest.raises(UserError, match=words) as caught:
        opener(path)
    assert str(caught.value).endswith(".")
    assert path.name in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert sorted(path.parent.iterdir()) == beside


# Making.


def test_a_new_project_stands_alone_in_its_folder(path: Path) -> None:
    with Project.create(path, name="Öl & Gas", coder="Ann") as project:
        assert (project.name, project.me.name, len(project.rounds.all())) == ("Öl & Gas", "Ann", 1)
        assert_sound(project)
    assert list(path.parent.iterdir()) == [path]


def test_making_never_overwrites(path: Path) -> None:
    path.write_bytes(b"mine")
    assert_refused(path, Project.create, "exists already")


def test_making_never_overwrites_what_a_dangling_link_names(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))
    with pytest.raises(UserError, match="exists already"):
        Project.create(path)
    assert list(path.parent.iterdir()) == [path]


def test_making_needs_a_folder(path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        Project.create(path.parent / "nowhere" / "study.cadrage")
    with pytest.raises(UserError, match="cannot be written"):
        Project.create(path.parent / ("long" * 100 + ".cadrage"))
    assert list(path.parent.iterdir()) == []


def test_a_project_that_cannot_be_furnished_leaves_nothing_behind(path: Path) -> None:
    with pytest.raises(UserError, match="coder's name"):
        Project.create(path, coder="A|B")
    assert list(path.parent.iterdir()) == []


def test_a_project_may_have_a_name_with_odd_signs(path: Path) -> None:
    odd = path.with_name("50% Öl? #1 & 'x' 😀.cadrage") if sys.platform != "win32" else path
    Project.create(odd).close()
    with Project.open_reading(odd) as project:
        assert project.name == odd.stem


# What is no project, or no longer.


def overwrite(at: int, content: bytes) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(content)

    return change


def with_sql(*statements: str) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return change


def replace_by_database(path: Path, *statements: str) -> None:
    path.unlink()
    with_sql("CREATE TABLE notes (text)", *statements)(path)


NO_PROJECTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a text": (lambda p: p.write_text("Ministers met. " * 500), "not a Cadrage project"),
    "a short text": (lambda p: p.write_text("x"), "not a Cadrage project|damaged"),
    "nothing": (lambda p: p.write_bytes(b""), "empty"),
    "zeros": (lambda p: p.write_bytes(bytes(p.stat().st_size)), "not a Cadrage project"),
    "another database": (lambda p: replace_by_database(p), "not a Cadrage project"),
    "another database in WAL mode": (
        lambda p: replace_by_database(p, "PRAGMA journal_mode = WAL"),
        "not a Cadrage project",
    ),
    "our number on another database": (
        lambda p: replace_by_database(p, f"PRAGMA application_id = {schema.APPLICATION_ID}", "PRAGMA user_version = 1"),
        "damaged",
    ),
    "another application": (with_sql("PRAGMA application_id = 1"), "not a Cadrage project"),
    "a newer version": (with_sql(f"PRAGMA user_version = {schema.SCHEMA + 1}"), "newer version"),
    "no version": (with_sql("PRAGMA user_version = 0"), "damaged"),
    "a negative version": (with_sql("PRAGMA user_version = -1"), "damaged"),
    "a trigger": (
        with_sql("CREATE TRIGGER spy AFTER INSERT ON coding BEGIN DELETE FROM memo; END"),
        "triggers or views",
    ),
    "a view": (with_sql("CREATE VIEW spy AS SELECT 1"), "triggers or views"),
    "a missing table": (with_sql("DROP TABLE actor_alias"), "damaged"),
}


@pytest.mark.parametrize("name", NO_PROJECTS)
@pytest.mark.parametrize("opener", OPENERS)
def test_what_is_no_project_is_refused_in_a_sentence(made: Path, opener: Callable[[Path], Project], name: str) -> None:
    damage, words = NO_PROJECTS[name]
    damage(made)
    assert_refused(made, opener, words)


@pytest.mark.parametrize("opener", OPENERS)
def test_a_folder_or_nothing_is_refused_in_a_sentence(tmp_path: Path, opener: Callable[[Path], Project]) -> None:
    assert_refused(tmp_path, opener, "is a folder")
    assert_refused(tmp_path / "nothing.cadrage", opener, "does not exist")
    with pytest.raises(UserError, match="cannot be opened"):
        opener(tmp_path / ("long" * 100))


def test_a_column_of_an_unknown_type_is_refused_for_writing(made: Path) -> None:
    with_sql("ALTER TABLE code ADD COLUMN other ANY")(made)
    with pytest.raises(UserError, match="damaged: a table has unexpected columns"):
        Project.open(made)
    assert list(made.parent.iterdir()) == [made]


@pytest.mark.parametrize("opener", OPENERS)
def test_a_copy_cut_short_anywhere_is_refused(made: Path, opener: Callable[[Path], Project]) -> None:
    whole = made.read_bytes()
    chance = random.Random(1)
    lengths = [1, 15, 16, 99, 100, 101, 512, 4095, 4096, 4097, len(whole) - 4096, len(whole) - 1]
    for length in [*lengths, *(chance.randrange(len(whole)) for _ in range(20))]:
        made.write_bytes(whole[:length])
        assert_refused(made, opener, "damaged|not a Cadrage project")


def read_everything(project: Project) -> None:
    project.coders.all()
    project.codings.all()
    project.codes.examples()
    for document in project.documents.all():
        project.documents.body(document.id)
    project.memos.all()
    project.variables.of_documents()


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bytes_are_survived_or_refused_in_words(made: Path, seed: int) -> None:
    content = bytearray(made.read_bytes())
    chance = random.Random(seed)
    # Half of the trials near the beginning, where the file describes itself.
    reach = 4096 if seed % 2 else len(content)
    for _ in range(chance.choice((1, 4, 16))):
        content[chance.randrange(reach)] ^= 1 << chance.randrange(8)
    made.write_bytes(content)
    for opener in OPENERS:
        # ValueError: a value that the model refuses; `cadrage check` finds it.
        with contextlib.suppress(UserError, ValueError), opener(made) as project:
            read_everything(project)
        assert made.read_bytes() == content


def test_a_damaged_page_is_told_in_words_when_it_is_read(path: Path) -> None:
    with Project.create(path) as project:
        (document,) = project.documents.add([draft("long", TEXT * 5_000)])
    content = bytearray(path.read_bytes())
    at = content.find(TEXT.encode() * 20)
    content[at - 2_000 : at + 6_000] = b"\xff" * 8_000
    path.write_bytes(content)
    with Project.open_reading(path) as project, pytest.raises(UserError, match="damaged"):
        project.documents.body(document)


def test_settings_that_are_damaged_are_made_anew(made: Path) -> None:
    for device in ("no JSON", "[]", '{"place": 1}', '{"guid": 3}'):
        with_sql(f"UPDATE project SET value = '{device}' WHERE key = 'device'")(made)
        with Project.open(made) as project:
            assert json.loads(project.get("device"))["guid"]


def test_a_file_in_wal_mode_is_brought_back(made: Path) -> None:
    with_sql("PRAGMA journal_mode = WAL")(made)
    with Project.open(made) as project:
        assert project.one("PRAGMA journal_mode") == "delete"
        assert project.one("PRAGMA synchronous") == 2


def test_every_connection_is_careful(made: Path) -> None:
    for opener in OPENERS:
        with opener(made) as project:
            assert project.one("PRAGMA foreign_keys") == 1
            assert project.one("PRAGMA trusted_schema") == 0
            assert project.one("PRAGMA recursive_triggers") == 1
            assert project.one("PRAGMA journal_mode") == "delete"


def test_opening_and_closing_leaves_the_file_as_it_is(made: Path) -> None:
    before = made.read_bytes()
    for opener in OPENERS:
        opener(made).close()
        assert made.read_bytes() == before
    assert list(made.parent.iterdir()) == [made]


# Reading only.


def test_a_reader_changes_nothing_and_says_so(made: Path) -> None:
    with Project.open_reading(made) as project:
        assert not project.writable
        for verb in (project.undo, project.redo):
            with pytest.raises(UserError, match="read-only"):
                verb()
        with pytest.raises(UserError, match="read-only"):
            project.codes.add("New")
        with pytest.raises(UserError, match="read-only"):
            project.set("name", "x")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            project.db.execute("DELETE FROM coding")


# One writer.

HOLD = """
import sys
from pathlib import Path
from cadrage.store.project import Project
project = Project.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def holder(made: Path) -> Iterator[object]:
    """Another process that has the project open."""
    process = start(HOLD, made)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_has_the_project(made: Path, holder: object) -> None:
    with pytest.raises(InUse, match=rf"process {holder.pid} on .* since 20.*read-only"):  # type: ignore[attr-defined]
        Project.open(made)
    with Project.open_reading(made) as project:
        assert len(project.codings.all()) == 1


@POSIX
def test_a_project_opened_by_another_name_is_in_use_too(made: Path, holder: object) -> None:
    link = made.with_name("link.cadrage")
    link.symlink_to(made)
    with pytest.raises(InUse):
        Project.open(link)


@POSIX
def test_the_lock_goes_with_a_killed_holder(made: Path, holder: object) -> None:
    holder.kill()  # type: ignore[attr-defined]
    holder.wait()  # type: ignore[attr-defined]
    with Project.open(made) as project:
        project.codes.add("Free again")
    assert list(made.parent.iterdir()) == [made]


def test_one_process_cannot_open_a_project_twice(made: Path) -> None:
    with Project.open(made), pytest.raises(InUse):
        Project.open(made)
    Project.open(made).close()


def test_readers_see_what_the_writer_has_committed(made: Path) -> None:
    with Project.open(made) as writer, Project.open_reading(made) as reader:
        added = writer.codings.add(1, Span(3, 9), 1)
        assert added in reader.codings.all()
        with writer.change("Half done"):
            writer.codes.add("Half")
            assert "Half" not in [code.name for code in reader.codes.all()]
        assert "Half" in [code.name for code in reader.codes.all()]


# Places that cannot be written. The superuser may write anywhere, so another user tries.

AS_NOBODY = """
import os, sys
from pathlib import Path
import fcntl, sqlite_utils, numpy, cadrage.store.migrations
from cadrage.core.errors import UserError
from cadrage.store.project import Project
path = Path(sys.argv[1])
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Project.open(path)
except UserError as error:
    print(type(error).__name__, error)
try:
    Project.create(path.with_name("new.cadrage"))
    print("made")
except UserError as error:
    print(type(error).__name__, error)
try:
    with Project.open_reading(path) as project:
        print(len(project.codings.all()))
except UserError as error:
    print(type(error).__name__, error)
"""


def open_to_all(folder: Path) -> None:
    """pytest's folders are their owner's alone: another user needs to pass through."""
    for parent in folder.parents:
        if parent.stat().st_uid == os.geteuid() and parent.name:
            parent.chmod(parent.stat().st_mode | 0o011)


@POSIX
def test_in_a_read_only_folder_a_project_can_be_read(made: Path) -> None:
    made.chmod(0o444)
    open_to_all(made)
    made.parent.chmod(0o555)
    try:
        opened, created, read = run(AS_NOBODY, made).splitlines()
    finally:
        made.parent.chmod(0o755)
    assert opened.startswith("ReadOnlyPlace ")
    assert "read-only" in opened
    assert created.startswith("UserError ")
    assert "cannot be written" in created
    assert read == "1"


@POSIX
def test_a_write_protected_file_can_be_read(made: Path) -> None:
    made.chmod(0o444)
    open_to_all(made)
    made.parent.chmod(0o777)
    opened, _, read = run(AS_NOBODY, made).splitlines()
    assert opened.startswith("ReadOnlyPlace ")
    assert "write-protected" in opened
    assert read == "1"


@POSIX
def test_a_file_that_may_not_be_read_is_refused_in_words(made: Path) -> None:
    made.chmod(0)
    open_to_all(made)
    made.parent.chmod(0o755)
    opened, _, read = run(AS_NOBODY, made).splitlines()
    assert opened.startswith("ReadOnlyPlace ")
    assert read.startswith("UserError ")
    assert "Check that you may read it" in read


# Copies and old files.


def test_a_copy_is_another_device_and_a_project_that_stays_is_not(made: Path) -> None:
    def device(path: Path) -> str:
        with Project.open(path) as project:
            return str(json.loads(project.get("device"))["guid"])

    first = device(made)
    assert device(made) == first
    copy = Path(shutil.copy(made, made.with_name("copy.cadrage")))
    assert device(copy) != first
    assert device(made) == first
    with Project.open(copy) as there, Project.open(made) as here:
        assert there.guid == here.guid


def test_a_copy_undoes_what_was_done_before_it_was_taken(made: Path) -> None:
    copy = Path(shutil.copy(made, made.with_name("copy.cadrage")))
    with Project.open(copy) as project:
        project.undo()
        assert project.codings.all() == ()


NEXT_RELEASE = """
import sys
from pathlib import Path
from cadrage.core.errors import UserError
from cadrage.store import schema
from cadrage.store.migrations import migrations
from cadrage.store.project import Project

schema.SCHEMA = 3

@migrations()
def third_schema(db):
    db.execute("ALTER TABLE memo ADD COLUMN title TEXT NOT NULL DEFAULT ''")
    db.execute("PRAGMA user_version = 3")

path = Path(sys.argv[1])
with Project.open_reading(path) as project:
    print(project.one("PRAGMA user_version"), len(project.codings.all()), project.writable)
print(path.read_bytes() == Path(sys.argv[2]).read_bytes())
with Project.open(path) as project:
    print(project.one("PRAGMA user_version"), len(project.codings.all()), project.next_undo)
    project.undo()
    print(len(project.codings.all()))
"""


def test_the_next_release_migrates_this_ones_files_after_a_backup(made: Path, tmp_path: Path) -> None:
    """A program with a third schema, as the next release will be, on a file of this one."""
    before = Path(shutil.copy(made, tmp_path / "before"))
    assert run(NEXT_RELEASE, made, before).splitlines() == ["3 1 False", "True", "3 1 Apply BL", "0"]
    backup = made.with_name("study.schema2.backup.cadrage")
    assert backup.read_bytes() == before.read_bytes()
    assert_refused(made, Project.open, "newer version")
    shutil.copy(before, made)
    run(NEXT_RELEASE, made, before)
    assert backup.read_bytes() == before.read_bytes()
    assert made.with_name("study.schema2.backup1.cadrage").exists()
    with Project.open(backup) as project:
        assert len(snapshot(project)["coding"]) == 1
