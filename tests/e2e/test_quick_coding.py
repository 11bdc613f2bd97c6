"""Coding without the mouse: the palette, sentences, the last code again, new codes, examples, commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.core.model import Coding, ExampleKind, Span
from cadrage.gui import waiting
from cadrage.gui.code_palette import CodePalette
from cadrage.gui.command_list import CommandList
from cadrage.gui.kit import Field
from cadrage.gui.main_window import MainWindow
from cadrage.gui.name_popup import NamePopup
from cadrage.jobs import sample
from tests.e2e.hands import Hands

LEDGER = "northern-ledger_2014-03-15.txt"
FIRST = "Six hours in Regent’s Park leave Crimea’s vote on course and the powers further apart"


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Hands:
    project = sample.build(tmp_path / "study.cadrage", coded=False)
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(project)
    hands = Hands(window)
    hands.open_document(LEDGER)
    window.activateWindow()
    return hands


def passage(hands: Hands, words: str) -> Span:
    start = hands.view.text().index(words)
    return Span(start, start + len(words))


def palette(hands: Hands) -> CodePalette:
    return next(found for found in hands.view.findChildren(CodePalette) if found.isVisible())


def codings(hands: Hands) -> tuple[Coding, ...]:
    return hands.session.project.codings.all()


def label(hands: Hands, coding: Coding) -> str:
    code = hands.session.project.codes.get(coding.code)
    assert code is not None
    return code.label


def wait_for_coding(hands: Hands, number: int = 1) -> Coding:
    waiting.until(lambda: len(codings(hands)) == number)
    return codings(hands)[-1]


def test_a_key_without_a_selection_codes_the_sentence_at_the_caret(hands: Hands) -> None:
    hands.view.set_caret(10)
    hands.press(Qt.Key.Key_1)
    coding = wait_for_coding(hands)
    assert coding.span.quotation(hands.view.text()) == FIRST
    texts = [document.text_id for document in hands.session.project.documents.all()]
    assert len(hands.session.project.texts.segments(texts, "sentence")) == 1


def test_the_palette_finds_a_code_by_three_letters_and_enter_applies_it(hands: Hands) -> None:
    span = passage(hands, "slid into a colder and more perilous stage")
    hands.drag_over(span)
    hands.press(Qt.Key.Key_Space)
    shown = palette(hands)
    QTest.keyClicks(shown.field, "thr")
    assert shown.list.currentIndex().data() == "ESC-THR Threat of force or ultimatum"
    assert hands.session.code == hands.session.codebook.find("ESC-THR").id  # type: ignore[union-attr]
    QTest.keyClick(shown.field, Qt.Key.Key_Down)
    QTest.keyClick(shown.field, Qt.Key.Key_Return)
    (coding,) = codings(hands)
    assert (label(hands, coding), coding.span) == ("SAN-THR", span)
    assert not shown.isVisible()


def test_shift_enter_applies_and_keeps_the_palette_open(hands: Hands) -> None:
    hands.drag_over(passage(hands, "slid into a colder"))
    hands.press(Qt.Key.Key_Space)
    shown = palette(hands)
    QTest.keyClicks(shown.field, "mil")
    QTest.keyClick(shown.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert shown.isVisible()
    shown.field.clear()
    QTest.keyClicks(shown.field, "inv")
    QTest.keyClick(shown.field, Qt.Key.Key_Return)
    assert sorted(label(hands, coding) for coding in codings(hands)) == ["ESC-INV", "ESC-MIL"]


def test_escape_closes_the_palette_and_codes_nothing(hands: Hands) -> None:
    hands.drag_over(passage(hands, "slid into a colder"))
    hands.press(Qt.Key.Key_Space)
    shown = palette(hands)
    QTest.keyClick(shown.field, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert codings(hands) == ()


def test_the_palette_makes_a_code_that_is_not_there_in_one_step_of_undo(hands: Hands) -> None:
    hands.drag_over(passage(hands, "slid into a colder"))
    hands.press(Qt.Key.Key_Space)
    shown = palette(hands)
    QTest.keyClicks(shown.field, "Weather metaphor")
    QTest.keyClick(shown.field, Qt.Key.Key_Return)
    (coding,) = codings(hands)
    assert label(hands, coding) == "Weather metaphor"
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert codings(hands) == ()
    assert hands.session.codebook.find("Weather metaphor") is None


def test_q_applies_the_last_code_again(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Q)
    assert "No code has been applied yet" in hands.window.messages.text
    hands.code(passage(hands, "slid into a colder"), "ESC-THR")
    hands.drag_over(passage(hands, "By the foreign desk"))
    hands.press(Qt.Key.Key_Q)
    assert [label(hands, coding) for coding in codings(hands)] == ["ESC-THR", "ESC-THR"]


def test_v_names_a_code_after_the_words(hands: Hands) -> None:
    hands.drag_over(passage(hands, "perilous stage"))
    hands.press(Qt.Key.Key_V)
    (coding,) = codings(hands)
    assert label(hands, coding) == "perilous stage"


def test_n_asks_for_the_name_of_a_new_code(hands: Hands) -> None:
    hands.drag_over(passage(hands, "perilous stage"))
    hands.press(Qt.Key.Key_N)
    popup = next(found for found in hands.window.findChildren(NamePopup) if found.isVisible())
    field = popup.findChild(Field)
    assert field is not None
    QTest.keyClicks(field, "Danger")
    QTest.keyClick(field, Qt.Key.Key_Return)
    (coding,) = codings(hands)
    assert label(hands, coding) == "Danger"


def test_e_makes_the_coding_an_example_of_its_code(hands: Hands) -> None:
    coding = hands.code(passage(hands, "perilous stage"), "ESC-THR")
    assert coding is not None
    before = len(hands.session.project.codes.examples((coding.code,)))
    hands.press(Qt.Key.Key_E)
    examples = hands.session.project.codes.examples((coding.code,))
    assert len(examples) == before + 1
    added = next(found for found in examples if found.quotation == "perilous stage")
    assert (added.kind, added.span, added.document) == (ExampleKind.TYPICAL, coding.span, coding.document)


def test_o_goes_round_the_overlapping_codings(hands: Hands) -> None:
    one = hands.code(passage(hands, "slid into a colder and more perilous stage"), "ESC-MIL")
    two = hands.code(passage(hands, "perilous stage"), "ESC-THR")
    assert one is not None
    assert two is not None
    seen = []
    for _ in range(3):
        hands.press(Qt.Key.Key_O)
        seen.append(hands.session.coding)
    assert seen == [one.id, two.id, one.id]


def test_j_and_k_go_from_sentence_to_sentence(hands: Hands) -> None:
    hands.view.set_caret(0)
    hands.press(Qt.Key.Key_J)
    waiting.until(lambda: hands.view.caret() > 0)
    assert hands.view.text()[hands.view.caret() :].startswith("Kerry warns of")
    hands.press(Qt.Key.Key_K)
    assert hands.view.caret() == 0


def test_every_command_is_found_by_its_name(hands: Hands) -> None:
    hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    shown = next(found for found in hands.window.findChildren(CommandList) if found.isVisible())
    QTest.keyClicks(shown.field, "agreement")
    QTest.keyClick(shown.field, Qt.Key.Key_Return)
    assert hands.window.pages.currentWidget() is hands.window.view("agreement")
