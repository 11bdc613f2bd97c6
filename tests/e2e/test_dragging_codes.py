"""Words dragged onto a code, a code dragged onto words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadrage.core.model import Span
from cadrage.gui import waiting
from cadrage.gui.dragging import CODE_MIME, code_of, span_data, span_of
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import sample
from tests.e2e.hands import LEFT, Hands

LEDGER = "northern-ledger_2014-03-15.txt"
FIRST = "Six hours in Regent’s Park leave Crimea’s vote on course and the powers further apart"
COPY, NO_MODIFIER = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Hands:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(sample.build(tmp_path / "study.cadrage", coded=False))
    hands = Hands(window)
    hands.open_document(LEDGER)
    return hands


def dragged(hands: Hands, name: str) -> QMimeData:
    """What the tree's drag of a code carries."""
    assert hands.window.coding_view is not None
    code = hands.session.codebook.find(name)
    assert code is not None
    model = hands.window.coding_view.codebook.tree.model()
    data = model.mimeData([model.place(code.id)])
    assert isinstance(data, QMimeData)
    return data


def enter(hands: Hands, data: QMimeData, place: QPoint) -> bool:
    event = QDragEnterEvent(place, COPY, data, LEFT, NO_MODIFIER)
    QApplication.sendEvent(hands.view.viewport(), event)
    return event.isAccepted()


def hover(hands: Hands, data: QMimeData, place: QPoint) -> bool:
    event = QDragMoveEvent(place, COPY, data, LEFT, NO_MODIFIER)
    QApplication.sendEvent(hands.view.viewport(), event)
    return event.isAccepted()


def leave(hands: Hands) -> None:
    QApplication.sendEvent(hands.view.viewport(), QDragLeaveEvent())


def drop(hands: Hands, data: QMimeData, place: QPoint) -> None:
    event = QDropEvent(QPointF(place), COPY, data, LEFT, NO_MODIFIER, QDropEvent.Type.Drop)
    QApplication.sendEvent(hands.view.viewport(), event)


def codings(hands: Hands) -> list[tuple[str, str]]:
    text = hands.view.text()
    return [
        (hands.session.project.codes.get(found.code).label, found.span.quotation(text))  # type: ignore[union-attr]
        for found in hands.session.project.codings.all()
    ]


def test_a_code_dropped_on_the_selected_words_is_put_on_them(hands: Hands) -> None:
    start = hands.view.text().index("slid into a colder")
    hands.drag_over(Span(start, start + 18))
    data, place = dragged(hands, "SAN-CTR"), hands.place_of(start + 5)
    assert enter(hands, data, place)
    assert hover(hands, data, place)
    assert hands.view.selected_span() == Span(start, start + 18)
    drop(hands, data, place)
    assert codings(hands) == [("SAN-CTR", "slid into a colder")]


def test_a_code_dropped_elsewhere_is_put_on_the_sentence_that_was_shown_before(hands: Hands) -> None:
    data, place = dragged(hands, "SAN-CTR"), hands.place_of(10)
    enter(hands, data, place)
    waiting.until(lambda: hands.view.sentence_at(10) is not None)
    hover(hands, data, place)
    selected = hands.view.selected_span()
    assert selected is not None
    assert selected.quotation(hands.view.text()) == FIRST
    drop(hands, data, place)
    assert codings(hands) == [("SAN-CTR", FIRST)]


def test_a_code_dropped_before_the_sentences_are_known_waits_for_them(hands: Hands) -> None:
    data, place = dragged(hands, "SAN-CTR"), hands.place_of(10)
    enter(hands, data, place)
    drop(hands, data, place)
    waiting.until(lambda: bool(codings(hands)))
    assert codings(hands) == [("SAN-CTR", FIRST)]


def test_a_code_that_is_dragged_away_again_leaves_no_trace(hands: Hands) -> None:
    start = hands.view.text().index("slid into a colder")
    coding = hands.code(Span(start, start + 18), "ESC-MIL")
    assert coding is not None
    caret = hands.view.caret()
    data, place = dragged(hands, "SAN-CTR"), hands.place_of(10)
    enter(hands, data, place)
    waiting.until(lambda: hands.view.sentence_at(10) is not None)
    hover(hands, data, place)
    assert hands.view.selected_span() is not None
    leave(hands)
    assert (hands.view.selected_span(), hands.view.caret(), hands.session.coding) == (None, caret, coding.id)


def test_files_and_text_of_other_programs_are_no_codes(hands: Hands) -> None:
    data = QMimeData()
    data.setText("7")
    place = hands.place_of(10)
    assert not enter(hands, data, place)
    data.setData(CODE_MIME, b"seven")
    assert code_of(data) is None
    drop(hands, data, place)
    assert codings(hands) == []


def test_a_read_only_project_takes_no_code(hands: Hands, qtbot: QtBot) -> None:
    data = dragged(hands, "SAN-CTR")
    path = hands.session.project.path
    assert path is not None
    hands.window.open_read_only(path)
    hands.open_document(LEDGER)
    assert not enter(hands, data, hands.place_of(10))


def test_a_drag_of_the_selection_carries_its_words_and_where_they_are(hands: Hands) -> None:
    start = hands.view.text().index("slid into a colder")
    span = Span(start, start + 18)
    hands.view.select_span(span)
    data = hands.view.createMimeDataFromSelection()
    assert (data.text(), span_of(data)) == ("slid into a colder", span)
    assert span_of(span_data(Span(3, 5), "abcdef")) == Span(3, 5)
    assert span_of(QMimeData()) is None


def test_the_selected_words_dropped_on_a_code_are_coded_with_it(hands: Hands) -> None:
    start = hands.view.text().index("slid into a colder")
    hands.drag_over(Span(start, start + 18))
    data = hands.view.createMimeDataFromSelection()
    assert hands.window.coding_view is not None
    tree = hands.window.coding_view.codebook.tree
    code = hands.session.codebook.find("ESC-THR")
    assert code is not None
    index = tree.model().place(code.id)
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(place, COPY, data, LEFT, NO_MODIFIER)
        QApplication.sendEvent(tree.viewport(), event)
    event = QDropEvent(QPointF(place), COPY, data, LEFT, NO_MODIFIER, QDropEvent.Type.Drop)
    QApplication.sendEvent(tree.viewport(), event)
    assert codings(hands) == [("ESC-THR", "slid into a colder")]
