"""A better copy of a document's text: gather what points into it, compare the texts (may run in a Task), keep.

Nothing is moved unseen: `compare` gives a plan with the old and the new place of every coding, example and region, in
which a person can put a passage elsewhere or leave it off. What has no place in the new text leaves the document, is
written down for the coder whose work it was, and comes back with one undo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cadrage.core.anchoring import Anchored, Anchoring, Fate
from cadrage.core.errors import UserError
from cadrage.core.model import Code, Coder, Coding, Document, DocumentDraft, Example, Span, State, Status, Subject
from cadrage.core.replacement import Region, Replacement
from cadrage.core.text import canonical, text_hash, trimmed
from cadrage.store.project import Project

Report = Callable[[int, int], None]
NEW_PASSAGE = 10  # words that the old text does not have, in a row: those who completed the document have not read them

_CHANGED_MEANWHILE = "This document has been changed meanwhile. Nothing was replaced: compare the texts again."


class Kind(StrEnum):
    """What points into a text."""

    CODING = "coding"
    EXAMPLE = "example"
    REGION = "region"


Key = tuple[Kind, int]


@dataclass(frozen=True, slots=True)
class Material:
    """All that hangs on the text of one document."""

    document: Document
    body: str
    codings: tuple[Coding, ...]
    examples: tuple[Example, ...]
    regions: tuple[Region, ...]
    complete: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One coding, example or region with its passage in the old text and what becomes of it.

    `decided`: a person has said where it goes. `double`: its words and code would be on one place twice.
    """

    key: Key
    old: Span
    anchored: Anchored
    code: int | None = None
    coder: int | None = None
    round: int | None = None
    decided: bool = False
    double: bool = False

    @property
    def fate(self) -> Fate:
        return self.anchored.fate

    @property
    def new(self) -> Span | None:
        return self.anchored.span


@dataclass(frozen=True, slots=True)
class Plan:
    """What replacing would do, before anything is written. `fresh` are longer passages that only the new text has."""

    material: Material
    draft: DocumentDraft
    items: tuple[Item, ...]
    fresh: tuple[Span, ...]

    def count(self, fate: Fate) -> int:
        return sum(item.fate is fate for item in self.items)

    @property
    def lost_codings(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.key[0] is Kind.CODING and item.new is None)

    @property
    def reopened(self) -> frozenset[tuple[int, int]]:
        """(coder, round) pairs that said “complete” of what is no longer so: a coding fell away, or there is more
        to read. Left complete they would have said “no” to passages that they coded or never saw."""
        complete = {(status.coder, status.round) for status in self.material.complete}
        lost = {(item.coder, item.round) for item in self.lost_codings}
        return frozenset(pair for pair in complete if self.fresh or pair in lost)

    def placed(self, key: Key, span: Span | None) -> Plan:
        """The plan with a person's word on one item: its passage in the new text, or None to leave it off."""
        items = (_by_hand(item, span, self) if item.key == key else item for item in self.items)
        return replace(self, items=_without_doubles(items))

    def restored(self, item: Item) -> Plan:
        """The plan with an item as it was compared."""
        items = (item if each.key == item.key else each for each in self.items)
        return replace(self, items=_without_doubles(items))


def _by_hand(item: Item, span: Span | None, plan: Plan) -> Item:
    if span is None:
        return replace(item, anchored=Anchored(Fate.LOST, None, 0.0), decided=True)
    bare = trimmed(plan.draft.text, span.start, span.end)
    if bare is None or span.end > len(plan.draft.text):
        raise UserError("There are no words in this passage. Select some in the new text.")
    same = Span(*bare).quotation(plan.draft.text) == item.old.quotation(plan.material.body)
    fate = Fate.MOVED if same else Fate.CHANGED
    return replace(item, anchored=Anchored(fate, Span(*bare), 1.0 if same else item.anchored.likeness), decided=True)


# Gather.


def gather(project: Project, document: int) -> Material:
    """Raises UserError where the document is gone."""
    found = project.documents.get(document)
    if found is None:
        raise UserError("This document is no longer in the project.")
    examples = (example for example in project.codes.examples() if example.document == document and example.span)
    complete = (
        status for status in project.statuses.all() if status.document == document and status.state is State.COMPLETE
    )
    return Material(
        found,
        project.documents.body(document),
        project.codings.of_document(document),
        tuple(examples),
        project.documents.all_regions(document),
        tuple(complete),
    )


def typed(text: str, document: Document) -> DocumentDraft:
    """A text that was pasted or corrected by hand, as the draft of a file. Raises UserError where it is empty."""
    body = canonical(text)
    draft = DocumentDraft(document.title, "", body, "txt", "utf-8", body.encode("utf-8"))
    check(draft, document)
    return draft


