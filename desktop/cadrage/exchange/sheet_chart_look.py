"""What native charts share: colours that stay apart in grey, titles, and axes that can be seen."""

from __future__ import annotations

from typing import Any

from cadrage.exchange.cells import safe_text

# Blue and orange differ in lightness too, so that they stay apart in grey and for colour-blind readers.
DARK, LIGHT = "1F4E79", "F0A04B"
_TEXT, _LINE, _GRID = "262626", "7F7F7F", "D9D9D9"


def filled(colour: str) -> Any:
    from openpyxl.chart.shapes import GraphicalProperties

    look: Any = GraphicalProperties(solidFill=colour)
    look.line.solidFill = colour
    return look


def line(colour: str, points: float) -> Any:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(ln=LineProperties(solidFill=colour, w=round(points * 12_700)))


def finish(chart: Any, title: str, across: str, up: str) -> None:
    """Titles, and axes that can be seen: openpyxl hides them unless told."""
    from openpyxl.chart.axis import ChartLines

    chart.title = _words(title, 14, bold=True)
    chart.title.overlay = False
    for axis, name in ((chart.x_axis, across), (chart.y_axis, up)):
        axis.title = _words(name, 10, bold=False)
        axis.title.overlay, axis.delete = False, False
        axis.graphicalProperties = line(_LINE, 0.75)
        axis.txPr = _text(9, bold=False)
    chart.x_axis.majorTickMark = "none"
    chart.y_axis.majorGridlines = ChartLines(spPr=line(_GRID, 0.75))
    # Filtered rows leave the chart too, and what is undefined leaves a gap.
    chart.visible_cells_only, chart.display_blanks = True, "gap"
    chart.roundedCorners = False


def _words(words: str, points: int, *, bold: bool) -> Any:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun

    look = _characters(points, bold=bold)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=safe_text(words)[0])])
    return Title(tx=Text(rich=RichText(p=[paragraph])))


def _text(points: int, *, bold: bool) -> Any:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties

    look = ParagraphProperties(defRPr=_characters(points, bold=bold))
    return RichText(p=[Paragraph(pPr=look, endParaRPr=None)])


def _characters(points: int, *, bold: bool) -> Any:
    from openpyxl.drawing.text import CharacterProperties

    return CharacterProperties(sz=points * 100, b=bold, solidFill=_TEXT)
