"""Codebooks in REFI-QDA and JSON as edited ones: what they say of each code, and by which id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cadrage.core.codebook import PATH_SEPARATOR
from cadrage.core.codebook_edits import EditedBook, EditedCode
from cadrage.core.errors import UserError
from cadrage.core.model import CodeDraft, ExampleDraft, ExampleKind
from cadrage.exchange import codebook_json
from cadrage.exchange.codebook_draft import Entry
from cadrage.exchange.encodings import decode
from cadrage.exchange.examples import written
from cadrage.exchange.refi_codes import ReadCode, read_codes
from cadrage.exchange.refi_tree import child, root_of, tag
from cadrage.exchange.refi_words import ORIGIN, guid_in


def from_qdc(path: Path, data: bytes, documents: Mapping[str, str]) -> EditedBook:
    """In another tool's file a field that is empty says nothing: few keep all of them. `documents`: names by GUID."""
    root = root_of(data, "codebook")
    book = root if tag(root) == "CodeBook" else child(root, "CodeBook")
    if book is None:
        raise UserError("The file is XML, but not a REFI-QDA codebook. Export the codebook as .qdc.")
    read = read_codes(child(book, "Codes"))
    entries = [Entry(_refi_code(each, documents), each.parent) for each in read]
    guids = [guid_in(each.element.get("guid")) for each in read]
    return EditedBook(path.stem, _codes(entries, guids, whole=(book.get("origin") or "").startswith(ORIGIN)))


def _refi_code(read: ReadCode, documents: Mapping[str, str]) -> CodeDraft:
    said = read.described
    examples = tuple(
        ExampleDraft(
            each.example.kind,
            each.example.quotation,
            documents.get(each.example.document or "", each.title),
            each.example.span,
            each.example.note,
        )
        for each in said.examples
    )
    return CodeDraft(
        short_id=said.short_id,
        name=read.name,
        colour=read.colour,
        brief=said.brief,
        definition=said.definition,
        when_to_use=said.when_to_use,
        when_not=said.when_not,
        notes=said.notes,
        examples=examples,
    )


def from_json(path: Path, data: bytes) -> EditedBook:
    """Fields that are empty empty the code's where the file says which code it is."""
    entries, draft = codebook_json.read_entries(path, data)
    found = json.loads(decode(data).text.removeprefix("\ufeff"))["codes"]
    guids = [str(each.get("guid") or "") for each in sorted(found, key=codebook_json.order)]
    return replace(EditedBook(draft.title, _codes(entries, guids, whole=any(guids))), variables=draft.variables)


def _codes(entries: Sequence[Entry], guids: Sequence[str], *, whole: bool) -> tuple[EditedCode, ...]:
    """`whole`: a field that is empty is so on purpose. Each code goes by its place, too, so that a parent is told
    apart from others of its name."""
    paths = _paths(entries)
    codes = []
    for place, (entry, guid) in enumerate(zip(entries, guids, strict=True)):
        name = entry.code.name.strip()
        if not name:
            raise UserError(f"Code number {place + 1} of the codebook has no name. Give it one.")
        fields = {key: text for key, text in _fields(entry.code).items() if whole or text}
        codes.append(
            EditedCode(
                place=f"Code {place + 1}, “{name}”",
                fields=fields,
                ids=(*filter(None, [guid]), _entry(place)),
                parent="" if entry.parent is None else _entry(entry.parent),
                path=paths[place],
            )
        )
    return tuple(codes)


def _entry(place: int) -> str:
    return f"entry:{place}"


def _paths(entries: Sequence[Entry]) -> list[str]:
    paths: list[str] = []
    for entry in entries:
        names = [entry.code.name]
        above, seen = entry.parent, set[int]()
        while above is not None and above not in seen:
            seen.add(above)
            names.append(entries[above].code.name)
            above = entries[above].parent
        paths.append(PATH_SEPARATOR.join(reversed(names)))
    return paths


def _fields(code: CodeDraft) -> Mapping[str, str]:
    return {
        "name": code.name,
        "short_id": code.short_id,
        "brief": code.brief,
        "definition": code.definition,
        "when_to_use": code.when_to_use,
        "when_not": code.when_not,
        "examples": _listed(each for each in code.examples if each.kind is not ExampleKind.COUNTER),
        "counter_examples": _listed(each for each in code.examples if each.kind is ExampleKind.COUNTER),
        "notes": code.notes,
        "colour": code.colour,
    }


def _listed(examples: Iterable[ExampleDraft]) -> str:
    """Typical examples before borderline ones, as a table has them."""
    kinds = list(ExampleKind)
    return written(sorted(examples, key=lambda each: kinds.index(each.kind)))
