"""The handbook's window: pages, links, search."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from cadrage.gui.appearance import Appearance, current
from cadrage.gui.help_window import HelpWindow, page_name

FIRST = """# First steps

Select words and press `Space`. See [the keys](20-keys.md#while-coding) or [a site](https://example.org/x).

## Whatever else

Straße.
"""
KEYS = "# The keys\n\nTop.\n\n" + "Line.\n\n" * 200 + "## While coding\n\nThe palette opens.\n\n" + "Line.\n\n" * 200


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> HelpWindow:
    (tmp_path / "20-keys.md").write_text(KEYS, encoding="utf-8")
    (tmp_path / "10-first-steps.md").write_text(FIRST, encoding="utf-8")
    (tmp_path / "30_no_heading.md").write_text("Nothing but words.", encoding="utf-8")
    window = HelpWindow(folder=tmp_path)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def titles(window: HelpWindow) -> list[str]:
    model = window.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def said(window: HelpWindow) -> str:
    return window.reader.toPlainText()


def test_pages_stand_in_the_order_of_their_numbers_under_their_headings(window: HelpWindow) -> None:
    assert titles(window) == ["First steps", "The keys", "No_heading"]
    assert said(window).startswith("First steps\nSelect words")


@pytest.mark.parametrize("name", ["keys", "20-keys.md", "20-keys"])
def test_a_page_is_found_by_its_name_or_its_file(window: HelpWindow, name: str) -> None:
    window.show_page(name)
    assert said(window).startswith("The keys")
    assert window.list.currentIndex().data() == "The keys"


def test_a_page_that_is_missing_is_said_to_be_and_the_others_are_offered(window: HelpWindow) -> None:
    window.show_page("agreement")
    assert "no page “agreement”" in said(window)
    assert "The keys" in said(window)
    window.reader.anchorClicked.emit(QUrl("keys.md"))
    assert said(window).startswith("The keys")


def test_a_handbook_that_is_missing_altogether_is_said_to_be(qtbot: QtBot, tmp_path: Path) -> None:
    window = HelpWindow(folder=tmp_path / "nowhere")
    qtbot.addWidget(window)
    assert "The handbook is not here" in said(window)
    window.show_page("keys")
    assert "The handbook is not here" in said(window)


def test_links_lead_to_pages_and_into_them_and_back(qtbot: QtBot, window: HelpWindow) -> None:
    assert not window.back.isEnabled()
    window.reader.anchorClicked.emit(QUrl("20-keys.md#while-coding"))
    assert said(window).startswith("The keys")
    qtbot.waitUntil(lambda: window.reader.verticalScrollBar().value() > 1000)
    window.back.click()
    assert said(window).startswith("First steps")
    assert not window.back.isEnabled()


def test_links_within_a_page_scroll_to_their_heading(window: HelpWindow) -> None:
    window.show_page("keys")
    assert window.reader.verticalScrollBar().value() == 0
    window.reader.anchorClicked.emit(QUrl("#while-coding"))
    assert window.reader.verticalScrollBar().value() > 1000


def test_links_to_the_world_open_in_the_browser(window: HelpWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window.reader.anchorClicked.emit(QUrl("https://example.org/x"))
    assert opened == [QUrl("https://example.org/x")]
    assert said(window).startswith("First steps")


def test_a_search_leaves_the_pages_that_have_the_words_and_shows_them(qtbot: QtBot, window: HelpWindow) -> None:
    qtbot.keyClicks(window.search, "PALETTE")
    assert titles(window) == ["The keys"]
    assert "palette opens" in str(window.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert said(window).startswith("The keys")
    assert [place.cursor.selectedText() for place in window.reader.extraSelections()] == ["palette"]
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert len(titles(window)) == 3
    assert window.reader.extraSelections() == []


def test_a_search_without_a_match_leaves_no_page(qtbot: QtBot, window: HelpWindow) -> None:
    qtbot.keyClicks(window.search, "xyzzy")
    assert titles(window) == []
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert said(window).startswith("First steps")


def test_arrow_keys_in_the_list_turn_pages(qtbot: QtBot, window: HelpWindow) -> None:
    qtbot.keyClick(window.list, Qt.Key.Key_Down)
    assert said(window).startswith("The keys")


def test_the_column_stays_narrow_in_a_wide_window(qtbot: QtBot, window: HelpWindow) -> None:
    window.resize(1900, 800)
    shape = window.reader.document().rootFrame().frameFormat()
    assert window.reader.viewport().width() - shape.leftMargin() - shape.rightMargin() <= 680


def test_links_take_the_colour_of_the_theme(window: HelpWindow, light: Appearance) -> None:
    def link_colour() -> str:
        cursor = window.reader.document().find("the keys")
        return cursor.charFormat().foreground().color().name().upper()

    assert link_colour() == current().accent.upper()
    light.set_mode("dark")
    assert current().dark
    assert link_colour() == current().accent.upper()


def test_page_names_leave_number_and_ending_out() -> None:
    assert page_name("handbook/05-first-steps.md") == "first-steps"
    assert page_name("keys") == "keys"
