"""The empty Word document that a report is written into: styles, page, running head, page numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from cadrage.exchange.report import Report
from cadrage.exchange.report_docx_words import field
from cadrage.exchange.report_html_words import printable

SERIF, SANS = "Cambria", "Calibri"
TEXT_WIDTH = 9354  # twentieths of a point: A4 less 22.5 mm on each side
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_INK, _QUIET, _FAINT = "1D1F22", "54575C", "66696E"

# Name: font, size, bold, colour, space before and after, line pitch, kept with the next.
_LOOKS: dict[str, tuple[str, float, bool, str, float, float, float, bool]] = {
    "Normal": (SERIF, 10.5, False, _INK, 0, 6, 1.2, False),
    "Title": (SANS, 26, True, _INK, 0, 4, 1.05, False),
    "Subtitle": (SANS, 12, False, _QUIET, 0, 22, 1.1, False),
    "Heading 1": (SANS, 18, True, _INK, 20, 12, 1.1, True),
    "Heading 2": (SANS, 13.5, True, _INK, 20, 3, 1.1, True),
    "Heading 3": (SANS, 11.5, True, _INK, 16, 2, 1.1, True),
    "Heading 4": (SANS, 11, True, _INK, 14, 2, 1.1, True),
    "Heading 5": (SANS, 10.5, True, _INK, 12, 2, 1.1, True),
    "Heading 6": (SANS, 10.5, True, _QUIET, 12, 2, 1.1, True),
    "Caption": (SANS, 10, False, _INK, 14, 2, 1.15, True),
    "Quiet": (SANS, 9, False, _FAINT, 0, 6, 1.15, False),
    "Label": (SANS, 9, True, _QUIET, 8, 3, 1.15, True),
    "Note": (SANS, 9, False, _QUIET, 4, 10, 1.15, False),
    "Quotation": (SERIF, 10.5, False, _INK, 0, 0, 1.2, False),
    "Source": (SANS, 8.5, False, _FAINT, 0, 9, 1.15, False),
    "Table Text": (SANS, 9, False, _INK, 2, 2, 1.05, False),
    "Fact Name": (SANS, 9, True, _QUIET, 2, 4, 1.2, False),
    "Fact": (SERIF, 10.5, False, _INK, 0, 5, 1.2, False),
    "Coded Text": (SERIF, 10.5, False, _INK, 0, 7, 1.35, False),
    "Margin Note": (SANS, 8, False, _INK, 0, 3, 1.1, False),
    "TOC 1": (SANS, 10.5, True, _INK, 5, 0, 1.15, False),
    "TOC 2": (SANS, 10, False, _INK, 0, 0, 1.15, False),
}


def style_id(name: str) -> str:
    return name.replace(" ", "")


def scaffold(report: Report) -> bytes:
    """A whole .docx without a body."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    for name, look in _LOOKS.items():
        _style(document, name, look)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22.5)
    section.top_margin, section.bottom_margin = Mm(24), Mm(24)
    section.header_distance = section.footer_distance = Mm(12)
    section.different_first_page_header_footer = True
    _frame(section.header.paragraphs[0], printable(report.title)[:120])
    for foot in (section.footer, section.first_page_footer):
        _frame(foot.paragraphs[0], "", numbered=True)
    _properties(document, report)
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def _style(document: Any, name: str, look: tuple[str, float, bool, str, float, float, float, bool]) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    font, size, bold, colour, before, after, pitch, closely = look
    known = [style.name for style in document.styles]
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    _set_font(style, font)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.cs_bold, style.font.cs_italic = bold, False
    _set_complex_size(style, size)
    style.font.color.rgb = RGBColor.from_string(colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), pitch
    shape.keep_with_next = closely
    shape.widow_control = True
    for border in style.element.pPr.findall(f"{{{_NAMESPACE}}}pBdr"):
        style.element.pPr.remove(border)
    if name == "Heading 1":
        shape.page_break_before = True
    if name == "TOC 2":
        shape.left_indent = Pt(12)


def _set_font(style: Any, font: str) -> None:
    """For every script: a theme's font would win over it."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    for tag in ("w:spacing", "w:kern"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)


def _set_complex_size(style: Any, size: float) -> None:
    """For Arabic, Hebrew and the like, whose size is told by itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.rPr
    for found in properties.findall(qn("w:szCs")):
        properties.remove(found)
    element = OxmlElement("w:szCs")
    element.set(qn("w:val"), str(round(2 * size)))
    properties.find(qn("w:sz")).addnext(element)


def _frame(paragraph: Any, words: str, *, numbered: bool = False) -> None:
    """A line at the head or the foot of every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml

    paragraph.style = "Quiet"
    if not numbered:
        paragraph.add_run(words)
        return
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    shown = "<w:r><w:t>1</w:t></w:r>"
    fields = f'{field("PAGE", shown)}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{field("NUMPAGES", shown)}'
    for element in parse_xml(f'<w:p xmlns:w="{_NAMESPACE}">{fields}</w:p>'):
        paragraph._p.append(element)


def _properties(document: Any, report: Report) -> None:
    about = document.core_properties
    about.title, about.subject = printable(report.title)[:255], report.about
    about.author = about.last_modified_by = "Cadrage"
    about.comments, about.keywords, about.language = "", "", report.language
    moment = (
        datetime.fromisoformat(report.made).replace(tzinfo=UTC) if report.made else datetime(2000, 1, 1, tzinfo=UTC)
    )
    about.created = about.modified = moment
