"""The document view, with real pixels and a real mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadrage.core.model import Span
from cadrage.gui.appearance import Appearance
from cadrage.gui.document_view import DocumentView
from cadrage.gui.span_index import Shown
from cadrage.gui.theme import DARK, LIGHT

TEXT = (
    "Kerry said there would be costs, and that the well-known ultimatum stands.\n"
    "\n"
    "Лавров 😀 и Керри 👩‍👩‍👧 обсудили\tситуацию в Крыму.\n"
    "\n"
    "وصل وزير الخارجية Kerry إلى لندن يوم الجمعة للقاء Lavrov قبل الاستفتاء.\n"
    "\n"
    "The massing of troops on the border has concerned Washington and will be raised with Lavrov.\n"
)
Open = Callable[..., DocumentView]


def coding(number: int, words: str, *, text: str = TEXT, **more: object) -> Shown:
    start = text.index(words)
    values = {"label": "ESC", "name": "Escalation", "colour": "#B44157", "coder": 1} | more
    return Shown(number, Span(start, start + len(words)), **values)  # type: ignore[arg-type]


@pytest.fixture
def opened(qtbot: QtBot) -> Open:
    def show(text: str = TEXT, codings: tuple[Shown, ...] = (), **more: object) -> DocumentView:
        view = DocumentView()
        qtbot.addWidget(view)
        view.resize(820, 620)
        view.show_document(text, codings, **more)  # type: ignore[arg-type]
        view.setCursorWidth(0)  # a caret that blinks would make pictures differ
        view.show()
        qtbot.waitExposed(view)
        return view

    return show


def picture(view: DocumentView) -> QImage:
    return view.viewport().grab().toImage()


def cell(view: DocumentView, position: int) -> QRectF | None:
    """Where a character is on the screen; None where it takes no room."""
    start, end = view._shown.offsets.to_qt(position), view._shown.offsets.to_qt(position + 1)
    for line in view.all_visible_lines():
        for low, high in line.stretches(start, end):
            if high - low > 2.5 and line.top >= 0 and line.bottom <= view.viewport().height():
                return QRectF(low, line.top, high - low, line.height)
    return None


def centre(view: DocumentView, position: int) -> QPointF | None:
    found = cell(view, position)
    return found.center() if found is not None else None


def changed_positions(view: DocumentView, before: QImage, after: QImage) -> set[int]:
    """The characters whose ground looks different."""
    found = set()
    for position in range(len(view.text())):
        place = cell(view, position)
        if place is None:
            continue
        columns = range(int(place.left() + 1), int(place.right()))
        rows = range(int(place.top()) + 8, int(place.top()) + 16)
        if any(before.pixel(x, y) != after.pixel(x, y) for x in columns for y in rows):
            found.add(position)
    return found


def visible_positions(view: DocumentView, span: Span) -> set[int]:
    return {position for position in range(span.start, span.end) if centre(view, position) is not None}


@pytest.mark.parametrize(
    "words",
    [
        "there would be costs",
        "😀 и Керри",
        "обсудили\tситуацию",
        "وزير الخارجية Kerry إلى",
        "Kerry إلى لندن يوم",
        "troops on the border has concerned Washington and will",
        "ultimatum stands.\n\nЛавров 😀",
    ],
)
def test_a_character_is_tinted_exactly_if_it_is_coded(opened: Open, words: str) -> None:
    view = opened()
    before = picture(view)
    one = coding(1, words)
    view.upsert([one])
    assert changed_positions(view, before, picture(view)) == visible_positions(view, one.span)


def test_tinting_is_exact_under_many_overlapping_codings(opened: Open) -> None:
    words = ["The massing of troops on the border has", "massing of troops", "of troops on the", "troops"]
    words += ["troops on", "troops on the border", "on the border has concerned"]
    view = opened()
    before = picture(view)
    codings = [coding(number, each) for number, each in enumerate(words)]
    view.upsert(codings)
    expected = set().union(*(visible_positions(view, one.span) for one in codings))
    assert changed_positions(view, before, picture(view)) == expected


def test_tinting_is_exact_in_one_paragraph_of_many_thousand_characters(opened: Open) -> None:
    text = "Words that go on without any paragraph. " * 800
    view = opened(text)
    view.reveal(Span(20_000, 20_005))
    before = picture(view)
    one = Shown(1, Span(20_010, 20_222), "ESC", "", "#4069C5", 1)
    view.upsert([one])
    assert changed_positions(view, before, picture(view)) == visible_positions(view, one.span)
    assert view.text() == text
    assert len(view.toPlainText()) == len(text)


def test_a_discarded_coding_leaves_no_trace(opened: Open) -> None:
    view = opened()
    before = picture(view)
    view.upsert([coding(1, "there would be costs"), coding(2, "costs, and that")])
    assert picture(view) != before
    view.discard([1, 2])
    assert picture(view) == before


def test_a_selected_coding_is_raised_and_hidden_coders_are_not_seen(opened: Open) -> None:
    view = opened(TEXT, (coding(1, "costs"), coding(2, "troops", coder=2, pattern="dashed", group=1)))
    plain = picture(view)
    view.select_coding(1)
    assert picture(view) != plain
    view.select_coding(None)
    view.set_coders_shown(frozenset({1}))
    at = TEXT.index("troops")
    assert view.codings_at(at) == []
    assert picture(view) != plain
    view.set_coders_shown(None)
    assert picture(view) == plain


def test_names_in_the_margin_do_not_overlap_and_stay_inside(opened: Open) -> None:
    codings = tuple(
        coding(number, "there would be costs", label=f"ESC-{number}", name="A very long name of a code")
        for number in range(12)
    )
    view = opened(TEXT, codings)
    view.grab()
    areas = [area for area, _ in view._margin.label_areas()]
    assert len(areas) == 12
    for one, other in pairwise(areas):
        assert one.bottom() <= other.top()
    assert all(area.right() <= view._margin.width() for area in areas)


def drag(view: DocumentView, start: int, end: int, modifier: Qt.KeyboardModifier) -> None:
    first, last = centre(view, start), centre(view, end - 1)
    assert first is not None
    assert last is not None
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=first.toPoint() - QPoint(3, 0))
    QTest.mouseMove(port, last.toPoint())
    QTest.mouseMove(port, last.toPoint() + QPoint(4, 0))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, modifier, last.toPoint() + QPoint(4, 0))


NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def test_dragging_over_parts_of_words_selects_them_whole(opened: Open, qtbot: QtBot) -> None:
    view = opened()
    start = TEXT.index("here would")
    with qtbot.waitSignal(view.selection_changed) as told:
        drag(view, start, TEXT.index("uld be") + 2, NONE)
    wanted = Span(TEXT.index("there"), TEXT.index(" be costs"))
    assert view.selected_span() == wanted
    assert told.args == [wanted]


def test_with_alt_the_edges_stay_where_the_mouse_left_them(opened: Open) -> None:
    view = opened()
    start, end = TEXT.index("ould be"), TEXT.index("ould be") + 5
    drag(view, start, end, ALT)
    assert view.selected_span() == Span(start, end - 1)


def test_a_selection_behind_astral_characters_has_the_right_span(opened: Open) -> None:
    view = opened()
    start = TEXT.index("обсудили")
    drag(view, start, start + len("обсудили"), NONE)
    span = view.selected_span()
    assert span is not None
    assert span.quotation(TEXT) == "обсудили"


def test_a_selection_takes_whole_characters_as_readers_see_them(opened: Open) -> None:
    view = opened()
    family = TEXT.index("👩")
    view.select_span(Span(family + 1, family + 2))
    span = view.selected_span()
    assert span is not None
    assert span.quotation(TEXT) == "👩‍👩‍👧"


def test_a_selection_never_holds_white_space_at_its_edges(opened: Open) -> None:
    view = opened()
    end = TEXT.index("\n") + 2
    view.select_span(Span(TEXT.index(" ultimatum"), end))
    span = view.selected_span()
    assert span is not None
    assert span.quotation(TEXT) == "ultimatum stands."
    view.select_span(Span(TEXT.index("\n\n"), TEXT.index("\n\n") + 2))
    assert view.selected_span() is None


def click(view: DocumentView, position: int, times: int = 1) -> None:
    point = centre(view, position)
    assert point is not None
    port, button = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(port, button, pos=point.toPoint())
    if times >= 2:
        QTest.mouseDClick(port, button, pos=point.toPoint())
    if times == 3:
        QTest.mousePress(port, button, pos=point.toPoint())
        QTest.mouseRelease(port, button, pos=point.toPoint())


def test_a_double_click_selects_a_word_with_its_hyphen(opened: Open) -> None:
    view = opened()
    click(view, TEXT.index("known"), 2)
    span = view.selected_span()
    assert span is not None
    assert span.quotation(TEXT) == "well-known"


def test_a_triple_click_selects_the_sentence_or_the_paragraph(opened: Open) -> None:
    view = opened()
    click(view, TEXT.index("massing"), 3)
    span = view.selected_span()
    assert span is not None
    assert span.quotation(TEXT) == TEXT.splitlines()[-1]
    view.clear_selection()
    start = TEXT.index("The massing")
    view.set_sentences([(start, TEXT.index(" has concerned"))])
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    click(view, TEXT.index("massing"), 3)
    assert view.selected_span() == Span(start, TEXT.index(" has concerned"))


def test_a_click_lists_every_coding_under_it(opened: Open, qtbot: QtBot) -> None:
    view = opened(TEXT, (coding(1, "there would be costs"), coding(2, "costs")))
    with qtbot.waitSignal(view.codings_clicked) as told:
        click(view, TEXT.index("costs") + 2)
    assert told.args is not None
    assert told.args[0] == [1, 2]
    with qtbot.assertNotEmitted(view.codings_clicked):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 500))


def test_a_click_on_a_name_in_the_margin_means_that_coding(opened: Open, qtbot: QtBot) -> None:
    view = opened(TEXT, (coding(1, "there would be costs"), coding(2, "costs")))
    view.grab()
    area, number = view._margin.label_areas()[1]
    with qtbot.waitSignal(view.codings_clicked) as told:
        QTest.mouseClick(view._margin, Qt.MouseButton.LeftButton, pos=area.center().toPoint())
    assert told.args is not None
    assert told.args[0] == [number]


def test_hovering_raises_the_shortest_coding_and_leaving_lets_go(opened: Open, qtbot: QtBot) -> None:
    view = opened(TEXT, (coding(1, "there would be costs"), coding(2, "costs")))
    plain = picture(view)
    point = centre(view, TEXT.index("costs"))
    assert point is not None
    with qtbot.waitSignal(view.coding_hovered) as told:
        QTest.mouseMove(view.viewport(), point.toPoint())
    assert told.args == [2]
    assert view.codings_under_mouse() == [1, 2]
    assert picture(view) != plain
    QTest.mouseMove(view.viewport(), QPoint(200, 560))
    assert view.codings_under_mouse() == []
    assert picture(view) == plain


@pytest.mark.parametrize("key", ["1", "U", "Space", "/", "Del", "]", "Ctrl+Z", "J", "?"])
def test_single_keys_reach_shortcuts_on_the_view(opened: Open, qtbot: QtBot, key: str) -> None:
    view = opened()
    shortcut = QShortcut(QKeySequence(key), view)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    view.setFocus()
    view.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    with qtbot.waitSignal(shortcut.activated, timeout=500):
        QTest.keySequence(view, QKeySequence(key))


def test_the_arrow_keys_move_the_caret_and_select(opened: Open, qtbot: QtBot) -> None:
    view = opened()
    view.setFocus()
    with qtbot.waitSignal(view.caret_moved) as told:
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert told.args == [1]
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    span = view.selected_span()
    assert span is not None
    assert span.quotation(TEXT) == "said"


def test_the_caret_counts_code_points(opened: Open) -> None:
    view = opened()
    position = TEXT.index("Крыму")
    view.set_caret(position)
    assert view.caret() == position


def test_copied_words_are_those_of_the_document(opened: Open) -> None:
    text = "Ten\u00a0percent of them\n"
    view = opened(text)
    view.select_span(Span(0, 11))
    assert view.createMimeDataFromSelection().text() == "Ten\u00a0percent"


def test_what_is_not_article_is_muted_and_says_why(opened: Open) -> None:
    start = TEXT.index("The massing")
    region = (Span(start, len(TEXT) - 1), "copyright line")
    plain = opened()
    muted = opened(TEXT, (), regions=[region])
    before, after = picture(plain), picture(muted)
    assert before != after
    assert changed_positions(muted, before, after) <= set(range(start, len(TEXT)))


def test_a_switch_of_theme_repaints_text_and_margin(opened: Open, light: Appearance) -> None:
    view = opened(TEXT, (coding(1, "costs"),), regions=[(Span(0, 5), "byline")])
    assert picture(view).pixelColor(400, 600).name().upper() == LIGHT.surface
    light.set_mode("dark")
    assert picture(view).pixelColor(400, 600).name().upper() == DARK.surface
    assert view._margin.grab().toImage().pixelColor(200, 590).name().upper() == DARK.surface


def test_the_reading_column_has_at_most_eighty_characters_and_is_centred(opened: Open) -> None:
    view = opened("The minister said that he would not accept any of it. " * 30)
    view.resize(1800, 600)
    QTest.qWait(10)
    lines = view.all_visible_lines()
    assert max(line.end - line.start for line in lines) <= 82
    assert view.viewport().x() > 300


def test_lines_keep_their_pitch_and_empty_lines_are_low(opened: Open) -> None:
    view = opened("One\nTwo\n\nThree")
    tops = [line.top for line in view.all_visible_lines()]
    assert tops[1] - tops[0] == 25
    assert tops[3] - tops[1] == 35


def test_zooming_changes_the_size_and_tells(opened: Open, qtbot: QtBot) -> None:
    view = opened()
    view.setFocus()
    with qtbot.waitSignal(view.text_size_changed) as told:
        QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [17]
    view.set_text_size(None)
    assert view.text_size == 16
    view.set_text_size(500)
    assert view.text_size == 32
    tops = [line.top for line in view.all_visible_lines()]
    assert tops[1] - tops[0] == 50


def test_reveal_brings_a_far_span_into_sight(opened: Open) -> None:
    text = "A paragraph of some words that stands here.\n\n" * 400
    view = opened(text)
    far = Span(15_000, 15_010)
    view.reveal(far)
    assert any(line.start <= far.start < line.end for line in view.all_visible_lines())


def test_codings_at_the_caret_are_said_in_words(opened: Open) -> None:
    view = opened(TEXT, (coding(1, "there would be costs"), coding(2, "costs", label="SAN", name="")))
    view.set_caret(TEXT.index("costs") + 1)
    assert view.codings_text() == "2 here: ESC Escalation; SAN"
    view.set_caret(0)
    assert view.codings_text() == "No coding here"
    assert view.next_coding(0) == 1
    assert view.next_coding(len(TEXT), backwards=True) == 2


def test_a_recoloured_code_looks_different_in_all_its_codings(opened: Open) -> None:
    view = opened(TEXT, (coding(1, "costs", code=7), coding(2, "troops", code=7)))
    before = picture(view)
    view.recolour(7, "#2D592E", label="NEW", name="")
    spans = (coding(1, "costs").span, coding(2, "troops").span)
    expected = set().union(*(visible_positions(view, span) for span in spans))
    assert changed_positions(view, before, picture(view)) == expected
    assert "NEW" in view._shown.codings_text(TEXT.index("costs"))


def test_marked_matches_are_seen_and_taken_away(opened: Open) -> None:
    view = opened()
    before = picture(view)
    span = coding(1, "costs").span
    view.show_matches([span, coding(2, "troops").span], span)
    assert picture(view) != before
    view.show_matches([])
    assert picture(view) == before


def test_a_paragraph_without_spaces_is_cut_for_the_eye_only(opened: Open) -> None:
    text = "克里表示制裁将会继续。" * 3000
    one = Shown(1, Span(4_390, 4_405), "ESC", "", "#4069C5", 1)
    view = opened(text, (one,))
    assert max(block.length() for block in blocks(view)) <= 4_001
    cut = view.document().findBlockByNumber(1).position()
    view.select_span(Span(cut - 20, cut + 20))
    span = view.selected_span()
    assert span == Span(cut - 20, cut + 20)
    assert view.createMimeDataFromSelection().text() == text[cut - 20 : cut + 20]
    view.reveal(one.span)
    before = picture(view)
    view.discard([1])
    assert changed_positions(view, before, picture(view)) == visible_positions(view, one.span)


def blocks(view: DocumentView) -> Iterator[QTextBlock]:
    block = view.document().begin()
    while block.isValid():
        yield block
        block = block.next()
