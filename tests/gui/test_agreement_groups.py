"""One variable in the agreement view: what can be chosen, the coefficients, which met which, in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.core.group_agreement import GroupAgreement
from cadrage.core.standing import Limits
from cadrage.gui import agreement_groups_words as groups
from cadrage.gui.agreement_groups_table import Column
from cadrage.gui.agreement_view import AgreementView
from cadrage.gui.session import Session
from cadrage.jobs import agreement_report, group_agreement
from cadrage.jobs.group_agreement import Kind, Subject
from cadrage.store.project import Project
from tests.gui.test_agreement_view import shown
from tests.jobs.coded_study import DOCUMENTS, study

EVEN = DOCUMENTS // 2
Key = Qt.Key


@pytest.fixture
def project() -> Project:
    return study()


@pytest.fixture
def session(project: Project) -> Iterator[Session]:
    session = Session(project)
    yield session
    session.close()


def subject(session: Session, kind: Kind, label: str) -> Subject:
    found = group_agreement.subjects(session.project)
    return next(each for each in found if (each.kind, each.label) == (kind, label))


def compared(qtbot: QtBot, session: Session, kind: Kind = Kind.FAMILY, label: str = "ESC") -> AgreementView:
    view = shown(qtbot, session)
    with qtbot.waitSignal(view.answered, timeout=20_000):
        view.bar.subject_chosen.emit(subject(session, kind, label))
    return view


def test_each_code_is_compared_until_something_else_is_chosen_by_key(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    listed = [view.bar.subject.itemText(place) for place in range(view.bar.subject.count())]
    assert listed[0] == "each code"
    assert {"ESC as one variable", "attribute Certainty", "judgement Mood"} <= set(listed)
    view.bar.subject.setFocus()
    with qtbot.waitSignal(view.answered, timeout=20_000):
        QTest.keyClick(view.bar.subject, Key.Key_Down)
    assert isinstance(view.variable.found, GroupAgreement)
    assert view.variable.isVisible()
    with qtbot.waitSignal(view.ready, timeout=20_000):
        QTest.keyClick(view.bar.subject, Key.Key_Up)
    assert view.grid.isVisible()


def test_the_page_shows_the_numbers_of_the_job(qtbot: QtBot, session: Session) -> None:
    view = compared(qtbot, session)
    expected = group_agreement.answer(session.project, view.question, subject(session, Kind.FAMILY, "ESC"))
    assert view.variable.found == expected
    model = view.variable.figures
    rows = {model.index(place, Column.NAME).data(): place for place in range(model.rowCount())}
    value = expected.on_units["krippendorff_alpha"].value  # type: ignore[union-attr]
    assert value is not None
    place = rows["Krippendorff’s α, nominal"]
    assert model.index(place, Column.VALUE).data() == f"{value:.2f}".removeprefix("0")
    assert " to " in model.index(place, Column.INTERVAL).data()
    assert model.index(rows["Threat"], Column.COVERAGE).data() == "100.0"
    assert not view.variable.table.isColumnHidden(Column.COVERAGE)


def test_which_met_which_is_read_cell_by_cell_with_the_arrows(qtbot: QtBot, session: Session) -> None:
    view = compared(qtbot, session)
    grid, model = view.variable.grid, view.variable.confusion
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_Right)
    assert view.variable.cell.text() == f"A put ESC-THR where B put ESC-MIL: {EVEN} times."
    here = model.index(0, 1)
    assert here.data(Qt.ItemDataRole.AccessibleTextRole) == f"A put ESC-THR where B put ESC-MIL: {EVEN} times"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "THR"
    assert model.headerData(2, Qt.Orientation.Vertical) == "none of them"


def test_the_notes_say_what_the_numbers_mean(qtbot: QtBot, session: Session) -> None:
    view = compared(qtbot, session)
    assert "Each sentence holds one of these codes, or none of them." in view.variable.notes
    assert "they do exclude each other" in view.variable.notes
    assert f"{DOCUMENTS} codings carry ESC itself" in view.variable.notes
    assert f"Only {DOCUMENTS} documents were compared" in view.variable.notes


def test_an_attribute_and_a_judgement_need_no_unit(qtbot: QtBot, session: Session) -> None:
    view = compared(qtbot, session, Kind.ATTRIBUTE, "Certainty")
    assert not view.choices.unit.isEnabled()
    assert not view.bar.least.isEnabled()
    assert view.variable.table.isColumnHidden(Column.COVERAGE)
    assert "the same code on the same words" in view.variable.notes
    with qtbot.waitSignal(view.answered, timeout=20_000):
        view.compare(subject(session, Kind.JUDGEMENT, "Mood"))
    assert view.variable.confusion.labels == ("hostile", "friendly")
    assert "Each coder’s answer about a document" in view.variable.notes


def test_a_unit_that_must_be_half_covered_changes_the_table(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.bar.least.setFocus()
        QTest.keyClick(view.bar.least, Key.Key_Down)
    assert view.question.least == 0.5
    assert view.table is not None
    assert {row.code.label: row.both for row in view.table.codes}["SAN"] == 0


def test_a_change_of_the_project_is_followed(qtbot: QtBot, session: Session) -> None:
    view = compared(qtbot, session)
    coding = next(each for each in session.project.codings.all() if each.coder == session.project.me.id)
    with qtbot.waitSignal(view.answered, timeout=20_000):
        session.project.codings.remove([coding.id])
    assert view.variable.isVisible()


def test_a_family_that_is_gone_gives_way_to_each_code(qtbot: QtBot, session: Session) -> None:
    view = compared(qtbot, session)
    code = next(code for code in session.project.codes.all() if code.short_id == "ESC-MIL")
    with qtbot.waitSignal(view.ready, timeout=20_000):
        session.project.codes.move(code.id, None, 0)
    assert view.bar.subject.value() is None
    assert view.grid.isVisible()


def test_both_tables_are_copied(qtbot: QtBot, session: Session) -> None:
    view = compared(qtbot, session)
    view.variable.table.setFocus()
    QTest.keyClick(view.variable.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert "Krippendorff’s α, nominal\t" in text
    assert f"ESC-THR\t{2 * DOCUMENTS - EVEN}\t{EVEN}\t0" in text


def test_limits_judge_the_variable_too(qtbot: QtBot, session: Session) -> None:
    view = compared(qtbot, session)
    found = view.variable.found
    assert found is not None
    alpha = next(row for row in groups.figures(found) if row.judged)
    low = alpha.value.low if alpha.value else None
    assert low is not None
    view.bar.limits_chosen.emit(Limits(low - 0.01, 1.0))
    assert groups.ink(alpha, view.limits) == "warn"
    assert "enough for tentative conclusions only" in view.variable.notes
    assert view.variable.figures.limits == agreement_report.limits(session.project)


def test_three_coders_are_counted_in_both_directions_and_said_so(qtbot: QtBot, session: Session) -> None:
    project = session.project
    project.coders.add("C")
    third = next(coder for coder in project.coders.all() if coder.name == "C")
    documents = [document.id for document in project.documents.all()]
    with project.change("Complete"):
        project.statuses.complete_many([(document, third.id) for document in documents], project.rounds.latest.id)
    view = compared(qtbot, session)
    model = view.variable.confusion
    assert model.count(0, 1) == model.count(1, 0)
    assert model.sentence(0, 2).startswith("One coder put ESC-THR where the other put none of them: ")
