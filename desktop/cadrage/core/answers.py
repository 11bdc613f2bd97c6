"""Results under their names, as they leave the program in workbooks, folders and reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cadrage.core.results import CoOccurrence, Exemplar, ResultTable, TestTable, TimeSeries

Result: TypeAlias = ResultTable | TimeSeries | CoOccurrence | TestTable


@dataclass(frozen=True, slots=True)
class Answer:
    """`kept`: it was given its name in the project; the others are those that every study is asked for. `chart`: the
    kind of chart that it is shown as, empty for the usual one."""

    name: str
    result: Result
    kept: bool = False
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart: vectors, pixels, its size in points, and in words what is drawn."""

    title: str
    svg: bytes
    png: bytes
    width: float
    height: float
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """`exemplars` in the order of the codebook. `unanswered`: why a result of a name could not be made, by its name.
    `pictures`: charts by the result's name, where they were drawn."""

    answers: tuple[Answer, ...] = ()
    exemplars: tuple[Exemplar, ...] = ()
    unanswered: tuple[tuple[str, str], ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.answers or self.exemplars)
