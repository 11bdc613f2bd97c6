"""`cadrage --self-test`: whether a built program has all that it needs, for those who build and package it."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from cadrage.console import print_out

_LANGUAGES_WITHOUT_SMALL_WORDS = ("ja", "zh", "ko", "th", "el", "he", "hi", "ta")
_SENTENCE = "This sentence is here to be read again, and so is the next one. It is the next one."


class Lacking(Exception):
    """Something that the program needs is not there, or does not work."""


def run() -> int:
    """Each step in a folder that is gone afterwards, and what came of it in a line; 1 where one failed."""
    with tempfile.TemporaryDirectory(prefix="cadrage-self-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _own_environment(folder):
            failed = sum(not _passes(what, partial(step, folder)) for what, step in STEPS.items())
    print_out(f"{failed} of {len(STEPS)} steps failed." if failed else "All is there and works.")
    return 1 if failed else 0


@contextmanager
def _own_environment(folder: Path) -> Iterator[None]:
    """Nothing of the user's is read or written; what is shown is shown to nobody, unless a platform is named."""
    before = dict(os.environ)
    os.environ["CADRAGE_SETTINGS"] = str(folder / "settings.ini")
    os.environ.update({f"XDG_{kind}_HOME": str(folder) for kind in ("CONFIG", "DATA", "CACHE")})
    os.environ["QT_QPA_PLATFORM"] = before.get("QT_QPA_PLATFORM") or "offscreen"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _passes(what: str, step: Callable[[], str]) -> bool:
    """Whatever goes wrong in a step is told and ends it: the others have their turn."""
    unexpected: list[str] = []
    found = ""
    with _watched(unexpected):
        try:
            found = step()
        except Exception:  # noqa: BLE001 (a step of a self-test may end in anything)
            unexpected.append(traceback.format_exc())
    print_out(f"{what}: " + ("FAILED" if unexpected else found))
    for words in unexpected:
        print_out(words)
    return not unexpected


@contextmanager
def _watched(unexpected: list[str]) -> Iterator[None]:
    """Exceptions of slots and threads, which Qt and Python print and forget, and Qt's own warnings."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    from cadrage.gui.application import HARMLESS

    def told(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        harmless = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if not harmless and not words.startswith(HARMLESS):
            unexpected.append(f"Qt: {words}")

    before = sys.excepthook, threading.excepthook
    sys.excepthook = lambda *what: unexpected.append("".join(traceback.format_exception(*what)))
    threading.excepthook = lambda what: unexpected.append(f"in a thread: {what.exc_type.__name__}: {what.exc_value}")
    qInstallMessageHandler(told)
    try:
        yield
    finally:
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook = before


# The steps.


def _modules(_folder: Path) -> str:
    import cadrage

    names = [found.name for found in pkgutil.walk_packages(cadrage.__path__, "cadrage.")]
    if len(names) < 100:
        raise Lacking(f"only {len(names)} modules were found")
    for name in names:
        importlib.import_module(name)
    return f"{len(names)} imported"


def _libraries(_folder: Path) -> str:
    """A library of Qt's that a plugin lacks shows only where the plugin is wanted: on somebody's screen."""
    from PySide6.QtCore import QLibraryInfo, QPluginLoader

    if not getattr(sys, "frozen", False):
        return "not looked at, for this program is not frozen"
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    files = [path for path in sorted(plugins.rglob("*")) if path.suffix in (".so", ".dll", ".dylib")]
    for path in files:
        loader = QPluginLoader(str(path))
        if not loader.load():
            raise Lacking(loader.errorString())
    if not files:
        raise Lacking(f"no plugin of Qt's in {plugins}")
    return f"{len(files)} plugins of Qt's loaded"


def _shipped(_folder: Path) -> str:
    from cadrage import paths
    from cadrage.jobs import codebooks

    found = [path for root in (paths.resources(), paths.corpus()) for path in root.rglob("*") if path.is_file()]
    if not (codebooks.shipped() and list((paths.resources() / "handbook").rglob("*.md"))):
        raise Lacking("codebooks or the handbook")
    return f"{len(found)} files, {len(codebooks.shipped())} codebooks"


def _licences(_folder: Path) -> str:
    from cadrage.jobs import parts

    found = parts.parts()
    for name in ("Cadrage", "PySide6_Essentials", "python-lucide", "numpy", "spacy"):
        if not (any(part.name == name for part in found) and parts.text(name)):
            raise Lacking(f"the licence of {name}")
    return f"of {len(found)} parts"


def _languages(_folder: Path) -> str:
    from cadrage.language.detecting import SMALL_WORDS
    from cadrage.language.segments import split

    languages = (*SMALL_WORDS, *_LANGUAGES_WITHOUT_SMALL_WORDS)
    for language in languages:
        for unit in ("sentence", "token"):
            if not split(_SENTENCE, unit, language).boundaries:
                raise Lacking(f"{unit}s in {language}")
    return f"{len(languages)} cut into sentences and tokens"


def _appearance(_folder: Path) -> str:
    from cadrage.gui import fonts
    from cadrage.gui.application import application
    from cadrage.gui.icons import pixmap

    application()
    families = [fonts.ui().family(), fonts.serif().family()]
    if "Inter" not in families[0] or "Source Serif" not in families[1]:
        raise Lacking(f"fonts: {families}")
    if pixmap("scan-text").isNull():
        raise Lacking("icons")
    return f"{' and '.join(families)}, icons"


def _tour(folder: Path) -> str:
    from cadrage.gui import tour
    from cadrage.gui.application import application

    application()
    table, _ = tour.take(folder / "tour")
    return f"three coders, {len(table.codes)} codes compared"


def _search(folder: Path) -> str:
    from cadrage.core.search import Wanted
    from cadrage.jobs import searching
    from cadrage.store.project import Project

    with Project.open_reading(_project(folder)) as project:
        for wanted in (Wanted("the"), Wanted("t.e", regex=True)):
            if not searching.answer(project, searching.Question(wanted)).total:
                raise Lacking(f"hits of “{wanted.query}”")
    return "words and a regular expression found"


def _exports(folder: Path) -> str:
    from cadrage.self_test_exports import write_all

    files = write_all(_project(folder), folder / "exports")
    empty = [path.name for path in files if not path.stat().st_size]
    if empty:
        raise Lacking(f"empty: {', '.join(empty)}")
    return ", ".join(path.name for path in files)


def _readers(folder: Path) -> str:
    """What was written just now is read again, as articles and as a study."""
    from cadrage.jobs import codebooks, importing, studies

    exports = folder / "exports"
    articles = [exports / name for name in ("report.html", "report.docx", "report.pdf")]
    readings = importing.read(articles)
    if readings.skipped:
        raise Lacking(f"{readings.skipped[0].file}: {readings.skipped[0].reason}")
    documents = len(studies.read(exports / "study.qdpx").documents)
    endings = (".xlsx", ".csv", ".qdc", ".json")
    codes = [len(codebooks.read(str(exports / f"codebook{ending}")).codes) for ending in endings]
    if not documents or not all(codes):
        raise Lacking(f"{documents} documents, {codes} codes")
    return f"{len(readings.drafts)} articles, a study of {documents} documents, {len(codes)} codebooks"


def _project(folder: Path) -> Path:
    return folder / "tour" / "study.cadrage"


STEPS: dict[str, Callable[[Path], str]] = {
    "modules": _modules,
    "libraries": _libraries,
    "shipped files": _shipped,
    "licences": _licences,
    "languages": _languages,
    "appearance": _appearance,
    "tour": _tour,
    "search": _search,
    "exports": _exports,
    "readers": _readers,
}
