"""The settings in a window of their own: each acts at once, beside what it changes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLayout, QWidget

from cadrage.gui.application import interface_size
from cadrage.gui.kit import (
    Button,
    Card,
    CheckBox,
    Choice,
    ElidedLabel,
    Field,
    Label,
    Note,
    Panel,
    Scroll,
    Segments,
    column,
    row,
)
from cadrage.gui.reading import LARGEST, SMALLEST, SPACINGS, USUAL_SIZE, WIDTHS
from cadrage.gui.settings import INTERFACE_SIZES, LONGEST_CODER, Settings
from cadrage.gui.settings_sample import Sample
from cadrage.gui.start_rows import short_path

_MODES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
_FACES = ((False, "Serif"), (True, "Sans serif"))
_LINES = tuple(zip(SPACINGS, ("Close", "Usual", "Wide"), strict=True))
_WIDTHS = tuple((width, f"{width} characters") for width in WIDTHS)
_STARTS = (("start", "The start screen"), ("last", "The project of last time"))
_LABELS = 186  # pixels for the names of the settings


class SettingsView(QWidget):
    """Writes every choice into the settings, which tell the window. `anew_requested()` wants a new start."""

    anew_requested = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Cadrage settings")
        self._settings = settings
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnMinimumWidth(0, _LABELS)
        self._grid.setColumnStretch(1, 1)
        self._add_appearance()
        self._add_reading()
        self._add_coding()
        self._add_projects()
        inside = Panel(column(self._grid, None, margins=(24, 8, 24, 24), space=0), parent=self)
        self._scroll = Scroll(inside, parent=self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._scroll, space=0))
        for keys in (QKeySequence.StandardKey.Close, QKeySequence(Qt.Key.Key_Escape)):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)
        self._connect()
        self._show()
        self.resize(640, min(730, self.screen().availableGeometry().height() - 40))

    def come(self) -> None:
        """To the front, the keys at the first setting."""
        self._scroll.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.activateWindow()
        self.mode.setFocus(Qt.FocusReason.TabFocusReason)

    def to_the_end(self) -> None:
        """Scroll to what stands last."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    # What there is to choose.

    def _add_appearance(self) -> None:
        self._head("Appearance")
        self.mode = Segments(_MODES, name="Light or dark", parent=self)
        self._add("Light or dark", row(self.mode, None))
        sizes = [(size, f"{size} %") for size in INTERFACE_SIZES]
        self.interface = Segments(sizes, name="Size of the interface", parent=self)
        self._add("Size of the interface", row(self.interface, None))
        self._hint("Everything grows: words, icons and the article. “Text size” below is for the article alone.")
        self.anew = Note("The window must be opened anew for this size.", action="Open it anew now", parent=self)
        self._below(self.anew)

    def _add_reading(self) -> None:
        self._head("Reading")
        self.face = Segments(_FACES, name="Typeface of articles", parent=self)
        self._add("Typeface of articles", row(self.face, None))
        sizes = [(size, _size_words(size)) for size in range(SMALLEST, LARGEST + 1)]
        self.text_size = Choice(sizes, name="Text size", parent=self)
        self._add("Text size", row(self.text_size, None))
        self.lines = Segments(_LINES, name="Space between lines", parent=self)
        self._add("Space between lines", row(self.lines, None))
        self.line_length = Segments(_WIDTHS, name="Longest line", parent=self)
        self._add("Longest line", row(self.line_length, None))
        self.sample = Sample(self._settings.reading, self)
        self._below(Card(column(self.sample, space=0), parent=self))
        self.names = CheckBox("Names of the codes in the margin", parent=self)
        self._below(row(self.names, None))
        self._hint("Without them a bracket tells its code under the mouse, and the text has more room.")

    def _add_coding(self) -> None:
        self._head("Coding")
        self.snapping = CheckBox("What I select snaps to whole words", parent=self)
        self._below(row(self.snapping, None))
        self._hint("Alt while dragging does the other.")

    def _add_projects(self) -> None:
        self._head("Projects")
        self.start = Segments(_STARTS, name="At the start show", parent=self)
        self._add("At the start show", row(self.start, None))
        self.coder = Field(hint="A", name="First coder of a new project", parent=self)
        self.coder.setMaxLength(LONGEST_CODER)
        self._add("First coder of a new project", self.coder)
        self.folder = ElidedLabel(elide=Qt.TextElideMode.ElideMiddle, parent=self)
        self.choose = Button("Choose…", "small", parent=self)
        self.choose.setAccessibleName("Choose the folder of new projects")
        self.usual = Button("Usual folder", "small", parent=self)
        self._add("Folder of new projects", row((self.folder, 1), self.choose, self.usual))

    def _head(self, words: str) -> None:
        label = Label(words, "strong", parent=self)
        label.setContentsMargins(0, 16, 0, 2)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def _add(self, words: str, what: QWidget | QLayout) -> None:
        place = self._grid.rowCount()
        label = Label(words, wrap=True, ink="text2", parent=self)
        self._grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignVCenter)
        self._put(what, place)

    def _below(self, what: QWidget | QLayout) -> None:
        self._put(what, self._grid.rowCount())

    def _hint(self, words: str) -> None:
        self._below(Label(words, "muted", wrap=True, parent=self))

    def _put(self, what: QWidget | QLayout, place: int) -> None:
        if isinstance(what, QWidget):
            self._grid.addWidget(what, place, 1)
        else:
            self._grid.addLayout(what, place, 1)

    # Choosing.

    def _connect(self) -> None:
        self._settings.changed.connect(self._show)
        self.mode.chosen.connect(self._choose_mode)
        self.interface.chosen.connect(self._choose_interface)
        self.face.chosen.connect(self._choose_face)
        self.text_size.chosen.connect(self._choose_size)
        self.lines.chosen.connect(self._choose_lines)
        self.line_length.chosen.connect(self._choose_length)
        self.names.clicked.connect(self._choose_names)
        self.snapping.clicked.connect(self._choose_snapping)
        self.start.chosen.connect(self._choose_start)
        self.coder.editingFinished.connect(self._choose_coder)
        self.choose.clicked.connect(self._choose_folder)
        self.usual.clicked.connect(self._choose_usual_folder)
        if self.anew.button is not None:
            self.anew.button.clicked.connect(self.anew_requested)

    @Slot()
    def _show(self) -> None:
        """What is chosen, here or by a key or menu of the window."""
        settings = self._settings
        self.mode.set_value(settings.appearance)
        self.interface.set_value(settings.interface_size)
        self.anew.setVisible(settings.interface_size != interface_size())
        self.face.set_value(settings.sans)
        self.text_size.set_value(settings.text_size)
        self.lines.set_value(settings.line_spacing)
        self.line_length.set_value(settings.reading_width)
        self.names.setChecked(settings.margin_names)
        self.snapping.setChecked(settings.snapping)
        self.sample.show_reading(settings.reading)
        self.start.set_value(settings.at_start)
        if not self.coder.hasFocus():
            self.coder.setText(settings.coder_name)
        self.folder.set_text(short_path(str(settings.project_folder)))
        self.usual.setVisible(settings.has_project_folder)

    @Slot(object)
    def _choose_mode(self, mode: str) -> None:
        self._settings.put("appearance", mode)

    @Slot(object)
    def _choose_interface(self, size: int) -> None:
        self._settings.interface_size = size

    @Slot(object)
    def _choose_face(self, sans: object) -> None:
        self._settings.sans = bool(sans)

    @Slot(object)
    def _choose_size(self, size: int) -> None:
        self._settings.text_size = size

    @Slot(object)
    def _choose_lines(self, spacing: float) -> None:
        self._settings.line_spacing = spacing

    @Slot(object)
    def _choose_length(self, width: int) -> None:
        self._settings.reading_width = width

    @Slot()
    def _choose_names(self) -> None:
        self._settings.margin_names = self.names.isChecked()

    @Slot()
    def _choose_snapping(self) -> None:
        self._settings.snapping = self.snapping.isChecked()

    @Slot(object)
    def _choose_start(self, what: str) -> None:
        self._settings.put("at_start", what)

    @Slot()
    def _choose_coder(self) -> None:
        self._settings.coder_name = self.coder.text()

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Folder of new projects", str(self._settings.project_folder))
        if folder:
            self.take_folder(Path(folder))

    def take_folder(self, folder: Path) -> None:
        """Offer this folder for new projects from now on."""
        self._settings.project_folder = folder

    @Slot()
    def _choose_usual_folder(self) -> None:
        self._settings.put("project_folder", "")


def _size_words(size: int) -> str:
    return f"{size} pixels (usual)" if size == USUAL_SIZE else f"{size} pixels"
