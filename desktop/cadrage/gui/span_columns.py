"""The codings of a document in columns: what fifty thousand of them can be kept in without an object each. No Qt."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import le
from typing import NamedTuple, Protocol

from cadrage.core.model import Span


@dataclass(frozen=True, slots=True)
class Shown:
    """One coding as the document view needs it; positions in code points.

    `label` is what stands where room is short (the short id), `colour` the code's colour as stored,
    `pattern` the coder's line (solid, dashed, dotted), `group` the coder's place among those shown.
    `code` is needed only by those who recolour a code in all its codings at once.
    """

    id: int
    span: Span
    label: str
    name: str
    colour: str
    coder: int
    pattern: str = "solid"
    group: int = 0
    code: int = 0


class CodeLook(NamedTuple):
    """What stands for a code: short id or name, name beside a short id, colour as stored."""

    label: str
    name: str
    colour: str


class CoderLine(NamedTuple):
    """How a coder's codings are drawn, and the coder's place among those shown."""

    pattern: str
    group: int


class Columns(Protocol):
    """Codings by ascending start; positions in code points. `shown` makes the one at a place."""

    ids: array[int]
    starts: array[int]
    ends: array[int]
    coders: array[int]
    groups: array[int]

    def shown(self, place: int) -> Shown: ...


class ShownColumns:
    """Columns of codings that have been made already."""

    def __init__(self, codings: Iterable[Shown]) -> None:
        made = list(codings)
        if not _ascending([shown.span.start for shown in made]):
            made.sort(key=_start)
        self._made = made
        self.ids = array("q", [shown.id for shown in made])
        self.starts = array("q", [shown.span.start for shown in made])
        self.ends = array("q", [shown.span.end for shown in made])
        self.coders = array("q", [shown.coder for shown in made])
        self.groups = array("q", [shown.group for shown in made])

    def shown(self, place: int) -> Shown:
        return self._made[place]


class CodingRows:
    """Columns of rows as read from the project; a coding is made when it comes into sight."""

    def __init__(
        self,
        rows: Iterable[tuple[int, int, int, int, int]],
        looks: Mapping[int, CodeLook],
        lines: Mapping[int, CoderLine],
    ) -> None:
        """`rows`: (id, start, end, code, coder) by ascending start; looks by code, lines by coder."""
        columns: list[tuple[int, ...]] = list(zip(*rows, strict=True)) or [()] * 5
        self.ids, self.starts, self.ends, self.codes, self.coders = (array("q", column) for column in columns)
        if not _ascending(self.starts):
            raise ValueError("codings have to come by their start")
        groups = {coder: line.group for coder, line in lines.items()}
        self.groups = array("q", [groups[coder] for coder in self.coders])
        self._looks = looks
        self._lines = lines

    def shown(self, place: int) -> Shown:
        code, coder = self.codes[place], self.coders[place]
        return Shown(
            self.ids[place],
            Span(self.starts[place], self.ends[place]),
            *self._looks[code],
            coder,
            *self._lines[coder],
            code,
        )


def _start(shown: Shown) -> int:
    return shown.span.start


def _ascending(starts: Sequence[int]) -> bool:
    return all(map(le, starts, starts[1:]))
