"""A result's chart in the window: its kind and look, the chart itself, and saving it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QImage, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QScrollArea, QWidget

from cadrage.charts import Chartable, ChartKind, Inks, Meets, Order, Style, draw, fitting
from cadrage.charts.chart import Area
from cadrage.charts.grid import meeting_words
from cadrage.core.results import CoOccurrence, ResultTable
from cadrage.gui.appearance import appearance, current
from cadrage.gui.chart_canvas import ChartCanvas
from cadrage.gui.kit import Button, Choice, EmptyState, Label, ToolButton, column, row
from cadrage.gui.session import Session
from cadrage.gui.theme import Theme
from cadrage.jobs import charts as chart_files
from cadrage.store.project import default_folder

FORMATS = "SVG: sharp at any size (*.svg);;PDF (*.pdf);;PNG: 300 dots an inch (*.png)"
_THRESHOLDS = (1, 2, 3, 5, 10, 20, 50)
_LEAST_WIDTH = 300  # pixels
_PATIENCE = 90  # ms without another resize


class ChartView(QWidget):
    """`asked(place, words)`: the codings behind a number are wanted; `coding_asked(id)`: the coding behind a mark."""

    asked = Signal(tuple, str)
    coding_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._result: Chartable | None = None
        self._style = Style(width_mm=chart_files.PAGE_MM)
        self._kinds: dict[type, ChartKind] = {}  # the last one chosen for each kind of result
        self.kind = Choice(name="Kind of chart", parent=self)
        self.layer = Choice(name="Part of the result", parent=self)
        self.threshold = Choice(name="Joined from", parent=self)
        self.meets = Choice(name="What two codes share", parent=self)
        self.look = ToolButton("sliders-horizontal", "Look of the chart", parent=self)
        self.copy_button = ToolButton("copy", "Copy the chart as a picture", parent=self)
        self.save_button = Button("Save…", icon="download", tip="Save the chart as SVG, PDF or PNG", parent=self)
        self.canvas = ChartCanvas(self)
        self.pane = QScrollArea(self)
        self._empty = EmptyState("No chart", "There is no result to draw yet.", parent=self)
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._lay_out()
        self._connect()
        self.show_result(None)

    def _lay_out(self) -> None:
        self.pane.setWidget(self.canvas)
        self.pane.setFrameShape(QScrollArea.Shape.NoFrame)
        self.pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pane.setAccessibleName("Chart that scrolls")
        self.pane.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.pane.viewport().setAutoFillBackground(True)
        self.look.setMenu(self._menu())
        self.look.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        self._joined = Label("Joined from", "secondary", parent=self)
        tools = row((self.kind, 1), self.look, self.copy_button, self.save_button, margins=(12, 4, 12, 4))
        parts = row((self.layer, 1), (self.meets, 1), self._joined, self.threshold, margins=(12, 0, 12, 4))
        empty = row((self._empty, 1), margins=(16, 12, 16, 12))
        self.setLayout(column(tools, parts, (self.pane, 1), empty, space=0))

    def _menu(self) -> QMenu:
        menu = QMenu("Look", self)
        self.patterns = _checked(menu, "Patterns as well as colours", on=self._style.patterns)
        self.numbers = _checked(menu, "Numbers at bars and in fields", on=self._style.numbers)
        self.by_size = _checked(menu, "Largest first", on=False)
        menu.addSeparator()
        self._widths = QActionGroup(menu)
        for words, width in (("Save as wide as a page (170 mm)", 170.0), ("Save as wide as a column (85 mm)", 85.0)):
            action = _checked(menu, words, on=width == self._style.width_mm)
            action.setData(width)
            self._widths.addAction(action)
        menu.addSeparator()
        self.titled = _checked(menu, "Save with its title", on=True)
        self.captioned = _checked(menu, "Save with the note below", on=True)
        return menu

    def _connect(self) -> None:
        self.kind.chosen.connect(self._choose_kind)
        self.layer.chosen.connect(self._choose)
        self.threshold.chosen.connect(self._choose)
        self.meets.chosen.connect(self._choose)
        for action in (self.patterns, self.numbers, self.by_size):
            action.toggled.connect(self._choose)
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.choose_file)
        self.canvas.asked.connect(self._ask)
        self._wait.timeout.connect(self.draw)
        appearance().theme_changed.connect(self._wait.start)

    def show_result(self, result: Chartable | None) -> None:
        """The kind last chosen for such a result stays, where it fits."""
        self._result = result
        kinds = fitting(result) if result is not None else ()
        self.kind.set_choices([(kind, kind.label) for kind in kinds])
        if kinds and result is not None:
            wanted = self._kinds.get(type(result), kinds[0])
            self.kind.set_value(wanted if wanted in kinds else kinds[0])
        self._offer_parts()
        for widget in (self.kind, self.look, self.copy_button, self.save_button, self.pane):
            widget.setVisible(result is not None)
        self._empty.setVisible(result is None)
        if self.isVisible():
            self.draw()

    def _offer_parts(self) -> None:
        result = self._result
        layers = result.layer_places() if isinstance(result, ResultTable) and result.question.layers else []
        first = len(result.dimensions) - len(result.question.layers) if isinstance(result, ResultTable) else 0
        named = [
            (at, " · ".join(filter(None, result.labels((None,) * first + place))))
            for at, place in enumerate(layers)
            if isinstance(result, ResultTable)
        ]
        self.layer.set_choices([(None, "All together"), *named])
        self.layer.setVisible(bool(named))
        if self.layer.currentIndex() < 0:
            self.layer.set_value(None)
        self.threshold.set_choices([(each, f"{each} or more") for each in _THRESHOLDS])
        if self.threshold.currentIndex() < 0:
            self.threshold.set_value(_THRESHOLDS[0])
        if isinstance(result, CoOccurrence):
            self.meets.set_choices([(each, meeting_words(result, each).capitalize()) for each in Meets])
            if self.meets.currentIndex() < 0:
                self.meets.set_value(Meets.UNITS)
        self.meets.setVisible(isinstance(result, CoOccurrence))
        self._show_threshold()

    def _show_threshold(self) -> None:
        joined = isinstance(self._result, CoOccurrence) and self.kind.value() is ChartKind.NETWORK
        self.threshold.setVisible(joined)
        self._joined.setVisible(joined)

    @property
    def style_chosen(self) -> Style:
        """For paper: white, at the width chosen."""
        threshold, layer, meets = self.threshold.value(), self.layer.value(), self.meets.value()
        chosen = self._widths.checkedAction()
        return replace(
            self._style,
            width_mm=float(chosen.data()) if chosen is not None else chart_files.PAGE_MM,
            patterns=self.patterns.isChecked(),
            numbers=self.numbers.isChecked(),
            order=Order.SIZE if self.by_size.isChecked() else Order.GIVEN,
            layer=layer if isinstance(layer, int) else None,
            threshold=threshold if isinstance(threshold, int) else 1,
            meets=meets if isinstance(meets, Meets) else Meets.UNITS,
            title=None if self.titled.isChecked() else "",
            caption=self.captioned.isChecked(),
        )

    def _on_screen(self) -> Style:
        # Room for the scroll bar is always left: a chart that makes it come must not become narrower by it.
        pixels = max(self.pane.width() - self.pane.verticalScrollBar().sizeHint().width(), _LEAST_WIDTH)
        return replace(
            self.style_chosen,
            width_mm=pixels * 25.4 / 96,
            size_pt=8.6,
            inks=inks_of(current()),
            page_mm=1000.0,
            title=None,
            caption=True,
            # Stands below the result already.
            about=False,
        )

    @Slot()
    def draw(self) -> None:
        """Draws anew, for the room and the theme that there are."""
        kind = self.kind.value()
        if self._result is not None and isinstance(kind, ChartKind) and self.isVisible():
            self.canvas.show_chart(draw(kind, self._result, self._on_screen()))

    @Slot(object)
    def _choose_kind(self, kind: object) -> None:
        if isinstance(kind, ChartKind) and self._result is not None:
            self._kinds[type(self._result)] = kind
        self._show_threshold()
        self.draw()

    @Slot()
    def _choose(self) -> None:
        self.draw()

    @Slot(object)
    def _ask(self, area: Area) -> None:
        if area.coding is not None:
            self.coding_asked.emit(area.coding)
        else:
            self.asked.emit(area.place, area.label)

    @Slot()
    def copy(self) -> None:
        """Puts the chart on the clipboard as it would be saved, at print size."""
        kind = self.kind.value()
        if self._result is not None and isinstance(kind, ChartKind):
            picture = QImage.fromData(chart_files.content(kind, self._result, ".png", self.style_chosen))
            QGuiApplication.clipboard().setImage(picture)
            self._session.told.emit("The chart was copied")

    @Slot()
    def choose_file(self) -> None:
        project = self._session.project
        chart = self.canvas.chart
        if self._result is None or chart is None:
            return
        folder = project.path.parent if project.path else default_folder()
        proposed = folder / f"{_file_name(chart.title)}.svg"
        name, chosen = QFileDialog.getSaveFileName(self, "Save the chart", str(proposed), FORMATS)
        if name:
            path = Path(name)
            self.save(path if path.suffix else path.with_suffix(_ending(chosen)))

    def save(self, path: Path) -> None:
        """White, at the width chosen, in the format of the ending."""
        kind, result = self.kind.value(), self._result
        if result is None or not isinstance(kind, ChartKind):
            return

        def saved() -> bool:
            chart_files.save(path, kind, result, self.style_chosen)
            return True

        if self._session.attempt(saved):
            self._session.told.emit(f"Saved {path.name}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._wait.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # After the layout has said how much room there is.
        QTimer.singleShot(0, self, self.draw)


def inks_of(theme: Theme) -> Inks:
    """The theme's tokens in the words of charts."""
    return Inks(theme.surface, theme.text, theme.text2, theme.border, theme.control, theme.accent)


def _checked(menu: QMenu, words: str, *, on: bool) -> QAction:
    action = QAction(words, menu, checkable=True)
    action.setChecked(on)
    menu.addAction(action)
    return action


def _file_name(title: str) -> str:
    return "".join(" " if each in '/\\:*?"<>|' else each for each in title).strip() or "Chart"


def _ending(chosen: str) -> str:
    """Of a dialog's filter."""
    return next((ending for ending in (".pdf", ".png") if ending in chosen), ".svg")
