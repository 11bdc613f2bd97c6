"""Which coders, rounds and documents of a bundle the project has already, and what the others become."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Generic, Protocol, TypeVar

from cadrage.core.bundle import Bundle, BundleCoder, BundleDocument, BundleRegion, BundleRound
from cadrage.core.identity import new_guid, now
from cadrage.core.model import Coder, Document, Round
from cadrage.core.palette import CODE_COLOURS
from cadrage.core.text import canonical, clean, text_hash
from cadrage.jobs.bundle_names import coder_name, colour, distinct, moment, tidy_guid
from cadrage.jobs.bundle_problems import (
    COLOUR,
    NEW_IDENTITY,
    NEW_ROUND,
    NO_ORIGINAL,
    OTHER_TITLE,
    REGION_OUTSIDE,
    Problems,
    altered,
    at,
    quoted,
)
from cadrage.store.coders import PATTERNS
from cadrage.store.project import Project

DEFAULT_CODER = "A"  # whom a project is made with where nobody says who codes
UNKNOWN_CODER = "Unknown coder"
_KINDS = ("open", "training", "pilot", "reliability", "final", "retest")


class Named(Protocol):
    """What is known by a GUID."""

    @property
    def guid(self) -> str:
        """Empty or any words where another program gives it."""


T = TypeVar("T", bound=Named)
Ref = int | str
"""Something shared, as it can be named before it is written: its row where it is there, else the bundle's GUID."""


@dataclass(slots=True)
class Matches(Generic[T]):
    """Things of one kind by the bundle's GUID: the rows of those that the project has, and the others as they will be
    written, under the GUIDs that they will have."""

    known: dict[str, int] = field(default_factory=dict)
    fresh: dict[str, T] = field(default_factory=dict)

    def ref(self, guid: str | None) -> Ref | None:
        if guid is None:
            return None
        return self.known.get(guid, guid if guid in self.fresh else None)

    def rows(self) -> frozenset[int]:
        return frozenset(self.known.values())


def by_guid(things: Iterable[T], rows: Mapping[str, int]) -> tuple[dict[str, int], list[tuple[str, T]]]:
    """What the project has under its GUID, and the rest; of things with one GUID the later ones get new names."""
    known: dict[str, int] = {}
    rest: list[tuple[str, T]] = []
    seen: set[str] = set()
    for thing in things:
        plain = tidy_guid(thing.guid)
        key = thing.guid if thing.guid and plain not in seen and thing.guid not in seen else new_guid()
        seen |= {plain, thing.guid}
        row = rows.get(plain) if key == thing.guid else None
        if row is not None:
            known[key] = row
        else:
            rest.append((key, thing))
    return known, rest


# A project that nobody has used yet.


@dataclass(frozen=True, slots=True)
class Placeholders:
    """The coder and the round that an unused project was made with, where the bundle's take their places."""

    coder: Coder | None = None
    round: Round | None = None


def placeholders(project: Project, bundle: Bundle) -> Placeholders:
    """A coder of a name that somebody chose stays, unless the bundle has that coder."""
    coders, rounds = project.coders.all(), project.rounds.all()
    used = project.documents.all() or project.codes.all() or project.memos.all()
    if used or len(coders) > 1 or len(rounds) > 1:
        return Placeholders()
    names = {coder.name for coder in bundle.coders}
    gives_way = names and (coders[0].name == DEFAULT_CODER or coders[0].name in names)
    itself = {tidy_guid(coder.guid) for coder in bundle.coders} | {tidy_guid(round_.guid) for round_ in bundle.rounds}
    return Placeholders(
        coders[0] if gives_way and coders[0].guid not in itself else None,
        rounds[0] if bundle.rounds and rounds[0].guid not in itself else None,
    )


# Coders.


def match_coders(project: Project, bundle: Bundle, gone: Coder | None, problems: Problems) -> Matches[BundleCoder]:
    """By GUID, else by name; two coders of the bundle never become one."""
    present = [coder for coder in project.coders.all() if coder != gone]
    known, rest = by_guid(bundle.coders, {coder.guid: coder.id for coder in present})
    claimed = frozenset(known.values())
    free = {coder.name: coder.id for coder in present if coder.id not in claimed}
    taken = {coder.name for coder in present if coder.id in claimed}
    found: Matches[BundleCoder] = Matches(known)
    for key, coder in rest:
        name = distinct(coder_name(coder.name, problems), taken)
        taken.add(name)
        if name in free:
            known[key] = free[name]
        else:
            number = len(present) + len(found.fresh)
            found.fresh[key] = _coder(coder, key, name, number, problems)
    return found


def _coder(coder: BundleCoder, key: str, name: str, number: int, problems: Problems) -> BundleCoder:
    if coder.colour and colour(coder.colour) is None:
        problems.note(COLOUR, quoted(name))
    own = CODE_COLOURS[(15 + 5 * number) % len(CODE_COLOURS)].light
    pattern = coder.pattern if coder.pattern in PATTERNS else PATTERNS[number % len(PATTERNS)]
    return BundleCoder(tidy_guid(key), name, colour(coder.colour) or own, pattern, coder.active)


def unknown_coder(project: Project, coders: Matches[BundleCoder]) -> str:
    """The key of the one to whom goes what nobody is said to have made."""
    if UNKNOWN_CODER not in coders.known and UNKNOWN_CODER not in coders.fresh:
        present = project.coders.find(UNKNOWN_CODER)
        if present is not None:
            coders.known[UNKNOWN_CODER] = present.id
        else:
            number = len(project.coders.all()) + len(coders.fresh)
            new = BundleCoder(new_guid(), UNKNOWN_CODER)
            coders.fresh[UNKNOWN_CODER] = _coder(new, new.guid, UNKNOWN_CODER, number, Problems())
    return UNKNOWN_CODER


