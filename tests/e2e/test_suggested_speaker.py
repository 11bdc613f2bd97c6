"""The speaker that the text suggests, taken by key and by button in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.core.model import DocumentDraft, Scope, Span, VariableDraft, VariableKind
from cadrage.gui.inspector_suggestion import SpeakerSuggestion
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import sample
from cadrage.store.project import Project
from tests.e2e.hands import Hands

TEXT = "The old bridge goes down this year.\n\n“There will be costs,” said Ann Miller, the mayor of the town.\n"


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Hands:
    path = tmp_path / "study.cadrage"
    project: Project = sample.build(path, coded=False)
    project.documents.add([DocumentDraft("Bridge", "bridge.txt", TEXT, "txt", "utf-8", TEXT.encode())])
    project.actors.add_alias(project.actors.add("Ann B. Miller").id, "Ann Miller")
    project.close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.open_project(path)
    hands = Hands(window)
    hands.open_document("bridge.txt")
    return hands


def line(hands: Hands) -> SpeakerSuggestion:
    assert hands.window.coding_view is not None
    return hands.window.coding_view.inspector.suggestion


def code(hands: Hands, words: str) -> int:
    start = TEXT.index(words)
    coding = hands.code(Span(start, start + len(words)), "ESC-MIL")
    assert coding is not None
    return coding.id


def values(hands: Hands, coding: int) -> dict[str, str]:
    return dict(hands.session.project.variables.of_coding(coding))


def test_s_gives_the_coding_its_speaker_and_form_and_one_undo_takes_both_back(hands: Hands) -> None:
    coding = code(hands, "There will be costs")
    hands.wait_for(lambda: line(hands).isVisible())
    assert line(hands)._words.text() == "Suggested: Ann B. Miller (said), direct quote"
    hands.press(Qt.Key.Key_S)
    assert values(hands, coding) == {"speaker": "Ann B. Miller", "attribution": "direct quote"}
    hands.wait_for(lambda: not line(hands).isVisible())
    hands.session.undo()
    assert values(hands, coding) == {}


def test_the_button_takes_it_and_leaves_what_the_coder_said(hands: Hands) -> None:
    coding = code(hands, "There will be costs")
    project = hands.session.project
    speaker = project.variables.find(Scope.CODING, "speaker")
    assert speaker is not None
    project.variables.set_for_coding(coding, speaker, "the paper")
    hands.wait_for(lambda: line(hands).isVisible())
    hands.wait_for(lambda: line(hands)._words.text() == "Suggested: direct quote")
    hands.click(line(hands).button, line(hands).button.rect().center())
    assert values(hands, coding) == {"speaker": "the paper", "attribution": "direct quote"}


def test_s_at_once_does_not_wait_for_the_line(hands: Hands) -> None:
    coding = code(hands, "There will be costs")
    hands.press(Qt.Key.Key_S)
    assert values(hands, coding)["speaker"] == "Ann B. Miller"


def test_where_nobody_speaks_there_is_no_line_and_s_says_so(hands: Hands) -> None:
    coding = code(hands, "The old bridge")
    hands.press(Qt.Key.Key_S)
    assert "No speaker or form is suggested" in hands.window.messages.text
    assert values(hands, coding) == {}
    assert not line(hands).isVisible()


def test_nothing_is_looked_for_while_no_attribute_asks_for_it(hands: Hands) -> None:
    project = hands.session.project
    for variable in project.variables.all(Scope.CODING):
        project.variables.remove(variable.id)
    project.variables.add(VariableDraft(scope=Scope.CODING, name="tone", kind=VariableKind.TEXT))
    coding = code(hands, "There will be costs")
    hands.press(Qt.Key.Key_S)
    assert values(hands, coding) == {}
    assert line(hands)._found == {}


def test_a_hidden_inspector_looks_when_it_comes_into_sight(hands: Hands) -> None:
    assert hands.window.coding_view is not None
    hands.window.coding_view.show_inspector(False)
    code(hands, "There will be costs")
    QTest.qWait(250)
    assert line(hands)._found == {}
    hands.window.coding_view.show_inspector(True)
    hands.wait_for(lambda: line(hands).isVisible())


def test_a_project_closed_at_once_is_not_asked_any_more(hands: Hands) -> None:
    code(hands, "There will be costs")
    hands.window.close_project()
    QTest.qWait(250)
    assert hands.window.session is None
