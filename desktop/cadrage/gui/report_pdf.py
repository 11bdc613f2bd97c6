"""A report as a PDF on A4: text that can be selected, running heads, page numbers, a table of contents with pages."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtGui import QPainter

from cadrage.exchange import pdf_letters
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.progress import Report as Progress
from cadrage.exchange.progress import silent
from cadrage.exchange.report import Report
from cadrage.exchange.report_html_words import printable
from cadrage.gui.report_pdf_page import Pages, writer
from cadrage.gui.report_pdf_setting import ReportSetting

Writing = Generator[tuple[int, int], None, int]


def write(report: Report, path: Path, progress: Progress = silent) -> int:
    """Writes the report, replacing `path` in one move; the number of pages. `progress` may raise Cancelled."""
    steps = writing(report, path)
    while True:
        try:
            done, total = next(steps)
        except StopIteration as end:
            pages: int = end.value
            return pages
        try:
            progress(done, total)
        except BaseException:
            steps.close()
            raise


def writing(report: Report, path: Path) -> Writing:
    """The same a block at a time, so that a window can do other things in between: gives how many of how many steps
    are done, at last the number of pages. Closed before its end it leaves everything as it was.

    The report is set twice: what the contents say of pages is known after the first time.
    """
    title = " ".join(printable(report.title).split())[:100]
    steps = 2 * report.length
    with safe_replace(path) as draft:
        device = writer(str(draft), title)
        trial = ReportSetting(report, Pages(device, None, title, 0), {})
        for done in trial.setting():
            yield min(done, steps), steps
        with QPainter(device) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pages = Pages(device, painter, title, trial.pages.number)
            for done in ReportSetting(report, pages, trial.pages.anchors).setting():
                yield min(report.length + done, steps), steps
        pdf_letters.mend(draft)
    yield steps, steps
    return pages.number
