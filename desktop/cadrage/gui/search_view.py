"""The view of the search: a query over the whole corpus, its hits in context, and what is decided about each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from cadrage.core.model import Change, Code
from cadrage.core.search import Hit, Wanted
from cadrage.gui.documents_panel import readable_date
from cadrage.gui.filter_bar import FilterBar
from cadrage.gui.first_focus import set_first_focus
from cadrage.gui.kit import EmptyState, Hairline, Panel, column, row
from cadrage.gui.search_bars import FREQUENCIES, HITS, DecideBar, FoundLine, QueryBar
from cadrage.gui.search_frequencies import FrequencyPage
from cadrage.gui.search_list import HitList
from cadrage.gui.search_model import HitsModel
from cadrage.gui.search_review import SearchReview, State
from cadrage.gui.search_run import SearchRun
from cadrage.gui.search_saved import SavedSearchMenu
from cadrage.gui.search_split import Splitting
from cadrage.gui.session import Session
from cadrage.gui.words import counted
from cadrage.jobs.frequencies import OUTLET, PUBLISHED
from cadrage.jobs.searching import Question

_NOTHING_ASKED = (
    "Search all documents",
    "Type words that must all be there, “a phrase”, or the beginning of a word with * behind it."
    " Then A accepts a hit as a coding, R rejects it, and Enter goes to its passage.",
)
_NOTHING_FOUND = ("Nothing found", "Fewer words, a beginning with *, or fewer filters will find more.")
_NONE_OF_STATE = ("No such hits", "Choose other hits to be shown, above.")
_CORPUS = ("document", "region", "document_value", "variable")


class SearchView(Panel):
    """`finished()` when a search is through. Hits are decided in `review`, which outlasts the search."""

    finished = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="surface", parent=parent)
        self._session = session
        self._stale = False
        self._open = 0  # hits in the list that are not decided
        self._back_to: Hit | None = None  # where the queue was before the corpus was searched anew
        self._entering = False  # Enter was pressed before there was a hit to go to
        self._codes: Mapping[int, Code] = {}
        self.run: SearchRun | None = None
        self.filter_bar = FilterBar(session, parent=self)
        self.query = QueryBar(self)
        self.line = FoundLine(self)
        self.review = SearchReview(session, self)
        self.model = HitsModel(self.review.of, self)
        self.list = HitList(self.model, self._code, self)
        self.frequencies = FrequencyPage(session, self)
        self.empty = EmptyState(*_NOTHING_ASKED, icon="search", parent=self)
        self.bar = DecideBar(self)
        self.saved = SavedSearchMenu(session, self.query.saved, self)
        self.splitting = Splitting(session, self)
        self._pages = QStackedLayout()
        set_first_focus(self, self.query.field)
        self._arrange()
        self._connect()
        self._read_codes()
        self._settle()

    def _arrange(self) -> None:
        bare = QWidget(self)
        bare.setLayout(column(None, row(None, (self.empty, 2), None), None, None, margins=(24, 24, 24, 24)))
        for page in (self.list, bare, self.frequencies):
            self._pages.addWidget(page)
        above, below = Hairline(parent=self), Hairline(parent=self)
        parts = (self.filter_bar, self.query, self.line, above, (self._pages, 1), below, self.bar)
        self.setLayout(column(*parts, space=0))

    def _connect(self) -> None:
        session = self._session
        self.query.asked.connect(self.ask)
        self.query.entered.connect(self._enter_list)
        self.query.page_chosen.connect(self._show_page)
        self.query.saved.clicked.connect(self._open_saved)
        self.saved.chosen.connect(self.query.show_wanted)
        self.line.state_chosen.connect(self._show_state)
        self.line.scope_chosen.connect(self._choose_scope)
        self.line.stopped.connect(self.stop)
        self.list.opened.connect(self.open_hit)
        self.list.key_pressed.connect(self.press)
        self.list.selectionModel().currentChanged.connect(self._allow)
        self.bar.pressed.connect(self.press)
        self.bar.code.chosen.connect(self._allow)
        self.bar.extent.chosen.connect(self._foresee)
        self.review.decided.connect(self._show_decided)
        self.frequencies.copied.connect(partial(session.told.emit, "Copied the table"))
        self.filter_bar.left.connect(self.query.field.setFocus)
        session.changed.connect(self._follow)
        session.filter_changed.connect(self._search_anew)
        session.coder_changed.connect(self.review.read_anew)

    # Asking.

    @Slot(object)
    def ask(self, wanted: Wanted, *, back_to: Hit | None = None) -> None:
        """Search for this now; what was decided about its hits before is shown."""
        self.stop()
        self._back_to, self._entering = back_to, False
        self._stale = False
        self.line.show_scope(wanted)
        self.review.turn_to(wanted)
        self.model.begin(self._titles())
        self._drop_run()
        if wanted.query.strip():
            question = Question(wanted, self._session.filter, self._session.shown_ids)
            self.run = SearchRun(self._session, question, self)
            self.run.found.connect(self._take)
            self.run.ended.connect(self._end)
            self.run.start()
        else:
            self._end()

    def _drop_run(self) -> None:
        if self.run is not None:
            self.run.deleteLater()
            self.run = None

    @Slot()
    def _search_anew(self) -> None:
        """The corpus or the filter is another; the hit that has the keyboard keeps it."""
        if not self.isVisible():
            self._stale = True
            return
        current = self.list.current()
        self.ask(self.query.wanted, back_to=current)

    @Slot(bool, bool)
    def _choose_scope(self, duplicates: bool, not_article: bool) -> None:  # noqa: FBT001 (a slot)
        self.query.duplicates, self.query.not_article = duplicates, not_article
        self.query.tell()

    @Slot()
    def stop(self) -> None:
        """Leave a search that is under way at what it has found."""
        if self.run is not None and self.run.running:
            self.run.stop()

    @Slot()
    def _open_saved(self) -> None:
        self.saved.open(self.query.wanted)

    # Showing.

    @Slot(object)
    def _take(self, hits: list[Hit]) -> None:
        self.model.append(hits)
        self._settle()
        if self._back_to is not None and (place := self.model.row_of(self._back_to)) is not None:
            self._back_to = None
            self.list.go_to(place)
        if self._entering and self.model.rowCount():
            self._entering = False
            self.list.setFocus()

    @Slot()
    def _end(self) -> None:
        self._settle()
        self._entering = False
        if not self.list.currentIndex().isValid():
            self.list.go_to(self.model.next_hit(-1, open_only=True) or self.model.next_hit(-1))
        if self._pages.currentWidget() is self.frequencies:
            self._count_frequencies()
        self.finished.emit()

    @Slot()
    def _settle(self) -> None:
        """Count, page and bar as they are now."""
        run = self.run
        self._open = 0
        if run is None:
            self.line.show_words("")
        elif run.running or run.total:
            listed = self.model.hits
            states = [self.review.of(hit).state for hit in listed]
            accepted, rejected = states.count(State.ACCEPTED), states.count(State.REJECTED)
            self._open = len(listed) - accepted - rejected
            self.line.show_found(run.total, len(run.hits_by_document), len(listed), accepted, rejected)
        elif run.refusal:
            self.line.show_words("Not searched")
        else:
            self.line.show_words("No hits")
        self.line.show_progress(run.documents if run is not None and run.running else None)
        self._show_page(self.query.pages.value())
        self._allow()

    @Slot(object)
    def _show_page(self, name: object) -> None:
        if name == FREQUENCIES:
            if self._pages.currentWidget() is not self.frequencies:
                self._pages.setCurrentWidget(self.frequencies)
                self._count_frequencies()
        elif self.model.rowCount():
            self._pages.setCurrentIndex(0)
        else:
            self.empty.set_words(*self._why_empty())
            self._pages.setCurrentIndex(1)
        self.bar.setVisible(name == HITS)

    def _why_empty(self) -> tuple[str, str]:
        if self.model.hits:
            return _NONE_OF_STATE
        if self.run is None:
            return _NOTHING_ASKED
        if self.run.refusal:
            return "This could not be searched for", self.run.refusal
        return ("Searching …", "") if self.run.running else _NOTHING_FOUND

    def _count_frequencies(self) -> None:
        run = self.run
        if run is None or run.running:
            self.frequencies.count(None, {})
        else:
            self.frequencies.count(run.question, run.hits_by_document, tuple(self.model.hits))

    @Slot(object)
    def _show_state(self, state: State | None) -> None:
        current = self.list.current()
        self.model.want(state)
        row_ = self.model.row_of(current) if current is not None else None
        self.list.go_to(self.model.next_hit(-1) if row_ is None else row_)
        self._settle()

    @Slot()
    def _show_decided(self) -> None:
        self.model.tell_decided()
        self._settle()

    @Slot()
    def _allow(self) -> None:
        writable = self._session.project.writable
        hit = self.list.current() is not None
        self.bar.allow(hit=hit, undo=self.review.can_undo, several=self._open, writable=writable)

    def _titles(self) -> Mapping[int, tuple[str, str]]:
        facts = self._session.project.search.facts((OUTLET, PUBLISHED))
        return {
            document.id: (document.title, _source(facts.get(document.id, {})))
            for document in self._session.project.documents.all()
        }

    def _code(self, code: int) -> Code | None:
        return self._codes.get(code)

    def _read_codes(self) -> None:
        book = self._session.codebook
        self._codes = {code.id: code for code in book.codes}
        self.bar.show_codes([code for code in book.codes if not code.retired])

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches("code"):
            self._read_codes()
            self._show_decided()
        if change.touches(*_CORPUS):
            self._search_anew()

    # Deciding.

    @Slot()
    def _enter_list(self) -> None:
        """The keys to the hits, at the one where the queue was left."""
        if self.query.pages.value() == HITS:
            self._entering = not self.model.rowCount()
            if not self._entering:
                self.list.setFocus()

    @Slot()
    def open_hit(self) -> None:
        """Go to the passage; the queue stays where it is."""
        hit = self.list.current()
        if hit is not None:
            self._session.reveal(hit.document, hit.span)

    @Slot(str)
    def press(self, key: str) -> None:
        """What a key or a button asks for."""
        hits = self.list.chosen()
        if key == "U":
            self._undo()
        elif key == "open":
            self.open_hit()
        elif key == "all":
            everything = [hit for hit in self.model.hits if self.review.of(hit).state is State.OPEN]
            self._accept(everything, self.bar.code_chosen())
        elif not hits:
            return
        elif key == "R":
            if self.review.reject(hits):
                self._go_on()
        elif key == "A":
            self._accept(hits, self.bar.code_chosen())
        else:
            self._accept_by_number(hits, key)

    def _accept_by_number(self, hits: list[Hit], key: str) -> None:
        code = next((code.id for code in self._codes.values() if code.key == key and not code.retired), None)
        if code is None:
            self._session.refused.emit(f"No code has the key {key}. Pin one in the codebook, or press A.")
            return
        self.bar.code.set_value(code)
        self._accept(hits, code)

    def _accept(self, hits: list[Hit], code: int | None) -> None:
        if code is None:
            self._session.refused.emit("There is no code yet. Make one in the codebook first.")
        elif hits:
            extent = self.bar.extent_chosen()
            self.splitting.then({hit.document for hit in hits}, extent, partial(self._accept_now, hits, code))

    def _accept_now(self, hits: list[Hit], code: int) -> None:
        if self.review.accept(hits, code, self.bar.extent_chosen()):
            if len(hits) > 1:
                self._session.told.emit(f"{counted(len(hits), 'hit')} accepted")
            self._go_on()

    def _go_on(self) -> None:
        """To the next open hit."""
        if self.model.wanted is not None:
            self._show_state(self.model.wanted)
        self.list.go_to(self.model.next_hit(self.list.currentIndex().row(), open_only=True))

    def _undo(self) -> None:
        hit = self.review.undo()
        if hit is not None:
            if self.model.wanted is not None:
                self.model.want(self.model.wanted)
            self.list.go_to(self.model.row_of(hit))

    @Slot()
    def _foresee(self) -> None:
        """Cut sentences where they will soon be wanted."""
        hit = self.list.current()
        if hit is not None:
            self.splitting.then({hit.document}, self.bar.extent_chosen(), _nothing)

    # Overrides of Qt.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._search_anew()

    def hideEvent(self, event: QHideEvent) -> None:
        self.review.keep()
        super().hideEvent(event)


def _source(facts: Mapping[str, str]) -> str:
    return " · ".join(part for part in (facts.get(OUTLET, ""), readable_date(facts.get(PUBLISHED, ""))) if part)


def _nothing() -> None:
    """What follows when sentences are cut ahead of time."""
