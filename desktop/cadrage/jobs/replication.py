"""Replication packages: a project without its texts, for others to repeat the study."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cadrage import __version__
from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.bundle import Bundle, BundleCoder, BundleCoding, BundleDocument, BundleMemo
from cadrage.core.model import Scope, Segments, VariableKind
from cadrage.core.replication import Asked, KnownWords, Package, TextMark
from cadrage.core.text import text_hash
from cadrage.exchange import replication
from cadrage.exchange.agreement_report import Circumstances
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.csv_cells import guarded
from cadrage.exchange.plain_json import as_json, from_json
from cadrage.exchange.progress import silent
from cadrage.jobs import agreement, agreement_report, bundles, segmenting
from cadrage.jobs.agreement import Question, Study
from cadrage.store.project import Project

Report = Callable[[int, int], None]

UNITS = ("sentence", "paragraph", "token")
_TELLING = 3  # letters of a name that is more than a letter or two
_SHORT = 4  # words: so few that they cannot be a passage
_NAMES = ("author", "byline")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a package besides positions, codes and agreement; each may hold words or names."""

    titles: bool = False
    memos: bool = False
    free_text: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """`named`: coders whose names stand in the package all the same: somebody wrote them into the codebook or such."""

    path: Path
    key: Path
    documents: int
    codings: int
    coders: int
    left_out: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What a package is made of: values only, so that a Task may make and write it."""

    whole: Bundle
    study: Study
    known: AgreementDetails
    segments: Mapping[str, tuple[Segments, ...]]
    secret: str
    wanted: Wanted


def make(
    project: Project,
    out: Path,
    *,
    wanted: Wanted | None = None,
    question: Question | None = None,
    report: Report | None = None,
) -> Made:
    """Write the package to `out`, a folder or a .zip, and beside it the key from pseudonyms to names.

    Titles, file names and addresses of documents, memos, examples, free text of codings and documents and all times are
    left out unless wanted; whatever else shares five words in a row with a text has a gap there.
    """
    return keep(gather(project, wanted=wanted, question=question, report=report), out, report)


def gather(
    project: Project, *, wanted: Wanted | None = None, question: Question | None = None, report: Report | None = None
) -> Material:
    """The project's material as values."""
    question = question or Question()
    whole = bundles.gather(project)
    study = agreement.gather(project, question, report)
    known, segments = agreement_report.unfilled(project), _segments(project, question.unit)
    return Material(whole, study, known, segments, project.guid, wanted or Wanted())


def keep(material: Material, out: Path, report: Report | None = None) -> Made:
    """Compute what is to be computed and write the package, with the key beside it."""
    whole, wanted, question = material.whole, material.wanted, material.study.question
    key = out.with_name(f"{out.stem}-key.csv")
    words = KnownWords(document.text for document in whole.documents)
    names = _pseudonyms(whole.coders)
    table = agreement.compute(renamed(material.study, names), report)
    bare, kept_back = _bare(whole, wanted, names, material.secret), tuple(left_out(whole, wanted))
    masked = from_json(Bundle, masked_json(as_json(bare), words.masked))
    package = Package(
        _titled(masked, whole) if wanted.titles else masked,
        {document.guid: TextMark(text_hash(document.text), len(document.text)) for document in whole.documents},
        material.segments,
        Asked(
            question.unit,
            table.coders,
            question.codes,
            table.round,
            question.interval,
            question.seed,
            question.least,
        ),
        _mapping(masked_json(table.as_json(), words.masked)),
        kept_back,
    )
    known = material.known
    circumstances = Circumstances(__version__, known.codebook, known.corpus, table.filters, known.limits)
    replication.write(package, table, circumstances, out, masked=words.masked, report=report or silent)
    _write_key(key, whole.coders, names)
    counts = len(whole.documents), len(whole.codings), len(whole.coders)
    return Made(out, key, *counts, kept_back, tuple(_still_named(package, whole.coders)))


def _still_named(package: Package, coders: Sequence[BundleCoder]) -> Iterable[str]:
    text = json.dumps(as_json(package), ensure_ascii=False)
    for coder in coders:
        if len(coder.name) >= _TELLING and re.search(rf"\b{re.escape(coder.name)}\b", text):
            yield coder.name


# Out of the project.


def _pseudonyms(coders: Sequence[BundleCoder]) -> dict[str, str]:
    """By name, in the alphabetical order that tables have."""
    digits = len(str(len(coders)))
    ordered = sorted(coder.name for coder in coders)
    return {name: f"Coder {number:0{digits}}" for number, name in enumerate(ordered, 1)}