# Rounds.


def match_rounds(project: Project, bundle: Bundle, gone: Round | None, problems: Problems) -> Matches[BundleRound]:
    """By GUID, else by kind, name and blindness; new ones keep their numbers where these are free."""
    present = [round_ for round_ in project.rounds.all() if round_ != gone]
    known, rest = by_guid(bundle.rounds, {round_.guid: round_.id for round_ in present})
    claimed = frozenset(known.values())
    free: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for own in reversed(present):
        if own.id not in claimed:
            free[(own.kind, own.name, own.blind)].append(own.id)
    numbers = {round_.number for round_ in present}
    latest = max(numbers, default=None)
    found: Matches[BundleRound] = Matches(known)
    for key, given in rest:
        round_ = _round(given, key, numbers)
        same = free.get((round_.kind, round_.name, round_.blind))
        if same:
            known[key] = same.pop()
            continue
        numbers.add(round_.number)
        found.fresh[key] = round_
        if latest is not None and round_.number > latest:
            problems.note(NEW_ROUND, quoted(round_.name))
    return found


def _round(round_: BundleRound, key: str, numbers: set[int]) -> BundleRound:
    return replace(
        round_,
        guid=tidy_guid(key),
        name=clean(round_.name),
        kind=round_.kind if round_.kind in _KINDS else "open",
        number=round_.number if round_.number not in numbers else max(numbers) + 1,
        state=round_.state if round_.state in ("open", "closed") else "open",
        unsealed=moment(round_.unsealed, "") or None,
    )


def present_round(project: Project, rounds: Matches[BundleRound], gone: Round | None) -> Ref:
    """The round that is the latest when the bundle is in: what names no round goes into it."""
    fresh = [(value.number, key) for key, value in rounds.fresh.items()]
    latest = project.rounds.latest
    if fresh and (latest == gone or max(fresh)[0] >= latest.number):
        return max(fresh, key=_number)[1]
    return latest.id


def _number(numbered: tuple[int, str]) -> int:
    return numbered[0]


# Documents.


def match_documents(project: Project, bundle: Bundle, problems: Problems) -> Matches[BundleDocument]:
    """By GUID where the text is the same, else by text; two documents of the bundle never become one."""
    present = {document.id: document for document in project.documents.all()}
    rows = {document.guid: document.id for document in present.values()}
    hashes = {id(document): text_hash(document.text) for document in bundle.documents}
    known, rest = by_guid(bundle.documents, rows)
    named = {document.guid: document for document in reversed(bundle.documents)}
    for key, row in list(known.items()):
        if hashes[id(named[key])] != present[row].sha256:
            del known[key]
            rest.append((key, named[key]))
    by_text: dict[str, list[int]] = defaultdict(list)
    claimed = frozenset(known.values())
    for own in reversed(present.values()):
        if own.id not in claimed:
            by_text[own.sha256].append(own.id)
    order = {id(document): place for place, document in enumerate(bundle.documents)}
    found: Matches[BundleDocument] = Matches(known)
    for key, document in sorted(rest, key=lambda each: order[id(each[1])]):
        same = by_text.get(hashes[id(document)])
        if same:
            known[key] = same.pop()
        else:
            found.fresh[key] = _document(document, key, rows, problems)
    _compare_titles(found.known, named, present, problems)
    return _with_originals(found, problems)


def _document(document: BundleDocument, key: str, rows: Mapping[str, int], problems: Problems) -> BundleDocument:
    if document.text != canonical(document.text):
        raise ValueError("the text of a bundle's document is not canonical: positions would not be its own")
    guid = tidy_guid(key)
    file_name = clean(document.file_name)
    title = clean(document.title).strip() or PurePath(file_name).stem or "Untitled document"
    if guid in rows:
        guid = new_guid()
        problems.note(NEW_IDENTITY, quoted(title))
    return replace(
        document,
        guid=guid,
        title=title,
        file_name=file_name,
        format=clean(document.format),
        encoding=clean(document.encoding),
        language=clean(document.language),
        added=moment(document.added, now()),
        regions=_regions(document, title, problems),
    )


def _regions(document: BundleDocument, title: str, problems: Problems) -> tuple[BundleRegion, ...]:
    inside = []
    for region in document.regions:
        if region.span.end <= len(document.text):
            inside.append(region)
        else:
            problems.note(REGION_OUTSIDE, at(title, region.span.start, region.span.end))
    return tuple(inside)


def _compare_titles(
    known: Mapping[str, int],
    named: Mapping[str, BundleDocument],
    present: Mapping[int, Document],
    problems: Problems,
) -> None:
    for key, row in known.items():
        title = named[key].title.strip() if key in named else ""
        if title and title != present[row].title:
            problems.note(OTHER_TITLE, altered(title, present[row].title))


def _with_originals(found: Matches[BundleDocument], problems: Problems) -> Matches[BundleDocument]:
    for key, document in found.fresh.items():
        original = document.duplicate_of
        if original is not None and (original == key or found.ref(original) is None):
            problems.note(NO_ORIGINAL, quoted(document.title))
            found.fresh[key] = replace(document, duplicate_of=None)
    return found
