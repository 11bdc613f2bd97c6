"""A table of a report in a Word document: three rules, a head that repeats, numbers to the right."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.exchange.report import TableBlock, TableRow
from cadrage.exchange.report_colours import line
from cadrage.exchange.report_docx_styles import TEXT_WIDTH
from cadrage.exchange.report_docx_words import Ink, cell, field, paragraph, row, run, table_opening

_LEAST_NAME, _LEAST, _MOST = 2400, 780, 1500
_TOGETHER = 12  # rows of a table that is kept on one page
_CHARACTER = 122  # twentieths of a point that one takes at the table's size, roughly
_EDGES = '<w:top w:val="single" w:sz="10" w:color="1D1F22"/><w:bottom w:val="single" w:sz="10" w:color="1D1F22"/>'
_INSIDE = '<w:insideH w:val="single" w:sz="4" w:color="E4E4E0"/>'
_UNDER_HEAD = '<w:bottom w:val="single" w:sz="6" w:color="1D1F22"/>'
_OVER_TOTAL = '<w:top w:val="single" w:sz="6" w:color="1D1F22"/>'


def table_docx(table: TableBlock, number: int) -> Iterator[str]:
    widths = column_widths(table)
    caption = run("Table ", Ink(bold=True)) + field("SEQ Table \\* ARABIC", run(str(number), Ink(bold=True)))
    yield paragraph("Caption", caption + "<w:r><w:br/></w:r>" + run(table.title, Ink(italic=True)), closely=True)
    yield table_opening(widths, borders=_EDGES + _INSIDE)
    heads = (
        cell(
            width,
            paragraph(
                "TableText",
                run(column.title, Ink(bold=not column.emphasis, italic=column.emphasis)),
                text=column.title,
                closely=True,
                right=column.side == "right",
            ),
            borders=_UNDER_HEAD,
        )
        for width, column in zip(widths, table.columns, strict=True)
    )
    yield row("".join(heads), head=True, whole=True)
    for place, each in enumerate(table.rows):
        yield _row(table, each, widths, closely=_with_next(table, place))
    yield "</w:tbl>"
    if table.note:
        yield paragraph("Note", run("Note. ", Ink(italic=True)) + run(table.note))
    else:
        yield paragraph("Quiet", "")


def _row(table: TableBlock, each: TableRow, widths: list[int], *, closely: bool) -> str:
    cells = []
    for place, (text, column, width) in enumerate(zip(each.cells, table.columns, widths, strict=True)):
        words = run(text, Ink(bold=each.total))
        if place == 0 and each.colour:
            words = run("■ ", Ink(colour=line(each.colour))) + words
        content = paragraph(
            "TableText",
            words,
            text=text,
            closely=closely,
            indent=240 * min(each.depth, 8) if place == 0 else 0,
            right=column.side == "right",
        )
        cells.append(cell(width, content, borders=_OVER_TOTAL if each.total else ""))
    return row("".join(cells), whole=True)


def _with_next(table: TableBlock, place: int) -> bool:
    """The last row stays with the note, those of a short table with each other."""
    last = place == len(table.rows) - 1
    return bool(table.note) if last else len(table.rows) <= _TOGETHER


def column_widths(table: TableBlock) -> list[int]:
    """What the numbers need, and the rest for the names."""
    needed = []
    for place, column in enumerate(table.columns[1:], start=1):
        longest = max((len(each.cells[place]) for each in table.rows), default=0)
        word = max(map(len, column.title.split()), default=0)
        needed.append(min(max(_LEAST, _CHARACTER * max(longest, word) + 260), max(_MOST, _CHARACTER * longest + 260)))
    names = max((_CHARACTER * len(each.cells[0]) + 240 * each.depth + 560 for each in table.rows), default=0)
    room = TEXT_WIDTH - min(_LEAST_NAME, max(names, _MOST))
    if sum(needed) > room:
        needed = [width * room // sum(needed) for width in needed]
    return [TEXT_WIDTH - sum(needed), *needed]
