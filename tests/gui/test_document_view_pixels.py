"""A character is tinted exactly if the index says that it is coded, in every script, theme, size and place.

Where a character is, the test asks its glyphs, one by one; the view asks for the stretch of a whole span. Characters
without a glyph of some width (tabs, line ends, marks that another character carries) have no place to look at.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import reduce

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadrage.core.model import Span
from cadrage.gui import waiting
from cadrage.gui.appearance import Appearance
from cadrage.gui.document_view import DocumentView
from cadrage.gui.span_index import Shown

PARAGRAPHS = (
    "Kerry said there would be costs, and that the well-known ultimatum “stands”; nobody believed him at first.",
    "Лавров 😀 и Керри 👩\u200d👩\u200d👧 обсудили\tситуацию в Крыму до позднего вечера пятницы.",
    "Ο υπουργός Εξωτερικών δήλωσε ότι το δημοψήφισμα δεν θα αναγνωριστεί από την Ευρώπη.",
    "وصل وزير الخارجية Kerry إلى لندن يوم الجمعة للقاء Lavrov قبل الاستفتاء في شبه جزيرة القرم.",
    "שר החוץ Kerry הגיע ללונדון ביום שישי, 14 במרץ 2014, לקראת משאל העם.",
    "He quoted السلام عليكم twice, then שלום once, and went on in English for a while (as one does).",
    "नमस्ते दुनिया, मंत्री ने कहा कि जनमत संग्रह को मान्यता नहीं दी जाएगी।",
    "克里表示，如果公投继续进行，将会有代价。制裁将会继续，部长说，没有人相信他。",
    "ケリー長官はロンドンでラブロフ外相と会談した。한국어 문장도 하나 있습니다.",
    "Flags 🇺🇦🇷🇺🇬🇧, a wave 👋🏽, cafe\u0301 re\u0301sume\u0301 Kyi\u0308v, 10\u00a0000\u00a0% of them.",
    "A\ttable\tof\ttabs with words between\tthem and a line\u2028separator inside.",
)
TEXT = "\n\n".join(PARAGRAPHS * 4) + "\n"
LEAST_EXACT = 0.999


@pytest.fixture
def view(qtbot: QtBot) -> DocumentView:
    view = DocumentView()
    qtbot.addWidget(view)
    view.resize(820, 900)
    view.show_document(TEXT, codings())
    view.setCursorWidth(0)
    view.show()
    qtbot.waitExposed(view)
    return view


def codings() -> list[Shown]:
    """Words here and there, some over others, as a selection would give them."""
    chance = random.Random(7)
    words: list[tuple[int, int]] = []
    start = 0
    for word in TEXT.split(" "):
        words.append((start, start + len(word)))
        start += len(word) + 1
    spans = []
    for _ in range(len(words) // 6):
        first = chance.randrange(len(words) - 5)
        spans.append(Span(words[first][0], words[first + chance.randrange(4)][1]))
    spans += [Span(place, place + 7) for place, character in enumerate(TEXT) if character in "将会"][::9]
    return [Shown(number, span, "ESC", "", "#B44157", 1) for number, span in enumerate(spans)]


def cells(view: DocumentView) -> Iterator[tuple[int, QRect]]:
    """Each visible character that has glyphs of some width, and the inner upper part of the room they take."""
    offsets = view._shown.offsets
    for line in view.all_visible_lines():
        if line.top < 0 or line.bottom > view.viewport().height():
            continue
        for position in range(offsets.from_qt(line.start), offsets.from_qt(line.end)):
            start, end = offsets.to_qt(position) - line.base, offsets.to_qt(position + 1) - line.base
            boxes = [run.boundingRect() for run in line.line.glyphRuns(start, end - start)]
            room = reduce(QRectF.united, boxes, QRectF())
            left, right = int(line.left + room.left()) + 1, int(line.left + room.right())
            if right - left > 2:
                yield position, QRect(left, int(line.top) + 7, right - left, 7)


def grounds(view: DocumentView) -> tuple[QImage, QImage]:
    """The view without its codings and with them."""
    view.set_coders_shown(frozenset())
    without = view.viewport().grab().toImage()
    view.set_coders_shown(None)
    return without, view.viewport().grab().toImage()


def wrongly_tinted(view: DocumentView) -> tuple[list[str], int]:
    """Characters whose ground is not what the index says, and how many were looked at."""
    without, coded = grounds(view)
    wrong, seen = [], 0
    for position, cell in cells(view):
        seen += 1
        if (without.copy(cell) != coded.copy(cell)) != bool(view.codings_at(position)):
            wrong.append(TEXT[position - 5 : position] + "[" + TEXT[position] + "]" + TEXT[position + 1 : position + 5])
    return wrong, seen


def check(view: DocumentView) -> None:
    wrong, seen = wrongly_tinted(view)
    assert seen > 300
    assert len(wrong) <= (1 - LEAST_EXACT) * seen, wrong


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
def test_tints_are_exact_wherever_one_scrolls(view: DocumentView, light: Appearance, mode: str, part: float) -> None:
    light.set_mode(mode)  # type: ignore[arg-type]
    bar = view.verticalScrollBar()
    bar.setValue(int(bar.maximum() * part))
    check(view)


@pytest.mark.parametrize("size", [11, 13, 20, 27])
def test_tints_are_exact_in_other_sizes(view: DocumentView, size: int) -> None:
    view.set_text_size(size)
    check(view)


@pytest.mark.parametrize("width", [560, 700, 1100, 1900])
def test_tints_are_exact_after_the_text_is_broken_anew(view: DocumentView, width: int) -> None:
    view.resize(width, 880)
    view.set_text_size(14)
    check(view)


def shown(view: DocumentView) -> QImage:
    return view.screen().grabWindow(view.winId()).toImage()


def test_repainting_the_lines_that_a_change_touches_is_enough(view: DocumentView) -> None:
    """The window's own picture, painted piece by piece, against one painted afresh."""
    QApplication.setCursorFlashTime(0)  # a caret that blinks between two pictures makes them differ
    chosen = view._shown.over(0, 400)[2].id
    steps = (
        lambda: view.select_coding(chosen),
        lambda: view.upsert([Shown(900, Span(20, 140), "NEW", "", "#4069C5", 1)]),
        lambda: view.select_coding(900),
        lambda: view.select_span(Span(60, 250)),
        lambda: view.upsert([Shown(900, Span(300, 330), "NEW", "", "#4069C5", 1)]),
        lambda: view.discard([900, chosen]),
        view.clear_selection,
    )
    for step in steps:
        before = shown(view)
        step()
        waiting.until(lambda before=before: shown(view) != before)  # type: ignore[misc]
        waiting.pause(60)
        kept = shown(view)
        assert kept == view.grab().toImage().convertToFormat(kept.format())
