"""Factiva's articles as text (RTF, Word, text): with field codes (HD, WC, PD …), and the layout without them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cadrage.core.model import DocumentDraft
from cadrage.exchange.article_content import Content
from cadrage.exchange.news_dates import date_line
from cadrage.exchange.news_factiva_codes import BODY_CODES, CODES, fields_of_codes, head_of_lines
from cadrage.exchange.news_fields import Fields, any_in, is_copyright
from cadrage.exchange.news_lines import joined, lines_of, plain, unwrapped, width_of

# The accession number that closes an article: source, date and a running number.
NUMBER = re.compile(
    r"(?:Document|Dokument|Documento|Документ|文書|文件)\s+([A-Z0-9]{1,12}0*[12]\d{7}[A-Za-z0-9]{5,12})"
)
WORDS = re.compile(
    r"\d[\d.,’'\s]*\s?(?:words?|mots?|wörter|worte|palabras?|parole|parola|woorden|palavras?|слов[аo]?|słów|słowa|ord)",
    re.IGNORECASE,
)
_GATE = ("Document", "Dokument", "Документ", "\nHD")
_CODE = re.compile(rf"({'|'.join(CODES)})(?:[ \u00a0]*[|\t][ \u00a0|\t]*|[ \u00a0]{{2,}}|$)(.*)")
_LOOSE_CODE = re.compile(rf"({'|'.join(CODES)})(?:[ \u00a0|\t]+|$)(.*)")
_FOOT = re.compile(r"(?:page|seite|página) \d+ (?:of|sur|von|de|di) \d+.{0,80}factiva.{0,80}", re.IGNORECASE)
_LEAST_CODES = 4
_HEAD_LINES = 30


def parse_text(content: Content) -> tuple[DocumentDraft, ...]:
    """The articles of a Factiva file in text; none where the text is no such file."""
    if not any_in(content.text, _GATE) and not content.text.startswith("HD"):
        return ()
    lines = [line for line in lines_of(content.text) if not _FOOT.fullmatch(plain(line))]
    if drafts := _with_codes(content, lines):
        return drafts
    return _without_codes(content, lines)


# With codes.


def _with_codes(content: Content, lines: Sequence[str]) -> tuple[DocumentDraft, ...]:
    sign = next((sign for sign in (_CODE, _LOOSE_CODE) if _is_coded(lines, sign)), None)
    if sign is None:
        return ()
    width = width_of(lines)
    found = []
    for piece in _pieces_with_codes(lines, sign):
        draft = fields_of_codes({code: unwrapped(value, width) for code, value in piece.items()}).draft(content)
        if draft is not None:
            found.append(draft)
    return tuple(found)


def _is_coded(lines: Sequence[str], sign: re.Pattern[str]) -> bool:
    codes = {match[1] for line in lines if line[:1].isupper() and (match := sign.fullmatch(line.strip()))}
    return len(codes) >= _LEAST_CODES and "HD" in codes and bool(codes & set(BODY_CODES))


def _pieces_with_codes(lines: Sequence[str], sign: re.Pattern[str]) -> list[dict[str, list[str]]]:
    """The lines of each code, article by article: the accession number closes one, and so does a code that comes
    a second time above the text."""
    found: list[dict[str, list[str]]] = [{}]
    code = ""
    for line in lines:
        match = sign.fullmatch(line.strip())
        if match and _is_new_code(code, match[1], found[-1], match[2]):
            if match[1] in found[-1]:
                found.append({})
            code = match[1]
            found[-1][code] = [match[2].strip(" |\t")]
        elif code == "AN" and found[-1]:
            if plain(line):
                found.append({})
                code = ""
        elif code:
            found[-1][code].append(line.strip(" |\t"))
    return [piece for piece in found if "HD" in piece or any(code in piece for code in BODY_CODES)]


def _is_new_code(current: str, code: str, known: dict[str, list[str]], value: str) -> bool:
    """Codes stand in order; inside a text, “IN” or “RE” at the beginning of a line is a word."""
    if current in BODY_CODES:
        if code in known:
            return code == "HD" or (code == "SE" and "AN" in known)
        if code not in BODY_CODES and code not in _TAIL_CODES:
            return False
        return code not in _WORDS_TOO or not value or " : " in value or "|" in value
    return code not in known or code in ("HD", "SE", "HLP")


_TAIL_CODES = ("ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "VOL", "DF")
_WORDS_TOO = ("IN", "RE", "CO", "NS", "ART")


# Without codes.


def _without_codes(content: Content, lines: Sequence[str]) -> tuple[DocumentDraft, ...]:
    width = width_of(lines)
    found: list[DocumentDraft] = []
    piece: list[str] = []
    for line in lines:
        if match := NUMBER.fullmatch(plain(line).strip(" |")):
            draft = _article(content, piece, width, match[1])
            found += [draft] if draft else []
            piece = []
        else:
            piece.append(line.strip(" |"))
    if found and _words_at([plain(line) for line in piece]) >= 0:
        draft = _article(content, piece, width, "")
        found += [draft] if draft else []
    return tuple(found)


def _article(content: Content, lines: Sequence[str], width: int, number: str) -> DocumentDraft | None:
    keys = [plain(line) for line in lines]
    counted = _words_at(keys)
    if counted < 0:
        return None
    begin = _body_at(keys, counted)
    fields = Fields()
    first = next((at for at in range(counted - 1, -1, -1) if keys[at] and _is_cover(keys[at])), -1) + 1
    head_of_lines(fields, [key for key in keys[first:counted] if key], [key for key in keys[counted:begin] if key])
    fields.set("database_id", number)
    fields.text = joined(unwrapped(lines[begin:], width))
    return fields.draft(content)


def _words_at(keys: Sequence[str]) -> int:
    """The line with the number of words, which a date follows; -1 where there is none."""
    for at, key in enumerate(keys):
        if WORDS.fullmatch(key):
            following = [line for line in keys[at + 1 : at + 8] if line][:3]
            if any(date_line(line) for line in following):
                return at
    return -1


def _body_at(keys: Sequence[str], counted: int) -> int:
    """Behind the copyright line, which may go on in the next; else behind the language."""
    from cadrage.exchange.news_fields import LANGUAGE_OF

    language = 0
    for at in range(counted + 1, min(len(keys), counted + _HEAD_LINES)):
        if is_copyright(keys[at]):
            while at + 1 < len(keys) and is_copyright(keys[at + 1]):
                at += 1
            return at + 1
        if keys[at].casefold() in LANGUAGE_OF:
            language = at + 1
        elif language and keys[at]:
            break
    return language or counted + 1


def _is_cover(key: str) -> bool:
    """Lines of Factiva's own above the first article."""
    return key.casefold() in ("factiva", "dow jones", "dow jones factiva") or key.startswith(
        ("Search Summary", "Page ")
    )
