"""Coding without the mouse: the palette, sentences, the last code again, new codes, examples, commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.core.filtering import Filter
from cadrage.core.model import Coding, ExampleKind, Span
from cadrage.gui import waiting
from cadrage.gui.code_palette import CodePalette
from cadrage.gui.command_list import CommandList
from cadrage.gui.kit import Field
from cadrage.gui.main_window import MainWindow
from cadrage.gui.name_popup import NamePopup
from cadrage.gui.quick_coding import shortened_name
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
    return next(found for found in hands.window.findChildren(CodePalette) if found.isVisible())


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


def test_the_palette_shrinks_and_grows_with_its_rows(hands: Hands) -> None:
    hands.drag_over(passage(hands, "slid into a colder"))
    hands.press(Qt.Key.Key_Space)
    shown = palette(hands)
    high, top = shown.height(), shown.y()
    hands.type_name("leg-ill")
    waiting.pause()
    assert shown.height() == shown.sizeHint().height() < high
    assert shown.y() == top or shown.y() + shown.height() == top + high
    shown.field.clear()
    waiting.pause()
    assert (shown.height(), shown.y()) == (high, top)


def test_palettes_that_were_closed_are_gone(hands: Hands) -> None:
    hands.drag_over(passage(hands, "slid into a colder"))
    for _ in range(3):
        hands.press(Qt.Key.Key_Space)
        QTest.keyClick(palette(hands).field, Qt.Key.Key_Escape)
    waiting.pause()
    assert not hands.window.findChildren(CodePalette)


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


def test_a_number_with_ctrl_codes_the_sentence_and_goes_on_to_the_next(hands: Hands) -> None:
    hands.view.set_caret(10)
    hands.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    wait_for_coding(hands)
    assert hands.view.text()[hands.view.caret() :].startswith("Kerry warns of")
    hands.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    wait_for_coding(hands, 2)
    starts = sorted(coding.span.start for coding in codings(hands))
    assert [hands.view.text()[start:][:5] for start in starts] == [FIRST[:5], "Kerry"]
    assert hands.session.coding is None


def test_a_number_with_ctrl_stays_where_the_code_could_not_be_applied(hands: Hands) -> None:
    hands.view.set_caret(10)
    hands.press(Qt.Key.Key_1)
    wait_for_coding(hands)
    hands.view.set_caret(10)
    hands.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert "already on exactly these words" in hands.window.messages.text
    assert hands.view.caret() == 10


def test_q_remembers_the_last_code_of_an_earlier_day(hands: Hands) -> None:
    hands.code(passage(hands, "slid into a colder"), "ESC-THR")
    path = hands.session.project.path
    assert path is not None
    hands.window.close_project()
    hands.window.open_project(path)
    hands.open_document(LEDGER)
    hands.drag_over(passage(hands, "By the foreign desk"))
    hands.press(Qt.Key.Key_Q)
    assert [label(hands, coding) for coding in codings(hands)] == ["ESC-THR", "ESC-THR"]


def test_o_goes_round_codings_on_the_very_same_words(hands: Hands) -> None:
    made = [hands.code(passage(hands, "perilous stage"), name) for name in ("ESC-MIL", "ESC-THR", "SAN-CTR")]
    ids = {coding.id for coding in made if coding is not None}
    said: list[str] = []
    hands.session.told.connect(said.append)
    seen = []
    for _ in range(6):
        hands.press(Qt.Key.Key_O)
        seen.append(hands.session.coding)
    assert set(seen[:3]) == ids
    assert seen[3:] == seen[:3]
    assert said[0].startswith("Coding ")
    assert said[0].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-").endswith("of 3 here: ")


def test_o_stays_with_the_codings_at_the_caret(hands: Hands) -> None:
    one = hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    two = hands.code(passage(hands, "colder and more perilous"), "ESC-THR")
    three = hands.code(passage(hands, "perilous stage"), "SAN-CTR")
    assert one is not None
    assert two is not None
    assert three is not None
    hands.press(Qt.Key.Key_Escape)
    hands.view.set_caret(passage(hands, "perilous").start + 2)
    seen = []
    for _ in range(4):
        hands.press(Qt.Key.Key_O)
        seen.append(hands.session.coding)
    assert seen == [two.id, three.id, two.id, three.id]


def test_the_name_of_a_very_long_passage_ends_at_a_word(hands: Hands) -> None:
    text = hands.view.text()
    span = Span(passage(hands, "slid into a colder").start, passage(hands, "slid into a colder").start + 300)
    hands.view.select_span(span)
    hands.press(Qt.Key.Key_V)
    (coding,) = codings(hands)
    name = label(hands, coding)
    assert name.endswith("…")
    assert 30 < len(name) <= 60
    assert " ".join(text[span.start : span.end].split()).startswith(f"{name[:-1]} ")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("one\ntwo\u00a0three", "one two three"),
        ("شبه جزيرة القرم", "شبه جزيرة القرم"),
        ("👩‍👩‍👧" * 70, "👩‍👩‍👧" * 59 + "…"),
        ("word " * 12, "word word word word word word word word word word word word"),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_names_after_words_cut_no_character(words: str, name: str) -> None:
    assert shortened_name(" ".join(words.split())) == name


def test_v_on_words_that_have_named_a_code_applies_that_code(hands: Hands) -> None:
    hands.view.select_span(passage(hands, "Crimea"))
    hands.press(Qt.Key.Key_V)
    text = hands.view.text()
    again = text.index("Crimea", passage(hands, "Crimea").end)
    hands.view.select_span(Span(again, again + 6))
    hands.press(Qt.Key.Key_V)
    assert [label(hands, coding) for coding in codings(hands)] == ["Crimea", "Crimea"]
    assert len({coding.code for coding in codings(hands)}) == 1


def test_the_palette_is_there_before_the_sentences_are_known(hands: Hands) -> None:
    hands.view.set_caret(10)
    hands.press(Qt.Key.Key_Space)
    shown = palette(hands)
    QTest.keyClicks(shown.field, "thr")
    QTest.keyClick(shown.field, Qt.Key.Key_Return)
    coding = wait_for_coding(hands)
    assert (label(hands, coding), coding.span.quotation(hands.view.text())) == ("ESC-THR", FIRST)


def test_keys_pressed_before_the_sentences_are_known_act_in_their_order(hands: Hands) -> None:
    hands.view.set_caret(0)
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_2)
    assert codings(hands) == ()
    wait_for_coding(hands, 2)
    text = hands.view.text()
    assert [(label(hands, coding), coding.span.quotation(text)[:5]) for coding in codings(hands)] == [
        ("ESC-MIL", FIRST[:5]),
        ("ESC-THR", "Kerry"),
    ]


def test_a_new_code_on_words_is_told_and_so_is_a_filter_that_hides_it(hands: Hands) -> None:
    other = hands.session.codebook.find("LEG-ILL")
    assert other is not None
    hands.session.set_filter(Filter(codes=frozenset({other.id})))
    hands.drag_over(passage(hands, "slid into a colder"))
    told: list[str] = []
    hands.session.told.connect(told.append)
    hands.press(Qt.Key.Key_V)
    assert told[-1] == "slid into a colder applied to 18 characters; the filter hides it"


def test_the_coding_at_the_caret_becomes_an_example(hands: Hands) -> None:
    coding = hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    assert coding is not None
    hands.press(Qt.Key.Key_Escape)
    hands.view.set_caret(coding.span.start + 2)
    before = len(hands.session.project.codes.examples())
    hands.press(Qt.Key.Key_E)
    assert len(hands.session.project.codes.examples()) == before + 1


def test_the_same_words_become_an_example_once(hands: Hands) -> None:
    coding = hands.code(passage(hands, "slid into a colder"), "ESC-MIL")
    assert coding is not None
    before = len(hands.session.project.codes.examples())
    for _ in range(2):
        hands.session.select_coding(coding.id)
        hands.press(Qt.Key.Key_E)
    assert len(hands.session.project.codes.examples()) == before + 1
