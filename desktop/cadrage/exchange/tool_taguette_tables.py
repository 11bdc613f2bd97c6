"""The tables that Taguette exports: its codebook, and its highlights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.exchange.archives import DAMAGED, check_office
from cadrage.exchange.tool_draft import Highlight, StudyDraft
from cadrage.exchange.tool_taguette import NAME, NO_TAG, tag_paths
from cadrage.exchange.tool_text import POINTS, Claim, SourceText
from cadrage.exchange.tool_tree import read_file

_HIGHLIGHTS = {"id", "document", "tag", "content"}
_CODEBOOK = {"tag", "description"}
_APART = "\n\n"
_MOST_ROWS = 1_000_000
_ONLY_WORDS = (
    "The table holds the coded words, but not the articles around them: each document here consists of its coded"
    " words. For whole articles export the project itself from Taguette (.sqlite3)."
)
_NO_CODERS = "The table does not say who coded."


def read(rows: Sequence[Sequence[str]], name: str) -> Bundle | None:
    """The study in a table's rows; None where they are no table of Taguette's."""
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    records = [dict(zip(header, row, strict=False)) for row in rows[1:_MOST_ROWS] if any(row)]
    draft = StudyDraft(name, NAME)
    if set(header) >= _HIGHLIGHTS:
        _highlights(draft, records)
    elif set(header) >= _CODEBOOK and any(cell.startswith("number of") for cell in header):
        paths = tag_paths([record.get("tag", "") for record in records])
        for record in sorted(records, key=lambda each: paths[each.get("tag", "")]):
            if record.get("tag"):
                draft.code(paths[record["tag"]], definition=record.get("description", ""))
    else:
        return None
    return draft.bundle()


def _highlights(draft: StudyDraft, records: Sequence[dict[str, str]]) -> None:
    draft.problems.say(_ONLY_WORDS)
    draft.problems.say(_NO_CODERS)
    coder = draft.coder(NAME)
    paths = tag_paths([record.get("tag", "") for record in records])
    documents: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        # A highlight with two tags stands in two rows.
        documents[record.get("document", "")][record.get("id", "")].append(record)
    for title, marks in documents.items():
        words = [same[0].get("content", "").strip() for same in marks.values()]
        text = SourceText(_APART.join(words))
        guid = draft.document(title, text, file_name=title)
        at = 0
        highlights = []
        for quoted, same in zip(words, marks.values(), strict=True):
            codes = tuple(draft.code(paths[each["tag"]] if each.get("tag") else (NO_TAG,)) for each in same)
            highlights.append(Highlight(Claim(at, at + len(quoted), quoted), codes, coder))
            at += len(quoted) + len(_APART)
        if guid:
            draft.code_all(guid, highlights, (POINTS,))


def workbook_rows(path: Path) -> Sequence[Sequence[str]] | None:
    """The rows of a workbook's only sheet, where it is one of those that Taguette writes."""
    import io

    from openpyxl import load_workbook

    data = read_file(path)
    check_office(data, "an Excel workbook", "xl/workbook.xml", streamed=True)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        if book.sheetnames not in (["codebook"], ["highlights"]):
            return None
        found = []
        for row in book.worksheets[0].iter_rows(values_only=True):
            found.append(["" if cell is None else str(cell) for cell in row])
            if len(found) > _MOST_ROWS:
                raise UserError("The workbook holds more rows than can be read at once.")
        return found
    except DAMAGED as error:
        raise UserError("The workbook is damaged. Export it from Taguette again.") from error
