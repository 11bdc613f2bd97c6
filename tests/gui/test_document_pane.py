"""What is shown of a document follows each change in part, and looks as if it had been read and painted anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cadrage.core.model import DocumentDraft, Span
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.documents_panel import DocumentsPanel
from cadrage.gui.margin import Margin
from cadrage.gui.session import Session
from cadrage.store.project import Project

SENTENCE = "Ministers met in London on Friday and said that nobody was to blame for the failure of the talks. "
TEXT = "\n\n".join(SENTENCE * 3 for _ in range(30))


def draft(title: str, text: str) -> DocumentDraft:
    return DocumentDraft(title, f"{title}.txt", text, "txt", "utf-8", text.encode())


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "study.cadrage"
    Project.create(path, coder="A").close()
    project = Project.open(path)
    (document,) = project.documents.add([draft("Article", TEXT)])
    for name, short, colour in (("Blame", "BL", "#B44157"), ("Solution", "SO", "#1D7E7B")):
        project.codes.add(name, short_id=short, colour=colour)
    project.coders.add("B")
    first, second = project.codes.all()
    for start in range(0, 900, 60):
        project.codings.add(document, Span(start, start + 45), (first if start % 120 else second).id)
    session = Session(project)
    session.document = document
    yield session
    session.close()


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> DocumentPane:
    pane = DocumentPane(session)
    qtbot.addWidget(pane)
    pane.resize(820, 640)
    pane.view.setCursorWidth(0)
    pane.show()
    qtbot.waitExposed(pane)
    qtbot.wait(50)
    return pane


def margin(pane: DocumentPane) -> Margin:
    found = pane.view.findChild(Margin)
    assert isinstance(found, Margin)
    return found


class Screen:
    """What has reached the screen of a widget since it was made, part by part, as its own repaints brought it."""

    def __init__(self, qtbot: QtBot, widget: QWidget) -> None:
        self._qtbot = qtbot
        self._widget = widget
        self._image = self.whole()

    def whole(self) -> QImage:
        return self._widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    def settled(self) -> QImage:
        """The window's own picture of the widget once all repaints that were asked for have come."""
        self._qtbot.wait(30)
        window = self._widget.window()
        corner = self._widget.mapTo(window, QPoint(0, 0))
        screen = window.screen().grabWindow(window.winId(), corner.x(), corner.y(), *self._widget.size().toTuple())
        return screen.toImage().convertToFormat(QImage.Format.Format_RGB32)


def differing(one: QImage, other: QImage) -> list[tuple[int, int]]:
    assert one.size() == other.size()
    return [
        (x, y)
        for y in range(0, one.height(), 2)
        for x in range(0, one.width(), 2)
        if one.pixel(x, y) != other.pixel(x, y)
    ]


@pytest.mark.parametrize("part", ["text", "margin"])
def test_what_is_repainted_in_part_looks_as_if_all_had_been_painted(
    qtbot: QtBot, session: Session, pane: DocumentPane, part: str
) -> None:
    widget: QWidget = margin(pane) if part == "margin" else pane.view.viewport()
    screen = Screen(qtbot, widget)
    project, (first, second) = session.project, session.project.codes.all()
    coding = project.codings.add(session.document or 0, Span(130, 420), first.id)
    acts = (
        lambda: None,
        lambda: session.select_coding(coding.id),
        lambda: project.codings.recode(coding.id, second.id),
        lambda: project.codings.move(coding.id, Span(200, 610)),
        lambda: project.codes.edit(second.id, colour="#4D3898", name="Remedy"),
        lambda: project.codings.remove([coding.id]),
        project.undo,
        lambda: session.select_coding(None),
    )
    for act in acts:
        act()
        on_screen = screen.settled()
        assert not differing(on_screen, screen.whole())


