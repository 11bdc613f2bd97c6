"""A project, or what a filter leaves of it, as a Bundle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cadrage.core.bundle import (
    Bundle,
    BundleActor,
    BundleCode,
    BundleCoder,
    BundleCoding,
    BundleDocument,
    BundleExample,
    BundleJudgement,
    BundleMemo,
    BundleRegion,
    BundleRound,
    BundleSet,
    BundleStatus,
    BundleVariable,
)
from cadrage.core.codebook import Codebook
from cadrage.core.filtering import Filter, NamedSet
from cadrage.core.model import Coder, Coding, Document, Example, Round, Subject
from cadrage.jobs import datasets
from cadrage.jobs.sealed_work import SealedWork, sealed_work
from cadrage.store.project import Project

SOURCE = "Cadrage"


@dataclass(frozen=True, slots=True)
class _Part:
    """What of the project is gathered: its shared things by id, and whose work in which round may leave."""

    documents: Mapping[int, Document]
    coders: Mapping[int, Coder]
    rounds: Mapping[int, Round]
    codes: Mapping[int, str]
    sealed: SealedWork

    def leaves(self, coder: int, round_: int) -> bool:
        return coder in self.coders and self.sealed.leaves(coder, round_)


def gather(project: Project, wanted: Filter, known: frozenset[int] | None = None) -> Bundle:
    """The documents and the coders' work that the filter leaves, with the whole codebook and all definitions.

    Codings stand by document, position and GUID: equal projects give equal bundles, whatever order they were made in.
    `known`: whose judgements count in the filter, None for everybody's. Of a blind round that is still sealed only the
    present coder's own work is gathered; that is said among the problems.
    """
    documents, codings = datasets.left(project, wanted, known)
    codebook = Codebook(project.codes.all(), with_retired=True)
    coders = (coder for coder in project.coders.all() if not wanted.coders or coder.id in wanted.coders)
    part = _Part(
        {document.id: document for document in documents},
        {coder.id: coder for coder in coders},
        {round_.id: round_ for round_ in project.rounds.all()},
        {code.id: code.guid for code in codebook.codes},
        sealed_work(project),
    )
    places = {row: place for place, row in enumerate(part.documents)}
    codings = tuple(
        sorted(codings, key=lambda each: (places[each.document], each.span.start, each.span.end, each.guid))
    )
    version = project.codebook_versions.current_name
    return Bundle(
        name=project.name,
        source=SOURCE,
        documents=_documents(project, part),
        codes=_codes(project, codebook, part),
        coders=tuple(_coder(coder) for coder in part.coders.values()),
        rounds=tuple(_round(round_) for round_ in part.rounds.values()),
        codings=_codings(project, part, codings),
        statuses=_statuses(project, part),
        variables=_variables(project),
        actors=_actors(project),
        judgements=_judgements(project, part),
        memos=_memos(project, part, codings),
        document_sets=_sets(
            project.sets.documents.all(), {row: document.guid for row, document in part.documents.items()}
        ),
        code_sets=_sets(project.sets.codes.all(), part.codes),
        codebook_version="" if version == "draft" else version,
        problems=part.sealed.said(part.coders),
    )


# The corpus.


def _documents(project: Project, part: _Part) -> tuple[BundleDocument, ...]:
    texts = [document.text_id for document in part.documents.values()]
    bodies, pages = project.texts.bodies(texts), project.texts.pages(texts)
    originals = _Originals(project)
    values: dict[int, dict[str, str]] = defaultdict(dict)
    for (document, name), value in project.variables.of_documents().items():
        values[document][name] = value
    regions = _regions(project)
    return tuple(
        BundleDocument(
            document.guid,
            document.title,
            bodies[document.text_id],
            document.file_name,
            document.format,
            document.encoding,
            document.language,
            _guid(part.documents.get(document.duplicate_of or 0)),
            document.added,
            originals.of(document.id),
            values[document.id],
            regions.get(document.id, ()),
            pages.get(document.text_id, ()),
        )
        for document in part.documents.values()
    )


def _guid(found: Document | None) -> str | None:
    return found.guid if found is not None else None


class _Originals:
    """The files that documents came from; one that gave many is unpacked once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._digests = project.documents.blobs()
        self._known: dict[str, bytes] = {}

    def of(self, document: int) -> bytes:
        digest = self._digests.get(document)
        if digest is None:
            return b""
        if digest not in self._known:
            self._known[digest] = self._project.texts.original(digest) or b""
        return self._known[digest]


def _regions(project: Project) -> Mapping[int, tuple[BundleRegion, ...]]:
    found: dict[int, list[BundleRegion]] = defaultdict(list)
    for document, region in project.regions.all():
        found[document].append(BundleRegion(region.span, region.kind, region.state))
    return {document: tuple(regions) for document, regions in found.items()}


