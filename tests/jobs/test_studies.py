"""Studies of other tools among files, and whole studies from program to program."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.exchange import refi_project
from cadrage.jobs import bundles, importing, studies
from cadrage.store.project import Project
from tests.jobs.coded_study import study
from tests.jobs.random_projects import random_project
from tests.store.material import assert_sound, snapshot

TEXT = "Ministers met in London. The talks failed.\n"


def brat(folder: Path) -> Path:
    folder.mkdir()
    (folder / "talks.txt").write_text(TEXT, encoding="utf-8")
    (folder / "talks.ann").write_text("T1\tBlame 0 9\tMinisters\n", encoding="utf-8")
    return folder


def qdpx(path: Path) -> Path:
    with study() as project:
        refi_project.write(bundles.gather(project), path)
    return path


def plain(bundle: Bundle) -> Bundle:
    return replace(bundle, problems=(), source="")


@pytest.mark.parametrize("seed", range(25))
def test_a_project_goes_through_a_qdpx_into_a_new_project_unchanged(seed: int, tmp_path: Path) -> None:
    with random_project(seed) as project, Project.in_memory(name=project.name, coder="Ann") as other:
        before = bundles.gather(project)
        refi_project.write(before, tmp_path / "study.qdpx")
        bundles.keep(other, refi_project.read(tmp_path / "study.qdpx"))
        after = bundles.gather(other)
        assert plain(after) == plain(before)
        assert_sound(other)


def test_studies_are_found_among_articles_and_articles_are_left_to_their_readers(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "article.txt").write_text("Another text.", encoding="utf-8")
    (folder / "table.csv").write_text("title,text\nOne,First text\n", encoding="utf-8")
    qdpx(folder / "study.qdpx")
    brat(folder / "annotated")
    found = studies.find([folder])
    assert [each.path.name for each in found.studies] == ["annotated", "study.qdpx"]
    readings = importing.read([folder], but=found.taken)
    assert [draft.title for draft in readings.drafts] == ["article", "One"]
    assert readings.skipped == ()


def test_a_folder_of_nothing_but_a_study_is_no_folder_without_articles(tmp_path: Path) -> None:
    folder = tmp_path / "only"
    folder.mkdir()
    qdpx(folder / "study.qdpx")
    found = studies.find([folder])
    assert importing.read([folder], but=found.taken).skipped == ()


def test_a_broken_study_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.qdpx").write_bytes(b"PK\x03\x04 not a zip")
    good = qdpx(tmp_path / "good.qdpx")
    found = studies.find([tmp_path / "broken.qdpx", good])
    assert [each.bundle is not None for each in found.studies] == [False, True]
    with Project.in_memory() as project:
        report = studies.keep_all(project, found, importing.Readings((), ()))
        assert len(report.imported) == len(project.documents.all()) == 8
        assert [Path(each.file).name for each in report.skipped] == ["broken.qdpx"]


def test_studies_and_articles_come_in_one_change_and_are_told_together(tmp_path: Path) -> None:
    qdpx(tmp_path / "study.qdpx")
    (tmp_path / "article.txt").write_text("Another text.", encoding="utf-8")
    found = studies.find([tmp_path])
    readings = importing.read([tmp_path], but=found.taken)
    with Project.in_memory() as project:
        before = snapshot(project)
        foreseen = studies.foresee_all(project, found, readings)
        assert snapshot(project) == before
        report = studies.keep_all(project, found, readings)
        assert [(each.file, each.title) for each in report.imported] == [
            (each.file, each.title) for each in foreseen.imported
        ]
        told = report.as_json()
        assert len(told["imported"]) == 9  # type: ignore[arg-type]
        assert (told["codes"], told["codings"], told["coders"]) == (4, len(project.codings.all()), 2)
        assert json.loads(json.dumps(told))
        assert project.next_undo == "Import 2 files"
        project.undo()
        assert snapshot(project) == before
        again = studies.keep_all(project, found, readings)
        assert again.anything
        assert not studies.keep_all(project, found, readings).anything


def test_a_new_project_is_made_from_a_study_or_not_at_all(tmp_path: Path) -> None:
    bundle = studies.read(qdpx(tmp_path / "study.qdpx"))
    project, kept = studies.make_project(tmp_path / "new.cadrage", bundle)
    with project:
        assert kept.new == kept.holds
        assert len(project.codings.all()) == len(bundle.codings)
        assert [coder.name for coder in project.coders.all()] == ["A", "B"]
    with pytest.raises(UserError, match="exists already"):
        studies.make_project(tmp_path / "new.cadrage", bundle)
    broken = replace(bundle, documents=(replace(bundle.documents[0], text="not\r\ncanonical"),))
    with pytest.raises(ValueError, match="canonical"):
        studies.make_project(tmp_path / "other.cadrage", broken)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.cadrage", "study.qdpx"]


def test_what_is_no_study_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Another text.", encoding="utf-8")
    with pytest.raises(UserError, match="no study that Cadrage can read"):
        studies.read(tmp_path / "article.txt")
