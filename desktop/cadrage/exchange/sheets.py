"""One sheet of a workbook: a table with frozen header, filter, widths and print settings, streamed."""

from __future__ import annotations

import math
import re
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cadrage.core.errors import UserError
from cadrage.exchange.cells import CellChange, Colour, Value, looks_like_formula, safe_text
from cadrage.exchange.tables import Column

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_EXCEL_DAY_0 = date(1899, 12, 30).toordinal()


def check_size(name: str, rows: int, columns: int) -> None:
    """Raises UserError where a sheet could not hold the table."""
    if rows + 1 > MAX_ROWS or columns > MAX_COLUMNS:
        raise UserError(
            f"The table '{name}' has {rows:,} rows and {columns:,} columns, more than an Excel sheet holds. "
            "Export fewer documents or coders at once, or export as CSV."
        )


class TableSheet:
    """Rows go straight to the disk. `changes` gathers what had to be changed in cells."""

    def __init__(self, workbook: Workbook, title: str, columns: Sequence[Column], changes: list[CellChange]) -> None:
        from openpyxl.utils import get_column_letter

        self._sheet: Any = workbook.create_sheet(title)
        self._title, self._columns, self._changes = title, columns, changes
        self._letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        self._styles = Styles(self._sheet)
        self._rows = 0
        self._set_up()
        self._stream = self._sheet._rows = _stream(self._sheet)
        next(self._stream)
        self._write(
            self._text(index, _prepared(column.name)[0], self._styles.header) for index, column in enumerate(columns)
        )

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        for letter, column in zip(self._letters, self._columns, strict=True):
            # Room for the filter's button beside the name.
            sheet.column_dimensions[letter].width = max(column.width, len(column.name) + 4)

    def append(self, values: Iterable[Value]) -> None:
        self._write(self._cell(index, value) for index, value in enumerate(values) if value is not None)

    def _write(self, cells: Iterable[str]) -> None:
        row = "".join(cells)
        self._rows += 1
        self._stream.send(f'<row r="{self._rows}">{row}</row>')

    def _cell(self, index: int, value: Value) -> str:
        styles, place = self._styles, f"{self._letters[index]}{self._rows + 1}"
        if isinstance(value, str):
            return self._safe_text(index, value)
        if isinstance(value, Colour):
            return self._text(index, _prepared(value.hex)[0], styles.filled(value.hex))
        if isinstance(value, bool):
            return f'<c r="{place}" s="{styles.plain}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, int | float):
            number = f"<v>{value!r}</v>" if math.isfinite(value) else ""
            return f'<c r="{place}" s="{styles.plain}">{number}</c>'
        if isinstance(value, date):
            style = styles.moment if isinstance(value, datetime) else styles.day
            return f'<c r="{place}" s="{style}"><v>{_serial(value)!r}</v></c>'
        return ""

    def _safe_text(self, index: int, value: str) -> str:
        inside, changes, formula = _prepared(value)
        column = self._columns[index]
        for what in changes:
            self._changes.append(CellChange(self._title, self._rows + 1, column.name, what))
        if formula:
            style = self._styles.wrapped_quoted if column.wrap else self._styles.quoted
        else:
            style = self._styles.wrapped if column.wrap else self._styles.plain
        return self._text(index, inside, style)

    def _text(self, index: int, inside: str, style: int) -> str:
        return f'<c r="{self._letters[index]}{self._rows + 1}" s="{style}" t="inlineStr"><is>{inside}</is></c>'

    def close(self) -> None:
        """Makes the rows an Excel table; one without rows gets an empty one, which Excel requires."""
        from openpyxl.worksheet.filters import AutoFilter
        from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

        reference = f"A1:{self._letters[-1]}{max(self._rows, 2)}"
        # add_table would warn that the columns are missing, which they are not.
        self._sheet.tables.add(
            Table(
                displayName=f"{self._title}_table",
                ref=reference,
                autoFilter=AutoFilter(ref=reference),
                tableColumns=[
                    TableColumn(id=number, name=column.name) for number, column in enumerate(self._columns, 1)
                ],
                tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=True),
            )
        )
        self._sheet.close()

    def discard(self) -> None:
        """Removes what was streamed to the disk."""
        from lxml.etree import LxmlError

        # On a full disk closing fails too.
        for step in (self._stream.close, self._sheet._writer.close, self._sheet._writer.cleanup):
            with suppress(OSError, ValueError, LxmlError):
                step()


class Styles:
    """The numbers of the workbook's cell styles; all cells stand at the top of their row."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.styles import Font

        self._sheet = sheet
        self._fills: dict[str, int] = {}
        self.plain = self._style()
        self.wrapped = self._style(wrap=True)
        # Excel shows such a cell as typed with an apostrophe, so that editing it makes no formula either.
        self.quoted = self._style(quotePrefix=True)
        self.wrapped_quoted = self._style(wrap=True, quotePrefix=True)
        self.header = self._style(font=Font(bold=True))
        self.day = self._style(number_format="yyyy-mm-dd")
        self.moment = self._style(number_format="yyyy-mm-dd hh:mm:ss")

    def _style(self, *, wrap: bool = False, **properties: object) -> int:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        cell = WriteOnlyCell(self._sheet)
        cell.alignment = Alignment(vertical="top", wrap_text=wrap)
        for name, value in properties.items():
            setattr(cell, name, value)
        number: int = cell.style_id
        return number

    def filled(self, colour: str) -> int:
        """A cell of this colour, `#RRGGBB`, with its name in black or white, whichever can be read."""
        from openpyxl.styles import Font, PatternFill

        rgb = colour.removeprefix("#").upper()
        if not re.fullmatch("[0-9A-F]{6}", rgb):
            return self.plain
        if rgb not in self._fills:
            font = Font(color="FF000000" if _is_light(rgb) else "FFFFFFFF")
            self._fills[rgb] = self._style(fill=PatternFill("solid", fgColor=f"FF{rgb}"), font=font)
        return self._fills[rgb]


@lru_cache(maxsize=4096)
def _prepared(value: str) -> tuple[str, tuple[str, ...], bool]:
    """A text as XML, what was changed in it, and whether it looks like a formula. Most cells of a column
    repeat those above."""
    text, changes = safe_text(value)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{space}>{escaped}</t>", changes, looks_like_formula(text)


def _stream(sheet: Any) -> Generator[None, str, None]:
    """Takes each row as XML. openpyxl's own way, cell by cell, needs three times as long."""
    from openpyxl.xml.functions import fromstring

    sheet._get_writer()
    file = sheet._writer.xf.send(True)
    with file.element("sheetData"), suppress(GeneratorExit):
        while True:
            file.write(fromstring((yield)))
    sheet._writer.xf.send(None)


def _serial(moment: date) -> float:
    """Days since 1899-12-30, as Excel counts from March 1900 on."""
    if isinstance(moment, datetime):
        return (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    return moment.toordinal() - _EXCEL_DAY_0


def _is_light(rgb: str) -> bool:
    """Whether black has more contrast on it than white (relative luminance, WCAG 2.2)."""
    parts = (int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179
