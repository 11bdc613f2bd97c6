"""Which codings the table shows, as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cadrage.core.model import Coding

ValueOf = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Said:
    """An attribute, by its variable's id, that must have one of these values; an empty one stands for none."""

    variable: int
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be true of a coding to be shown, all of it; what is None or empty is not asked.

    `codes` are the codes themselves: whoever asks for a family names its members. `codings` is a choice made
    elsewhere.
    """

    words: str = ""
    codes: frozenset[int] | None = None
    coders: frozenset[int] | None = None
    documents: frozenset[int] | None = None
    said: tuple[Said, ...] = ()
    important: bool | None = None
    codings: frozenset[int] | None = None

    @property
    def everything(self) -> bool:
        return self == Wanted()

    def fits(self, coding: Coding, value: ValueOf) -> bool:
        """All but the words, which need the text. `value(coding, variable)` is an attribute's value."""
        return (
            (self.codes is None or coding.code in self.codes)
            and (self.coders is None or coding.coder in self.coders)
            and (self.documents is None or coding.document in self.documents)
            and (self.important is None or coding.important == self.important)
            and (self.codings is None or coding.id in self.codings)
            and all(value(coding.id, said.variable) in said.values for said in self.said)
        )
