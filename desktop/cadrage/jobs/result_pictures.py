"""Charts of results for reports: drawn where the library for them is there, left out where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

from cadrage.charts import Chartable, ChartKind, Style, draw, fitting
from cadrage.core.answers import Answer, Answers, Picture
from cadrage.core.results import CoOccurrence, ResultTable, TimeSeries
from cadrage.core.results_wording import sum_of

Report = Callable[[int, int], None]

_WIDTH_MM = 160.0  # of the text on a page of A4
_DOTS = 200  # an inch
_STYLE = Style(width_mm=_WIDTH_MM, title="", caption=False, page_mm=190.0)


def can_be_drawn() -> bool:
    return find_spec("matplotlib") is not None


def illustrated(found: Answers, report: Report | None = None) -> Answers:
    """The results with their charts. `report(done, total)` hears of each and may raise Cancelled."""
    if not can_be_drawn():
        return found
    pictures: dict[str, Picture] = {}
    for done, each in enumerate(found.answers):
        if report:
            report(done, len(found.answers))
        picture = _picture(each)
        if picture is not None:
            pictures[each.name] = picture
    return replace(found, pictures=pictures)


def _picture(answer: Answer) -> Picture | None:
    """None where there is nothing to draw."""
    result = answer.result
    if not isinstance(result, ResultTable | TimeSeries | CoOccurrence):
        return None
    chart = draw(_kind(answer, result), result, _STYLE)
    if chart.empty:
        return None
    return Picture(_title(answer), chart.svg(), chart.png(_DOTS), chart.width, chart.height, chart.alternative)


def _title(answer: Answer) -> str:
    """Layers are drawn as one."""
    layers = answer.result.asked.question.layers if isinstance(answer.result, ResultTable) else ()
    return f"{answer.name}: {sum_of(layers).lower()} together" if layers else answer.name


def _kind(answer: Answer, result: Chartable) -> ChartKind:
    """The kind that it is shown as, as long as it fits."""
    kinds = fitting(result)
    return next((kind for kind in kinds if kind == answer.chart), kinds[0])
