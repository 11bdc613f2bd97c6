"""Exemplars: a few quotations that stand for each code, to be read, copied with their sources, and printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Code
from cadrage.core.results import Exemplar
from cadrage.gui.documents_panel import readable_date
from cadrage.gui.kit import Choice, Label, column, row
from cadrage.gui.results_quotations import Heading, Quotation, QuotationsList, Row, cited
from cadrage.gui.session import Session
from cadrage.gui.words import counted

_MANY = (1, 2, 3, 5, 10)
_USUAL = 3


class ExemplarsPage(QWidget):
    """`many_chosen()` when more or fewer quotations a code are asked for; `copied()`."""

    many_chosen = Signal()
    copied = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.many = Choice(
            [(each, counted(each, "quotation")) for each in _MANY], _USUAL, name="Quotations a code", parent=self
        )
        self._said = Label("", "muted", parent=self)
        self.list = QuotationsList(session.project, "Exemplars", self)
        label = Label("For each code", "secondary", parent=self)
        self.setLayout(column(row(label, self.many, (self._said, 1), margins=(16, 8, 16, 6)), (self.list, 1), space=0))
        self.many.chosen.connect(self.many_chosen)
        self.list.opened.connect(self._reveal)
        self.list.copy_wanted.connect(self.copy)

    @property
    def most(self) -> int:
        found = self.many.value()
        return found if isinstance(found, int) else _USUAL

    def show_exemplars(self, found: Sequence[Exemplar]) -> None:
        """In the order given, under a heading for each code."""
        codes = {code.id: code for code in self._session.project.codes.all()}
        rows: list[Row] = []
        counts = Counter(each.code.id for each in found)
        before = None
        for each in found:
            code = codes.get(each.code.id or 0)
            if code is not None and code.id != before:
                rows.append(Heading(code, counts[code.id]))
                before = code.id
            if code is not None:
                rows.append(_quotation(each, code))
        quotations, used = counted(len(found), "quotation"), counted(len(counts), "code")
        self._said.setText(f"{quotations} for {used}: important ones first, then from many outlets")
        self.list.show_rows(rows)

    @Slot(object)
    def _reveal(self, found: Quotation) -> None:
        self._session.reveal(found.document, found.span)
        self._session.select_coding(found.coding)

    @Slot()
    def copy(self) -> None:
        """With their sources: plain lines under each code's name; the chosen ones alone where several are chosen."""
        quotations = self.list.chosen()
        lines = cited(self._session.project, quotations).split("\n")
        words: list[str] = []
        before = None
        for each, line in zip(quotations, lines, strict=True):
            if each.code.id != before:
                words += ["", f"{each.code.short_id} {each.code.name}".strip()]
                before = each.code.id
            words.append(line)
        QGuiApplication.clipboard().setText("\n".join(words).strip())
        self.copied.emit()


def _quotation(found: Exemplar, code: Code) -> Quotation:
    source = " · ".join(part for part in (found.title, found.outlet, readable_date(found.date)) if part)
    return Quotation(
        found.coding, found.document, found.span, code, found.coder, source, found.important, found.citation
    )
