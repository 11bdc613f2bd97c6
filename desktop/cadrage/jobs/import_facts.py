"""Facts about documents that are imported, from the names of their files and from what a person says of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.core.text import clean
from cadrage.exchange.metadata import values_for
from cadrage.exchange.name_patterns import NamePattern, read_pattern
from cadrage.jobs.importing import Readings

_NOT_FOR_ALL = ("title", "duplicate_of")
_HEAD = 600  # characters at the beginning of a text, where its headline would stand
_NO_NAME_FITS = (
    "No file's name fits the pattern “{pattern}”. The first name is “{name}”: write the pattern with the signs that "
    "stand between its parts."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of documents beside what their files say. `table` has variables by file name.

    `headlines`: titles that stand beside a text, as databases give them, become its first line and can be coded.
    """

    pattern: NamePattern | None = None
    for_all: Mapping[str, str] = field(default_factory=dict)
    table: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    headlines: bool = False


def name_pattern(pattern: str, file_names: Iterable[str]) -> NamePattern:
    """The pattern; raises UserError where it cannot be read, or where none of the names fits it."""
    read = read_pattern(pattern)
    names = list(file_names)
    if names and not any(read.values(name) for name in names):
        raise UserError(_NO_NAME_FITS.format(pattern=pattern, name=names[0]))
    return read


def values_for_all(given: Iterable[str]) -> dict[str, str]:
    """Variables from “name=value”. Raises UserError for words without a name or a value, and for a title."""
    found: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        name, value = clean(name).strip(), clean(value).strip()
        if not (equals and name and value):
            raise UserError(f"“{each}” sets nothing. Write a variable and its value, such as country=Norway.")
        if name.casefold() in _NOT_FOR_ALL:
            raise UserError(f"“{name}” cannot be the same for all documents. Set it in a table, file by file.")
        found[name] = value
    return found


def with_facts(readings: Readings, facts: Facts) -> Readings:
    """The readings with these facts: a file's name says more than the file, and a person more than both."""
    if facts == Facts():
        return readings
    files = Counter(draft.file_name for draft in readings.drafts)
    drafts = (with_facts_of(draft, facts, alone=files[draft.file_name] == 1) for draft in readings.drafts)
    return replace(readings, drafts=tuple(drafts))


def with_facts_of(draft: DocumentDraft, facts: Facts, *, alone: bool) -> DocumentDraft:
    """One draft with these facts; what it repeats (`duplicate_of`) is told only while it is kept.

    Where it is not alone in its file, the file's name is no title.
    """
    draft = with_headline(draft) if facts.headlines else draft
    named = dict(facts.pattern.values(draft.path)) if facts.pattern else {}
    if not alone:
        named.pop("title", None)
    told = {**named, **facts.for_all, **_filled(values_for(facts.table, draft.file_name))}
    told.pop("duplicate_of", None)
    title = told.pop("title", "") or draft.title
    return replace(draft, title=title, values={**draft.values, **told}) if told or title != draft.title else draft


def with_headline(draft: DocumentDraft) -> DocumentDraft:
    """The draft with its title as the first line, unless the title is the file's name or stands at its beginning."""
    head = " ".join(draft.text[:_HEAD].split()).casefold()
    if draft.title == PurePath(draft.file_name).stem or draft.title.casefold() in head:
        return draft
    line = f"{draft.title}\n\n"
    return replace(draft, text=line + draft.text, pages=tuple(start and start + len(line) for start in draft.pages))


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in values.items() if value.strip()}
