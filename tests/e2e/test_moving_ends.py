"""Moving the ends of a coding, by keys and by its handles."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadrage.core.model import Coding, Span
from cadrage.gui import waiting
from cadrage.gui.coding_handles import CodingHandles, Handle
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import sample
from cadrage.store.project import Project
from tests.e2e.hands import LEFT, Hands

LEDGER = "northern-ledger_2014-03-15.txt"
WORDS = "slid into a colder"
SHIFT, ALT, CONTROL = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Shift", "Alt", "Control"))
Key = Qt.Key
ARABIC = "قال الوزير إن المحادثات فشلت في لندن أمس.\n\nSecond paragraph stands here.\n"


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Hands:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(sample.build(tmp_path / "study.cadrage", coded=False))
    hands = Hands(window)
    hands.open_document(LEDGER)
    window.activateWindow()
    return hands


@pytest.fixture
def coding(hands: Hands) -> Coding:
    return code(hands, WORDS)


def code(hands: Hands, words: str, name: str = "ESC-MIL") -> Coding:
    start = hands.view.text().index(words)
    coding = hands.code(Span(start, start + len(words)), name)
    assert coding is not None
    return coding


def quotation(hands: Hands, coding: Coding) -> str:
    (stored,) = hands.session.project.codings.get((coding.id,))
    return stored.span.quotation(hands.view.text())


def shown(hands: Hands, coding: Coding) -> str:
    item = hands.view._shown.index.get(coding.id)
    assert item is not None
    return item.shown.span.quotation(hands.view.text())


def hold(hands: Hands, modifier: Qt.KeyboardModifier, *keys: Qt.Key, let_go: bool = True) -> None:
    """Press keys while Shift or Alt is held, and let it go. (QTest would let it go after every key.)"""
    held = Key.Key_Alt if modifier & ALT else Key.Key_Shift
    hands.view.setFocus()
    for key in (held, *keys):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            QApplication.sendEvent(hands.view, QKeyEvent(kind, key, modifier))
        if key != held:
            QApplication.sendEvent(hands.view, QKeyEvent(QEvent.Type.KeyRelease, key, modifier))
    if let_go:
        release(hands, held)


def release(hands: Hands, held: Qt.Key = Key.Key_Shift) -> None:
    QApplication.sendEvent(hands.view, QKeyEvent(QEvent.Type.KeyRelease, held, Qt.KeyboardModifier.NoModifier))


def handles(hands: Hands) -> CodingHandles:
    assert hands.window.coding_view is not None
    return hands.window.coding_view.quick.handles


def drag(hands: Hands, handle: Handle, *places: QPoint, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Take a handle through places of the viewport, without letting it go."""
    with_key = modifier or Qt.KeyboardModifier.NoModifier
    QTest.mousePress(handle, LEFT, with_key, handle.rect().center())
    for place in places:
        QTest.mouseMove(handle, handle.mapFromGlobal(hands.view.viewport().mapToGlobal(place)))


def drop(handle: Handle) -> None:
    QTest.mouseRelease(handle, LEFT, Qt.KeyboardModifier.NoModifier, handle.rect().center())


# By keys.


def test_shift_and_arrows_move_the_end_by_words(hands: Hands, coding: Coding) -> None:
    hold(hands, SHIFT, Key.Key_Right, Key.Key_Right)
    assert quotation(hands, coding) == "slid into a colder and more"
    hold(hands, SHIFT, Key.Key_Left)
    assert quotation(hands, coding) == "slid into a colder and"
    assert hands.session.coding == coding.id
    assert hands.view.selected_span() is None


