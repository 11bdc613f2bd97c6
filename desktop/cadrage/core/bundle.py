"""A study as it travels between programs: documents, codes, codings and what is said of them, named by GUID.

Readers of REFI-QDA projects and of other tools' files deliver a Bundle; a project gives and takes one. Everything
refers to everything else by GUID, so that nothing in a bundle depends on the rows of a project.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cadrage.core.model import Choice, ExampleKind, Layer, Origin, Scope, Span, State, Subject, VariableKind


@dataclass(frozen=True, slots=True)
class BundleCoder:
    """A person who coded. Without `colour` and `pattern` the project chooses them."""

    guid: str
    name: str
    colour: str = ""
    pattern: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class BundleRegion:
    """A stretch of a document that is not article text, or was proposed as such."""

    span: Span
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class BundleDocument:
    """One document; `text` is canonical, so that positions count its code points. `original` is the file it came
    from, empty where it is not known; `values` its facts by variable name; `pages` the positions at which pages begin,
    where it has pages."""

    guid: str
    title: str
    text: str
    file_name: str = ""
    format: str = "txt"
    encoding: str = ""
    language: str = ""
    duplicate_of: str | None = None
    added: str = ""
    original: bytes = b""
    values: Mapping[str, str] = field(default_factory=dict)
    regions: tuple[BundleRegion, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleExample:
    """A quotation that shows where a code's border runs; `document` and `span` where it is in the bundle."""

    kind: ExampleKind
    quotation: str
    document: str | None = None
    span: Span | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BundleCode:
    """A code; `parent` is a code's GUID. Parents stand before their children, siblings in their order."""

    guid: str
    name: str
    short_id: str = ""
    colour: str = ""
    parent: str | None = None
    key: str = ""
    brief: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    notes: str = ""
    retired: bool = False
    examples: tuple[BundleExample, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleRound:
    guid: str
    name: str
    kind: str = "open"
    number: int = 1
    blind: bool = False
    state: str = "open"
    unsealed: str | None = None


@dataclass(frozen=True, slots=True)
class BundleCoding:
    """One coder's code on one span; `round` None stands for the round that is open. `values`: its attributes."""

    guid: str
    document: str
    code: str
    coder: str
    span: Span
    round: str | None = None
    layer: Layer = Layer.CODER
    important: bool = False
    origin: Origin = Origin.IMPORT
    created: str = ""
    modified: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BundleStatus:
    """How far a coder is with a document."""

    document: str
    coder: str
    state: State
    round: str | None = None
    started: str | None = None
    completed: str | None = None


@dataclass(frozen=True, slots=True)
class BundleVariable:
    guid: str
    scope: Scope
    name: str
    kind: VariableKind
    label: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleActor:
    """Somebody whom values name; `retired` where the actor was taken out of the list."""

    guid: str
    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class BundleJudgement:
    """A coder's answer about a whole document; `variable` is its name."""

    document: str
    coder: str
    variable: str
    value: str
    round: str | None = None


@dataclass(frozen=True, slots=True)
class BundleMemo:
    """A note on a project (`subject_guid` empty), document, code or coding."""

    guid: str
    subject: Subject
    subject_guid: str
    coder: str
    text: str
    round: str | None = None
    created: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class BundleSet:
    """Documents or codes under a name; `members` are their GUIDs."""

    guid: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A study, or as much of one as a file holds.

    `source` names the program or format it came from. Values of actor variables are names of actors.
    `problems` says in sentences what the file held that could not be taken over, and why.
    """

    name: str
    source: str
    documents: tuple[BundleDocument, ...] = ()
    codes: tuple[BundleCode, ...] = ()
    coders: tuple[BundleCoder, ...] = ()
    rounds: tuple[BundleRound, ...] = ()
    codings: tuple[BundleCoding, ...] = ()
    statuses: tuple[BundleStatus, ...] = ()
    variables: tuple[BundleVariable, ...] = ()
    actors: tuple[BundleActor, ...] = ()
    judgements: tuple[BundleJudgement, ...] = ()
    memos: tuple[BundleMemo, ...] = ()
    document_sets: tuple[BundleSet, ...] = ()
    code_sets: tuple[BundleSet, ...] = ()
    codebook_version: str = ""
    problems: tuple[str, ...] = ()
