"""The main job through the real window, without hands: import, code as three coders, compare, export."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cadrage import paths
from cadrage.core.agreement import AgreementTable
from cadrage.core.errors import UserError
from cadrage.core.model import SpanRow
from cadrage.exchange.spans import read_spans
from cadrage.gui import waiting
from cadrage.gui.agreement_view import AgreementView
from cadrage.gui.import_view import ImportView
from cadrage.gui.main_window import MainWindow
from cadrage.gui.session import Session
from cadrage.jobs import codebooks, importing, sample
from cadrage.store.project import Project

STUDY = "study"
_CODERS = ("A", "B", "C")


def take(out: Path | None) -> tuple[AgreementTable, Path]:
    """Walk the tour; what it leaves lies in the returned folder.

    Raises UserError where the folder cannot be written or holds an earlier study.
    """
    folder = _folder(out)
    project = Project.create(folder / f"{STUDY}.cadrage", name=sample.NAME)
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    try:
        window.show_project(project)
        table = _Tour(window, folder).walk()
    finally:
        window.close()
    return table, folder


def _folder(out: Path | None) -> Path:
    folder = out or Path(tempfile.mkdtemp(prefix="cadrage-tour-"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError(f"The folder “{folder}” cannot be made. Choose another one with --out.") from None
    if (folder / f"{STUDY}.cadrage").exists():
        raise UserError(f"“{folder}” holds an earlier tour. Choose another folder with --out, or remove it.")
    return folder


class _Tour:
    """One walk through an open window."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        assert window.session is not None
        assert window.coding_view is not None
        self._window = window
        self._session: Session = window.session
        self._pane = window.coding_view.pane
        self._memo = window.coding_view.inspector.memo
        self._folder = folder
        self._pictures = 0

    def walk(self) -> AgreementTable:
        self._import()
        self._session.attempt(lambda: codebooks.keep(self._session.project, codebooks.read(sample.CODEBOOK)))
        self._picture("codebook", self._window.view("codebook"))
        rows = read_spans(paths.corpus() / "codings.csv").rows
        for coder in _CODERS:
            self._code_as(coder, [row for row in rows if row.coder == coder])
        self._window.coders.switch(_CODERS[0])
        self._show_first_coding()
        self._picture("coding", self._pane)
        self._picture("codings", self._window.view("codings"))
        table = self._compare()
        self._export()
        return table

    def _import(self) -> None:
        view = self._window.view("import")
        assert isinstance(view, ImportView)
        corpus = paths.corpus()
        view.begin([corpus / "articles"])
        waiting.until(view.import_button.isEnabled)
        self._picture("import", view)
        waiting.for_signal(view.imported, view.import_button.click)
        importing.keep_table(self._session.project, importing.metadata(corpus / "metadata.csv"))

    def _code_as(self, coder: str, rows: Sequence[SpanRow]) -> None:
        """Open each document, select each passage, apply its code, mark the document complete."""
        self._window.coders.switch(coder)
        by_document: dict[str, list[SpanRow]] = defaultdict(list)
        for row in rows:
            by_document[row.document].append(row)
        codebook = self._session.codebook
        for document in self._session.project.documents.all():
            self._session.open_document(document.id)
            for row in by_document[document.file_name]:
                code = codebook.find(row.code)
                assert code is not None
                self._pane.view.select_span(row.span)
                self._pane.verbs.apply(code.id)
                if memo := row.values.get("memo"):
                    self._write_memo(memo)
            self._pane.verbs.toggle_complete()

    def _write_memo(self, text: str) -> None:
        self._memo.setPlainText(text)
        self._memo.store()

    def _show_first_coding(self) -> None:
        self._session.open_document(self._session.project.documents.all()[0].id)
        self._window.show_coding()
        self._pane.verbs.step(1)

    def _compare(self) -> AgreementTable:
        view = self._window.view("agreement")
        assert isinstance(view, AgreementView)
        waiting.until(lambda: view.table is not None)
        self._picture("agreement", view)
        assert view.table is not None
        return view.table

    def _export(self) -> None:
        target = self._folder / f"{STUDY}.xlsx"
        waiting.for_signal(self._window.exported, lambda: self._window.jobs.export(target))

    def _picture(self, name: str, front: QWidget) -> None:
        """The whole window, with `front` shown."""
        waiting.pause()
        assert front.isVisible()
        self._pictures += 1
        self._window.grab().save(str(self._folder / f"{self._pictures}-{name}.png"))
