"""Older text exports of LexisNexis: articles that begin with “3 of 240 DOCUMENTS” or “Dokument 3 von 240”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cadrage.core.model import DocumentDraft
from cadrage.exchange.article_content import Content
from cadrage.exchange.news_dates import date_line, is_edition
from cadrage.exchange.news_fields import (
    HEAD_FIELDS,
    Fields,
    any_in,
    head_field,
    is_copyright,
    starts_with_by,
    tail_field,
    with_count,
)
from cadrage.exchange.news_lines import blocks, filled, joined, lines_of, plain, unwrapped, width_of

_NUMBERED = re.compile(
    r"(\d+)\s+(?:of|von|de|van|di|sur|z|из)\s+(\d+)\s+(?:documents?|dokumente?n?|documentos?|documenten|documenti)"
    r"|(?:document|dokument|documento)\s+(\d+)\s+(?:of|von|de|van|di|sur|z|из)\s+(\d+)",
    re.IGNORECASE,
)
_GATE = ("DOCUMENT", "Document", "Dokument", "DOKUMENT")
_BODY = re.compile(
    r"(?:body|text|texte|texto|cuerpo|corps|hauptteil|testo|tekst)\s*:\s*(.*)", re.DOTALL | re.IGNORECASE
)
_TITLE_BLOCKS = 3
_CAPTION_BLOCKS = 6
_BYLINE_WORDS = 8
_ONE_LINE = ("length", "language")
_PART = 100  # exports are cut into files at round numbers
_HEAD_BLOCKS = 8  # blocks in which the date of an article must stand


def parse(content: Content) -> tuple[DocumentDraft, ...]:
    """The articles of a LexisNexis export; none where the text is no such export."""
    if not any_in(content.text, _GATE):
        return ()
    lines = lines_of(content.text)
    found = [(at, match) for at, line in enumerate(lines) if (match := _NUMBERED.fullmatch(plain(line)))]
    edges = [at for at, _ in found] + [len(lines)]
    starts = [
        start for start, (at, end) in zip(found, pairwise(edges), strict=True) if _is_article(lines[at + 1 : end])
    ]
    if not starts:
        return ()
    edges = [at for at, _ in starts] + [len(lines)]
    width = width_of(lines)
    drafts = [_article(content, lines[start + 1 : end], width) for start, end in pairwise(edges)]
    return with_count(drafts, _announced(starts), content)


def _is_article(lines: Sequence[str]) -> bool:
    """Whether a date or a length follows: a line such as “3 of 240 documents” may stand in a text."""
    keys = [plain(line) for line in lines]
    return any((found := _head(key)) and found[0] == "length" for key in keys) or any(
        date_line(keys[at]) for at in filled(keys, 0, _HEAD_BLOCKS)
    )


def _announced(starts: Sequence[tuple[int, re.Match[str]]]) -> int:
    """How many articles there should be: for each run of numbers, whose total is the same, up to that total.

    A large export comes in several files, each with its own part of the numbers: a run that does not begin with 1,
    or that ends at a round number, is complete where no number is missing in it.
    """
    runs: list[list[int]] = []
    before = (0, 0)
    for _, match in starts:
        number, total = int(match[1] or match[3]), int(match[2] or match[4])
        if total != before[1] or number <= before[0]:
            runs.append([total])
        runs[-1].append(number)
        before = (number, total)
    return sum(
        total if first == 1 and last[-1] % _PART else last[-1] - first + 1
        for total, first, *last in ((*run[:2], *run[1:]) for run in runs)
    )


def _article(content: Content, lines: Sequence[str], width: int) -> DocumentDraft | None:
    fields = Fields()
    parts = blocks(lines)
    begin = _read_head(fields, parts)
    end = _read_tail(fields, parts, begin)
    text: list[str] = []
    for block in parts[begin:end]:
        text += [*unwrapped(block, width), ""]
    fields.text = joined(text)
    return fields.draft(content)


def _head(line: str) -> tuple[str, str] | None:
    """The field of a line: in these exports names are in capitals, and “Series: a new hope” is a headline."""
    key = plain(line)
    return head_field(key) if key.partition(":")[0].isupper() else None


def _read_head(fields: Fields, parts: list[list[str]]) -> int:
    """Outlet, date, title and fields of an article; gives the block with which its text begins."""
    at = _read_origin(fields, parts)
    titles: list[str] = []
    seen = False
    while at < len(parts):
        block = parts[at]
        if text := _BODY.fullmatch(plain(block[0])):
            parts[at] = [*([text[1]] if text[1] else []), *block[1:]]
            at += 0 if parts[at] else 1
            break
        if _head(block[0]):
            seen = True
            if rest := _read_block(fields, block):
                parts[at] = rest
                break
        elif is_copyright(plain(block[0])):
            pass
        elif titles and not seen and _is_byline(block):
            fields.set("byline", " ".join(block))
        elif _is_title(fields, parts, at, seen=seen, begun=bool(titles)):
            titles += block
        else:
            break
        at += 1
    fields.set("title", " ".join(titles))
    return at


def _read_origin(fields: Fields, parts: Sequence[Sequence[str]]) -> int:
    """Outlet and date on top; gives the next block."""
    above: list[str] = []
    for at, block in enumerate(parts[:_HEAD_BLOCKS]):
        for row, line in enumerate(block):
            found = date_line(plain(line))
            if found is None:
                continue
            fields.set("published", found[0])
            editions = [found[1], *(plain(rest) for rest in block[row + 1 :])]
            fields.set("edition", " ".join(edition for edition in editions if edition))
            above += [plain(before) for before in block[:row] if not is_copyright(plain(before))]
            fields.set("outlet", " ".join(above))
            return at + 1 + _editions(fields, parts[at + 1 :])
        if _head(block[0]):
            break
        if not is_copyright(plain(block[0])):
            above += [plain(line) for line in block]
    return _origin_without_date(fields, parts)


def _origin_without_date(fields: Fields, parts: Sequence[Sequence[str]]) -> int:
    for at, block in enumerate(parts):
        if is_copyright(plain(block[0])):
            continue
        if _head(block[0]):
            return at
        fields.set("outlet", " ".join(plain(line) for line in block))
        return at + 1
    return len(parts)


def _editions(fields: Fields, parts: Sequence[Sequence[str]]) -> int:
    """How many blocks below the date name an edition and nothing else."""
    if len(parts) > 1 and len(parts[0]) == 1 and is_edition(plain(parts[0][0])) and not _head(parts[1][0]):
        fields.set("edition", parts[0][0])
        return 1
    return 0


def _is_byline(block: Sequence[str]) -> bool:
    """Some papers give it without a name of the field: “VON INES FALK”."""
    return starts_with_by(block[0]) and len(" ".join(block).split()) <= _BYLINE_WORDS


def _is_title(fields: Fields, parts: Sequence[Sequence[str]], at: int, *, seen: bool, begun: bool) -> bool:
    """Words above the fields are the title, and between them where there is none yet."""
    if seen:
        return not begun and "title" not in fields.values and _field_follows(parts, at, 1)
    return not begun or _field_follows(parts, at, _TITLE_BLOCKS)


def _field_follows(parts: Sequence[Sequence[str]], at: int, most: int) -> bool:
    found = (_head(block[0]) for block in parts[at + 1 : at + 1 + most])
    return any(field[0] in HEAD_FIELDS for field in found if field)


def _read_block(fields: Fields, block: Sequence[str]) -> list[str]:
    """Set the fields of a block; gives its lines that are text already."""
    current = ""
    for row, line in enumerate(block):
        key = plain(line)
        found = _head(key)
        if text := _BODY.fullmatch(key):
            return [*([text[1]] if text[1] else []), *block[row + 1 :]]
        if found:
            current = found[0]
            fields.set(*found)
        elif current in _ONE_LINE:
            return list(block[row:])
        else:
            fields.extend(current, key)
    return []


def _read_tail(fields: Fields, parts: Sequence[Sequence[str]], begin: int) -> int:
    """Set the fields below the text; gives the block before which the text ends."""
    end = _tail_start(parts, begin, len(parts))
    for block in parts[end:]:
        # A block that begins with no field goes on with the caption before it.
        current = "ignored" if tail_field(plain(block[0])) or is_copyright(plain(block[0])) else "graphic"
        for line in block:
            found = tail_field(plain(line))
            if found:
                current = found[0]
                fields.set(*found)
            elif current != "load_date":
                fields.extend(current, plain(line))
    return end


def _tail_start(parts: Sequence[Sequence[str]], begin: int, end: int) -> int:
    while end > begin and (tail_field(plain(parts[end - 1][0])) or is_copyright(plain(parts[end - 1][0]))):
        end -= 1
    for at in range(end - 1, max(begin, end - _CAPTION_BLOCKS), -1):
        if (found := tail_field(plain(parts[at][0]))) and found[0] == "graphic":
            return _tail_start(parts, begin, at)
    return end
