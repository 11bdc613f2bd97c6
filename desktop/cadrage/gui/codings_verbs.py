"""What can be done with codings in the table: one at a time in its cell, or all that are chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from cadrage.core.model import Coding, Subject, Variable
from cadrage.gui.codings_columns import Column, What
from cadrage.gui.session import Session
from cadrage.gui.words import counted

_READ_ONLY = "This project is open read-only: nothing can be changed here."


class CodingVerbs(QObject):
    """Each verb is one change. It leaves other coders' codings as they are, counts them in what it tells, and
    says whether it was done."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    # Who may.

    def own(self, codings: Sequence[Coding]) -> list[Coding]:
        """Those of the present coder."""
        me = self._session.me.id
        return [coding for coding in codings if coding.coder == me] if self._session.project.writable else []

    def marked(self, codings: Sequence[Coding]) -> bool:
        """Whether all that can be changed are important."""
        own = self.own(codings)
        return bool(own) and all(coding.important for coding in own)

    def others(self, codings: Sequence[Coding]) -> str:
        """Whose the rest are: “2 are B's, 1 is C's”; empty where all are the present coder's."""
        me = self._session.me.id
        counts = Counter(coding.coder for coding in codings if coding.coder != me)
        names = {coder.id: coder.name for coder in self._session.project.coders.all()}
        said = (f"1 is {names[coder]}'s" if n == 1 else f"{n:,} are {names[coder]}'s" for coder, n in counts.items())
        return ", ".join(said)

    def why_not(self, codings: Sequence[Coding]) -> str:
        """Why none of these can be changed; empty where at least one can be."""
        if not self._session.project.writable:
            return _READ_ONLY
        if not codings or self.own(codings):
            return ""
        names = {coder.id: coder.name for coder in self._session.project.coders.all()}
        whose = sorted({names[coding.coder] for coding in codings})
        if len(codings) == 1:
            return f"This is {whose[0]}'s coding: only {whose[0]} can change it."
        return f"All of these are other coders' codings ({', '.join(whose)}): only they can change them."

    def may_change(self, codings: Sequence[Coding]) -> bool:
        """False, with the reason told, where none of these can be changed."""
        reason = self.why_not(codings)
        if reason:
            self._session.refused.emit(reason)
        return not reason and bool(codings)

    # One cell.

    def set_cell(self, codings: Sequence[Coding], column: Column, words: str) -> bool:
        """Store what was typed into a cell, for one coding or for several."""
        if column.what is What.MEMO:
            return self.write_memo(codings, words)
        return column.variable is not None and self.set_value(codings, column.variable, words)

    # All that are chosen.

    def recode(self, codings: Sequence[Coding], code: int) -> bool:
        """Put them under another code; several that are equal then become one."""
        own = [coding.id for coding in self.own(codings)]
        if not self.may_change(codings):
            return False
        store = self._session.project.codings
        work = partial(store.recode, own[0], code) if len(own) == 1 else partial(store.recode_all, own, code)
        if len(own) == 1 and self.own(codings)[0].code == code:
            return True
        if not self._did(work):
            return False
        left = len(store.get(own))
        folded = counted(len(own) - left, "coding") if left < len(own) else ""
        self._tell("{} changed", left, codings, f"{folded} became one with an equal coding" if folded else "")
        return True

    def make_and_recode(self, codings: Sequence[Coding], name: str) -> bool:
        """A new code for them: one step of undo."""
        if not self.may_change(codings):
            return False
        own = [coding.id for coding in self.own(codings)]

        def work() -> None:
            with self._session.project.change(f"New code {name}"):
                self._session.project.codings.recode_all(own, self._session.project.codes.add(name).id)

        return self._finish("{} changed", len(own), codings, work)

    def set_value(self, codings: Sequence[Coding], variable: Variable, value: str) -> bool:
        """Give an attribute a value; an empty one takes it away."""
        if not self.may_change(codings):
            return False
        own = [coding.id for coding in self.own(codings)]
        work = partial(self._session.project.variables.set_for_codings, own, variable, value)
        return self._finish("{} changed", len(own), codings, work)

    def mark(self, codings: Sequence[Coding]) -> bool:
        """Mark them as important; where all are marked already, take the marks away."""
        if not self.may_change(codings):
            return False
        own = self.own(codings)
        important = not self.marked(own)
        ids = [coding.id for coding in own]
        store = self._session.project.codings
        one, all_ = partial(store.mark_important, ids[0]), partial(store.mark_all, ids)
        words = "{} marked as important" if important else "{} marked as not important"
        return self._finish(words, len(own), codings, partial(one if len(ids) == 1 else all_, important=important))

    def remove(self, codings: Sequence[Coding]) -> bool:
        if not self.may_change(codings):
            return False
        own = [coding.id for coding in self.own(codings)]
        return self._finish("{} removed", len(own), codings, partial(self._session.project.codings.remove, own))

    def write_memo(self, codings: Sequence[Coding], text: str) -> bool:
        """The memo on one coding; with several a paragraph more on each."""
        if not self.may_change(codings):
            return False
        own = self.own(codings)
        if len(codings) == 1:
            return self._did(partial(self._session.project.memos.set, Subject.CODING, own[0].guid, text))
        return self._finish("{} given a memo", len(own), codings, partial(self._add_memos, own, text))

    def _add_memos(self, codings: Sequence[Coding], text: str) -> None:
        memos = self._session.project.memos
        with self._session.project.change(f"Memo on {counted(len(codings), 'coding')}"):
            for coding in codings:
                present = memos.about(coding.guid)
                memos.set(Subject.CODING, coding.guid, f"{present}\n\n{text}" if present else text)

    # Telling.

    def _finish(self, words: str, done: int, codings: Sequence[Coding], work: Callable[[], object]) -> bool:
        if not self._did(work):
            return False
        self._tell(words, done, codings)
        return True

    def _did(self, work: Callable[[], object]) -> bool:
        return self._session.attempt(partial(_run, work)) is True

    def _tell(self, words: str, done: int, codings: Sequence[Coding], more: str = "") -> None:
        parts = [words.format(counted(done, "coding")), more, self.others(codings)]
        self._session.told.emit("; ".join(part for part in parts if part))


def _run(work: Callable[[], object]) -> bool:
    work()
    return True
