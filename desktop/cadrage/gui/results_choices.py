"""The question of a result in boxes: what it is split by, what is counted, what its cells say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Layer, Round
from cadrage.core.results_question import Bin, Dimension, Kind, Measure, Proximity, Question, Reach, Unit
from cadrage.core.results_wording import UNITS
from cadrage.gui import fonts
from cadrage.gui import results_words as words
from cadrage.gui.filter_flow import FlowLayout
from cadrage.gui.kit import Button, Choice, row
from cadrage.gui.results_grid import Meets
from cadrage.gui.results_offers import Offers, Page, Wanted, split
from cadrage.gui.words import counted

_NONE: tuple[tuple[object, str], ...] = ((None, "—"),)
_ROLLED = ((True, "Rolled up"), (False, "Apart"))
_MOSTS = ((0, "All"), (5, "5 most frequent"), (10, "10 most frequent"), (20, "20 most frequent"))
_NEAR = (1, 3, 5, 10, 20, 50)  # words between two codings that are offered
_USED = ((False, "All"), (True, "Only used"))
_LAYERS = ((Layer.CODER, "Coders’ own"), (Layer.GOLD, "Adjudicated"), (None, "Both"))
_WIDEST, _NARROW = 230, 172


class ResultsChoices(QWidget):
    """`asked(Question)` when the user changes it; `shown_otherwise()` where the same numbers are to be shown in another
    way; `events_wanted()` for the markers of time.

    Boxes that mean nothing for the kind of result in front are hidden.
    """

    asked = Signal(object)
    events_wanted = Signal()
    shown_otherwise = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = Wanted(Page.TABLE, Question())
        self._offers = Offers(())
        self.splits = {name: Choice(label=name.capitalize(), parent=self) for name in ("rows", "columns", "layers")}
        self.most = Choice(_MOSTS, 0, label="Values", parent=self)
        self.date = Choice(label="Date", parent=self)
        self.bin = Choice([(each, f"By {said}") for each, said in words.BINS.items()], label="Time", parent=self)
        self.reach = Choice(
            [(each, said.capitalize()) for each, said in words.REACHES.items()], label="Codes in", parent=self
        )
        self.near = Choice([(each, counted(each, "word")) for each in (0, *_NEAR)], label="Words between", parent=self)
        self.meets = Choice([(each, each.value) for each in Meets], Meets.UNITS, label="Cells", parent=self)
        self.coder = Choice(((True, "The same coder"), (False, "Any coder")), True, label="Coded by", parent=self)
        self.measure = Choice(list(words.MEASURES.items()), label="Cells", parent=self)
        self.unit = Choice(list(UNITS.items()), label="Counted", parent=self)
        self.rolled = Choice(_ROLLED, True, label="Sub-codes", parent=self)
        self.used = Choice(_USED, False, label="Shown", parent=self)
        self.round = Choice(label="Round", parent=self)
        self.layer = Choice(_LAYERS, label="Codings", parent=self)
        self.events = Button("Events…", icon="flag", tip="Days that the chart marks, such as a vote", parent=self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._boxes = (*self.splits.values(), self.most, self.date, self.bin, self.reach, self.near, self.coder)
        self._boxes += (self.meets,)
        self._boxes += (self.measure, self.unit, self.rolled, self.used, self.round, self.layer)
        for box in self._boxes:
            box.setFont(fonts.ui(13, fonts.MEDIUM))
            # Side by side all of them would make the window wider than many screens.
            box.hide()
            box.setMaximumWidth(_NARROW if box in self.splits.values() else _WIDEST)
        flow = FlowLayout()
        for place, part in enumerate((*self._boxes, self.events)):
            flow.place(place, part)
        self.events.hide()
        self.setLayout(row((flow, 1), margins=(14, 2, 14, 10)))

    def _connect(self) -> None:
        for name, box in self.splits.items():
            box.chosen.connect(partial(self._split, name))
        for box in (self.most, self.date, self.bin, self.reach, self.near, self.coder, self.measure, self.unit):
            box.chosen.connect(self._ask)
        for box in (self.rolled, self.round, self.layer):
            box.chosen.connect(self._ask)
        for box in (self.meets, self.used):
            box.chosen.connect(self.shown_otherwise)
        self.events.clicked.connect(self.events_wanted)

    # Showing.

    def show_wanted(self, wanted: Wanted, offered: Offers, rounds: Sequence[Round], *, adjudicated: bool) -> None:
        """Fill the boxes with what can be chosen now; tells nobody."""
        self._wanted, self._offers = wanted, offered
        question, page = wanted.question, wanted.page
        self._show_splits(question)
        time = next((each for each in question.columns if each.kind is Kind.TIME), None)
        self.date.set_choices(offered.dates)
        self.date.set_value(time.name if time is not None else None)
        self.bin.set_value(time.bin if time is not None else None)
        self._show_proximity(question.proximity or Proximity())
        self.measure.set_value(question.measure)
        self.unit.set_value(question.unit)
        self.rolled.set_value(question.rolled)
        self.round.set_choices([(None, "All that can be seen"), *((each.id, each.name) for each in rounds)])
        self.round.set_value(question.round)
        self.layer.set_value(question.layer)
        self._show_boxes(page, question, several_rounds=len(rounds) > 1, adjudicated=adjudicated)

    def _show_splits(self, question: Question) -> None:
        for name, parts in (("rows", question.rows), ("columns", question.columns), ("layers", question.layers)):
            box = self.splits[name]
            offered = [(each, said) for each, said in self._offers.dimensions]
            box.set_choices(offered if name == "rows" else [*_NONE, *offered])
            box.set_value(replace(parts[0], most=0) if parts else None)
        self.most.set_value(question.columns[0].most if question.columns else 0)

    def _show_proximity(self, near: Proximity) -> None:
        self.reach.set_value(near.reach)
        known = sorted({0, *_NEAR, near.words})
        self.near.set_choices([(each, f"At most {each}" if each else "None") for each in known])
        self.near.set_value(near.words)
        self.coder.set_value(near.same_coder)

    def _show_boxes(self, page: Page, question: Question, *, several_rounds: bool, adjudicated: bool) -> None:
        table, together = page is Page.TABLE, page is Page.TOGETHER
        for box in self.splits.values():
            box.setVisible(table)
        shown = question.columns[0] if question.columns else None
        countable = shown is not None and shown.kind in (Kind.FACT, Kind.DOCUMENT, Kind.ATTRIBUTE, Kind.JUDGEMENT)
        self.most.setVisible(table and countable)
        several_dates = len(self._offers.dates) > 1
        self.date.setVisible(page is Page.TIME and several_dates)
        self.bin.setVisible(page is Page.TIME and bool(self._offers.dates))
        self.events.setVisible(page is Page.TIME and bool(self._offers.dates))
        self.reach.setVisible(together)
        near = question.proximity is not None and question.proximity.reach is Reach.WORDS
        self.near.setVisible(together and near)
        self.coder.setVisible(together)
        self.meets.setVisible(together)
        plain = table and not question.columns and not question.layers
        self.measure.setVisible(page in (Page.TABLE, Page.TIME) and not plain)
        self.unit.setVisible(page in (Page.TABLE, Page.TIME) and not plain)
        self.unit.setEnabled(question.measure in words.OF_UNITS)
        self.rolled.setVisible(page is not Page.EXEMPLARS)
        self.used.setVisible(page in (Page.TABLE, Page.TIME))
        self.round.setVisible(several_rounds)
        self.layer.setVisible(adjudicated)
        self.setVisible(any(not box.isHidden() for box in self._boxes))

    @property
    def chosen_meets(self) -> Meets:
        """What the cells of two codes say."""
        return Meets(str(self.meets.value()))

    @property
    def only_used(self) -> bool:
        return bool(self.used.value())

    # Asking.

    def _split(self, place: str, chosen: Dimension | None) -> None:
        question = split(self._wanted.question, place, chosen)
        self.asked.emit(question)

    @Slot()
    def _ask(self) -> None:
        question = replace(
            self._wanted.question,
            measure=Measure(str(self.measure.value())) if self.measure.value() else self._wanted.question.measure,
            unit=Unit(str(self.unit.value())),
            rolled=bool(self.rolled.value()),
            round=number if isinstance(number := self.round.value(), int) else None,
            layer=layer if isinstance(layer := self.layer.value(), Layer) else None,
        )
        if self._wanted.page is Page.TABLE and question.columns:
            most = self.most.value()
            first = replace(question.columns[0], most=most if isinstance(most, int) else 0)
            question = replace(question, columns=(first, *question.columns[1:]))
        elif self._wanted.page is Page.TIME and self.bin.value() is not None:
            time = Dimension(Kind.TIME, str(self.date.value()), Bin(str(self.bin.value())))
            question = replace(question, columns=(time,))
        elif self._wanted.page is Page.TOGETHER:
            question = replace(question, proximity=self._proximity())
        self.asked.emit(question)

    def _proximity(self) -> Proximity:
        reach, near = Reach(str(self.reach.value())), self.near.value()
        within = near if isinstance(near, int) and reach is Reach.WORDS else 0
        if reach is Reach.WORDS and (self._wanted.question.proximity or Proximity()).reach is not Reach.WORDS:
            within = within or _NEAR[2]
        return Proximity(reach, within, same_coder=bool(self.coder.value()))
