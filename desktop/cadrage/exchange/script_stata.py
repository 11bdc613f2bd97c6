"""A do-file that reads a CSV folder into Stata, with the labels of variables and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from cadrage.exchange.csv_tables import Field, WrittenTable

_MOST_LABEL, _MOST_VALUE_LABEL = 80, 32_000  # characters, bytes
_HEAD = """\
* Reads the tables of this folder and saves each of them as a .dta file beside its CSV file, with labels.
* Run it in this folder: cd "path/to/this/folder", then: do read.do   (Stata 14 or later)
* In labels, quotation marks, backticks and dollar signs are replaced by signs that look like them: Stata would run
* them.
version 14
"""
_TEXT = ("string",)


def script(tables: Sequence[WrittenTable]) -> str:
    """The tables with numbers for words are read, so that labels can be put to them."""
    return "\n".join([_HEAD, *(_table(table) for table in tables if table.counted)])


def _table(table: WrittenTable) -> str:
    assert table.counted is not None
    places = range(1, len(table.fields) + 1)
    texts = [str(place) for place, field in zip(places, table.fields, strict=True) if _is_read_as_text(field)]
    numbers = [str(place) for place, field in zip(places, table.fields, strict=True) if not _is_read_as_text(field)]
    columns = "".join(
        f" {name}({' '.join(found)})" for name, found in (("stringcols", texts), ("numericcols", numbers)) if found
    )
    lines = [
        f"* Table {_said(table.name)}",
        f'import delimited using "{table.counted.path}", clear varnames(nonames) rowrange(2) encoding("UTF-8") '
        f'delimiters(",") bindquotes(strict) maxquotedrows(unlimited){columns}',
        *(f"rename v{place} {field.short}" for place, field in zip(places, table.fields, strict=True)),
        *(line for field in table.fields for line in _column(field)),
        f"label data {_literal(table.about, _MOST_LABEL)}",
        "compress",
        f'save "{PurePosixPath(table.file.path).stem}.dta", replace',
    ]
    return "\n".join(lines) + "\n"


def _is_read_as_text(field: Field) -> bool:
    return field.labels is None and field.kind not in ("integer", "number")


def _column(field: Field) -> Iterator[str]:
    name = field.short
    if field.labels is None and field.kind == "date":
        yield from _moment(name, f'daily({name}, "YMD")', "%td")
    elif field.labels is None and field.kind == "datetime":
        yield from _moment(name, f'clock({name}, "YMDhms")', "%tc")
    elif field.guarded and field.labels is None:
        yield f'replace {name} = substr({name}, 2, .) if regexm({name}, "^\'+ *[=+@-]")'
    about = field.about if field.name == field.short else f"{field.name}: {field.about}"
    yield f"label variable {name} {_literal(about, _MOST_LABEL)}"
    if field.labels is not None and field.labels.worded:
        for value in field.labels.values:
            yield f"label define {name} {value.number} {_literal(value.label, _MOST_VALUE_LABEL)}, add"
        yield f"label values {name} {name}"


def _moment(name: str, expression: str, format: str) -> Iterator[str]:
    yield f"generate double made_ = {expression}"
    yield f"format made_ {format}"
    yield f"order made_, after({name})"
    yield f"drop {name}"
    yield f"rename made_ {name}"


def _literal(text: str, most: int) -> str:
    return f'"{_said(text)[:most]}"'


def _said(text: str) -> str:
    """Without line breaks, and without the signs that end a text or begin a macro."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat.translate({ord('"'): "\u201d", ord("`"): "\u2018", ord("$"): "\uff04", ord("\\"): "\uff3c"})
