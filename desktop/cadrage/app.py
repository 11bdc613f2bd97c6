"""Builds everything once: logging, the crash hook, the application, the window."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer

from cadrage import __version__, paths
from cadrage.core.agreement import AgreementTable
from cadrage.exchange.progress import Report as Progress
from cadrage.exchange.report import Report
from cadrage.gui.application import Application, application, hush_platform, start_again
from cadrage.gui.settings import FILE_VARIABLE

log = logging.getLogger("cadrage")


def run(projects: Sequence[Path] = ()) -> int:
    """Show the window, on a project if one is named, until it is closed; the exit status."""
    app = application()
    log_file = start_logging()
    from cadrage.gui.main_window import MainWindow

    window = MainWindow()
    install_crash_hook(window, log_file)
    window.show()
    if isinstance(app, Application):
        app.file_wanted.connect(window.open_project)

    def begin() -> None:
        if projects and not window.settings.reopening:
            window.open_project(projects[0])
        elif window.session is None:  # else the system was quicker to hand a file over
            window.open_at_start()

    QTimer.singleShot(0, window, begin)
    status = app.exec()
    if window.anew:
        start_again()
    return status


def tour(out: Path | None) -> tuple[AgreementTable, Path]:
    """Do the main job through the real window; its agreement table and the folder with the results.

    The user's own settings are neither read nor changed.
    """
    with tempfile.TemporaryDirectory(prefix="cadrage-tour-settings-") as folder:
        os.environ.setdefault(FILE_VARIABLE, str(Path(folder) / "settings.ini"))
        return _tour(out)


def _tour(out: Path | None) -> tuple[AgreementTable, Path]:
    application()
    hush_platform()
    from cadrage.gui.tour import take

    unexpected: list[BaseException] = []
    # Qt would print an exception of a slot and go on: a tour that hit one has not passed.
    sys.excepthook = lambda kind, error, trace: unexpected.append(error)
    try:
        result = take(out)
    finally:
        sys.excepthook = sys.__excepthook__
    if unexpected:
        raise unexpected[0]
    return result


def save_report(report: Report, path: Path, progress: Progress) -> int:
    """Set a report as a PDF, without a window; the number of pages."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    application()
    hush_platform()
    from cadrage.gui import report_pdf

    return report_pdf.write(report, path, progress)


def start_logging() -> Path | None:
    """A small log in the user's folder; None where that cannot be written. Never a text, never a name."""
    try:
        file = paths.user_data() / "cadrage.log"
        handler = RotatingFileHandler(file, maxBytes=500_000, backupCount=1, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.info("Cadrage %s, Python %s, %s", __version__, sys.version.split()[0], sys.platform)
    return file


def install_crash_hook(window: object, log_file: Path | None) -> None:
    """Whatever no one expected is logged and said; the program goes on, and every coding is on the disk."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("unexpected", exc_info=(kind, _without_words(error), trace))
        sys.__excepthook__(kind, error, trace)
        where = f" Details are in {log_file}." if log_file else ""
        messages = getattr(window, "messages", None)
        if messages is not None and threading.current_thread() is threading.main_thread():
            messages.say(f"Something went wrong inside Cadrage. What you coded is saved.{where}")

    sys.excepthook = hook


def _without_words(error: BaseException) -> BaseException:
    """The error's kind alone: its message may hold words of a document."""
    return type(error)() if type(error) in (ValueError, KeyError, TypeError) else RuntimeError(type(error).__name__)
