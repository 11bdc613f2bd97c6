"""What the store costs, in CPU milliseconds, beside raw sqlite3 doing the same inserts without history.

Run: python -m tests.benchmarks.store [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from cadrage.core.identity import new_guid, now
from cadrage.core.model import DocumentDraft, Span
from cadrage.core.text import sha256, text_hash
from cadrage.store import schema
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

SINGLE = 500
MANY = 20_000
DRAFTS = 1_000
DRAFT_LENGTH = 5_000
RUNS = 3  # of each bulk figure; the fastest counts


@dataclass(frozen=True, slots=True)
class Figure:
    """CPU milliseconds of one piece of work, of the same rows by hand, and their ratio."""

    name: str
    cpu_ms: float
    raw_ms: float

    @property
    def ratio(self) -> float:
        return self.cpu_ms / self.raw_ms


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = [*measure_codings(Path(folder)), measure_import(Path(folder))]
    if wanted.json:
        print(json.dumps({figure.name: {**asdict(figure), "ratio": figure.ratio} for figure in figures}))
        return
    for figure in figures:
        print(f"{figure.name:32} {figure.cpu_ms:9.2f} ms   raw {figure.raw_ms:8.2f} ms   × {figure.ratio:.1f}")


def measure_codings(folder: Path) -> Iterator[Figure]:
    with Project.create(folder / "codings.cadrage") as project, raw_file(folder / "raw.db") as raw:
        (document,) = project.documents.add(drafts(1))
        length = len(project.documents.body(document))
        codes = [project.codes.add(f"Code {number}", short_id=f"C{number}").id for number in range(40)]
        rows = raw_coding_rows(document, codes[0])

        singles = [
            cpu_ms(partial(project.codings.add, document, Span(start, start + 9), codes[start % 40]))
            for start in range(SINGLE)
        ]
        raw_singles = [cpu_ms(partial(insert_raw, raw, [row])) for row in rows[:SINGLE]]
        yield Figure("one coding (median)", statistics.median(singles), statistics.median(raw_singles))

        new = spans(document, codes, length, project.me.id, project.rounds.latest.id)
        raw_many = min(cpu_ms(lambda: insert_raw(raw, rows)) for _ in range(RUNS))
        forth, back, again = [], [], []
        for _ in range(RUNS):
            forth.append(cpu_ms(lambda: add_in_one_step(project, new)))
            back.append(cpu_ms(project.undo))
            again.append(cpu_ms(project.redo))
            project.undo()
        yield Figure("20,000 codings in one step", min(forth), raw_many)
        yield Figure("their undo", min(back), raw_many)
        yield Figure("their redo", min(again), raw_many)


def measure_import(folder: Path) -> Figure:
    forth, raw_forth = [], []
    for run in range(RUNS):
        articles = drafts(DRAFTS, seed=run)
        with Project.create(folder / f"import{run}.cadrage") as project:
            forth.append(cpu_ms(partial(project.documents.add, articles)))
        with raw_file(folder / f"raw{run}.db") as raw:
            raw_forth.append(cpu_ms(partial(insert_raw_documents, raw, articles)))
    return Figure("1,000 drafts of 5 kB", min(forth), min(raw_forth))


def cpu_ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1_000


def add_in_one_step(project: Project, new: list[NewCoding]) -> None:
    with project.change("Import codings"):
        project.codings.add_many(new)


def spans(document: int, codes: list[int], length: int, coder: int, round_: int) -> list[NewCoding]:
    chance = random.Random(1)
    starts = [chance.randrange(length - 60) for _ in range(MANY)]
    return [
        NewCoding(document, Span(start, start + chance.randrange(1, 60)), chance.choice(codes), coder, round_)
        for start in starts
    ]


def drafts(number: int, seed: int = 0) -> list[DocumentDraft]:
    chance = random.Random(seed)
    words = ["".join(chance.choices("aeioulnrstdm", k=chance.randrange(2, 11))) for _ in range(5_000)]
    found = []
    for position in range(number):
        text = " ".join(chance.choices(words, k=DRAFT_LENGTH // 5))[:DRAFT_LENGTH]
        found.append(DocumentDraft(f"Article {position}", f"{position}.txt", text, "txt", "utf-8", text.encode()))
    return found


# The same rows by hand: no history, no checks, no look-ups.


@contextmanager
def raw_file(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in schema.statements():
        connection.execute(statement)
    try:
        yield connection
    finally:
        connection.close()


def raw_coding_rows(document: int, code: int) -> list[tuple[object, ...]]:
    return [(new_guid(), 1, 1, document, code, start, start + 9, 1, "hand", now(), now()) for start in range(MANY)]


def insert_raw(raw: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    raw.execute("BEGIN IMMEDIATE")
    fresh = ((new_guid(), *row[1:]) for row in rows)
    raw.executemany(
        'INSERT INTO coding (guid, owner, round, document, code, start, "end", codebook_version, origin, created,'
        " modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        fresh,
    )
    raw.execute("COMMIT")


def insert_raw_documents(raw: sqlite3.Connection, articles: list[DocumentDraft]) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for row, draft in enumerate(articles, start=1):
        original = sha256(draft.original)
        raw.execute("INSERT INTO blob VALUES (?, ?)", (original, zlib.compress(draft.original, 1)))
        raw.execute("INSERT INTO text VALUES (?, ?, ?, ?)", (row, text_hash(draft.text), len(draft.text), draft.text))
        raw.execute("INSERT INTO text_index (rowid, body) VALUES (?, ?)", (row, draft.text))
        raw.execute(
            "INSERT INTO document (guid, text, title, blob, position, added) VALUES (?, ?, ?, ?, ?, ?)",
            (new_guid(), row, draft.title, original, row, now()),
        )
    raw.execute("COMMIT")


if __name__ == "__main__":
    main()
