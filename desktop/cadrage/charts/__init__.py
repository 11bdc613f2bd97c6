"""Charts of results, drawn without a window: values in, SVG, PDF, PNG and pixels out.

matplotlib is loaded when the first chart is drawn, and nowhere but in the modules of this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadrage.charts.kinds import Chartable, ChartKind, fitting, usual
from cadrage.charts.style import PRINT, Inks, Meets, Order, Style

if TYPE_CHECKING:
    from cadrage.charts.chart import Chart

__all__ = ["PRINT", "ChartKind", "Chartable", "Inks", "Meets", "Order", "Style", "draw", "fitting", "usual"]


def draw(kind: ChartKind, result: Chartable, style: Style | None = None) -> Chart:
    """The chart of this kind; one that says so where there is nothing to draw.

    Raises ValueError where the kind does not fit the result: `fitting` says which do.
    """
    from cadrage.charts.drawing import drawn

    return drawn(kind, result, style or Style())
