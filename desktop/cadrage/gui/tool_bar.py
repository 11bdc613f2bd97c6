"""The tool bar: panel switches, the views, undo and redo."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from cadrage.gui.commands import Actions
from cadrage.gui.kit import Panel, ToolButton, row

VIEWS = (
    ("coding", "Coding", "highlighter"),
    ("codebook", "Codebook", "book-open"),
    ("codings", "Codings", "quote"),
    ("agreement", "Agreement", "scale"),
    ("results", "Results", "chart-column"),
    ("search", "Search", "search"),
)

_LEAST = 480  # pixels: room for icons


class ToolBar(Panel):
    """`view_chosen(name)` when the user asks for a view. Where the window is narrow the views are icons alone."""

    view_chosen = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self.setFixedHeight(42)
        self._names = [name for name, _, _ in VIEWS]
        self._group = QButtonGroup(self)
        self.tabs: list[ToolButton] = []
        for place, (_, words, icon) in enumerate(VIEWS):
            tab = ToolButton(icon, words, shown=True, tab=True, parent=self)
            self._group.addButton(tab, place)
            self.tabs.append(tab)
        self._group.idClicked.connect(self._choose)
        left = _switch("panel-left", actions.by_name["show_left"], self)
        right = _switch("panel-right", actions.by_name["show_inspector"], self)
        self._undo = _trigger("undo-2", actions.by_name["undo"], self)
        self._redo = _trigger("redo-2", actions.by_name["redo"], self)
        self.setLayout(
            row(left, 4, *self.tabs, None, self._undo, self._redo, 4, right, margins=(10, 0, 10, 6), space=3)
        )
        self._whole = 0

    def show_view(self, name: str) -> None:
        """Mark the view's tab; a view without one (the import) leaves none marked."""
        self._group.setExclusive(False)
        for place, known in enumerate(self._names):
            self._group.button(place).setChecked(known == name)
        self._group.setExclusive(True)

    @Slot(int)
    def _choose(self, place: int) -> None:
        self.view_chosen.emit(self._names[place])

    def name_steps(self, undo: str, redo: str) -> None:
        """Tooltips with the actions' names."""
        self._undo.set_tip(undo)
        self._redo.set_tip(redo)

    # Overrides of Qt.

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style, layout = Qt.ToolButtonStyle, self.layout()
        if layout is not None and self.tabs[0].toolButtonStyle() == style.ToolButtonTextBesideIcon:
            # Known for certain only with the font and the padding that the style sheet gives.
            self._whole = layout.minimumSize().width()
        wanted = style.ToolButtonIconOnly if self.width() < self._whole else style.ToolButtonTextBesideIcon
        for tab in self.tabs:
            if tab.toolButtonStyle() != wanted:
                tab.setToolButtonStyle(wanted)


def _trigger(icon: str, action: QAction, parent: QWidget) -> ToolButton:
    button = ToolButton(icon, action.text(), parent=parent)
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
    return button


def _switch(icon: str, action: QAction, parent: QWidget) -> ToolButton:
    button = ToolButton(icon, action.text(), parent=parent)
    button.clicked.connect(action.toggle)
    return button
