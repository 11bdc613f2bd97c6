"""What codes are called where a program reads their name: in columns and in names of tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.model import Code
from cadrage.exchange.tables import column_name

MOST = 25  # with “units_” before it a name fits Excel's 31 characters
# What tables call other columns, or other tables.
_TAKEN = ("unit_id", "doc_id", "doc_title", "unit", "start", "end", "coder", "coders", "long")


def code_columns(dataset: Dataset) -> dict[int, str]:
    """By code id the short id, or the name where it has none, as snake_case ASCII; all of them different.

    A code in another script than the Latin one is called by its GUID, so that its name stays the same.
    """
    short = dataset.named(code.guid for code in dataset.codes)
    taken = set(_TAKEN)
    found: dict[int, str] = {}
    for code in Codebook(dataset.codes, with_retired=True).codes:
        name = column_name(code.label, ()) if _is_latin(code.label) else f"code_{short[code.guid]}"
        found[code.id] = _unique(name[:MOST].rstrip("_"), taken)
        taken.add(found[code.id])
    return found


def used_codes(dataset: Dataset) -> tuple[Code, ...]:
    """In codebook order: the codes in force, and those that are retired but have codings."""
    used = {coding.code for coding in dataset.codings}
    book = Codebook([code for code in dataset.codes if not code.retired or code.id in used], with_retired=True)
    return book.codes


def _unique(name: str, taken: Container[str]) -> str:
    free, number = name, 2
    while free in taken:
        tail = f"_{number}"
        free, number = name[: MOST - len(tail)].rstrip("_") + tail, number + 1
    return free


def _is_latin(label: str) -> bool:
    """Whether most of its letters and digits are left in ASCII."""
    letters = sum(map(str.isalnum, label))
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return 2 * sum(map(str.isalnum, plain)) > letters
