"""What results cost, in CPU seconds from the open project to every cell and sum, beside plain SQL and plain numpy.

Run: python -m tests.benchmarks.results [--workload DIR] [--only NAME] [--json]

A workload is a folder with `txt/` and `spans.csv`; without it, one is made up. Its documents get an outlet and a day,
its sentences are split beforehand, as a project has them once they were needed. Every measurement runs in a process of
its own with its libraries loaded; its floor runs in another, on the same file: counts without words in SQL, pairs of
codings without units in numpy.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from cadrage.core.model import Scope
from cadrage.jobs import segmenting
from cadrage.store.project import Project
from tests.benchmarks.exporting import built, made_workload

TARGET_S = 0.3
OUTLETS, DAYS = 12, 360

_OURS = """
import sys, time
from pathlib import Path
import numpy, numpy.ma
from cadrage.core.results_question import *
from cadrage.jobs import results
from cadrage.store.project import Project
CODE, DOCUMENT, CODER = (Dimension(kind) for kind in (Kind.CODE, Kind.DOCUMENT, Kind.CODER))
OUTLET = Dimension(Kind.FACT, "outlet")
def over(length):
    return Dimension(Kind.TIME, "published", length)
with Project.open_reading(Path(sys.argv[1])) as project:
    begin = time.process_time()
    results.answer(project, {question})
    print(time.process_time() - begin)
"""
# The chart of a window with two dots a pixel. A first chart loads its library, a next one of another kind does not.
_CHART = """
import sys, time
from pathlib import Path
import numpy, numpy.linalg
from cadrage import charts
from cadrage.core.results_question import *
from cadrage.jobs import results
from cadrage.store.project import Project
CODE, OUTLET = Dimension(Kind.CODE), Dimension(Kind.FACT, "outlet")
def over(length):
    return Dimension(Kind.TIME, "published", length)
def seen(kind, question):
    result = results.answer(project, question)
    begin = time.process_time()
    charts.draw(charts.ChartKind(kind), result, charts.Style(about=False)).pixels(192)
    return time.process_time() - begin
with Project.open_reading(Path(sys.argv[1])) as project:
    first = seen("bars", Question())
    print(first if {first} else seen({kind!r}, {question}))
