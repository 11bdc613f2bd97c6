"""What stands in the window while no project is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from cadrage import paths
from cadrage.gui.icons import drawn
from cadrage.gui.kit import Button, Card, IconLabel, KeyBadge, Label, Panel, Scroll, column, row
from cadrage.gui.settings import Settings
from cadrage.gui.start_rows import ROW_HEIGHT, RecentRow, StartAction

_MARK, _DENSEST = 44, 3  # pixels of the icon, and dots a pixel on the densest screens
ROWS_IN_SIGHT = 4
WIDTH = 808


class StartView(QWidget):
    """Four ways to begin, and the projects that were open before. It reads the settings when it is shown.

    The keys on the buttons belong to the window's menu; drops belong to the window.
    """

    new_requested = Signal()
    open_requested = Signal()
    study_requested = Signal()
    sample_requested = Signal()
    keys_requested = Signal()
    project_chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None, *, settings: Settings | None = None) -> None:
        super().__init__(parent)
        self._settings = settings or Settings()
        self.rows: list[RecentRow] = []
        self._lines = column(margins=(1, 1, 1, 1), space=0)
        self._list = _clear_scroll(self._lines)
        self._list.setAccessibleName("Recent projects")
        self._none = Label("Projects that you open will stand here.", "muted", wrap=True)
        self._none.setContentsMargins(14, 16, 14, 16)
        box = Card(column(self._list, self._none))
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        inside.setLayout(self._content(box))
        middle = row(None, (inside, 1000), None, margins=(24, 24, 24, 24))
        whole = column(margins=(0, 0, 0, 0), space=0)
        whole.addStretch(2)
        whole.addLayout(middle)
        whole.addStretch(5)
        self.setLayout(column(Scroll(Panel(whole)), margins=(0, 0, 0, 0)))
        self.refresh()

    def _content(self, recent: QWidget) -> QVBoxLayout:
        start = column(Label("Start", "heading"), *self._actions(), None)
        drop = row(
            IconLabel("info", "text3", 14),
            (Label("Drop articles or a project file anywhere in this window.", "muted", wrap=True), 1),
            space=6,
        )
        before = column(Label("Recent", "heading"), recent, drop, None)
        halves = row(space=28)
        halves.addLayout(start, 380)
        halves.addLayout(before, 400)
        return column(_head(), 22, halves, 8, self._newcomers())

    def _actions(self) -> tuple[StartAction, ...]:
        keys = QKeySequence.StandardKey
        new = StartAction(
            "file-plus-corner", "New project…", "Empty, or with a codebook template", _key(keys.New), first=True
        )
        known = StartAction("folder-open", "Open project…", "A .cadrage file", _key(keys.Open))
        study = StartAction("package-open", "Open a project of another tool…", "REFI-QDA, Taguette, QualCoder, brat …")
        sample = StartAction("book-open", "Open the sample project", "Crimea talks: 5 articles, 21 codes, 3 coders")
        new.clicked.connect(self.new_requested)
        known.clicked.connect(self.open_requested)
        study.clicked.connect(self.study_requested)
        sample.clicked.connect(self.sample_requested)
        return new, known, study, sample

    def _newcomers(self) -> QFrame:
        keys = Button("See the keys", "quiet")
        keys.clicked.connect(self.keys_requested)
        bar = QFrame()
        bar.setProperty("note", "info")
        words = row(
            IconLabel("info", "accent"),
            Label("New to coding?", "strong"),
            Label("Open the sample project, select words and press"),
            KeyBadge("Space"),
            None,
            keys,
            margins=(14, 8, 12, 8),
            space=6,
        )
        bar.setLayout(words)
        return bar

    @Slot()
    def refresh(self) -> None:
        """Reads the list of recent projects again."""
        for line in self.rows:
            line.hide()
            line.deleteLater()
        self.rows.clear()
        projects = self._settings.recent
        for number, project in enumerate(projects, start=1):
            line = RecentRow(project, last=number == len(projects))
            line.clicked.connect(self._choose)
            line.unwanted.connect(self._forget)
            self._lines.addWidget(line)
            self.rows.append(line)
        self._list.setVisible(bool(projects))
        self._list.setFixedHeight(min(len(projects), ROWS_IN_SIGHT) * ROW_HEIGHT + 2)
        self._none.setVisible(not projects)

    @Slot()
    def _choose(self) -> None:
        line = self.sender()
        if isinstance(line, RecentRow) and line.found:
            self.project_chosen.emit(Path(line.project.path))

    @Slot()
    def _forget(self) -> None:
        line = self.sender()
        if isinstance(line, RecentRow):
            self._settings.forget(line.project.path)
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _clear_scroll(rows: QVBoxLayout) -> Scroll:
    """A scroll area through which the card that it stands in is seen."""
    inner = QWidget()
    inner.setLayout(rows)
    scroll = Scroll(inner)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for ground in (inner, scroll.viewport()):
        ground.setAutoFillBackground(False)
    return scroll


def _head() -> QWidget:
    head = QWidget()
    names = column(Label("Cadrage", "start"), Label("Framing analysis of news texts", ink="text3"), space=2)
    mark = QLabel(head)
    mark.setPixmap(_mark())
    head.setLayout(row(mark, names, None, space=14))
    return head


def _mark() -> QPixmap:
    """The program's icon, sharp on dense screens too."""
    pixels = drawn(paths.resources() / "icons/cadrage.svg", _MARK * _DENSEST)
    pixels.setDevicePixelRatio(_DENSEST)
    return pixels


def _key(standard: QKeySequence.StandardKey) -> str:
    return QKeySequence(standard).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
