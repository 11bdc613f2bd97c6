"""Articles in PDFs: text re-flowed into paragraphs, with the positions at which pages begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.text import canonical
from cadrage.exchange.article_content import TOO_LONG, Content, Source
from cadrage.exchange.binary import kind_of
from cadrage.exchange.pdf_flow import flow, running_lines
from cadrage.exchange.pdf_layout import blocks_of
from cadrage.exchange.pdf_pages import Piece, pieces_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST_PAGES = 5_000
_MOST_CHARACTERS = 20_000_000
_LOCKED = "The PDF is locked with a password. Save it without one, and import that."
_DAMAGED = "The file is not a PDF that can be read: it seems to be {seems}. Get it again, or print it to a new PDF."
_SCANNED = (
    "The pages of this PDF are pictures of text (scanned). Run character recognition (OCR) on it, "
    "for example with OCRmyPDF, and import the result."
)
_EMPTY = "The PDF contains no text. Check that it was saved completely."
_SOME_SCANNED = "{pages} seem to be scanned: their text is in pictures and is missing here."
_SOME_BROKEN = "{pages} could not be read."
_RUNNING = "Running heads and page numbers were left out (lines: {number})."
_NO_LETTERS = "Many letters of this PDF cannot be told: its fonts do not say which they are. Check the words."
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
# PDFium keeps state for the whole process and may be called by one thread at a time.
_ONE_AT_A_TIME = Lock()


def read(source: Source) -> Content:
    """Paragraphs as lines, columns one after the other; running heads, feet and page numbers are left out.

    Raises UserError where the file is locked, damaged, scanned or empty.
    """
    with _ONE_AT_A_TIME:
        pages, title, pictured, broken = _pages(source)
    if not any(pages):
        raise UserError(_SCANNED if pictured else _EMPTY)
    running = running_lines([page[0] if page else [] for page in pages])
    blocks = []
    for page, heads in zip(pages, running, strict=True):
        body = [[piece for piece in pieces if piece not in heads] for pieces in page]
        blocks.append([block for pieces in body for block in blocks_of(pieces)])
    text, starts = flow(blocks)
    text = canonical(text)
    if not text.strip():
        raise UserError(_EMPTY)
    warnings = _warnings(text, pictured, broken, sum(map(len, running)))
    return Content(source, text + "\n", title=title if _is_said(title, text) else "", pages=starts, warnings=warnings)


def _pages(source: Source) -> tuple[list[list[list[Piece]]], str, list[int], list[int]]:
    """The pieces of each page, the title that the file gives, and the numbers of scanned and of broken pages."""
    from pypdfium2 import PdfiumError

    pages: list[list[list[Piece]]] = []
    pictured: list[int] = []
    broken: list[int] = []
    with _opened(source.data) as document:
        count = len(document)
        if count > _MOST_PAGES:
            raise UserError(TOO_LONG)
        total = 0
        for number in range(count):
            source.going_on()
            try:
                page = document[number]
                pieces = pieces_of(page)
                if not pieces and _has_picture(page):
                    pictured.append(number + 1)
                page.close()
            except PdfiumError:
                pieces = []
                broken.append(number + 1)
            pages.append(pieces)
            total += sum(len(piece.text) for direction in pieces for piece in direction)
            if total > _MOST_CHARACTERS:
                raise UserError(TOO_LONG)
        return pages, _title(document), pictured, broken


def _opened(data: bytes) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise UserError(_LOCKED) from error
        seems = kind_of(data)
        named = "damaged or cut off" if seems in (None, "a PDF") else f"really {seems}"
        raise UserError(_DAMAGED.format(seems=named)) from error


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return any(True for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _title(document: PdfDocument) -> str:
    from pypdfium2 import PdfiumError

    try:
        return " ".join(document.get_metadata_value("Title").split())
    except (PdfiumError, UnicodeError):
        return ""


def _is_said(title: str, text: str) -> bool:
    """Programs fill in titles such as “Microsoft Word – final2.doc”; the true one stands on the first page."""
    return len(title) > 3 and title.casefold() in " ".join(text[:3000].split()).casefold()


def _warnings(text: str, pictured: Sequence[int], broken: Sequence[int], running: int) -> tuple[str, ...]:
    found = []
    if pictured:
        found.append(_SOME_SCANNED.format(pages=_listed(pictured)))
    if broken:
        found.append(_SOME_BROKEN.format(pages=_listed(broken)))
    if len(_PRIVATE.findall(text)) * 10 > len(text):
        found.append(_NO_LETTERS)
    if running:
        found.append(_RUNNING.format(number=running))
    return tuple(found)


def _listed(numbers: Sequence[int]) -> str:
    """Pages in words: "Pages 3, 5–8"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"{'Pages' if len(numbers) > 1 else 'Page'} {', '.join(shown)}"