def _veiled(secret: str, guid: str) -> str:
    """A GUID that says nothing of when its row was made, and can be told again by the project alone."""
    digest = hashlib.sha256(f"{secret} {guid}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def renamed(study: Study, names: Mapping[str, str]) -> Study:
    documents = tuple(
        replace(
            each,
            title="",
            coders=frozenset(names[coder] for coder in each.coders),
            spans={(names[coder], code): spans for (coder, code), spans in each.spans.items()},
        )
        for each in study.documents
    )
    return replace(study, coders=tuple(names[coder] for coder in study.coders), documents=documents)


def _bare(whole: Bundle, wanted: Wanted, names: Mapping[str, str], secret: str) -> Bundle:
    """The bundle without texts, times, and whatever may hold words or names."""
    people = {coder.guid: _veiled(secret, coder.guid) for coder in whole.coders}
    rows = {coding.guid: _veiled(secret, coding.guid) for coding in whole.codings}
    fits = _Fitting(whole, wanted)
    return replace(
        whole,
        documents=tuple(_bare_documents(whole, fits)),
        codes=tuple(replace(code, examples=()) for code in whole.codes),
        coders=tuple(replace(coder, guid=people[coder.guid], name=names[coder.name]) for coder in whole.coders),
        codings=tuple(_bare_codings(whole, fits, people, rows)),
        rounds=tuple(replace(round_, unsealed="unsealed" if round_.unsealed else None) for round_ in whole.rounds),
        statuses=tuple(
            replace(status, coder=people[status.coder], started=None, completed=None) for status in whole.statuses
        ),
        actors=whole.actors if wanted.free_text else (),
        judgements=tuple(
            replace(each, coder=people[each.coder])
            for each in whole.judgements
            if fits.left(Scope.JUDGEMENT, {each.variable: each.value})
        ),
        memos=tuple(_bare_memos(whole, people, rows, secret)) if wanted.memos else (),
        problems=(),
    )


def _bare_documents(whole: Bundle, fits: _Fitting) -> Iterable[BundleDocument]:
    digits = len(str(len(whole.documents)))
    for number, document in enumerate(whole.documents, 1):
        yield replace(
            document,
            title=f"Document {number:0{digits}}",
            text="",
            file_name="",
            original=b"",
            added="",
            values=fits.left(Scope.DOCUMENT, document.values),
        )


def _bare_codings(
    whole: Bundle, fits: _Fitting, people: Mapping[str, str], rows: Mapping[str, str]
) -> Iterable[BundleCoding]:
    for coding in whole.codings:
        yield replace(
            coding,
            guid=rows[coding.guid],
            coder=people[coding.coder],
            created="",
            modified="",
            values=fits.left(Scope.CODING, coding.values),
        )


def _bare_memos(whole: Bundle, people: Mapping[str, str], rows: Mapping[str, str], secret: str) -> Iterable[BundleMemo]:
    for memo in whole.memos:
        yield replace(
            memo,
            guid=_veiled(secret, memo.guid),
            subject_guid=rows.get(memo.subject_guid, memo.subject_guid),
            coder=people[memo.coder],
            created="",
            modified="",
        )


class _Fitting:
    """Which values may leave: listed ones, numbers and dates; of a document also a few words."""

    def __init__(self, whole: Bundle, wanted: Wanted) -> None:
        self._variables = {(each.scope, each.name): each for each in whole.variables}
        self._wanted = wanted

    def left(self, scope: Scope, values: Mapping[str, str]) -> dict[str, str]:
        return {name: value for name, value in values.items() if self._may(scope, name, value)}

    def _may(self, scope: Scope, name: str, value: str) -> bool:
        variable = self._variables.get((scope, name))
        kind = variable.kind if variable is not None else VariableKind.TEXT
        if kind in (VariableKind.NUMBER, VariableKind.DATE) or self._wanted.free_text:
            return True
        if variable is not None and value in {choice.value for choice in variable.choices}:
            return True
        return scope is Scope.DOCUMENT and name.casefold() not in _NAMES and self._few(value)

    def _few(self, value: str) -> bool:
        return "://" not in value and len(value.split()) <= _SHORT


def left_out(whole: Bundle, wanted: Wanted) -> Iterable[str]:
    yield "Texts of documents, and original files."
    yield f"Examples in codebook entries: {sum(len(code.examples) for code in whole.codes)}."
    yield "Names of coders; all times."
    if not wanted.titles:
        yield "Titles and file names of documents."
    if not wanted.memos:
        yield f"Memos: {len(whole.memos)}."
    if not wanted.free_text:
        yield "Free text: attributes and judgements off listed values, actors, authors, addresses, longer facts."
    yield "Elsewhere: […] replaces passages shared with texts (five words or more)."


def masked_json(value: object, masked: Callable[[str], str]) -> object:
    """Every text of some JSON, keys too, so that names go on meaning the same."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {masked(str(key)): masked_json(each, masked) for key, each in value.items()}
    return [masked_json(each, masked) for each in value] if isinstance(value, list) else value


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, dict)
    return value


def _titled(bundle: Bundle, whole: Bundle) -> Bundle:
    """Titles, names of files and addresses as they are: they are what others find the texts by."""
    known = {document.guid: document for document in whole.documents}
    return replace(
        bundle,
        documents=tuple(
            replace(
                each,
                title=known[each.guid].title,
                file_name=known[each.guid].file_name,
                values={**each.values, **_addresses(known[each.guid])},
            )
            for each in bundle.documents
        ),
    )


def _addresses(document: BundleDocument) -> dict[str, str]:
    return {name: value for name, value in document.values.items() if "://" in value or name.casefold() in _NAMES}


def _segments(project: Project, unit: str) -> dict[str, tuple[Segments, ...]]:
    """How the texts fall into units, as far as that is known, and for the unit compared."""
    digests = {document.text_id: document.sha256 for document in project.documents.all()}
    found: dict[str, tuple[Segments, ...]] = {}
    for each in UNITS:
        if each == unit:
            cut = segmenting.units(project, list(digests), each)
        elif each != "token":
            cut = project.texts.segments(list(digests), each)
        else:
            continue
        for text, segments in cut.items():
            found[digests[text]] = (*found.get(digests[text], ()), segments)
    return found


def _write_key(path: Path, coders: Sequence[BundleCoder], names: Mapping[str, str]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("pseudonym", "name"))
    writer.writerows(sorted((names[coder.name], guarded(coder.name)) for coder in coders))
    with safe_replace(path) as draft:
        draft.write_bytes(text.getvalue().encode("utf-8-sig"))
