"""The inspector at the right: the coding or code at hand, its rules beside the text, its attributes and memos."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadrage.core.model import Change, Code, Coding, Scope, Subject, Variable
from cadrage.gui.inspector_code import CodeSection, put, show
from cadrage.gui.inspector_document import DocumentSection
from cadrage.gui.inspector_here import CodingsHere
from cadrage.gui.inspector_memo import About, MemoArea, MemoBox
from cadrage.gui.inspector_suggestion import SpeakerSuggestion
from cadrage.gui.inspector_values import ValueForm
from cadrage.gui.kit import Button, EmptyState, Hairline, KeyBadge, Label, Panel, Scroll, column, row
from cadrage.gui.memo_popup import ProjectMemo
from cadrage.gui.session import Session

_NARROWEST = 180
_WORDS = ("code", "example", "document", "coding", "coder", "variable", "choice", "actor", "actor_alias")
_OWN = ("coding_value", "memo", "variable", "choice", "actor")
_OF_DOCUMENT = ("document", "document_value", "judgement", "memo", "variable", "choice", "actor", "coder")


class Inspector(Panel):
    """Follows the session's coding, else its code.

    `edit_requested(code)` opens the codebook editor, `define_requested()` the variables; `left()` when the
    keyboard goes back to the text. A choice is shown at once; a change, which comes with a choice more often
    than not, when the window has time.
    """

    edit_requested = Signal(int)
    define_requested = Signal()
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self.setMinimumWidth(_NARROWEST)
        self._session = session
        self._coding: Coding | None = None
        self._code: Code | None = None
        self._wanted: QWidget = self
        self._project_memo: ProjectMemo | None = None
        self._here = CodingsHere(session)
        self._content = Panel(fill="window", parent=self)
        self._empty = self._make_empty()
        self.code_section = CodeSection(session, self._content)
        self.attributes = ValueForm(session, self._store_attribute, parent=self._content)
        self.suggestion = SpeakerSuggestion(session, self._content)
        self._attributes_box = self._make_attributes()
        self.coding_memo = MemoBox(session, "coding", "M", parent=self._content)
        self.code_memo = MemoBox(session, "code", parent=self._content)
        self.document = DocumentSection(session, self._content)
        self._content.setLayout(self._make_body())
        self._scroll = Scroll(self._content, parent=self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column((self._scroll, 1), space=0))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._connect()
        self._refresh_all()
        self._order_tabs()

    @property
    def memo(self) -> MemoArea:
        """The field of the memo on the coding."""
        return self.coding_memo.area

    # Making.

    def _make_body(self) -> QVBoxLayout:
        parts = (self._empty, self.code_section, self._attributes_box, self.coding_memo, self.code_memo)
        line = Hairline(parent=self._content)
        return column(*parts, 12, line, 6, self.document, None, margins=(0, 0, 0, 12), space=0)

    def _make_empty(self) -> QWidget:
        box = QWidget(self._content)
        empty = EmptyState(
            "Nothing chosen",
            "Click a coding in the text or a code in the codebook: its rules stand here while you code.",
            parent=box,
        )
        box.setLayout(row(empty, margins=(14, 14, 14, 12)))
        return box

    def _make_attributes(self) -> QWidget:
        box = QWidget(self._content)
        heading = Label("Attributes of this coding", "heading", parent=box)
        head = row((heading, 1), KeyBadge("A", parent=box), margins=(16, 2, 16, 2))
        self._reason = Label("", "secondary", wrap=True, parent=box)
        self.define = Button("Define attributes…", "quiet", parent=box)
        self.define.clicked.connect(self.define_requested)
        reason = row(self._reason, margins=(16, 0, 16, 4))
        link = row(self.define, None, margins=(10, 0, 16, 0))
        box.setLayout(column(head, reason, self.attributes, self.suggestion, link, 6, Hairline(parent=box), 6, space=0))
        box.hide()
        return box

    def _connect(self) -> None:
        session = self._session
        self._later.timeout.connect(self._refresh)
        self.code_section.edit_requested.connect(self._edit)
        self.document.define_requested.connect(self.define_requested)
        self.document.rebuilt.connect(self._order_tabs)
        session.coding_selected.connect(self._refresh)
        session.code_selected.connect(self._refresh)
        session.document_opened.connect(self.document.refresh)
        session.coder_changed.connect(self._refresh_all)
        session.shown_changed.connect(self._refresh_all)
        session.changed.connect(self._on_change)

    # What is shown.

    @Slot(object)
    def _on_change(self, change: Change) -> None:
        self._here.follow(change)
        if change.touches("example", "document"):
            self.code_section.forget_examples()
        # At once: what an undo takes back must not stand there to be stored again.
        if change.touches(*_OWN):
            self._show_own()
        if change.touches(*_OF_DOCUMENT):
            self.document.refresh()
        if change.touches(*_WORDS):
            self._later.start()

    @Slot()
    def _refresh_all(self) -> None:
        self._refresh()
        self.document.refresh()

    @Slot()
    def _refresh(self) -> None:
        self._later.stop()
        session = self._session
        codings = session.project.codings.get((session.coding,)) if session.coding is not None else ()
        self._coding = codings[0] if codings else None
        code = self._coding.code if self._coding else session.code
        self._code = session.project.codes.get(code) if code is not None else None
        show(self._empty, shown=self._code is None)
        show(self.code_section, shown=self._code is not None)
        if self._code is not None:
            self.code_section.show_code(self._code, self._place())
        self._show_own()

    def _place(self) -> str:
        """“1 of 2 here” among the codings on the same words."""
        coding = self._coding
        if coding is None:
            return ""
        ids = self._here.over(coding)
        return f"{ids.index(coding.id) + 1} of {len(ids)} here" if coding.id in ids else ""

    def _show_own(self) -> None:
        """Attributes and memo of the coding, else the memo on the code."""
        coding, code, me = self._coding, self._code, self._session.me
        self._show_attributes(coding)
        self.coding_memo.show_about(About(Subject.CODING, coding.guid, coding.coder) if coding else None)
        about_code = code is not None and coding is None
        self.code_memo.show_about(About(Subject.CODE, code.guid, me.id) if code and about_code else None)

    def _show_attributes(self, coding: Coding | None) -> None:
        project = self._session.project
        if coding is None:
            self.attributes.flush()
        show(self._attributes_box, shown=coding is not None)
        if coding is None:
            self.suggestion.follow(None)
            return
        variables = project.variables.all(Scope.CODING)
        put(self._reason, self._why_not(coding))
        values = project.variables.of_coding(coding.id) if variables else {}
        writable = not self._reason.text()
        self.suggestion.follow(coding if writable and variables else None)
        show(self.define, shown=project.writable)
        if self.attributes.show_values(coding.id, variables, values, writable=writable):
            self._order_tabs()

    def _why_not(self, coding: Coding) -> str:
        """Why the coding cannot be changed here; empty where it can."""
        if not self._session.project.writable:
            return "The project is open read-only."
        if coding.coder == self._session.me.id:
            return ""
        owner = next(coder for coder in self._session.project.coders.all() if coder.id == coding.coder)
        return f"A coding of coder {owner.name}: only {owner.name} can change it."

    @Slot()
    def _order_tabs(self) -> None:
        """Tab goes down the inspector as it is read, whenever its fields were made."""
        document = self.document.stops
        memos = [self.coding_memo.area, self.code_memo.area]
        order: Iterable[QWidget] = (
            self.code_section.edit, *self.attributes.stops, self.suggestion.button, self.define, *memos, *document
        )  # fmt: skip
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    # What is done.

    def write_memo(self) -> None:
        """Put the caret into the memo of the coding shown, else of the code."""
        box = self.coding_memo if self._coding is not None else self.code_memo
        if box.about is not None:
            box.write()
            self._bring(box)

    def edit_attributes(self) -> None:
        """Put the keyboard into the first attribute of the coding shown; where there are none, on their definition."""
        if self._coding is None:
            return
        if self._reason.text():
            self._session.refused.emit(self._reason.text())
            return
        stops = [*self.attributes.stops, self.define]
        stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bring(self._attributes_box)

    def take_speaker(self) -> None:
        """Give the coding shown the speaker that its text suggests."""
        if self._coding is not None and self._reason.text():
            self._session.refused.emit(self._reason.text())
        elif self._coding is not None:
            self.suggestion.ask()

    def edit_document(self) -> None:
        """Put the keyboard into the first fact or judgement of the document."""
        self.document.edit()
        self._bring(self.document)

    def write_document_memo(self) -> None:
        self.document.write_memo()
        self._bring(self.document.memo)

    def write_project_memo(self, place: QPoint) -> None:
        """Open the memo on the project below a global position, in front of whatever view there is."""
        if self._project_memo is None:
            self._project_memo = ProjectMemo(self._session, self)
        self._project_memo.ask_at(place)

    def _bring(self, part: QWidget) -> None:
        self._wanted = part
        # An inspector that was hidden until now is laid out first.
        QTimer.singleShot(0, self, self._scroll_to_wanted)

    @Slot()
    def _scroll_to_wanted(self) -> None:
        self._scroll.ensureWidgetVisible(self._wanted)
        focus = self.focusWidget()
        if focus is not None:
            self._scroll.ensureWidgetVisible(focus)
        self._scroll.horizontalScrollBar().setValue(0)

    def _store_attribute(self, coding: int, variable: Variable, text: str) -> None:
        self._session.project.variables.set_for_coding(coding, variable, text)

    @Slot()
    def _edit(self) -> None:
        if self._code is not None:
            self.edit_requested.emit(self._code.id)

    # Overrides of Qt.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.suggestion.wake()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
