"""What importing articles costs through the command line, beside raw sqlite3 inserts of the same texts.

Run: python -m tests.benchmarks.importing [--workload DIR] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.exchange.made_files import PARAGRAPHS

ARTICLES = 1_000
SENTENCES = 30
_MEASURE = (
    "import resource, sys\n"
    "from cadrage.cli import main\n"
    "main(sys.argv[1:])\n"
    "used = resource.getrusage(resource.RUSAGE_SELF)\n"
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one import: its CPU seconds and megabytes from start to end of the program, and those of raw inserts."""

    articles: int
    characters: int
    cpu_s: float
    megabytes: float
    raw_s: float

    @property
    def ratio(self) -> float:
        return self.cpu_s / self.raw_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workload", type=Path, help="a folder of articles; without it, some are made up")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles = wanted.workload or made_up(Path(folder))
        figures = measure(articles, Path(folder))
    if wanted.json:
        print(json.dumps({**asdict(figures), "ratio": figures.ratio}))
        return
    print(
        f"{figures.articles:,} articles, {figures.characters:,} characters: {figures.cpu_s:.2f} s CPU,"
        f" {figures.megabytes:.0f} MB   raw {figures.raw_s:.2f} s   × {figures.ratio:.1f}"
    )


def made_up(folder: Path) -> Path:
    """A folder of different articles of some 5,000 characters each, the same every time."""
    articles = folder / "articles"
    articles.mkdir()
    chance = random.Random(1)
    sentences = [sentence for paragraph in PARAGRAPHS for sentence in paragraph.split(". ")]
    for number in range(ARTICLES):
        words = "\n".join(f"{sentence} {number}." for sentence in chance.choices(sentences, k=SENTENCES))
        (articles / f"{number:05}.txt").write_text(words, encoding="utf-8")
    return articles


def measure(articles: Path, folder: Path) -> Figures:
    texts = [path.read_text(encoding="utf-8") for path in sorted(articles.rglob("*.txt"))]
    project = folder / "study.cadrage"
    _run(["new", str(project)])
    cpu, megabytes = _run(["import", str(project), str(articles)])
    return Figures(len(texts), sum(map(len, texts)), cpu, megabytes, raw_inserts(texts, folder / "raw.db"))


def _run(arguments: Sequence[str]) -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-c", _MEASURE, *arguments], capture_output=True, text=True, check=True)
    cpu, megabytes = done.stdout.splitlines()[-1].split()
    return float(cpu), float(megabytes)


def raw_inserts(texts: Sequence[str], file: Path) -> float:
    """CPU seconds to insert the texts into a table and nothing else, in one transaction."""
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE text (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
    begin = time.process_time()
    database.executemany("INSERT INTO text (body) VALUES (?)", ((text,) for text in texts))
    database.commit()
    used = time.process_time() - begin
    database.close()
    return used


if __name__ == "__main__":
    main()
