"""Lines of a PDF to paragraphs: running heads apart, words at line ends made whole, columns and pages joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from cadrage.exchange.pdf_layout import Block, rows_of
from cadrage.exchange.pdf_pages import Piece

_EDGE = 3  # lines at the top and at the bottom of a page that may be running heads
_SHARE = 0.4
_NUMBER = re.compile(r"\d+")
_PAGE_OF = re.compile(
    r"\W*(?:page|seite|página|pagina|стр\.?|p\.)?\s*\d+\s*(?:/|of|von|de|di|sur|из|з)\s*\d+\W*", re.IGNORECASE
)
_TERMINAL = re.compile(r"[.!?…:;。！？।؟][\"'”’»“)\]]*$")
_BULLET = re.compile(r"[•‣▪◦●■○]")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CONJUNCTIONS = "and or und oder bzw et ou y o e i en of och eller og или и та або"
_AND = frozenset(_CONJUNCTIONS.split())
_LEADERS = re.compile(r"(?:[.·_]\s?){4,}\s*\w*$")
_WIDE_SCRIPT = re.compile("[\u2e80-\u312f\u31c0-\u9fff\uf900-\ufaff\uff00-\uff65\U00020000-\U0003ffff]")
_INDENT, _LEADING, _OTHER_SIZE = 0.7, 1.4, 0.15
_LOOKED_BACK = 4


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together; `starts` are pages that begin at a place in its text."""

    text: str
    height: float
    last: Piece
    block: Block
    starts: list[tuple[int, int]] = field(default_factory=list)


def running_lines(pages: Sequence[Sequence[Piece]]) -> list[set[Piece]]:
    """The pieces of each page that belong to running heads, feet and page numbers.

    Such a line stands at the edge of the page, and but for its numbers on many other pages too.
    """
    edges = [_edges(rows_of(page)) for page in pages]
    known = Counter(key for edge in edges for key in {_key(row) for rows in edge for row in rows})
    enough = max(2, _SHARE * sum(bool(page) for page in pages))
    found: list[set[Piece]] = []
    for page, edge in zip(pages, edges, strict=True):
        rows = [row for rows in edge for row in _outermost(rows, known, enough)]
        found.append({piece for piece in page for row in rows if row.top - 0.1 <= piece.middle <= row.bottom + 0.1})
    return found


