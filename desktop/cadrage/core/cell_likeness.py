"""Whether a cell that comes back from a spreadsheet program still says what was written into it."""

from __future__ import annotations

import math
import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# LibreOffice drops tabs, too.
_LEFT_OUT = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffd\ufffe\uffff]")
# Workbooks write characters that XML cannot hold so; some programs write them, some read them.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULA_STARTS = ("=", "+", "-", "@")
# An apostrophe keeps spreadsheet programs from running what looks like a formula.
_GUARDED = re.compile(r"'(?='* *[=+\-@\t\r])")
_GUARDS = re.compile(r"'+(?= *[=+\-@\t\r])")
_ERROR = re.compile(r"#[A-Z][A-Z0-9/]*[?!]?|(?:Err|Fehler|Error):\d+", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?[\d.,'\u00a0\u202f ]*\d[\d.,]*(?:e[+-]?\d+)?\s*%?", re.IGNORECASE)
_THOUSANDS = {mark: re.compile(rf"[+-]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+(?!\d)") for mark in ",."}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?")
_DATE_PART = re.compile(r"\d+|[^\W\d_]{3,}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OLDER = ("cp1252", "iso8859-1", "mac_roman", "ascii")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LONGEST_CELL = 32_767  # UTF-16 units that a cell of Excel holds
_NEARLY_FULL = 32_700
_TAIL = 200


def normal(text: str) -> str:
    """The text without what a trip through a cell may change: line ends, outer white space, control characters."""
    text = _unescaped(text) if "_x" in text else text
    guards = _GUARDS.match(text)
    text = text[guards.end() :] if guards else text
    text = _LEFT_OUT.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()


def same_words(written: str, cell: str) -> bool:
    """Whether the cell holds what was written, also where a program took it for a number, a date or a formula,
    or cut it at what a cell holds."""
    if written == cell:
        return True
    before, after = normal(written), normal(cell)
    if before == after or is_cut(before, after) or ("?" in after and _is_poorer(written, after)):
        return True
    if is_error(after) and before.startswith(_FORMULA_STARTS):
        return True
    if len(before) > 40 or len(after) > 40 or not before or not after:
        return False
    return _same_value(before, after)


def _is_poorer(written: str, cell: str) -> bool:
    """Whether the cell has question marks for the characters that an older encoding lacks."""
    text = _LEFT_OUT.sub("", _LINE_ENDS.sub("\n", written)).strip()
    texts = {text, normal(written)}
    return any(
        cell == words.encode(encoding, "replace").decode(encoding)
        for text in texts
        # Some programs write two for a character beyond the basic plane.
        for words in {text, _ASTRAL.sub("??", text)}
        for encoding in _OLDER
    )


def is_error(cell: str) -> bool:
    """Whether the cell holds what a spreadsheet program shows in place of a value, as #NAME?."""
    return bool(_ERROR.fullmatch(cell)) and (cell.upper().startswith(("#N", "#V", "#R", "#D", "#S")) or ":" in cell)


def is_cut(written: str, cell: str) -> bool:
    """Whether a full cell holds only the beginning of what was written."""
    return _units(cell) >= _NEARLY_FULL and len(written) > len(cell) and written.startswith(cell)


def taken(written: str, cell: str) -> str:
    """What the cell says now, as a field: what a cell had no room for when it was written is kept behind it."""
    after = _LINE_ENDS.sub("\n", _unescaped(cell) if "_x" in cell else cell)
    after = (after[1:] if _GUARDED.match(after) else after).strip()
    # The writer leaves control characters out before it cuts.
    before = _CONTROLS.sub("", _LINE_ENDS.sub("\n", written))
    if _units(before) <= _LONGEST_CELL:
        return after
    cut = before.encode("utf-16-le")[: 2 * _LONGEST_CELL].decode("utf-16-le", "ignore").rstrip()
    return after + before[len(cut) :] if after.endswith(cut[-_TAIL:]) else after


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


def _unescaped(text: str) -> str:
    """Until nothing is left: the escape itself may have been escaped."""
    while (found := _ESCAPED.sub(_character, text)) != text:
        text = found
    return text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "" if 0xD800 <= code < 0xE000 else chr(code)


def _same_value(before: str, after: str) -> bool:
    if {before.casefold(), after.casefold()} <= {"true", "wahr", "vrai"} and before.casefold() == after.casefold():
        return True
    if {before.casefold(), after.casefold()} <= {"false", "falsch", "faux"} and before.casefold() == after.casefold():
        return True
    return _same_number(before, after) or _same_day(before, after)


def _same_number(before: str, after: str) -> bool:
    readings = _numbers(before)
    return any(math.isclose(number, other, rel_tol=1e-9) for number in readings for other in _numbers(after))


def _numbers(text: str) -> tuple[float, ...]:
    """What the text may be as a number, with a point or a comma for decimals."""
    if not _NUMBER.fullmatch(text):
        return ()
    bare = re.sub(r"['\u00a0\u202f ]", "", text)
    scale = 0.01 if bare.endswith("%") else 1.0
    bare = bare.removesuffix("%")
    found = []
    for thousands, point in ((",", "."), (".", ",")):
        if thousands in bare and not _THOUSANDS[thousands].match(bare):
            continue
        try:
            number = float(bare.replace(thousands, "").replace(point, ".")) * scale
        except ValueError:
            continue
        if math.isfinite(number):
            found.append(number)
    return tuple(found)


def _same_day(before: str, after: str) -> bool:
    """A text such as 3/4 or Mar 5 that a program took for a date: all its parts are in the date, which says more."""
    wanted, found = _day_parts(before), _day_parts(after)
    if not wanted or not found or not _looks_like_day(before) or not _looks_like_day(after):
        return False
    named = any(char.isalpha() for char in after) and not any(char.isalpha() for char in before)
    if not (named or len(found) > len(wanted) or (_ISO_DAY.fullmatch(after) and not _ISO_DAY.fullmatch(before))):
        return False
    return all(part in found or part + 2000 in found or part + 1900 in found for part in wanted)


def _looks_like_day(text: str) -> bool:
    return bool(re.fullmatch(r"[\w./\- ,:]+", text)) and len(text) <= 20


def _day_parts(text: str) -> tuple[int, ...]:
    """Day, month and year in whatever order; nothing where a part is neither. The time is left out."""
    words = _DATE_PART.findall(re.split(r"[ T]\d{1,2}:", text)[0])
    parts = []
    for word in words:
        if word.isdecimal():
            parts.append(int(word))
        elif word[:3].casefold() in _MONTHS:
            parts.append(_MONTHS.index(word[:3].casefold()) + 1)
        else:
            return ()
    return tuple(parts) if 2 <= len(parts) <= 3 else ()
