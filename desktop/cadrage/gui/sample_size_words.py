"""What the planner of a reliability sample says: a number, what it means, and what it does not know."""

from __future__ import annotations

from dataclasses import dataclass

from cadrage.agreement.sample_size import units_for_agreement, units_for_alpha
from cadrage.gui.agreement_words import threshold
from cadrage.jobs.sample_size import Experience

_ONE_TAILED = 1.64  # standard errors that one side of 95 % reaches


@dataclass(frozen=True, slots=True)
class Advice:
    """A number of units in words, empty where what was given makes none, and a sentence."""

    units: str
    words: str


def for_alpha(least: str, share: str, significance: float, known: Experience | None) -> Advice:
    """`least` and `share` (in per cent) as they were typed."""
    level, part = number(least), number(share)
    if level is None or not 0 <= level < 1:
        return Advice("", "Give the least acceptable α as a number from 0 to below 1.")
    if part is None or not 0 < part < 100:
        return Advice("", "Give the share of the rarest code in per cent, between 0 and 100.")
    units = units_for_alpha(level, part / 100, significance=significance)
    said = (
        f"With a code on {part:g} % of the units, so many units, each coded by two coders, let you say with an error of"
        f" {100 * significance:g} % that α is above {threshold(level)}, when it is. {_documents(units, known)}"
    )
    return Advice(_units(units), said.strip())


def for_agreement(population: str, expected: str, error: str) -> Advice:
    """As they were typed: units in all, per cent, per cent points."""
    size, level, wide = number(population), number(expected), number(error)
    if size is None or size < 1 or size != int(size):
        return Advice("", "Give the number of units that there are in all.")
    if level is None or not 0 < level < 100:
        return Advice("", "Give the agreement that you expect in per cent, between 0 and 100.")
    if wide is None or not 0 < wide <= 50:
        return Advice("", "Give the standard error in per cent points, above 0.")
    units = units_for_agreement(int(size), level / 100, wide / 100)
    said = (
        f"If the coders agree on {level:g} % of these, their agreement on all {int(size):,} units lies no more than"
        f" {_ONE_TAILED * wide:.1f} points lower, with 95 % confidence."
    )
    return Advice(_units(units), said)


def limits() -> str:
    return (
        "Both formulas think of units drawn one by one. Sentences of one document resemble each other: take the numbers"
        " as the least, draw whole documents at random, twenty or more, and see what the interval says."
    )


def offer(known: Experience | None) -> str:
    """The share that the project's codings suggest."""
    return "" if known is None else f"{percent(known.share)} %: {known.code}, the rarest so far"


def percent(share: float) -> str:
    return f"{100 * share:.2g}"


def _documents(units: int, known: Experience | None) -> str:
    if known is None or known.sentences < 1:
        return ""
    number_ = max(round(units / known.sentences), 1)
    return f"As sentences that would be about {number_:,} documents as long as yours." if number_ > 1 else ""


def _units(number_: int) -> str:
    return f"{number_:,} units"


def number(typed: str) -> float | None:
    """A number as people type it: .8, 0,8, 25 %, 1 000."""
    plain = typed.strip().removesuffix("%").replace(" ", "").replace("\u202f", "").replace(",", ".")
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if found == found else None  # not a number is unlike itself