def _edges(rows: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The outermost lines of a page and one more, from its top and from its bottom."""
    most = min(_EDGE + 1, (len(rows) + 1) // 2)
    return rows[:most], rows[::-1][:most]


def _outermost(rows: Sequence[Piece], known: Counter[str], enough: float) -> Iterable[Piece]:
    """The rows from the edge inwards that other pages have too, as far as the body stands apart from them."""
    running = []
    for row in rows[:_EDGE]:
        if known[_key(row)] < enough and not _PAGE_OF.fullmatch(row.text):
            break
        running.append(row)
    while running and len(running) < len(rows) and not _stands_apart(running[-1], rows[len(running)]):
        running.pop()
    return running


def _stands_apart(head: Piece, body: Piece) -> bool:
    """More than one line of the body does from the next; a mere number needs no such gap."""
    gap = max(body.top - head.bottom, head.top - body.bottom)
    return gap > 0.6 * max(head.height, body.height) or not any(char.isalpha() for char in head.text)


def _key(row: Piece) -> str:
    return _NUMBER.sub("#", row.text.casefold())


def flow(pages: Sequence[Sequence[Block]]) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, a line per paragraph, and the position in it at which each page begins."""
    vocabulary = Counter(
        word.casefold() for page in pages for block in page for line in block.lines for word in _WORD.findall(line.text)
    )
    paragraphs: list[_Paragraph] = []
    for number, page in enumerate(pages):
        fresh = True
        for block in page:
            leading = _usual_leading(block)
            before: Piece | None = None
            for line in block.lines:
                target = _target(paragraphs, block, before, line, leading)
                if target is None:
                    target = _Paragraph("", line.height, line, block)
                    paragraphs.append(target)
                start = _append(target, line, block, vocabulary)
                if fresh:
                    target.starts.append((number, start))
                    fresh = False
                before = line
    return _assembled(paragraphs, len(pages))


def _assembled(paragraphs: Sequence[_Paragraph], pages: int) -> tuple[str, tuple[int, ...]]:
    starts: dict[int, int] = {}
    position = 0
    for paragraph in paragraphs:
        starts.update({page: position + offset for page, offset in paragraph.starts})
        position += len(paragraph.text) + 1
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    # A page without words begins where the next one does.
    found = [len(text)] * pages
    following = len(text)
    for page in range(pages - 1, -1, -1):
        following = found[page] = starts.get(page, following)
    return text, tuple(found)


def _usual_leading(block: Block) -> float:
    """From line to line; of few lines, what is usual for letters of their height."""
    steps = [below.top - above.top for above, below in pairwise(block.lines) if _same_size(above.height, below.height)]
    height = median(line.height for line in block.lines)
    if len(steps) < 3:
        return 1.25 * height
    return min(median(steps), 2.4 * height)


def _same_size(one: float, other: float) -> bool:
    return abs(one - other) <= _OTHER_SIZE * max(one, other)


def _target(
    paragraphs: list[_Paragraph], block: Block, before: Piece | None, line: Piece, leading: float
) -> _Paragraph | None:
    """The paragraph that a line goes on with; None where it opens one."""
    if not paragraphs:
        return None
    if before is not None:
        return None if _parted(block, before, line, leading) else paragraphs[-1]
    # Footnotes and captions may stand between the halves of a paragraph that goes on in the next column.
    for back, paragraph in enumerate(paragraphs[: -_LOOKED_BACK - 1 : -1]):
        if _same_size(paragraph.height, line.height):
            surely = not back or line.text[:1].islower()
            return paragraph if surely and _goes_on(paragraph, block, line) else None
        if paragraph.height > line.height:
            return None
    return None


def _parted(block: Block, before: Piece, line: Piece, leading: float) -> bool:
    if not _same_size(before.height, line.height) or _BULLET.match(line.text):
        return True
    if _LEADERS.search(before.text[-60:]):
        return True
    step = line.top - before.top
    if step > _LEADING * leading:
        return True
    em = line.height
    indented, was_indented = line.left > block.left + _INDENT * em, before.left > block.left + _INDENT * em
    if indented and not was_indented:
        return True
    if _hyphen(before.text) or (line.text[:1].islower() and not _TERMINAL.search(before.text)):
        return False
    # A line that had room for the next word was ended on purpose.
    return not _is_full(block, before, line)


def _is_full(block: Block, before: Piece, line: Piece) -> bool:
    letter = (line.right - line.left) / max(1, len(line.text))
    first = len(line.text.split(maxsplit=1)[0]) if line.text.strip() else 0
    if _WIDE_SCRIPT.search(line.text[:1]):
        first = 1
    return block.right - before.right <= (first + 1.5) * letter


def _goes_on(paragraph: _Paragraph, block: Block, line: Piece) -> bool:
    """Whether the first line of a column or page goes on with the last paragraph of the one before."""
    if _BULLET.match(line.text) or line.left > block.left + _INDENT * line.height:
        return False
    if _hyphen(paragraph.text):
        return True
    if _TERMINAL.search(paragraph.text):
        return False
    return line.text[:1].islower() or _is_full(paragraph.block, paragraph.last, line)


def _hyphen(text: str) -> bool:
    return bool(_HYPHENATED.search(text[-40:]))


def _append(paragraph: _Paragraph, line: Piece, block: Block, vocabulary: Counter[str]) -> int:
    """Add a line to a paragraph; where its first character then stands."""
    text = line.text
    if paragraph.text:
        paragraph.text = _ready(paragraph.text, text, vocabulary)
    start = len(paragraph.text)
    paragraph.text += text
    paragraph.last, paragraph.block = line, block
    return start


def _ready(text: str, following: str, vocabulary: Counter[str]) -> str:
    """A paragraph's text so that the next line can be put behind it."""
    broken = _HYPHENATED.search(text[-40:])
    word = _FIRST_WORD.match(following)
    if broken and word:
        if text[-1] == "\u00ad":
            return text[:-1]
        if word[0].casefold() in _AND:
            return f"{text} "
        return text if _keeps_hyphen(broken[1], word[0], vocabulary) else text[:-1]
    if text.endswith("\u00ad"):
        text = text[:-1] + "-"
    if _WIDE_SCRIPT.match(text[-1:]) and _WIDE_SCRIPT.match(following[:1]):
        return text
    return f"{text} "


def _keeps_hyphen(first: str, second: str, vocabulary: Counter[str]) -> bool:
    """A name or compound keeps its hyphen; so does a word that the document writes with one elsewhere."""
    if not second[:1].islower():
        return True
    second = second.split("-")[0]
    whole, compound = f"{first}{second}".casefold(), f"{first}-{second}".casefold()
    return vocabulary[compound] > vocabulary[whole]
