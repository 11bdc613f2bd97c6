"""The options of an export: what of the study, which file, whose codings, and what only a report or package asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Coder
from cadrage.gui.check_list import CheckList, Entry
from cadrage.gui.export_formats import PART_TITLES, QUOTATIONS, WHAT, Choices, format_of
from cadrage.gui.kit import Button, CheckBox, Choice, Label, Panel, Popup, RadioButton, Scroll, column, row
from cadrage.gui.words import in_menu, shortened
from cadrage.jobs.export_targets import Kind

_TABLES = (Kind.WORKBOOK, Kind.FOLDER)
_OF_CODERS = (*_TABLES, Kind.STUDY, Kind.REPORT)
_QUOTED = tuple((number, "1 quotation" if number == 1 else f"{number} quotations") for number in QUOTATIONS)
_MOST_NAMES = 34


class ExportOptions(Panel):
    """`changed()` when the user chooses anything. Ask for `choices`, `coders` (ids, empty for everybody) and
    `obeys_filter`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="window", parent=parent)
        self.choices = Choices()
        self.coders: frozenset[int] = frozenset()
        self._known: tuple[Coder, ...] = ()
        self._good_for = Label("", "secondary", wrap=True)
        self.what = Choice(WHAT, name="What of the study")
        self.ending = Choice(name="Kind of file")
        self.parts = {part: CheckBox(words) for part, words in PART_TITLES}
        self.whole, self.extracts = RadioButton("Whole texts"), RadioButton("Coded passages only")
        self.quotations = Choice(_QUOTED, name="Quotations for each code")
        self.package = {
            "titles": CheckBox("Titles and file names"),
            "memos": CheckBox("Memos"),
            "free_text": CheckBox("Free text and actors"),
        }
        self.coders_button = Button("Everybody", icon="users", tip="Choose whose codings are exported")
        self.filter = CheckBox("Only what the filter leaves", on=True)
        self._filter_words = Label("", "muted", wrap=True)
        self._groups = self._lay_out()
        self._connect()

    def _lay_out(self) -> dict[str, QWidget]:
        groups = {
            "what": _group("What", self.what),
            "ending": _group("Kind of file", self.ending),
            "parts": _group("Parts", *self.parts.values()),
            "texts": _group("Documents", self.whole, self.extracts),
            "quotations": _group("For each code at most", self.quotations),
            "package": _group("Put in as well", *self.package.values()),
            "coders": _group("Coders", row(self.coders_button, None)),
            "filter": _group("Filter", self.filter, self._filter_words),
        }
        inner = Panel(column(self._good_for, *groups.values(), None, margins=(16, 4, 16, 16), space=14), "window")
        self._scroll = Scroll(inner)
        self._scroll.setAccessibleName("Options of the export")
        self.setLayout(column(self._scroll, space=0))
        for control in inner.findChildren(QWidget):
            if control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                control.installEventFilter(self)
        return groups

    def _connect(self) -> None:
        self.what.chosen.connect(self._choose_what)
        self.ending.chosen.connect(self._choose_ending)
        for part, box in self.parts.items():
            box.clicked.connect(partial(self._choose_part, part))
        for button in (self.whole, self.extracts):
            button.clicked.connect(self._choose_texts)
        self.quotations.chosen.connect(self._choose_quotations)
        for name, box in self.package.items():
            box.clicked.connect(partial(self._choose_package, name))
        self.coders_button.clicked.connect(self._ask_coders)
        self.filter.clicked.connect(self.changed)

    # What is shown.

    @property
    def obeys_filter(self) -> bool:
        return self.filter.isChecked()

    def show_choices(self, choices: Choices) -> None:
        """Tells nobody."""
        self.choices = choices
        shown = format_of(choices.kind)
        self._good_for.setText(shown.good_for)
        self.what.set_value(choices.what)
        self.ending.set_choices(
            [(ending, f"{words} ({ending})" if ending else words) for ending, words in shown.endings]
        )
        self.ending.set_value(choices.ending)
        for part, box in self.parts.items():
            box.setChecked(part in choices.parts)
        (self.extracts if choices.extracts else self.whole).setChecked(True)
        self.quotations.set_value(choices.quotations)
        for name, box in self.package.items():
            box.setChecked(getattr(choices, name))
        self._show_groups()

    def show_study(self, coders: Sequence[Coder], filter_words: str) -> None:
        """Who has coded, and the filter in force in words, empty where there is none."""
        self._known = tuple(coders)
        self.coders &= {coder.id for coder in coders}
        self.coders_button.setText(in_menu(self._coder_words()))
        self._filter_words.setText(filter_words)
        self._show_groups()

    def _show_groups(self) -> None:
        kind, report = self.choices.kind, self.choices.kind is Kind.REPORT
        shown = {
            "what": kind in _TABLES,
            "ending": len(format_of(kind).endings) > 1,
            "parts": report,
            "texts": report and "documents" in self.choices.parts,
            "quotations": report and "exemplars" in self.choices.parts,
            "package": kind is Kind.PACKAGE,
            "coders": kind in _OF_CODERS and len(self._known) > 1,
            "filter": kind in _OF_CODERS and bool(self._filter_words.text()),
        }
        for name, group in self._groups.items():
            group.setVisible(shown[name])

    def _coder_words(self) -> str:
        names = [coder.name for coder in self._known if coder.id in self.coders]
        return shortened(", ".join(names), _MOST_NAMES) if names else "Everybody"

    # What is chosen.

    def _take(self, choices: Choices) -> None:
        self.show_choices(choices)
        self.changed.emit()

    @Slot(object)
    def _choose_what(self, what: str) -> None:
        self._take(replace(self.choices, what=what))

    @Slot(object)
    def _choose_ending(self, ending: str) -> None:
        self._take(self.choices.with_ending(ending))

    @Slot()
    def _choose_part(self, part: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        self._take(self.choices.with_part(part, on=self.parts[part].isChecked()))

    @Slot()
    def _choose_texts(self) -> None:
        self._take(replace(self.choices, extracts=self.extracts.isChecked()))

    @Slot(object)
    def _choose_quotations(self, number: int) -> None:
        self._take(replace(self.choices, quotations=number))

    @Slot()
    def _choose_package(self, name: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        on = self.package[name].isChecked()
        self._take(self.choices.with_in_package(name, on=on))

    @Slot()
    def _ask_coders(self) -> None:
        popup = CodersPopup(self._known, self.coders, self.window())
        popup.chosen.connect(self._choose_coders)
        popup.open_at(self.coders_button)

    @Slot(object)
    def _choose_coders(self, coders: Collection[int]) -> None:
        self.coders = frozenset(coders)
        self.coders_button.setText(in_menu(self._coder_words()))
        self.changed.emit()

    # Overrides of Qt.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt shows what the keys come to only where they were inside already."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._scroll.ensureWidgetVisible(watched, 0, 12)
        return super().eventFilter(watched, event)


class CodersPopup(Popup):
    """`chosen(ids)` with every tick; nobody ticked is everybody."""

    chosen = Signal(object)

    def __init__(self, coders: Sequence[Coder], chosen: Collection[int], parent: QWidget) -> None:
        super().__init__(280, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = [Entry(coder.id, coder.name) for coder in coders]
        self._chosen = set(chosen)
        self.list = CheckList("Coders", parent=self)
        self.body.addWidget(self.list)
        hint = Label("Nobody ticked: everybody.", "muted", parent=self)
        self.body.addLayout(row(hint, margins=(14, 2, 14, 10)))
        self.list.toggled.connect(self._toggle)
        self.list.show_entries(self._entries, self._chosen)
        self.list.fit()

    def open_at(self, button: QWidget) -> None:
        corner = button.mapToGlobal(button.rect().topLeft())
        self.show_beside(corner.x(), corner.y(), corner.y() + button.height())
        self.list.setFocus()

    @Slot(object, bool)
    def _toggle(self, coder: object, on: bool) -> None:  # noqa: FBT001 (a slot)
        assert isinstance(coder, int)
        (self._chosen.add if on else self._chosen.discard)(coder)
        self.list.show_entries(self._entries, self._chosen)
        self.chosen.emit(frozenset(self._chosen))


def _group(words: str, *items: object) -> QWidget:
    group = QWidget()
    group.setLayout(column(Label(words, "heading"), *items, space=6))  # type: ignore[arg-type]
    return group
