"""One edit of a codebook file, to be read: what it changes, before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from cadrage.core.codebook_edits import FIELDS, Edit, EditedCode, Kind
from cadrage.core.word_difference import Part, Piece, difference
from cadrage.gui import fonts
from cadrage.gui.appearance import appearance, current
from cadrage.gui.codebook_import_model import headline, summary
from cadrage.gui.kit import Chip, Label, Panel, column, row
from cadrage.gui.theme import Token

_INKS: dict[Piece, tuple[Token, Token]] = {Piece.GONE: ("bad", "bad_soft"), Piece.NEW: ("good", "good_soft")}
_TITLES = {
    Kind.ADDED: "New code",
    Kind.MOVED: "Place",
    Kind.REORDERED: "Order",
    Kind.MERGED: "Merge",
    Kind.RETIRED: "Retire",
    Kind.RESTORED: "Restore",
    Kind.VARIABLE: "New attribute or variable",
    Kind.MISSING: "Not in the file",
}


class EditCard(QWidget):
    """Words that went are struck out, words that came underlined; both have their colour besides."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._title = Label("", "title", wrap=True, parent=self)
        self._said = Label("", "secondary", wrap=True, parent=self)
        self._chips = (Chip("", parent=self), Chip("", parent=self))
        self._colours = (Label("", parent=self), Label("→", "muted", parent=self), Label("", parent=self))
        self._legend = Label("Struck out: in the project. Underlined: in the file.", "muted", wrap=True, parent=self)
        self.text = QTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("What changes")
        flags = Qt.TextInteractionFlag
        self.text.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self._swatches = QWidget(self)
        before, arrow, after = self._colours
        self._swatches.setLayout(row(self._chips[0], before, arrow, self._chips[1], after, None, space=8))
        head = column(self._title, self._said, self._swatches, space=6, margins=(18, 18, 18, 4))
        foot = row(self._legend, margins=(18, 4, 18, 12))
        panel = Panel(column(head, row((self.text, 1), margins=(14, 0, 14, 0)), foot, space=2), "window", parent=self)
        self.setLayout(column(panel))
        appearance().theme_changed.connect(self._write)

    def show_edit(self, edit: Edit | None, code: EditedCode | None, outlook: str = "") -> None:
        """`code`: what the file says of it, for a new one; `outlook`: what else follows, in a sentence."""
        self.setEnabled(edit is not None)
        if edit is None:
            self._show("", "Choose an edit to see what it changes.", ())
            return
        field = FIELDS.get(edit.field, "") if edit.kind is Kind.CHANGED else _TITLES[edit.kind]
        where = [f"{field}" if edit.kind is Kind.CHANGED else f"{field}: {summary(edit)}", edit.place, outlook]
        self._show(headline(edit), ". ".join(part for part in where if part), _parts(edit, code))
        self._show_colours(edit)

    def _show(self, title: str, said: str, parts: Sequence[Part]) -> None:
        self._title.setText(title)
        self._said.setText(said)
        self._parts = tuple(parts)
        self._legend.setVisible(any(part.piece is not Piece.SAME for part in parts))
        self._swatches.hide()
        self._write()

    def _show_colours(self, edit: Edit) -> None:
        if edit.field == "colour":
            for chip, label, colour in zip(
                self._chips, (self._colours[0], self._colours[2]), (edit.before, edit.after), strict=True
            ):
                chip.set_colour(colour)
                label.setText(colour or "none")
            self._swatches.show()

    @Slot()
    def _write(self) -> None:
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        for part in self._parts:
            cursor.insertText(part.text, _look(part.piece))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)


def _look(piece: Piece) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(fonts.ui(13), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
    look.setForeground(current().colour("text"))
    if piece in _INKS:
        ink, ground = _INKS[piece]
        look.setForeground(current().colour(ink))
        look.setBackground(current().colour(ground))
        look.setFontStrikeOut(piece is Piece.GONE)
        look.setFontUnderline(piece is Piece.NEW)
        look.setFontWeight(QFont.Weight.Medium)
    return look


def _parts(edit: Edit, code: EditedCode | None) -> tuple[Part, ...]:
    if edit.kind is Kind.ADDED and code is not None:
        said = [f"{FIELDS[name]}\n{text}" for name, text in code.fields.items() if name != "name" and text.strip()]
        return (Part(Piece.SAME, "\n\n".join(said)),)
    if edit.kind is Kind.MOVED:
        return (Part(Piece.GONE, edit.before), Part(Piece.SAME, "\n"), Part(Piece.NEW, edit.after))
    if edit.kind is Kind.REORDERED:
        return difference(f"{edit.before}\n", f"{edit.after}\n", by_line=True)
    if edit.kind is Kind.CHANGED and edit.field != "colour":
        return difference(edit.before, edit.after)
    return ()
