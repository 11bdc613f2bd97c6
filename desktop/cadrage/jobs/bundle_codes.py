"""Which codes of a bundle the project has already, what the others become, and what is added to those it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cadrage.core.bundle import Bundle, BundleCode, BundleDocument, BundleExample
from cadrage.core.codebook import Codebook
from cadrage.core.model import Code
from cadrage.core.palette import next_colour
from cadrage.core.text import clean
from cadrage.jobs.bundle_matching import Matches, by_guid
from cadrage.jobs.bundle_names import LONGEST, colour, plain_name, tidy_guid, tidy_name
from cadrage.jobs.bundle_problems import (
    COLOUR,
    EXAMPLE_OUTSIDE,
    KEY_TAKEN,
    NAME_CHANGED,
    NO_PARENT,
    OTHER_CODE,
    Problems,
    altered,
    quoted,
)
from cadrage.store.project import Project

_TEXTS = ("brief", "definition", "when_to_use", "when_not", "notes")
_KEYS = "123456789"
_UNNAMED = "Unnamed code"


@dataclass(slots=True)
class CodeMatches(Matches[BundleCode]):
    """`filled`: texts for rows that have none; `examples` by the bundle's GUID, those that are new."""

    filled: dict[int, dict[str, str]] = field(default_factory=dict)
    examples: dict[str, tuple[BundleExample, ...]] = field(default_factory=dict)


def match_codes(project: Project, bundle: Bundle, problems: Problems) -> CodeMatches:
    """By GUID, else as codebooks are matched: by short id, else by name and place. Two never become one."""
    present = {code.id: code for code in project.codes.all()}
    known, rest = by_guid(_parents_first(bundle.codes), {code.guid: code.id for code in present.values()})
    found = CodeMatches(known)
    seeker = _Seeker(project.codes.codebook(), found)
    for key, code in rest:
        row = None if code.retired else seeker.row(code)
        if row is not None:
            known[key] = row
        else:
            found.fresh[key] = code
    _tidy(found, present, problems)
    named = {code.guid: code for code in reversed(bundle.codes)}
    _compare(found, named, present, problems)
    _find_examples(project, bundle, found, named, problems)
    return found


def _parents_first(codes: Sequence[BundleCode]) -> list[BundleCode]:
    """In their order, but for those that stand before what they stand under; a circle is cut."""
    named = {code.guid: code for code in reversed(codes)}
    placed: dict[int, BundleCode] = {}
    for code in codes:
        line: list[BundleCode] = []
        above: BundleCode | None = code
        while above is not None and id(above) not in placed and above not in line:
            line.append(above)
            above = named.get(above.parent or "")
        placed.update((id(each), each) for each in reversed(line))
    return list(placed.values())


class _Seeker:
    def __init__(self, codebook: Codebook, found: CodeMatches) -> None:
        self._codebook = codebook
        self._found = found
        self._by_id: dict[str, int] = {}
        for code in codebook.codes:
            if code.short_id:
                self._by_id.setdefault(code.short_id.casefold(), code.id)

    def row(self, code: BundleCode) -> int | None:
        """The project's code that stands for one of the bundle, unless it stands for another one already."""
        taken = self._found.known.values()
        row = self._by_id.get(code.short_id.strip().casefold()) if code.short_id else None
        if row is not None and row not in taken:
            return row
        above = self._found.ref(code.parent)
        if isinstance(above, str):
            return None
        wanted = plain_name(code.name, _UNNAMED).casefold()
        return next(
            (
                each.id
                for each in self._codebook.children(above)
                if each.name.casefold() == wanted and each.id not in taken
            ),
            None,
        )


def _tidy(found: CodeMatches, present: Mapping[int, Code], problems: Problems) -> None:
    """The new codes as they will be written."""
    colours = [code.colour for code in present.values()]
    keys = {code.key for code in present.values() if code.key}
    before: set[str] = set()
    for key, code in list(found.fresh.items()):
        name = tidy_name(code.name, _UNNAMED, problems)
        given = colour(code.colour)
        if code.colour and given is None:
            problems.note(COLOUR, quoted(name))
        chosen = given or next_colour(colours)
        colours.append(chosen)
        parent = code.parent if code.parent in found.known or code.parent in before else None
        if code.parent is not None and parent is None:
            problems.note(NO_PARENT, quoted(name))
        found.fresh[key] = replace(
            code,
            guid=tidy_guid(key),
            name=name,
            short_id=_short_id(code.short_id, problems),
            colour=chosen,
            parent=parent,
            key=_free_key(code, keys, problems),
            brief=clean(code.brief),
            definition=clean(code.definition),
            when_to_use=clean(code.when_to_use),
            when_not=clean(code.when_not),
            notes=clean(code.notes),
        )
        before.add(key)


def _short_id(given: str, problems: Problems) -> str:
    plain = clean(given).strip()
    if len(plain) <= LONGEST:
        return plain
    problems.note(NAME_CHANGED, altered(plain, plain[:LONGEST]))
    return plain[:LONGEST]


def _free_key(code: BundleCode, keys: set[str], problems: Problems) -> str:
    if code.key not in tuple(_KEYS):
        return ""
    if code.key in keys:
        problems.note(KEY_TAKEN, quoted(code.name))
        return ""
    keys.add(code.key)
    return code.key


def _compare(
    found: CodeMatches, named: Mapping[str, BundleCode], present: Mapping[int, Code], problems: Problems
) -> None:
    """Texts that the project's codes lack are theirs now; what contradicts them is said."""
    for key, row in found.known.items():
        if key not in named:
            continue
        code, own = named[key], present[row]
        said = {column: clean(getattr(code, column)) for column in _TEXTS}
        filled = {column: text for column, text in said.items() if text.strip() and not getattr(own, column).strip()}
        if filled:
            found.filled[row] = filled
        other = [column for column, text in said.items() if text.strip() and text != getattr(own, column)]
        if plain_name(code.name, _UNNAMED) != own.name:
            problems.note(OTHER_CODE, altered(code.name, own.name))
        elif set(other) - set(filled):
            problems.note(OTHER_CODE, quoted(own.name))


def _find_examples(
    project: Project, bundle: Bundle, found: CodeMatches, named: Mapping[str, BundleCode], problems: Problems
) -> None:
    documents = {document.guid: document for document in reversed(bundle.documents)}
    known: dict[int, set[tuple[str, str]]] = {}
    for example in project.codes.examples():
        known.setdefault(example.code, set()).add((example.kind, example.quotation))
    for key, code in (*found.fresh.items(), *((key, named[key]) for key in found.known if key in named)):
        has = known.get(found.known.get(key, 0), set())
        examples = tuple(
            example for example in _placed(code, documents, problems) if (example.kind, example.quotation) not in has
        )
        if examples:
            found.examples[key] = examples


def _placed(code: BundleCode, documents: Mapping[str, BundleDocument], problems: Problems) -> Iterator[BundleExample]:
    for example in code.examples:
        home = documents.get(example.document or "")
        words = clean(example.quotation)
        if example.span is None or home is None or example.span.end > len(home.text):
            if example.document is not None or example.span is not None:
                problems.note(EXAMPLE_OUTSIDE, quoted(words))
            yield replace(example, document=None, span=None, quotation=words, note=clean(example.note))
        else:
            yield replace(example, quotation=words or example.span.quotation(home.text), note=clean(example.note))
