"""What is not article text, in the real window: greyed, decided by one key, undone at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from cadrage.core.model import DocumentDraft, Span
from cadrage.core.text import count_words
from cadrage.gui.main_window import MainWindow
from cadrage.gui.regions_document import DocumentRegions
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.gui.waiting import until
from cadrage.store.project import Project
from tests.e2e.hands import Hands

PARAGRAPH = (
    "The harbour council voted on Monday to close the old fish market, which traders had defended for years with"
    " petitions, marches and a lawsuit that a court in the capital threw out last spring."
)
CREDIT = "Traders at the old market. 😀 (Photo: Lena Moss/Harbour Press)"
TEXT = f"Fish market to close\n\n{CREDIT}\n\n{PARAGRAPH}\n\nThey left.\n\nTags: fish, harbour\n"


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    project = Project.create(tmp_path / "study.cadrage")
    drafts = [DocumentDraft(name, f"{name}.txt", text, "txt", "utf-8", b"") for name, text in TEXTS.items()]
    project.documents.add(drafts)
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    window.show_project(project)
    until(window.isActiveWindow)
    yield window
    window.close()


TEXTS = {"Market": TEXT, "Plain": PARAGRAPH}


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    hands = Hands(window)
    hands.open_document("Market.txt")
    until(regions_of(hands).bar.isVisible)
    return hands


def regions_of(hands: Hands) -> DocumentRegions:
    assert hands.window.coding_view is not None
    return hands.window.coding_view.pane.regions


def excluded(hands: Hands) -> tuple[Span, ...]:
    return hands.session.project.documents.excluded(1)


def test_opening_a_document_shows_what_looks_like_no_article_and_writes_nothing(hands: Hands) -> None:
    assert [found for found, _ in regions_of(hands).shown()] == [span(CREDIT), span("Tags: fish, harbour")]
    assert all(reason.endswith("?") for _, reason in regions_of(hands).shown())
    assert "2 passages look like no article text" in regions_of(hands).bar.words.text()
    assert hands.session.project.regions.of(1) == ()
    assert hands.session.project.next_undo == "Import 2 documents"


def test_accepting_all_takes_them_out_of_the_count_of_words_and_one_undo_brings_them_back(hands: Hands) -> None:
    bar = regions_of(hands).bar
    article = TEXT.replace(CREDIT, "").replace("Tags: fish, harbour", "")
    assert f"{count_words(TEXT)} words" in head_of(hands)
    hands.click(bar.accept, bar.accept.rect().center())
    assert excluded(hands) == (span(CREDIT), span("Tags: fish, harbour"))
    assert not bar.isVisible()
    assert f"{count_words(article)} words" in head_of(hands)
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert excluded(hands) == ()
    assert bar.isVisible()


def head_of(hands: Hands) -> str:
    assert hands.window.coding_view is not None
    return hands.window.coding_view.pane._head._facts.text()


def test_x_accepts_the_passage_at_the_caret_and_again_rejects_it(hands: Hands) -> None:
    hands.click_on(TEXT.index("Tags") + 2)
    hands.press(Qt.Key.Key_X)
    assert excluded(hands) == (span("Tags: fish, harbour"),)
    hands.press(Qt.Key.Key_X)
    assert excluded(hands) == ()
    assert [found for found, _ in regions_of(hands).shown()] == [span(CREDIT)]
    hands.press(Qt.Key.Key_X)
    assert excluded(hands) == (span("Tags: fish, harbour"),)


def test_x_marks_selected_words_and_unmarks_them(hands: Hands) -> None:
    hands.drag_over(span("They left"))
    hands.press(Qt.Key.Key_X)
    assert excluded(hands) == (span("They left"),)
    hands.press(Qt.Key.Key_X)
    assert excluded(hands) == ()


def test_x_where_nothing_is_says_what_to_do(hands: Hands) -> None:
    hands.click_on(TEXT.index("harbour council"))
    hands.press(Qt.Key.Key_X)
    assert "Select the words" in hands.window.messages.text


def test_look_goes_from_one_to_the_next_and_round(hands: Hands) -> None:
    bar = regions_of(hands).bar
    hands.view.set_caret(0)
    for words in (CREDIT, "Tags", CREDIT):
        hands.click(bar.look, bar.look.rect().center())
        assert hands.view.caret() == span(words).start
        assert hands.view.hasFocus()
    hands.press(Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert hands.view.caret() == span("Tags").start


def test_rejecting_all_hides_the_bar_for_good(hands: Hands) -> None:
    bar = regions_of(hands).bar
    hands.click(bar.reject, bar.reject.rect().center())
    assert regions_of(hands).shown() == []
    hands.open_document("Plain.txt")
    hands.open_document("Market.txt")
    assert not bar.isVisible()


def test_the_whole_corpus_is_searched_by_a_command_and_accepted_by_another(hands: Hands) -> None:
    project = hands.session.project
    hands.window.actions_.by_name["find_not_article"].trigger()
    until(lambda: bool(project.regions.proposed()))
    assert project.regions.proposed() == {1: 2}
    assert excluded(hands) == ()
    hands.window.actions_.by_name["accept_not_article"].trigger()
    assert len(excluded(hands)) == 2
    hands.session.undo()
    hands.session.undo()
    assert project.regions.of(1) == ()


def test_a_project_that_is_only_read_shows_them_and_offers_nothing(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "study.cadrage"
    window.close_project()
    window.open_read_only(path)
    hands = Hands(window)
    hands.open_document("Market.txt")
    until(lambda: bool(regions_of(hands).shown()))
    assert not regions_of(hands).bar.isVisible()


def test_the_languages_are_found_by_a_command_and_can_be_put_right(hands: Hands) -> None:
    project = hands.session.project
    hands.window.actions_.by_name["find_languages"].trigger()
    until(lambda: all(document.language == "en" for document in project.documents.all()))
    hands.window.actions_.by_name["choose_language"].trigger()
    menu = next(menu for menu in hands.window.findChildren(QMenu) if menu.isVisible())
    ticked = next(action for action in menu.actions() if action.isChecked())
    assert ticked.text() == "English"
    french = next(action for action in menu.actions() if action.text() == "French")
    menu.setActiveAction(french)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    found = project.documents.get(1)
    assert found is not None
    assert found.language == "fr"
    assert project.next_undo == "Set the language"
