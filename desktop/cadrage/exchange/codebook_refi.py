"""REFI-QDA codebooks (.qdc): codes as the programs of the field exchange them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from cadrage import __version__
from cadrage.core.bundle import BundleCode
from cadrage.core.errors import UserError
from cadrage.core.model import CodebookDraft, CodeDraft, ExampleDraft
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.codebook_draft import Entry, assemble
from cadrage.exchange.refi_code_writing import codes_xml
from cadrage.exchange.refi_codes import ReadCode, read_codes
from cadrage.exchange.refi_tree import child, root_of, tag
from cadrage.exchange.refi_words import CODEBOOK, ORIGIN

_UNKNOWN: Mapping[str, str] = MappingProxyType({})


def read(path: Path, data: bytes) -> CodebookDraft:
    """Nested codes with all that their Descriptions say. Raises UserError where the file is no such XML.

    A project's XML is read, too: of it only the codebook.
    """
    root = root_of(data, "codebook")
    book = child(root, "CodeBook") if tag(root) == "Project" else root
    if book is None or tag(book) != "CodeBook":
        raise UserError("The file is XML, but not a REFI-QDA codebook. Export the codebook as .qdc.")
    return assemble(path.stem, [Entry(_draft(each), each.parent) for each in read_codes(child(book, "Codes"))])


def write(codes: Sequence[BundleCode], path: Path, titles: Mapping[str, str] = _UNKNOWN) -> None:
    """The codes with every field; `titles`: what the documents of examples are called, by GUID.

    Raises UserError where the file cannot be written, or there are no codes, which the format does not allow.
    """
    if not codes:
        raise UserError("The codebook has no codes, and a REFI-QDA codebook must have one. Add a code first.")
    text = "".join(codes_xml(codes, titles, frozenset(), _nothing))
    with safe_replace(path) as draft:
        draft.write_text(
            f'<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="{CODEBOOK}" origin="{ORIGIN} {__version__}">'
            f"<Codes>\n{text}</Codes></CodeBook>\n",
            encoding="utf-8",
            newline="\n",
        )


def _nothing(code: str) -> str:
    """Codebook files have no notes that a code could refer to."""
    return ""


def _draft(read: ReadCode) -> CodeDraft:
    said = read.described
    examples = tuple(
        ExampleDraft(
            each.example.kind,
            each.example.quotation,
            each.title or each.example.document or "",
            each.example.span,
            each.example.note,
        )
        for each in said.examples
    )
    return CodeDraft(
        said.short_id,
        read.name.strip(),
        read.colour,
        brief=said.brief,
        definition=said.definition.strip(),
        when_to_use=said.when_to_use,
        when_not=said.when_not,
        notes=said.notes,
        key=said.key,
        examples=examples,
    )
