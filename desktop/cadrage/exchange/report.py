"""A report as one value: blocks in their order, made once and set in type by each format in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cadrage.core.model import Span

Manner = Literal["plain", "strong", "emphasis", "quiet", "gap"]
Role = Literal["body", "quiet", "note", "label"]
Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one manner; `gap` marks what the authors have yet to fill in. With a `colour` a swatch goes before."""

    text: str
    manner: Manner = "plain"
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` from 1, a part's title; `aside` stands beside the words, quieter. `followed`: how high the picture is,
    in points, that stays on its page."""

    level: int
    text: str
    anchor: str = ""
    colour: str = ""
    aside: str = ""
    followed: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `closely`: it stays on one page with what comes next."""

    runs: tuple[Run, ...]
    role: Role = "body"
    closely: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one thing, each fact under its name."""

    rows: tuple[tuple[str, tuple[Run, ...]], ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    title: str
    side: Side = "right"
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells as they are printed; `depth` indents the first, `colour` is its swatch, a `total` closes the table."""

    cells: tuple[str, ...]
    depth: int = 0
    colour: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its title above, where it is numbered as it comes, and its note below."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The coded words as they stand in the text, and where. `cut`: the passage goes on beyond them."""

    words: str
    source: str = ""
    remark: str = ""
    colour: str = ""
    language: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One code on one span: the codings of all coders who put it there. `pattern`: the line of a single coder."""

    number: int
    span: Span
    label: str
    name: str
    colour: str
    coders: tuple[str, ...]
    pattern: str = "solid"
    important: bool = False


@dataclass(frozen=True, slots=True)
class CodedText:
    """A document's text with its codings. `shown`: the stretches that are printed, ascending and apart; `outside`:
    what is not article, each with the reason."""

    text: str
    marks: tuple[Mark, ...]
    shown: tuple[Span, ...]
    outside: tuple[tuple[Span, str], ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its title below, where it is numbered as it comes; each format takes vectors or pixels. Sizes are
    in points; `alternative` says in words what is drawn."""

    title: str
    svg: bytes
    png: bytes
    width: float
    height: float
    alternative: str = ""


Block: TypeAlias = Heading | Paragraph | Facts | TableBlock | Quotation | CodedText | Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    anchor: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. `blocks` makes them anew each time, so that not all of them are held at once; `length`
    is how many there are, roughly, for progress."""

    name: str
    title: str
    length: int
    blocks: Callable[[], Iterator[Block]]
    contents: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The part itself, then what is under it."""
        return (Entry(self.name, self.title, 1), *self.contents)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of it. `title` stands on the first page, `about` below it; `made` is the day as 2024-03-14."""

    title: str
    about: str
    made: str
    sections: tuple[Section, ...]
    language: str = "en"

    @property
    def length(self) -> int:
        return sum(section.length for section in self.sections)
