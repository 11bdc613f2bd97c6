"""What reading and coding cost in the window, beside a bare QPlainTextEdit in the same process.

Run: python -m tests.benchmarks.document_view --size 10k|100k|1m|5m [--workload DIR] [--json]

CPU milliseconds (memory: megabytes), medians of several processes, in the real window on a real project. The bare
editor has the same text, font and size; where it has no such verb it repaints.

first_paint    the document view is given the text and the codings that the pane has read, to both painted
add … recode   the verb, its transaction and notice, with all views of the window open, to all painted
restyle        the slowest of a code's colour, the theme and the coders shown, in the document view
memory         what the process grows by, from before the project is asked until all idle work is done

Without --json more rows say what the view alone needs (`view_colour`, `view_theme`, `view_coders`: the parts of
`restyle`) and what the whole window needs (`open`, `colour`, `theme`, `coders`).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtWidgets import QAbstractSlider, QApplication, QPlainTextEdit

from cadrage.core.model import DocumentDraft, Span
from cadrage.gui import waiting
from cadrage.gui.appearance import appearance
from cadrage.gui.application import application
from cadrage.gui.main_window import MainWindow
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "5m": 5_000_000}
ROWS = (
    "first_paint", "add", "undo", "recode", "page_median", "page_worst", "restyle", "resize", "hit", "memory"
)  # fmt: skip
PER_CODING = 100  # characters of text for one coding
PROCESSES = 5
VERBS = 11  # times that each verb is measured in a process
PAGES = 20  # scrolled one after the other, at each of three places
POINTS = 200
_COLOURS = ("#B44157", "#D1770F", "#8D6803", "#2D592E", "#1D7E7B", "#4069C5", "#4D3898", "#984B9F")
_WORDS = (
    "minister talks border crisis on in the of a said that would not Moscow Kyiv troops referendum Friday London"
    " foreign sanctions Crimea with and from against government observers vote Washington Europe its consequences"
)

Row = tuple[int, int, str]
Figures = dict[str, tuple[float, float]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="100k")
    parser.add_argument("--workload", type=Path, help="a folder with txt/doc<size>.txt and spans.csv")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure is not None:
        print(json.dumps(dict(Measured(options.measure).figures())))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "measured.cadrage"
        keep(project, *material(options.size, options.workload))
        runs = [run(project, Path(folder)) for _ in range(PROCESSES)]
    rows = medians(runs)
    if options.json:
        print(json.dumps({"size": options.size, "rows": [row for row in rows if row["what"] in ROWS]}))
        return 0
    for row in rows:
        print(f"{row['what']:12} {row['ms']:9.2f}   bare {row['bare_ms']:8.2f}   × {row['ratio']:.2f}")
    return 0


def medians(runs: list[dict[str, list[float]]]) -> list[dict[str, object]]:
    """One row for each thing measured; a ratio is the median of the processes' own ratios."""
    rows: list[dict[str, object]] = []
    for what in runs[0]:
        ours, bare = (statistics.median(figures[what][side] for figures in runs) for side in (0, 1))
        # What takes a bare editor no measurable time or memory has no ratio worth the name.
        ratio = statistics.median(figures[what][0] / max(figures[what][1], 1e-3) for figures in runs)
        rows.append({"what": what, "ms": round(ours, 4), "bare_ms": round(bare, 4), "ratio": round(ratio, 3)})
    return rows


def run(project: Path, folder: Path) -> dict[str, list[float]]:
    """The figures of one fresh process, on a fresh copy of the project."""
    copy = folder / "copy.cadrage"
    shutil.copyfile(project, copy)
    environment = {**os.environ, "CADRAGE_SETTINGS": str(folder / "settings.ini")}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "tests.benchmarks.document_view", "--measure", str(copy)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    copy.unlink()
    figures: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return figures


# What is measured.


def material(size: str, workload: Path | None) -> tuple[str, list[Row]]:
    """The text, and its codings as (start, end, code's name)."""
    return read(size, workload) if workload is not None else made(SIZES[size])


def read(size: str, workload: Path) -> tuple[str, list[Row]]:
    """The workload's document of this size; its largest several times over where it has none."""
    texts = {path.stem: path for path in (workload / "txt").glob("*.txt")}
    name = f"doc{size}"
    if name not in texts:
        name = max(texts, key=lambda stem: texts[stem].stat().st_size)
    text = texts[name].read_text(encoding="utf-8")
    with (workload / "spans.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            (int(row["start"]), int(row["end"]), row["code"])
            for row in csv.DictReader(file)
            if row["doc"].removesuffix(".txt") == name
        ]
    times = max(1, round(SIZES[size] / len(text)))
    return text * times, [
        (start + copy * len(text), end + copy * len(text), code) for copy in range(times) for start, end, code in rows
    ]


