"""Replication packages as files: a folder or a .zip with a study's codes, positions, hashes and agreement, no texts."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from cadrage import __version__
from cadrage.core.agreement import AgreementTable
from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.identity import short_ids
from cadrage.core.model import Scope
from cadrage.core.replication import Package
from cadrage.exchange.agreement_report import Circumstances
from cadrage.exchange.archives import UNPACKED_LIMIT, UNSOUND
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.cells import Value
from cadrage.exchange.csv_tables import write_bytes, write_table
from cadrage.exchange.files import shown, unreadable
from cadrage.exchange.folder_replace import safe_replace_files
from cadrage.exchange.plain_json import as_json, from_json
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.table_agreement import agreement_table
from cadrage.exchange.table_agreement_pairs import pairs_table
from cadrage.exchange.table_methods import methods_table
from cadrage.exchange.tables import Column, Table, column_name

FORMAT = "cadrage-replication"
_STUDY = "study.json"
_OTHER = "“{name}” is no replication package of Cadrage. Name the folder or .zip that “cadrage package make” wrote."
_README = """\
# Replication package

Written by Cadrage {version}. Texts are not included: positions and hashes stand for them.

## Files

- study.json: all of it, for Cadrage
- documents.csv: doc_id, text_sha256, length, variables
- codebook.csv: codes with definitions
- codings.csv: spans as start and end
- segments.csv: units
- agreement.csv, pairs.csv, methods.csv, agreement.json: agreement

## Positions

Start and end count Unicode code points from 0; end is exclusive. Canonical text: no BOM, LF line ends, UTF-8 for
hashing (SHA-256).

## Coders

Pseudonyms. Names: a key file, kept by authors.

## Left out

{left_out}

## Repeating

    cadrage package attach PACKAGE NEW.cadrage TEXTS

