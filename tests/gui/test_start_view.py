"""The start screen: ways to begin, and the projects that were open before."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cadrage import paths
from cadrage.gui.kit import ToolButton
from cadrage.gui.settings import RecentProject, Settings
from cadrage.gui.start_rows import RecentRow, StartAction, short_path, when_words
from cadrage.gui.start_view import StartView


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


def remember(settings: Settings, path: Path, *, exists: bool = True) -> None:
    if exists:
        path.touch()
    settings.remember(RecentProject(str(path), path.stem, datetime.now().isoformat(), 5, 2))


def shown(qtbot: QtBot, settings: Settings) -> StartView:
    view = StartView(settings=settings)
    qtbot.addWidget(view)
    view.resize(1280, 740)
    with qtbot.waitExposed(view):
        view.show()
    return view


def rows(view: StartView) -> list[RecentRow]:
    return list(view.rows)


def action(view: StartView, words: str) -> StartAction:
    return next(each for each in view.findChildren(StartAction) if each.text() == words)


@pytest.mark.parametrize(
    ("words", "signal"),
    [
        ("New project…", "new_requested"),
        ("Open project…", "open_requested"),
        ("Open a project of another tool…", "study_requested"),
        ("Open the sample project", "sample_requested"),
    ],
)
def test_each_way_to_begin_works_by_mouse_and_by_enter(
    qtbot: QtBot, settings: Settings, words: str, signal: str
) -> None:
    view = shown(qtbot, settings)
    button = action(view, words)
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_the_keys_can_be_asked_for(qtbot: QtBot, settings: Settings) -> None:
    view = shown(qtbot, settings)
    button = next(each for each in view.findChildren(QPushButton) if each.text() == "See the keys")
    with qtbot.waitSignal(view.keys_requested):
        button.click()


def test_a_recent_project_opens_by_mouse_and_by_enter(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    remember(settings, tmp_path / "pilot.cadrage")
    view = shown(qtbot, settings)
    (row,) = rows(view)
    with qtbot.waitSignal(view.project_chosen) as chosen:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert chosen.args == [tmp_path / "pilot.cadrage"]
    with qtbot.waitSignal(view.project_chosen):
        qtbot.keyClick(row, Qt.Key.Key_Return)


def test_a_project_that_is_gone_says_so_and_can_be_taken_from_the_list(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    remember(settings, tmp_path / "gone.cadrage", exists=False)
    remember(settings, tmp_path / "here.cadrage")
    view = shown(qtbot, settings)
    here, gone = rows(view)
    assert "not found" in gone.accessibleDescription()
    assert "2 of 5 complete" in here.accessibleDescription()
    with qtbot.assertNotEmitted(view.project_chosen):
        qtbot.mouseClick(gone, Qt.MouseButton.LeftButton)
    remove = gone.findChild(ToolButton)
    assert remove is not None
    assert remove.isVisible()
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert [row.project.name for row in rows(view)] == ["here"]
    assert [project.name for project in settings.recent] == ["here"]


def test_delete_takes_any_project_from_the_list_and_leaves_its_file(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    remember(settings, tmp_path / "pilot.cadrage")
    view = shown(qtbot, settings)
    qtbot.keyClick(rows(view)[0], Qt.Key.Key_Delete)
    assert rows(view) == []
    assert (tmp_path / "pilot.cadrage").exists()


def test_a_project_that_was_opened_meanwhile_stands_first(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    remember(settings, tmp_path / "one.cadrage")
    view = shown(qtbot, settings)
    view.hide()
    remember(settings, tmp_path / "two.cadrage")
    view.show()
    assert [row.project.name for row in rows(view)] == ["two", "one"]


def test_every_control_has_a_name_and_can_be_reached_by_tab(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    remember(settings, tmp_path / "gone.cadrage", exists=False)
    view = shown(qtbot, settings)
    controls = [*view.findChildren(StartAction), *rows(view), *view.findChildren(ToolButton)]
    assert len(controls) == 6
    for control in controls:
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_dates_are_said_as_people_say_them() -> None:
    today = date(2014, 3, 14)
    assert when_words("2014-03-14T09:05", today) == "today, 09:05"
    assert when_words("2014-03-13T23:59", today) == "yesterday"
    assert when_words("2014-02-03T10:00", today) == "3 February"
    assert when_words("2013-12-31T10:00", today) == "31 December 2013"
    assert when_words("2014-03-15T10:00", today) == "15 March"


def test_paths_are_shortened_by_the_home_folder_alone() -> None:
    assert short_path(str(Path.home() / "thesis" / "a.cadrage")) == str(Path("~") / "thesis" / "a.cadrage")
    assert short_path(str(Path.home()) + "-other/a.cadrage") == str(Path.home()) + "-other/a.cadrage"


def test_what_is_said_of_the_sample_is_true() -> None:
    codebook = json.loads((paths.codebook_templates()["crimea-talks"]).read_text(encoding="utf-8"))
    coders = {line.split(",")[1] for line in (paths.corpus() / "codings.csv").read_text("utf-8-sig").splitlines()[1:]}
    articles = list((paths.corpus() / "articles").glob("*.txt"))
    assert (len(articles), len(codebook["codes"]), len(coders)) == (5, 21, 3)
