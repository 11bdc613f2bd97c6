"""Studies of other tools in the window: shown before anything is written, and as projects of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cadrage import paths
from cadrage.core.bundle import Bundle
from cadrage.core.model import Span
from cadrage.exchange import refi_project
from cadrage.gui import waiting
from cadrage.gui.import_view import ImportView
from cadrage.gui.main_window import MainWindow
from cadrage.gui.session import Session
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.jobs import bundles
from cadrage.store.project import Project
from tests.jobs.coded_study import study
from tests.store.material import snapshot

ARTICLES = paths.corpus() / "articles"


@pytest.fixture
def bundle() -> Bundle:
    with study() as project:
        return bundles.gather(project)


@pytest.fixture
def file(tmp_path: Path, bundle: Bundle) -> Path:
    path = tmp_path / "study.qdpx"
    refi_project.write(bundle, path)
    return path


@pytest.fixture
def project() -> Iterator[Project]:
    with Project.in_memory(coder="Eva") as project:
        yield project


@pytest.fixture
def view(qtbot: QtBot, project: Project) -> ImportView:
    view = ImportView(Session(project))
    qtbot.addWidget(view)
    view.resize(1280, 700)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    return window


def read(qtbot: QtBot, view: ImportView, *places: Path) -> None:
    view.begin(list(places))
    qtbot.waitUntil(lambda: not view.reading, timeout=20_000)


def numbers(view: ImportView) -> dict[str, tuple[str, str]]:
    lines = view.study.numbers.lines
    return {what: (held.text(), fresh.text()) for what, (_, held, fresh) in lines.items() if held.isVisible()}


def test_a_study_says_what_it_holds_and_what_of_it_is_new(
    qtbot: QtBot, view: ImportView, project: Project, file: Path, bundle: Bundle
) -> None:
    before = snapshot(project)
    read(qtbot, view, file)
    assert view.study.isVisible()
    assert snapshot(project) == before
    codings = f"{len(bundle.codings):,}"
    assert numbers(view)["documents"] == ("8", "8")
    assert numbers(view)["codings"] == (codings, codings)
    assert numbers(view)["coders"] == ("2", "2")
    assert view.study.problems == []
    assert view.import_button.text() == "Import 1 study"
    bundles.keep(project, bundle)
    assert numbers(view)["documents"] == ("8", "0")


def test_the_button_stores_the_study_as_one_step(
    qtbot: QtBot, view: ImportView, project: Project, file: Path, bundle: Bundle
) -> None:
    before = snapshot(project)
    read(qtbot, view, file)
    with qtbot.waitSignal(view.closed), qtbot.waitSignal(view.imported) as told:
        qtbot.mouseClick(view.import_button, Qt.MouseButton.LeftButton)
    assert len(told.args[0].imported) == 8
    assert len(project.codings.all()) == len(bundle.codings)
    assert project.next_undo is not None
    project.undo()
    assert snapshot(project) == before


def test_articles_and_a_study_come_together_and_a_study_can_be_left_out(
    qtbot: QtBot, view: ImportView, project: Project, file: Path
) -> None:
    read(qtbot, view, ARTICLES, file)
    assert view.import_button.text() == "Import 5 documents and 1 study"
    assert not view.study.isVisible()
    place = next(number for number, each in enumerate(view.file_list.files) if each.study is not None)
    qtbot.mouseClick(
        view.files_view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.files_view.visualRect(view.file_list.index(place)).center(),
    )
    assert view.study.isVisible()
    assert view.file_list.index(place).data(Qt.ItemDataRole.AccessibleTextRole).endswith("8 documents")
    qtbot.keyClick(view.study.check, Qt.Key.Key_Space)
    assert view.import_button.text() == "Import 5 documents"
    assert view.study.isVisible()
    view.keep()
    assert len(project.documents.all()) == 5
    assert project.codings.all() == ()


def test_what_does_not_come_as_it_is_can_be_read_before(
    qtbot: QtBot, view: ImportView, tmp_path: Path, bundle: Bundle
) -> None:
    coders = tuple(replace(coder, name=f"Miller, {coder.name}") for coder in bundle.coders)
    codes = tuple(replace(code, colour="reddish") for code in bundle.codes)
    refi_project.write(replace(bundle, coders=coders, codes=codes), tmp_path / "odd.qdpx")
    read(qtbot, view, tmp_path / "odd.qdpx")
    said = " ".join(label.text() for label in view.study.problems)
    assert "2 names are changed: “Miller, A” → “Miller A”, “Miller, B” → “Miller B”." in said


def test_a_broken_study_is_told_beside_the_others(qtbot: QtBot, view: ImportView, tmp_path: Path, file: Path) -> None:
    (tmp_path / "broken.qdpx").write_bytes(b"PK\x03\x04 no archive")
    read(qtbot, view, tmp_path / "broken.qdpx", file)
    assert [(each.path.name, bool(each.reason)) for each in view.file_list.files] == [
        ("broken.qdpx", True),
        ("study.qdpx", False),
    ]
    assert view.import_button.text() == "Import 1 study"


def test_giving_up_leaves_the_project_as_it_was(qtbot: QtBot, view: ImportView, project: Project, file: Path) -> None:
    before = snapshot(project)
    view.begin([file])
    view.cancel()
    waiting.pause()
    assert snapshot(project) == before
    assert view.file_list.files == ()


def test_a_study_becomes_a_project_beside_its_file(
    qtbot: QtBot, window: MainWindow, file: Path, bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chosen(*_: object) -> tuple[str, str]:
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    window.actions_.by_name["choose_study"].trigger()
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    assert window.session is not None
    project = window.session.project
    assert project.path == file.with_suffix(".cadrage")
    assert len(project.codings.all()) == len(bundle.codings)
    assert project.me.name == "A"
    assert window.session.document == project.documents.all()[0].id
    window.jobs.studies.make(file)
    qtbot.waitUntil(lambda: window.session is not None and window.session.project.path != project.path, timeout=20_000)
    assert (file.parent / "study (2).cadrage").exists()
    waiting.until(lambda: not window.jobs.studies.reading)


def test_a_study_dropped_on_the_start_screen_becomes_a_project(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    window.jobs.take_dropped([file])
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    assert window.session is not None
    assert window.session.project.name == "Untitled"


def test_a_broken_study_makes_no_project_and_is_said_to_be_broken(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "broken.qdpx").write_bytes(b"PK\x03\x04 no archive")
    window.jobs.studies.make(tmp_path / "broken.qdpx")
    qtbot.waitUntil(lambda: bool(window.messages.text), timeout=20_000)
    assert window.session is None
    assert not list(tmp_path.glob("*.cadrage"))


def test_stopping_leaves_no_project(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    window.jobs.studies.make(file)
    qtbot.mouseClick(window.status.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs.studies.reading, timeout=20_000)
    waiting.pause()
    assert window.session is None
    assert not list(file.parent.glob("*.cadrage"))


def test_the_coder_of_an_unused_project_is_the_studys_own_afterwards(
    qtbot: QtBot, window: MainWindow, file: Path, tmp_path: Path
) -> None:
    window.jobs.make_project(tmp_path / "new.cadrage")
    window.jobs.begin_import([file])
    view = window.view("import")
    assert isinstance(view, ImportView)
    qtbot.waitUntil(lambda: not view.reading, timeout=20_000)
    qtbot.mouseClick(view.import_button, Qt.MouseButton.LeftButton)
    assert window.session is not None
    project = window.session.project
    assert [coder.name for coder in project.coders.all()] == ["A", "B"]
    assert window.status.coder.text() == "Coder A"
    document = project.documents.all()[0].id
    assert window.session.document == document
    project.codings.add(document, Span(0, 4), project.codes.all()[1].id)
    window.session.undo()
    window.session.undo()
    assert project.documents.all() == ()
    assert window.status.coder.text() == "Coder A"
    waiting.pause()
