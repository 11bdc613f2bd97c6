"""A project again, from a replication package and the texts that it was made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cadrage.core.agreement import AgreementTable
from cadrage.core.bundle import Bundle, BundleCoder, BundleDocument
from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.core.replication import KnownWords, Package
from cadrage.core.text import text_hash
from cadrage.exchange import replication
from cadrage.exchange.table_files import read_table
from cadrage.jobs import agreement, importing, studies
from cadrage.jobs.agreement import Question
from cadrage.jobs.replication import UNITS, masked_json, renamed
from cadrage.store.project import Project

Report = Callable[[int, int], None]

_NAMED = 5  # documents and files that a message names


@dataclass(frozen=True, slots=True)
class Attached:
    """`missing`: documents whose text was not among the files; `unknown`: files whose text is in no document. `same`:
    whether the agreement is that of the package, None where it could not be compared."""

    path: Path
    documents: int
    codings: int
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    table: AgreementTable | None
    same: bool | None

    def as_json(self) -> dict[str, object]:
        return {
            "project": str(self.path),
            "documents": self.documents,
            "codings": self.codings,
            "missing": list(self.missing),
            "unknown": list(self.unknown),
            "agreement": self.table.as_json() if self.table is not None else None,
            "same": self.same,
        }


def attach(
    package: Path,
    path: Path,
    texts: Iterable[Path],
    *,
    key: Path | None = None,
    partial: bool = False,
    encoding: str | None = None,
    report: Report | None = None,
) -> Attached:
    """A new project at `path` from a package and the texts that it was made of, which are found by their hashes.

    With `key` the coders have their names again. Raises UserError where texts are missing, unless `partial`, and where
    `path` is taken; no project is left then.
    """
    found = replication.read(package)
    drafts, unread = _drafts(texts, encoding, report)
    missing = tuple(_named(found, each) for each in found.bundle.documents if not _is_there(found, each, drafts))
    wanted = {mark.sha256 for mark in found.texts.values()}
    unknown = (*(draft.file_name for digest, draft in drafts.items() if digest not in wanted), *unread)
    if missing and not partial:
        raise UserError(_missing(found, missing, unknown))
    bundle = _filled(found, drafts)
    names = _names(key, found.bundle.coders) if key else {}
    coders = tuple(replace(coder, name=names.get(coder.name, coder.name)) for coder in bundle.coders)
    bundle = replace(bundle, coders=coders)
    project, kept = studies.make_project(path, bundle)
    with project:
        _keep_segments(project, found)
        table, same = None, None
        if found.asked is not None and not missing:
            table, same = _again(project, found, names, report)
        return Attached(project.path or path, kept.new.documents, kept.new.codings, missing, unknown, table, same)


def _drafts(
    texts: Iterable[Path], encoding: str | None, report: Report | None
) -> tuple[dict[str, DocumentDraft], tuple[str, ...]]:
    """The texts of the files by hash, and the files that hold none."""
    readings = importing.read(texts, encoding=encoding, report=report)
    return {text_hash(draft.text): draft for draft in readings.drafts}, tuple(each.file for each in readings.skipped)


def _is_there(package: Package, document: BundleDocument, drafts: Mapping[str, DocumentDraft]) -> bool:
    mark = package.texts.get(document.guid)
    return mark is not None and mark.sha256 in drafts


def _named(package: Package, document: BundleDocument) -> str:
    facts = [document.values[name] for name in ("outlet", "published") if document.values.get(name)]
    mark = package.texts.get(document.guid)
    length = f"{mark.length:,} characters, SHA-256 {mark.sha256[:12]}…" if mark else "of unknown length"
    return f"{document.title} ({', '.join([*facts, length])})"


def _missing(package: Package, missing: Sequence[str], unknown: Sequence[str]) -> str:
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    others = ""
    if unknown:
        rest = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
        others = f" In no document: {', '.join(unknown[:_NAMED])}{rest}."
    return (
        f"The texts of {len(missing)} of {len(package.bundle.documents)} documents are not among the files: "
        f"{'; '.join(missing[:_NAMED])}{more}.{others} Give the very files that were coded, or leave the documents out "
        "with --partial."
    )


def _filled(package: Package, drafts: Mapping[str, DocumentDraft]) -> Bundle:
    """The bundle with the texts, without what belongs to documents that have none."""
    documents = []
    for document in package.bundle.documents:
        if not _is_there(package, document, drafts):
            continue
        draft = drafts[package.texts[document.guid].sha256]
        title = document.title if document.file_name else draft.title
        file_name = document.file_name or draft.file_name
        documents.append(replace(document, title=title, file_name=file_name, text=draft.text, original=draft.original))
    there = {document.guid for document in documents}
    bundle = package.bundle
    return replace(
        bundle,
        documents=tuple(
            replace(each, duplicate_of=each.duplicate_of if each.duplicate_of in there else None) for each in documents
        ),
        codings=tuple(each for each in bundle.codings if each.document in there),
        statuses=tuple(each for each in bundle.statuses if each.document in there),
        judgements=tuple(each for each in bundle.judgements if each.document in there),
    )


def _names(key: Path, coders: Sequence[BundleCoder]) -> dict[str, str]:
    """Names by pseudonym."""
    table = read_table(key)
    rows = [table.by_name(row) for row in table.rows]
    found = {row.get("pseudonym", ""): row.get("name", "") for row in rows}
    lacking = sorted(coder.name for coder in coders if not found.get(coder.name))
    if lacking:
        raise UserError(f"The key “{key.name}” has no name for {', '.join(lacking)}. Give the key of this package.")
    return found


def _keep_segments(project: Project, package: Package) -> None:
    texts = {document.sha256: document.text_id for document in project.documents.all()}
    for unit in UNITS:
        project.texts.keep_segments(
            {
                texts[digest]: each
                for digest, found in package.segments.items()
                for each in found
                if each.unit == unit and digest in texts
            }
        )


def _again(
    project: Project, package: Package, names: Mapping[str, str], report: Report | None
) -> tuple[AgreementTable, bool]:
    """The agreement computed anew, and whether it is that of the package in every number and word."""
    asked = package.asked
    assert asked is not None
    question = Question(
        unit=asked.unit,
        coders=tuple(names.get(name, name) for name in asked.coders),
        codes=asked.codes,
        round=asked.round,
        interval=asked.interval,
        seed=asked.seed,
        least=asked.least,
    )
    study = agreement.gather(project, question, report)
    table = agreement.compute(study, report)
    pseudonyms = {name: pseudonym for pseudonym, name in names.items()} or {name: name for name in study.coders}
    veiled = agreement.compute(renamed(study, pseudonyms), report) if names else table
    words = KnownWords(project.documents.body(document.id) for document in project.documents.all())
    return table, masked_json(veiled.as_json(), words.masked) == package.agreement
