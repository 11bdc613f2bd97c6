"""Studies of other tools on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadrage.exchange import refi_project
from cadrage.jobs import bundles
from cadrage.store.project import Project
from tests.commands import done, run
from tests.jobs.coded_study import study


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "study.qdpx"
    with study() as project:
        refi_project.write(bundles.gather(project), path)
    return path


def test_a_study_is_imported_with_all_that_is_in_it_and_once(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "p.cadrage"
    done("new", path)
    report = run("import", path, file, "--json").json
    assert len(report["imported"]) == 8
    assert {"file", "document", "title", "encoding", "warnings"} == report["imported"][0].keys()
    assert (report["codes"], report["coders"], report["skipped"]) == (4, 2, [])
    (told,) = report["studies"]
    assert told["holds"] == told["new"]
    assert told["file"] == str(file)
    with Project.open_reading(path) as project:
        assert len(project.codings.all()) == report["codings"]
        assert [coder.name for coder in project.coders.all()] == ["A", "B"]
    again = run("import", path, file, "--json")
    assert again.status == 1
    assert len(again.json["skipped"]) == 8


def test_a_dry_run_says_it_and_writes_nothing(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "p.cadrage"
    done("new", path)
    said = run("import", path, file, "--dry-run")
    assert said.status == 0
    assert "Would import 8 documents, skipped 0." in said.out
    assert "study.qdpx (Cadrage" in said.out
    with Project.open_reading(path) as project:
        assert project.documents.all() == ()


def test_a_study_lies_among_articles(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "out" / "p.cadrage"
    path.parent.mkdir()
    done("new", path)
    (tmp_path / "article.txt").write_text("Another text.", encoding="utf-8")
    (tmp_path / "broken.qdpx").write_bytes(b"PK\x03\x04")
    report = run("import", path, tmp_path, "--json").json
    assert len(report["imported"]) == 9
    assert [Path(each["file"]).name for each in report["skipped"]] == ["broken.qdpx"]


def test_a_new_project_is_made_from_a_study(tmp_path: Path, file: Path) -> None:
    said = run("new", tmp_path / "p", "--from", file)
    assert said.status == 0
    assert "8 documents, 4 codes" in said.out
    with Project.open_reading(tmp_path / "p.cadrage") as project:
        assert len(project.documents.all()) == 8


def test_no_project_is_made_from_what_is_no_study(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("An article.", encoding="utf-8")
    for name in ("a.txt", "missing.qdpx"):
        said = run("new", tmp_path / "p", "--from", tmp_path / name)
        assert said.status == 1
        assert len(said.err.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