Cadrage finds each text by hash, rebuilds codings, recomputes agreement, compares.
"""


def write(
    package: Package,
    table: AgreementTable,
    study: Circumstances,
    path: Path,
    *,
    masked: Callable[[str], str] = str,
    report: Report = silent,
) -> None:
    """A .zip where the path ends so, else a folder; replaces what was there in one move. The package has been put
    through `masked` already; so are the tables of its agreement."""

    def fill(folder: Path) -> None:
        found = (agreement_table(table), pairs_table(table), methods_table(table, study))
        tables = (*_tables(package), *(_with_masks(each, masked) for each in found))
        for done, each in enumerate(tables):
            report(done, len(tables))
            write_table(each, folder, (f"{each.name}.csv", None), None, _no_tick)
        write_bytes(folder, "agreement.json", _dumped(package.agreement))
        study_json = {"format": FORMAT, "version": __version__, **_object(as_json(package))}
        write_bytes(folder, _STUDY, _dumped(study_json))
        left_out = "\n".join(f"- {each}" for each in package.left_out) or "Nothing but the texts."
        write_bytes(folder, "README.md", _README.format(version=__version__, left_out=left_out).encode())

    if path.suffix.lower() != ".zip":
        with safe_replace_files(path) as folder:
            fill(folder)
        return
    with safe_replace(path) as draft, tempfile.TemporaryDirectory() as name:
        fill(Path(name))
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(Path(name).iterdir()):
                archive.write(file, f"{path.stem}/{file.name}")


def read(path: Path) -> Package:
    """Raises UserError where the path is no package, or a damaged one."""
    try:
        found = json.loads(_study(path))
    except (ValueError, RecursionError) as error:
        raise UserError(_OTHER.format(name=shown(path))) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise UserError(_OTHER.format(name=shown(path)))
    return from_json(Package, found)


def _study(path: Path) -> bytes:
    try:
        if path.is_dir():
            return (path / _STUDY).read_bytes()
        with zipfile.ZipFile(path) as archive:
            entry = next((each for each in archive.infolist() if Path(each.filename).name == _STUDY), None)
            if entry is None or entry.file_size > UNPACKED_LIMIT:
                raise UserError(_OTHER.format(name=shown(path)))
            return archive.read(entry)
    except FileNotFoundError as error:
        raise UserError(unreadable(path, error) if not path.exists() else _OTHER.format(name=shown(path))) from error
    except UNSOUND as error:
        raise UserError(_OTHER.format(name=shown(path))) from error


def _dumped(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _object(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def _no_tick(_rows: int) -> None:
    """Progress is told by tables."""


def _with_masks(table: Table, masked: Callable[[str], str]) -> Table:
    def rows() -> Iterator[tuple[Value, ...]]:
        for row in table.rows():
            yield tuple(masked(value) if isinstance(value, str) else value for value in row)

    return Table(table.name, table.about, table.columns, table.length, rows)


def _tables(package: Package) -> tuple[Table, ...]:
    bundle = package.bundle
    ids = {
        **short_ids(each.guid for each in bundle.documents),
        **short_ids(each.guid for each in bundle.codes),
        **short_ids(each.guid for each in bundle.codings),
    }
    return (_documents(package, ids), _codebook(bundle, ids), _codings(package, ids), _segments(package))


def _made(name: str, columns: Sequence[str], rows: list[tuple[Value, ...]]) -> Table:
    return Table(name, "", tuple(Column(each, "") for each in columns), len(rows), lambda: iter(rows))


def _documents(package: Package, ids: Mapping[str, str]) -> Table:
    bundle = package.bundle
    names = [variable.name for variable in bundle.variables if variable.scope is Scope.DOCUMENT]
    fixed = ["doc_id", "title", "file_name", "text_sha256", "length", "language", "duplicate_of"]
    return _made(
        "documents",
        [*fixed, *_columns(names, fixed)],
        [
            (
                ids[each.guid],
                each.title,
                each.file_name or None,
                package.texts[each.guid].sha256,
                package.texts[each.guid].length,
                each.language or None,
                ids.get(each.duplicate_of or ""),
                *(each.values.get(name) for name in names),
            )
            for each in bundle.documents
        ],
    )


def _columns(names: Sequence[str], taken: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        found.append(column_name(name, [*taken, *found]))
    return found


def _codebook(bundle: Bundle, ids: Mapping[str, str]) -> Table:
    columns = ("code_id", "short_id", "name", "parent_id", "brief", "definition", "when_to_use", "when_not", "notes")
    return _made(
        "codebook",
        (*columns, "retired"),
        [
            (
                ids[each.guid],
                each.short_id or None,
                each.name,
                ids.get(each.parent or ""),
                *(text or None for text in (each.brief, each.definition, each.when_to_use, each.when_not, each.notes)),
                each.retired,
            )
            for each in bundle.codes
        ],
    )


def _codings(package: Package, ids: Mapping[str, str]) -> Table:
    bundle = package.bundle
    names = [variable.name for variable in bundle.variables if variable.scope is Scope.CODING]
    fixed = ["coding_id", "doc_id", "text_sha256", "coder", "code_id", "code", "start", "end", "round", "layer"]
    coders = {each.guid: each.name for each in bundle.coders}
    codes = {each.guid: each.short_id or each.name for each in bundle.codes}
    rounds = {each.guid: each.name for each in bundle.rounds}
    return _made(
        "codings",
        [*fixed, *_columns(names, fixed)],
        [
            (
                ids[each.guid],
                ids[each.document],
                package.texts[each.document].sha256,
                coders[each.coder],
                ids[each.code],
                codes[each.code],
                each.span.start,
                each.span.end,
                rounds.get(each.round or ""),
                str(each.layer),
                *(each.values.get(name) for name in names),
            )
            for each in bundle.codings
        ],
    )


def _segments(package: Package) -> Table:
    return _made(
        "segments",
        ("text_sha256", "unit", "splitter", "version", "number", "start", "end"),
        [
            (digest, each.unit, each.splitter, each.version, number, start, end)
            for digest, found in package.segments.items()
            for each in found
            for number, (start, end) in enumerate(each.boundaries, 1)
        ],
    )
