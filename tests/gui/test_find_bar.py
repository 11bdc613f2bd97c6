"""Finding words in the open document, by real keys in the real window."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from cadrage.core.model import DocumentDraft, Span
from cadrage.core.searching import SearchText
from cadrage.gui import waiting
from cadrage.gui.appearance import appearance
from cadrage.gui.find_bar import FindBar
from cadrage.gui.main_window import MainWindow
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.store.project import Project
from tests.e2e.hands import Hands
from tests.guards import ends_within

TEXT = "😀 The vote was held. “It’s the vote,” he said.\nNobody saw THE\u00a0VOTE; Straße, strasse.\n" + "More.\n" * 80
OTHER = "Another vote, and a vote, and one more vote."
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    project = Project.create(tmp_path / "study.cadrage")
    drafts = [DocumentDraft(name, f"{name}.txt", text, "txt", "utf-8", b"") for name, text in _texts()]
    project.documents.add(drafts)
    project.codes.add("Vote", short_id="VO", key="1")
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    window.show_project(project)
    waiting.until(window.isActiveWindow)
    yield window
    window.close()
    window.deleteLater()


def _texts() -> list[tuple[str, str]]:
    return [("one", TEXT), ("two", OTHER)]


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


@pytest.fixture
def bar(window: MainWindow) -> FindBar:
    assert window.coding_view is not None
    return window.coding_view.pane.find_bar


def look_for(hands: Hands, bar: FindBar, words: str) -> None:
    hands.press(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(bar.field, words)
    waiting.pause()


def selected(hands: Hands) -> str:
    span = hands.view.selected_span()
    return span.quotation(hands.view.text()) if span is not None else ""


def spans(words: str) -> list[Span]:
    found = SearchText(TEXT).find(words)
    return [found[number] for number in range(len(found))]


def test_ctrl_f_opens_the_bar_and_typing_selects_the_first_match(hands: Hands, bar: FindBar) -> None:
    look_for(hands, bar, "the vote")
    assert bar.isVisible()
    assert bar.field.hasFocus()
    assert bar.count.text() == "1 of 3"
    assert hands.view.selected_span() == spans("the vote")[0]


def test_enter_and_f3_go_on_shift_goes_back_and_the_ends_of_the_text_are_passed(hands: Hands, bar: FindBar) -> None:
    told: list[str] = []
    hands.session.told.connect(told.append)
    look_for(hands, bar, "the vote")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert (bar.count.text(), selected(hands)) == ("2 of 3", "the vote")
    QTest.keyClick(hands.window, Qt.Key.Key_F3)
    assert (bar.count.text(), selected(hands)) == ("3 of 3", "THE\u00a0VOTE")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 3"
    assert told == ["The search went on from the top"]
    QTest.keyClick(bar.field, Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == "3 of 3"
    QTest.keyClick(hands.window, Qt.Key.Key_F3, SHIFT)
    assert bar.count.text() == "2 of 3"


def test_typing_on_stays_where_the_search_began(hands: Hands, bar: FindBar) -> None:
    hands.view.set_caret(TEXT.index("It’s"))
    look_for(hands, bar, "the")
    first = hands.view.selected_span()
    QTest.keyClicks(bar.field, " vote")
    waiting.pause()
    assert first is not None
    assert hands.view.selected_span() == Span(first.start, first.start + len("the vote"))
    assert bar.count.text() == "2 of 3"


def test_a_match_can_be_coded_at_once_after_esc(hands: Hands, bar: FindBar) -> None:
    look_for(hands, bar, "nobody saw")
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert selected(hands) == "Nobody saw"
    QTest.keyClick(hands.view, Qt.Key.Key_1)
    (coding,) = hands.session.project.codings.all()
    assert coding.span == spans("nobody saw")[0]


def test_from_the_text_f3_finds_the_next_while_the_keys_still_code(hands: Hands, bar: FindBar) -> None:
    look_for(hands, bar, "the vote")
    hands.view.setFocus()
    QTest.keyClick(hands.view, Qt.Key.Key_1)
    QTest.keyClick(hands.view, Qt.Key.Key_F3)
    QTest.keyClick(hands.view, Qt.Key.Key_1)
    assert [coding.span for coding in hands.session.project.codings.all()] == spans("the vote")[:2]


def test_case_and_whole_words_are_switches_with_a_key_path(hands: Hands, bar: FindBar) -> None:
    look_for(hands, bar, "vote")
    assert bar.count.text() == "1 of 3"
    bar.match_case.setFocus()
    QTest.keyClick(bar.match_case, Qt.Key.Key_Space)
    assert bar.count.text() == "1 of 2"
    bar.match_case.setChecked(False)
    bar.field.setText("vot")
    waiting.pause()
    bar.whole_words.setFocus()
    QTest.keyClick(bar.whole_words, Qt.Key.Key_Space)
    assert bar.count.text() == "No matches"
    assert not bar.next.isEnabled()


def test_a_selection_is_what_is_looked_for(hands: Hands, bar: FindBar) -> None:
    hands.view.select_span(Span(TEXT.index("Straße"), TEXT.index("Straße") + 6))
    hands.press(Qt.Key.Key_F, CONTROL)
    waiting.pause()
    assert bar.field.text() == "Straße"
    assert bar.count.text() == "1 of 2"
    assert bar.field.selectedText() == "Straße"


def test_no_match_is_said_and_the_selection_stays(hands: Hands, bar: FindBar) -> None:
    look_for(hands, bar, "nobody")
    QTest.keyClicks(bar.field, "xyz")
    waiting.pause()
    assert bar.count.text() == "No matches"
    assert selected(hands) == "Nobody"
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "No matches"


def test_the_next_document_is_searched_for_the_same_words(hands: Hands, bar: FindBar) -> None:
    look_for(hands, bar, "vote")
    hands.press(Qt.Key.Key_PageDown, CONTROL)
    assert bar.isVisible()
    assert bar.count.text() == "3 found"
    assert hands.view.selected_span() is None
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 3"
    assert selected(hands) == "vote"


def test_f3_without_words_asks_for_them_and_with_words_brings_the_bar_back(hands: Hands, bar: FindBar) -> None:
    hands.press(Qt.Key.Key_F3)
    assert bar.isVisible()
    assert bar.field.hasFocus()
    QTest.keyClicks(bar.field, "the vote")
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    hands.view.set_caret(0)
    hands.press(Qt.Key.Key_F3)
    assert bar.isVisible()
    assert bar.count.text() == "1 of 3"


def test_matches_are_outlined_in_the_text_and_closing_takes_the_outlines_away(hands: Hands, bar: FindBar) -> None:
    before = _mark_pixels(hands)
    look_for(hands, bar, "nobody")
    assert _mark_pixels(hands) > before
    hands.view.clear_selection()
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    waiting.pause()
    assert _mark_pixels(hands) == before


def _mark_pixels(hands: Hands) -> int:
    picture = hands.view.viewport().grab().toImage()
    wanted = QColor(appearance().theme.warn).rgb()
    return sum(picture.pixel(x, y) == wanted for x in range(picture.width()) for y in range(min(200, picture.height())))


def test_a_text_of_five_megabytes_is_searched_while_one_types(hands: Hands, bar: FindBar, window: MainWindow) -> None:
    chance = random.Random(3)
    words = chance.choices(["minister", "“talks”", "Straße", "said."], k=800_000)
    for place in range(0, len(words), 16):
        words[place] = "needle"
    for place in range(0, len(words), 60):
        words[place] += "\n"
    text = " ".join(words)
    draft = DocumentDraft("long", "long.txt", text, "txt", "utf-8", b"")
    (number,) = hands.session.project.documents.add([draft])
    hands.session.open_document(number)
    hands.press(Qt.Key.Key_F, CONTROL)
    bar.field.setText("x")
    bar._search()
    with ends_within(2):  # 30 ms where nothing else runs
        bar.field.setText("needle")
        bar._search()
    assert bar.count.text().endswith(f"of {sum(word.strip() == 'needle' for word in words):,}")
    with ends_within(5):
        for _ in range(20):
            QTest.keyClick(bar.field, Qt.Key.Key_Return)
            hands.view.viewport().repaint()
