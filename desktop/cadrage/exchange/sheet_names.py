"""Names that Excel takes: of sheets, and of the tables in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from cadrage.exchange.cells import safe_text

MAX_UNITS = 31  # of a sheet's name, in UTF-16
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
_RESERVED = ("history",)  # Excel keeps it for its own log of changes
_CELL = re.compile(r"[A-Za-z]{1,3}\d|[RrCc](\d|$|[Cc])")  # how A1 and R1C1 begin


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """The name as Excel takes it, and as no sheet among those `taken` is called, whatever its case."""
    plain = _FORBIDDEN.sub("_", safe_text(wanted)[0]).strip().strip("'").strip() or "sheet"
    plain = f"{plain}_" if plain.casefold() in _RESERVED else plain
    return _free(plain, taken, MAX_UNITS)


def table_name(sheet: str, taken: Collection[str]) -> str:
    """The name of a sheet's table: ASCII letters, digits and underscores, and nothing that could be a cell."""
    ascii_only = unicodedata.normalize("NFKD", sheet).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", ascii_only).strip("_") or "sheet"
    if not plain[0].isalpha() or _CELL.match(plain):
        plain = f"t_{plain}"
    return _free(f"{plain}_table", taken, 255)


def headers(wanted: Iterable[str]) -> list[str]:
    """The names of a table's columns: in one line, none empty, none twice, whatever their case."""
    found: list[str] = []
    for name in wanted:
        found.append(_free(" ".join(safe_text(name)[0].split()) or "column", found, 255))
    return found


def _free(name: str, taken: Collection[str], most: int) -> str:
    used = {other.casefold() for other in taken}
    candidate, number = _cut(name, most), 2
    while candidate.casefold() in used:
        tail = f"_{number}"
        candidate, number = _cut(name, most - len(tail)) + tail, number + 1
    return candidate


def _cut(name: str, most: int) -> str:
    """A pair that is cut through leaves a half, which "ignore" drops."""
    return name.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").rstrip("' ")
