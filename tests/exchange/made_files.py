"""Article files of every format, made by hand: their readers' tests and the fuzzer begin with them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

STORY = (
    "The ferry talks ended on Monday without a deal, and both sides blamed the other for it.",
    "“We came with an open hand,” said the harbour master, Ida Solheim. She left by the side door.",
    "Négociations, Переговоры, 交渉: the word stood on every poster along the quay.",
)


def archive(parts: Mapping[str, str | bytes], *, first: str = "") -> bytes:
    """A ZIP file; `first` is stored uncompressed as its mimetype."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        if first:
            made.writestr(zipfile.ZipInfo("mimetype"), first, zipfile.ZIP_STORED)
        for name, part in parts.items():
            made.writestr(name, part)
    return buffer.getvalue()


def word(fill: Callable[[Any], object] | None = None) -> bytes:
    from docx import Document

    document = Document()
    if fill:
        fill(document)
    else:
        for line in STORY:
            document.add_paragraph(line)
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Outlet", "The Quay"
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


ODT_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)


def odt(body: str = "", *, before: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text with this inside `office:text`."""
    inside = body or "".join(f"<text:p>{line}</text:p>" for line in STORY)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {ODT_NAMES}>'
        f"<office:body><office:text>{inside}</office:text></office:body></office:document-content>"
    )
    parts = {"content.xml": content, "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>"}
    return archive(parts, first="application/vnd.oasis.opendocument.text")


def rtf(body: str = "", *, head: str = r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}}") -> bytes:
    inside = body or r"\par ".join(_spelled(line) for line in STORY)
    return f"{{\\rtf1{head}{inside}}}".encode("latin-1")


def _spelled(line: str) -> str:
    return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in line)


def epub(
    pages: Sequence[str] = (), *, facts: str = "", more: Mapping[str, str | bytes] | None = None, page_type: str = ""
) -> bytes:
    """An e-book; pages are what stands in their bodies."""
    bodies = pages or ["".join(f"<p>{line}</p>" for line in STORY)]
    items = "".join(
        f'<item id="p{number}" href="text/page%20{number}.xhtml" media-type="{page_type or "application/xhtml+xml"}"/>'
        for number in range(len(bodies))
    )
    order = "".join(f'<itemref idref="p{number}"/>' for number in range(len(bodies)))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{facts}</metadata>'
        f'<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}'
        f'</manifest><spine><itemref idref="nav"/>{order}</spine></package>'
    )
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": package,
        "OPS/nav.xhtml": "<html><body><p>Contents</p></body></html>",
    }
    for number, body in enumerate(bodies):
        parts[f"OPS/text/page {number}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
            f"<head><title/></head><body>{body}</body></html>"
        )
    return archive({**parts, **(more or {})}, first="application/epub+zip")


PARAGRAPHS = (
    "The ferry talks ended on Monday without a deal, and both sides blamed the other for the failure. "
    "The harbour master said that she had come with an open hand and had met with a closed door.",
    "Crews have been on strike since the first week of May. They ask for a second mate on every night crossing, "
    "which the company calls a luxury that no other line on the fjord can afford.",
    "Travellers took it with patience on the quay, where a brass band played and children sold lemonade. "
    "One of them, a retired teacher, said that she had waited longer for worse things in her life.",
)


def web_page(*, head: str = "", paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """A page of a newspaper as a browser saves it, with all that is no article around it."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        "<title>Ferry talks end without a deal | The Quay</title>"
        f"<meta property='og:site_name' content='The Quay'>{head}"
        "<script>document.write('<p>written by a script</p>')</script><style>p { color: red }</style></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<article><h1>Ferry talks end without a deal</h1>{body}</article>"
        "<aside><h2>Most read</h2><ul><li><a href='/a'>A whale in the harbour</a></li></ul></aside>"
        "<footer>© The Quay. Subscribe to our newsletter.</footer></body></html>"
    )


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


Placed = tuple[float, float, float, str]


def pdf(
    pages: Sequence[Sequence[Placed]], *, title: str = "", picture_on: Sequence[int] = (), rotate: int = 0
) -> bytes:
    """A PDF of A4 pages; each line is (x, y from the top, size, words in Latin-1), set in Courier."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Courier"]
    objects[2] += " /Encoding /WinAnsiEncoding >>"
    kids = []
    for number, lines in enumerate(pages):
        drawn = "".join(f"BT /F1 {size} Tf {x} {842 - y} Td ({_escaped(words)}) Tj ET\n" for x, y, size, words in lines)
        if number in picture_on:
            drawn += "q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q\n"
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    objects.append(f"<< /Title ({_escaped(title)}) >>")
    return _pdf_file(objects)


def _pdf_file(objects: Sequence[str]) -> bytes:
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, inside in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{inside}\nendobj\n".encode("cp1252")
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    return bytes(made + f"startxref\n{start}\n%%EOF\n".encode())


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def column(
    words: str, *, x: float, y: float, characters: int, size: float = 10, indent: bool = False
) -> tuple[list[Placed], float]:
    """Words set in a column of so many characters, hyphenated where they stand as "co|lumn"; and where it ends."""
    lines: list[str] = []
    line = "  " if indent else ""
    for word in words.split():
        plain = word.replace("|", "")
        room = characters - len(line) - (1 if line.strip() else 0)
        if len(plain) <= room:
            line += (" " if line.strip() else "") + plain
            continue
        first, _, rest = word.partition("|")
        if rest and len(first) + 1 <= room:
            lines.append(f"{line}{' ' if line.strip() else ''}{first}-")
            line = rest
        else:
            lines.append(line)
            line = plain
    lines.append(line)
    placed = [(x, y + number * size * 1.2, size, text) for number, text in enumerate(lines)]
    return placed, y + len(lines) * size * 1.2


def every_kind() -> dict[str, bytes]:
    """A sound file of each format by ending."""
    text = "\n".join(STORY)
    table = [
        ["headline", "body", "date"],
        *[[f"Story {number}", line, "3.5.2014"] for number, line in enumerate(STORY)],
    ]
    pages = []
    for number in range(3):
        left, _ = column(PARAGRAPHS[0], x=50, y=100, characters=38)
        right, _ = column(PARAGRAPHS[1], x=310, y=100, characters=38)
        pages.append([(50, 40, 8, "The Quay"), *left, *right, (290, 800, 8, str(number + 1))])
    return {
        ".txt": text.encode("utf-8"),
        ".md": f"# Ferry talks\n\n{text}".encode("cp1251", "replace"),
        ".docx": word(),
        ".odt": odt(),
        ".rtf": rtf(),
        ".pdf": pdf(pages),
        ".html": web_page().encode("utf-8"),
        ".epub": epub(),
        ".csv": "\n".join(";".join(f'"{cell}"' for cell in row) for row in table).encode("utf-8"),
        ".xlsx": workbook({"Articles": table}),
    }
