"""Words of many scripts are selected with a real mouse in the real window; what is stored are those words."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cadrage.core.model import DocumentDraft, Span
from cadrage.gui.main_window import MainWindow
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.store.project import Project
from tests.e2e.hands import Hands

TEXT = (
    "Protest 😀🎉 grows. After emoji stands here.\n"
    "\n"
    "Flags 🇺🇦🇷🇺🇬🇧 wave, flagged words follow.\n"
    "\n"
    "The cafe\u0301 in Kyi\u0308v re\u0301sume\u0301 combined words follow.\n"
    "\n"
    "A family 👨\u200d👩\u200d👧\u200d👦 and a wave 👋🏽 joined words follow.\n"
    "\n"
    "وصل وزير الخارجية إلى لندن يوم الجمعة قبل الاستفتاء.\n"
    "\n"
    "He said السلام عليكم and quoted words follow.\n"
    "\n"
    "שר החוץ הגיע ללונדון ביום שישי.\n"
    "\n"
    "Some 10\u00a0000\u00a0% of spaced words follow.\n"
    "\n"
    "One line\u2028separated words follow\u2028and go on.\n"
    "\n"
    "नमस्ते दुनिया के शब्द यहाँ हैं.\n"
    "\n"
    "制裁将会继续，部长说。\tTabbed words follow.\n"
)
PASSAGES = (
    "After emoji stands",
    "flagged words",
    "combined words",
    "re\u0301sume\u0301",
    "joined words",
    "👨\u200d👩\u200d👧\u200d👦",
    "الخارجية",
    "يوم الجمعة",
    "quoted words",
    "ללונדון ביום",
    "10\u00a0000\u00a0%",
    "spaced words",
    "separated words",
    "दुनिया के",
    "将会继续",
    "Tabbed words",
)


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hands:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    project = Project.create(tmp_path / "scripts.cadrage", name="Scripts", coder="A")
    draft = DocumentDraft("Scripts", "scripts.txt", TEXT, "txt", "utf-8", TEXT.encode())
    project.documents.add([draft])
    project.codes.add("Frame", key="1")
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 1000)
    window.show()
    window.show_project(project)
    hands = Hands(window)
    hands.open_document("scripts.txt")
    return hands


@pytest.mark.parametrize("words", PASSAGES)
def test_the_stored_span_slices_to_the_words_selected(hands: Hands, words: str) -> None:
    start = TEXT.index(words)
    coding = hands.code(Span(start, start + len(words)), "Frame")
    assert coding is not None
    text = hands.session.project.documents.body(coding.document)
    assert coding.span.quotation(text) == words
    assert hands.view.codings_at(start) == [coding.id]
    assert hands.view.codings_at(start + len(words)) == []


def test_a_click_behind_all_these_characters_finds_the_coding(hands: Hands) -> None:
    start = TEXT.index("Tabbed words")
    coding = hands.code(Span(start, start + len("Tabbed words")), "Frame")
    assert coding is not None
    hands.session.select_coding(None)
    hands.click_on(start + 4)
    assert hands.session.coding == coding.id
