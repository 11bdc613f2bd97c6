"""A coded text in a Word document: a row for each paragraph, its codings' names in a column beside it.

Comments would say the same on the screen, but they are printed by some programs only, in a size that cannot be read,
and thousands of them make a document that nobody can scroll through.
"""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.exchange.report import CodedText, Mark
from cadrage.exchange.report_coded import Line, Segment, lines
from cadrage.exchange.report_colours import ground, line
from cadrage.exchange.report_docx_styles import TEXT_WIDTH
from cadrage.exchange.report_docx_words import Ink, cell, paragraph, row, run, table_opening

_BESIDE = 2600
_OUTSIDE, _FAINT = "74777B", "66696E"
_UNDER = {"dashed": "dash", "dotted": "dotted"}
_BARS = {"dashed": "dashed", "dotted": "dotted"}


def coded_docx(coded: CodedText) -> Iterator[str]:
    widths = [TEXT_WIDTH - _BESIDE, _BESIDE]
    empty = True
    for each in lines(coded):
        if empty:
            yield table_opening(widths)
            empty = False
        gap = run("[…] ", Ink(colour=_FAINT)) if each.gap else ""
        words = gap + "".join(_segment(segment, coded.language) for segment in each.segments)
        beside = "".join(_beside(each)) or paragraph("MarginNote", "")
        yield row(
            cell(widths[0], paragraph("CodedText", words, text=each.text)) + cell(widths[1], beside),
        )
    if not empty:
        yield "</w:tbl>"
    yield paragraph("Normal", "")


def _segment(segment: Segment, language: str) -> str:
    number = Ink(bold=True, raised=True)
    before = "".join(run(f" {mark.number} " if len(segment.starts) > 1 else f"{mark.number} ", number)
                     for mark in segment.starts)  # fmt: skip
    # Where codings lie over each other, lines alone do not say which of them ends.
    after = "".join(run(f" {mark.number}]", Ink(raised=True, colour=_FAINT)) for mark in segment.ends
                    if len(segment.marks) > 1)  # fmt: skip
    return before + run(segment.text, _ink(segment, language)) + after


def _ink(segment: Segment, language: str) -> Ink:
    """The ground is that of the shortest coding, the line that of the next longer, doubled where there are more."""
    colour = _OUTSIDE if segment.outside else ""
    if not segment.marks:
        return Ink(colour=colour, language=language)
    shortest = min(segment.marks, key=lambda mark: (len(mark.span), mark.number))
    others = [mark for mark in segment.marks if mark is not shortest]
    under = min(others, key=lambda mark: (len(mark.span), mark.number)) if others else shortest
    kind = "double" if len(segment.marks) > 2 else "thick" if others else _UNDER.get(under.pattern, "single")
    share = 0.2 if others else 0.15
    return Ink(
        colour=colour, ground=ground(shortest.colour, share), under=(line(under.colour), kind), language=language
    )


def _beside(each: Line) -> Iterator[str]:
    for reason in each.outside:
        yield paragraph("MarginNote", run(f"not article: {reason}", Ink(colour=_FAINT)))
    for mark in each.going_on:
        words = run(f"{mark.number} {mark.label}, continued", Ink(colour=_FAINT))
        yield paragraph("MarginNote", words, text=mark.label, bar=line(mark.colour), indent=170)
    for mark in each.starting:
        yield _name(mark)


def _name(mark: Mark) -> str:
    name = f" {mark.name}" if mark.name else ""
    star = " ★" if mark.important else ""
    words = (
        run(f"{mark.number} {mark.label}", Ink(bold=True))
        + run(f"{name}{star}")
        + run(f" {', '.join(mark.coders)}", Ink(colour=_FAINT))
    )
    dashes = _BARS.get(mark.pattern, "single")
    return paragraph("MarginNote", words, text=mark.label, bar=line(mark.colour), dashes=dashes, indent=170)
