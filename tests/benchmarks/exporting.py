"""What leaving the program costs, in CPU seconds and megabytes, beside the same content written by bare libraries.

Run: python -m tests.benchmarks.exporting [--workload DIR] [--only NAME] [--json]

A workload is a folder with `txt/` and `spans.csv`; without it, one is made up. Every measurement runs in a process of
its own, which opens the project, gathers what is in it, and writes; its floor runs in another.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.importing import made_up

CODERS, CODES = ("ann", "ben", "cid"), 20
SPANS = 20_000

_USED = """
import resource, sys
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
_WORKBOOK = """
import sys
from cadrage.cli import main
main(["export", sys.argv[1], sys.argv[2]])
"""
# The same cells, with no look but their values; they are made before the clock starts.
_BARE_OPENPYXL = """
import sys, time
from pathlib import Path
from openpyxl import Workbook
from cadrage.exchange.cells import Colour, safe_text
from cadrage.exchange.dataset_tables import tables
from cadrage.jobs import datasets, export
from cadrage.store.project import Project
with Project.open(Path(sys.argv[1])) as project:
    material = export.gather(project)
dataset = datasets.studied(material.dataset, material.study, material.details)
def plain(value):
    value = value.hex if isinstance(value, Colour) else value
    return safe_text(str(value))[0] if isinstance(value, str) else value
sheets = [(table.name, [column.name for column in table.columns], [list(map(plain, row)) for row in table.rows()])
    for table in tables(dataset)]
begin = time.process_time()
workbook = Workbook(write_only=True)
for title, header, rows in sheets:
    sheet = workbook.create_sheet(title)
    sheet.append(header)
    for row in rows:
        sheet.append(row)
workbook.save(sys.argv[2] + ".bare.xlsx")
print(time.process_time() - begin, 0)
"""


_GATHERED = """
import sys, time
from pathlib import Path
from cadrage.exchange.dataset_tables import tables
from cadrage.jobs import datasets, export
from cadrage.store.project import Project
with Project.open(Path(sys.argv[1])) as project:
    material = export.gather(project)
dataset = datasets.studied(material.dataset, material.study, material.details)
"""
# The clock runs while the folder is written: agreement, which the workbook's figure has in it, is computed before.
_FOLDER = (
    _GATHERED
    + """
import resource
from cadrage.exchange.csv_folder import write_folder
begin = time.process_time()
write_folder(dataset, Path(sys.argv[2]))
print(time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
)
_BARE_CSV = (
    _GATHERED
    + """
import csv
made = [(table.name, [column.name for column in table.columns], list(table.rows()))
    for table in tables(dataset, files=True)]
folder = Path(sys.argv[2] + ".bare")
folder.mkdir()
begin = time.process_time()
for name, header, rows in made:
    with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
print(time.process_time() - begin, 0)
"""
)
_REFI = """
import sys
from pathlib import Path
from cadrage.exchange import refi_project
from cadrage.jobs import bundles
from cadrage.store.project import Project
with Project.open(Path(sys.argv[1])) as project:
    refi_project.write(bundles.gather(project), Path(sys.argv[2]))
"""
# An archive with the same parts.
_BARE_REFI = """
import sys, time
from zipfile import ZIP_DEFLATED, ZipFile
with ZipFile(sys.argv[2]) as archive:
    parts = {name: archive.read(name) for name in archive.namelist()}
begin = time.process_time()
with ZipFile(sys.argv[2] + ".bare.zip", "w", ZIP_DEFLATED) as archive:
    for name, content in parts.items():
        archive.writestr(name, content)
print(time.process_time() - begin, 0)
"""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One way out. Both are Python code: `ours` is given the project and the file to write; `floor`, run after it, the
    same, and prints its CPU seconds, or nothing where those of its whole process count."""

    name: str
    file: str
    ours: str
    floor: str = ""
    target_s: float | None = None


MEASUREMENTS = (
    Measurement("workbook", "study.xlsx", _WORKBOOK, _BARE_OPENPYXL, 12.0),
    Measurement("csv folder", "study", _FOLDER, _BARE_CSV, 1.5),
    Measurement("refi-qda", "study.qdpx", _REFI, _BARE_REFI, 2.0),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU seconds and megabytes of our process, the size of what it wrote, and the floor's CPU seconds."""

    name: str
    cpu_s: float
    megabytes: float
    written_megabytes: float
    floor_s: float | None
    target_s: float | None

    @property
    def ratio(self) -> float | None:
        return None if not self.floor_s else self.cpu_s / self.floor_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workload", type=Path, help="a folder with txt/ and spans.csv; without it, one is made up")
    parser.add_argument("--only", help="the name of one measurement")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    chosen = [each for each in MEASUREMENTS if wanted.only in (None, each.name)]
    with tempfile.TemporaryDirectory() as folder:
        project = built(wanted.workload or made_workload(Path(folder)), Path(folder))
        figures = [measured(each, project, Path(folder)) for each in chosen]
    if wanted.json:
        print(json.dumps({each.name: {**asdict(each), "ratio": each.ratio} for each in figures}))
        return
    for line in map(in_words, figures):
        print(line)


def in_words(found: Figures) -> str:
    floor = "" if found.ratio is None else f"   floor {found.floor_s:6.2f} s   × {found.ratio:.2f}"
    aim = "" if found.target_s is None else f"   (target {found.target_s:g} s)"
    own = (
        f"{found.name:16} {found.cpu_s:6.2f} s CPU   {found.megabytes:5.0f} MB   file {found.written_megabytes:.1f} MB"
    )
    return own + floor + aim


def made_workload(folder: Path) -> Path:
    """Texts, and spans of three coders over them, the same every time."""
    texts = sorted(made_up(folder).rename(folder / "txt").glob("*.txt"))
    with (folder / "spans.csv").open("w", encoding="utf-8") as file:
        print("doc,coder,code,start,end", file=file)
        for row in sorted(set(_spans(texts))):
            print(*row, sep=",", file=file)
    return folder


def _spans(texts: Sequence[Path]) -> Iterator[tuple[str, str, str, int, int]]:
    chance = random.Random(2)
    lengths = {text.stem: len(text.read_text(encoding="utf-8")) for text in texts}
    for _ in range(SPANS):
        name = chance.choice(texts).stem
        start = chance.randrange(lengths[name] - 200)
        yield name, chance.choice(CODERS), f"Code {chance.randrange(CODES)}", start, start + chance.randrange(20, 200)


def built(workload: Path, folder: Path) -> Path:
    project = folder / "study.cadrage"
    for command in (
        ["new", str(project)],
        ["import", str(project), str(workload / "txt")],
        ["codings", "import", str(project), str(workload / "spans.csv"), "--complete"],
    ):
        subprocess.run([sys.executable, "-m", "cadrage", *command], check=True, capture_output=True)
    return project


def measured(what: Measurement, project: Path, folder: Path) -> Figures:
    target = folder / what.file
    cpu, megabytes = _run(what.ours, project, target)
    size = sum(path.stat().st_size for path in (target.rglob("*") if target.is_dir() else [target]) if path.is_file())
    floor = _run(what.floor, project, target)[0] if what.floor else None
    return Figures(what.name, cpu, megabytes, size / 1e6, floor, what.target_s)


def _run(code: str, *arguments: Path) -> tuple[float, float]:
    own = "print(time.process_time()" in code
    whole = code if own else code + _USED
    done = subprocess.run(
        [sys.executable, "-c", whole, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    first, second = done.stdout.splitlines()[-1].split()
    return float(first), float(second)


if __name__ == "__main__":
    main()
