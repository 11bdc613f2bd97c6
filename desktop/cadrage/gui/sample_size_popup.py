"""The planner of a reliability sample: what is to be shown, and how many units that takes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from cadrage.gui import sample_size_words as words
from cadrage.gui.kit import Button, ElidedLabel, Field, Hairline, Label, Popup, Segments, column, row
from cadrage.gui.sample_size_words import Advice
from cadrage.gui.session import Session
from cadrage.jobs.sample_size import experience

_WIDTH, _FIELD, _NAME = 580, 84, 190
_OWN = "own"
_SHARE = "5"  # per cent: where the project has no codings to suggest another


class SampleSizePopup(Popup):
    """Answers as one types; nothing is stored."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_WIDTH, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._known = session.attempt(lambda: experience(session.project))
        self.least = Segments([("0.667", ".667"), ("0.8", ".800"), (_OWN, "Other")], "0.8", name="Least α", parent=self)
        self.own = Field("", hint="0.75", name="Other least α", parent=self)
        share = words.percent(self._known.share) if self._known else _SHARE
        self.share = Field(share, name="Share of the rarest code in per cent", parent=self)
        self.offered = ElidedLabel(words.offer(self._known), "secondary", parent=self)
        self.offer = Button("Use it", "small", tip="Use the share of the code used least so far", parent=self)
        significances = [(0.1, "10 %"), (0.05, "5 %"), (0.01, "1 %")]
        self.significance = Segments(significances, 0.05, name="Error", parent=self)
        self.population = Field("1000", name="Units in all", parent=self)
        self.expected = Field("90", name="Expected agreement in per cent", parent=self)
        self.error = Field("3", name="Standard error in per cent points", parent=self)
        self.alpha_units, self.agreement_units = (Label("", "code", parent=self) for _ in range(2))
        self.alpha_words, self.agreement_words = (Label("", "secondary", wrap=True, parent=self) for _ in range(2))
        self._arrange()
        self._connect()
        self._answer()

    def _arrange(self) -> None:
        for field in (self.own, self.share, self.population, self.expected, self.error):
            field.setFixedWidth(_FIELD)
        self.offer.setVisible(self._known is not None)
        alpha = [
            self._line("Least acceptable α", self.least, self.own),
            self._line("Share of the rarest code, %", self.share, (self.offered, 1), self.offer),
            self._line("Error", self.significance),
        ]
        agreement = [
            self._line("Units in all", self.population),
            self._line("Expected agreement, %", self.expected),
            self._line("Standard error, points", self.error),
        ]
        self.body.addLayout(
            column(
                Label("How many units must two coders code?", "title", parent=self),
                self._heading("To tell α from one that is too low (Bloch & Kraemer; Krippendorff)"),
                *alpha,
                self.alpha_units,
                self.alpha_words,
                Hairline(parent=self),
                self._heading("To know the percent agreement (Lacy & Riffe)"),
                *agreement,
                self.agreement_units,
                self.agreement_words,
                Hairline(parent=self),
                Label(words.limits(), "secondary", wrap=True, parent=self),
                margins=(20, 16, 20, 18),
                space=8,
            )
        )

    def _heading(self, title: str) -> Label:
        return Label(title, "heading", parent=self)

    def _line(self, name: str, *fields: QWidget | tuple[QWidget, int]) -> QBoxLayout:
        label = Label(name, parent=self)
        label.setFixedWidth(_NAME)
        return row(label, *fields, *([] if any(isinstance(each, tuple) for each in fields) else [None]))

    def _connect(self) -> None:
        for field in (self.own, self.share, self.population, self.expected, self.error):
            field.textChanged.connect(self._answer)
        for segments in (self.least, self.significance):
            segments.chosen.connect(self._answer)
        self.offer.clicked.connect(self._take_offer)

    def open_at(self, place: QPoint) -> None:
        self.show_beside(place.x(), place.y(), place.y())
        self.share.setFocus()
        self.share.selectAll()

    @Slot()
    def _take_offer(self) -> None:
        if self._known is not None:
            self.share.setText(words.percent(self._known.share))

    @Slot()
    def _answer(self) -> None:
        own = self.least.value() == _OWN
        self.own.setVisible(own)
        least = self.own.text() if own else str(self.least.value())
        error = self.significance.value()
        assert isinstance(error, float)
        alpha = words.for_alpha(least, self.share.text(), error, self._known)
        agreement = words.for_agreement(self.population.text(), self.expected.text(), self.error.text())
        _show(self.alpha_units, self.alpha_words, alpha)
        _show(self.agreement_units, self.agreement_words, agreement)


def _show(units: Label, said: Label, advice: Advice) -> None:
    units.setText(advice.units or "—")
    said.setText(advice.words)
