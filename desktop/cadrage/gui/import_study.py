"""What a study of another tool holds, shown before anything of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from cadrage.core.bundle import Bundle
from cadrage.gui.import_model import FileReading
from cadrage.gui.kit import (
    Card,
    CheckBox,
    ElidedLabel,
    Hairline,
    IconLabel,
    Label,
    Panel,
    Scroll,
    column,
    row,
)
from cadrage.gui.session import Session
from cadrage.gui.words import counted
from cadrage.jobs import bundles
from cadrage.jobs.bundles import Counts, Foreseen

_ROWS = (
    ("documents", "Documents"),
    ("codes", "Codes"),
    ("codings", "Codings"),
    ("coders", "Coders"),
    ("memos", "Memos"),
    ("variables", "Variables"),
    ("judgements", "Judgements"),
    ("sets", "Sets"),
)
_ALWAYS = ("documents", "codes", "codings", "coders")
_NAMED = 12  # names of a kind that a line lists
_MOST_PROBLEMS = 200


class StudyPage(QWidget):
    """`show_study(file)` shows one; `wanted(Path, bool)` when the user wants to import it or not."""

    wanted = Signal(Path, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path = Path()
        self._foreseen: dict[Path, Foreseen] = {}
        self.name = ElidedLabel(role="title")
        self.source = ElidedLabel(role="secondary")
        self.check = CheckBox("Import this study", on=True)
        self.numbers = _Numbers()
        self._names = {what: Label("", "secondary", wrap=True) for what in ("Coders", "Codes", "Documents")}
        self._heading = Label("", "heading")
        self.problems: list[Label] = []
        self._cards: list[Card] = []
        self._list = column(space=8)
        head = Panel(column(self.name, self.source, 6, self.check, margins=(24, 14, 24, 12), space=3))
        inner = column(
            row(self.numbers, None),
            *self._names.values(),
            8,
            self._heading,
            self._list,
            None,
            margins=(24, 16, 24, 24),
            space=10,
        )
        scroll = Scroll(Panel(inner))
        scroll.setAccessibleName("What the study holds")
        self.setLayout(column(head, Hairline(), (scroll, 1), space=0))
        self.check.toggled.connect(self._tell)

    def forget(self) -> None:
        """The project has changed: what is new in it is asked anew."""
        self._foreseen.clear()

    def show_study(self, file: FileReading, *, taken: bool) -> None:
        bundle = file.study
        if bundle is None:
            return
        self._path = file.path
        if file.path not in self._foreseen:
            self._foreseen[file.path] = bundles.foresee(self._session.project, bundle)
        foreseen = self._foreseen[file.path]
        self.name.set_text(bundle.name or file.path.stem)
        self.source.set_text(f"From {bundle.source} · {file.path.name}")
        self.check.blockSignals(True)
        self.check.setChecked(taken)
        self.check.blockSignals(False)
        self.numbers.show_counts(foreseen.holds, foreseen.new)
        for what, names in _names(bundle).items():
            self._names[what].setText(_listed(what, names))
            self._names[what].setVisible(bool(names))
        self._show_problems(foreseen.problems)

    def _show_problems(self, problems: Sequence[str]) -> None:
        for card in self._cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self.problems = [Label(words, "secondary", wrap=True) for words in problems[:_MOST_PROBLEMS]]
        for label in self.problems:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            mark = column(IconLabel("triangle-alert", "warn", 14), None)
            card = Card(row(mark, (label, 1), margins=(10, 8, 12, 8)))
            card.setAccessibleName(label.text())
            self._list.addWidget(card)
            self._cards.append(card)
        self._heading.setText(_problem_heading(len(problems)))

    @Slot(bool)
    def _tell(self, taken: bool) -> None:  # noqa: FBT001 (a slot)
        self.wanted.emit(self._path, taken)


class _Numbers(Card):
    """A line for each kind of thing: how many there are, and how many the project has not."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 10, 16, 10)
        self._grid.setHorizontalSpacing(36)
        self._grid.setVerticalSpacing(5)
        for place, words in enumerate(("In the file", "New here"), start=1):
            self._grid.addWidget(Label(words, "muted"), 0, place, Qt.AlignmentFlag.AlignRight)
        self.lines: dict[str, tuple[Label, Label, Label]] = {}
        for place, (what, words) in enumerate(_ROWS, start=1):
            line = (Label(words), Label("", "strong"), Label(""))
            self.lines[what] = line
            for across, label in enumerate(line):
                side = Qt.AlignmentFlag.AlignRight if across else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(label, place, across, side)

    def show_counts(self, holds: Counts, new: Counts) -> None:
        for what, (name, held, fresh) in self.lines.items():
            number, unknown = getattr(holds, what), getattr(new, what)
            held.setText(f"{number:,}")
            fresh.setText(f"{unknown:,}")
            fresh.set_ink("text" if unknown else "text3")
            for label in (name, held, fresh):
                label.setVisible(bool(number) or what in _ALWAYS)
        self.setAccessibleName(
            ", ".join(f"{words} {getattr(holds, what):,}, new {getattr(new, what):,}" for what, words in _ROWS)
        )


def _names(bundle: Bundle) -> dict[str, list[str]]:
    return {
        "Coders": [coder.name for coder in bundle.coders],
        "Codes": [code.name for code in bundle.codes],
        "Documents": [document.title for document in bundle.documents],
    }


def _listed(what: str, names: Iterable[str]) -> str:
    every = [" ".join(name.split()) or "without a name" for name in names]
    shown = [name if len(name) <= 60 else f"{name[:59]}…" for name in every[:_NAMED]]
    more = f" and {len(every) - _NAMED:,} more" if len(every) > _NAMED else ""
    return f"{what}: {' · '.join(shown)}{more}"


def _problem_heading(count: int) -> str:
    if count == 0:
        return "Everything comes in as it stands in the file."
    return "One thing to know" if count == 1 else f"{count:,} things to know"


def button_words(documents: int, whole: int) -> str:
    """What the button does that imports them."""
    parts = [counted(documents, "document")] if documents or not whole else []
    parts += [f"{whole:,} studies" if whole > 1 else "1 study"] if whole else []
    return f"Import {' and '.join(parts)}"
