"""Killed processes, copies of open files, full disks: nothing that was acknowledged is lost."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import Span
from cadrage.store.project import Project
from tests.store.material import TEXT, assert_sound, draft, furnish, run, snapshot, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits as POSIX has them")

CODE = """
import sys
from pathlib import Path
from cadrage.core.model import Span
from cadrage.store.project import Project
project = Project.open(Path(sys.argv[1]))
for position in range(1, 10_000):
    coding = project.codings.add(1, Span(position % 80, position % 80 + position // 80 + 1), 1 + position % 4)
    print(coding.guid, flush=True)
"""


@pytest.fixture
def made(path: Path) -> Path:
    with Project.create(path) as project:
        furnish(project)
        project.documents.rename(1, "Article")
    return path


@pytest.mark.parametrize("acknowledged", [1, 2, 7, 23])
def test_a_killed_process_loses_no_acknowledged_coding(made: Path, acknowledged: int) -> None:
    process = start(CODE, made)
    assert process.stdout is not None
    seen = [process.stdout.readline().strip() for _ in range(acknowledged)]
    process.kill()
    seen += process.stdout.read().split()
    process.communicate()
    with Project.open(made) as project:
        kept = [coding.guid for coding in sorted(project.codings.all(), key=lambda coding: coding.id)]
        assert kept[1 : len(seen) + 1] == seen
        assert len(kept) <= len(seen) + 2
        for left in range(len(kept) - 1, 0, -1):
            project.undo()
            assert len(project.codings.all()) == left
        assert project.next_undo == "Rename document"
        assert_sound(project)


def test_a_copy_taken_of_an_open_project_holds_every_acknowledged_coding(made: Path) -> None:
    with Project.open(made) as project:
        for position in range(1, 20):
            project.codings.add(1, Span(position, position + 5), 2)
            copy = Path(shutil.copyfile(made, made.with_name(f"copy{position}.cadrage")))
            with Project.open_reading(copy) as copied:
                assert copied.codings.all() == project.codings.all()
        project.undo()
    with Project.open(copy) as copied:
        copied.undo()
        assert len(copied.codings.all()) == 19


HALF = """
import os, signal, sys
from pathlib import Path
from cadrage.core.model import Span
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project
project = Project.open(Path(sys.argv[1]))
project.db.execute("PRAGMA cache_size = 1")  # so that half-done work reaches the file
with project.change("Half done"):
    project.codings.add_many(NewCoding(1, Span(n % 80, n % 80 + 1), 1, 1, 1) for n in range(3000))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("opener", [Project.open, Project.open_reading])
def test_what_a_killed_process_left_half_done_is_rolled_back(made: Path, opener: object) -> None:
    with Project.open_reading(made) as project:
        before = snapshot(project)
    content = made.read_bytes()
    start(HALF, made).communicate()
    assert made.with_name(made.name + "-journal").stat().st_size > 0
    assert made.read_bytes() != content
    with opener(made) as project:  # type: ignore[operator]
        assert snapshot(project) == before
        assert_sound(project)


def test_a_half_done_project_in_a_place_that_cannot_be_written_is_told_in_words(made: Path) -> None:
    start(HALF, made).communicate()
    made.chmod(0o444)
    made.with_name(made.name + "-journal").chmod(0o444)
    for parent in made.parents:
        if parent.name and parent.stat().st_uid == made.stat().st_uid:
            parent.chmod(parent.stat().st_mode | 0o011)
    made.parent.chmod(0o555)
    try:
        said = run(READ_AS_NOBODY, made)
    finally:
        made.parent.chmod(0o755)
    assert said.startswith("ReadOnlyPlace")
    assert "not closed properly" in said


READ_AS_NOBODY = """
import os, sys
from pathlib import Path
import fcntl, sqlite_utils, numpy, cadrage.store.migrations
from cadrage.core.errors import UserError
from cadrage.store.project import Project
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    with Project.open_reading(Path(sys.argv[1])) as project:
        print(len(project.codings.all()))
except UserError as error:
    print(type(error).__name__, error)
"""


# A full disk.


def test_a_full_file_is_told_in_words_and_loses_nothing(made: Path) -> None:
    with Project.open(made) as project:
        before, step = snapshot(project), project.next_undo
        project.db.execute(f"PRAGMA max_page_count = {project.one('PRAGMA page_count') + 3}")
        for _ in range(2):
            with pytest.raises(UserError, match="disk is full"):
                project.documents.add([draft("long", TEXT * 500)])
        assert snapshot(project) == before
        assert project.next_undo == step
        project.db.execute("PRAGMA max_page_count = 1000000")
        project.documents.add([draft("long", TEXT * 500)])
        project.undo()
        assert snapshot(project) == before
        assert_sound(project)


LIMITED = """
import resource, signal, sys
from pathlib import Path
from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft, Span
from cadrage.store.project import Project
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
project = Project.open(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 8192, resource.RLIM_INFINITY))
text = "Ministers met. " * 100_000
try:
    project.documents.add([DocumentDraft("Long", "long.txt", text, "txt", "utf-8", text.encode())])
except UserError as error:
    print(error)
print(len(project.documents.all()), project.next_undo)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
project.codings.add(1, Span(20, 30), 1)
project.undo()
project.redo()
print(len(project.codings.all()))
project.close()
"""


def test_a_disk_that_takes_no_more_is_told_in_words_and_the_project_goes_on(made: Path) -> None:
    said, state, after = run(LIMITED, made).splitlines()
    assert "Nothing was changed" in said
    assert state == "2 Rename document"
    assert after == "2"
    with Project.open(made) as project:
        assert len(project.codings.all()) == 2
        assert_sound(project)


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from cadrage.core.errors import UserError
from cadrage.store.project import Project
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
for limit in (0, 1, 4096, 20_000, 100_000, 200_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        Project.create(path).close()
    except UserError as error:
        print(sorted(found.name for found in path.parent.iterdir()), error)
    else:
        print("made")
        path.unlink()
"""


def test_a_project_for_which_there_is_no_room_leaves_nothing_behind(path: Path) -> None:
    said = run(NO_ROOM, path).splitlines()
    assert len(said) == 6
    assert all(line.startswith("[] ") and line.endswith(".") for line in said[:4])


FULL_LOCK = """
import resource, signal, sys
from pathlib import Path
from cadrage.store.project import Project
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
with Project.open(Path(sys.argv[1])) as project:
    print(len(project.codings.all()))
"""


def test_a_project_can_be_opened_on_a_full_disk(made: Path) -> None:
    assert run(FULL_LOCK, made) == "1\n"
    assert list(made.parent.iterdir()) == [made]
