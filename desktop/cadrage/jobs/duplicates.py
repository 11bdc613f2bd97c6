"""Texts that repeat each other: exact copies by their hash, near ones by what they share; a person decides."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cadrage.core.article_text import article_text
from cadrage.core.model import Document, Span
from cadrage.language import near_duplicates
from cadrage.store.project import Project

Report = Callable[[int, int], None]

_APART = "kept_apart"  # the project's setting with the pairs that are two texts, by their documents' guids


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two documents by id, the earlier in the corpus first, and how much of the shorter text is in the other."""

    first: int
    second: int
    containment: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """Two texts with the passages they share and those they do not."""

    texts: tuple[str, str]
    shared: tuple[tuple[Span, ...], tuple[Span, ...]]
    different: tuple[tuple[Span, ...], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Material:
    """Article texts and their hashes, by document."""

    texts: Mapping[int, str]
    hashes: Mapping[int, str]


def gather(project: Project) -> Material:
    """Every document's text without what was accepted as not article."""
    documents = project.documents.all()
    bodies = project.texts.bodies([document.text_id for document in documents])
    excluded = project.search.not_article([document.id for document in documents])
    texts = {
        document.id: article_text(bodies[document.text_id], excluded.get(document.id, ())) for document in documents
    }
    return Material(texts, {document.id: document.sha256 for document in documents})


def compute(material: Material, report: Report | None = None) -> tuple[Likeness, ...]:
    """Pairs of documents that repeat each other, the most alike first."""
    place = {document: number for number, document in enumerate(material.texts)}
    found = {
        _ordered(pair.first, pair.second, place): pair.containment
        for pair in near_duplicates.pairs(material.texts, report)
    }
    exact = _same(material, place)
    found.update(dict.fromkeys(exact, 1.0))
    listed = [Likeness(*pair, share, pair in exact) for pair, share in found.items()]
    return tuple(sorted(listed, key=_most_alike))


def _same(material: Material, place: Mapping[int, int]) -> frozenset[tuple[int, int]]:
    """Each further document of one hash with the first."""
    first: dict[str, int] = {}
    pairs = set()
    for document, digest in material.hashes.items():
        if digest in first:
            pairs.add(_ordered(first[digest], document, place))
        first.setdefault(digest, document)
    return frozenset(pairs)


def _ordered(one: int, other: int, place: Mapping[int, int]) -> tuple[int, int]:
    return (one, other) if place[one] < place[other] else (other, one)


def _most_alike(pair: Likeness) -> tuple[bool, float, int, int]:
    return not pair.exact, -pair.containment, pair.first, pair.second


def compare(texts: tuple[str, str], report: Report | None = None) -> Sides:
    """Where two texts are the same."""
    if report is not None:
        report(0, 1)
    one, other = texts
    here, there = near_duplicates.shared_passages(one, other)
    different = (near_duplicates.differing_passages(one, here), near_duplicates.differing_passages(other, there))
    return Sides(texts, (here, there), different)


def bodies(project: Project, pair: Likeness) -> tuple[str, str]:
    return project.documents.body(pair.first), project.documents.body(pair.second)


def likelier_original(project: Project, pair: Likeness) -> int:
    """The one that the other may have been copied from: published earlier, then longer, then first in the corpus."""
    known = [document for document in map(project.documents.get, (pair.first, pair.second)) if document is not None]
    return min(known, key=_originality(project)).id


def _originality(project: Project) -> Callable[[Document], tuple[str, int, int]]:
    def key(document: Document) -> tuple[str, int, int]:
        published = project.variables.of_document(document.id).get("published", "")
        return published or "9999", -document.length, document.position

    return key


def mark(project: Project, pair: Likeness, document: int, original: int) -> None:
    """Say that one of a pair is a duplicate of the other, as one change; what was copied from it follows the other."""
    forget_apart(project, pair)
    found = project.documents.get(original)
    first = found.duplicate_of if found is not None and found.duplicate_of not in (None, document) else original
    assert first is not None
    copies = [each.id for each in project.documents.all() if each.duplicate_of == document and each.id != first]
    with project.change("Mark as duplicate"):
        if found is not None and found.duplicate_of == document:
            project.documents.mark_duplicate(original, None)
        for each in (document, *copies):
            project.documents.mark_duplicate(each, first)


def keep_both(project: Project, pair: Likeness) -> None:
    """Two texts in their own right: neither is a duplicate of the other from now on."""
    one, other = project.documents.get(pair.first), project.documents.get(pair.second)
    if one is None or other is None:
        return
    with project.change("Keep both texts"):
        for document, of in ((one, other), (other, one)):
            if document.duplicate_of == of.id:
                project.documents.mark_duplicate(document.id, None)
    project.set(_APART, json.dumps(sorted({*apart(project), _guids(one, other)})))


def forget_apart(project: Project, pair: Likeness) -> None:
    """The pair is to be decided again."""
    one, other = project.documents.get(pair.first), project.documents.get(pair.second)
    if one is not None and other is not None and _guids(one, other) in apart(project):
        project.set(_APART, json.dumps(sorted(apart(project) - {_guids(one, other)})))


def apart(project: Project) -> frozenset[tuple[str, str]]:
    """Pairs of guids that a person has called two texts."""
    try:
        listed = json.loads(project.get(_APART) or "[]")
    except ValueError:
        return frozenset()
    return frozenset((str(row[0]), str(row[1])) for row in listed if isinstance(row, list) and len(row) == 2)


def decision(documents: Mapping[int, Document], pair: Likeness, kept_apart: frozenset[tuple[str, str]]) -> str:
    """What was decided: "first" or "second" is the duplicate, "both" are kept, "" where nobody has yet."""
    one, other = documents.get(pair.first), documents.get(pair.second)
    if one is None or other is None:
        return "gone"
    if one.duplicate_of is not None and one.duplicate_of in (other.id, other.duplicate_of):
        return "first"
    if other.duplicate_of is not None and other.duplicate_of in (one.id, one.duplicate_of):
        return "second"
    return "both" if _guids(one, other) in kept_apart else ""


def _guids(one: Document, other: Document) -> tuple[str, str]:
    low, high = sorted((one.guid, other.guid))
    return low, high
