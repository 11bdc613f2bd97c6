"""What the cells of a result say, and the choices of its question in words. No Qt."""

from __future__ import annotations

from cadrage.core.results_question import SHARES, Bin, Measure, Reach

UNDEFINED = "—"
ZERO = "·"
_FEW = 100  # below so many units a share has no digit behind the point

MEASURES: dict[Measure, str] = {
    Measure.COUNT: "Number",
    Measure.ROW: "Row %",
    Measure.COLUMN: "Column %",
    Measure.WORDS: "Words",
    Measure.SHARE_WORDS: "Share of words",
    Measure.PER_THOUSAND: "Per 1,000 words",
}
BINS: dict[Bin, str] = {
    Bin.DAY: "day",
    Bin.WEEK: "week",
    Bin.MONTH: "month",
    Bin.QUARTER: "quarter",
    Bin.YEAR: "year",
}
REACHES: dict[Reach, str] = {
    Reach.OVERLAP: "the same words",
    Reach.SENTENCE: "the same sentence",
    Reach.PARAGRAPH: "the same paragraph",
    Reach.WORDS: "words near each other",
    Reach.DOCUMENT: "the same document",
}
OF_UNITS = (Measure.COUNT, Measure.ROW, Measure.COLUMN)
"""Measures that are taken in the question's unit; the others have one of their own."""


def said(value: float | None, measure: Measure, of: int = 0) -> str:
    """A number as a cell shows it; `of`: how many units a share is taken of."""
    if value is None:
        return UNDEFINED
    if measure in SHARES:
        digits = 1 if of >= _FEW or measure is Measure.SHARE_WORDS else 0
        return f"{100 * value:.{digits}f} %"
    if measure is Measure.PER_THOUSAND:
        return f"{value:.2f}"
    return f"{round(value):,}"


def plain(value: float | None, measure: Measure) -> str:
    """A number for a spreadsheet's clipboard: nothing that it would take for words."""
    if value is None:
        return ""
    if measure in SHARES:
        return f"{100 * value:.2f}"
    return f"{value:.4f}" if measure is Measure.PER_THOUSAND else f"{round(value)}"


def coefficient(value: float | None) -> str:
    """Two decimals without a leading zero, as the field prints them."""
    if value is None:
        return UNDEFINED
    shown = f"{value:.2f}"
    return shown.replace("0.", ".", 1) if abs(value) < 1 else shown


def probability(value: float | None) -> str:
    """“= .034”, “< .001”: with its sign, as it follows a p."""
    if value is None:
        return f"= {UNDEFINED}"
    return "< .001" if value < 0.001 else f"= {value:.3f}".replace("0.", ".", 1)
