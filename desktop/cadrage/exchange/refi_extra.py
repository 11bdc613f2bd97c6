"""What a study holds beyond REFI-QDA, in one JSON part of the archive that other programs pass over."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields

from cadrage.core.bundle import (
    Bundle,
    BundleActor,
    BundleCode,
    BundleCoder,
    BundleCoding,
    BundleDocument,
    BundleJudgement,
    BundleMemo,
    BundleRound,
    BundleStatus,
    BundleVariable,
)
from cadrage.core.text import sha256
from cadrage.exchange.refi_plain import JSON, fitting, made, plain
from cadrage.exchange.refi_words import colour_in, is_time, sayable

PART = "cadrage.json"
_FORMAT = 1
# What the text source itself says of a document, or another part of the archive.
_SAID_OF_DOCUMENTS = ("guid", "title", "text", "added", "original", "values")
_OF_DOCUMENTS = tuple(each.name for each in fields(BundleDocument) if each.name not in _SAID_OF_DOCUMENTS)
_OF_CODINGS = ("round", "layer", "important", "origin", "created", "modified", "values")
_OF_MEMOS = ("subject", "subject_guid", "coder", "round")
# The dataclass fields of codes that a Description or an attribute carries, if XML can say them.
_OF_CODES = ("name", "short_id", "key", "brief", "definition", "when_to_use", "when_not", "notes")
Fields: typing.TypeAlias = dict[str, typing.Any]


@dataclass(frozen=True, slots=True)
class Extra:
    """Fields by GUID that replace what the REFI-QDA part says; `originals` names parts of the archive."""

    project: Fields = field(default_factory=dict)
    coders: Mapping[str, BundleCoder] = field(default_factory=dict)
    documents: Mapping[str, Fields] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Fields] = field(default_factory=dict)
    codings: Mapping[str, Fields] = field(default_factory=dict)
    memos: Mapping[str, Fields] = field(default_factory=dict)
    sets: Mapping[str, str] = field(default_factory=dict)
    code_sets: frozenset[str] = frozenset()
    rounds: tuple[BundleRound, ...] = ()
    variables: tuple[BundleVariable, ...] = ()
    actors: tuple[BundleActor, ...] = ()
    statuses: tuple[BundleStatus, ...] = ()
    judgements: tuple[BundleJudgement, ...] = ()


def original_part(original: bytes) -> str:
    """Under which name an original file lies in the archive; several documents may come from one."""
    return f"originals/{sha256(original)[:32]}"


def has_own_original(document: BundleDocument) -> bool:
    """Whether the file that a document came from says more than its text."""
    return bool(document.original) and document.original != document.text.encode("utf-8")


def written(bundle: Bundle) -> bytes:
    """The JSON part of a bundle."""
    unsaid: dict[str, JSON] = {
        "format": _FORMAT,
        "project": _project(bundle),
        "coders": [plain(each) for each in bundle.coders],
        "documents": _by_guid(bundle.documents, _document),
        "originals": {each.guid: original_part(each.original) for each in bundle.documents if has_own_original(each)},
        "as_text": [each.guid for each in bundle.documents if each.original and not has_own_original(each)],
        "codes": _by_guid(bundle.codes, _code),
        "codings": _by_guid(bundle.codings, _coding),
        "memos": _by_guid(bundle.memos, _memo),
        "sets": {each.guid: each.name for each in (*bundle.document_sets, *bundle.code_sets)},
        "code_sets": [each.guid for each in bundle.code_sets],
        "rounds": [plain(each) for each in bundle.rounds],
        "variables": [plain(each) for each in bundle.variables],
        "actors": [plain(each) for each in bundle.actors],
        "statuses": [plain(each) for each in bundle.statuses],
        "judgements": [plain(each) for each in bundle.judgements],
    }
    return json.dumps(unsaid, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def read(data: bytes) -> Extra:
    """Raises ValueError where the part is damaged or of a later format."""
    try:
        raw = json.loads(data)
        if not isinstance(raw, dict) or raw.get("format") != _FORMAT:
            raise ValueError("another format")
        return _extra(raw)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _extra(raw: dict[str, typing.Any]) -> Extra:
    originals = {str(guid): str(part) for guid, part in raw["originals"].items()}
    originals.update({str(guid): "" for guid in raw["as_text"]})
    return Extra(
        project=_allowed(Bundle, raw["project"], ("name", "codebook_version")),
        coders={each["guid"]: made(BundleCoder, each) for each in raw["coders"]},
        documents=_fields(BundleDocument, raw["documents"], (*_OF_DOCUMENTS, "title", "added", "values")),
        originals=originals,
        codes=_fields(BundleCode, raw["codes"], (*_OF_CODES, "colour", "examples")),
        codings=_fields(BundleCoding, raw["codings"], _OF_CODINGS),
        memos=_fields(BundleMemo, raw["memos"], (*_OF_MEMOS, "text", "created", "modified")),
        sets={str(guid): str(name) for guid, name in raw["sets"].items()},
        code_sets=frozenset(map(str, raw["code_sets"])),
        rounds=tuple(made(BundleRound, each) for each in raw["rounds"]),
        variables=tuple(made(BundleVariable, each) for each in raw["variables"]),
        actors=tuple(made(BundleActor, each) for each in raw["actors"]),
        statuses=tuple(made(BundleStatus, each) for each in raw["statuses"]),
        judgements=tuple(made(BundleJudgement, each) for each in raw["judgements"]),
    )


def _fields(kind: type, raw: dict[str, typing.Any], names: Collection[str]) -> dict[str, Fields]:
    return {guid: _allowed(kind, each, names) for guid, each in raw.items()}


def _allowed(kind: type, raw: dict[str, typing.Any], names: Collection[str]) -> Fields:
    """What XML says as well must not be said twice, and differently."""
    return {name: value for name, value in fitting(kind, raw).items() if name in names}


Guided = typing.TypeVar("Guided", BundleDocument, BundleCode, BundleCoding, BundleMemo)


def _by_guid(values: Iterable[Guided], unsaid: Callable[[Guided], dict[str, JSON]]) -> dict[str, JSON]:
    return {each.guid: found for each in values if (found := unsaid(each))}


def _project(bundle: Bundle) -> dict[str, JSON]:
    names = ("codebook_version", *_unsayable(bundle, ("name",)))
    return {name: str(getattr(bundle, name)) for name in names if getattr(bundle, name)}


def _document(document: BundleDocument) -> dict[str, JSON]:
    found = plain(document, (*_OF_DOCUMENTS, *_unsayable(document, ("title",)), *_untimely(document, "added")))
    if document.values:
        found["values"] = dict(document.values)
    return found


def _code(code: BundleCode) -> dict[str, JSON]:
    names = [*_unsayable(code, _OF_CODES)]
    if code.colour != colour_in(code.colour):
        names.append("colour")
    if any(sayable(text) != text for each in code.examples for text in (each.quotation, each.note)):
        names.append("examples")
    return plain(code, names) if names else {}


def _coding(coding: BundleCoding) -> dict[str, JSON]:
    """Twenty thousand of them must not take a second: nothing general here."""
    found: dict[str, JSON] = {}
    if coding.round is not None:
        found["round"] = coding.round
    if coding.layer is not _CODING_DEFAULTS["layer"]:
        found["layer"] = coding.layer.value
    if coding.important:
        found["important"] = True
    if coding.origin is not _CODING_DEFAULTS["origin"]:
        found["origin"] = coding.origin.value
    if coding.created and not is_time(coding.created):
        found["created"] = coding.created
    if coding.modified:
        found["modified"] = coding.modified
    if coding.values:
        found["values"] = dict(coding.values)
    return found


_CODING_DEFAULTS = {each.name: each.default for each in fields(BundleCoding)}


def _memo(memo: BundleMemo) -> dict[str, JSON]:
    found = plain(memo, (*_OF_MEMOS, *_unsayable(memo, ("text",))))
    for name in ("created", "modified"):
        if not is_time(getattr(memo, name)):
            found[name] = str(getattr(memo, name))
    return found


def _unsayable(value: object, names: Iterable[str]) -> tuple[str, ...]:
    """The fields that XML would change."""
    return tuple(name for name in names if sayable(getattr(value, name)) != getattr(value, name))


def _untimely(value: object, name: str) -> tuple[str, ...]:
    return () if is_time(getattr(value, name)) else (name,)
