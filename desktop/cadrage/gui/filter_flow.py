"""A layout that sets widgets in lines, as words in a paragraph, each as wide as it wants to be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class FlowLayout(QLayout):
    """Left to right, then in the next line; `place` puts a widget at a place among the others."""

    def __init__(self, space: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(space)
        self.setContentsMargins(0, 0, 0, 0)

    def place(self, place: int, widget: QWidget) -> None:
        known = next((item for item in self._items if item.widget() is widget), None)
        if known is None:
            self.addChildWidget(widget)
            known = QWidgetItem(widget)
        else:
            self._items.remove(known)
        self._items.insert(place, known)
        self.invalidate()

    def lines(self, width: int) -> list[list[tuple[QLayoutItem, QRect]]]:
        """Every item that is seen with its place, line by line."""
        found: list[list[tuple[QLayoutItem, QRect]]] = [[]]
        corner = QPoint(0, 0)
        height = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(width, item.minimumSize().width()), item.sizeHint().height()))
            if found[-1] and corner.x() + size.width() > width:
                found.append([])
                corner = QPoint(0, corner.y() + height + self.spacing())
                height = 0
            found[-1].append((item, QRect(corner, size)))
            corner.setX(corner.x() + size.width() + self.spacing())
            height = max(height, size.height())
        return found

    def _height(self, width: int) -> int:
        return max((rect.bottom() + 1 for line in self.lines(width) for _, rect in line), default=0)

    # Overrides of Qt.

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(width)

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items if not item.isEmpty()), default=0)
        tallest = max((item.minimumSize().height() for item in self._items if not item.isEmpty()), default=0)
        return QSize(widest, tallest)

    def sizeHint(self) -> QSize:
        seen = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in seen) + self.spacing() * max(0, len(seen) - 1)
        return QSize(width, max((size.height() for size in seen), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for line in self.lines(rect.width()):
            for item, place in line:
                item.setGeometry(place.translated(rect.topLeft()))
