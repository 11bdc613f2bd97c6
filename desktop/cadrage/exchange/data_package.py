"""The description of a CSV folder as a Data Package, https://datapackage.org, for programs that read such folders."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cadrage import __version__
from cadrage.core.dataset import Dataset
from cadrage.exchange.csv_cells import GUARD, guarded
from cadrage.exchange.csv_tables import Field, WrittenFile, WrittenTable
from cadrage.exchange.value_labels import WHOLE

NAME = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_RESOURCE = "https://datapackage.org/profiles/2.0/dataresource.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True}
_MOMENT = "%Y-%m-%d %H:%M:%S"

Json = Mapping[str, object]

KEYS = {
    "codings": ("coding_id",),
    "documents": ("doc_id",),
    "judgements": ("doc_id", "coder"),
    "doc_wide": ("doc_id", "coder", "round", "layer"),
    "units_long": ("unit_id", "coder"),
    "codes": ("code_id",),
    "coders": ("coder",),
    "value_labels": ("table", "column", "value"),
}
_POINTERS = {
    "doc_id": ("documents", "doc_id"),
    "duplicate_of": ("documents", "doc_id"),
    "code_id": ("codes", "code_id"),
    "parent_id": ("codes", "code_id"),
}
_SMALL = re.compile(r"[^a-z0-9._-]+")


def data_package(dataset: Dataset, tables: Sequence[WrittenTable], others: Iterable[WrittenFile]) -> bytes:
    """`others`: the files that hold no table. Keys are named where the tables have them."""
    names = _names(tables)
    resources: list[Json] = []
    for table in tables:
        resources.append(_resource(names[table.name], table, table.file, _schema(table, tables, names)))
        if table.numeric:
            about = _resource(f"{names[table.name]}-numeric", table, table.numeric, _numeric_schema(table))
            resources.append(about)
    files = [table.file for table in tables] + [table.numeric for table in tables if table.numeric] + [*others]
    package = {
        "$schema": _PROFILE,
        "name": _SMALL.sub("-", dataset.project.lower()).strip("-.") or "study",
        "id": dataset.project_guid,
        "title": dataset.project or "Untitled",
        "description": f"Documents, codes and codings, written by Cadrage {__version__}. All times are UTC. {GUARD}",
        "created": dataset.exported,
        "resources": resources,
        "cadrage": {
            "version": __version__,
            "codebook_version": dataset.codebook_version,
            "filters": list(dataset.filters),
            "files": {file.path: file.sha256 for file in files},
        },
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def files_of(folder: Path) -> Mapping[str, str]:
    """What an earlier export wrote into the folder: SHA-256 by path; empty where there was none of ours."""
    try:
        package = json.loads((folder / NAME).read_text("utf-8"))
        files = package["cadrage"]["files"]
        return {str(path): str(digest) for path, digest in files.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _names(tables: Sequence[WrittenTable]) -> dict[str, str]:
    """Lower-case names for resources, each once."""
    found: dict[str, str] = {}
    for table in tables:
        stem = name = _SMALL.sub("-", Path(table.file.path).stem.lower()).strip("-.") or "table"
        number = 2
        while name in found.values() or f"{name}-numeric" in found.values() or name.endswith("-numeric"):
            name, number = f"{stem}-{number}", number + 1
        found[table.name] = name
    return found


def _resource(name: str, table: WrittenTable, file: WrittenFile, schema: Json) -> Json:
    return {
        "$schema": _RESOURCE,
        "name": name,
        "path": file.path,
        "title": table.name,
        "description": table.about,
        "type": "table",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _schema(table: WrittenTable, tables: Sequence[WrittenTable], names: Mapping[str, str]) -> Json:
    key = tuple(name for name in KEYS.get(table.name, ()) if name in {field.name for field in table.fields})
    whole = key if key == KEYS.get(table.name) else ()
    schema: dict[str, object] = {
        "$schema": _SCHEMA,
        "fields": [
            _field(field, required=field.name in whole, unique=whole == (field.name,)) for field in table.fields
        ],
        "missingValues": [""],
    }
    if whole:
        schema["primaryKey"] = list(whole)
    pointers = [pointer for field in table.fields if (pointer := _pointer(table, field, tables, names))]
    return schema | ({"foreignKeys": pointers} if pointers else {})


def _field(field: Field, *, required: bool, unique: bool) -> Json:
    found: dict[str, object] = {"name": field.name, "type": field.kind, "description": field.about}
    constraints: dict[str, object] = {"required": True} if required else {}
    if unique:
        constraints["unique"] = True
    if field.kind == "boolean":
        found |= {"trueValues": ["TRUE"], "falseValues": ["FALSE"]}
    elif field.kind == "datetime":
        found["format"] = _MOMENT
    elif field.labels is not None and field.kind == "string":
        constraints["enum"] = [guarded(value.text) for value in field.labels.values]
    elif field.labels is not None and field.kind == "integer":
        constraints["enum"] = [int(value.text) for value in field.labels.values if WHOLE.fullmatch(value.text)]
    return found | ({"constraints": constraints} if constraints else {})


def _numeric_schema(table: WrittenTable) -> Json:
    return {"$schema": _SCHEMA, "fields": [_numeric(field) for field in table.fields], "missingValues": [""]}


def _numeric(field: Field) -> Json:
    found: dict[str, object] = {"name": field.short, "type": field.kind, "description": field.about}
    if field.short != field.name:
        found["title"] = field.name
    if field.kind == "datetime":
        found["format"] = _MOMENT
    if field.labels is not None:
        found["type"] = "integer"
        found["categories"] = [{"value": each.number, "label": each.label} for each in field.labels.values]
        found["categoriesOrdered"] = field.labels.ordered
        found["constraints"] = {"enum": [each.number for each in field.labels.values]}
    return found


def _pointer(
    table: WrittenTable, field: Field, tables: Sequence[WrittenTable], names: Mapping[str, str]
) -> Json | None:
    """A foreign key where the column names rows of a table that is there too."""
    wanted, column = _POINTERS.get(field.name, ("", ""))
    target = next((each for each in tables if each.name == wanted), None)
    if target is None or not any(each.name == column for each in target.fields):
        return None
    if target is table:
        # An empty name is the table itself.
        return None if field.name == column else _key(field.name, "", column)
    return _key(field.name, names[target.name], column)


def _key(field: str, resource: str, column: str) -> Json:
    return {"fields": [field], "reference": {"resource": resource, "fields": [column]}}