# What is shared: codes, coders, rounds, definitions.


def _codes(project: Project, codebook: Codebook, part: _Part) -> tuple[BundleCode, ...]:
    examples: dict[int, list[BundleExample]] = defaultdict(list)
    for example in project.codes.examples():
        examples[example.code].append(_example(example, part.documents))
    found = []
    for code in codebook.codes:
        parent = codebook.parent(code)
        found.append(
            BundleCode(
                code.guid,
                code.name,
                code.short_id,
                code.colour,
                part.codes[parent] if parent is not None else None,
                code.key,
                code.brief,
                code.definition,
                code.when_to_use,
                code.when_not,
                code.notes,
                code.retired,
                tuple(examples[code.id]),
            )
        )
    return tuple(found)


def _example(example: Example, documents: Mapping[int, Document]) -> BundleExample:
    home = documents.get(example.document or 0)
    span = example.span if home is not None else None
    return BundleExample(example.kind, example.quotation, home.guid if home and span else None, span, example.note)


def _coder(coder: Coder) -> BundleCoder:
    return BundleCoder(coder.guid, coder.name, coder.colour, coder.pattern, coder.active)


def _round(found: Round) -> BundleRound:
    return BundleRound(found.guid, found.name, found.kind, found.number, found.blind, found.state, found.unsealed)


def _variables(project: Project) -> tuple[BundleVariable, ...]:
    return tuple(
        BundleVariable(each.guid, each.scope, each.name, each.kind, each.label, each.choices)
        for each in project.variables.all()
    )


def _actors(project: Project) -> tuple[BundleActor, ...]:
    both = ((each, retired) for retired in (False, True) for each in project.actors.all(retired=retired))
    return tuple(BundleActor(each.guid, each.name, each.role, each.aliases, retired) for each, retired in both)


def _sets(sets: Sequence[NamedSet], guids: Mapping[int, str]) -> tuple[BundleSet, ...]:
    """Members in the order of the list they come from; a set of which nothing is left is left out."""
    places = {row: place for place, row in enumerate(guids)}
    found = []
    for each in sets:
        members = tuple(guids[row] for row in sorted(each.members & guids.keys(), key=places.__getitem__))
        if members or not each.members:
            found.append(BundleSet(each.guid, each.name, members))
    return tuple(found)


# What coders made.


def _codings(project: Project, part: _Part, codings: Iterable[Coding]) -> tuple[BundleCoding, ...]:
    values: dict[int, dict[str, str]] = defaultdict(dict)
    for (coding, name), value in project.variables.of_codings().items():
        values[coding][name] = value
    nothing: Mapping[str, str] = {}
    return tuple(
        BundleCoding(
            coding.guid,
            part.documents[coding.document].guid,
            part.codes[coding.code],
            part.coders[coding.coder].guid,
            coding.span,
            part.rounds[coding.round].guid,
            coding.layer,
            coding.important,
            coding.origin,
            coding.created,
            coding.modified,
            values.get(coding.id, nothing),
        )
        for coding in codings
    )


def _statuses(project: Project, part: _Part) -> tuple[BundleStatus, ...]:
    return tuple(
        BundleStatus(
            part.documents[each.document].guid,
            part.coders[each.coder].guid,
            each.state,
            part.rounds[each.round].guid,
            each.started,
            each.completed,
        )
        for each in project.statuses.all()
        if each.document in part.documents and part.leaves(each.coder, each.round)
    )


def _judgements(project: Project, part: _Part) -> tuple[BundleJudgement, ...]:
    return tuple(
        BundleJudgement(part.documents[document].guid, part.coders[coder].guid, name, value, part.rounds[round_].guid)
        for round_ in part.rounds
        for (document, coder, name), value in project.variables.judgements(round=round_).items()
        if document in part.documents and part.leaves(coder, round_)
    )


def _memos(project: Project, part: _Part, codings: Iterable[Coding]) -> tuple[BundleMemo, ...]:
    """Those on the project and on what is gathered; a memo whose subject is gone stays behind."""
    subjects: dict[Subject, Collection[str]] = {
        Subject.DOCUMENT: {document.guid for document in part.documents.values()},
        Subject.CODE: set(part.codes.values()),
        Subject.CODING: {coding.guid for coding in codings},
    }
    rounds = project.memos.rounds()
    found = []
    for memo in project.memos.all():
        on_project = memo.subject is Subject.PROJECT
        if part.leaves(memo.coder, rounds[memo.id]) and (on_project or memo.subject_guid in subjects[memo.subject]):
            found.append(
                BundleMemo(
                    memo.guid,
                    memo.subject,
                    "" if on_project else memo.subject_guid,
                    part.coders[memo.coder].guid,
                    memo.text,
                    part.rounds[rounds[memo.id]].guid,
                    memo.created,
                    memo.modified,
                )
            )
    return tuple(found)
