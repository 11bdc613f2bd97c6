"""What has been decided about the hits of a search: accepted as codings, rejected, or open still."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cadrage.core.model import Change, Span
from cadrage.core.search import Hit, Wanted
from cadrage.gui.session import Session
from cadrage.jobs import reviewing
from cadrage.jobs.reviewing import Extent

_KEPT = 50  # searches whose decisions are kept, the latest
_PATIENCE = 1_500  # ms after a decision before it is written
_REJECTED = 0  # in the place of a coding's number

Place = tuple[int, Span]


class State(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """The state of a hit; `code` that it was accepted as."""

    state: State
    code: int | None = None


_OPEN, _NO = Decision(State.OPEN), Decision(State.REJECTED)


@dataclass(frozen=True, slots=True)
class _Step:
    """A decision about one or several hits, what had been decided `before`; `label` is that of its change."""

    hits: tuple[Hit, ...]
    before: Mapping[Place, int | None]
    label: str = ""
    made: frozenset[int] = frozenset()


class SearchReview(QObject):
    """The decisions of the present coder about one search, kept in the project for when it is searched again.

    Each decision is a step: a coding (or several, accepted at once) is one change of the project, a rejection none.
    `decided()` whenever one is another, be it by undo or by the removal of a coding.
    """

    decided = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._key = ""
        self._verdicts: dict[Place, int] = {}
        self._codes: Mapping[int, int] = {}
        self._steps: list[_Step] = []
        self._latest_is_ours = False
        self._deciding = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self.keep)
        session.changed.connect(self._follow)
        session.settling.connect(self.keep)

    # Which search.

    def turn_to(self, wanted: Wanted) -> None:
        """Another search: what was decided about its hits before counts on."""
        self.keep()
        key = json.dumps([wanted.query, wanted.regex], ensure_ascii=False)
        if key != self._key:
            self._key, self._steps = key, []
        self._read()

    @Slot()
    def read_anew(self) -> None:
        """Another coder sits here."""
        self._steps = []
        self._read()
        self.decided.emit()

    def _read(self) -> None:
        kept = self._kept().get(self._key, [])
        self._verdicts = {(document, Span(start, end)): coding for document, start, end, coding in kept}
        self._look_up_codings()

    @property
    def _setting(self) -> str:
        return f"review:{self._session.me.guid}"

    def _kept(self) -> dict[str, list[list[int]]]:
        try:
            found = json.loads(self._session.project.get(self._setting) or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @Slot()
    def keep(self) -> None:
        """Write the decisions now, where there are any that are not."""
        if not self._patience.isActive():
            return
        self._patience.stop()
        kept = self._kept()
        kept.pop(self._key, None)
        if self._verdicts:
            kept[self._key] = [
                [document, at.start, at.end, coding] for (document, at), coding in self._verdicts.items()
            ]
        latest = dict(list(kept.items())[-_KEPT:])
        self._session.attempt(partial(self._session.project.set, self._setting, json.dumps(latest)))

    # What is decided.

    def of(self, hit: Hit) -> Decision:
        coding = self._verdicts.get(hit.place)
        if coding is None:
            return _OPEN
        if coding == _REJECTED:
            return _NO
        code = self._codes.get(coding)
        return Decision(State.ACCEPTED, code) if code is not None else _OPEN

    def _look_up_codings(self) -> None:
        codings = [coding for coding in self._verdicts.values() if coding != _REJECTED]
        me = self._session.me.id
        found = self._session.project.codings.get(codings) if codings else ()
        self._codes = {coding.id: coding.code for coding in found if coding.coder == me}

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if not self._deciding:
            self._latest_is_ours = False
        if change.touches("coding") and any(coding != _REJECTED for coding in self._verdicts.values()):
            self._look_up_codings()
            self.decided.emit()

    # Deciding.

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    def accept(self, hits: Sequence[Hit], code: int, extent: Extent) -> bool:
        """Put a code on hits: one change. False, with the reason told, where that cannot be."""
        before = self._before(hits)
        self._deciding = True
        found = self._session.attempt(partial(reviewing.accept, self._session.project, hits, code, extent))
        self._deciding = False
        if found is None:
            return False
        self._verdicts.update(found.codings)
        self._look_up_codings()
        self._latest_is_ours = self._latest_is_ours or bool(found.made)
        label = (self._session.project.next_undo or "") if found.made else ""
        self._did(_Step(tuple(hits), before, label, found.made))
        return True

    def reject(self, hits: Sequence[Hit]) -> bool:
        """Leave hits uncoded, and out of the queue. False, with the reason told, where all are accepted."""
        if not self._session.project.writable:
            self._session.refused.emit("This project is open read-only: nothing can be changed here.")
            return False
        left = [hit for hit in hits if self.of(hit).state is not State.ACCEPTED]
        if not left:
            self._session.refused.emit("This hit is accepted. Remove its coding first, or take the decision back.")
            return False
        before = self._before(left)
        self._verdicts.update((hit.place, _REJECTED) for hit in left)
        self._did(_Step(tuple(left), before))
        return True

    def _before(self, hits: Sequence[Hit]) -> Mapping[Place, int | None]:
        return {hit.place: self._verdicts.get(hit.place) for hit in hits}

    def _did(self, step: _Step) -> None:
        self._steps.append(step)
        self._patience.start()
        self.decided.emit()

    def undo(self) -> Hit | None:
        """Take back what was decided last; codings that were made of it go. The first of its hits."""
        while self._steps and self._is_void(self._steps[-1]):
            self._steps.pop()
        if not self._steps:
            return None
        step = self._steps.pop()
        for place, verdict in step.before.items():
            if verdict is None:
                self._verdicts.pop(place, None)
            else:
                self._verdicts[place] = verdict
        if step.made:
            self._take_back(step)
        self._look_up_codings()
        self._patience.start()
        self.decided.emit()
        return step.hits[0]

    def _is_void(self, step: _Step) -> bool:
        """Whether somebody has undone it otherwise, by Ctrl+Z or by removing what it made."""
        return bool(step.made) and not self._session.project.codings.get(step.made)

    def _take_back(self, step: _Step) -> None:
        project = self._session.project
        self._deciding = True
        if self._latest_is_ours and project.next_undo == step.label:
            self._session.undo()
        else:
            left = [coding.id for coding in project.codings.get(step.made)]
            self._session.attempt(partial(project.codings.remove, left))
        self._deciding = False
