"""A picture of a report in a Word document: it stands in the line, its title below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cadrage.exchange.report import Figure
from cadrage.exchange.report_docx_styles import TEXT_WIDTH
from cadrage.exchange.report_docx_words import Ink, paragraph, run
from cadrage.exchange.report_docx_words import field as word_field
from cadrage.exchange.report_html_words import attribute

RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU = 12_700  # of a point


@dataclass(slots=True)
class Pictures:
    """The pictures that were set so far, by their names in the archive."""

    files: dict[str, bytes] = field(default_factory=dict)

    def set(self, figure: Figure) -> Iterator[str]:
        """The paragraphs that show it."""
        number = len(self.files) + 1
        self.files[f"word/media/figure{number}.png"] = figure.png
        yield paragraph("Quiet", _inline(figure, number), text="", closely=True)
        label = run("Figure ", Ink(bold=True)) + word_field("SEQ Figure \\* ARABIC", run(str(number), Ink(bold=True)))
        yield paragraph("Caption", f"{label}<w:r><w:br/></w:r>{run(figure.title, Ink(italic=True))}")

    def relations(self, given: str) -> str:
        """The document's relations with those to the pictures."""
        added = "".join(
            f'<Relationship Id="{_relation(number)}" Type="{_IMAGE}" Target="{name.removeprefix("word/")}"/>'
            for number, name in enumerate(self.files, start=1)
        )
        return given.replace("</Relationships>", f"{added}</Relationships>")


def with_pictures(types: str) -> str:
    """The content types, with that of pictures."""
    if 'Extension="png"' in types:
        return types
    return types.replace("<Default ", '<Default Extension="png" ContentType="image/png"/><Default ', 1)


def _relation(number: int) -> str:
    return f"figure{number}"


def _inline(figure: Figure, number: int) -> str:
    """As wide as it is, at most as the text."""
    scale = min(1.0, TEXT_WIDTH / 20 / figure.width)
    wide, high = (round(each * scale * _EMU) for each in (figure.width, figure.height))
    size, about = f'cx="{wide}" cy="{high}"', attribute(figure.alternative or figure.title)
    picture = f"{_DRAWING}/picture"
    named = f'id="{1000 + number}" name="Figure {number}" descr="{about}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent {size}/><wp:docPr {named}/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{picture}"><pic:pic xmlns:pic="{picture}"><pic:nvPicPr><pic:cNvPr {named}/>'
        "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{_relation(number)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
