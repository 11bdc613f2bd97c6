"""How a row of the code tree is painted, and how its name is edited in place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.code_tree_model import CodeRole
from cadrage.gui.kit import CodeRow, Field, RowRole
from cadrage.gui.kit.painting import RIGHT, draw_ring, draw_rounded, draw_text

Index = QModelIndex | QPersistentModelIndex
_BEFORE_SHORT, _BEHIND_SHORT = 23, 7  # pixels that chip and gap take in a row, as the kit paints it
_LEAST = 150  # pixels of the field in which a name is edited
_INSET = 4  # pixels that a row's ground keeps from the tree's edges
_EDGE = 6  # of the field's edge and padding, so that the words stay where they were


class TreeRow(CodeRow):
    """A code's row; its name can be typed over in place. What is missing is a dashed ring with a number."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        missing = index.data(CodeRole.MISSING)
        if not missing:
            super().paint_row(painter, rect, index, selected=selected)
            return
        super().paint_row(painter, rect.adjusted(0, 0, -22, 0), index, selected=selected)
        number = QRectF(rect.right() - 38, rect.top(), 24, rect.height())
        draw_text(painter, number, str(missing), fonts.figures(fonts.secondary()), "text2", align=RIGHT)
        ring = QRectF(rect.right() - 39, round(rect.center().y() - 7), 14, 14)
        icons.draw(painter, "circle-dashed", ring, "warn")

    # Overrides of Qt.

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = Field(name="Name of the code", parent=parent)
        field.setProperty("inline", True)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Qt asks again when the row is told of; what has been typed by then is not to be lost.
        if isinstance(editor, Field) and not editor.isModified() and not editor.text():
            editor.setText(str(index.data() or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Field):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        short = str(index.data(RowRole.SHORT) or "")
        left = _BEFORE_SHORT
        if short:
            left += round(QFontMetricsF(fonts.heading()).horizontalAdvance(short)) + _BEHIND_SHORT
        rect: QRect = option.rect
        # Where a long id leaves no room, the field lies over it.
        left = max(0, min(left - _EDGE, rect.width() - 8 - _LEAST))
        editor.setGeometry(rect.adjusted(left, 0, -8, 0))


def paint_drop(painter: QPainter, row: QRectF, where: QAbstractItemView.DropIndicatorPosition) -> None:
    """What would happen to what is dragged: a ring around a code that takes it, a line between two."""
    places = QAbstractItemView.DropIndicatorPosition
    if where == places.OnItem:
        draw_ring(painter, row.adjusted(0, 0.5, -_INSET, -0.5))
    elif where in (places.AboveItem, places.BelowItem):
        height = row.top() if where == places.AboveItem else row.bottom()
        line = QRectF(row.left(), height - 1, row.width() - _INSET, 2)
        draw_rounded(painter, line, current().colour("accent"), radius=1)
