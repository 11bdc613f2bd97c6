"""The handbook in a window of its own: its pages, a search in all of them, and the page that is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QUrl,
    Slot,
)
from PySide6.QtGui import QDesktopServices, QKeySequence, QPainter, QShortcut, QTextDocument
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from cadrage import paths
from cadrage.gui import fonts, help_parts
from cadrage.gui.appearance import appearance
from cadrage.gui.help_page import Reader
from cadrage.gui.kit import List, Panel, PanelHeading, RowDelegate, RowRole, SearchField, Split, column, row
from cadrage.gui.kit.painting import draw_text
from cadrage.gui.tasks import Task
from cadrage.gui.theme import Token
from cadrage.jobs.parts import Part

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LICENCE = "licence-"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its name for links ("keys" for 20-keys.md), its title, its Markdown, and what follows as it is."""

    name: str
    title: str
    markdown: str
    below: str = ""


def page_name(file: str) -> str:
    """What a page is called in links and by `show_page`: the file's name without number and ending."""
    return re.sub(r"^\d+[-_ ]*", "", file.rpartition("/")[2].removesuffix(".md"))


def read_pages(folder: Path) -> tuple[Page, ...]:
    """The pages of a folder, in the order of their file names."""
    found = []
    for path in sorted(folder.glob("*.md")):
        markdown = path.read_text(encoding="utf-8")
        heading = re.search(r"^#\s+(.+?)\s*#*$", markdown, re.MULTILINE)
        name = page_name(path.name)
        found.append(Page(name, heading[1] if heading else name.replace("-", " ").capitalize(), markdown))
    return tuple(found)


class _PageList(QAbstractListModel):
    """Titles; while something is searched, only pages that have it, with the words around it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[Page, str], ...] = ()

    def show(self, rows: Sequence[tuple[Page, str]]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        page, around = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return page.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{page.title}: {around}" if around else page.title
            case RowRole.SECOND:
                return around
        return None


class _PageRow(RowDelegate):
    """A title, and below it the words that were found."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        font = fonts.ui(13, fonts.MEDIUM if selected else fonts.REGULAR)
        box = QRectF(rect.left() + 14, rect.top(), rect.width() - 28, 30)
        draw_text(painter, box, str(index.data()), font)
        around = index.data(RowRole.SECOND)
        if around:
            muted: Token = "text2" if selected else "text3"
            draw_text(painter, box.translated(0, 19), around, fonts.secondary(), muted)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, 50 if index.data(RowRole.SECOND) else 30)


