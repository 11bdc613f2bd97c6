"""Trees, lists and tables over real models: rounded selection, no grid, rows painted by delegates.

A model offers what a row shows under the roles below. It also owes screen readers a sentence under
`Qt.ItemDataRole.AccessibleTextRole` ("ESC-THR Threat of force, 6 codings").
"""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.kit.painting import (
    RIGHT,
    badge_width,
    draw_badge,
    draw_chip,
    draw_ring,
    draw_rounded,
    draw_text,
)
from cadrage.gui.theme import Token

Index = QModelIndex | QPersistentModelIndex


class RowRole(IntEnum):
    """What a row's model may offer beside DisplayRole, all optional."""

    CHIP = Qt.ItemDataRole.UserRole + 1
    """str: a code's stored colour."""
    SHORT = Qt.ItemDataRole.UserRole + 2
    """str: the short id that stands before the name."""
    KEY = Qt.ItemDataRole.UserRole + 3
    """str: the key that applies it."""
    COUNT = Qt.ItemDataRole.UserRole + 4
    """str or int: what stands at the right."""
    SECOND = Qt.ItemDataRole.UserRole + 5
    """str: the secondary line below."""
    ICON = Qt.ItemDataRole.UserRole + 6
    """(icon name, token): the state at the left."""
    STRONG = Qt.ItemDataRole.UserRole + 7
    """bool: a family or another emphasised row."""
    MUTED = Qt.ItemDataRole.UserRole + 8
    """bool: a row that is there but does not count, as a retired code."""


class RowDelegate(QStyledItemDelegate):
    """Gives rows a height and paints them by `paint_row`, which sub-classes write."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.height = height

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        painter.setClipRect(rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self.paint_row(painter, rect, index, selected=selected)
        painter.restore()


class CodeRow(RowDelegate):
    """Chip, short id, name, key badge, count: 26 px."""

    def __init__(self, parent: QWidget | None = None, height: int = 26) -> None:
        super().__init__(height, parent)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        strong = bool(index.data(RowRole.STRONG))
        muted: Token = "text2" if selected else "text3"
        ink: Token = muted if index.data(RowRole.MUTED) else "text"
        left, right = rect.left() + 5, rect.right() - 18
        right -= _paint_count(painter, rect, index, muted, 18) + 10
        key = index.data(RowRole.KEY)
        if key:
            draw_badge(painter, right - badge_width(key), rect.center().y(), key)
            right -= badge_width(key) + 6
        chip = index.data(RowRole.CHIP)
        if chip:
            draw_chip(painter, left, round(rect.center().y() - 5), chip)
            left += 18
        short = index.data(RowRole.SHORT)
        if short:
            box = QRectF(left, rect.top(), right - left, rect.height())
            left += draw_text(painter, box, short, fonts.heading(), "text" if strong else "text2") + 7
        weight = fonts.MEDIUM if strong or selected else fonts.REGULAR
        box = QRectF(left, rect.top(), right - left, rect.height())
        draw_text(painter, box, str(index.data() or ""), fonts.ui(13, weight), ink)


class TwoLineRow(RowDelegate):
    """State icon, name, secondary line below, count at the right: 45 px."""

    def __init__(self, parent: QWidget | None = None, height: int = 45) -> None:
        super().__init__(height, parent)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        muted: Token = "text2" if selected else "text3"
        ink: Token = muted if index.data(RowRole.MUTED) else "text"
        left = rect.left() + 12
        state = index.data(RowRole.ICON)
        if state:
            icons.draw(painter, state[0], QRectF(left, rect.top() + 7, 16, 16), state[1])
            left += 23
        weight = fonts.MEDIUM if selected or index.data(RowRole.STRONG) else fonts.REGULAR
        first = QRectF(left, rect.top() + 5, rect.right() - 14 - left, 18)
        draw_text(painter, first, str(index.data() or ""), fonts.ui(13, weight), ink)
        below = QRectF(rect.left(), rect.top() + 23, rect.width(), 17)
        right = rect.right() - 14 - _paint_count(painter, below, index, muted, 14) - 8
        second = str(index.data(RowRole.SECOND) or "")
        draw_text(painter, QRectF(left, below.top(), right - left, 17), second, fonts.secondary(), muted)


class Cell(RowDelegate):
    """A table's cell: text left or, by TextAlignmentRole, right in tabular figures; a chip and an icon."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = align is not None and bool(Qt.AlignmentFlag(align) & RIGHT)
        font = _cell_font(index)
        box = rect.adjusted(8, 0, -8, 0)
        chip = index.data(RowRole.CHIP)
        if chip:
            draw_chip(painter, box.left(), round(box.center().y() - 5), chip)
            box.setLeft(box.left() + 18)
        state = index.data(RowRole.ICON)
        if state:
            icons.draw(painter, state[0], QRectF(box.left(), round(box.center().y() - 7), 14, 14), state[1])
            box.setLeft(box.left() + 20)
        short = index.data(RowRole.SHORT)
        if short:
            box.setLeft(box.left() + draw_text(painter, box, short, fonts.heading(), "text2") + 7)
        muted: Token = "text2" if selected else "text3"
        ink: Token = muted if index.data(RowRole.MUTED) else "text"
        words = str(index.data() if index.data() is not None else "")
        if right:
            draw_text(painter, box, words, fonts.figures(font), ink, align=RIGHT)
        else:
            draw_text(painter, box, words, font, ink)


