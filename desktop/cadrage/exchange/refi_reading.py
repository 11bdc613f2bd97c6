"""A REFI-QDA project as a bundle: every part read in the order in which the others need it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cadrage.core.bundle import Bundle, BundleDocument, BundleSet
from cadrage.core.errors import UserError
from cadrage.core.model import Subject
from cadrage.exchange import refi_extra
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.refi_archive import PROJECT_LIMIT, Archive
from cadrage.exchange.refi_codes import bundle_codes, placed, read_codes
from cadrage.exchange.refi_extra import Extra
from cadrage.exchange.refi_gathering import Gathering, Place
from cadrage.exchange.refi_notes import Notes, memos_of_remarks
from cadrage.exchange.refi_sources import Sources
from cadrage.exchange.refi_tree import child, children, root_of, said, tag
from cadrage.exchange.refi_values import Values
from cadrage.exchange.refi_words import ORIGIN, guid_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_KNOWN_NAMES = (
    "Project Users User CodeBook Codes Code Description NoteRef Variables Variable Cases Case CodeRef VariableValue"
    " VariableRef TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue SourceRef SelectionRef Sources"
    " TextSource PictureSource PDFSource AudioSource VideoSource PlainTextContent PlainTextSelection Coding"
    " TextDescription PictureSelection PDFSelection Representation Transcript AudioSelection VideoSelection SyncPoint"
    " TranscriptSelection Notes Note Links Link Sets Set MemberCode MemberSource MemberNote Graphs Graph Vertex Edge"
)
_KNOWN = frozenset(_KNOWN_NAMES.split())
_NOT_TEXT = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection")


def read(archive: Archive, report: Report = silent) -> Bundle:
    """Raises UserError where the XML is no project."""
    root = root_of(archive.project, "project")
    if tag(root) != "Project":
        what = "a codebook" if tag(root) == "CodeBook" else "not a REFI-QDA project"
        raise UserError(f"The file is {what}, not a project. Export the project as .qdpx.")
    origin = said(root, "origin")
    data = archive.beside(refi_extra.PART, PROJECT_LIMIT) if origin.startswith(ORIGIN) else None
    extra, damaged = _extra(data)
    gathering = Gathering(origin or "another program", extra)
    bundle = _Reading(root, archive, gathering).bundle(report)
    _tell_rest(root, gathering)
    return replace(bundle, problems=(*damaged, *gathering.problems()))


def _extra(data: bytes | None) -> tuple[Extra | None, tuple[str, ...]]:
    if data is None:
        return None, ()
    try:
        return refi_extra.read(data), ()
    except ValueError:
        return None, (
            f"The part {refi_extra.PART} cannot be read, so that only what REFI-QDA itself holds was taken over.",
        )


class _Reading:
    def __init__(self, root: _Element, archive: Archive, gathering: Gathering) -> None:
        self._root = root
        self._archive = archive
        self._gathering = gathering

    def bundle(self, report: Report) -> Bundle:
        root, gathering = self._root, self._gathering
        gathering.add_users(child(root, "Users"))
        read_ones = read_codes(child(child(root, "CodeBook"), "Codes"))
        codes = bundle_codes(read_ones, gathering)
        values = Values(child(root, "Variables"), child(root, "Cases"), gathering)
        sources = Sources(self._archive, gathering, values)
        sources.read(child(root, "Sources"), report)
        values.add_cases(sources.documents, sources.homes)
        variables, facts = values.finished()
        document_sets, code_sets = self._sets(sources)
        place = Place(Subject.PROJECT, "")
        gathering.refer(root, place)
        gathering.remark(root, place)
        memos = tuple(Notes(self._archive, gathering, sources).memos(child(root, "Notes"), child(root, "Links")))
        bundle = Bundle(
            name=said(root, "name") or ("" if gathering.extra else self._archive.name),
            source=gathering.origin,
            documents=tuple(self._with_facts(each, facts) for each in sources.documents.values()),
            codes=tuple(placed(code, each, sources.documents) for code, each in zip(codes, read_ones, strict=True)),
            codings=tuple(sources.codings),
            variables=variables,
            memos=memos,
            document_sets=document_sets,
            code_sets=code_sets,
        )
        bundle = self._restored(bundle)
        bundle = replace(bundle, memos=(*bundle.memos, *memos_of_remarks(bundle, gathering)))
        return replace(bundle, coders=tuple(gathering.coders.values()))

    def _with_facts(self, document: BundleDocument, facts: dict[str, dict[str, str]]) -> BundleDocument:
        extra = self._gathering.extra
        own = extra.documents.get(document.guid, {}).get("values") if extra else None
        found = facts.get(document.guid, {}) if own is None else own
        return replace(document, values=found) if found else document

    def _restored(self, bundle: Bundle) -> Bundle:
        """With what Cadrage wrote beside, as far as it still has something to refer to."""
        extra = self._gathering.extra
        if extra is None:
            return bundle
        rounds = {each.guid for each in extra.rounds}
        documents = {each.guid for each in bundle.documents}
        coders = self._gathering.coders
        return replace(
            bundle,
            **extra.project,
            coders=tuple(coders.values()),
            rounds=extra.rounds,
            actors=extra.actors,
            documents=tuple(
                each if each.duplicate_of in documents else replace(each, duplicate_of=None)
                for each in bundle.documents
            ),
            codings=tuple(each if each.round in rounds else replace(each, round=None) for each in bundle.codings),
            statuses=tuple(
                each if each.round in rounds else replace(each, round=None)
                for each in extra.statuses
                if each.document in documents and each.coder in coders
            ),
            judgements=tuple(
                each if each.round in rounds else replace(each, round=None)
                for each in extra.judgements
                if each.document in documents and each.coder in coders
            ),
            memos=tuple(each if each.round in rounds else replace(each, round=None) for each in bundle.memos),
        )

    def _sets(self, sources: Sources) -> tuple[tuple[BundleSet, ...], tuple[BundleSet, ...]]:
        documents: list[BundleSet] = []
        codes: list[BundleSet] = []
        extra = self._gathering.extra
        for number, each in enumerate(children(child(self._root, "Sets"), "Set"), 1):
            guid = self._gathering.unique(each.get("guid"), "set", str(number))
            name = extra.sets.get(guid) if extra else None
            name = name if name is not None else " ".join(said(each, "name").split()) or f"Set {number}"
            of_codes = self._members(each, "MemberCode", self._gathering.codes)
            of_documents = self._members(each, "MemberSource", frozenset(sources.documents))
            if of_codes or (extra and guid in extra.code_sets):
                codes.append(BundleSet(guid, name, of_codes))
                if of_documents:
                    guid = self._gathering.unique("", "documents of set", guid)
            if of_documents or not (codes and codes[-1].name == name and codes[-1].guid == guid):
                documents.append(BundleSet(guid, name, of_documents))
            self._gathering.remark(each, Place(Subject.PROJECT, "", name))
            if child(each, "MemberNote") is not None:
                self._gathering.leave_out("notes in sets were left out of them")
        return tuple(documents), tuple(codes)

    def _members(self, element: _Element, name: str, known: frozenset[str]) -> tuple[str, ...]:
        found = []
        for each in children(element, name):
            guid = guid_in(each.get("targetGUID"))
            place = self._gathering.places.get(guid)
            guid = place.guid if place and guid not in known else guid
            if guid in known:
                found.append(guid)
        return tuple(dict.fromkeys(found))


def _tell_rest(root: _Element, gathering: Gathering) -> None:
    """What no reader has looked at."""
    counted = Counter(tag(each) for each in root.iter())
    if graphs := counted["Graph"]:
        gathering.leave_out("maps and networks were left out", graphs)
    if others := sum(counted[name] for name in _NOT_TEXT):
        gathering.leave_out("selections in pictures, pages, sounds and films were left out", others)
    for name in sorted(counted.keys() - _KNOWN - {""}):
        gathering.leave_out(f"elements called “{name}”, which REFI-QDA does not know, were passed over", counted[name])
