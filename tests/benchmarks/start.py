"""Start of the program against PySide6 with an empty window: `python -m tests.benchmarks.start [--json]`.

CPU seconds and resident megabytes of a fresh process, from its first instruction to the first paint of the
sample project, and the same for a bare window. Medians of several processes, after one to warm the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PROCESSES = 5

_MEASURE = """
import resource, sys, time
def report():
    pages = int(open('/proc/self/statm').read().split()[1]) if sys.platform.startswith('linux') else 0
    rss = pages * resource.getpagesize() / 1e6 or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(time.process_time(), rss, flush=True)
"""

_BARE = (
    _MEASURE
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, lambda: (window.repaint(), report(), app.quit()))
app.exec()
"""
)

_CADRAGE = (
    _MEASURE
    + """
from pathlib import Path
from PySide6.QtCore import QTimer
from cadrage import app as cadrage
app = cadrage.application()
from cadrage.gui.main_window import MainWindow
window = MainWindow()
window.show()
def opened():
    window.open_project(Path(sys.argv[1]))
    QTimer.singleShot(0, painted)
def painted():
    assert window.session is not None and window.session.document is not None
    window.repaint()
    report()
    app.quit()
QTimer.singleShot(0, opened)
app.exec()
"""
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "CADRAGE_SETTINGS": str(Path(folder) / "settings.ini"),
        }
        project = Path(folder) / "sample.cadrage"
        _build(project)
        cpu, rss = _measured(_CADRAGE, [str(project)], environment)
        bare_cpu, bare_rss = _measured(_BARE, [], environment)
    figures = {"cpu_s": cpu, "rss_mb": rss, "bare_cpu_s": bare_cpu, "bare_rss_mb": bare_rss}
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"Cadrage: {cpu:.2f} s CPU, {rss:.0f} MB; bare window: {bare_cpu:.2f} s, {bare_rss:.0f} MB")
        print(f"Ratio: {cpu / bare_cpu:.2f} in CPU, {rss / bare_rss:.2f} in memory")
    return 0


def _build(project: Path) -> None:
    """In another process, so that nothing of the building is measured."""
    code = (
        "import sys; from pathlib import Path; from cadrage.jobs import sample; sample.build(Path(sys.argv[1])).close()"
    )
    subprocess.run([sys.executable, "-c", code, str(project)], check=True)


def _measured(code: str, arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    runs = [_run(code, arguments, environment) for _ in range(PROCESSES + 1)][1:]
    return statistics.median(cpu for cpu, _ in runs), statistics.median(rss for _, rss in runs)


def _run(code: str, arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True, env=environment
    )
    cpu, rss = done.stdout.split()[-2:]
    return float(cpu), float(rss)


if __name__ == "__main__":
    raise SystemExit(main())
