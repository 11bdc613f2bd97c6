"""What is compared, when a unit holds a code, and where the limits lie: the line above the agreement table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.standing import CUSTOMARY, Limits
from cadrage.gui import agreement_words as words
from cadrage.gui.kit import Button, Choice, Field, Label, Popup, column, row
from cadrage.jobs.group_agreement import Kind, Subject

EACH = None  # the choice of every code on its own
_KINDS = {
    Kind.FAMILY: "{} as one variable",
    Kind.SET: "set {} as one variable",
    Kind.ATTRIBUTE: "attribute {}",
    Kind.JUDGEMENT: "judgement {}",
}
_HOLDS = ((0.0, "any overlap"), (0.5, "at least half"))
_WIDEST, _POPUP = 300, 380


class AgreementBar(QWidget):
    """`subject_chosen(Subject | None)`, `least_chosen(float)`, `limits_chosen(Limits)` by the user."""

    subject_chosen = Signal(object)
    least_chosen = Signal(float)
    limits_chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._limits = CUSTOMARY
        self.subject = Choice([(EACH, "each code")], EACH, name="Compare", parent=self)
        self.subject.setMaximumWidth(_WIDEST)
        self.least = Choice(_HOLDS, 0.0, name="A unit holds a code", parent=self)
        self.limits = Button("", "small", parent=self)
        self.popup: LimitsPopup | None = None
        compare, holds = (Label(words_, "secondary", parent=self) for words_ in ("Compare", "A unit holds a code:"))
        self.setLayout(
            row(compare, self.subject, 12, holds, self.least, None, self.limits, margins=(14, 0, 14, 8), space=8)
        )
        self.show_limits(CUSTOMARY)
        self.subject.chosen.connect(self.subject_chosen)
        self.least.chosen.connect(self._tell_least)
        self.limits.clicked.connect(self.ask_limits)

    def show_subjects(self, subjects: Sequence[Subject], chosen: Subject | None) -> None:
        listed = [(each, _KINDS[each.kind].format(each.label)) for each in subjects]
        self.subject.set_choices([(EACH, "each code"), *listed])
        self.subject.set_value(chosen)

    def show_least(self, least: float, *, matters: bool) -> None:
        """`matters`: whether units are anything that can be held in part."""
        known = [share for share, _ in _HOLDS]
        more = [] if least in known else [(least, f"{100 * least:g} % of it or more")]
        self.least.set_choices([*_HOLDS, *more])
        self.least.set_value(least)
        self.least.setEnabled(matters)

    def show_limits(self, limits: Limits) -> None:
        self._limits = limits
        tentative, reliable = words.threshold(limits.tentative), words.threshold(limits.reliable)
        self.limits.setText(f"Limits {tentative} and {reliable}…")
        self.limits.setToolTip("Where the lower limit of α must lie for Tentative and for Reliable")

    @Slot(object)
    def _tell_least(self, least: float) -> None:
        self.least_chosen.emit(least)

    @Slot()
    def ask_limits(self) -> None:
        self.popup = LimitsPopup(self._limits, self)
        self.popup.chosen.connect(self.limits_chosen)
        corner = self.limits.mapToGlobal(QPoint(self.limits.width() - _POPUP, 0))
        self.popup.show_beside(corner.x(), corner.y(), corner.y() + self.limits.height())
        self.popup.tentative.setFocus()


class LimitsPopup(Popup):
    """Two numbers and what they mean; `chosen(Limits)` where they make sense, Esc for none."""

    chosen = Signal(object)

    def __init__(self, limits: Limits, parent: QWidget) -> None:
        super().__init__(_POPUP, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tentative = Field(f"{limits.tentative:g}", name="Tentative from", parent=self)
        self.reliable = Field(f"{limits.reliable:g}", name="Reliable from", parent=self)
        self.use = Button("Use these limits", "primary", parent=self)
        self.customary = Button("Customary", "quiet", tip="Krippendorff’s .667 and .800", parent=self)
        self._wrong = Label("", "secondary", ink="bad", wrap=True, parent=self)
        self._wrong.hide()
        self._arrange()
        for field in (self.tentative, self.reliable):
            field.setFixedWidth(96)
            field.returnPressed.connect(self._take)
        self.use.clicked.connect(self._take)
        self.customary.clicked.connect(self._take_customary)

    def _arrange(self) -> None:
        title = Label("Limits for α", "strong", parent=self)
        about = (
            "A code is called tentative or reliable when the lower end of α’s interval reaches the limit. The project"
            " remembers them, and the report names them."
        )
        lines = [
            row(Label(name, parent=self), None, field)
            for name, field in (("Tentative from", self.tentative), ("Reliable from", self.reliable))
        ]
        self.body.addLayout(
            column(
                title,
                Label(about, "secondary", wrap=True, parent=self),
                *lines,
                self._wrong,
                row(self.customary, None, self.use),
                margins=(16, 14, 16, 16),
                space=10,
            )
        )

    @Slot()
    def _take(self) -> None:
        try:
            numbers = [float(field.text().strip().replace(",", ".")) for field in (self.tentative, self.reliable)]
            limits = Limits(*numbers)
        except ValueError:
            self._wrong.setText("Give two numbers up to 1, the first not above the second, as .667 and .8.")
            self._wrong.show()
            self.adjustSize()
            return
        self._tell(limits)

    @Slot()
    def _take_customary(self) -> None:
        self._tell(CUSTOMARY)

    def _tell(self, limits: Limits) -> None:
        self.close()
        self.chosen.emit(limits)
