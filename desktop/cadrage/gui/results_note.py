"""Below a result: the chosen cell in words, what is counted, what was left out, the test with its conditions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cadrage.core.results import Asked, CoOccurrence, Meeting, Place, ResultTable, TestTable
from cadrage.core.results_question import Measure
from cadrage.core.results_wording import around, measured, reach_of
from cadrage.gui import results_words as words
from cadrage.gui.kit import IconLabel, Label, Scroll, column, row
from cadrage.gui.results_tests import sentence
from cadrage.gui.words import counted

_HEIGHT, _LOW = 104, 64
_TALL = 560  # pixels of a view that has room for all of it


class ResultsNote(QWidget):
    """Three short paragraphs that can be chosen and copied; they scroll where the window is low."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cell = Label("", "strong", wrap=True, parent=self)
        self._test = Label("", "secondary", ink="text", wrap=True, parent=self)
        self._about = Label("", "secondary", wrap=True, parent=self)
        for label in (self._cell, self._test, self._about):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget(self)
        lines = column(self._cell, self._test, self._about, None, space=3)
        icon = IconLabel("info", "accent", 15, parent=inner)
        mark = column(icon, None, margins=(0, 2, 0, 0))
        inner.setLayout(row(mark, (lines, 1), margins=(16, 8, 16, 6), space=10))
        self._scroll = Scroll(inner, parent=self)
        self._scroll.setAccessibleName("About the result")
        self.setLayout(column(self._scroll, space=0))
        self.fit(_TALL)

    def fit(self, height: int) -> None:
        """Lower in a low window, where the table needs the room."""
        self.setFixedHeight(_HEIGHT if height >= _TALL else _LOW)

    @property
    def text(self) -> str:
        """All that is said."""
        return "\n".join(label.text() for label in (self._cell, self._test, self._about) if label.text())

    def show_about(self, asked: Asked | None, *, counted_: bool = True, hint: str = "") -> None:
        """What holds for the whole result; `counted_`: it consists of numbers."""
        if asked is None:
            self._about.setText("")
            return
        near = asked.question.proximity
        what = f"Codes {reach_of(near)}." if near is not None else f"{measured(asked.question)}." if counted_ else ""
        self._about.setText(" ".join(part for part in (what, *around(asked), hint) if part))

    def show_cell(self, said: str, test: str = "") -> None:
        """The chosen cell, and the test of its row."""
        self._cell.setText(said)
        self._cell.setVisible(bool(said))
        self._test.setText(test)
        self._test.setVisible(bool(test))


def cell_words(table: ResultTable, place: Place, named: str) -> str:
    """“ESC-THR, The Times: 3 of 12 documents, 7 codings, 120 of 9,800 words”."""
    cell, base = table.cell(place), table.base(place)
    share = words.said(cell.words / base.words if base.words else None, Measure.SHARE_WORDS)
    if not base.documents:
        return f"{named}: no documents."
    documents = f"{cell.documents:,} of {counted(base.documents, 'document')}"
    return f"{named}: {documents}, {counted(cell.codings, 'coding')}, {cell.words:,} words ({share})."


def meeting_words(found: CoOccurrence, one: int, other: int, named: tuple[str, str]) -> str:
    """“ESC-THR and LEG-ILL: 24 words, 5 pairs of codings, in 3 documents; Jaccard .05, lift 1.20”."""
    if one == other:
        alone = found.alone.get(one, Meeting())
        documents = counted(alone.documents, "document")
        return f"{named[0]} alone: {alone.units:,} {found.unit}, {counted(alone.codings, 'coding')}, in {documents}."
    meeting = found.pair(one, other)
    jaccard, lift = words.coefficient(found.jaccard(one, other)), words.coefficient(found.lift(one, other))
    pairs, documents = counted(meeting.codings, "pair"), counted(meeting.documents, "document")
    together = f"{meeting.units:,} {found.unit}, {pairs} of codings, in {documents}"
    return f"{named[0]} and {named[1]}: {together}; Jaccard {jaccard}, lift {lift}."


def test_words(tests: TestTable | None, key: str) -> str:
    """What the test of a row says, where there is one."""
    found = next((each for each in tests.tests if each.key == key), None) if tests is not None else None
    return sentence(found) if found is not None and found.chi2 is not None else ""
