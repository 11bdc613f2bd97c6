"""Beside the agreement table: the passages, documents, pairs and codes behind the chosen row."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QTreeView, QWidget

from cadrage.core.disagreement import Difference, Disagreement
from cadrage.core.model import Span
from cadrage.gui.agreement_lists import MetModel, PairsModel, PartsModel, wide_first
from cadrage.gui.agreement_model import AgreementRow
from cadrage.gui.agreement_passages import PassageCard, PassagesModel
from cadrage.gui.kit import Chip, ElidedLabel, Label, List, Panel, Segments, Table, ToolButton, column, row
from cadrage.gui.session import Session
from cadrage.gui.tasks import Task
from cadrage.gui.words import counted
from cadrage.jobs import differences
from cadrage.jobs.agreement import Study
from cadrage.jobs.differences import Details

WIDTH = 424
PATIENCE = 120  # ms that a row must stay chosen before what is behind it is looked up
_PARTS = (("passages", "Passages"), ("documents", "Documents"), ("pairs", "Pairs"), ("codes", "Codes"))
_ALL = "all"
_SHORT = {Difference.MISSING: "Missing", Difference.OTHER_CODE: "Other code", Difference.BOUNDARY: "Boundary"}


class AgreementAside(Panel):
    """`revealed(int, Span)` when a passage or document is to be opened; `closed()`.

    In every list arrows or ] and [ go on, Enter goes to the document.
    """

    revealed = Signal(int, object)
    closed = Signal()
    ready = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._study: Study | None = None
        self._row: AgreementRow | None = None
        self._details: Details | None = None
        self._place: Disagreement | None = None
        self._task: Task[Details] | None = None
        self._chip = Chip("", parent=self)
        self._title = ElidedLabel("", "code", parent=self)
        self.close_button = ToolButton("x", "Close", parent=self)
        self.part = Segments(_PARTS, "passages", name="What is shown of this code", parent=self)
        self.kinds = Segments([(_ALL, "All")], _ALL, name="Kind of difference", parent=self)
        self._said = Label("", "secondary", wrap=True, parent=self)
        self.passages = PassagesModel(session.project, self)
        self.documents, self.pairs, self.met = PartsModel(self), PairsModel(self), MetModel(self)
        self.lists = self._make_lists()
        self._pages = QStackedLayout()
        for each in self.lists.values():
            self._pages.addWidget(each)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._arrange()
        self._connect()

    def _make_lists(self) -> dict[str, QTreeView]:
        cards = _Keyed(PassageCard(self.passages), name="Passages on which coders differ", parent=self)
        cards.setModel(self.passages)
        found: dict[str, QTreeView] = {"passages": cards}
        for name, model, words in (
            ("documents", self.documents, "Documents, those with most differences first"),
            ("pairs", self.pairs, "Pairs of coders"),
            ("codes", self.met, "What others put where one coder put this code"),
        ):
            table = Table(name=words, height=28, parent=self)
            table.setModel(model)
            wide_first(table)
            found[name] = table
        return found

    def _arrange(self) -> None:
        head = row(self._chip, (self._title, 1), self.close_button, margins=(16, 8, 8, 4), space=8)
        parts = row(self.part, None, margins=(12, 0, 12, 4))
        self._kinds_box = Panel(row(self.kinds, None, margins=(12, 0, 12, 4)), "window", parent=self)
        said = row(self._said, margins=(16, 0, 16, 6))
        self.setLayout(column(head, parts, self._kinds_box, said, (self._pages, 1), space=0))
        self.setMinimumWidth(280)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.closed)
        self.part.chosen.connect(self._show_part)
        self.kinds.chosen.connect(self._show_kind)
        self._wait.timeout.connect(self._look_up)
        self.lists["passages"].activated.connect(self._open_passage)
        self.lists["documents"].activated.connect(self._open_document)

    # Showing.

    def show_row(self, study: Study | None, chosen: AgreementRow | None) -> None:
        """What is behind a row; found in the background a moment later."""
        same = self._row is not None and chosen is not None and self._row.agreement.code.id == chosen.agreement.code.id
        self._place = self.current_passage if same else None
        self._study, self._row, self._details = study, chosen, None
        self._abandon()
        self._chip.setVisible(chosen is not None)
        self._title.set_text(chosen.title if chosen else "")
        self.passages.show(())
        self.documents.show(())
        self.met.show((), {})
        self.pairs.show(chosen.agreement.pairs if chosen else {})
        if chosen is None or study is None:
            self._say("Choose a code in the table.")
            return
        self._chip.set_colour(chosen.colour)
        self._say("Looking up the passages …")
        self._wait.start()

    def _abandon(self) -> None:
        self._wait.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot()
    def _look_up(self) -> None:
        if self._study is None or self._row is None:
            return
        code = self._row.agreement.code.id
        work = partial(differences.details, self._study, code)
        self._task = self._session.start("Looking up the passages", work, self._take)

    @Slot(object)
    def _take(self, found: Details) -> None:
        if self._row is None or self._row.agreement.code.id != found.group.id:
            return
        self._details = found
        codes = {each.id: each for each in self._session.project.codes.all()}
        self.documents.show(found.documents)
        self.met.show(found.met, codes)
        self._offer_kinds(found)
        self._show_kind(self.kinds.value())
        self._show_part(self.part.value())
        self.ready.emit()

    def _offer_kinds(self, found: Details) -> None:
        numbers = {kind: sum(each.kind is kind for each in found.disagreements) for kind in Difference}
        chosen = self.kinds.value()
        each = [(str(kind), f"{words} {numbers[kind]}") for kind, words in _SHORT.items() if numbers[kind]]
        self.kinds.set_choices([(_ALL, f"All {len(found.disagreements)}"), *each])
        self.kinds.set_value(chosen if chosen in {value for value, _ in each} else _ALL)

    @Slot(object)
    def _show_kind(self, kind: object) -> None:
        found = self._details.disagreements if self._details else ()
        shown = [each for each in found if kind in (_ALL, str(each.kind))]
        self.passages.show(shown)
        if shown:
            # After a recoding the same passage, else the one that followed it.
            place = bisect_left([_order(each) for each in shown], _order(self._place)) if self._place else 0
            self.lists["passages"].setCurrentIndex(self.passages.index(min(place, len(shown) - 1), 0))

    @Slot(object)
    def _show_part(self, part: object) -> None:
        self._pages.setCurrentWidget(self.lists[str(part)])
        self._kinds_box.setVisible(part == "passages" and bool(self._details and self._details.disagreements))
        if self._details is not None:
            self._say(self._words(str(part), self._details))

    def _words(self, part: str, found: Details) -> str:
        if part == "passages":
            if not found.disagreements:
                return "The coders do not differ on this code in any passage."
            return f"{counted(len(found.disagreements), 'passage')} on which the coders differ. Enter goes to the text."
        if part == "documents":
            return "Figures of one document rest on few units: they show where to look."
        if part == "pairs":
            return "Cohen’s κ of each pair of coders, with its 95 % interval."
        return "Where one coder put this code, the other put, counted over pairs of coders:"

    def _say(self, words: str) -> None:
        self._said.setText(words)

    # Going there.

    @Slot()
    def _open_passage(self) -> None:
        found = self.current_passage
        if found is not None:
            self.revealed.emit(found.document, found.span)

    @property
    def current_passage(self) -> Disagreement | None:
        return self.passages.at(self.lists["passages"].currentIndex().row())

    @Slot()
    def _open_document(self) -> None:
        found = self.documents.at(self.lists["documents"].currentIndex().row())
        if found is not None:
            passages = self._details.disagreements if self._details else ()
            first = next((each.span for each in passages if each.document == found.document), Span(0, 1))
            self.revealed.emit(found.document, first)

    def step(self, direction: int) -> None:
        """The next (1) or previous (-1) passage."""
        view = self.lists["passages"]
        place = view.currentIndex().row() + direction
        if 0 <= place < self.passages.rowCount():
            view.setCurrentIndex(self.passages.index(place, 0))


class _Keyed(List):
    """A list in which ] and [ go on, as in the document."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {"]": 1, "[": -1}
        if event.text() in steps:
            index = self.model().index(self.currentIndex().row() + steps[event.text()], 0)
            if index.isValid():
                self.setCurrentIndex(index)
            return
        super().keyPressEvent(event)


def _order(found: Disagreement) -> tuple[int, int, int]:
    return found.document, found.span.start, found.span.end