class HelpWindow(QWidget):
    """`show_page(name)` shows a page; links between pages work, others open in the browser."""

    def __init__(self, parent: QWidget | None = None, *, folder: Path | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Cadrage handbook")
        self.resize(980, 720)
        folder = folder or paths.resources() / "handbook"
        self.pages = read_pages(folder)
        self.page: Page | None = None
        self._parts: tuple[Part, ...] | None = None
        self._reading: Task[tuple[Part, ...]] | None = None
        self._plain = {page.name: _plain(page.markdown) for page in self.pages}
        self._visited: list[str] = []
        self.search = SearchField("Search the handbook", name="Search the handbook")
        self._model = _PageList(self)
        self.list = List(_PageRow(30), name="Pages")
        self.list.setUniformRowHeights(False)
        self.list.setAllColumnsShowFocus(False)
        self.list.setModel(self._model)
        self.reader = Reader()
        self.reader.setSearchPaths([str(folder)])
        heading = PanelHeading("Handbook")
        self.back = heading.add_tool("arrow-left", "Back")
        self.back.setEnabled(False)
        left = Panel(column(6, heading, row(self.search, margins=(12, 0, 12, 6)), (self.list, 1), space=2), "window")
        left.setMinimumWidth(200)
        split = Split()
        split.addWidget(left)
        split.addWidget(Panel(column(self.reader)))
        split.setSizes([270, 710])
        split.setStretchFactor(1, 1)
        self.setLayout(column(split))
        self._connect()
        self._search("")
        self.show_page(self.pages[0].name if self.pages else "")
        self.list.setFocus()

    def _connect(self) -> None:
        self.search.searched.connect(self._search)
        self.search.returnPressed.connect(self._open_first)
        self.list.selectionModel().currentChanged.connect(self._open_row)
        self.reader.anchorClicked.connect(self._follow)
        self.back.clicked.connect(self._go_back)
        appearance().theme_changed.connect(self._show_again)
        for keys, slot in (
            (QKeySequence.StandardKey.Find, self._begin_search),
            (QKeySequence.StandardKey.Back, self._go_back),
            (QKeySequence.StandardKey.Close, self.close),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def show_page(self, name: str, anchor: str = "") -> None:
        """The page of this name ("keys", "20-keys.md"), or a word about its absence."""
        wanted = page_name(name)
        found = self._find(wanted)
        if self.page is not None and found is not self.page:
            self._visited.append(self.page.name)
        self._show(found, wanted, anchor)

    def _show(self, page: Page | None, name: str, anchor: str = "") -> None:
        self.page = page
        self.back.setEnabled(bool(self._visited))
        self._write(page, name)
        self.reader.verticalScrollBar().setValue(0)
        names = [each.name for each, _ in self._model.rows]
        place = self._model.index(names.index(page.name), 0) if page and page.name in names else QModelIndex()
        self.list.setCurrentIndex(place)
        if anchor:
            self.reader.scroll_to_heading(anchor)
        elif self.search.text().strip():
            self.reader.mark(self.search.text().strip())

    def _write(self, page: Page | None, name: str) -> None:
        if page is None:
            self.reader.show_markdown(_missing(name, self.pages))
        else:
            self.reader.show_markdown(self._filled(page), page.below)

    def _find(self, name: str) -> Page | None:
        """A page of the handbook, or one with a part's licence."""
        if name.startswith(_LICENCE):
            part = name.removeprefix(_LICENCE)
            return Page(name, part, *help_parts.licence_page(part, self._parts or ()))
        return next((page for page in self.pages if page.name == name), None)

    def _filled(self, page: Page) -> str:
        """What a page says; a list of the parts is read first, away from the window, and shown when it is there."""
        if help_parts.PLACE not in page.markdown:
            return page.markdown
        if self._parts is None and self._reading is None:
            self._reading = Task("Reading licences", help_parts.read, self)
            self._reading.done.connect(self._keep_parts)
            self._reading.start()
        return help_parts.with_table(page.markdown, self._parts)

    @Slot(object)
    def _keep_parts(self, found: tuple[Part, ...]) -> None:
        self._parts = found
        self._show_again()

    @Slot(QModelIndex)
    def _open_row(self, index: QModelIndex) -> None:
        if index.isValid() and self._model.rows[index.row()][0] is not self.page:
            self.show_page(self._model.rows[index.row()][0].name)

    @Slot(str)
    def _search(self, words: str) -> None:
        wanted = words.strip()
        rows = [(page, _around(self._plain[page.name], wanted)) for page in self.pages]
        self._model.show([(page, around) for page, around in rows if around or not wanted])
        self.reader.mark(wanted)
        names = [page for page, _ in self._model.rows]
        if self.page in names:
            self.list.setCurrentIndex(self._model.index(names.index(self.page), 0))

    @Slot()
    def _open_first(self) -> None:
        if self._model.rows and self.page not in [page for page, _ in self._model.rows]:
            self.show_page(self._model.rows[0][0].name)
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _go_back(self) -> None:
        if self._visited:
            name = self._visited.pop()
            self._show(self._find(name), name)

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https", "mailto"):
            QDesktopServices.openUrl(link)
        elif link.scheme() == help_parts.SCHEME:
            self.show_page(_LICENCE + link.path())
        elif link.path():
            self.show_page(link.path(), link.fragment())
        else:
            self.reader.scroll_to_heading(link.fragment())

    @Slot()
    def _show_again(self) -> None:
        """Links and code keep their colours in the text: written anew for another theme."""
        height = self.reader.verticalScrollBar().value()
        if self.page is not None:
            self._write(self.page, self.page.name)
            self.reader.mark(self.search.text().strip())
            self.reader.verticalScrollBar().setValue(height)


def _plain(markdown: str) -> str:
    document = QTextDocument()
    document.setMarkdown(markdown)
    return " ".join(document.toPlainText().split())


def _around(text: str, words: str) -> str:
    """The words in their context, where they first stand; empty where they do not."""
    start = text.casefold().find(words.casefold()) if words else -1
    if start < 0:
        return ""
    begin = max(0, text.rfind(" ", 0, max(0, start - 12)) + 1)
    return ("… " if begin else "") + text[begin : begin + 90]


def _missing(name: str, pages: Sequence[Page]) -> str:
    if not pages:
        return (
            "# The handbook is not here\n\nIts pages are missing from this installation. Install Cadrage again to"
            " have them back; everything else works without them."
        )
    listed = "\n".join(f"- [{page.title}]({page.name}.md)" for page in pages)
    said = f"There is no page “{name}” yet. These are here:" if name else "These pages are here:"
    return f"# Not in this handbook\n\n{said}\n\n{listed}\n"
