"""Which codings lie on the same words as one of them, found without reading the whole document."""

from __future__ import annotations

from cadrage.core.model import Change, Coding
from cadrage.gui.session import Session

_FEW = 200  # touched codings up to which a bound is kept up to date


class CodingsHere:
    """Keeps a bound of the longest coding of each document asked for: nothing that begins farther before a span
    can reach it. The bound may be too large, never too small."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._longest: dict[int, int] = {}

    def over(self, coding: Coding) -> list[int]:
        """The shown codings on the coding's words that the filter leaves, itself among them, in reading order."""
        codings = self._session.project.codings
        if coding.document not in self._longest:
            self._longest[coding.document] = codings.longest(coding.document)
        longest = self._longest[coding.document]
        coders = [coder.id for coder in self._session.shown_coders]
        here = codings.overlapping(coding.document, coding.span, coders=coders, longest=longest)
        left = {other.id for other in self._session.left(here)}
        return [other.id for other in here if other.id in left or other.id == coding.id]

    def follow(self, change: Change) -> None:
        touched = change.ids("coding")
        if len(touched) > _FEW:
            self._longest.clear()
        elif touched:
            for coding in self._session.project.codings.get(touched):
                if coding.document in self._longest:
                    self._longest[coding.document] = max(self._longest[coding.document], len(coding.span))
