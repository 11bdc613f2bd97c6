"""A small codebook to work on, and what a test may ask of a code tree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadrage.core.model import Code, DocumentDraft
from cadrage.gui.code_tree import CodeRole, CodeTree
from cadrage.gui.codebook_view import CodebookView
from cadrage.gui.kit import RowRole
from cadrage.gui.session import Session
from cadrage.store.project import Project

TEXT = "There will be costs, the secretary said, and further steps would follow within days of the vote."


@pytest.fixture
def project() -> Iterator[Project]:
    """ESC over ESC-THR and ESC-MIL, SAN over SAN-COS, one document, coders A and B."""
    with Project.in_memory() as project:
        project.documents.add([DocumentDraft("Talks", "talks.txt", TEXT, "txt", "utf-8", TEXT.encode())])
        for short, name in (("ESC", "Escalation"), ("SAN", "Sanctions")):
            project.codes.add(name, short_id=short, key="")
        esc, san = project.codes.all()
        project.codes.add("Threat of force", short_id="ESC-THR", parent=esc.id, key="1", brief="Force is reserved.")
        project.codes.add("Military build-up", short_id="ESC-MIL", parent=esc.id, key="")
        project.codes.add("Unspecified costs", short_id="SAN-COS", parent=san.id, key="")
        project.coders.add("B")
        yield project


@pytest.fixture
def session(project: Project) -> Session:
    return Session(project)


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> CodebookView:
    view = CodebookView(session)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    with qtbot.waitExposed(view):
        view.show()
    session.select_code(code(session.project, "ESC-THR").id)
    view.activateWindow()
    view.tree.setFocus()
    return view


def code(project: Project, short_id: str) -> Code:
    return next(each for each in project.codes.all() if each.short_id == short_id)


def place(tree: CodeTree, short_id: str, project: Project) -> QModelIndex:
    return tree.model().match(
        tree.model().index(0, 0), CodeRole.CODE, code(project, short_id).id, 1,
        Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
    )[0]  # fmt: skip


def shown(tree: CodeTree) -> list[str]:
    """The rows that are open, in order, children indented."""
    found = []
    index = tree.model().index(0, 0)
    while index.isValid():
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        found.append("  " * depth + str(index.data(RowRole.SHORT) or index.data()))
        index = tree.indexBelow(index)
    return found


def drop(tree: CodeTree, data: QMimeData, where: QPoint) -> bool:
    """Drags something over a place of the tree's viewport and lets it fall; whether it was welcome there."""
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(tree.viewport(), QDragEnterEvent(where, both, data, left, none))
    moved = QDragMoveEvent(where, both, data, left, none)
    QApplication.sendEvent(tree.viewport(), moved)
    event = QDropEvent(where.toPointF(), both, data, left, none)
    QApplication.sendEvent(tree.viewport(), event)
    return moved.isAccepted() and event.isAccepted()


def carried(tree: CodeTree, short_id: str, project: Project) -> QMimeData:
    """What a drag of the code carries."""
    return tree.model().mimeData([place(tree, short_id, project)])
