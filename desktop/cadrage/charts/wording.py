"""The words of charts: titles, axes, numbers and what stands below."""

from __future__ import annotations

from enum import StrEnum

from cadrage.core.results import Asked
from cadrage.core.results_question import Question
from cadrage.core.results_wording import around, measured, reach_of

DASH = "–"  # an undefined value


class Written(StrEnum):
    """How a number is written."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"


def number(value: float | None, written: Written) -> str:
    """“1,204”, “34 %”, “0.6 %”, “2.4”; a dash for what is undefined."""
    if value is None:
        return DASH
    if written is Written.SHARE:
        part = 100 * value
        return f"{part:.1f} %" if 0 < part < 1 else f"{part:.0f} %"
    if written is Written.RATE:
        return f"{value:.2f}" if 0 < value < 1 else f"{value:.1f}"
    return f"{value:,.0f}"


def tick(value: float, step: float, written: Written) -> str:
    """As on an axis: with the digits that its step needs."""
    if written is Written.SHARE:
        return f"{100 * value:.0f} %" if step >= 0.0099 else f"{100 * value:.1f} %"
    if step >= 1:
        return f"{value:,.0f}"
    return f"{value:.1f}" if step >= 0.1 else f"{value:.2f}"


def title_words(question: Question, row_name: str, column_name: str, layer: str) -> str:
    if question.proximity is not None:
        return f"Codes that occur together {reach_of(question.proximity)}"
    title = f"{measured(question)} by {_lower(row_name)}" + (f" and {_lower(column_name)}" if column_name else "")
    return f"{title}: {layer}" if layer else title


def under(asked: Asked) -> tuple[str, ...]:
    """Sentences for below the chart: unit, coders, round, filters, what was left out."""
    # Two codes that meet are counted in what the chart itself says.
    unit = () if asked.question.proximity is not None else (f"Unit: {asked.question.unit}.",)
    return (*unit, *around(asked))


def _lower(name: str) -> str:
    """“outlet” of “Outlet”; abbreviations stay."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
