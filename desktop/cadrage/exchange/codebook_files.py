"""The codebook alone as a file: a workbook, a table, a REFI-QDA codebook, or Cadrage's own JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cadrage.core.bundle import BundleCode, BundleExample
from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.core.model import Code, Document, Example, ExampleDraft, ExampleKind, Scope, Variable
from cadrage.exchange import codebook_refi
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.cells import CellChange, Colour
from cadrage.exchange.codebook_cells import example_drafts
from cadrage.exchange.csv_cells import guarded, plain, readable
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.table_codebook import codebook_table
from cadrage.exchange.workbook import write_workbook

ENDINGS = (".xlsx", ".csv", ".qdc", ".json")
_BOM = b"\xef\xbb\xbf"
_EXAMPLES = {
    ExampleKind.TYPICAL: "examples",
    ExampleKind.BORDERLINE: "borderline_examples",
    ExampleKind.COUNTER: "counter_examples",
}
_LISTS = {
    Scope.CODING: "coding_attributes",
    Scope.DOCUMENT: "document_variables",
    Scope.JUDGEMENT: "document_variables",
}


def write_codebook(dataset: Dataset, path: Path, *, report: Report = silent) -> tuple[CellChange, ...]:
    """The codebook in the format of the file's ending, replacing `path` in one move; what had to be changed to fit.

    Raises UserError for another ending, or where the file cannot be written.
    """
    ending = path.suffix.casefold()
    if ending not in ENDINGS:
        raise UserError(
            f"A codebook is written to a file ending in {', '.join(ENDINGS)}. Give “{path.name}” one of them."
        )
    if ending == ".xlsx":
        return write_workbook(dataset, path, what="codebook", report=report).changes
    if ending == ".qdc":
        codebook_refi.write(_bundle_codes(dataset), path, {each.guid: each.title for each in dataset.documents})
        return ()
    makers: Mapping[str, Callable[[Dataset], bytes]] = {".csv": _csv, ".json": _json}
    data = makers[ending](dataset)
    with safe_replace(path) as draft:
        draft.write_bytes(data)
    return ()


def _csv(dataset: Dataset) -> bytes:
    """UTF-8 with a byte-order mark, by which Excel knows it; text that looks like a formula behind an apostrophe."""
    table = codebook_table(dataset)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows():
        cells = [value.hex if isinstance(value, Colour) else value for value in row]
        writer.writerow([guarded(readable(cell)) if isinstance(cell, str) else plain(cell) for cell in cells])
    return _BOM + text.getvalue().encode()


def _active(dataset: Dataset) -> Codebook:
    return Codebook(dataset.codes)


def _json(dataset: Dataset) -> bytes:
    """The form of the shipped codebooks; `guid` tells on import which code is which."""
    book = _active(dataset)
    names = {document.id: document.file_name or document.title for document in dataset.documents} | dict(
        dataset.sources
    )
    drafts = example_drafts(dataset.examples, names)
    content: dict[str, object] = {
        "title": dataset.project,
        "version": dataset.codebook_version,
        "codes": [_code(code, book, drafts.get(code.id, []), order) for order, code in enumerate(book.codes, 1)],
    }
    for variable in dataset.variables:
        listed = content.setdefault(_LISTS[variable.scope], [])
        assert isinstance(listed, list)
        listed.append(_variable(variable))
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _code(code: Code, book: Codebook, drafts: list[ExampleDraft], order: int) -> dict[str, object]:
    parent = book.parent(code)
    above = book.by_id.get(parent) if parent is not None else None
    fields: dict[str, object] = {
        "guid": code.guid,
        "id": code.short_id,
        # A name may be another code's too: then the path says which is meant.
        "parent": (above.short_id or book.path(above.id)) if above else None,
        "name": code.name,
        "path": book.path(code.id),
        "order": order,
        "colour": code.colour,
        "key": code.key,
        "brief": code.brief,
        "definition": code.definition,
        "include": code.when_to_use,
        "exclude": code.when_not,
        "notes": code.notes,
    }
    for kind, name in _EXAMPLES.items():
        fields[name] = [_example(draft) for draft in drafts if draft.kind is kind]
    return fields


def _example(draft: ExampleDraft) -> dict[str, object]:
    where: dict[str, object] = {"doc": draft.document} if draft.document else {}
    if draft.span is not None:
        where |= {"start": draft.span.start, "end": draft.span.end}
    return {"quote": draft.quotation, **where} | ({"why": draft.note} if draft.note else {})


def _variable(variable: Variable) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": variable.name,
        "type": variable.kind.value,
        "label": variable.label,
        "values": [choice.value for choice in variable.choices],
        "labels": [choice.label for choice in variable.choices],
    }
    return fields | {"scope": "judgement"} if variable.scope is Scope.JUDGEMENT else fields


def _bundle_codes(dataset: Dataset) -> tuple[BundleCode, ...]:
    """The codes in use, parents before their children."""
    book = _active(dataset)
    documents = {document.id: document for document in dataset.documents}
    return tuple(_bundle_code(code, book, dataset.examples, documents) for code in book.codes)


def _bundle_code(
    code: Code, book: Codebook, examples: tuple[Example, ...], documents: Mapping[int, Document]
) -> BundleCode:
    parent = book.parent(code)
    return BundleCode(
        guid=code.guid,
        name=code.name,
        short_id=code.short_id,
        colour=code.colour,
        parent=book.by_id[parent].guid if parent is not None else None,
        key=code.key,
        brief=code.brief,
        definition=code.definition,
        when_to_use=code.when_to_use,
        when_not=code.when_not,
        notes=code.notes,
        examples=tuple(_bundle_examples((each for each in examples if each.code == code.id), documents)),
    )


def _bundle_examples(examples: Iterator[Example], documents: Mapping[int, Document]) -> Iterator[BundleExample]:
    for each in examples:
        document = documents.get(each.document) if each.document is not None else None
        yield BundleExample(
            each.kind, each.quotation, document.guid if document else None, each.span if document else None, each.note
        )
