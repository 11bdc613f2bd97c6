"""What the window remembers between two runs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from cadrage.core.model import DocumentDraft, State
from cadrage.gui.settings import RECENT_KEPT, RecentProject, Settings, summary
from cadrage.store.project import Project


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def recent(path: str, when: str = "2014-03-14T10:00", **values: int) -> RecentProject:
    return RecentProject(path, Path(path).stem, when, **values)


def reopened(settings: Settings, file: Path) -> Settings:
    settings.sync()
    return Settings(file)


def test_everything_survives_into_the_next_run(file: Path) -> None:
    settings = Settings(file)
    settings.appearance = "dark"
    settings.text_size = 19
    settings.geometry = QByteArray(b"\x01\x00geometry")
    settings.state = QByteArray(b"state")
    settings.show_panel("left", shown=False)
    settings.remember(recent("/a/één, b.cadrage", documents=5, complete=2))
    again = reopened(settings, file)
    assert again.appearance == "dark"
    assert again.text_size == 19
    assert again.geometry == QByteArray(b"\x01\x00geometry")
    assert again.state == QByteArray(b"state")
    assert not again.panel_shown("left")
    assert again.panel_shown("right")
    assert again.recent == (recent("/a/één, b.cadrage", documents=5, complete=2),)


def test_a_first_run_follows_the_system_and_shows_every_panel(file: Path) -> None:
    settings = Settings(file)
    assert settings.appearance == "system"
    assert settings.text_size == 16
    assert settings.geometry.isEmpty()
    assert settings.panel_shown("left")
    assert settings.recent == ()


def test_a_project_that_is_opened_again_comes_first_and_stands_once(file: Path) -> None:
    settings = Settings(file)
    settings.remember(recent("/a/one.cadrage"))
    settings.remember(recent("/a/two.cadrage"))
    settings.remember(recent("/a/../a/one.cadrage", documents=3))
    assert [(Path(p.path).name, p.documents) for p in settings.recent] == [("one.cadrage", 3), ("two.cadrage", 0)]


def test_only_the_latest_projects_are_kept(file: Path) -> None:
    settings = Settings(file)
    for number in range(RECENT_KEPT + 3):
        settings.remember(recent(f"/a/{number}.cadrage"))
    assert [Path(p.path).stem for p in settings.recent] == [str(n) for n in range(RECENT_KEPT + 2, 2, -1)]


def test_a_forgotten_project_leaves_the_others(file: Path) -> None:
    settings = Settings(file)
    settings.remember(recent("/a/one.cadrage"))
    settings.remember(recent("/a/two.cadrage"))
    settings.forget("/a/two.cadrage")
    assert [p.path for p in settings.recent] == ["/a/one.cadrage"]


@pytest.mark.parametrize(
    "spoilt",
    [
        "nonsense",
        "[1, 2]",
        '{"a": 1}',
        '[{"path": "/a"}]',
        '[{"path": "/a", "name": "a", "when": "x", "documents": 1, "complete": 0}]',
        '[{"path": "/a", "name": "a", "when": "2014-01-01", "documents": 1, "complete": 2}]',
    ],
)
def test_spoilt_entries_are_passed_over(file: Path, spoilt: str) -> None:
    settings = Settings(file)
    settings._values.setValue("recent", spoilt)
    settings._values.setValue("appearance", "pink")
    settings._values.setValue("text_size", "large")
    assert settings.recent == ()
    assert settings.appearance == "system"
    assert settings.text_size == 16


def test_text_sizes_stay_where_one_can_read(file: Path) -> None:
    settings = Settings(file)
    settings.text_size = 500
    assert settings.text_size == 40
    settings.text_size = 1
    assert settings.text_size == 10


def test_an_environment_variable_names_another_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADRAGE_SETTINGS", str(file))
    settings = Settings()
    settings.appearance = "dark"
    settings.sync()
    assert "dark" in file.read_text(encoding="utf-8")


def test_a_summary_counts_what_the_present_coder_has_completed(tmp_path: Path) -> None:
    with Project.create(tmp_path / "study.cadrage", name="Crimea") as project:
        texts = [f"text {number}" for number in range(4)]
        drafts = [DocumentDraft(text, "a.txt", text, "txt", "utf-8", text.encode()) for text in texts]
        first, second, third, fourth = project.documents.add(drafts)
        other = project.coders.add("B")
        project.statuses.set(first, State.COMPLETE)
        project.statuses.set(second, State.PROGRESS)
        project.statuses.set(third, State.COMPLETE, coder=other.id)
        project.documents.mark_duplicate(fourth, first)
        found = summary(project)
    assert found is not None
    assert (found.name, found.documents, found.complete) == ("Crimea", 3, 1)
    assert datetime.now() - datetime.fromisoformat(found.when) < timedelta(minutes=5)


def test_a_project_without_a_file_is_not_remembered() -> None:
    with Project.in_memory() as project:
        assert summary(project) is None
