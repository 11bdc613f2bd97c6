"""The window's commands for coding: codes and memos on passages, and the way through a document's codings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cadrage.gui.inspector import Inspector
from cadrage.gui.quick_coding import QuickCoding
from cadrage.gui.window_commands import WindowCommands


class CodingCommands(WindowCommands):
    """One method a command, named as the command is."""

    @property
    def _quick(self) -> QuickCoding | None:
        return self._window.coding_view.quick if self._window.coding_view is not None else None

    def find_code(self) -> None:
        if self._quick is not None:
            self._quick.open_palette()

    def repeat_code(self) -> None:
        if self._quick is not None:
            self._quick.repeat()

    def code_new(self) -> None:
        if self._quick is not None:
            self._quick.new_code(partial(self._window.ask_name, "New code", "Name", "Apply", ""))

    def code_in_vivo(self) -> None:
        if self._quick is not None:
            self._quick.in_vivo()

    def make_example(self) -> None:
        if self._quick is not None:
            self._quick.make_example()

    def list_here(self) -> None:
        if self._pane is not None:
            self._pane.verbs.list_here()

    def passage_menu(self) -> None:
        if self._quick is not None:
            self._quick.menu.open_at_caret()

    def next_here(self) -> None:
        if self._quick is not None:
            self._quick.next_here()

    def next_sentence(self) -> None:
        if self._quick is not None:
            self._quick.step_sentence(1)

    def previous_sentence(self) -> None:
        if self._quick is not None:
            self._quick.step_sentence(-1)

    def remove_coding(self) -> None:
        if self._pane is not None:
            self._pane.verbs.remove()

    def write_memo(self) -> None:
        if self._session is not None and self._pane is not None and self._on_coding("write a memo on"):
            self._window.write_memo()

    def edit_attributes(self) -> None:
        if self._session is None or self._pane is None or not self._on_coding("set attributes of"):
            return
        self._inspector(Inspector.edit_attributes)

    def _on_coding(self, what: str) -> bool:
        """Whether a coding is chosen now; where several lie at the caret, a list asks first."""
        assert self._session is not None
        assert self._pane is not None
        found = self._session.coding is not None or self._pane.verbs.select_here()
        if self._session.coding is None and not found:
            self._session.refused.emit(f"There is no coding here to {what}. Click into one first.")
        return self._session.coding is not None

    def _inspector(self, act: Callable[[Inspector], None]) -> None:
        """Do something in the inspector, brought into sight."""
        view = self._window.coding_view
        if view is not None:
            self._window.actions_.by_name["show_inspector"].setChecked(True)
            view.show_inspector(True)
            act(view.inspector)

    def edit_document_values(self) -> None:
        self._inspector(Inspector.edit_document)

    def write_document_memo(self) -> None:
        self._inspector(Inspector.write_document_memo)

    def write_code_memo(self) -> None:
        if self._session is None:
            return
        codings = self._session.project.codings.get((self._session.coding,)) if self._session.coding is not None else ()
        code = codings[0].code if codings else self._session.code
        if code is None:
            self._session.refused.emit("No code is chosen. Click one in the codebook first.")
            return
        self._session.select_coding(None)
        self._session.select_code(code)
        self._inspector(Inspector.write_memo)

    def toggle_important(self) -> None:
        if self._pane is not None:
            self._pane.verbs.toggle_important()

    def next_coding(self) -> None:
        if self._pane is not None:
            self._pane.verbs.step(1)

    def previous_coding(self) -> None:
        if self._pane is not None:
            self._pane.verbs.step(-1)

    def next_document(self) -> None:
        self._go(1)

    def previous_document(self) -> None:
        self._go(-1)

    def _go(self, direction: int) -> None:
        if self._pane is not None:
            self._window.show_coding()
            self._pane.verbs.go(direction)

    def complete_document(self) -> None:
        if self._pane is not None:
            self._pane.verbs.complete_and_go_on()

    def toggle_complete(self) -> None:
        if self._pane is not None:
            self._pane.verbs.toggle_complete()
