"""The inspector's section “This document”: its facts, the coder's judgements of it, and a memo on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Document, Scope, Subject, Variable
from cadrage.gui.inspector_code import put, show
from cadrage.gui.inspector_memo import About, MemoBox
from cadrage.gui.inspector_values import ValueForm
from cadrage.gui.kit import Button, Label, Panel, ToolButton, column, row
from cadrage.gui.session import Session


class DocumentSection(Panel):
    """It can be folded up and costs nothing then. `rebuilt()` when other fields stand in it."""

    define_requested = Signal()
    rebuilt = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(fill="window", parent=parent)
        self._session = session
        self._document: Document | None = None
        self._open = False
        self.fold = ToolButton("chevron-right", "This document", shown=True, parent=self)
        self.fold.clicked.connect(self._toggle)
        self.facts = ValueForm(session, self._store_fact, parent=self)
        self.judgements = ValueForm(session, self._store_judgement, parent=self)
        self.memo = MemoBox(session, "document", parent=self)
        self.define = Button("Define facts and judgements…", "quiet", parent=self)
        self.define.clicked.connect(self.define_requested)
        self._title = Label("", "muted", wrap=True, parent=self)
        self._facts_head = Label("Facts", "heading", parent=self)
        self._judgements_head = Label("", "heading", wrap=True, parent=self)
        self._body = self._make_body()
        self.setLayout(column(row(self.fold, None, margins=(6, 0, 8, 0)), self._body, space=0))
        self._say_state()

    def _make_body(self) -> QWidget:
        body = QWidget(self)
        body.setLayout(
            column(
                row(self._title, margins=(16, 2, 16, 4)),
                row(self._facts_head, margins=(16, 4, 16, 3)),
                self.facts,
                row(self._judgements_head, margins=(16, 8, 16, 3)),
                self.judgements,
                row(self.define, None, margins=(10, 2, 16, 2)),
                self.memo,
                space=0,
            )
        )
        body.hide()
        return body

    @property
    def stops(self) -> list[QWidget]:
        """What Tab reaches, in order."""
        return [self.fold, *self.facts.stops, *self.judgements.stops, self.define, self.memo.area]

    # What is shown.

    @Slot()
    def refresh(self) -> None:
        """Reads the session's document anew, if the section is open."""
        project = self._session.project
        document = project.documents.get(self._session.document) if self._session.document is not None else None
        self._document = document
        show(self, shown=document is not None)
        if document is None or not self._open:
            self._let_go()
            return
        put(self._title, document.title)
        facts = self._show_facts(document)
        judgements = self._show_judgements(document)
        self.memo.show_about(About(Subject.DOCUMENT, document.guid, self._session.me.id))
        if facts or judgements:
            self.rebuilt.emit()

    def _let_go(self) -> None:
        """What was typed about the document before is stored with it."""
        self.facts.flush()
        self.judgements.flush()
        self.memo.show_about(None)

    def _show_facts(self, document: Document) -> bool:
        project = self._session.project
        variables = project.variables.all(Scope.DOCUMENT)
        show(self._facts_head, shown=bool(variables))
        values = project.variables.of_document(document.id)
        return self.facts.show_values(document.id, variables, values, writable=project.writable)

    def _show_judgements(self, document: Document) -> bool:
        project, me = self._session.project, self._session.me
        variables = project.variables.all(Scope.JUDGEMENT)
        put(self._judgements_head, f"Judgements of coder {me.name}" if variables else "")
        values = project.variables.judged(document.id, me.id)
        return self.judgements.show_values(document.id, variables, values, writable=project.writable)

    # What is done.

    @Slot()
    def _toggle(self) -> None:
        self.unfold(open_=not self._open)

    def unfold(self, *, open_: bool = True) -> None:
        """Open or close the section."""
        if open_ == self._open:
            return
        self._open = open_
        self._body.setVisible(open_)
        self._say_state()
        self.refresh()

    def _say_state(self) -> None:
        self.fold.set_icon("chevron-down" if self._open else "chevron-right")
        self.fold.setToolTip("Fold this section up" if self._open else "Facts, judgements and a memo on the document")
        self.fold.setAccessibleDescription("open" if self._open else "folded up")

    def edit(self) -> None:
        """Put the keyboard into the first fact or judgement."""
        self.unfold()
        stops = [*self.facts.stops, *self.judgements.stops, self.define]
        stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write_memo(self) -> None:
        self.unfold()
        self.memo.write()

    def _store_fact(self, document: int, variable: Variable, text: str) -> None:
        self._session.project.variables.set_for_document(document, variable, text)

    def _store_judgement(self, document: int, variable: Variable, text: str) -> None:
        self._session.project.variables.set_judgement(document, variable, text)
