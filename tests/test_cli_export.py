"""`cadrage export` in a process of its own: each ending, what goes together, and nothing half-written."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from cadrage import arguments
from cadrage.core.errors import UserError
from cadrage.core.exporting import PARTS
from cadrage.exchange import refi_project, report_material
from cadrage.exchange.dataset_tables import SHEETS
from cadrage.jobs import export_targets, sample
from cadrage.jobs.export_targets import Kind
from cadrage.store.project import Project


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "study.cadrage"
    sample.build(path).close()
    return path


def run(*arguments_: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cadrage", "export", *map(str, arguments_)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=100, check=False)


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("a.xlsx", (), b"PK"),
        ("a.qdpx", (), b"PK"),
        ("a.qdc", (), b"<?xml"),
        ("a.csv", ("--what", "codebook"), b"\xef\xbb\xbf"),
        ("a.json", ("--what", "codebook"), b"{"),
        ("a.html", ("--parts", "title,codebook"), b"<!"),
        ("a.docx", ("--what", "agreement"), b"PK"),
        ("a.pdf", ("--parts", "exemplars", "--quotations", "1"), b"%PDF"),
    ],
)
def test_the_ending_says_the_format(
    study: Path, tmp_path: Path, name: str, options: tuple[str, ...], begins: bytes
) -> None:
    done = run(study, tmp_path / name, *options)
    assert (done.returncode, done.stderr) == (0, "") or done.stderr.startswith("2 cells had to be changed")
    assert done.stdout.startswith(f"Wrote {tmp_path / name}: ")
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_without_an_ending_a_folder_of_tables_is_written_and_what_else_is_in_it_stays(
    study: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    assert run(study, folder, "--what", "dataset").returncode == 0
    with (folder / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with Project.open_reading(study) as project:
        assert len(rows) == len(project.codings.all())
    assert not (folder / "agreement.csv").exists()
    assert (folder / "mine.txt").read_text() == "mine"


def test_coders_and_conditions_narrow_every_format(study: Path, tmp_path: Path) -> None:
    condition = ("--where", "outlet=Calder Bay Post", "--coders", "B")
    assert run(study, tmp_path / "a.qdpx", *condition).returncode == 0
    found = refi_project.read(tmp_path / "a.qdpx")
    assert [each.name for each in found.coders] == ["B"]
    assert {each.values["outlet"] for each in found.documents} == {"Calder Bay Post"}
    assert run(study, tmp_path / "a.html", *condition).returncode == 0
    assert "Calder Bay Post" in (tmp_path / "a.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("a.csv", (), "the codebook alone"),
        ("a.qdpx", ("--what", "dataset"), "a whole study"),
        ("a.qdc", ("--what", "agreement"), "the codebook alone"),
        ("a.xlsx", ("--parts", "title"), "belong to reports"),
        ("a.xlsx", ("--extracts",), "belong to reports"),
        ("a.html", ("--parts", "colophon"), "no part of a report"),
        ("a.html", ("--parts", "title", "--what", "codebook"), "say two things"),
        ("a.html", ("--quotations", "0"), "a number from 1"),
        ("a.ods", (), "does not write"),
        ("a.xlsx", ("--coders", "Nobody"), "Nobody"),
    ],
)
def test_what_does_not_go_together_is_said_and_the_older_file_stays(
    study: Path, tmp_path: Path, name: str, options: tuple[str, ...], said: str
) -> None:
    (tmp_path / name).write_bytes(b"older")
    done = run(study, tmp_path / name, *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / name).read_bytes() == b"older"


def test_a_part_that_nobody_knows_is_wrong_usage(study: Path, tmp_path: Path) -> None:
    assert run(study, tmp_path / "a.xlsx", "--what", "nonsense").returncode == 2


def test_a_blind_round_is_said_to_stay_at_home(tmp_path: Path) -> None:
    path = tmp_path / "study.cadrage"
    with sample.build(path) as project:
        project.rounds.add("reliability", "Second", blind=True)
    for name in ("a.html", "a.qdpx"):
        done = run(path, tmp_path / name)
        assert done.returncode == 0
        assert "“Second”" in done.stderr
    assert run(path, tmp_path / "a.xlsx").returncode == 0


@pytest.mark.parametrize("name", ["a.xlsx", "folder", "a.qdpx", "a.qdc", "a.html", "a.docx"])
def test_only_a_pdf_needs_qt(study: Path, tmp_path: Path, name: str) -> None:
    script = (
        "import sys; from cadrage.cli import main; status = main(sys.argv[1:]);"
        "assert not [each for each in sys.modules if each.startswith('PySide6')]; sys.exit(status)"
    )
    command = [sys.executable, "-c", script, "export", str(study), str(tmp_path / name)]
    assert subprocess.run(command, capture_output=True, timeout=100, check=False).returncode == 0


def test_the_command_line_offers_what_there_is() -> None:
    assert set(PARTS) <= set(SHEETS)
    assert arguments.REPORT_PARTS == report_material.PARTS


def test_the_project_itself_and_a_folder_are_not_written_over(study: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.hardlink_to(study)
    with pytest.raises(UserError, match="is the project itself"):
        export_targets.check_target(link, "all", study)
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        export_targets.check_target(tmp_path / "folder.xlsx", "all")
    (tmp_path / "v1.2").mkdir()
    assert export_targets.kind_of(tmp_path / "v1.2") is Kind.FOLDER
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="is a file"):
        export_targets.check_target(tmp_path / "file", "all")