def _cell_font(index: Index) -> QFont:
    font = index.data(Qt.ItemDataRole.FontRole)
    if isinstance(font, QFont):
        return font
    return fonts.ui(13, fonts.SEMIBOLD if index.data(RowRole.STRONG) else fonts.REGULAR)


def _paint_count(painter: QPainter, rect: QRectF, index: Index, ink: Token, inset: float) -> float:
    """The count at the right end of a row; its width."""
    count = index.data(RowRole.COUNT)
    if count is None or count == "":
        return 0.0
    box = QRectF(rect.right() - inset - 60, rect.top(), 60, rect.height())
    return draw_text(painter, box, str(count), fonts.figures(fonts.secondary()), ink, align=RIGHT)


class Tree(QTreeView):
    """A tree of rows. The focus ring shows once the keyboard is used, not after a mouse press."""

    def __init__(
        self,
        delegate: RowDelegate | None = None,
        *,
        name: str = "",
        indent: int = 16,
        inset: int = 4,
        fill: str = "window",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._inset = inset
        self._by_key = False
        self._row_lines = False
        self.setAccessibleName(name)
        self.setProperty("fill", fill)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(indent)
        self.setRootIsDecorated(indent > 0)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if delegate is not None:
            delegate.setParent(self)
            self.setItemDelegate(delegate)
            self.setUniformRowHeights(True)

    def set_row_lines(self, *, shown: bool) -> None:
        """Hairlines between rows, for tables whose rows have two lines."""
        self._row_lines = shown
        self.viewport().update()

    def _ground(self, painter: QPainter, rect: QRectF, index: QModelIndex, *, hovered: bool) -> None:
        theme = current()
        box = rect.adjusted(self._inset, 0.5, -self._inset, -0.5)
        radius = 6 if self._inset else 0
        selection = self.selectionModel()
        if selection is not None and selection.isSelected(index):
            draw_rounded(painter, box, theme.colour("accent_soft"), radius=radius)
        elif hovered:
            draw_rounded(painter, box, theme.colour("hover"), radius=radius)
        elif self._row_lines:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("border"))
        if self._by_key and self.hasFocus() and self.currentIndex().siblingAtColumn(0) == index:
            draw_ring(painter, box, radius=radius)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        rect.setLeft(0)
        rect.setRight(self.viewport().width())
        first = index.model().index(index.row(), 0, index.parent())
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        self._ground(painter, rect, first, hovered=hovered)
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if self.indentation() == 0 or not index.model().hasChildren(index):
            return
        right = rect.right() + 1 - self.indentation()
        square = QRectF(right + (self.indentation() - 12) / 2, rect.center().y() - 5, 12, 12)
        chevron = "chevron-down" if self.isExpanded(index) else "chevron-right"
        icons.draw(painter, chevron, square, "text3", stroke=2)

    def _rings_whole(self) -> bool:
        """Whether the ring goes round the whole tree: no row is current, or the current one is out of sight."""
        here = self.visualRect(self.currentIndex())
        return self._by_key and self.hasFocus() and not here.intersects(self.viewport().rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rings_whole():
            with QPainter(self.viewport()) as painter:
                draw_ring(painter, QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._by_key and self.hasFocus():
            # What is scrolled is moved as it was painted, a ring with it.
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        super().keyPressEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_key = False
        super().mousePressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys = (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self._by_key = event.reason() in keys
        super().focusInEvent(event)


class List(Tree):
    """Rows without depth."""

    def __init__(
        self,
        delegate: RowDelegate | None = None,
        *,
        name: str = "",
        inset: int = 4,
        fill: str = "window",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(delegate, name=name, indent=0, inset=inset, fill=fill, parent=parent)


class Table(Tree):
    """Rows in columns under a header, on surface. Set the widths after the model: `set_widths`."""

    def __init__(
        self,
        delegate: RowDelegate | None = None,
        *,
        name: str = "",
        height: int = 28,
        indent: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(delegate or Cell(height), name=name, indent=indent, fill="surface", parent=parent)
        self.setHeaderHidden(False)
        header = self.header()
        header.setFont(fonts.secondary())
        header.setFixedHeight(32)
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def set_widths(self, *widths: int) -> None:
        """A width for each column; 0 takes what is left."""
        header = self.header()
        for column, width in enumerate(widths):
            if width:
                header.resizeSection(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
