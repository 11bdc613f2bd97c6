"""What searching 10,000 documents costs, beside what SQLite's full-text index alone needs for the same words.

Run: python -m tests.benchmarks.search [--workload DIR] [--json]. DIR holds texts (DIR/txt/*.txt or DIR/*.txt); without
it texts are invented: one in a hundred has “velvet parliament”, each one word of its own, most have “harbour”.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from cadrage.core.model import DocumentDraft
from cadrage.core.search import Wanted
from cadrage.core.text import canonical
from cadrage.jobs.searching import FIRST, PORTION, CorpusSearch, Question
from cadrage.store.project import Project

DOCUMENTS = 10_000
RUNS = 9
QUERIES = ('"velvet parliament"', "velvet parliament", "zqx77", "parl*", "harbour", "Crimea", "velvet OR zqx77", "香港")
_SENTENCE = "the harbour talks went on and nobody knew whether ministers would vote on grounds that fishers need"


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds of processor time to the first page, to all hits, and of SQLite for the numbers of the texts."""

    query: str
    hits: int
    documents: int
    first_page_ms: float
    all_ms: float
    raw_ms: float

    @property
    def ratio(self) -> float:
        """Of the first page to SQLite alone with the same page of texts."""
        return self.first_page_ms / self.raw_ms if self.raw_ms else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workload", type=Path, help="a folder with texts")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.cadrage"
        seconds = furnish(path, list(texts(wanted.workload)))
        raw = raw_index(path)
        with Project.open(path) as project:
            figures = [measure(project, raw, query) for query in QUERIES]
        raw.close()
    if wanted.json:
        found = {figure.query: {**asdict(figure), "ratio": figure.ratio} for figure in figures}
        print(json.dumps({"import_s": seconds, "queries": found}, ensure_ascii=False))
        return
    print(f"stored and indexed in {seconds:.2f} s of processor time")
    for each in figures:
        print(
            f"{each.query:22} {each.hits:7} hits in {each.documents:6}   first page {each.first_page_ms:7.2f} ms"
            f"   raw {each.raw_ms:6.2f} ms   × {each.ratio:4.1f}   all {each.all_ms:8.1f} ms"
        )


def texts(folder: Path | None) -> Iterator[str]:
    if folder is not None:
        found = sorted(folder.rglob("*.txt"))
        yield from (canonical(path.read_text(encoding="utf-8")) for path in found)
        return
    draw, words = random.Random(1), _SENTENCE.split()
    for number in range(1, DOCUMENTS + 1):
        lines = [" ".join(draw.choices(words, k=60)).capitalize() + "." for _ in range(12)]
        if number % 100 == 0:
            lines.insert(1, "Observers spoke of a velvet parliament in the making.")
        yield "\n\n".join([*lines, f"Reference zqx{number}."])


def furnish(path: Path, bodies: list[str]) -> float:
    drafts = [
        DocumentDraft(f"Article {number}", f"{number}.txt", body, "txt", "utf-8", b"")
        for number, body in enumerate(bodies)
    ]
    with Project.create(path) as project:
        begun = time.process_time()
        project.documents.add(drafts)
        return time.process_time() - begun


def raw_index(path: Path) -> sqlite3.Connection:
    """The same texts in a full-text table of their own, in the memory."""
    with Project.open_reading(path) as project:
        rows = project.rows("SELECT id, body FROM text")
    raw = sqlite3.connect(":memory:")
    raw.execute("CREATE TABLE text (id INTEGER PRIMARY KEY, body TEXT)")
    raw.execute("CREATE VIRTUAL TABLE found USING fts5 (body, content = 'text', content_rowid = 'id')")
    raw.executemany("INSERT INTO text VALUES (?, ?)", rows)
    raw.execute("INSERT INTO found (found) VALUES ('rebuild')")
    return raw


def measure(project: Project, raw: sqlite3.Connection, query: str) -> Figure:
    first = statistics.median(cpu_ms(partial(first_page, project, query)) for _ in range(RUNS))
    alone = statistics.median(cpu_ms(partial(raw_page, raw, query)) for _ in range(RUNS))
    begun = time.process_time()
    hits, documents = everything(project, query)
    return Figure(query, hits, documents, first, 1000 * (time.process_time() - begun), alone)


def first_page(project: Project, query: str) -> None:
    with CorpusSearch(project, Question(Wanted(query))) as search:
        search.find(search.gather(FIRST))


def raw_page(raw: sqlite3.Connection, query: str) -> None:
    """Which texts have the words, and the bodies of the first of them."""
    found = [row for (row,) in raw.execute("SELECT rowid FROM found WHERE found MATCH ?", (query,))]
    for row in found[:FIRST]:
        raw.execute("SELECT body FROM text WHERE id = ?", (row,)).fetchone()


def everything(project: Project, query: str) -> tuple[int, int]:
    hits, documents = 0, 0
    with CorpusSearch(project, Question(Wanted(query))) as search:
        while not search.finished:
            found = search.find(search.gather(PORTION))
            hits += len(found)
            documents += len({hit.document for hit in found})
    return hits, documents


def cpu_ms(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


if __name__ == "__main__":
    main()
