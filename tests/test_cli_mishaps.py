"""What goes wrong around a command: locks, rights, full disks, closed pipes, signals. Nothing is half-written."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from cadrage.store.project import Project
from tests.commands import Said, apart, articles, begin, content, done, finish, run, spans, study

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, rights and limits as POSIX has them")

BODY = "Kerry met Lavrov in London. They talked. No deal was reached.\n"
MANY = 6_000
HELD = """
import sys
from pathlib import Path
from cadrage.store.project import Project
with Project.open(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
AS_NOBODY = """
import json, os, sys, tempfile
from pathlib import Path
import numpy, numpy.ma, openpyxl, sqlite_utils, lxml.etree, cadrage.store.migrations, cadrage.exchange.workbook
import cadrage.jobs.agreement, cadrage.jobs.checking, cadrage.jobs.export, cadrage.jobs.importing, cadrage.jobs.spans
import openpyxl.worksheet._writer, openpyxl.cell._writer, openpyxl.writer.excel
from cadrage.language.segments import split
split("Load the rules. Now.", "sentence")
sys.path.append(sys.argv[1])
from tests.commands import run
from cadrage.jobs import sample
with tempfile.TemporaryDirectory() as folder:  # whatever is loaded late is loaded while it may be read
    project = Path(folder) / "sample.cadrage"
    sample.build(project).close()
    assert run("export", project, Path(folder) / "sample.xlsx").status == 0
    Path(folder, "late.txt").write_text("Late. Later.")
    assert run("import", project, Path(folder) / "late.txt").status == 0
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
found = [run(*command) for command in json.loads(sys.argv[2])]
print(json.dumps([[said.status, said.out, said.err] for said in found]))
"""


def as_nobody(*commands: Sequence[object]) -> list[Said]:
    """The commands, one after the other, by a user who is nobody."""
    listed = json.dumps([[str(argument) for argument in command] for command in commands])
    said = apart(Path(__file__).parents[1], listed, code=AS_NOBODY)
    assert said.status == 0, said.err
    return [Said(*each) for each in json.loads(said.out)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return study(tmp_path, {"one.txt": BODY}, [("one", "A", "X", 0, 27), ("one", "B", "X", 0, 40)])


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A table of so many codings that storing them takes a while."""
    rows = [("one", f"C{number % 7}", f"code {number % 5}", number % 30, 31 + number % 25) for number in range(MANY)]
    return spans(tmp_path / "many.csv", sorted(set(rows)))


def assert_words(said: Said, *words: str) -> None:
    """Status 1, nothing on stdout, one line on stderr with these words."""
    assert (said.status, said.out) == (1, ""), said
    assert len(said.err.splitlines()) == 1, said.err
    for word in words:
        assert word in said.complaint


# Open already.


@pytest.fixture
def held(project: Path) -> Iterator[Path]:
    """The project, open in another process."""
    process = begin(project, code=HELD, stdin=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield project
    process.communicate(b"")
    assert process.returncode == 0


def test_a_project_that_is_open_is_not_written_by_another_process(held: Path, tmp_path: Path) -> None:
    table = spans(tmp_path / "c.csv", [("one", "C", "X", 0, 5)])
    before = content(held)
    for command in (["import", held, tmp_path / "articles"], ["codings", "import", held, table]):
        assert_words(apart(*command), "is open already", "process")
    assert content(held) == before


def test_a_project_that_is_open_is_read_meanwhile(held: Path, tmp_path: Path) -> None:
    assert done("agreement", held, "--json").json["documents"] == 1
    done("export", held, tmp_path / "out.xlsx")
    assert done("check", held, "--json").json["ok"]


def test_a_project_is_free_again_when_its_process_was_killed(project: Path, tmp_path: Path) -> None:
    process = begin(project, code=HELD, stdin=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.communicate()
    done("codings", "import", project, spans(tmp_path / "c.csv", [("one", "C", "X", 0, 5)]))


# Rights.


@pytest.fixture
def closed(project: Path) -> Iterator[Path]:
    """The project in a folder where nobody may write."""
    for parent in project.parents:
        if parent.name and parent.stat().st_uid == project.stat().st_uid:
            parent.chmod(parent.stat().st_mode | 0o011)
    project.chmod(0o444)
    project.parent.chmod(0o555)
    yield project
    project.parent.chmod(0o755)


def test_in_a_read_only_folder_a_project_is_read_and_not_written(closed: Path, tmp_path: Path) -> None:
    before = closed.read_bytes()
    writing, reading = (
        [
            ["import", closed, tmp_path / "articles"],
            ["codings", "import", closed, tmp_path / "spans.csv"],
            ["new", tmp_path / "new.cadrage"],
            ["export", closed, tmp_path / "out.xlsx"],
        ],
        [["agreement", closed, "--json"], ["check", closed, "--json"]],
    )
    found = as_nobody(*writing, *reading)
    for said in found[: len(writing)]:
        assert_words(said, "written")
    assert [(said.status, said.err) for said in found[len(writing) :]] == [(0, "")] * 2
    assert closed.read_bytes() == before


def test_what_may_not_be_read_is_said(closed: Path, tmp_path: Path) -> None:
    secret = tmp_path / "articles" / "one.txt"
    secret.chmod(0)
    (tmp_path / "spans.csv").chmod(0)
    tmp_path.chmod(0o777)
    closed.chmod(0o666)
    said, table = as_nobody(["import", closed, secret], ["codings", "import", closed, tmp_path / "spans.csv"])
    assert (said.status, "may not be read" in said.err) == (1, True)
    assert "No document was imported" in said.complaint
    assert_words(table, "may not be read")
    closed.chmod(0)
    for said in as_nobody(["agreement", closed], ["import", closed, tmp_path / "articles"]):
        assert_words(said, "study.cadrage")


# No room.


def limited(size: int) -> Callable[[], None]:
    """No file of this process may grow beyond so many bytes."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_where_a_file_may_not_grow_nothing_is_half_written(project: Path, many: Path, tmp_path: Path) -> None:
    more = articles(tmp_path / "more", {f"{number}.txt": BODY * 100 + str(number) for number in range(60)})
    before = content(project)
    size = project.stat().st_size
    for command in (
        ["import", project, more],
        ["codings", "import", project, many],
        ["new", tmp_path / "new.cadrage", "--codebook", "crimea-talks"],
    ):
        assert_words(apart(*command, preexec_fn=limited(size + 20_000)))
        assert content(project) == before
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"an older one")
    assert_words(apart("export", project, out, preexec_fn=limited(3_000)), "written")
    assert out.read_bytes() == b"an older one"
    assert done("check", project, "--json").json["ok"]
    assert not [
        path.name for path in tmp_path.iterdir() if path.name.startswith(("new", ".")) or "journal" in path.name
    ]
    done("import", project, more)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a project and little more, where a test may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("mounting takes root")
    options = ["-t", "tmpfs", "-o", "size=700k", "tmpfs", str(place)]
    if subprocess.run([mount, *options], check=False, capture_output=True).returncode:
        pytest.skip("mounting is not permitted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_on_a_full_disk_nothing_is_half_written(small_disk: Path, project: Path, many: Path, tmp_path: Path) -> None:
    here = Path(shutil.copyfile(project, small_disk / "study.cadrage"))
    run("import", here, tmp_path / "nothing")
    more = articles(tmp_path / "more", {f"{number}.txt": BODY * 200 + str(number) for number in range(60)})
    before = content(here)
    for command in (
        ["import", here, more],
        ["codings", "import", here, many],
        ["new", small_disk / "new.cadrage", "--codebook", "crimea-talks"],
    ):
        assert_words(apart(*command), "full")
        assert content(here) == before
        assert [path.name for path in small_disk.iterdir()] == ["study.cadrage"]
    (small_disk / "filling").write_bytes(bytes(os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_bsize))
    assert_words(apart("export", here, small_disk / "out.xlsx"), "full")
    assert {path.name for path in small_disk.iterdir()} == {"study.cadrage", "filling"}
    assert done("check", here, "--json").json["ok"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
@pytest.mark.parametrize("command", ["check", "agreement"])
def test_output_to_a_full_disk_is_said(project: Path, command: str) -> None:
    with open("/dev/full", "wb") as full:
        said = apart(command, project, stdout=full)
    assert_words(said, "output could not be written")


# Nobody reads.


@pytest.mark.parametrize("command", [["check"], ["agreement"], ["agreement", "--json"]], ids=" ".join)
def test_a_reader_that_has_gone_is_not_complained_of(project: Path, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    said = apart(command[0], project, *command[1:], stdout=writing)
    os.close(writing)
    assert (said.status, said.err) == (1, "")


def test_only_the_first_line_is_read(project: Path) -> None:
    line = f'"{sys.executable}" -m cadrage agreement "{project}" --json | head -1'
    said = apart(code=f"import subprocess, sys; sys.exit(subprocess.run({line!r}, shell=True).returncode)")
    assert (said.status, said.out, said.err) == (0, "{\n", "")


def test_an_import_is_done_though_nobody_reads_of_it(project: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    more = articles(tmp_path / "more", {"two.txt": "Two."})
    assert apart("import", project, more, stdout=writing).err == ""
    os.close(writing)
    with Project.open_reading(project) as opened:
        assert len(opened.documents.all()) == 2


def test_without_any_output_at_all_a_command_still_works(project: Path) -> None:
    line = f'"{sys.executable}" -m cadrage {{}} >&- 2>&-'
    for command, status in ((f'check "{project}"', 0), ('check "nowhere.cadrage"', 1), (f'agreement "{project}"', 0)):
        script = f"import subprocess, sys; sys.exit(subprocess.run({line.format(command)!r}, shell=True).returncode)"
        assert apart(code=script).status == status


# Signals.


def started(process: subprocess.Popen[bytes], sign: Path) -> None:
    """Waits until a file appears, or the process has ended."""
    until = time.monotonic() + 30
    while not sign.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.001)


@pytest.mark.parametrize("delay", [0, 0.1, 0.3, 0.6])
def test_an_interrupted_import_leaves_all_or_nothing(project: Path, tmp_path: Path, delay: float) -> None:
    more = articles(tmp_path / "more", {f"{number}.txt": BODY * 80 + str(number) for number in range(900)})
    before = content(project)
    process = begin("import", project, more)
    started(process, project.with_name(project.name + ".lock"))
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    said = finish(process)
    # A signal may also come when all is said and the interpreter is on its way out.
    stored = said.status == 0 or "Imported" in said.out or "all had been stored" in said.complaint
    if not stored:
        assert_words(said, "Stopped. Nothing was changed.")
    assert (content(project) == before) != stored
    with Project.open_reading(project) as opened:
        assert len(opened.documents.all()) == (901 if stored else 1)
    assert done("check", project, "--json").json["ok"]
    Project.open(project).close()  # it is free


@pytest.mark.parametrize("delay", [0, 0.02, 0.1, 0.3])
def test_a_killed_import_of_codings_leaves_all_or_nothing(project: Path, many: Path, delay: float) -> None:
    total = len(many.read_text(encoding="utf-8").splitlines()) - 1
    process = begin("codings", "import", project, many, "--complete")
    started(process, project.with_name(project.name + "-journal"))
    time.sleep(delay)
    process.kill()
    process.communicate()
    assert done("check", project, "--json").json == {"ok": True, "problems": []}
    with Project.open(project) as opened:
        assert len(opened.codings.all()) in (2, 2 + total)
        assert len(opened.coders.all()) in (2, 9)
        assert len(opened.codes.all()) in (1, 6)
        kept = len(opened.codings.all()) - 2
    again = done("codings", "import", project, many, "--json").json
    assert (again["added"], again["duplicates"]) == ((total, 0) if kept == 0 else (0, total))
