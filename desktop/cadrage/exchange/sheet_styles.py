"""The looks of a workbook's cells: header, text, numbers, dates, and codes in their colours."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from cadrage.core.colour import contrast, legible
from cadrage.exchange.cells import CodeText

# Of 256 fills and 512 fonts that Excel allows in a workbook, these many serve the codes' colours.
MOST_COLOURS = 200
_HEADER_GROUND, _HEADER_LINE, _HEADER_TEXT = "FFE4EAEF", "FF5B6B79", "FF16222D"
# Text stands on white and on the stripes of the table.
GROUNDS = ("#FFFFFF", "#D9D9D9")
_TEXT_CONTRAST = 4.5
_FONT = '<rFont val="Calibri"/><family val="2"/><scheme val="minor"/>'


class Styles:
    """The numbers of the workbook's cell styles, made when first asked for; cells stand at the top of their row."""

    def __init__(self, workbook: Any) -> None:
        # A cell's style is kept by its sheet's workbook; the sheet itself is not asked.
        self._sheet: Any = SimpleNamespace(parent=workbook)
        self._known: dict[tuple[object, ...], int] = {}
        self._colours: dict[str, str | None] = {}
        self._runs: dict[str, str] = {}

    def text(self, *, wrap: bool = False, formula: bool = False) -> int:
        """Excel shows a `formula` as typed with an apostrophe, so that editing it makes none either."""
        return self._style("text", wrap=wrap, formula=formula)

    def number(self, form: str = "", *, left: bool = False) -> int:
        """A number in a column of text stands `left`, as the text does."""
        return self._style("number", form=form, left=left)

    def header(self) -> int:
        return self._style("header")

    def filled(self, colour: str) -> int:
        """A cell of this colour with its name in black or white, whichever can be read."""
        rgb = self._colour(colour)
        return self._style("filled", rgb=rgb) if rgb else self.text()

    def code(self, colour: str, *, wrap: bool, formula: bool) -> int:
        """A cell with a bar in the code's colour before its text."""
        rgb = self._colour(colour)
        return (
            self._style("code", rgb=rgb, wrap=wrap, formula=formula) if rgb else self.text(wrap=wrap, formula=formula)
        )

    def run(self, text: CodeText) -> str:
        """The properties of a run of coded words: bold, in a shade of the code's colour that can be read."""
        if text.colour not in self._runs:
            rgb = self._colour(text.colour)
            look = f'rgb="FF{legible(f"#{rgb}", GROUNDS, _TEXT_CONTRAST)[1:]}"' if rgb else 'theme="1"'
            self._runs[text.colour] = f'<rPr><b/><sz val="11"/><color {look}/>{_FONT}</rPr>'
        return self._runs[text.colour]

    @property
    def colours_left_out(self) -> int:
        """How many colours are more than a workbook holds."""
        return sum(rgb is None for colour, rgb in self._colours.items() if _rgb(colour))

    def _colour(self, colour: str) -> str | None:
        if colour not in self._colours:
            room = sum(rgb is not None for rgb in self._colours.values()) < MOST_COLOURS
            self._colours[colour] = _rgb(colour) if room else None
        return self._colours[colour]

    def _style(self, kind: str, **details: object) -> int:
        key = (kind, *details.values())
        if key not in self._known:
            self._known[key] = self._made(**_PROPERTIES[kind](**details))
        return self._known[key]

    def _made(self, **properties: object) -> int:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        for name, value in properties.items():
            setattr(cell, name, value)
        number: int = cell.style_id
        return number


def _rgb(colour: str) -> str | None:
    rgb = colour.removeprefix("#").upper()
    return rgb if re.fullmatch("[0-9A-F]{6}", rgb) else None


def _text(*, wrap: bool = False, formula: bool = False) -> dict[str, object]:
    from openpyxl.styles import Alignment

    return {"alignment": Alignment(vertical="top", wrap_text=wrap), **({"quotePrefix": True} if formula else {})}


def _number(form: str, *, left: bool) -> dict[str, object]:
    from openpyxl.styles import Alignment

    place = Alignment(vertical="top", horizontal="left" if left else None)
    return {"alignment": place, **({"number_format": form} if form else {})}


def _header() -> dict[str, object]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    return {
        "font": Font(name="Calibri", size=11, bold=True, color=_HEADER_TEXT, family=2, scheme="minor"),
        "fill": PatternFill("solid", fgColor=_HEADER_GROUND),
        "border": Border(bottom=Side("medium", color=_HEADER_LINE)),
        "alignment": Alignment(vertical="center"),
    }


def _filled(rgb: str) -> dict[str, object]:
    from openpyxl.styles import Font, PatternFill

    black, white = contrast(f"#{rgb}", "#000000"), contrast(f"#{rgb}", "#FFFFFF")
    font = Font(name="Calibri", size=11, color="FF000000" if black >= white else "FFFFFFFF", family=2, scheme="minor")
    return {**_text(), "fill": PatternFill("solid", fgColor=f"FF{rgb}"), "font": font}


def _code(rgb: str, *, wrap: bool, formula: bool) -> dict[str, object]:
    from openpyxl.styles import Border, Side

    return {**_text(wrap=wrap, formula=formula), "border": Border(left=Side("thick", color=f"FF{rgb}"))}


_PROPERTIES: dict[str, Any] = {
    "text": _text,
    "number": _number,
    "header": _header,
    "filled": _filled,
    "code": _code,
}
