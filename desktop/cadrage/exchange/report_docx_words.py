"""Words, runs and paragraphs as WordprocessingML, whatever the words hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from cadrage.exchange.report_html_words import printable

TAB, BREAK = "<w:tab/>", "<w:br/>"
_BREAKS = re.compile("([\t\n])")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_CJK = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run looks. `bold` None is as its paragraph; `size` in half points; `under`: the colour and kind of its
    underline."""

    bold: bool | None = None
    italic: bool = False
    raised: bool = False
    size: int = 0
    colour: str = ""
    ground: str = ""
    under: tuple[str, str] | None = None
    language: str = ""


PLAIN = Ink()


def run(text: str, ink: Ink = PLAIN) -> str:
    """Runs that show the text: one for each stretch of one direction."""
    return "".join(_run(part, ink, rtl=rtl) for part, rtl in _directions(printable(text)))


def _run(text: str, ink: Ink, *, rtl: bool) -> str:
    return f"<w:r>{_properties(ink, text, rtl=rtl)}{_content(text)}</w:r>"


def _content(text: str) -> str:
    parts = []
    for part in _BREAKS.split(text):
        if part == "\t":
            parts.append(TAB)
        elif part == "\n":
            parts.append(BREAK)
        elif part:
            parts.append(f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>')
    return "".join(parts)


def _properties(ink: Ink, text: str, *, rtl: bool) -> str:
    """In the order that the schema wants."""
    parts = ['<w:rFonts w:hint="eastAsia"/>'] if not text.isascii() and _CJK.search(text) else []
    if ink.bold is not None:
        parts += ["<w:b/><w:bCs/>"] if ink.bold else ['<w:b w:val="0"/><w:bCs w:val="0"/>']
    parts += ["<w:i/><w:iCs/>"] if ink.italic else []
    parts += [f'<w:color w:val="{ink.colour.lstrip("#")}"/>'] if ink.colour else []
    parts += [f'<w:sz w:val="{ink.size}"/><w:szCs w:val="{ink.size}"/>'] if ink.size else []
    if ink.under:
        colour, kind = ink.under
        parts.append(f'<w:u w:val="{kind}" w:color="{colour.lstrip("#")}"/>')
    parts += [f'<w:shd w:val="clear" w:color="auto" w:fill="{ink.ground.lstrip("#")}"/>'] if ink.ground else []
    parts += ['<w:vertAlign w:val="superscript"/>'] if ink.raised else []
    parts += ["<w:rtl/>"] if rtl else []
    if ink.language:
        kind = "bidi" if rtl else "eastAsia" if ink.language[:2] in ("zh", "ja", "ko") else "val"
        parts.append(f'<w:lang w:{kind}="{escape(ink.language)}"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


def _directions(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches of one direction; what has none goes with what stands before it."""
    if not text:
        return
    if text.isascii() or not _RTL.search(text):
        yield text, False
        return
    start, now = 0, begins_rtl(text)
    for place, character in enumerate(text):
        kind = unicodedata.bidirectional(character)
        turns = (kind in ("R", "AL")) if kind in ("R", "AL", "L") else now
        if turns != now:
            if place > start:
                yield text[start:place], now
            start, now = place, turns
    yield text[start:], now


def begins_rtl(text: str) -> bool:
    """The direction of a paragraph is that of its first letter with one (Unicode annex 9, rules P2 and P3)."""
    if text.isascii():
        return False
    return next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L") != "L"


def paragraph(
    style: str,
    content: str,
    *,
    text: str = "",
    closely: bool = False,
    apart: bool | None = None,
    bar: str = "",
    dashes: str = "single",
    indent: int = 0,
    right: bool = False,
) -> str:
    """A paragraph. `text` tells its direction; `closely` keeps it with the next, `apart` begins a page or does not;
    `bar` is the colour of a line at its left; `indent` in twentieths of a point."""
    parts = [f'<w:pStyle w:val="{style}"/>']
    parts += ["<w:keepNext/>"] if closely else []
    parts += [f'<w:pageBreakBefore w:val="{int(apart)}"/>'] if apart is not None else []
    rtl = begins_rtl(text)
    if bar:
        edge = "right" if rtl else "left"
        line = f'<w:{edge} w:val="{dashes}" w:sz="18" w:space="8" w:color="{bar.lstrip("#")}"/>'
        parts.append(f"<w:pBdr>{line}</w:pBdr>")
    parts += ["<w:bidi/>"] if rtl else []
    parts += [f'<w:ind w:left="{indent}"/>'] if indent else []
    parts += ['<w:jc w:val="right"/>'] if right else []
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{content}</w:p>"


def field(instruction: str, shown: str) -> str:
    """A field with what it shows until it is worked out anew."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(width: int, content: str, *, borders: str = "") -> str:
    edges = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{edges}</w:tcPr>{content}</w:tc>'


def row(cells: str, *, head: bool = False, whole: bool = False) -> str:
    """`head` stands again on every page; `whole` does not break over two."""
    said = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr>{f'<w:trPr>{said}</w:trPr>' if said else ''}{cells}</w:tr>"


def table_opening(widths: list[int], *, borders: str = "", style: str = "TableNormal") -> str:
    edges = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{edges}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
