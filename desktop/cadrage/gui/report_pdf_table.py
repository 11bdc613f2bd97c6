"""A table on the pages of a report: three rules, a head that stands again on every page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetricsF

from cadrage.exchange.report import TableBlock, TableRow
from cadrage.exchange.report_colours import line as line_colour
from cadrage.gui import fonts
from cadrage.gui.report_pdf_page import Pages
from cadrage.gui.report_pdf_words import Bit, Laid, lay_out, sans, swatch

_SIZE, _PITCH = 11.0, 15.0
_PAD, _GAP, _STEP = 3.0, 12.0, 14.0
_LEAST_NAME, _MOST_NAME = 110.0, 250.0
_SWATCH = 13.0
_MOST_WORD = 90.0
_TOGETHER = 12


def set_table(pages: Pages, table: TableBlock, number: int) -> None:
    widths = _widths(table, pages.width)
    head = _head(table, widths)
    caption = lay_out([Bit(f"Table {number}", sans(12, fonts.SEMIBOLD))], pages.width, 17)
    title = lay_out([Bit(table.title, sans(12, italic=True))], pages.width, 17)
    rows = [_row(table, row, widths) for row in table.rows[:_TOGETHER]]
    first = sum(map(_height, rows)) if len(table.rows) <= _TOGETHER else sum(map(_height, rows[:2]))
    pages.space(14)
    pages.room(caption.height + title.height + _height(head) + first + 10)
    for laid in (caption, title):
        if pages.painter is not None:
            laid.draw(pages.painter, 0, pages.y)
        pages.y += laid.height
    pages.y += 5
    right = sum(widths) + _GAP * (len(widths) - 1)
    _set_head(pages, head, widths, right)
    for place, row in enumerate(table.rows):
        cells = _row(table, row, widths)
        if pages.y + _height(cells) > pages.bottom and not pages.fresh:
            pages.rule(pages.y, 0, right, 1.2)
            pages.new()
            _set_head(pages, head, widths, right)
        elif place:
            pages.rule(pages.y, 0, right, 1.0 if row.total else 0.5, "text" if row.total else "border")
        _set_row(pages, cells, widths, row)
    pages.rule(pages.y, 0, right, 1.2)
    pages.y += 6
    if table.note:
        bits = [Bit("Note. ", sans(_SIZE, italic=True), "text2"), Bit(table.note, sans(_SIZE), "text2")]
        set_lines(pages, lay_out(bits, min(pages.width, 560), 15.5), 0)
    pages.y += 10


def set_lines(pages: Pages, laid: Laid, x: float) -> None:
    """Line by line, over as many pages as that takes."""
    for number in range(len(laid.lines)):
        pages.room(laid.pitch)
        if pages.painter is not None:
            laid.draw_line(pages.painter, number, x, pages.y)
        pages.y += laid.pitch


def _widths(table: TableBlock, width: float) -> list[float]:
    """What the numbers need, and the rest for the names, as far as those need it."""
    metrics, bold = QFontMetricsF(sans(_SIZE)), QFontMetricsF(sans(_SIZE, fonts.SEMIBOLD))
    figures = QFontMetricsF(sans(_SIZE, fonts.SEMIBOLD))
    needed = []
    for place, column in enumerate(table.columns[1:], start=1):
        words = max((bold.horizontalAdvance(word) for word in column.title.split()), default=0)
        cells = max((figures.horizontalAdvance(row.cells[place]) for row in table.rows), default=0)
        needed.append(max(34.0, cells, min(words, _MOST_WORD)) + 3)
    names = max(
        (metrics.horizontalAdvance(row.cells[0]) + _STEP * row.depth + _SWATCH + 4 for row in table.rows), default=0
    )
    room = width - _GAP * len(needed) - min(_LEAST_NAME, names)
    if sum(needed) > room:
        needed = [each * room / sum(needed) for each in needed]
    left = width - _GAP * len(needed) - sum(needed)
    return [min(max(names, _LEAST_NAME), left, max(_MOST_NAME, left * 0.6)), *needed]


def _head(table: TableBlock, widths: Sequence[float]) -> list[Laid]:
    return [
        lay_out(
            [
                Bit(
                    column.title,
                    sans(_SIZE, fonts.REGULAR if column.emphasis else fonts.SEMIBOLD, italic=column.emphasis),
                )
            ],
            width,
            _PITCH,
            right=column.side == "right",
        )
        for column, width in zip(table.columns, widths, strict=True)
    ]


def _row(table: TableBlock, row: TableRow, widths: Sequence[float]) -> list[Laid]:
    font = sans(_SIZE, fonts.SEMIBOLD if row.total else fonts.REGULAR)
    cells = []
    for place, (text, column, width) in enumerate(zip(row.cells, table.columns, widths, strict=True)):
        inside = width - _indent(row) if place == 0 else width
        cells.append(lay_out([Bit(text, font)], inside, _PITCH, right=column.side == "right"))
    return cells


def _indent(row: TableRow) -> float:
    return _STEP * min(row.depth, 5) + (_SWATCH if row.colour else 0)


def _height(cells: Sequence[Laid]) -> float:
    return max((cell.height for cell in cells), default=0.0) + 2 * _PAD


def _set_head(pages: Pages, head: Sequence[Laid], widths: Sequence[float], right: float) -> None:
    height = _height(head)
    pages.rule(pages.y, 0, right, 1.2)
    x = 0.0
    for cell, width in zip(head, widths, strict=True):
        if pages.painter is not None:
            cell.draw(pages.painter, x, pages.y + height - _PAD - cell.height)
        x += width + _GAP
    pages.y += height
    pages.rule(pages.y, 0, right, 0.8)


def _set_row(pages: Pages, cells: Sequence[Laid], widths: Sequence[float], row: TableRow) -> None:
    painter = pages.painter
    if painter is not None:
        x = 0.0
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            cell.draw(painter, x + _indent(row) if place == 0 else x, pages.y + _PAD)
            x += width + _GAP
        if row.colour:
            swatch(painter, _STEP * min(row.depth, 5), pages.y + _PAD, _PITCH, line_colour(row.colour))
    pages.y += _height(cells)
