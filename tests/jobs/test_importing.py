"""Files into a project: one may give many documents, and a bad one never stops the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadrage.exchange.articles import find_articles
from cadrage.jobs import importing
from cadrage.store.project import Project
from tests.exchange.made_files import STORY, every_kind
from tests.guards import ends_within


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "study.cadrage") as made:
        yield made


def test_every_kind_of_file_in_a_folder_is_imported_and_broken_ones_are_named(tmp_path: Path, project: Project) -> None:
    folder = tmp_path / "📰 news"
    folder.mkdir()
    for ending, data in every_kind().items():
        (folder / f"good 📰{ending}").write_bytes(data + b"\nown words" if ending in (".txt", ".md") else data)
        (folder / f"bad{ending}").write_bytes(b"\x00\x01\x02\x03" * 99)
    readings = importing.read([folder])
    assert {draft.format for draft in readings.drafts} == {ending[1:] for ending in every_kind()}
    assert {Path(skipped.file).name for skipped in readings.skipped} == {f"bad{ending}" for ending in every_kind()}
    report = importing.keep(project, readings)
    assert {item.file for item in report.imported} <= {f"good 📰{ending}" for ending in every_kind()}
    assert len(project.documents.all()) == len(report.imported) >= 6


def test_a_file_of_many_articles_is_kept_once_and_undone_at_once(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "news.csv"
    rows = [f'Story {number},"{words}",The Quay,{number + 1}.5.2014' for number, words in enumerate(STORY)]
    path.write_text("\n".join(("headline,text,newspaper,date", *rows, rows[0])), encoding="utf-8")
    report = importing.keep(project, importing.read([path]))
    assert [item.title for item in report.imported] == ["Story 0", "Story 1", "Story 2"]
    assert [skipped.reason for skipped in report.skipped] == ["The same text is in the project already: “Story 0”."]
    values = project.variables.of_document(report.imported[1].document)
    assert values == {"outlet": "The Quay", "published": "2014-05-02"}
    assert project.one("SELECT count(*) FROM blob") == 1
    assert project.one("SELECT count(DISTINCT blob) FROM document") == 1
    assert project.texts.original(project.one("SELECT sha256 FROM blob")) == path.read_bytes()
    project.undo()
    assert project.documents.all() == ()


def test_fifty_thousand_files_are_found_in_a_moment(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(50_000):
        os.close(os.open(folder / f"{number}.txt", os.O_CREAT | os.O_WRONLY))
    with ends_within(5):
        assert len(find_articles([folder]).files) == 50_000
