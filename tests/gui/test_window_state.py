"""What was left is found again: the frame, the splitters, and the place in each project."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadrage.core.model import Span
from cadrage.gui import waiting
from cadrage.gui.main_window import MainWindow
from cadrage.gui.session import Session
from cadrage.gui.settings import FILE_VARIABLE, RecentProject, Settings
from cadrage.gui.settings_state import Place
from cadrage.jobs import sample

Start = Callable[[], MainWindow]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    sample.build(tmp_path / "study.cadrage").close()
    return tmp_path / "study.cadrage"


@pytest.fixture
def start(qtbot: QtBot, study: Path) -> Start:
    """The program, started once more."""

    def begin() -> MainWindow:
        window = MainWindow()
        qtbot.addWidget(window)
        window.show()
        waiting.pause()
        return window

    return begin


def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def scroll_to(window: MainWindow, document: int, caret: int, top: int) -> int:
    """Read a document at a place; the first character in sight."""
    session(window).open_document(document)
    assert window.coding_view is not None
    view = window.coding_view.pane.view
    view.set_caret(caret)
    view.reveal(Span(top, top + 1), at_top=True)
    return first_seen(window)


def first_seen(window: MainWindow) -> int:
    assert window.coding_view is not None
    view = window.coding_view.pane.view
    return view.offsets().from_qt(view.all_visible_lines()[0].start)


def test_the_document_the_scrolled_place_and_the_caret_are_found_again(start: Start, study: Path) -> None:
    window = start()
    window.open_project(study)
    third = session(window).project.documents.all()[2].id
    seen = scroll_to(window, third, 1_234, 1_000)
    assert seen > 500
    window.close()
    again = start()
    again.open_project(study)
    assert session(again).document == third
    assert again.coding_view is not None
    assert again.coding_view.pane.view.caret() == 1_234
    assert first_seen(again) == seen


def test_each_project_has_its_own_place(start: Start, study: Path, tmp_path: Path) -> None:
    shutil.copy(study, tmp_path / "other.cadrage")
    window = start()
    window.open_project(study)
    documents = [document.id for document in session(window).project.documents.all()]
    session(window).open_document(documents[1])
    window.open_project(tmp_path / "other.cadrage")
    assert session(window).document == documents[0]
    session(window).open_document(documents[3])
    window.open_project(study)
    assert session(window).document == documents[1]
    window.open_project(tmp_path / "other.cadrage")
    assert session(window).document == documents[3]


def test_the_view_that_was_in_front_comes_back(start: Start, study: Path) -> None:
    window = start()
    window.open_project(study)
    window.show_view("codebook")
    window.close()
    again = start()
    again.open_project(study)
    assert again.view_in_front == "codebook"


def test_a_document_that_is_gone_meanwhile_leaves_the_first_one(start: Start, study: Path) -> None:
    Settings().remember(RecentProject(str(study.resolve()), "study", "2014-03-14T10:00"))
    Settings().keep_place(str(study.resolve()), Place(document=999, top=400, caret=500).row())
    window = start()
    window.open_project(study)
    assert session(window).document == session(window).project.documents.all()[0].id
    assert first_seen(window) == 0


def test_codes_that_were_folded_away_stay_so(start: Start, study: Path) -> None:
    window = start()
    window.open_project(study)
    assert window.coding_view is not None
    tree = window.coding_view.codebook.tree
    tree.collapse(tree.model().index(1, 0))
    closed = tree.closed
    assert len(closed) == 1
    window.close()
    again = start()
    again.open_project(study)
    assert again.coding_view is not None
    tree = again.coding_view.codebook.tree
    assert tree.closed == closed
    assert not tree.isExpanded(tree.model().index(1, 0))
    assert tree.isExpanded(tree.model().index(0, 0))


def test_splitters_keep_their_sizes_also_beside_a_hidden_panel(start: Start, study: Path) -> None:
    window = start()
    window.resize(780, 600)
    window.open_project(study)
    waiting.pause()
    assert window.coding_view is not None
    columns, left = window.coding_view.columns, window.coding_view.left
    columns.moveSplitter(300, 1)
    left.moveSplitter(200, 1)
    window.actions_.by_name["show_inspector"].setChecked(False)
    waiting.pause()
    columns.moveSplitter(290, 1)
    window.close()
    again = start()
    again.open_project(study)
    waiting.pause()
    assert again.coding_view is not None
    assert not again.coding_view.inspector.isVisible()
    assert again.coding_view.columns.sizes()[0] == 290
    assert abs(again.coding_view.left.sizes()[0] - 200) <= 2
    again.resize(1_280, 600)
    again.actions_.by_name["show_inspector"].setChecked(True)
    waiting.pause()
    assert abs(again.coding_view.columns.sizes()[2] - 286) <= 8


def test_splitters_fit_into_a_smaller_window(start: Start, study: Path) -> None:
    window = start()
    window.resize(1_900, 1_000)
    window.open_project(study)
    waiting.pause()
    assert window.coding_view is not None
    window.coding_view.columns.moveSplitter(300, 1)
    window.close()
    again = start()
    again.resize(1_280, 800)
    again.open_project(study)
    waiting.pause()
    assert again.coding_view is not None
    sizes = again.coding_view.columns.sizes()
    assert again.width() == 1_280
    assert sizes[1] > 500, sizes


@pytest.mark.parametrize("spoilt", [None, [], [0, 0, 0], [1, 2], ["a", "b", "c"], [10**9, 1, 1], {"a": 1}])
def test_spoilt_sizes_are_passed_over(start: Start, study: Path, spoilt: object) -> None:
    Settings().keep("splitters/coding/0", spoilt)
    Settings().keep("splitters/coding/1", spoilt)
    window = start()
    window.resize(1_280, 800)
    window.open_project(study)
    waiting.pause()
    assert window.coding_view is not None
    assert window.coding_view.columns.sizes()[0] == 278


def can_be_moved(window: MainWindow) -> bool:
    """Whether enough of the window's upper edge is on the screen to take hold of it."""
    frame = window.frameGeometry()
    seen = QApplication.primaryScreen().availableGeometry().intersected(frame)
    return seen.width() > 200 and seen.height() > 200 and seen.top() <= max(frame.top(), 0)


