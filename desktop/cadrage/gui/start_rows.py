"""What can be pressed on the start screen: the actions, and the projects that were open before."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from cadrage.gui import fonts, icons
from cadrage.gui.appearance import current
from cadrage.gui.kit import ToolButton
from cadrage.gui.kit.painting import RIGHT, badge_width, draw_badge, draw_ring, draw_rounded, draw_text
from cadrage.gui.settings import RecentProject
from cadrage.gui.theme import Token

ROW_HEIGHT = 73


class StartAction(QAbstractButton):
    """A way to begin: icon, what it does, a line below, its key."""

    def __init__(
        self,
        icon: str,
        words: str,
        below: str,
        key: str = "",
        *,
        first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._below = below
        self._key = key
        self._first = first
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(f"{below}. Key {key}" if key else below)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(59)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, 59)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        _press_on_enter(self, event) or super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current()
        rect = QRectF(self.rect())
        ground = theme.colour("hover" if self.underMouse() else "surface")
        draw_rounded(painter, rect, ground, theme.colour("accent" if self._first else "border"), radius=8)
        if self.hasFocus():
            draw_ring(painter, rect, radius=8)
        token: Token = "accent" if self._first else "text2"
        icons.draw(painter, self._icon, QRectF(15, 19, 20, 20), token)
        right = rect.right() - 13
        if self._key:
            right -= badge_width(self._key)
            draw_badge(painter, right, rect.center().y(), self._key)
        words = QRectF(47, 11, right - 10 - 47, 18)
        draw_text(painter, words, self.text(), fonts.ui(14, fonts.MEDIUM))
        draw_text(painter, words.translated(0, 17), self._below, fonts.secondary(), "text3")
        painter.end()


class RecentRow(QAbstractButton):
    """A project that was open: name and when, path, how far its coder is. `unwanted()` asks to forget it."""

    unwanted = Signal()

    def __init__(self, project: RecentProject, *, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.found = Path(project.path).exists()
        self._last = last
        self.setAccessibleName(project.name)
        self.setAccessibleDescription(f"{short_path(project.path)}, {self._spoken()}")
        self.setToolTip(project.path)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(ROW_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._remove = ToolButton("x", f"Remove {project.name} from this list", size=14, parent=self)
        self._remove.setVisible(not self.found)
        self._remove.clicked.connect(self._forget)

    def _spoken(self) -> str:
        if not self.found:
            return "not found"
        return f"{_documents(self.project.documents)}, {self.project.complete} of {self.project.documents} complete"

    @Slot()
    def _forget(self) -> None:
        self.unwanted.emit()

    def _draw_progress(self, painter: QPainter, box: QRectF) -> None:
        """What is known of the documents, a line between words and figures."""
        theme = current()
        project = self.project
        words = _documents(project.documents)
        left = box.left() + draw_text(painter, box, words, fonts.secondary(), "text2") + 9
        if not project.documents:
            return
        figures = f"{project.complete:,} of {project.documents:,}"
        font = fonts.figures(fonts.secondary())
        right = box.right() - QFontMetricsF(font).horizontalAdvance(figures) - 9
        draw_text(painter, box, figures, font, "text2", align=RIGHT)
        line = QRectF(left, round(box.center().y()) - 2, max(right - left, 0), 4)
        draw_rounded(painter, line, theme.colour("strong"), radius=2)
        line.setWidth(line.width() * project.complete / project.documents)
        if project.complete:
            draw_rounded(painter, line, theme.colour("accent"), radius=2)

    def sizeHint(self) -> QSize:
        return QSize(400, ROW_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._remove.sizeHint()
        self._remove.setGeometry(self.width() - 12 - size.width(), 36, size.width(), size.height())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction("Remove from this list").triggered.connect(self._forget)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.unwanted.emit()
            return
        _press_on_enter(self, event) or super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            draw_rounded(painter, rect.adjusted(3, 3, -3, -4), current().colour("hover"))
        if not self._last:
            painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), current().colour("border"))
        if self.hasFocus():
            draw_ring(painter, rect.adjusted(2, 2, -2, -3))
        muted: Token = "text2" if self.underMouse() else "text3"
        line = QRectF(14, 9, rect.width() - 28, 18)
        when = draw_text(painter, line, when_words(self.project.when), fonts.secondary(), muted, align=RIGHT)
        title = line.adjusted(0, 0, -when - 12, 0)
        draw_text(painter, title, self.project.name, fonts.ui(14, fonts.MEDIUM), "text" if self.found else muted)
        path = short_path(self.project.path)
        middle = Qt.TextElideMode.ElideMiddle
        place = line.translated(0, 19).adjusted(0, 0, 0 if self.found else -30, 0)
        draw_text(painter, place, path, fonts.secondary(), muted, elide=middle)
        if self.found:
            self._draw_progress(painter, line.translated(0, 37))
        else:
            draw_text(painter, line.translated(0, 37), "not found", fonts.secondary(), "warn")
        painter.end()


def _press_on_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        button.click()
        return True
    return False


def _documents(count: int) -> str:
    if count == 0:
        return "no documents yet"
    return "1 document" if count == 1 else f"{count:,} documents"


def short_path(path: str) -> str:
    """The path as a person writes it, with ~ for the home folder."""
    try:
        return str(Path("~") / Path(path).relative_to(Path.home()))
    except ValueError:
        return path


def when_words(when: str, today: date | None = None) -> str:
    """A moment as people say it: "today, 14:32", "yesterday", "3 February", "3 February 2013"."""
    moment = datetime.fromisoformat(when)
    today = today or date.today()
    days = (today - moment.date()).days
    if days == 0:
        return f"today, {moment:%H:%M}"
    if days == 1:
        return "yesterday"
    month = QLocale(QLocale.Language.English).monthName(moment.month)
    year = "" if moment.year == today.year else f" {moment.year}"
    return f"{moment.day} {month}{year}"
