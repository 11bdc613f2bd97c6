"""The quiet line below a coding's attributes: who the text says is speaking, to be taken by a button or a key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Coding, Scope
from cadrage.core.speech import Quoted
from cadrage.gui.inspector_code import put, show
from cadrage.gui.kit import Button, KeyBadge, Label, column, row
from cadrage.gui.session import Session
from cadrage.jobs import quoting

_SETTLED = 150  # milliseconds that a coding stays selected before its text is looked at
_TEXTS = 8  # whose quotations are remembered


class SpeakerSuggestion(QWidget):
    """Nothing is looked for while codes are applied: only for a coding that stays, in a Task, once a text."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._coding: Coding | None = None
        self._found: dict[tuple[int, str], tuple[Quoted, ...]] = {}
        self._looking: tuple[int, str] | None = None
        self.offered: quoting.Suggestion | None = None
        self._words = Label("", "secondary", wrap=True, parent=self)
        self.button = Button("Take it", "quiet", parent=self)
        self.button.setToolTip("Give the coding the suggested speaker and form")
        self.button.setAccessibleName("Take the suggested speaker")
        self.button.clicked.connect(self.take)
        words = row(self._words, margins=(16, 8, 16, 0))
        link = row(self.button, KeyBadge("S", parent=self), None, margins=(10, 0, 16, 0))
        self.setLayout(column(words, link, space=0))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLED)
        self._later.timeout.connect(self._look)
        self.hide()

    def follow(self, coding: Coding | None) -> None:
        """The coding that the inspector shows and that can be changed; None for none."""
        if coding is None or self._coding is None or coding.id != self._coding.id:
            self._offer(None)
        self._coding = coding
        if coding is None:
            self._later.stop()
        else:
            self._later.start()

    @Slot()
    def take(self) -> None:
        coding, offered = self._coding, self.offered
        if coding is not None and offered is not None:
            self._session.attempt(partial(quoting.take, self._session.project, coding, offered))

    def ask(self) -> None:
        """Take what is suggested, looked for at once; say so where there is nothing."""
        self._later.stop()
        if self._coding is not None and (key := self._key(self._coding)) is not None:
            if key not in self._found:
                self._keep(key, quoting.finding(self._session.project.texts.body(key[0]), key[1])(None))
            self._show()
        if self.offered is None:
            self._session.refused.emit("No speaker or form is suggested for this coding.")
            return
        self.take()

    def _key(self, coding: Coding) -> tuple[int, str] | None:
        """The coding's text and its language, where there is an attribute to suggest something for."""
        project = self._session.project
        variables = project.variables.all(Scope.CODING)
        if quoting.speaker_variable(variables) is None and quoting.form_variable(variables) is None:
            return None
        document = project.documents.get(coding.document)
        return (document.text_id, document.language) if document is not None else None

    def wake(self) -> None:
        """Look again: the inspector came into sight."""
        if self._coding is not None:
            self._later.start()

    @Slot()
    def _look(self) -> None:
        around = self.parentWidget()
        if around is None or not around.isVisible():
            return  # the inspector is hidden, or its project is being closed
        key = self._key(self._coding) if self._coding is not None else None
        if key is None:
            self._offer(None)
        elif key in self._found:
            self._show()
        elif self._looking is None:
            self._looking = key
            work = quoting.finding(self._session.project.texts.body(key[0]), key[1])
            self._session.start("Looking for speakers", work, partial(self._done, key))

    def _done(self, key: tuple[int, str], found: tuple[Quoted, ...]) -> None:
        self._looking = None
        self._keep(key, found)
        self._look()

    def _keep(self, key: tuple[int, str], found: tuple[Quoted, ...]) -> None:
        self._found[key] = found
        while len(self._found) > _TEXTS:
            del self._found[next(iter(self._found))]

    def _show(self) -> None:
        coding = self._coding
        key = self._key(coding) if coding is not None else None
        found = self._found.get(key, ()) if key is not None else ()
        self._offer(quoting.suggestion(self._session.project, coding, found) if coding is not None else None)

    def _offer(self, offered: quoting.Suggestion | None) -> None:
        self.offered = offered
        put(self._words, _in_words(offered) if offered is not None else "")
        show(self, shown=offered is not None)


def _in_words(offered: quoting.Suggestion) -> str:
    who = f"{offered.speaker} ({offered.verb})" if offered.speaker and offered.verb else offered.speaker
    return f"Suggested: {', '.join(part for part in (who, offered.form) if part)}"
