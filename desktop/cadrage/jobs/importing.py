"""Articles into a project: read and decode (may run in a Task), then keep them in one change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft, Scope, Span, Variable
from cadrage.core.text import text_hash
from cadrage.exchange.articles import check_choice, find_articles, read_article
from cadrage.exchange.encodings import Candidate, decode
from cadrage.exchange.files import read_bytes
from cadrage.exchange.metadata import read_metadata, values_for
from cadrage.store.project import Project

Report = Callable[[int, int], None]

ORIGINAL_MISSING = "The table says that it repeats “{name}”, which is no document here: it counts as a text of its own."


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Readings:
    """What files turned into, before anything is written."""

    drafts: tuple[DocumentDraft, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """One document that is now in the project."""

    file: str
    document: int
    title: str
    encoding: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    imported: tuple[Imported, ...]
    skipped: tuple[Skipped, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "imported": [
                {
                    "file": item.file,
                    "document": item.document,
                    "title": item.title,
                    "encoding": item.encoding,
                    "warnings": list(item.warnings),
                }
                for item in self.imported
            ],
            "skipped": [{"file": item.file, "reason": item.reason} for item in self.skipped],
        }


def read(
    paths: Iterable[Path],
    *,
    format: str | None = None,
    encoding: str | None = None,
    but: Collection[Path] = (),
    report: Report | None = None,
) -> Readings:
    """Every article under the paths, except what is in `but`. One bad file never stops the rest.

    Raises UserError for a format or an encoding that does not exist.
    """
    check_choice(format, encoding)
    found = find_articles(paths, but)
    drafts: list[DocumentDraft] = []
    skipped = [Skipped(str(item.path), item.reason) for item in found.skipped]
    for done, path in enumerate(found.files):
        if report:
            report(done, len(found.files))
        try:
            going_on = partial(report, done, len(found.files)) if report else None
            drafts += read_article(path, format=format, encoding=encoding, going_on=going_on)
        except UserError as error:
            skipped.append(Skipped(str(path), str(error)))
    return Readings(tuple(drafts), tuple(skipped))


def candidates(path: Path) -> tuple[Candidate, ...]:
    """What the bytes of a text could be, the likeliest first, each with a sample of its words."""
    return decode(read_bytes(path)).candidates


def metadata(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Document variables by file name, from a table."""
    return read_metadata(path)


def choose(readings: Readings, known: Mapping[str, str]) -> Readings:
    """Leave out every text that is in the project (`known`: titles by hash) or came twice."""
    seen = dict(known)
    fresh: list[DocumentDraft] = []
    skipped = list(readings.skipped)
    for draft in readings.drafts:
        digest = text_hash(draft.text)
        if digest in seen:
            skipped.append(Skipped(draft.file_name, f"The same text is in the project already: “{seen[digest]}”."))
        else:
            seen[digest] = draft.title
            fresh.append(draft)
    return Readings(tuple(fresh), tuple(skipped))


def foresee(project: Project, readings: Readings, table: Mapping[str, Mapping[str, str]] | None = None) -> ImportReport:
    """What `keep` would report, with nothing written; documents have the number 0."""
    chosen = choose(readings, project.documents.hashes())
    return ImportReport(_imported([0] * len(chosen.drafts), chosen.drafts, table or {}, frozenset()), chosen.skipped)


def _imported(
    documents: Sequence[int],
    drafts: Sequence[DocumentDraft],
    table: Mapping[str, Mapping[str, str]],
    unknown: Set[str],
) -> tuple[Imported, ...]:
    """`unknown`: files said to be repeated that are no documents."""
    found = []
    for document, draft in zip(documents, drafts, strict=True):
        row = values_for(table, draft.file_name)
        original = row.get("duplicate_of", "").strip()
        lost = (ORIGINAL_MISSING.format(name=original),) if original in unknown else ()
        title = row.get("title", "").strip() or draft.title
        found.append(Imported(draft.file_name, document, title, draft.encoding, (*draft.warnings, *lost)))
    return tuple(found)


