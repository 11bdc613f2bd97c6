"""Counts of the same things made in the plainest way: word by word, character by character, with SQL over CSV files."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from cadrage.core.filtering import Filter
from cadrage.core.model import Coding, Document, Span
from cadrage.exchange.csv_folder import write_folder
from cadrage.jobs import datasets
from cadrage.store.project import Project

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


def exported(project: Project, folder: Path) -> sqlite3.Connection:
    """The tables of codings and documents as they are exported, in a database of their own."""
    write_folder(datasets.gather(project, Filter()), folder, what="dataset")
    database = sqlite3.connect(":memory:")
    for name in ("codings", "documents"):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        columns = ", ".join(f'"{column}"' for column in header)
        database.execute(f"CREATE TABLE {name} ({columns})")
        marks = ", ".join("?" * len(header))
        database.executemany(f"INSERT INTO {name} VALUES ({marks})", ([_plain(cell) for cell in row] for row in rows))
    return database


def _plain(cell: str) -> str:
    """Without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell


def excluded(project: Project, document: int) -> set[int]:
    """The characters that are not article text."""
    return {place for span in project.documents.excluded(document) for place in range(span.start, span.end)}


def article_words(project: Project, document: Document) -> list[set[int]]:
    """The characters of each word of the article text."""
    out = excluded(project, document.id)
    body = project.documents.body(document.id)
    text = "".join("\n" if place in out else letter for place, letter in enumerate(body))
    return [set(range(word.start(), word.end())) for word in WORD.finditer(text)]


def touched(words: Iterable[set[int]], span: Span) -> set[int]:
    """The numbers of the words that a span has a character of."""
    return {number for number, word in enumerate(words) if any(span.holds(place) for place in word)}


def counted(project: Project) -> list[Document]:
    return [each for each in project.documents.all() if each.duplicate_of is None]


def covered(project: Project, codings: Iterable[Coding]) -> int:
    """How many words of article text these codings touch, each word once."""
    words = {document.id: article_words(project, document) for document in counted(project)}
    return len({(each.document, number) for each in codings for number in touched(words[each.document], each.span)})