"""
# A bar chart of as many bars in plain matplotlib, loaded for it.
_BARE_CHART = """
import time
import numpy, numpy.linalg
begin = time.process_time()
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
figure = Figure(figsize=(6.7, 4), dpi=192)
figure.add_subplot().barh(range(20), range(20), tick_label=[f"Code {number}" for number in range(20)])
FigureCanvasAgg(figure).draw()
print(time.process_time() - begin)
"""
_SQL = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1])
facts = "CREATE TEMP TABLE fact AS SELECT document, max(CASE name WHEN 'outlet' THEN value END) AS outlet," \\
    " max(CASE name WHEN 'published' THEN value END) AS published FROM document_value" \\
    " JOIN variable ON variable.id = variable GROUP BY document"
begin = time.process_time()
database.execute(facts)
database.execute("SELECT {columns}, count(*), count(DISTINCT document) FROM coding JOIN fact USING (document)"
    " GROUP BY {columns}").fetchall()
print(time.process_time() - begin)
"""
_NUMPY = """
import sqlite3, sys, time
import numpy as np
database = sqlite3.connect(sys.argv[1])
begin = time.process_time()
rows = np.array(database.execute(
    'SELECT document, owner, code, start, "end" FROM coding ORDER BY document, owner').fetchall())
pairs = np.zeros((int(rows[:, 2].max()) + 1,) * 2, int)
edges = np.flatnonzero(np.any(np.diff(rows[:, :2], axis=0), axis=1)) + 1
for part in np.split(rows, edges):
    code, start, end = part[:, 2], part[:, 3], part[:, 4]
    one, other = np.nonzero((start[:, None] < end) & (start < end[:, None]))
    np.add.at(pairs, (code[one], code[other]), 1)
print(time.process_time() - begin)
"""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A question as Python, and its floor; both are programs that are given the project and print CPU seconds.

    `chart`: the kind that is drawn of it, instead of counting it; “first” for the first of all.
    """

    name: str
    question: str
    floor: str = ""
    chart: str = ""
    target_s: float = TARGET_S


def _sql(*columns: str) -> str:
    return _SQL.replace("{columns}", ", ".join(columns))


_MONTH = "substr(published, 1, 7)"
MEASUREMENTS = (
    Measurement("code", "Question()", _sql("code")),
    Measurement("code × outlet", "Question(columns=(OUTLET,))", _sql("code", "outlet")),
    Measurement(
        "code × outlet × month",
        "Question(columns=(OUTLET,), layers=(over(Bin.MONTH),))",
        _sql("code", "outlet", _MONTH),
    ),
    Measurement("code × day", "Question(columns=(over(Bin.DAY),))", _sql("code", "published")),
    Measurement("code × document", "Question(columns=(DOCUMENT,))", _sql("code", "document")),
    Measurement(
        "code × coder × outlet", "Question(columns=(CODER,), layers=(OUTLET,))", _sql("code", "owner", "outlet")
    ),
    Measurement("same words", "Question(proximity=Proximity())", _NUMPY),
    Measurement("same sentence", "Question(proximity=Proximity(Reach.SENTENCE))", _NUMPY),
    Measurement("same paragraph", "Question(proximity=Proximity(Reach.PARAGRAPH))", _NUMPY),
    Measurement("within 10 words", "Question(proximity=Proximity(Reach.WORDS, 10))", _NUMPY),
    Measurement("same document", "Question(proximity=Proximity(Reach.DOCUMENT))", _NUMPY),
    Measurement("first chart", "Question()", _BARE_CHART, "first", 1.0),
    Measurement("next chart: grouped", "Question(columns=(OUTLET,))", "", "grouped", 0.2),
    Measurement("next chart: heat map", "Question(columns=(over(Bin.MONTH),))", "", "heat-map", 0.2),
    Measurement("next chart: lines", "Question(columns=(over(Bin.WEEK),))", "", "lines", 0.2),
    Measurement("next chart: network", "Question(proximity=Proximity())", "", "network", 0.2),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU seconds of ours and of the floor."""

    name: str
    cpu_s: float
    floor_s: float | None
    target_s: float | None = TARGET_S

    @property
    def ratio(self) -> float | None:
        return None if not self.floor_s else self.cpu_s / self.floor_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workload", type=Path, help="a folder with txt/ and spans.csv; without it, one is made up")
    parser.add_argument("--only", help="the name of one measurement")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = built(wanted.workload or made_workload(Path(folder)), Path(folder))
        furnish(project)
        figures = list(measured(project, wanted.only))
    if wanted.json:
        print(json.dumps({each.name: {**asdict(each), "ratio": each.ratio} for each in figures}, ensure_ascii=False))
        return
    for each in figures:
        print(in_words(each))


def furnish(path: Path) -> None:
    """An outlet and a day for each document, and its units."""
    with Project.open(path) as project, project.change("Facts"):
        outlet, published = (project.variables.ensure(Scope.DOCUMENT, name) for name in ("outlet", "published"))
        documents = project.documents.all()
        for place, document in enumerate(documents):
            project.variables.set_for_document(document.id, outlet, f"Outlet {place % OUTLETS}")
            day = date(2014, 1, 1) + timedelta(days=place % DAYS)
            project.variables.set_for_document(document.id, published, day.isoformat())
    with Project.open(path) as project:
        for unit in ("sentence", "paragraph"):
            segmenting.units(project, [document.text_id for document in documents], unit)


def measured(project: Path, only: str | None = None) -> Iterator[Figures]:
    for each in MEASUREMENTS:
        if only in (None, each.name):
            ours = _run(_program(each), project)
            yield Figures(each.name, ours, _run(each.floor, project) if each.floor else None, each.target_s)


def _program(each: Measurement) -> str:
    if not each.chart:
        return _OURS.replace("{question}", each.question)
    return (
        _CHART.replace("{first}", str(each.chart == "first"))
        .replace("{kind!r}", repr(each.chart))
        .replace("{question}", each.question)
    )


def _run(code: str, project: Path) -> float:
    done = subprocess.run([sys.executable, "-c", code, str(project)], check=True, capture_output=True, text=True)
    return float(done.stdout.splitlines()[-1])


def in_words(found: Figures) -> str:
    floor = "" if found.ratio is None else f"   floor {found.floor_s:6.3f} s   × {found.ratio:.2f}"
    aim = "" if found.target_s is None else f"   (target {found.target_s:g} s)"
    return f"{found.name:24} {found.cpu_s:6.3f} s CPU{floor}{aim}"


if __name__ == "__main__":
    main()
