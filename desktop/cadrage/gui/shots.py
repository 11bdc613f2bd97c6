"""Renders every main screen to PNG, light and dark: `python -m cadrage.gui.shots DIR`."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cadrage import paths
from cadrage.gui import waiting
from cadrage.gui.appearance import Mode, appearance
from cadrage.gui.application import application, hush_platform
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.main_window import MainWindow
from cadrage.gui.session import Session
from cadrage.gui.settings import FILE_VARIABLE, RecentProject, Settings
from cadrage.jobs import sample
from cadrage.store.project import Project

MODES: tuple[Mode, ...] = ("light", "dark")
_DOCUMENT = "northern-ledger"


def main(out: Path) -> int:
    """All screens into a folder; settings of the user are neither read nor changed."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cadrage-shots-") as folder:
        os.environ[FILE_VARIABLE] = str(Path(folder) / "settings.ini")
        application()
        hush_platform()
        sample.build(Path(folder) / "sample.cadrage").close()
        for mode in MODES:
            appearance().set_mode(mode)
            _Shots(out, Path(folder), mode).take()
    print(f"The pictures are in {out}.")
    return 0


class _Shots:
    """One round of pictures in one mode."""

    def __init__(self, out: Path, folder: Path, mode: Mode) -> None:
        self._out = out
        self._folder = folder
        self._mode = mode
        self._window = MainWindow()
        self._window.resize(1280, 800)
        self._window.show()

    def take(self) -> None:
        self._start()
        self._window.show_project(Project.open(self._folder / "sample.cadrage"))
        for name, show in (
            ("coding", self._coding),
            ("all-coders", self._all_coders),
            ("codebook", self._codebook),
            ("codings", self._codings),
            ("agreement", self._agreement),
            ("import", self._import),
        ):
            show()
            self._save(name, self._window)
        self._empty()
        self._help()
        self._window.close()

    def _save(self, name: str, widget: QWidget) -> None:
        waiting.pause(120)
        widget.grab().save(str(self._out / f"{name}-{self._mode}.png"))

    def _start(self) -> None:
        today = datetime.now()
        rows = (("Crimea talks, pilot", 5, 2, 0), ("Crimea talks, main sample", 200, 61, 1), ("Seminar", 24, 24, 20))
        settings = Settings()
        for name, documents, complete, days in reversed(rows):
            path = self._folder / f"{name}.cadrage"
            path.touch()
            when = (today - timedelta(days=days)).isoformat(timespec="minutes")
            settings.remember(RecentProject(str(path), name, when, documents, complete))
        self._window.start.refresh()
        self._save("start", self._window)

    def _coding(self) -> None:
        session = self._session
        found = next(d for d in session.project.documents.all() if d.file_name.startswith(_DOCUMENT))
        session.open_document(found.id)
        self._pane.verbs.step(1)
        self._pane.verbs.step(1)

    def _all_coders(self) -> None:
        self._session.show_others(shown=True)

    def _codebook(self) -> None:
        self._session.show_others(shown=False)
        self._window.show_view("codebook")
        self._session.select_code(self._session.codebook.codes[2].id)

    def _codings(self) -> None:
        self._window.show_view("codings")

    def _agreement(self) -> None:
        from cadrage.gui.agreement_view import AgreementView

        view = self._window.view("agreement")
        assert isinstance(view, AgreementView)
        waiting.until(lambda: view.table is not None)

    def _import(self) -> None:
        from cadrage.gui.import_view import ImportView

        self._window.close_project()
        self._window.show_project(self._fresh("import"))
        view = self._window.view("import")
        assert isinstance(view, ImportView)
        view.begin([paths.corpus() / "articles", self._legacy_text()])
        waiting.until(view.import_button.isEnabled)

    def _legacy_text(self) -> Path:
        """A text whose encoding cannot be known for certain."""
        path = self._folder / "wire-note.txt"
        path.write_bytes("ПЕРЕГОВОРЫ В ЛОНДОНЕ".encode("koi8-r"))
        return path

    def _empty(self) -> None:
        self._window.show_project(self._fresh("empty"))
        self._save("empty", self._window)

    def _help(self) -> None:
        self._window.help("keys")
        assert self._window.help_window is not None
        self._window.help_window.resize(1000, 720)
        self._save("help", self._window.help_window)
        self._window.help_window.close()

    def _fresh(self, name: str) -> Project:
        return Project.create(self._folder / f"{name}-{self._mode}.cadrage")

    @property
    def _session(self) -> Session:
        assert self._window.session is not None
        return self._window.session

    @property
    def _pane(self) -> DocumentPane:
        assert self._window.coding_view is not None
        return self._window.coding_view.pane


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "shots")))
