"""The pieces of a page in the order in which they are read: headlines across, columns from top to bottom."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from cadrage.exchange.pdf_pages import Piece

# A column has at least so many lines, which fill at least so much of it, of so many letter heights.
_LINES, _FILLED, _WIDTH = 3, 0.5, 6.0
# Narrower than any line of its own column can be wide: what crosses the gap between columns.
_WIDE = 0.55
_GUTTER = 0.8
_DROP_CAP = 1.7
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one another, each made of what stands side by side."""

    lines: tuple[Piece, ...]

    @property
    def left(self) -> float:
        """Where most lines begin: neither an indented first line nor one that hangs out."""
        lefts = sorted(line.left for line in self.lines)
        return lefts[len(lefts) // 4]

    @property
    def right(self) -> float:
        rights = sorted(line.right for line in self.lines)
        return rights[(len(rights) * 19) // 20 if len(rights) >= 20 else -1]


def blocks_of(pieces: Sequence[Piece], depth: int = 0) -> list[Block]:
    """Columns are told by the gap between them; what runs across it stands between the columns above and below."""
    gutter = _gutter(pieces) if depth < _DEEPEST else None
    if gutter is None:
        return [Block(tuple(rows_of(pieces)))] if pieces else []
    crossing = sorted((piece for piece in pieces if piece.left < gutter < piece.right), key=_by_place)
    bands: list[list[Piece]] = [[] for _ in range(len(crossing) + 1)]
    for piece in pieces:
        if not piece.left < gutter < piece.right:
            bands[sum(across.middle < piece.middle for across in crossing)].append(piece)
    found: list[Block] = []
    across: list[Piece] = []
    for number, band in enumerate(bands):
        if band:
            found += _single(across)
            across = []
            for side in (True, False):
                found += blocks_of([piece for piece in band if (piece.right <= gutter) is side], depth + 1)
        across += crossing[number : number + 1]
    return found + _single(across)


def rows_of(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that stand side by side as one line each, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=_by_place):
        for row in rows[:-4:-1]:
            if _beside(row[-1], piece) or _beside(row[0], piece):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [_line(row) for row in rows]


def _single(pieces: Sequence[Piece]) -> list[Block]:
    return [Block(tuple(rows_of(pieces)))] if pieces else []


def _by_place(piece: Piece) -> tuple[float, float]:
    return piece.middle, piece.left


def _beside(one: Piece, other: Piece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.height, other.height)


def _line(row: list[Piece]) -> Piece:
    if len(row) == 1:
        return row[0]
    letters = "".join(piece.text for piece in row)
    leftwards = sum(unicodedata.bidirectional(char) in ("R", "AL") for char in letters) * 2 > len(letters)
    row.sort(key=_from_right if leftwards else _from_left)
    text = row[0].text
    for before, piece in pairwise(row):
        capital = len(before.text) == 1 and before.text.isalpha() and before.height > _DROP_CAP * piece.height
        text += piece.text if capital else f" {piece.text}"
    body = row[1:] if row[0].height > _DROP_CAP * row[-1].height else row
    return Piece(
        text,
        min(piece.left for piece in row),
        max(piece.right for piece in row),
        min(piece.top for piece in body),
        max(piece.bottom for piece in body),
    )


def _from_left(piece: Piece) -> float:
    return piece.left


def _from_right(piece: Piece) -> float:
    return -piece.right


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where columns are parted; None where all is one column."""
    if len(pieces) < 2 * _LINES:
        return None
    height = median(piece.height for piece in pieces)
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    narrow = sorted((piece for piece in pieces if piece.right - piece.left < _WIDE * (right - left)), key=_from_left)
    best: tuple[float, float] | None = None
    reach = float("-inf")
    for number, piece in enumerate(narrow):
        gap = piece.left - reach
        if number >= _LINES and len(narrow) - number >= _LINES and gap >= _GUTTER * height:
            sides = narrow[:number], narrow[number:]
            if all(_is_column(side, height) for side in sides) and _overlap(*sides) and (not best or gap > best[0]):
                best = gap, (piece.left + reach) / 2
        reach = max(reach, piece.right)
    return best[1] if best else None


def _is_column(pieces: Sequence[Piece], height: float) -> bool:
    """Lines of prose fill their column, most of them; the cells of a table do not."""
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    usual = median(piece.right - piece.left for piece in pieces)
    return usual >= _WIDTH * height and usual >= _FILLED * min(width, 2.2 * usual) and len(pieces) >= _LINES


def _overlap(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether two columns stand beside each other for a good part of the shorter one."""
    top = max(min(piece.top for piece in one), min(piece.top for piece in other))
    bottom = min(max(piece.bottom for piece in one), max(piece.bottom for piece in other))
    shorter = min(max(p.bottom for p in side) - min(p.top for p in side) for side in (one, other))
    return bottom - top >= 0.3 * shorter
