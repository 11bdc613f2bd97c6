"""The archive of a workbook, its sheets written into it row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZipFile

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.writer.excel import ExcelWriter


@dataclass(frozen=True, slots=True)
class SheetPart:
    """What writes the part of a sheet and gives its relations; a `large` one may come to more than 2 GB."""

    write: Callable[[IO[bytes]], Any]
    large: bool = False


class SheetArchive(ExcelWriter):
    """`parts` by the title of each sheet; the sheet that is written last, when all is known, takes the first place.

    openpyxl keeps all sheets in files of the temporary folder first, and then copies them.
    """

    _archive: ZipFile
    workbook: Any

    def __init__(self, workbook: Any, archive: ZipFile, parts: Mapping[str, SheetPart]) -> None:
        super().__init__(workbook, archive)
        self._parts = parts

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        made = self._parts[ws.title]
        # Not for all: programs that know no ZIP64 can still read the usual workbook.
        with self._archive.open(ws.path[1:], "w", force_zip64=made.large) as part:
            ws._rels = made.write(part)
        self.manifest.append(ws)

    def _write_worksheets(self) -> None:
        super()._write_worksheets()  # type: ignore[misc]
        sheets = self.workbook._sheets
        sheets.insert(0, sheets.pop())
