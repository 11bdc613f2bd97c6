"""A report as a PDF on A4: text that can be selected, running heads, page numbers, a table of contents with pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPainter

from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.progress import Report as Progress
from cadrage.exchange.progress import silent
from cadrage.exchange.report import Report
from cadrage.exchange.report_html_words import printable
from cadrage.gui.report_pdf_page import Pages, writer
from cadrage.gui.report_pdf_setting import ReportSetting


def write(report: Report, path: Path, progress: Progress = silent) -> int:
    """Writes the report, replacing `path` in one move; the number of pages. `progress` may raise Cancelled.

    It is set twice: what the contents say of pages is known after the first time.
    """
    title = " ".join(printable(report.title).split())[:100]
    steps = 2 * report.length
    with safe_replace(path) as draft:
        device = writer(str(draft), title)
        trial = ReportSetting(report, Pages(device, None, title, 0), {}, _told(progress, 0, steps))
        trial.set()
        with QPainter(device) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pages = Pages(device, painter, title, trial.pages.number)
            ReportSetting(report, pages, trial.pages.anchors, _told(progress, report.length, steps)).set()
    progress(steps, steps)
    return pages.number


def _told(progress: Progress, before: int, steps: int) -> Callable[[int], None]:
    def told(done: int) -> None:
        progress(min(before + done, steps), steps)

    return told