def test_alt_and_arrows_move_the_start_by_words(hands: Hands, coding: Coding) -> None:
    hold(hands, ALT, Key.Key_Right)
    assert quotation(hands, coding) == "into a colder"
    hold(hands, ALT, Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert quotation(hands, coding).endswith("slid into a colder")
    assert len(quotation(hands, coding)) > len(WORDS)


def test_with_ctrl_the_ends_move_by_characters(hands: Hands, coding: Coding) -> None:
    hold(hands, SHIFT | CONTROL, Key.Key_Left, Key.Key_Left)
    hold(hands, ALT | CONTROL, Key.Key_Right)
    assert quotation(hands, coding) == "lid into a cold"


def test_up_and_down_move_an_end_by_lines_and_keep_whole_words(hands: Hands, coding: Coding) -> None:
    hold(hands, SHIFT, Key.Key_Down)
    longer = quotation(hands, coding)
    assert 40 < len(longer) - len(WORDS) < 140
    assert hands.view.text()[coding.span.start + len(longer)] in " .,;:”\n"
    hold(hands, SHIFT, Key.Key_Up)
    assert abs(len(quotation(hands, coding)) - len(WORDS)) < 12


def test_an_end_never_goes_over_the_other_one(hands: Hands, coding: Coding) -> None:
    hold(hands, SHIFT, *[Key.Key_Left] * 9)
    assert quotation(hands, coding) == "slid"
    hold(hands, ALT, *[Key.Key_Right] * 9)
    assert quotation(hands, coding) == "slid"


def test_what_was_moved_while_a_key_was_held_is_one_step_of_undo(hands: Hands, coding: Coding) -> None:
    before = len(hands.session.project.journal())
    hold(hands, SHIFT, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    hold(hands, ALT, Key.Key_Right)
    assert len(hands.session.project.journal()) == before + 2
    hands.press(Key.Key_Z, CONTROL)
    assert quotation(hands, coding) == "slid into a colder and more perilous"
    hands.press(Key.Key_Z, CONTROL)
    assert quotation(hands, coding) == shown(hands, coding) == WORDS


def test_undo_while_the_key_is_still_held_takes_back_what_is_shown(hands: Hands, coding: Coding) -> None:
    hold(hands, SHIFT, Key.Key_Right, let_go=False)
    assert shown(hands, coding) == "slid into a colder and"
    assert quotation(hands, coding) == WORDS
    hands.window.actions_.by_name["undo"].trigger()
    assert quotation(hands, coding) == shown(hands, coding) == WORDS
    assert hands.session.project.next_redo == "Move the ends of a coding"


def test_escape_takes_the_end_back_while_the_key_is_held(hands: Hands, coding: Coding) -> None:
    hold(hands, SHIFT, Key.Key_Right, Key.Key_Escape)
    assert quotation(hands, coding) == shown(hands, coding) == WORDS
    assert hands.session.project.next_undo == "Apply ESC-MIL"


def test_what_is_shown_is_kept_when_the_window_closes(hands: Hands, coding: Coding) -> None:
    path = hands.session.project.path
    assert path is not None
    hold(hands, SHIFT, Key.Key_Right, let_go=False)
    hands.window.close()
    with Project.open(path) as again:
        assert again.codings.all()[0].span.end == coding.span.end + len(" and")


def test_what_is_shown_is_kept_when_another_document_is_opened(hands: Hands, coding: Coding) -> None:
    hold(hands, SHIFT, Key.Key_Right, let_go=False)
    hands.open_document(_another(hands))
    stored = hands.session.project.codings.get((coding.id,))[0]
    assert len(stored.span) == len("slid into a colder and")
    assert hands.view.codings_at(stored.span.start) == []


def _another(hands: Hands) -> str:
    return next(found.file_name for found in hands.session.project.documents.all() if found.file_name != LEDGER)


def test_without_a_coding_shift_and_arrows_select_words_as_always(hands: Hands, coding: Coding) -> None:
    hands.press(Key.Key_Escape)
    assert hands.session.coding is None
    hands.view.set_caret(coding.span.start)
    hold(hands, SHIFT, *[Key.Key_Right] * 4)
    assert hands.view.selected_span() == Span(coding.span.start, coding.span.start + 4)
    assert quotation(hands, coding) == WORDS


def test_words_that_are_selected_keep_the_arrows(hands: Hands, coding: Coding) -> None:
    hands.view.select_span(Span(coding.span.start, coding.span.start + 4))
    hands.session.select_coding(coding.id)
    hold(hands, SHIFT, Key.Key_Right, Key.Key_Right)
    assert quotation(hands, coding) == WORDS
    assert hands.view.selected_span() == Span(coding.span.start, coding.span.start + 6)


def test_another_coders_coding_stays_where_it_is(hands: Hands, coding: Coding) -> None:
    hands.sit_down("B")
    hands.window.actions_.by_name["show_others"].setChecked(True)
    hands.session.select_coding(coding.id)
    hold(hands, SHIFT, Key.Key_Right)
    assert quotation(hands, coding) == shown(hands, coding) == WORDS
    assert "another coder's coding" in hands.window.messages.text
    assert not handles(hands).start.in_sight


def test_ends_that_the_project_refuses_go_back(hands: Hands, coding: Coding) -> None:
    other = code(hands, f"{WORDS} and")
    hands.session.select_coding(coding.id)
    hold(hands, SHIFT, Key.Key_Right)
    assert "already on exactly these words" in hands.window.messages.text
    assert quotation(hands, coding) == shown(hands, coding) == WORDS
    assert quotation(hands, other) == f"{WORDS} and"


def test_the_reader_is_told_where_the_coding_ends(hands: Hands, coding: Coding) -> None:
    said: list[str] = []
    hands.session.told.connect(said.append)
    hold(hands, SHIFT, Key.Key_Right)
    hold(hands, ALT, Key.Key_Right)
    assert said == ["Ends with “and”", "Begins with “into”"]


def test_from_right_to_left_the_left_arrow_goes_on(hands: Hands, tmp_path: Path) -> None:
    open_text(hands, tmp_path, ARABIC)
    coding = code(hands, "الوزير إن")
    hold(hands, SHIFT, Key.Key_Left)
    assert quotation(hands, coding) == "الوزير إن المحادثات"
    hold(hands, ALT, Key.Key_Left)
    assert quotation(hands, coding) == "إن المحادثات"
    hold(hands, SHIFT, Key.Key_Right)
    assert quotation(hands, coding) == "إن"


def open_text(hands: Hands, folder: Path, text: str) -> None:
    path = folder / "made.txt"
    path.write_text(text, encoding="utf-8")
    hands.drop([path])
    waiting.until(lambda: hands.window.pages.currentWidget() is hands.window.coding_view)
    hands.open_document("made.txt")
    hands.window.activateWindow()


# By handles.


def test_the_selected_coding_has_a_handle_at_each_end(hands: Hands, coding: Coding) -> None:
    for handle, place in (
        (handles(hands).start, hands.place_of(coding.span.start, 0.0)),
        (handles(hands).end, hands.place_of(coding.span.end - 1, 1.0)),
    ):
        assert handle.isVisible()
        assert handle.width() >= 8
        assert handle.height() >= 18
        middle = hands.view.viewport().mapFrom(hands.view, handle.geometry().center())
        assert abs(middle.x() - place.x()) <= handle.width()
        assert abs(middle.y() - place.y()) <= 6
        assert handle.accessibleName()
    hands.press(Key.Key_Escape)
    assert not handles(hands).start.in_sight
    assert not handles(hands).end.in_sight


def test_dragging_a_handle_moves_the_end_by_whole_words_in_one_change(hands: Hands, coding: Coding) -> None:
    before = len(hands.session.project.journal())
    text = hands.view.text()
    target = text.index("perilous", coding.span.end) + 3
    drag(hands, handles(hands).end, hands.place_of(coding.span.end + 5), hands.place_of(target))
    assert shown(hands, coding) == "slid into a colder and more perilous"
    assert quotation(hands, coding) == WORDS
    drop(handles(hands).end)
    assert quotation(hands, coding) == "slid into a colder and more perilous"
    assert len(hands.session.project.journal()) == before + 1
    hands.press(Key.Key_Z, CONTROL)
    assert quotation(hands, coding) == shown(hands, coding) == WORDS


def test_the_start_handle_moves_the_start(hands: Hands, coding: Coding) -> None:
    drag(hands, handles(hands).start, hands.place_of(coding.span.start + 6))
    drop(handles(hands).start)
    assert quotation(hands, coding) == "into a colder"


def test_dragging_one_handle_over_the_other_leaves_a_word(hands: Hands, coding: Coding) -> None:
    drag(hands, handles(hands).end, QPoint(2, 2))
    drop(handles(hands).end)
    assert quotation(hands, coding) == "slid"


def test_escape_while_dragging_leaves_the_coding_as_it_was(hands: Hands, coding: Coding) -> None:
    handle = handles(hands).end
    drag(hands, handle, hands.place_of(coding.span.end + 6))
    assert shown(hands, coding) != WORDS
    QTest.keyClick(hands.view, Key.Key_Escape)
    assert shown(hands, coding) == WORDS
    QTest.mouseMove(handle, QPoint(80, 5))
    drop(handle)
    assert quotation(hands, coding) == shown(hands, coding) == WORDS
    assert hands.session.coding == coding.id


def test_a_handle_follows_the_text_when_it_scrolls_and_grows(hands: Hands, coding: Coding) -> None:
    bar = hands.view.verticalScrollBar()
    before = handles(hands).end.y()
    bar.setValue(bar.value() + 1)
    waiting.pause()
    assert handles(hands).end.y() < before
    bar.setValue(bar.maximum())
    waiting.pause()
    assert not handles(hands).end.in_sight
    bar.setValue(0)
    hands.window.actions_.by_name["larger_text"].trigger()
    waiting.pause()
    place = hands.place_of(coding.span.end - 1, 1.0)
    middle = hands.view.viewport().mapFrom(hands.view, handles(hands).end.geometry().center())
    assert (middle - place).manhattanLength() < 14


def test_a_handle_below_the_text_scrolls_it(hands: Hands, coding: Coding) -> None:
    bar = hands.view.verticalScrollBar()
    assert bar.maximum() > 0
    drag(hands, handles(hands).end, QPoint(200, hands.view.viewport().height() + 30))
    waiting.until(lambda: bar.value() >= 3)
    drop(handles(hands).end)
    assert len(quotation(hands, coding)) > 500
    resting = bar.value()
    waiting.pause(200)
    assert bar.value() == resting


def test_from_right_to_left_the_handles_stand_where_the_words_begin_and_end(hands: Hands, tmp_path: Path) -> None:
    open_text(hands, tmp_path, ARABIC)
    coding = code(hands, "الوزير إن")
    assert handles(hands).start.x() > handles(hands).end.x()
    drag(hands, handles(hands).end, hands.place_of(hands.view.text().index("المحادثات") + 4))
    drop(handles(hands).end)
    assert quotation(hands, coding) == "الوزير إن المحادثات"
