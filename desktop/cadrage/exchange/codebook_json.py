"""Codebooks in Cadrage's JSON form, as the shipped templates are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from cadrage.core.errors import UserError
from cadrage.core.model import (
    Choice,
    CodebookDraft,
    CodeDraft,
    ExampleDraft,
    ExampleKind,
    Scope,
    Span,
    VariableDraft,
    VariableKind,
)
from cadrage.core.text import clean
from cadrage.exchange.codebook_draft import Entry, assemble, find_parent
from cadrage.exchange.encodings import decode

Fields: TypeAlias = Mapping[str, object]

_KINDS = frozenset(kind.value for kind in VariableKind)
_EXAMPLES = {
    "examples": ExampleKind.TYPICAL,
    "borderline_examples": ExampleKind.BORDERLINE,
    "counter_examples": ExampleKind.COUNTER,
}


def read(path: Path, data: bytes) -> CodebookDraft:
    """Raises UserError where the file is not JSON of this form."""
    entries, about = read_entries(path, data)
    whole = assemble(about.title, entries, about.variables, about.notes)
    return replace(about, codes=whole.codes)


def read_entries(path: Path, data: bytes) -> tuple[list[Entry], CodebookDraft]:
    """The codes in their order, each with the place of its parent, and all else that the file says."""
    book = _book(data)
    found = sorted(_objects(book, "codes"), key=order)
    codes = [_code(fields) for fields in found]
    paths = [_text(fields, "path") for fields in found]
    entries = [
        Entry(code, find_parent(codes, parent, paths) if (parent := _text(fields, "parent")) else None)
        for fields, code in zip(found, codes, strict=True)
    ]
    variables = (*_coding_variables(book), *_document_variables(book))
    rules = [clean(rule) for rule in _list(book, "unit_rules") if isinstance(rule, str)]
    notes = "\n".join([*rules, *filter(None, [_text(book, "notes")])])
    about = CodebookDraft(
        _text(book, "title") or path.stem,
        (),
        variables,
        notes,
        version=_text(book, "version"),
        description=_text(book, "description"),
        source=_text(book, "source"),
    )
    return entries, about


def _book(data: bytes) -> Fields:
    try:
        book = json.loads(decode(data).text.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UserError("The file is not JSON. Choose a codebook that was saved as JSON.") from error
    if not isinstance(book, dict) or not isinstance(book.get("codes"), list):
        raise UserError('The file is JSON, but not a codebook: it has no list "codes". Choose another file.')
    return book


def order(fields: Fields) -> float:
    """A code's place as the file tells it; those without one come last."""
    place = fields.get("order")
    return place if isinstance(place, int | float) else float("inf")


def _code(fields: Fields) -> CodeDraft:
    return CodeDraft(
        short_id=_text(fields, "id"),
        name=_text(fields, "name"),
        colour=_text(fields, "colour") or _text(fields, "color"),
        brief=_text(fields, "brief"),
        definition=_text(fields, "definition"),
        when_to_use=_text(fields, "include"),
        when_not=_text(fields, "exclude"),
        notes=_text(fields, "notes"),
        key=_text(fields, "key"),
        examples=tuple(
            _example(example, kind) for name, kind in _EXAMPLES.items() for example in _objects(fields, name)
        ),
    )


def _example(fields: Fields, kind: ExampleKind) -> ExampleDraft:
    start, end = fields.get("start"), fields.get("end")
    known = isinstance(start, int) and isinstance(end, int) and 0 <= start < end
    span = Span(start, end) if known and isinstance(start, int) and isinstance(end, int) else None
    return ExampleDraft(kind, _text(fields, "quote"), _text(fields, "doc"), span, _text(fields, "why"))


def _coding_variables(book: Fields) -> Iterator[VariableDraft]:
    for fields in _objects(book, "coding_attributes"):
        # Every coding has a memo of its own.
        if _text(fields, "id") != "memo":
            yield _variable(fields, Scope.CODING)


def _document_variables(book: Fields) -> Iterator[VariableDraft]:
    for fields in _objects(book, "document_variables"):
        name = _text(fields, "id")
        judged = name == "primary_frame" or name.startswith("tone_") or fields.get("scope") == "judgement"
        yield _variable(fields, Scope.JUDGEMENT if judged else Scope.DOCUMENT)


def _variable(fields: Fields, scope: Scope) -> VariableDraft:
    name, kind = _text(fields, "id"), _text(fields, "type")
    if not name:
        raise UserError('A variable of the codebook has no "id". Give it one.')
    values = [_scalar(value) for value in _list(fields, "values")]
    labels = [_scalar(label) for label in _list(fields, "labels")]
    labels += [""] * (len(values) - len(labels))
    return VariableDraft(
        scope,
        name,
        # A reference to another document is kept by its name.
        VariableKind(kind) if kind in _KINDS else VariableKind.TEXT,
        _text(fields, "label"),
        tuple(Choice(value, label) for value, label in zip(values, labels, strict=False) if value),
    )


def _scalar(value: object) -> str:
    return clean(value) if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _text(fields: Fields, name: str) -> str:
    """A field's words; a number is taken as written, nothing where there is none."""
    value = fields.get(name)
    if value is None or isinstance(value, str | int | float):
        return "" if value is None else _scalar(value).strip()
    raise UserError(f'The field "{name}" of the codebook is not text. Correct it.')


def _list(fields: Fields, name: str) -> list[object]:
    """A field's list; one value instead of a list, as in an open set of values, counts as none."""
    value = fields.get(name)
    return value if isinstance(value, list) else []


def _objects(fields: Fields, name: str) -> list[Fields]:
    found = _list(fields, name)
    objects: list[Fields] = [item for item in found if isinstance(item, dict)]
    if len(objects) < len(found):
        raise UserError(f'The list "{name}" of the codebook holds something that is not an object. Correct it.')
    return objects
