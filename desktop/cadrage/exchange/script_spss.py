"""Syntax that reads a CSV folder into SPSS, or PSPP, with the labels of variables and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cadrage.exchange.csv_tables import Field, WrittenTable

_MOST_NAME, _MOST_LABEL, _MOST_VALUE_LABEL = 64, 255, 120  # bytes
_PIECE = 100  # characters of a literal on one line
# “document” begins a comment in PSPP wherever a line begins with it.
_RESERVED = frozenset(
    ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with", "document", "documents"]
)
_HEAD = """\
* Encoding: UTF-8.
* Reads the tables of this folder, each into a dataset of its own, with labels.
* Run it so that SPSS knows the folder: INSERT FILE='path/to/this/folder/read_spss.sps' CD=YES.
* Or put the folder into the next line and take the star away.
* CD 'path/to/this/folder'.
"""
_UNICODE = """\
* For letters of every alphabet; SPSS takes it while no data are open. PSPP, which knows nothing else, does not know it.
SET UNICODE=ON.
SET DECIMAL=DOT.
"""
_TYPES = {"integer": "F18", "number": "F18", "boolean": "F1", "date": "SDATE10", "datetime": "YMDHMS19"}
_SHOWN = {"integer": "F8.0", "number": "F10.4", "boolean": "F1.0", "date": "SDATE10", "datetime": "YMDHMS19"}


def script(tables: Sequence[WrittenTable]) -> str:
    """The tables with numbers for words are read: SPSS takes no line break inside a text."""
    return "\n".join([_HEAD, _UNICODE, *(_table(table) for table in tables if table.counted)])


def _table(table: WrittenTable) -> str:
    assert table.counted is not None
    names = _names(table)
    read = " ".join(f"\n  {name} {_type(field)}" for name, field in zip(names, table.fields, strict=True))
    parts = [
        f"* Table {_comment(table.name)}.",
        f"GET DATA /TYPE=TXT /FILE={_quoted(table.counted.path)} /ENCODING='UTF8'\n  /ARRANGEMENT=DELIMITED "
        f'/DELCASE=LINE /FIRSTCASE=2 /DELIMITERS="," /QUALIFIER=\'"\'\n  /VARIABLES={read}.',
        *_guards(names, table.fields),
        _variable_labels(names, table.fields),
        *_value_labels(names, table.fields),
        *_missing(names, table.fields),
        *_formats(names, table.fields),
        "EXECUTE.",
        # In PSPP the next table would take the place of a dataset that is merely named.
        f"DATASET COPY {_name(table.name, ())}.",
    ]
    return "\n".join(parts) + "\n"


def _type(field: Field) -> str:
    if field.labels is not None:
        return "F9"
    return _TYPES.get(field.kind) or f"A{max(field.bytes, 1)}"


def _is_text(field: Field) -> bool:
    return field.labels is None and field.kind not in _TYPES


def _variable_labels(names: Sequence[str], fields: Sequence[Field]) -> str:
    rows = []
    for name, field in zip(names, fields, strict=True):
        about = field.about if field.short == field.name else f"{field.name}: {field.about}"
        rows.append(f"{name} {_literal(about, _MOST_LABEL)}")
    return "VARIABLE LABELS\n  " + "\n  /".join(rows) + "."


def _value_labels(names: Sequence[str], fields: Sequence[Field]) -> Iterator[str]:
    for name, field in zip(names, fields, strict=True):
        if field.labels is not None and field.labels.worded:
            pairs = (f"{value.number} {_literal(value.label, _MOST_VALUE_LABEL)}" for value in field.labels.values)
            yield f"VALUE LABELS {name}\n  " + "\n  ".join(pairs) + "."
            level = "ORDINAL" if field.labels.ordered else "NOMINAL"
            yield f"VARIABLE LEVEL {name} ({level})."


def _missing(names: Sequence[str], fields: Sequence[Field]) -> Iterator[str]:
    """Numbers that are not there are missing by themselves; a text that is empty is said to be."""
    for name, field in zip(names, fields, strict=True):
        if _is_text(field):
            yield f"MISSING VALUES {name} (' ')."


def _formats(names: Sequence[str], fields: Sequence[Field]) -> Iterator[str]:
    for name, field in zip(names, fields, strict=True):
        if field.labels is not None or field.kind in _SHOWN:
            yield f"FORMATS {name} ({'F8.0' if field.labels is not None else _SHOWN[field.kind]})."


def _guards(names: Sequence[str], fields: Sequence[Field]) -> Iterator[str]:
    """The apostrophe that keeps spreadsheet programs from running a text."""
    texts = [name for name, field in zip(names, fields, strict=True) if field.guarded and _is_text(field)]
    for name in texts:
        yield f'IF (ANY(SUBSTR({name}, 1, 2), "\'=", "\'+", "\'-", "\'@")) {name} = SUBSTR({name}, 2).'


def _names(table: WrittenTable) -> list[str]:
    found: list[str] = []
    for field in table.fields:
        found.append(_name(field.short, found))
    return found


def _name(wanted: str, taken: Sequence[str]) -> str:
    """ASCII letters, digits and underscores, none of the words that SPSS keeps for itself."""
    name = re.sub(r"[^A-Za-z0-9_]+", "_", wanted).strip("_")[:_MOST_NAME] or "v"
    if name.lower() in _RESERVED or not name[0].isalpha():
        name = f"v_{name}"
    return name if name.lower() not in {each.lower() for each in taken} else f"{name}_{len(taken)}"


def _comment(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_ -]+", "_", text)


def _literal(text: str, most: int) -> str:
    """In pieces of one short line each, as SPSS wants them; line breaks and the like become spaces."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    cut = flat.encode()[:most].decode("utf-8", "ignore") or " "
    pieces = [cut[start : start + _PIECE] for start in range(0, len(cut), _PIECE)]
    return " +\n    ".join(map(_quoted, pieces))


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
