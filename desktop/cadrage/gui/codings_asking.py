"""What the table of codings asks before it changes something: which code, which value, which words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot

from cadrage.core.model import Coding, Variable
from cadrage.gui.code_palette import CodePalette
from cadrage.gui.codings_columns import What
from cadrage.gui.codings_menu import CodingMenu
from cadrage.gui.codings_model import CodingsModel
from cadrage.gui.codings_popups import AttributePopup, ColumnsPopup, MemoPopup
from cadrage.gui.codings_table import CodingsGrid
from cadrage.gui.codings_verbs import CodingVerbs
from cadrage.gui.session import Session
from cadrage.gui.words import counted

_NO_ATTRIBUTES = "No attributes are defined for codings yet. Define them under Codebook › Variables and actors."


class CodingQuestions(QObject):
    """Popups beside the row that has the keyboard. `asked(Ask)` from the menu, `laid_out(Layout)` for columns."""

    asked = Signal(object)
    laid_out = Signal(object)

    def __init__(self, session: Session, verbs: CodingVerbs, model: CodingsModel, grid: CodingsGrid) -> None:
        super().__init__(grid)
        self._session = session
        self._verbs = verbs
        self._model = model
        self._grid = grid
        self.palette: CodePalette | None = None
        self.attributes: AttributePopup | None = None
        self.memo: MemoPopup | None = None
        self.columns: ColumnsPopup | None = None

    @Slot(str)
    def ask_code(self, typed: str) -> None:
        """Another code for the chosen codings."""
        chosen = self._grid.selected()
        if not self._verbs.may_change(chosen):
            return
        words = " ".join(self._model.material.quotation(chosen[0]).split())
        detail = counted(len(chosen), "coding") if len(chosen) > 1 else ""
        palette = CodePalette(self._session.codebook, words, detail=detail, once=True, parent=self._grid)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.chosen.connect(partial(self._recode, palette, chosen))
        palette.new_wanted.connect(partial(self._make_and_recode, chosen))
        palette.ask(*self._place())
        palette.field.setText(typed)
        self.palette = palette

    def _recode(self, palette: CodePalette, codings: Sequence[Coding], code: int, _stay: bool) -> None:  # noqa: FBT001
        palette.close()
        self._verbs.recode(codings, code)

    def _make_and_recode(self, codings: Sequence[Coding], name: str) -> None:
        self._verbs.make_and_recode(codings, name)

    def ask_attribute(self) -> None:
        """A value of an attribute for the chosen codings."""
        chosen = self._grid.selected()
        if not self._model.material.variables:
            self._session.refused.emit(_NO_ATTRIBUTES)
        elif self._verbs.may_change(chosen):
            popup = AttributePopup(self._session, self._model.material, chosen, self._many(chosen), parent=self._grid)
            popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            at = self._model.columns[max(self._grid.currentIndex().column(), 0)]
            if at.variable is not None:
                popup.show_variable(at.variable)
            popup.set_to.connect(partial(self._set_value, popup, chosen))
            left, _, bottom = self._place()
            popup.ask_at(QPoint(left, bottom))
            self.attributes = popup

    def _set_value(self, popup: AttributePopup, codings: Sequence[Coding], variable: Variable, words: str) -> None:
        if self._verbs.set_value(codings, variable, words):
            popup.close()

    def ask_memo(self) -> None:
        """The memo on the chosen coding; with several what each of them gets."""
        chosen = self._grid.selected()
        if not self._verbs.may_change(chosen):
            return
        if len(chosen) == 1:
            popup = MemoPopup("Memo", self._model.material.memo(chosen[0]), parent=self._grid)
        else:
            note = "Where there is a memo already, this becomes its last paragraph."
            popup = MemoPopup(f"Memo on {self._many(chosen)}", "", note, parent=self._grid)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.written.connect(partial(self._write_memo, chosen))
        left, _, bottom = self._place()
        popup.ask_at(QPoint(left, bottom))
        self.memo = popup

    def _write_memo(self, codings: Sequence[Coding], words: str) -> None:
        self._verbs.write_memo(codings, words)

    def _many(self, chosen: Sequence[Coding]) -> str:
        own = len(self._verbs.own(chosen))
        return "this coding" if len(chosen) == 1 else counted(own, "coding")

    @Slot(QPoint)
    def ask_columns(self, place: QPoint) -> None:
        popup = ColumnsPopup(self._model.all_columns, self._model.layout_, parent=self._grid)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.laid_out.connect(self.laid_out)
        popup.ask_at(place)
        self.columns = popup

    @Slot(QPoint)
    def show_menu(self, place: QPoint) -> None:
        """What can be done with the chosen codings."""
        chosen = self._grid.selected()
        if not chosen or any(menu.isVisible() for menu in self._grid.findChildren(CodingMenu)):
            return
        own = self._verbs.own(chosen)
        menu = CodingMenu(
            changeable=bool(own),
            marked=self._verbs.marked(chosen),
            attributes=bool(self._model.material.variables),
            parent=self._grid,
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.asked.connect(self.asked)
        menu.popup(place)

    def _place(self) -> tuple[int, int, int]:
        """Left, top and bottom of the current cell (its row's beginning for codes), globally."""
        grid, index = self._grid, self._grid.currentIndex()
        if not index.isValid():
            corner = grid.viewport().mapToGlobal(grid.viewport().rect().center())
            return corner.x(), corner.y(), corner.y()
        grid.scrollTo(index)
        what = self._model.columns[index.column()].what
        cell = index if what is not What.IMPORTANT else index.siblingAtColumn(0)
        rect = grid.visualRect(cell)
        top = grid.viewport().mapToGlobal(rect.topLeft())
        return top.x() + 8, top.y(), top.y() + rect.height()
