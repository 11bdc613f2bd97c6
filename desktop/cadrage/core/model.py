"""The nouns of framing analysis as frozen values that cannot be built wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a document's canonical text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, position: int) -> bool:
        return self.start <= position < self.end

    def quotation(self, text: str) -> str:
        return text[self.start : self.end]


class State(StrEnum):
    """How far one coder is with one document."""

    NONE = "none"
    PROGRESS = "progress"
    COMPLETE = "complete"


class Layer(StrEnum):
    """Whose voice a coding is: one coder's own, or the adjudicated one."""

    CODER = "coder"
    GOLD = "gold"


class Origin(StrEnum):
    """How a coding came to be."""

    HAND = "hand"
    SEARCH = "search"
    IMPORT = "import"
    MERGE = "merge"
    ADJUDICATION = "adjudication"


class ExampleKind(StrEnum):
    TYPICAL = "typical"
    BORDERLINE = "borderline"
    COUNTER = "counter"


class Subject(StrEnum):
    """What a memo is about."""

    PROJECT = "project"
    DOCUMENT = "document"
    CODE = "code"
    CODING = "coding"


class Scope(StrEnum):
    """What a variable describes: a document's facts, a coder's judgement of it, or a coding."""

    DOCUMENT = "document"
    JUDGEMENT = "judgement"
    CODING = "coding"


class VariableKind(StrEnum):
    CHOICE = "choice"
    ORDINAL = "ordinal"
    TEXT = "text"
    ACTOR = "actor"
    NUMBER = "number"
    DATE = "date"


FORBIDDEN_IN_CODER_NAMES = "|,"


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes; `pattern` is the line style that tells coders apart without colour."""

    id: int
    guid: str
    name: str
    colour: str
    pattern: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `length` counts the code points of its canonical text."""

    id: int
    guid: str
    title: str
    file_name: str
    text_id: int
    sha256: str
    length: int
    format: str
    encoding: str
    position: int
    language: str = ""
    duplicate_of: int | None = None
    added: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the codebook."""

    id: int
    guid: str
    short_id: str
    name: str
    colour: str
    parent: int | None
    position: int
    key: str = ""
    brief: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    notes: str = ""
    retired: bool = False

    @property
    def label(self) -> str:
        """What stands for the code where room is short."""
        return self.short_id or self.name


@dataclass(frozen=True, slots=True)
class Example:
    """A quotation that shows where a code's border runs; `document` and `span` where it is in the project."""

    id: int
    guid: str
    code: int
    kind: ExampleKind
    quotation: str
    document: int | None = None
    span: Span | None = None
    note: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's code on one span of one document."""

    id: int
    guid: str
    document: int
    code: int
    coder: int
    round: int
    span: Span
    layer: Layer = Layer.CODER
    important: bool = False
    origin: Origin = Origin.HAND
    codebook_version: int | None = None
    created: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a coder is with a document in a round."""

    document: int
    coder: int
    round: int
    state: State
    started: str | None = None
    completed: str | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """A coder's note on the project, a document, a code or a coding (named by guid)."""

    id: int
    guid: str
    subject: Subject
    subject_guid: str
    coder: int
    text: str
    created: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A stretch of the study with its own status and rules of blindness."""

    id: int
    guid: str
    kind: str
    number: int
    name: str
    blind: bool
    state: str
    unsealed: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible value of a choice or ordinal variable."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A named property of documents, judgements or codings."""

    id: int
    guid: str
    scope: Scope
    name: str
    label: str
    kind: VariableKind
    position: int = 0
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Segments:
    """Boundaries of one kind of unit in one text: ascending (start, end) pairs of code points."""

    unit: str
    splitter: str
    version: str
    boundaries: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """One article that a reader found in a file, before anything is stored.

    `original` holds the whole file, however many articles it gave; `pages` are the positions in `text` at which
    its pages begin, where it has pages. `folder`, where the file lies, is told to patterns of names and not stored.
    """

    title: str
    file_name: str
    text: str
    format: str
    encoding: str
    original: bytes
    values: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    folder: str = ""

    @property
    def path(self) -> str:
        """The file's name with the folder it lies in."""
        return f"{self.folder}/{self.file_name}" if self.folder else self.file_name


@dataclass(frozen=True, slots=True)
class SpanRow:
    """One row of a span table: names as they stand in the file, positions in code points."""

    line: int
    document: str
    coder: str
    code: str
    span: Span
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a table that could not be used, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ExampleDraft:
    """An example as a codebook file gives it: the document by file name."""

    kind: ExampleKind
    quotation: str
    document: str = ""
    span: Span | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code as a codebook file gives it; `parent` is the short id or name of another draft."""

    short_id: str
    name: str
    colour: str = ""
    parent: str = ""
    brief: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    notes: str = ""
    key: str = ""
    examples: tuple[ExampleDraft, ...] = ()
    retired: bool = False

    @property
    def label(self) -> str:
        return self.short_id or self.name


@dataclass(frozen=True, slots=True)
class VariableDraft:
    scope: Scope
    name: str
    kind: VariableKind
    label: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class CodebookDraft:
    """A whole codebook as read from a file, parents before their children. `description`: what it is for;
    `source`: the work that it follows."""

    title: str
    codes: tuple[CodeDraft, ...]
    variables: tuple[VariableDraft, ...] = ()
    notes: str = ""
    version: str = ""
    description: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one user action touched: `rows` holds (table, id) of every row written; `number` is its journal's."""

    label: str
    rows: frozenset[tuple[str, int]]
    number: int = 0

    def touches(self, *tables: str) -> bool:
        return any(table in tables for table, _ in self.rows)

    def ids(self, table: str) -> frozenset[int]:
        return frozenset(row for name, row in self.rows if name == table)