def made(length: int) -> tuple[str, list[Row]]:
    """Invented news of about this length: sentences in paragraphs, every tenth character or so under a coding."""
    chance = random.Random(1)
    paragraphs: list[str] = []
    size = 0
    while size < length:
        words = chance.choices(_WORDS.split(), k=chance.randrange(20, 140))
        paragraphs.append(" ".join(words).capitalize() + ".")
        size += len(paragraphs[-1]) + 2
    text = "\n\n".join(paragraphs)[:length]
    names = [f"Frame {number}" for number in range(20)]
    rows = []
    for number in range(length // PER_CODING):
        start = min(length - 130, number * PER_CODING + chance.randrange(60))
        rows.append((start, start + chance.randrange(12, 130), chance.choice(names)))
    return text, rows


def keep(path: Path, text: str, rows: list[Row]) -> None:
    """A project with a short article, which is shown first, and the one that is measured."""
    with Project.create(path, name="Measured", coder="ann") as project:
        drafts = [draft("Short", "A few words to begin with.\n"), draft("Measured", text)]
        _, measured = project.documents.add(drafts)
        codes = {
            name: project.codes.add(name, short_id=f"C{number:02}", colour=_COLOURS[number % len(_COLOURS)]).id
            for number, name in enumerate(dict.fromkeys(row[2] for row in rows))
        }
        with project.change("Import codings"):
            project.codings.add_many(codings(project, measured, codes, rows))


def draft(title: str, text: str) -> DocumentDraft:
    return DocumentDraft(title, f"{title}.txt", text, "txt", "utf-8", text.encode())


def codings(project: Project, document: int, codes: dict[str, int], rows: list[Row]) -> Iterable[NewCoding]:
    me, round_ = project.me.id, project.rounds.latest.id
    for start, end, code in rows:
        yield NewCoding(document, Span(start, end), codes[code], me, round_)


# One process.


class Paints(QObject):
    """Counts what is painted: a figure of something that painted nothing is none."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


def cpu_ms(work: Callable[[], object], paints: Paints) -> float:
    """From the verb to what is painted."""
    before = paints.count
    start = time.process_time()
    work()
    # The window's own event loop would sleep between the events; only their work counts.
    QApplication.processEvents()
    QApplication.processEvents()
    spent = (time.process_time() - start) * 1_000
    assert paints.count > before, "nothing was painted"
    return spent


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if sys.platform.startswith("linux") else 0
    return pages * resource.getpagesize() / 1e6 or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


class Measured:
    """The real window on the project, and a bare editor beside it."""

    def __init__(self, path: Path) -> None:
        application()
        appearance().set_mode("light")
        self.window = MainWindow()
        self.window.resize(1280, 800)
        self.window.show()
        self.window.open_project(path)
        assert self.window.session is not None
        assert self.window.coding_view is not None
        self.session = self.window.session
        self.pane = self.window.coding_view.pane
        self.view = self.pane.view
        self.short = self.session.project.documents.all()[0].id
        self.document = self.session.project.documents.all()[-1].id
        self.text = self.session.project.documents.body(self.document)
        self.codes = [code.id for code in self.session.project.codes.all()]
        waiting.pause(300)
        self.bare = QPlainTextEdit()
        self.bare.setReadOnly(True)
        self.bare.setFont(self.view.font())
        self.bare.resize(self.view.size())
        self.bare.setPlainText("A few words to begin with.")
        self.bare.show()
        waiting.pause(300)
        self.paints = Paints(self.view.viewport())
        self.bare_paints = Paints(self.bare.viewport())

    def figures(self) -> Iterator[tuple[str, tuple[float, float]]]:
        memory = resident_mb()
        bare = self.of_bare(partial(self.bare.setPlainText, self.text))
        bare_memory = resident_mb() - memory
        memory = resident_mb()
        yield "first_paint", (self.first_paint(), bare)
        self.settle()
        memory = resident_mb() - memory
        self.session.open_document(self.short)
        self.settle()
        yield "open", (self.of_ours(partial(self.session.open_document, self.document)), bare)
        self.open_all_views()
        yield from self.verbs()
        yield from self.pages()
        yield from self.restyle()
        yield "resize", self.resize()
        yield "hit", self.hit()
        yield "memory", (memory, bare_memory)

    def first_paint(self) -> float:
        """What the pane reads is kept back until the clock runs."""
        show, given = self.view.show_document, []
        self.view.show_document = lambda *words: given.extend(words)  # type: ignore[method-assign]
        self.session.open_document(self.document)
        self.view.show_document = show  # type: ignore[method-assign]
        waiting.pause()
        return self.of_ours(partial(show, *given))

    def of_ours(self, work: Callable[[], object]) -> float:
        return cpu_ms(work, self.paints)

    def of_bare(self, work: Callable[[], object]) -> float:
        return cpu_ms(work, self.bare_paints)

    def settle(self) -> None:
        """Until what the window does in idle moments is done."""
        spent = -1.0
        while time.process_time() - spent > 0.02:
            spent = time.process_time()
            waiting.pause(400)

    def open_all_views(self) -> None:
        for name in ("codebook", "codings", "agreement"):
            self.window.show_view(name)
            self.settle()
        self.window.show_coding()
        self.settle()

    def verbs(self) -> Iterator[tuple[str, tuple[float, float]]]:
        """Add a coding, give it another code, undo that and the coding."""
        spent: dict[str, list[float]] = {"add": [], "undo": [], "recode": []}
        undo = self.window.actions_.by_name["undo"].trigger
        for number in range(VERBS):
            start = (number * 2 + 1) * len(self.text) // (VERBS * 2 + 1)
            self.view.reveal(Span(start, start + 40))
            self.view.select_span(Span(start, start + 40))
            waiting.pause()
            spent["add"].append(self.of_ours(partial(self.pane.verbs.apply, self.codes[number])))
            waiting.pause()
            recode = partial(self.session.project.codings.recode, self.session.coding, self.codes[-1])
            spent["recode"].append(self.of_ours(recode))
            waiting.pause()
            self.of_ours(undo)
            waiting.pause()
            spent["undo"].append(self.of_ours(undo))
            waiting.pause()
        bare = statistics.median(self.of_bare(self.bare.viewport().update) for _ in range(VERBS))
        for what, figures in spent.items():
            yield what, (statistics.median(figures), bare)

    def pages(self) -> Iterator[tuple[str, tuple[float, float]]]:
        """Pages nobody has seen yet, at the beginning, in the middle and near the end."""
        ours, bare = [], []
        for part in (0.0, 0.4, 0.8):
            ours += self.scrolled(self.view, part, self.paints)
            bare += self.scrolled(self.bare, part, self.bare_paints)
        yield "page_median", (statistics.median(ours), statistics.median(bare))
        yield "page_worst", (max(ours), max(bare))

    def scrolled(self, view: QPlainTextEdit, part: float, paints: Paints) -> list[float]:
        bar = view.verticalScrollBar()
        bar.setValue(int(bar.maximum() * part))
        waiting.pause()
        page = partial(bar.triggerAction, QAbstractSlider.SliderAction.SliderPageStepAdd)
        spent: list[float] = []
        while len(spent) < PAGES and bar.value() < bar.maximum():
            spent.append(cpu_ms(page, paints))
        return spent

    def restyle(self) -> Iterator[tuple[str, tuple[float, float]]]:
        """In the view: what is told to it, or what it is told by the theme. In the window: by the verbs."""
        project, me = self.session.project, frozenset({self.session.me.id})
        turns = range(1, VERBS)
        bare = statistics.median(self.of_bare(self.bare.viewport().update) for _ in turns)
        recolour = partial(self.view.recolour, self.codes[0], label="C00", name="")
        view = (
            [self.of_ours(partial(recolour, _COLOURS[turn % 8])) for turn in turns],
            [self.of_ours(partial(appearance().theme_changed.emit, appearance().theme)) for _ in turns],
            [self.of_ours(partial(self.view.set_coders_shown, me if turn % 2 else None)) for turn in turns],
        )
        yield "restyle", (max(map(statistics.median, view)), bare)
        for what, figures in zip(("view_colour", "view_theme", "view_coders"), view, strict=True):
            yield what, (statistics.median(figures), bare)
        edit = partial(project.codes.edit, self.codes[0])
        colour = [self.of_ours(partial(edit, colour=_COLOURS[turn % 8])) for turn in turns]
        yield "colour", (statistics.median(colour), bare)
        theme = [self.of_ours(partial(appearance().set_mode, mode)) for mode in ("dark", "light") * 3]
        yield "theme", (statistics.median(theme), bare)
        coders = [self.of_ours(partial(self.session.show_others, shown=turn % 2 == 1)) for turn in turns]
        yield "coders", (statistics.median(coders), bare)

    def resize(self) -> tuple[float, float]:
        ours, bare = [], []
        for step in range(1, VERBS):
            ours.append(self.of_ours(partial(self.window.resize, 1280 - 12 * step, 800)))
            waiting.pause()
            size = self.bare.size()
            bare.append(self.of_bare(partial(self.bare.resize, size.width() - 12, size.height())))
        return statistics.median(ours), statistics.median(bare)

    def hit(self) -> tuple[float, float]:
        """Which codings lie at a place, for places all over the page."""
        port = self.view.viewport()
        points = [QPointF(port.width() * n / POINTS, port.height() * (n * 7 % POINTS) / POINTS) for n in range(POINTS)]
        start = time.process_time()
        for point in points:
            position = self.view.character_at(point)
            if position is not None:
                self.view.codings_at(position)
        middle = time.process_time()
        for point in points:
            self.bare.cursorForPosition(point.toPoint())
        end = time.process_time()
        return (middle - start) * 1_000 / POINTS, (end - middle) * 1_000 / POINTS


if __name__ == "__main__":
    raise SystemExit(main())