def check(draft: DocumentDraft, document: Document) -> None:
    """Raises UserError where a draft cannot replace the document's text."""
    if not draft.text.strip():
        raise UserError("There is no text in it. Choose another file, or paste the corrected text.")
    if text_hash(draft.text) == document.sha256:
        raise UserError("This is the text that the document has already: there is nothing to replace.")


# Compare.


def compare(material: Material, draft: DocumentDraft, report: Report | None = None) -> Plan:
    """Where everything stands in the new text. Raises Cancelled where `report` does."""
    anchoring = Anchoring(material.body, draft.text, report)
    loose = [
        *(_Loose((Kind.CODING, each.id), each.span, each.code, each.coder, each.round) for each in material.codings),
        *(_Loose((Kind.EXAMPLE, each.id), each.span, each.code) for each in material.examples if each.span),
        *(_Loose((Kind.REGION, each.id), each.span) for each in material.regions),
    ]
    placed = anchoring.place_all([each.old for each in loose])
    items = (
        Item(each.key, each.old, anchored, each.code, each.coder, each.round)
        for each, anchored in zip(loose, placed, strict=True)
    )
    return Plan(material, draft, _without_doubles(items), anchoring.fresh(NEW_PASSAGE))


@dataclass(frozen=True, slots=True)
class _Loose:
    key: Key
    old: Span
    code: int | None = None
    coder: int | None = None
    round: int | None = None


def _without_doubles(items: Iterable[Item]) -> tuple[Item, ...]:
    """A coder's code is on the same words once: of two codings that came to lie there the surer one stays."""
    chosen = tuple(items)
    taken: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in chosen:
        if item.key[0] is Kind.CODING and item.new is not None:
            taken[item.coder, item.code, item.round, item.new].append(item)
    losers = set()
    for group in taken.values():
        if len({item.old for item in group}) > 1:
            best = max(group, key=lambda item: (item.decided, item.anchored.likeness, item.fate is Fate.KEPT))
            losers |= {item.key for item in group if item.old != best.old}
    return tuple(
        replace(item, anchored=Anchored(Fate.LOST, None, 0.0), double=True) if item.key in losers else item
        for item in chosen
    )


# Keep.


def keep(project: Project, plan: Plan) -> None:
    """Replace the text as planned, as one change. Raises UserError where the document changed since it was gathered."""
    document = plan.material.document
    if gather(project, document.id) != plan.material:
        raise UserError(_CHANGED_MEANWHILE)
    lists = _lost_by_coder(project, plan)
    with project.change(f"Replace the text of {document.title}"):
        project.documents.replace_text(document.id, _replacement(plan))
        for coder, lines in lists.items():
            before = project.memos.about(document.guid, coder=coder)
            text = "\n\n".join(filter(None, [before, "\n".join(lines)]))
            project.memos.set(Subject.DOCUMENT, document.guid, text, coder=coder)


def _replacement(plan: Plan) -> Replacement:
    places: dict[Kind, dict[int, Span | None]] = {kind: {} for kind in Kind}
    for item in plan.items:
        places[item.key[0]][item.key[1]] = item.new
    return Replacement(plan.draft, places[Kind.CODING], places[Kind.EXAMPLE], places[Kind.REGION], plan.reopened)


def _lost_by_coder(project: Project, plan: Plan) -> Mapping[int, list[str]]:
    """For each coder a list of their codings that the new text has no place for – code, words, values, memo –, and
    of others' codings there on which they had a memo."""
    coders = {coder.id: coder.name for coder in project.coders.all()}
    guids = {coding.id: coding.guid for coding in plan.material.codings}
    lists: dict[int, list[str]] = {}
    for item in plan.lost_codings:
        assert item.coder is not None
        assert item.code is not None
        words = " ".join(item.old.quotation(plan.material.body).split())
        what = f"– {_name(project.codes.get(item.code))} “{words}”"
        memos = dict(project.memos.by_coder(guids[item.key[1]]))
        own = [f"{name}: {value}" for name, value in project.variables.of_coding(item.key[1]).items()]
        own += filter(None, [memos.pop(item.coder, "")])
        _list(lists, item.coder, what, own)
        for other, memo in memos.items():
            _list(lists, other, what, [f"coding of {coders[item.coder]}", memo])
    return lists


def _list(lists: dict[int, list[str]], coder: int, what: str, notes: list[str]) -> None:
    lines = lists.setdefault(coder, [f"Text replaced on {date.today()}. Codings without a place in it:"])
    lines.append(f"{what} ({'; '.join(notes)})" if notes else what)


def _name(code: Code | None) -> str:
    return code.label if code is not None else "?"


def names(coders: Iterable[Coder], pairs: Iterable[tuple[int, int]]) -> list[str]:
    """The names of the coders among (coder, round) pairs, each once, in the coders' order."""
    wanted = {coder for coder, _ in pairs}
    return [coder.name for coder in coders if coder.id in wanted]
