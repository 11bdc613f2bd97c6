"""Replacing a document’s text in the real window: seen first, decided passage by passage, undone at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from cadrage.core.model import DocumentDraft, Span, State, Subject
from cadrage.gui import waiting
from cadrage.gui.kit import RowRole
from cadrage.gui.main_window import MainWindow
from cadrage.gui.replace_text_view import ReplaceTextView
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.gui.waiting import until
from cadrage.store.project import Project
from tests.e2e.hands import Hands

OLD = (
    "Talks in London\n\n😀 The foreign rninister said that he would not accept the vote.\n\n"
    "Nobody was to blame, said an official.\n\nPrices rose.\n"
)
NEW = (
    "Talks in London\n\nA correction: see below.\n\n😀 The foreign minister said that he would not accept the vote.\n\n"
    "No one is at fault, an official said.\n\nPrices\u00a0rose.\n"
)
LEFT = Qt.MouseButton.LeftButton


def span(words: str, text: str = OLD) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    project = Project.create(tmp_path / "study.cadrage")
    project.documents.add([DocumentDraft("Talks", "talks.txt", OLD, "txt", "utf-8", OLD.encode())])
    blame = project.codes.add("Blame", short_id="BL")
    refusal = project.codes.add("Refusal", short_id="RE", key="1")
    for words, code in (
        ("Talks in London", blame),
        ("The foreign rninister said", refusal),
        ("Nobody was to blame", blame),
        ("he would not accept", refusal),
    ):
        project.codings.add(1, span(words), code.id)
    project.statuses.set(1, State.COMPLETE)
    project.coders.add("Berta")
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    window.show_project(project)
    until(window.isActiveWindow)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


@pytest.fixture
def project(hands: Hands) -> Project:
    return hands.session.project


@pytest.fixture
def view(window: MainWindow) -> ReplaceTextView:
    window.actions_.by_name["replace_text"].trigger()
    view = window.pages.currentWidget()
    assert isinstance(view, ReplaceTextView)
    return view


def paste(view: ReplaceTextView, text: str) -> None:
    QApplication.clipboard().setText(text)
    view.source.area.setFocus()
    QTest.keyClick(view.source.area, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(view.replace_button, LEFT)
    until(lambda: not view.comparing)


def rows(view: ReplaceTextView) -> list[tuple[str, str]]:
    model = view.preview.model
    return [
        (model.data(model.index(row)), model.data(model.index(row), RowRole.SECOND)) for row in range(model.rowCount())
    ]


def quotations(project: Project) -> list[str]:
    body = project.documents.body(1)
    return [coding.span.quotation(body) for coding in project.codings.all()]


def test_nothing_is_written_before_the_button_says_so(project: Project, view: ReplaceTextView) -> None:
    assert not view.replace_button.isEnabled()
    paste(view, NEW)
    assert project.documents.body(1) == OLD
    assert view.replace_button.text() == "Replace the text"
    view.cancel()
    assert project.next_undo != "Replace the text of Talks"
    assert project.documents.body(1) == OLD


def test_what_changed_and_what_was_not_found_is_listed_first_with_both_passages(view: ReplaceTextView) -> None:
    paste(view, NEW)
    assert rows(view) == [("BL Blame", "“Nobody was to blame”"), ("RE Refusal", "“The foreign rninister said”")]
    assert view.preview._summary.text() == "1 unchanged · 1 moved · 1 with other words · 1 not found"
    QTest.keyClick(view.preview.list, Qt.Key.Key_Down)
    item = view.preview.item
    assert item is not None
    assert item.new == span("The foreign minister said", NEW)
    marked = [mark.cursor.selectedText() for mark in view.preview.old.view.extraSelections()]
    assert marked == ["The foreign rninister said", "rninister"]
    marked = [mark.cursor.selectedText() for mark in view.preview.new.view.extraSelections()]
    assert marked == ["The foreign minister said", "minister"]


def test_all_passages_can_be_seen_too(view: ReplaceTextView) -> None:
    paste(view, NEW)
    view.preview.which.set_value("all")
    view.preview.refresh()
    assert len(rows(view)) == 4
    assert rows(view)[-1] == ("BL Blame", "“Talks in London”")


def test_the_text_is_replaced_in_one_step_and_one_undo_brings_all_back(
    hands: Hands, project: Project, view: ReplaceTextView
) -> None:
    before = quotations(project)
    paste(view, NEW)
    QTest.mouseClick(view.replace_button, LEFT)
    assert hands.window.messages.text.startswith("1 coding has no place in the new text.")
    assert hands.view.text() == NEW
    assert hands.window.pages.currentWidget() is hands.window.coding_view
    assert quotations(project) == ["Talks in London", "The foreign minister said", "he would not accept"]
    assert hands.view.codings_at(NEW.index("minister"))
    assert project.statuses.of_coder(project.me.id)[1] is State.PROGRESS
    document = project.documents.get(1)
    assert document is not None
    assert "BL “Nobody was to blame”" in project.memos.about(document.guid)
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.view.text() == OLD
    assert quotations(project) == before
    assert hands.view.codings_at(OLD.index("rninister"))
    assert project.statuses.of_coder(project.me.id)[1] is State.COMPLETE
    assert project.memos.about(document.guid) == ""


def test_a_lost_coding_is_put_on_words_that_are_selected_in_the_new_text(
    project: Project, view: ReplaceTextView
) -> None:
    paste(view, NEW)
    side = view.preview.new
    assert not view.preview.put.isEnabled()
    cursor = side._cursor(span("No one is at fault", NEW))
    side.view.setTextCursor(cursor)
    QTest.mouseClick(view.preview.put, LEFT)
    assert "0 not found" in view.preview._summary.text()
    QTest.mouseClick(view.replace_button, LEFT)
    assert "No one is at fault" in quotations(project)
    # No coding fell away and little is new: what was complete stays so.
    assert project.statuses.of_coder(project.me.id)[1] is State.COMPLETE


def test_a_coding_whose_words_changed_can_be_left_off_and_taken_back(project: Project, view: ReplaceTextView) -> None:
    paste(view, NEW)
    QTest.keyClick(view.preview.list, Qt.Key.Key_Down)
    QTest.mouseClick(view.preview.leave, LEFT)
    assert "2 not found" in view.preview._summary.text()
    assert view.preview.reset.isVisible()
    QTest.mouseClick(view.preview.reset, LEFT)
    assert "1 not found" in view.preview._summary.text()
    assert not view.preview.reset.isVisible()


def test_a_file_is_read_dropped_or_chosen_and_the_document_follows_it(
    tmp_path: Path, project: Project, view: ReplaceTextView
) -> None:
    path = tmp_path / "better copy.md"
    path.write_text(NEW, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = QPointF(view.source.rect().center())
    how = (Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.source, QDragEnterEvent(place.toPoint(), *how))
    QApplication.sendEvent(view.source, QDropEvent(place, *how))
    until(lambda: not view.comparing)
    QTest.mouseClick(view.replace_button, LEFT)
    document = project.documents.get(1)
    assert document is not None
    assert (document.title, document.file_name, document.format) == ("Talks", "better copy.md", "md")


def test_an_uncertain_encoding_can_be_chosen(tmp_path: Path, view: ReplaceTextView) -> None:
    path = tmp_path / "koi.txt"
    path.write_bytes("ПЕРЕГОВОРЫ В ЛОНДОНЕ".encode("koi8-r"))
    view.take_file(path)
    until(lambda: not view.comparing)
    assert view.encoding.isVisible()
    view.encoding.chosen.emit("koi8-r")
    until(lambda: not view.comparing)
    assert view.preview.plan is not None
    assert view.preview.plan.draft.text == "ПЕРЕГОВОРЫ В ЛОНДОНЕ"


def test_the_present_text_can_be_mended_on_the_spot_and_keeps_its_odd_spaces(
    project: Project, view: ReplaceTextView
) -> None:
    paste(view, NEW)
    QTest.mouseClick(view.replace_button, LEFT)
    view.begin(1)
    QTest.mouseClick(view.source.mend, LEFT)
    QTest.keyClicks(view.source.area, "x")
    QTest.mouseClick(view.replace_button, LEFT)
    until(lambda: not view.comparing)
    QTest.mouseClick(view.replace_button, LEFT)
    assert project.documents.body(1) == "x" + NEW


@pytest.mark.parametrize("text", [OLD, "  \n "])
def test_a_text_that_cannot_replace_is_refused_in_words_and_another_is_asked_for(
    hands: Hands, view: ReplaceTextView, text: str
) -> None:
    refused: list[str] = []
    hands.session.refused.connect(refused.append)
    paste(view, text)
    until(lambda: bool(refused))
    waiting.pause()
    assert len(refused) == 1
    assert view._pages.currentWidget() is view.source
    assert view.source.text()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, hands: Hands, view: ReplaceTextView) -> None:
    refused: list[str] = []
    hands.session.refused.connect(refused.append)
    view.take_file(tmp_path / "missing.txt")
    until(lambda: bool(refused))
    waiting.pause()
    assert view._pages.currentWidget() is view.source


def test_a_change_of_the_document_meanwhile_is_compared_again(project: Project, view: ReplaceTextView) -> None:
    paste(view, NEW)
    code = project.codes.codebook().find("BL")
    assert code is not None
    project.codings.add(1, span("Prices rose"), code.id)
    until(lambda: not view.comparing)
    assert len(rows(view)) == 3
    QTest.mouseClick(view.replace_button, LEFT)
    assert "Prices\u00a0rose" in quotations(project)


def test_hidden_coders_codings_move_along_unseen_and_their_lost_ones_are_written_down_for_them(
    hands: Hands, project: Project, view: ReplaceTextView
) -> None:
    me = project.me
    berta = project.coders.find("Berta")
    assert berta is not None
    code = project.codes.codebook().find("BL")
    assert code is not None
    project.codings.add(1, span("said an official"), code.id, coder=berta.id)
    project.codings.add(1, span("Nobody was"), code.id, coder=berta.id)
    paste(view, NEW)
    assert len(rows(view)) == 2
    QTest.mouseClick(view.replace_button, LEFT)
    document = project.documents.get(1)
    assert document is not None
    assert "“Nobody was”" in project.memos.about(document.guid, coder=berta.id)
    assert "“Nobody was”" not in project.memos.about(document.guid, coder=me.id)


def test_the_codings_table_shows_the_new_words(hands: Hands, project: Project, view: ReplaceTextView) -> None:
    from cadrage.gui.codings_view import CodingsView

    hands.window.show_view("codings")
    hands.window.actions_.by_name["show_coding"].trigger()
    hands.window.jobs.replace_text(1)
    paste(view, NEW)
    QTest.mouseClick(view.replace_button, LEFT)
    hands.window.show_view("codings")
    waiting.pause()
    table = hands.window.pages.currentWidget()
    assert isinstance(table, CodingsView)
    material = table.model.material
    words = [material.quotation(coding) for coding in material.in_order()]
    assert words == quotations(project)
    assert "The foreign minister said" in words


def test_the_list_of_documents_offers_it_too(hands: Hands) -> None:
    assert hands.window.coding_view is not None
    documents = hands.window.coding_view.documents
    documents.list.setCurrentIndex(documents.model.index(0))
    documents.list.customContextMenuRequested.emit(documents.list.rect().center())
    menu = next(menu for menu in hands.window.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == "Replace text…").trigger()
    menu.close()
    assert isinstance(hands.window.pages.currentWidget(), ReplaceTextView)


def test_every_control_has_a_name(view: ReplaceTextView) -> None:
    paste(view, NEW)
    for widget in view.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            text = getattr(widget, "text", lambda: "")
            assert widget.accessibleName() or text(), widget


def test_the_memo_about_lost_codings_is_of_the_document(project: Project, view: ReplaceTextView) -> None:
    paste(view, NEW)
    QTest.mouseClick(view.replace_button, LEFT)
    (memo,) = project.memos.all()
    assert memo.subject is Subject.DOCUMENT


def test_what_was_pasted_is_still_there_after_a_look_at_the_document(window: MainWindow) -> None:
    window.jobs.replace_text(1)
    view = window.view("replace")
    assert isinstance(view, ReplaceTextView)
    view.source.area.setPlainText("A better copy.")
    window.show_coding()
    window.jobs.replace_text(1)
    assert view.source.text() == "A better copy."
