"""The view of codings: every quotation in its context, to be found, sorted, read, edited and opened."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.model import Change, Coding
from cadrage.gui import settings
from cadrage.gui.codings_asking import CodingQuestions
from cadrage.gui.codings_bars import CodingBar, CountLine
from cadrage.gui.codings_columns import Layout, layout_from
from cadrage.gui.codings_copy import as_citations, as_rows
from cadrage.gui.codings_filters import CodingFilters
from cadrage.gui.codings_keys import Ask
from cadrage.gui.codings_material import Material
from cadrage.gui.codings_model import PATCHED, CodingsModel
from cadrage.gui.codings_order import Order
from cadrage.gui.codings_table import CodingsGrid
from cadrage.gui.codings_verbs import CodingVerbs
from cadrage.gui.codings_wanted import Wanted
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import EmptyState, Hairline, Panel, column, row
from cadrage.gui.session import Session

_PATCHING = ("coding", "coding_value", "memo")
_READING = ("code", "coder", "document", "variable", "choice")
_COLUMNS = "codings/columns"  # under which name the settings keep them
_NO_MATCH = ("No coding matches", "Other words or fewer filters will find more.")
_NONE_YET = (
    "No codings yet",
    "Select words in a document and click a code, or press the number beside it.",
)
_NONE_OF_MINE = (
    "You have no codings yet",
    "Other coders’ codings are hidden; “Show coders” shows them here, too.",
)


class CodingsView(Panel):
    """The codings of the shown coders. `grid` chooses and edits, `verbs` change, `questions` ask first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="surface", parent=parent)
        self._session = session
        self._stale = True
        self.verbs = CodingVerbs(session, self)
        self.filters = CodingFilters(session, self)
        self.count = CountLine(self)
        self.model = CodingsModel(self)
        self.model.layout_ = layout_from(settings.kept(_COLUMNS))
        self.grid = CodingsGrid(self.model, session, self.verbs, self)
        self.questions = CodingQuestions(session, self.verbs, self.model, self.grid)
        self.empty = EmptyState("", "", "Clear filters", icon="quote", parent=self)
        self.bar = CodingBar(self)
        self._pages = QStackedLayout()
        set_first_focus(self, self.grid)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        bare = QWidget(self)
        bare.setLayout(column(None, row(None, (self.empty, 2), None), None, None, margins=(24, 24, 24, 24)))
        self._pages.addWidget(self.grid)
        self._pages.addWidget(bare)
        line = Hairline(parent=self)
        self.setLayout(column(self.filters, self.count, (self._pages, 1), line, self.bar, space=0))

    def _connect(self) -> None:
        self.filters.wanted.connect(self.want)
        self.filters.columns_wanted.connect(self.questions.ask_columns)
        self.count.order_chosen.connect(self._sort)
        self.count.cleared.connect(self.filters.take_off)
        if self.empty.button is not None:
            self.empty.button.clicked.connect(self.filters.take_off)
        self.grid.sorted_by.connect(self._sort)
        self.grid.chosen.connect(self._show_chosen)
        self.grid.opened.connect(self.open_chosen)
        self.grid.asked.connect(self.do)
        self.grid.code_wanted.connect(self.questions.ask_code)
        self.grid.menu_wanted.connect(self.questions.show_menu)
        self.grid.headings.columns_wanted.connect(self.questions.ask_columns)
        self.grid.headings.widened.connect(self._widen)
        self.questions.asked.connect(self.do)
        self.questions.laid_out.connect(self._lay_out)
        self.bar.asked.connect(self.do)
        self._session.changed.connect(self._on_change)
        self._session.coder_changed.connect(self.refresh)
        self._session.shown_changed.connect(self.refresh)

    # Reading.

    @Slot()
    def refresh(self) -> None:
        """Read all codings anew; now if the view is seen, else when it is shown next."""
        self._stale = True
        if not self.isVisible():
            return
        self._stale = False
        with _Place(self.grid):
            material = Material(self._session)
            self.model.wanted = self.filters.value()
            self.grid.headings.fit_codes([code.label for code in material.codebook.codes])
            self.model.show_material(material)
            self.grid.fit()
        self._settle()

    @Slot(object)
    def want(self, wanted: Wanted) -> None:
        """Show these codings. What is chosen and no longer shown is not chosen any more."""
        if self._stale or not self.isVisible():
            self._stale = True
            return
        with _Place(self.grid, scrolls=True):
            self.model.want(wanted)
        self._settle()

    @Slot(object)
    def _sort(self, order: Order) -> None:
        with _Place(self.grid, scrolls=True):
            self.model.sort_by(order)
        self._settle()

    @Slot(object)
    def _lay_out(self, layout: Layout) -> None:
        with _Place(self.grid):
            self.model.lay_out(layout)
            self.grid.fit()
        settings.keep(_COLUMNS, layout.as_plain())
        self._settle()

    @Slot(str, int)
    def _widen(self, key: str, width: int) -> None:
        self._lay_out(self.model.layout_.with_width(key, width))

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        renamed = change.touches("actor") and not change.touches("coding_value")
        if not (renamed or change.touches(*_PATCHING, *_READING)):
            return
        if self._stale or not self.isVisible():
            self._stale = True
            return
        touched = change.ids("coding") | self._session.project.codings.attributes_touched(change)
        if renamed or change.touches(*_READING) or len(touched) > PATCHED:
            self.refresh()
        elif touched:
            with _Place(self.grid, patches=True):
                self.model.patch(touched)
            self._settle()

    def _settle(self) -> None:
        """Count, page and bar after the rows have changed."""
        self.count.show_count(self.model)
        self._show_chosen()
        if self.model.rowCount():
            self._pages.setCurrentIndex(0)
            return
        filtered = self.model.total > 0
        words = _NO_MATCH if filtered else _NONE_OF_MINE if self._others_hidden() else _NONE_YET
        self.empty.set_words(*words)
        if self.empty.button is not None:
            self.empty.button.setVisible(filtered)
        self._pages.setCurrentIndex(1)

    def _others_hidden(self) -> bool:
        """Whether there are codings that could be shown and are not."""
        return not self._session.blind and bool(self._session.project.codings.counts_by_code())

    # The chosen codings.

    def selected(self) -> list[Coding]:
        """The chosen codings, in the order of the rows."""
        return self.grid.selected()

    def current(self) -> Coding | None:
        """The coding that has the keyboard, if it is chosen, else the first that is chosen."""
        chosen, at_focus = self.selected(), self.grid.current_coding()
        return at_focus if at_focus in chosen else chosen[0] if chosen else None

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self.selected() if not self._stale else []
        if not chosen:
            self.bar.show_nothing()
            return
        marked = self.verbs.marked(chosen)
        whose, why_not = self.verbs.others(chosen), self.verbs.why_not(chosen)
        self.bar.show_chosen(chosen, self.model.material, marked=marked, whose=whose, why_not=why_not)

    @Slot()
    def open_chosen(self) -> None:
        """Show the coding in its document, raised and in the inspector."""
        coding = self.current()
        if coding is not None:
            self._session.reveal(coding.document, coding.span)
            self._session.select_coding(coding.id)

    @Slot(object)
    def do(self, ask: Ask) -> None:
        """What a key, a button or the menu asks for."""
        chosen = self.selected()
        if not chosen:
            return
        match ask:
            case Ask.OPEN:
                self.open_chosen()
            case Ask.IMPORTANT:
                self.verbs.mark(chosen)
            case Ask.REMOVE:
                self.verbs.remove(chosen)
            case Ask.COPY:
                QGuiApplication.clipboard().setText(as_rows(self.model, self.grid.selected_places()))
            case Ask.CITE:
                words = as_citations(self._session.project, self.model.material, chosen)
                QGuiApplication.clipboard().setText(words)
            case Ask.CODE:
                self.questions.ask_code("")
            case Ask.ATTRIBUTE:
                self.questions.ask_attribute()
            case Ask.MEMO:
                self.questions.ask_memo()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()


class _Place:
    """Keeps what is chosen, the scroll and the open editor while the rows change.

    `scrolls` to the coding that has the keyboard, where the order or the filter is another one; `patches` leaves
    the choice alone where the rows stay.
    """

    def __init__(self, grid: CodingsGrid, *, scrolls: bool = False, patches: bool = False) -> None:
        self._grid = grid
        self._scrolls = scrolls
        self._patches = patches

    def __enter__(self) -> None:
        grid = self._grid
        self._chosen = [coding.id for coding in grid.selected()]
        current = grid.current_coding()
        self._current = current.id if current is not None else None
        self._column = grid.current_column
        self._top = grid.verticalScrollBar().value()

    def __exit__(self, *_: object) -> None:
        grid = self._grid
        if not self._patches or [coding.id for coding in grid.selected()] != self._chosen:
            grid.choose(self._chosen, self._current, self._column)
        if self._scrolls and grid.currentIndex().isValid():
            grid.scrollTo(grid.currentIndex())
        elif not self._scrolls:
            grid.verticalScrollBar().setValue(self._top)
        grid.editing.place()