def test_a_new_colour_is_shown_without_reading_the_codings_again(
    qtbot: QtBot, session: Session, pane: DocumentPane
) -> None:
    first = session.project.codes.all()[0]
    index = pane.view._shown.index
    session.project.codes.edit(first.id, colour="#4D3898", short_id="GUILT")
    assert pane.view._shown.index is index
    assert "GUILT" in {name.words for name in margin(pane)._arrange() if hasattr(name, "words")}
    session.project.undo()
    assert "GUILT" not in {name.words for name in margin(pane)._arrange() if hasattr(name, "words")}


def patterns(pane: DocumentPane) -> dict[int, tuple[str, int]]:
    """Each coder's line as it is drawn."""
    view = pane.view
    items = view.items_over(view.all_visible_lines())
    lines = {item.shown.coder: view.painting_style().line(item) for item in items}
    return {coder: (line.pattern, line.group) for coder, line in lines.items()}


def test_other_coders_come_and_go_and_what_they_did_meanwhile_is_there(session: Session, pane: DocumentPane) -> None:
    project, me = session.project, session.me
    other = project.coders.find("B")
    assert other is not None
    first = project.codes.all()[0]
    project.codings.add(session.document or 0, Span(0, 9), first.id, coder=other.id)
    assert patterns(pane) == {me.id: ("solid", 0)}
    session.show_others(shown=True)
    assert patterns(pane) == {me.id: ("solid", 0), other.id: ("dashed", 1)}
    session.show_others(shown=False)
    assert patterns(pane) == {me.id: ("solid", 0)}
    index = pane.view._shown.index
    hidden = project.codings.add(session.document or 0, Span(100, 140), first.id, coder=other.id)
    assert hidden.id not in pane.view.codings_at(120)
    session.show_others(shown=True)
    assert pane.view._shown.index is index, "read again"
    assert hidden.id in pane.view.codings_at(120)


def test_another_coder_who_sits_down_sees_no_codings_of_the_first(session: Session, pane: DocumentPane) -> None:
    other = session.project.coders.find("B")
    assert other is not None
    session.show_others(shown=True)
    session.show_others(shown=False)
    session.switch_coder(other)
    assert pane.view.items_over(pane.view.all_visible_lines()) == []
    session.show_others(shown=True)
    assert set(patterns(pane)) == {session.project.coders.all()[0].id}


def test_the_mouse_finds_the_codings_after_the_text_was_laid_out_anew(
    qtbot: QtBot, session: Session, pane: DocumentPane
) -> None:
    view = pane.view
    for change in (
        lambda: view.set_text_size(22),
        lambda: pane.resize(640, pane.height()),
        lambda: view.verticalScrollBar().setValue(3),
        lambda: view.show_document(TEXT[500:]),
        lambda: view.set_text_size(None),
    ):
        change()
        qtbot.wait(20)
        for line in view.all_visible_lines():
            if line.end - line.start > 10 and 0 < line.top < view.viewport().height() - 30:
                (low, high), *_ = line.stretches(line.start + 4, line.start + 5)
                rect = QRect(int(low), int(line.top), max(1, int(high - low)), int(line.height))
                assert view.character_at(rect.center().toPointF()) == line.start + 4


def test_the_words_of_a_long_document_are_counted_once_it_can_be_read(
    qtbot: QtBot, session: Session, pane: DocumentPane
) -> None:
    (long,) = session.project.documents.add([draft("Long", "word-play of Kerry’s " * 10_000)])
    session.open_document(long)
    facts = pane._head._facts
    assert "words" not in facts.text()
    qtbot.waitUntil(lambda: "30,000 words" in facts.text())


def test_the_lines_of_progress_stay_the_same_widgets(qtbot: QtBot, session: Session) -> None:
    panel = DocumentsPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    before = list(panel._lines)
    assert len(before) == 2
    session.project.codings.add(session.document or 0, Span(700, 720), session.project.codes.all()[0].id)
    assert panel._lines == before
    assert (
        panel.model.data(panel.model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "Article, in progress, 16 codings"
    )
