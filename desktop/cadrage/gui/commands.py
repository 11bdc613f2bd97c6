"""Every command of the window by name, menu and key; the menus, the tool bar and the tests read this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from cadrage.gui.words import in_menu, shortened

Where = Literal["window", "document"]
Needs = Literal["nothing", "project", "writing", "document", "coding"]


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is the method of the window that it calls. Keys `where="document"` act only while the text has
    the focus. `needs` a project, one that can be written, a document in front, or (coding) one that can be
    coded. An empty text is a separator."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    where: Where = "window"
    needs: Needs = "project"
    checkable: bool = False


_SEPARATOR = ""
# With the letters that open them together with Alt.
_TITLES = {
    "Project": "&Project",
    "Edit": "&Edit",
    "View": "&View",
    "Coding": "&Coding",
    "Codebook": "Code&book",
    "Analysis": "&Analysis",
    "Help": "&Help",
}

COMMANDS: tuple[Command, ...] = (
    Command("new_project", "Project", "New project…", ("Ctrl+N",), needs="nothing"),
    Command("choose_project", "Project", "Open project…", ("Ctrl+O",), needs="nothing"),
    Command("choose_study", "Project", "Open a project of another tool…", needs="nothing"),
    Command("open_sample", "Project", "Open the sample project", needs="nothing"),
    Command("", "Project", _SEPARATOR),
    Command("choose_articles", "Project", "Import documents…", ("Ctrl+I",), needs="writing"),
    Command("choose_codings", "Project", "Import codings from a table…", needs="writing"),
    Command("find_not_article", "Project", "Find what is not article text", needs="writing"),
    Command("accept_not_article", "Project", "Accept all that was found as not article", needs="writing"),
    Command("show_duplicates", "Project", "Duplicates…", needs="writing"),
    Command("find_languages", "Project", "Find the languages of the texts", needs="writing"),
    Command("show_export", "Project", "Export…", ("Ctrl+E",)),
    Command("choose_pdf", "Project", "Save the document as PDF…", ("Ctrl+P",), needs="document"),
    Command("", "Project", _SEPARATOR),
    Command("write_project_memo", "Project", "Memo on the project…"),
    Command("ask_coder", "Project", "New coder…", needs="writing"),
    Command("rename_coder", "Project", "Rename the present coder…", needs="writing"),
    Command("close_project", "Project", "Close project", ("Ctrl+W",)),
    Command("show_settings", "Project", "Settings…", ("Ctrl+,",), needs="nothing"),
    Command("quit", "Project", "Quit", ("Ctrl+Q",), needs="nothing"),
    Command("undo", "Edit", "Undo", ("Ctrl+Z",), needs="writing"),
    Command("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), needs="writing"),
    Command("", "Edit", _SEPARATOR),
    Command("copy_words", "Edit", "Copy the words", ("Ctrl+C", "Ctrl+Ins"), "document", "document"),
    Command("copy_cited", "Edit", "Copy with the source", ("Ctrl+Shift+C",), "document", "document"),
    Command("let_go", "Edit", "Clear the selection", ("Esc",), "document", "document"),
    Command("", "Edit", _SEPARATOR),
    Command("find", "Edit", "Find in the document…", ("Ctrl+F",), needs="document"),
    Command("find_next", "Edit", "Next match", ("F3",), needs="document"),
    Command("find_previous", "Edit", "Previous match", ("Shift+F3",), needs="document"),
    Command("", "Edit", _SEPARATOR),
    Command("rename_document", "Edit", "Rename the document…", ("F2",), "document", "coding"),
    Command("replace_text", "Edit", "Replace text…", needs="coding"),
    Command("choose_language", "Edit", "Language of the document…", needs="coding"),
    Command("remove_document", "Edit", "Remove the document", needs="coding"),
    Command("show_coding", "View", "Coding", ("Alt+1",)),
    Command("show_codebook", "View", "Codebook", ("Alt+2",)),
    Command("show_codings", "View", "Codings", ("Alt+3",)),
    Command("show_search", "View", "Search all documents…", ("Ctrl+Shift+F", "Alt+6")),
    Command("back_to_codings", "View", "Back to the table of codings", ("Backspace",), "document", "document"),
    Command("", "View", _SEPARATOR),
    Command("show_others", "View", "Show coders", ("Ctrl+Shift+H",), checkable=True),
    Command("show_left", "View", "Left panels", ("F9",), checkable=True),
    Command("show_inspector", "View", "Inspector", ("F10",), checkable=True),
    Command("", "View", _SEPARATOR),
    Command("ask_filter", "View", "Filter…", ("Ctrl+L",)),
    Command("take_filter_off", "View", "Take the filter off", ("Ctrl+Shift+L",)),
    Command("show_sets", "View", "Sets of documents and codes…"),
    Command("", "View", _SEPARATOR),
    Command("larger_text", "View", "Larger text", ("Ctrl++", "Ctrl+="), needs="nothing"),
    Command("smaller_text", "View", "Smaller text", ("Ctrl+-",), needs="nothing"),
    Command("normal_text", "View", "Normal text size", ("Ctrl+0",), needs="nothing"),
    Command("find_code", "Coding", "Find a code…", ("Space", "/"), "document", "coding"),
    Command("repeat_code", "Coding", "Apply the last code again", ("Q",), "document", "coding"),
    Command("code_new", "Coding", "New code on these words…", ("N",), "document", "coding"),
    Command("code_in_vivo", "Coding", "New code named after these words", ("V",), "document", "coding"),
    Command("", "Coding", _SEPARATOR),
    Command("remove_coding", "Coding", "Remove the coding here", ("U", "Del"), "document", "coding"),
    Command("write_memo", "Coding", "Memo on the coding", ("M",), "document", "coding"),
    Command("edit_attributes", "Coding", "Attributes of the coding", ("A",), "document", "coding"),
    Command("take_speaker", "Coding", "Take the suggested speaker", ("S",), "document", "coding"),
    Command("toggle_important", "Coding", "Mark as important", ("I",), "document", "coding"),
    Command("make_example", "Coding", "Make it an example of its code", ("E",), "document", "coding"),
    Command("toggle_not_article", "Coding", "Not article text", ("X",), "document", "coding"),
    Command("look_at_not_article", "Coding", "Next passage that is not article", ("Shift+X",), "document", "document"),
    Command("list_here", "Coding", "Codings here…", ("L",), "document", "document"),
    Command("next_here", "Coding", "Next of the codings here", ("O",), "document", "document"),
    Command("next_coding", "Coding", "Next coding", ("]",), "document", "document"),
    Command("previous_coding", "Coding", "Previous coding", ("[",), "document", "document"),
    Command("next_sentence", "Coding", "Next sentence", ("J",), "document", "document"),
    Command("previous_sentence", "Coding", "Previous sentence", ("K",), "document", "document"),
    Command("", "Coding", _SEPARATOR),
    Command("passage_menu", "Coding", "Menu for these words…", ("Menu", "Shift+F10"), "document", "document"),
    Command("", "Coding", _SEPARATOR),
    Command("next_document", "Coding", "Next document", ("Ctrl+PgDown",)),
    Command("previous_document", "Coding", "Previous document", ("Ctrl+PgUp",)),
    Command("complete_document", "Coding", "Mark complete and open the next", ("Ctrl+Return",), needs="coding"),
    Command("toggle_complete", "Coding", "Mark complete or in progress", needs="coding"),
    Command("edit_document_values", "Coding", "Facts and judgements of the document", ("D",), "document", "coding"),
    Command("write_document_memo", "Coding", "Memo on the document", ("Shift+M",), "document", "coding"),
    Command("new_code", "Codebook", "New code", needs="writing"),
    Command("merge_code", "Codebook", "Merge the code into…", needs="writing"),
    Command("split_code", "Codebook", "Split the code…", needs="writing"),
    Command("", "Codebook", _SEPARATOR),
    Command("show_gallery", "Codebook", "Gallery of codebooks…", needs="writing"),
    Command("write_code_memo", "Codebook", "Memo on the code", needs="coding"),
    Command("show_variables", "Codebook", "Variables and actors", ("Alt+5",)),
    Command("choose_codebook", "Codebook", "Import a codebook…", needs="writing"),
    Command("show_agreement", "Analysis", "Agreement", ("Alt+4",)),
    Command("show_agreement_report", "Analysis", "Agreement report"),
    Command("save_agreement_chart", "Analysis", "Save the agreement chart…"),
    Command("make_report", "Analysis", "Report for readers…"),
    Command("show_results", "Analysis", "Results", ("Alt+7",)),
    Command("plan_sample", "Analysis", "Plan a reliability sample…"),
    Command("show_handbook", "Help", "Handbook", ("F1",), needs="nothing"),
    Command("list_commands", "Help", "Every command by name…", ("Ctrl+K",), needs="nothing"),
    Command("show_keys", "Help", "Keys", ("?",), "document", needs="nothing"),
    Command("show_about", "Help", "About Cadrage", needs="nothing"),
)
_STEPS = ("undo", "redo")  # enabled by `name_step`


class Actions(QObject):
    """A QAction for each command, calling the window's method of the same name."""

    def __init__(self, window: QWidget, methods: Mapping[str, Callable[..., None]]) -> None:
        super().__init__(window)
        self.by_name: dict[str, QAction] = {}
        self._possible: frozenset[Needs] | None = None
        for command in COMMANDS:
            if command.text:
                self.by_name[command.name] = self._make(window, command, methods[command.name])

    def _make(self, window: QWidget, command: Command, method: Callable[..., None]) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.name)
        action.setCheckable(command.checkable)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        if command.checkable:
            action.toggled.connect(method)
        else:
            action.triggered.connect(lambda _checked=False: method())
        if command.where == "document":
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            window.addAction(action)
        return action

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """The menus in order, each with its commands."""
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            menu = menus.get(command.menu) or menus.setdefault(command.menu, bar.addMenu(_TITLES[command.menu]))
            if command.text:
                menu.addAction(self.by_name[command.name])
            else:
                menu.addSeparator()
        return menus

    def add_to_document(self, view: QWidget) -> None:
        """Let the single keys act while the document has the focus."""
        for command in COMMANDS:
            if command.where == "document":
                view.addAction(self.by_name[command.name])

    def name_step(self, name: str, step: str | None) -> str:
        """Say in the menu what undo or redo would do, and here in plain words."""
        words = f"{name.capitalize()} {shortened(step)}" if step else name.capitalize()
        action, text = self.by_name[name], in_menu(words)
        if action.text() != text:
            action.setText(text)
        action.setEnabled(step is not None)
        return words

    def allow(self, possible: frozenset[Needs]) -> None:
        """Enable what can be done now."""
        if possible == self._possible:
            return
        self._possible = possible
        for command in COMMANDS:
            allowed = command.needs in ("nothing", *possible)
            if command.text and not (allowed and command.name in _STEPS):
                self.by_name[command.name].setEnabled(allowed)
