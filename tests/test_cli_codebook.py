"""`cadrage codebook import`: the codebook edited outside, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from cadrage.cli import main
from cadrage.store.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.cadrage"
    assert main(["new", str(path), "--codebook", "crimea-talks"]) == 0
    return path


@pytest.fixture
def book(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The exported codebook with one definition changed and its last row gone."""
    path = tmp_path / "book.xlsx"
    assert main(["export", str(study), str(path), "--what", "codebook"]) == 0
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["codebook"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Definition")
    sheet.cell(3, column).value = "Another definition."
    sheet.delete_rows(sheet.max_row)
    workbook.save(path)
    capsys.readouterr()
    return path


def definitions(study: Path) -> list[str]:
    with Project.open_reading(study) as project:
        return [code.definition for code in project.codes.codebook().codes]


def test_a_dry_run_says_the_edits_and_changes_nothing(
    study: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = study.read_bytes()
    assert main(["codebook", "import", str(study), str(book), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Would change 1 thing.\n  changed Escalation > Military build-up, Definition: “")
    assert "Not in the file, and kept: " in said
    assert study.read_bytes() == before


def test_edits_are_applied_and_then_nothing_is_left(
    study: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["codebook", "import", str(study), str(book), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(edit["kind"], edit["field"], edit["after"], edit["row"]) for edit in found["changes"]] == [
        ("changed", "Definition", "Another definition.", "Row 3")
    ]
    assert len(found["missing"]) == 1
    assert found["applied"] is True
    assert definitions(study)[1] == "Another definition."
    assert main(["codebook", "import", str(study), str(book), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []


def test_what_is_missing_is_retired_only_when_asked(study: Path, book: Path) -> None:
    assert main(["codebook", "import", str(study), str(book)]) == 0
    assert len(definitions(study)) == 21
    assert main(["codebook", "import", str(study), str(book), "--retire-missing"]) == 0
    assert len(definitions(study)) == 20


def test_a_file_that_cannot_be_is_refused_whole(study: Path, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["codebook"].cell(4, 4).value = "Nowhere"
    workbook.save(book)
    before = definitions(study)
    assert main(["codebook", "import", str(study), str(book)]) == 1
    assert capsys.readouterr().err.startswith("cadrage: Row 4, column Parent: “Nowhere”")
    assert definitions(study) == before
