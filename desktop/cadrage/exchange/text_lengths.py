"""Tables of texts with their lengths, for agreement on spans without the texts themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.text import clean
from cadrage.exchange.files import shown
from cadrage.exchange.table_files import read_table

_LONGEST = 10**12


@dataclass(frozen=True, slots=True)
class TextLength:
    """A text's name, its length in code points, and who saw it; None where the table does not say."""

    name: str
    length: int
    coders: frozenset[str] | None


def read_lengths(path: Path) -> tuple[TextLength, ...]:
    """Reads columns doc, length and optionally coders (A|B). Raises UserError where a row is wrong."""
    table = read_table(path)
    folded = {name.casefold(): name for name in table.columns}
    if "doc" not in folded or "length" not in folded:
        raise UserError(
            f"'{shown(path)}' has the columns {', '.join(table.columns)}. Name its columns doc, length and, "
            "where not everyone saw every text, coders (A|B)."
        )
    found: dict[str, TextLength] = {}
    for row in table.rows:
        cells = {name.casefold(): clean(cell) for name, cell in table.by_name(row).items()}
        name, length = cells.get("doc", ""), cells.get("length", "")
        if not name:
            raise UserError(f"Line {row.line} of '{shown(path)}' names no text. Write its name under doc.")
        if name in found:
            raise UserError(f"Line {row.line} of '{shown(path)}' names '{name[:60]}' a second time. Keep one line.")
        if not (length.isascii() and length.isdecimal() and int(length[:13]) <= _LONGEST and len(length) <= 13):
            raise UserError(f"The length '{length[:20]}' on line {row.line} of '{shown(path)}' is no whole number.")
        who = (
            frozenset(part.strip() for part in cells["coders"].split("|") if part.strip())
            if "coders" in cells
            else None
        )
        found[name] = TextLength(name, int(length), who if "coders" in folded else None)
    if not found:
        raise UserError(f"'{shown(path)}' names no text. Write a line for each: doc,length.")
    return tuple(found.values())