def keep(project: Project, readings: Readings, table: Mapping[str, Mapping[str, str]] | None = None) -> ImportReport:
    """Store the new texts among the readings, with their variables, as one change."""
    chosen = choose(readings, project.documents.hashes())
    if not chosen.drafts:
        return ImportReport((), chosen.skipped)
    label = "Import a document" if len(chosen.drafts) == 1 else f"Import {len(chosen.drafts)} documents"
    variables: dict[str, Variable] = {}
    with project.change(label):
        added = project.documents.add(chosen.drafts)
        for document, draft in zip(added, chosen.drafts, strict=True):
            values = {**draft.values, **values_for(table or {}, draft.file_name)}
            _keep_values(project, document, values, variables)
        unknown = _keep_duplicates(project, added, [draft.file_name for draft in chosen.drafts], table or {})
        place_examples(project, zip(added, chosen.drafts, strict=True))
    return ImportReport(_imported(added, chosen.drafts, table or {}, unknown), chosen.skipped)


def keep_table(project: Project, table: Mapping[str, Mapping[str, str]]) -> None:
    """Set variables, titles and duplicates of documents that are in the project already, as one change."""
    documents = project.documents.all()
    variables: dict[str, Variable] = {}
    ids, names = [document.id for document in documents], [document.file_name for document in documents]
    with project.change("Import document variables"):
        for document, name in zip(ids, names, strict=True):
            _keep_values(project, document, values_for(table, name), variables)
        _keep_duplicates(project, ids, names, table)


def _keep_values(project: Project, document: int, values: Mapping[str, str], variables: dict[str, Variable]) -> None:
    """`variables` gathers those that have been looked up before."""
    for name, value in values.items():
        if name == "title" and value.strip():
            project.documents.rename(document, value)
        elif name != "duplicate_of" and value.strip():
            if name not in variables:
                variables[name] = project.variables.ensure(Scope.DOCUMENT, name)
            project.variables.set_for_document(document, variables[name], value, checked=False)


def _keep_duplicates(
    project: Project,
    documents: Sequence[int],
    names: Sequence[str],
    table: Mapping[str, Mapping[str, str]],
) -> Set[str]:
    """A table's column `duplicate_of` names the file that a text was copied from; those that are no documents."""
    wanted = {
        document: values_for(table, name).get("duplicate_of", "").strip()
        for document, name in zip(documents, names, strict=True)
    }
    if not any(wanted.values()):
        return frozenset()
    by_file: dict[str, int] = {}
    for known in reversed(project.documents.all()):
        by_file[Path(known.file_name).stem] = known.id
    by_file.update({known.file_name: known.id for known in project.documents.all()})
    unknown = set()
    copied: dict[int, int] = {}
    for document, original in wanted.items():
        found = by_file.get(original) or by_file.get(Path(original).stem)
        if original and found is None:
            unknown.add(original)
        elif found is not None and not _leads_to(copied, found, document):
            copied[document] = found
            project.documents.mark_duplicate(document, found)
    return unknown


def _leads_to(copied: Mapping[int, int], start: int, document: int) -> bool:
    """Whether `start` is the document or a copy of it; of texts that name each other the first one counts."""
    while start != document and start in copied:
        start = copied[start]
    return start == document


def place_examples(project: Project, documents: Iterable[tuple[int, DocumentDraft]]) -> None:
    """Tie codebook examples that came before their articles to the place where their words stand."""
    homeless = [example for example in project.codes.examples() if example.document is None]
    for document, draft in documents:
        for example in list(homeless):
            start = draft.text.find(example.quotation)
            if start >= 0:
                project.codes.place_example(example.id, document, Span(start, start + len(example.quotation)))
                homeless.remove(example)
        if not homeless:
            return
