"""The pieces of text on a PDF page, with their places, as PDFium finds them."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_ON_A_PAGE = 300_000
_TOO_MUCH = "A page of this PDF holds far more characters than can be printed on it, and was not read."
_HYPHENS = frozenset("\u0002\ufffe")  # how PDFium says that a word goes on in the next line
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# In heights of the letters: a wider gap parts columns or cells.
_GAP = 1.3
_QUADRANT = 1.5707963


@dataclass(frozen=True, slots=True)
class Piece:
    """Words side by side; `top` and `bottom` grow downwards, in points as the reader holds the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def pieces_of(page: PdfPage) -> list[list[Piece]]:
    """The pieces of a page by the direction in which they are written, the commonest direction first."""
    text = page.get_textpage()
    try:
        if text.count_chars() > MOST_ON_A_PAGE:
            raise UserError(_TOO_MUCH)
        directions: dict[int, list[Piece]] = defaultdict(list)
        for quadrant, piece in _pieces(text.raw, text.count_chars()):
            directions[quadrant].append(piece)
    finally:
        text.close()
    return sorted(directions.values(), key=len, reverse=True)


def _pieces(raw: ctypes.c_void_p, count: int) -> Iterator[tuple[int, Piece]]:
    """Words joined while they stand on one line without a wide gap."""
    before: Piece | None = None
    direction = 0
    for quadrant, word in _words(raw, count):
        if before is not None and quadrant == direction and _goes_on(before, word):
            before = Piece(
                f"{before.text} {word.text}",
                min(before.left, word.left),
                max(before.right, word.right),
                min(before.top, word.top),
                max(before.bottom, word.bottom),
            )
            continue
        if before is not None:
            yield direction, before
        before, direction = word, quadrant
    if before is not None:
        yield direction, before


def _goes_on(before: Piece, word: Piece) -> bool:
    shared = min(before.bottom, word.bottom) - max(before.top, word.top)
    gap = max(word.left - before.right, before.left - word.right)
    height = min(before.height, word.height)
    return shared >= 0.5 * height and gap <= _GAP * max(before.height, word.height)


def _words(raw: ctypes.c_void_p, count: int) -> Iterator[tuple[int, Piece]]:
    """Runs of characters between spaces and line ends, with the direction of their first character."""
    from pypdfium2.raw import FPDFText_GetUnicode

    letters: list[str] = []
    first = last = 0
    for index in range(count):
        code = FPDFText_GetUnicode(raw, index)
        char = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if char in _HYPHENS:
            if letters:
                letters.append("-")
                last = index
            yield from _word(raw, letters, first, last)
            letters = []
        elif char.isspace():
            yield from _word(raw, letters, first, last)
            letters = []
        elif code >= 32 and char != "\ufeff":
            if not letters:
                first = index
            letters.append(char)
            last = index
    yield from _word(raw, letters, first, last)


def _word(raw: ctypes.c_void_p, letters: list[str], first: int, last: int) -> Iterator[tuple[int, Piece]]:
    if not letters:
        return
    from pypdfium2.raw import FPDFText_GetCharAngle

    quadrant = round(FPDFText_GetCharAngle(raw, first) / _QUADRANT) % 4
    start, end = _box(raw, first, quadrant), _box(raw, last, quadrant)
    text = _joined(letters)
    yield (
        quadrant,
        Piece(
            text,
            min(start[0], end[0]),
            max(start[1], end[1]),
            min(start[2], end[2]),
            max(start[3], end[3], min(start[2], end[2]) + 0.1),
        ),
    )


def _joined(letters: list[str]) -> str:
    """Halves of UTF-16 pairs become characters, ligatures the letters that they stand for."""
    text = "".join(letters)
    if any("\ud800" <= char <= "\udfff" for char in letters):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", text.translate(_LIGATURES))


def _box(raw: ctypes.c_void_p, index: int, quadrant: int) -> tuple[float, float, float, float]:
    """Left, right, top, bottom of a character on the page, turned so that its line runs from left to right."""
    from pypdfium2.raw import FS_RECTF, FPDFText_GetLooseCharBox

    rect = FS_RECTF()
    FPDFText_GetLooseCharBox(raw, index, ctypes.byref(rect))
    left, right, bottom, top = rect.left, rect.right, min(rect.bottom, rect.top), max(rect.bottom, rect.top)
    if quadrant == 1:
        return -top, -bottom, -right, -left
    if quadrant == 2:
        return -right, -left, bottom, top
    if quadrant == 3:
        return bottom, top, left, right
    return left, right, -top, -bottom
