"""Reading a codebook, whatever form it is in."""

from __future__ import annotations

from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.model import CodebookDraft
from cadrage.exchange import codebook_json, codebook_refi, codebook_sheet
from cadrage.exchange.files import read_bytes, shown

ENDINGS = (".json", ".csv", ".xlsx", ".qdc")


def read_codebook(path: Path) -> CodebookDraft:
    """The codebook in a .json, .csv, .xlsx or .qdc file, parents before their children.

    Raises UserError where the file cannot be read, a parent is missing, codes are each other's parents,
    short ids or names under one parent are given twice, or a colour is not #RRGGBB.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError(f"'{shown(path)}' is not a codebook. Choose a file ending in {', '.join(ENDINGS)}.")
    if ending == ".json":
        return codebook_json.read(path, read_bytes(path))
    if ending == ".qdc":
        return codebook_refi.read(path, read_bytes(path))
    return codebook_sheet.read(path)