def test_the_frame_comes_back_and_so_does_its_being_maximised(start: Start, study: Path) -> None:
    window = start()
    window.resize(700, 500)
    window.move(30, 40)
    window.close()
    again = start()
    assert (again.width(), again.height(), again.x(), again.y()) == (700, 500, 30, 40)
    again.showMaximized()
    waiting.pause()
    again.close()
    third = start()
    assert third.isMaximized()


@pytest.mark.parametrize("place", [(9_000, 9_000), (-5_000, 10), (10, -3_000)])
def test_a_window_from_a_screen_that_is_gone_comes_back_to_one_that_is_there(
    start: Start, study: Path, place: tuple[int, int]
) -> None:
    window = start()
    window.resize(700, 500)
    window.move(*place)
    window.close()
    again = start()
    assert can_be_moved(again)


@pytest.mark.parametrize("spoilt", [b"", b"nonsense", b"\x01\xd9\xd0\xcb\x00\x03\x00\x00" + b"\xff" * 80])
def test_a_spoilt_frame_is_the_usual_one(start: Start, study: Path, spoilt: bytes) -> None:
    Settings().geometry = QByteArray(spoilt)
    window = start()
    assert window.isVisible()
    assert can_be_moved(window)


@pytest.mark.parametrize("kept", ["x", {"view": "nowhere", "document": 10**12}, {"caret": 10**8, "top": 10**8}])
def test_a_spoilt_place_opens_the_project_all_the_same(start: Start, study: Path, kept: object) -> None:
    Settings().keep_place(str(study.resolve()), kept)
    window = start()
    window.open_project(study)
    assert session(window).document is not None
    assert window.view_in_front == "coding"


def test_a_place_survives_its_way_through_the_file() -> None:
    place = Place("codings", 3, 10, 20, (4, 5))
    assert Place.read(place.row()) == place
