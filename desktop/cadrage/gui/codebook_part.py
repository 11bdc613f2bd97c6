"""What the parts around one code have in common: which code it is, and when to read it anew."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cadrage.core.model import Change, Code, Coding
from cadrage.gui.session import Session


class CodePart(QWidget):
    """Shows one code of the project, also a retired one, and follows its changes. `fill` is its own."""

    tables: tuple[str, ...] = ("code",)
    """What it reads: changes elsewhere leave it alone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._code: int | None = None
        session.changed.connect(self._follow)

    @property
    def code(self) -> int | None:
        """The code that is shown."""
        return self._code

    def show_code(self, code: int | None) -> None:
        """Another code."""
        self._code = code
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Reads the code anew."""
        code = self._session.project.codes.get(self._code) if self._code is not None else None
        self.setEnabled(code is not None)
        if code is not None:
            self.fill(code)

    def fill(self, code: Code) -> None:
        raise NotImplementedError

    def may_edit(self, code: Code) -> bool:
        """Whether the code can be changed here; a retired one only after it was restored."""
        return self._session.project.writable and not code.retired

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touches(*self.tables) and self._follows():
            self.refresh()

    def _follows(self) -> bool:
        """Whether changes matter now; what is not seen is read anew when it is shown."""
        return self.isVisible()


def left_codings(session: Session, code: int, coders: Iterable[int]) -> list[Coding]:
    """The coders' codings of a code, as far as the filter leaves them, in the order of the corpus."""
    found = session.project.codings.of_code(code, coders=coders)
    if not session.filter.in_force:
        return list(found)
    documents = session.filtered_documents()
    return session.left(coding for coding in found if documents is None or coding.document in documents)
