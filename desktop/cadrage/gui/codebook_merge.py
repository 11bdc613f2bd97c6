"""The popup that asks which code another one becomes part of, and says what follows it there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cadrage.core.finding import find_codes, label_and_name
from cadrage.core.model import Code
from cadrage.gui.chooser import Chooser, Index, Rows
from cadrage.gui.kit import Chip, CodeRow, ElidedLabel, KeyBadge, Label, RowRole, column, row
from cadrage.gui.session import Session
from cadrage.gui.words import counted
from cadrage.store.code_merging import Merging, outlook

_ROLES = {RowRole.CHIP: "colour", RowRole.SHORT: "short_id", RowRole.KEY: "key"}


class _Codes(Rows):
    def words(self, value: object) -> str:
        return value.name if isinstance(value, Code) else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        code = self.values[index.row()]
        if isinstance(code, Code) and role in _ROLES:
            return getattr(code, _ROLES[RowRole(role)])
        if isinstance(code, Code) and role == Qt.ItemDataRole.AccessibleTextRole:
            return label_and_name(code)
        return super().data(index, role)


class _CodeRows(CodeRow):
    """Codes in line with what stands above and below the list."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        super().paint_row(painter, rect.adjusted(11, 0, 0, 0), index, selected=selected)


class MergePopup(Chooser):
    """Type to find the code that is kept. `chosen(code)` once it is."""

    chosen = Signal(int)

    def __init__(self, session: Session, code: Code, *, parent: QWidget) -> None:
        super().__init__(_Codes(parent), _CodeRows(height=30), f"Merge {code.label} into …", parent=parent)
        self._session = session
        self._code = code
        self.said = Label("", "secondary", wrap=True, parent=self)
        self.said.setFixedHeight(52)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = row(
            Chip(code.colour, parent=self),
            (ElidedLabel(label_and_name(code), "strong", parent=self), 1),
            Label("becomes part of", "muted", parent=self),
            margins=(16, 9, 16, 9),
        )
        keys = row(KeyBadge("Enter", self), Label("merge", "secondary", parent=self), None, KeyBadge("Esc", self))
        self.lay_out(head, column(self.said, keys, margins=(16, 8, 16, 8), space=4))
        self.typed.connect(self._search)
        self.moved.connect(self._look_ahead)
        self.taken.connect(self._take_code)
        self._search("")

    @Slot(str)
    def _search(self, query: str) -> None:
        by_name, by_rule = find_codes(self._session.codebook, query)
        codes = [match.node.code for match in (*by_name, *by_rule) if match.node.code.id != self._code.id]
        self.show_rows(list(codes), counted(len(codes), "code"))
        if not codes:
            self.said.setText("No other code matches." if query.strip() else "There is no other code.")

    @Slot(object)
    def _look_ahead(self, code: object) -> None:
        if isinstance(code, Code):
            coders = [coder.id for coder in self._session.shown_coders]
            project = self._session.project
            others = len(project.coders.all()) > len(coders)
            self.said.setText(_said(outlook(project, self._code.id, code.id, coders), code, others=others))

    @Slot(object, bool)
    def _take_code(self, code: object, _stay: bool) -> None:  # noqa: FBT001 (a slot)
        self.close()
        if isinstance(code, Code):
            self.chosen.emit(code.id)


def _said(merging: Merging, into: Code, *, others: bool) -> str:
    """What will happen, in sentences; hidden coders' codings follow uncounted."""
    what = "shown coding" if others else "coding"
    shown = counted(merging.codings, what) if merging.codings else f"no {what}s"
    folded = f" ({merging.folded} on words that have {into.label} already)" if merging.folded else ""
    rest = [
        counted(number, what)
        for number, what in ((merging.examples, "example"), (merging.children, "sub-code"))
        if number
    ]
    follow = ", ".join([shown + folded, *rest, "the memos"])
    hidden = " So do the codings of coders who are hidden now." if others else ""
    return f"To {into.label} go: {follow}.{hidden} One undo takes all of it back."
