"""Codings from a table of spans into a project: all rows or none, unless bad ones are to be skipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.model import BadRow, Document, Scope, SpanRow, Subject
from cadrage.exchange.spans import SpanTable, read_spans
from cadrage.jobs.codebooks import ensure_code
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

_SHOWN = 5  # bad rows that an error message names


class BadRows(UserError):
    """The table cannot be imported as a whole; its good rows can."""


@dataclass(frozen=True, slots=True)
class CodingsReport:
    added: int
    duplicates: int
    created_coders: tuple[str, ...]
    created_codes: tuple[str, ...]
    skipped: tuple[BadRow, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "added": self.added,
            "duplicates": self.duplicates,
            "created_coders": list(self.created_coders),
            "created_codes": list(self.created_codes),
            "skipped": [{"line": row.line, "reason": row.reason} for row in self.skipped],
        }


@dataclass(slots=True)
class _Matched:
    """Rows whose document and span are sure, with the document's id."""

    rows: list[tuple[int, SpanRow]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


def import_codings(project: Project, path: Path, *, complete: bool = False, skip_bad: bool = False) -> CodingsReport:
    """Store the table's codings as one change.

    Missing coders and codes are made. An identical row, in the table or in the project, is kept once.
    `complete` marks every document complete for every coder of the table. Raises BadRows, and writes
    nothing, where a row is bad and `skip_bad` is off.
    """
    table = read_spans(path)
    matched = _match(project.documents.all(), table)
    if matched.bad and not skip_bad:
        raise BadRows(_wording(path, matched.bad))
    with project.change(f"Import codings from {path.name}"):
        return _keep(project, matched, complete=complete)


def _wording(path: Path, bad: Sequence[BadRow]) -> str:
    shown = "; ".join(f"line {row.line}: {row.reason.rstrip('.')}" for row in bad[:_SHOWN])
    more = f"; and {len(bad) - _SHOWN} more" if len(bad) > _SHOWN else ""
    rows = "1 bad row" if len(bad) == 1 else f"{len(bad)} bad rows"
    return f"“{path.name}” has {rows} ({shown}{more}). Nothing was imported: correct them and import the table again."


def _match(documents: Sequence[Document], table: SpanTable) -> _Matched:
    found = _Matched(bad=list(table.bad))
    by_name = _names(documents)
    for row in table.rows:
        candidates = by_name.get(row.document, ())
        if not candidates:
            found.bad.append(BadRow(row.line, f"no document “{row.document}” in this project"))
        elif len(candidates) > 1:
            found.bad.append(BadRow(row.line, f"“{row.document}” names {len(candidates)} documents"))
        elif row.span.end > candidates[0].length:
            found.bad.append(BadRow(row.line, f"the span ends at {row.span.end}, the text at {candidates[0].length}"))
        else:
            found.rows.append((candidates[0].id, row))
    found.bad.sort(key=lambda row: row.line)
    return found


def _names(documents: Sequence[Document]) -> Mapping[str, tuple[Document, ...]]:
    """Documents by file name with and without ending, and by title where no file has that name."""
    files: dict[str, list[Document]] = defaultdict(list)
    titles: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        for name in {document.file_name, Path(document.file_name).stem} - {""}:
            files[name].append(document)
        titles[document.title].append(document)
    return {name: tuple(found) for name, found in {**titles, **files}.items()}


def _keep(project: Project, matched: _Matched, *, complete: bool) -> CodingsReport:
    coders, new_coders = _ensure_coders(project, matched)
    codes, new_codes = _ensure_codes(project, matched)
    round_ = project.rounds.latest.id
    known = {(coding.document, coding.coder, coding.code, coding.span) for coding in project.codings.all(round=round_)}
    fresh: list[tuple[NewCoding, SpanRow]] = []
    for document, row in matched.rows:
        key = (document, coders[row.coder], codes[row.code], row.span)
        if key not in known:
            known.add(key)
            fresh.append((NewCoding(document, row.span, codes[row.code], coders[row.coder], round_), row))
    added = project.codings.add_many([coding for coding, _ in fresh])
    _keep_values(project, added, fresh)
    _keep_statuses(project, matched, coders, complete=complete)
    return CodingsReport(
        len(added), len(matched.rows) - len(added), tuple(new_coders), tuple(new_codes), tuple(matched.bad)
    )


def _ensure_coders(project: Project, matched: _Matched) -> tuple[dict[str, int], list[str]]:
    known = {coder.name: coder.id for coder in project.coders.all()}
    created: list[str] = []
    for name in dict.fromkeys(row.coder for _, row in matched.rows):
        if name not in known:
            known[name] = project.coders.add(name).id
            created.append(name)
    return known, created


def _ensure_codes(project: Project, matched: _Matched) -> tuple[dict[str, int], list[str]]:
    codes: dict[str, int] = {}
    created: list[str] = []
    for name in dict.fromkeys(row.code for _, row in matched.rows):
        if project.codes.codebook().find(name) is None:
            created.append(name)
        codes[name] = ensure_code(project, name)
    return codes, created


def _keep_values(project: Project, added: Sequence[int], fresh: Sequence[tuple[NewCoding, SpanRow]]) -> None:
    names = dict.fromkeys(name for _, row in fresh for name in row.values if name != "memo")
    variables = {name: project.variables.ensure(Scope.CODING, name) for name in names}
    values = [
        (coding, new.coder, new.round, variables[name].id, value)
        for coding, (new, row) in zip(added, fresh, strict=True)
        for name, value in row.values.items()
        if name != "memo"
    ]
    project.variables.add_coding_values(values)
    guids = {coding.id: coding.guid for coding in project.codings.get(added)} if added else {}
    for coding, (new, row) in zip(added, fresh, strict=True):
        if memo := row.values.get("memo"):
            project.memos.set(Subject.CODING, guids[coding], memo, coder=new.coder)


def _keep_statuses(project: Project, matched: _Matched, coders: Mapping[str, int], *, complete: bool) -> None:
    round_ = project.rounds.latest.id
    for document, coder in dict.fromkeys((document, row.coder) for document, row in matched.rows):
        project.statuses.begin(document, coders[coder], round_)
    if complete:
        named = sorted({row.coder for _, row in matched.rows})
        documents = [document.id for document in project.documents.all()]
        project.statuses.complete_many(((document, coders[name]) for name in named for document in documents), round_)
