"""One sheet of a workbook: a table with frozen header, filter, widths, print settings and perhaps a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from cadrage.exchange.cells import CellChange, Value, safe_text
from cadrage.exchange.sheet_charts import PlacedChart
from cadrage.exchange.sheet_names import headers, table_name
from cadrage.exchange.sheet_plan import PlannedSheet
from cadrage.exchange.sheet_rows import SheetRows
from cadrage.exchange.sheet_styles import Styles

if TYPE_CHECKING:
    from openpyxl import Workbook

_A4 = 9
_PAGE_WIDTH = 230  # characters that can be read on a page's width
_CHUNK = 500  # rows
_MOST_FOOTER = 80  # characters of the project's name; Excel holds 255 in the whole footer


class TableSheet:
    """`write` makes the sheet's part of the archive; `changes` gathers what had to be changed in cells."""

    def __init__(
        self, workbook: Workbook, plan: PlannedSheet, styles: Styles, changes: list[CellChange], project: str = ""
    ) -> None:
        from openpyxl.utils import get_column_letter

        self.sheet: Any = workbook.create_sheet(plan.title)
        self._plan = plan
        self.names = headers(column.name for column in plan.columns)
        self._letters = [get_column_letter(number) for number in range(1, len(plan.columns) + 1)]
        self._rows = SheetRows(plan.title, plan.columns, self.names, self._letters, styles, changes)
        self._set_up(project)

    def _set_up(self, project: str) -> None:
        sheet = self.sheet
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
        across = max(1, round(sum(column.width for column in self._plan.columns) / _PAGE_WIDTH))
        if across > 1:
            sheet.print_title_cols = "A:A"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = 0.4
        margins.bottom, margins.header, margins.footer = 0.7, 0.3, 0.3
        name = " ".join(safe_text(project)[0].split())
        footer = sheet.oddFooter
        footer.left.text = (name[: _MOST_FOOTER - 1] + "…" if len(name) > _MOST_FOOTER else name).replace("&", "&&")
        footer.center.text, footer.right.text = "&A", "Page &P of &N"
        for letter, name, column in zip(self._letters, self.names, self._plan.columns, strict=True):
            # Room for the filter's button beside the name; Excel takes no width above 255.
            sheet.column_dimensions[letter].width = min(max(column.width, len(name) + 4), 255)

    def add_charts(self, charts: Iterable[PlacedChart]) -> None:
        """Beside the table, on pages of their own when printed."""
        areas = [f"A1:{self._letters[-1]}{self._plan.length + 1}"]
        for chart in charts:
            self.sheet.add_chart(chart.chart)
            areas.append(chart.area)
        if len(areas) > 1:
            self.sheet.print_area = areas

    def write(self, part: IO[bytes], rows: Iterable[Sequence[Value]], tables: list[str]) -> Any:
        """The whole part, row by row; gives the relations that it names. `tables` gathers the tables' names."""
        from openpyxl.worksheet._writer import WorksheetWriter

        writer: Any = WorksheetWriter(self.sheet, out=part)
        try:
            writer.write_top()
            self._write_rows(writer, part, rows)
            self._add_table(tables)
            self._write_tail(writer)
        finally:
            # It writes its last tags when it is closed: not later than the part.
            writer.close()
        return writer._rels

    def _write_rows(self, writer: Any, part: IO[bytes], rows: Iterable[Sequence[Value]]) -> None:
        """Past openpyxl, which takes three times as long, cell by cell."""
        stream = writer.xf.send(True)
        with stream.element("sheetData"):
            stream.flush()
            part.write(self._rows.header().encode())
            made = self._rows.all(rows)
            while chunk := "".join(islice(made, _CHUNK)):
                part.write(chunk.encode())
        writer.xf.send(None)

    def _add_table(self, tables: list[str]) -> None:
        """Makes the rows an Excel table; one without rows gets an empty one, which Excel requires."""
        from openpyxl.worksheet.filters import AutoFilter
        from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

        tables.append(table_name(self._plan.title, tables))
        reference = f"A1:{self._letters[-1]}{max(self._rows.count, 2)}"
        # add_table would warn that the columns are missing, which they are not.
        self.sheet.tables.add(
            Table(
                displayName=tables[-1],
                ref=reference,
                autoFilter=AutoFilter(ref=reference),
                tableColumns=[TableColumn(id=number, name=name) for number, name in enumerate(self.names, 1)],
                tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=True),
            )
        )

    def _write_tail(self, writer: Any) -> None:
        """What follows the rows, in the order of the schema."""
        from openpyxl.xml.functions import Element, SubElement

        for step in (writer.write_print, writer.write_margins, writer.write_page, writer.write_header):
            step()
        ignored = Element("ignoredErrors")
        # Ids of digits alone are text on purpose: no green corners.
        reference = f"A1:{self._letters[-1]}{max(self._rows.count, 2)}"
        SubElement(ignored, "ignoredError", {"sqref": reference, "numberStoredAsText": "1"})
        writer.xf.send(ignored)
        for step in (writer.write_drawings, writer.write_tables):
            step()
