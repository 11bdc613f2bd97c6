"""The report in the agreement view: shown as it is pasted, copied in both forms, saved; limits; a blind round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cadrage.core.standing import CUSTOMARY, Limits
from cadrage.gui import waiting
from cadrage.gui.agreement_groups_bar import LimitsPopup
from cadrage.gui.agreement_model import Column
from cadrage.gui.agreement_view import AgreementView
from cadrage.gui.appearance import appearance
from cadrage.gui.main_window import MainWindow
from cadrage.gui.session import Session
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.jobs import agreement_report
from cadrage.jobs.agreement import Question
from cadrage.store.project import Project
from tests.gui.test_agreement_view import cell, shown
from tests.jobs.coded_study import DOCUMENTS, study

Key = Qt.Key


@pytest.fixture
def project() -> Project:
    return study()


@pytest.fixture
def session(project: Project) -> Iterator[Session]:
    session = Session(project)
    yield session
    session.close()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    study(tmp_path / "study.cadrage").close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.open_project(tmp_path / "study.cadrage")
    return window


def reported(qtbot: QtBot, session: Session) -> AgreementView:
    view = shown(qtbot, session)
    qtbot.mouseClick(view.choices.report, Qt.MouseButton.LeftButton)
    return view


def answer_dialog(monkeypatch: pytest.MonkeyPatch, path: Path, chosen: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), chosen))


# Showing and copying.


def test_the_report_stands_in_the_tables_place_and_esc_goes_back(qtbot: QtBot, session: Session) -> None:
    view = reported(qtbot, session)
    assert view.report.isVisible()
    assert view.report.report == agreement_report.report(session.project, view.table)  # type: ignore[arg-type]
    shown_text = view.report.page.toPlainText()
    assert "[how these were drawn]" in shown_text
    assert f"{DOCUMENTS} of {DOCUMENTS} documents" in shown_text
    assert view.report.copy_button.hasFocus()
    QTest.keyClick(view.report.copy_button, Key.Key_Escape)
    assert view.grid.isVisible()
    assert not view.report.isVisible()


def test_copy_puts_rich_and_plain_text_on_the_clipboard_in_one(qtbot: QtBot, session: Session) -> None:
    view = reported(qtbot, session)
    with qtbot.waitSignal(view.report.copied):
        QTest.keyClick(view.report.copy_button, Key.Key_Space)
    data = QGuiApplication.clipboard().mimeData()
    assert "<table" in data.html()
    assert data.text().startswith("Table X\n")
    assert "\t" in data.text()


def test_the_report_follows_the_question(qtbot: QtBot, session: Session) -> None:
    view = reported(qtbot, session)
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.ask(Question(unit="character", interval="none"))
    assert view.report.isVisible()
    assert "No interval was computed." in view.report.page.toPlainText()


def test_gaps_are_marked_in_both_themes_and_what_is_copied_stays_the_same(qtbot: QtBot, session: Session) -> None:
    view = reported(qtbot, session)
    html = view.report.report.html  # type: ignore[union-attr]
    grounds = set()
    for mode in ("light", "dark"):
        appearance().set_mode(mode)  # type: ignore[arg-type]
        waiting.pause()
        cursor = view.report.page.document().find("[how these")
        grounds.add(cursor.charFormat().background().color().name())
    assert len(grounds) == 2
    assert view.report.report.html == html  # type: ignore[union-attr]


def test_from_one_variable_the_report_goes_back_to_each_code(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    family = view.bar.subject.findText("ESC as one variable")
    with qtbot.waitSignal(view.answered, timeout=20_000):
        view.compare(view.bar.subject._values[family])  # type: ignore[arg-type]
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.show_report()
    assert view.report.isVisible()
    assert view.bar.subject.value() is None


# Limits.


def test_limits_are_asked_for_in_a_popup_and_kept_in_the_project(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session, Question(coders=("A", "B")))
    assert cell(view, "ESC-THR", Column.VERDICT) == "Not yet"
    QTest.keyClick(view.bar.limits, Key.Key_Space)
    popup = view.bar.popup
    assert isinstance(popup, LimitsPopup)
    popup.tentative.setText(".1")
    popup.reliable.setText("0,2")
    QTest.keyClick(popup.reliable, Key.Key_Return)
    assert agreement_report.limits(session.project) == Limits(0.1, 0.2)
    assert cell(view, "ESC-THR", Column.VERDICT) == "Reliable"
    assert view.bar.limits.text() == "Limits .100 and .200…"
    assert "Reliable from .200" in view.model.heading_tip(Column.VERDICT)
    view.grid.setCurrentIndex(view.model.index(1, 0))
    assert ".200" in view.note.text


def test_limits_that_make_no_sense_are_said_and_not_taken(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    for first, second in (("0.9", "0.8"), ("much", "0.8"), ("0.5", "2"), ("nan", "0.8")):
        view.bar.ask_limits()
        popup = view.bar.popup
        assert popup is not None
        popup.tentative.setText(first)
        popup.reliable.setText(second)
        popup.use.click()
        assert popup.isVisible()
        assert agreement_report.limits(session.project) == CUSTOMARY
        popup.close()


def test_the_report_names_the_projects_limits(qtbot: QtBot, session: Session) -> None:
    view = reported(qtbot, session)
    view.bar.limits_chosen.emit(Limits(0.1, 0.2))
    assert "reaches .20 for" in view.report.page.toPlainText()


# Files.


def test_the_chart_is_saved_in_the_format_that_was_chosen(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = reported(qtbot, session)
    for name, chosen, written in (("a.svg", "", "a.svg"), ("b", "PDF (*.pdf)", "b.pdf"), ("c.png", "", "c.png")):
        answer_dialog(monkeypatch, tmp_path / name, chosen)
        with qtbot.waitSignal(session.told) as told:
            view.report.chart_button.click()
        assert told.args == [f"Saved {written}"]
        assert (tmp_path / written).stat().st_size > 500


def test_the_workbook_of_the_report_holds_the_table_that_is_shown(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.actions_.by_name["show_agreement_report"].trigger()
    view = window.view("agreement")
    assert isinstance(view, AgreementView)
    waiting.until(lambda: view.table is not None)
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.ask(Question(unit="paragraph"))
    assert view.report.isVisible()
    answer_dialog(monkeypatch, tmp_path / "a.xlsx")
    with qtbot.waitSignal(window.exported, timeout=60_000):
        view.report.workbook_button.click()
    book = load_workbook(tmp_path / "a.xlsx")
    names = book.sheetnames[1:]
    assert names[:6] == ["agreement", "pairs", "agreement_documents", "disagreements", "confusion", "methods"]
    assert names[6] == "units_long"
    assert all(name.startswith("units_") for name in names[6:])
    assert book["agreement"]["B2"].value == "paragraph"


def test_export_writes_everything_with_the_agreement_that_is_shown(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = window.view("agreement")
    assert isinstance(view, AgreementView)
    waiting.until(lambda: view.table is not None)
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.ask(Question(unit="character"))
    answer_dialog(monkeypatch, tmp_path / "all.xlsx")
    with qtbot.waitSignal(window.exported, timeout=60_000):
        view.choices.export.click()
    book = load_workbook(tmp_path / "all.xlsx")
    assert {"codebook", "codings", "agreement", "disagreements"} <= set(book.sheetnames)
    assert book["agreement"]["B2"].value == "character"


def test_the_commands_of_the_menu_reach_report_and_chart(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = window.view("agreement")
    assert isinstance(view, AgreementView)
    waiting.until(lambda: view.table is not None)
    window.show_coding()
    answer_dialog(monkeypatch, tmp_path / "chart.svg")
    window.actions_.by_name["save_agreement_chart"].trigger()
    assert window.pages.currentWidget() is view
    assert "<svg" in (tmp_path / "chart.svg").read_text(encoding="utf-8")


# A blind round.


def test_a_blind_round_is_refused_until_it_is_unsealed(qtbot: QtBot, session: Session) -> None:
    project = session.project
    project.rounds.add("pilot", "Pilot", blind=True)
    view = AgreementView(session)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    view.show()
    waiting.pause()
    assert view.table is None
    assert view.empty._missing.text() == "This round is blind"
    assert "when it is unsealed" in view.empty._how.text()
    assert not view.choices.report.isEnabled()
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.ask(Question(round="Coding"))
