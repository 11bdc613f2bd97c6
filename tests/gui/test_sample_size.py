"""The planner of reliability samples: what it offers, what it answers, what it refuses in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cadrage.agreement.sample_size import units_for_alpha
from cadrage.gui import sample_size_words as words
from cadrage.gui.sample_size_popup import SampleSizePopup
from cadrage.gui.session import Session
from cadrage.jobs.sample_size import Experience, experience
from cadrage.jobs.segmenting import units
from cadrage.store.project import Project
from tests.jobs.coded_study import LINES, study

SENTENCES = LINES + 1


@pytest.fixture
def session() -> Iterator[Session]:
    session = Session(study())
    project = session.project
    units(project, [document.text_id for document in project.documents.all()], "sentence")
    yield session
    session.close()


@pytest.fixture
def popup(qtbot: QtBot, session: Session) -> SampleSizePopup:
    owner = QWidget()
    qtbot.addWidget(owner)
    popup = SampleSizePopup(session, owner)
    popup.show()
    return popup


# What the project knows.


def test_the_rarest_code_and_the_length_of_documents_are_known(session: Session) -> None:
    found = experience(session.project)
    # SAN stands on one of eleven sentences of both coders.
    assert found == Experience("SAN", pytest.approx(1 / SENTENCES), SENTENCES)


def test_a_blind_round_tells_of_ones_own_codings_alone(session: Session) -> None:
    project = session.project
    project.rounds.add("pilot", "Pilot", blind=True)
    assert experience(project) is None
    documents = [document.id for document in project.documents.all()]
    round_ = project.rounds.latest.id
    other = next(coder for coder in project.coders.all() if coder.id != project.me.id)
    with project.change("Complete"):
        project.statuses.complete_many([(document, other.id) for document in documents], round_)
    assert experience(project) is None


def test_an_empty_project_knows_nothing() -> None:
    with Project.in_memory() as project:
        assert experience(project) is None


# What it answers.


@pytest.mark.parametrize(
    ("least", "share", "units_"),
    [("0.8", "25", "139 units"), (".667", "25 %", "81 units"), ("0,8", "5", "560 units")],
)
def test_alpha_takes_so_many_units(least: str, share: str, units_: str) -> None:
    assert words.for_alpha(least, share, 0.05, None).units == units_


def test_agreement_takes_so_many_units_as_published() -> None:
    found = words.for_agreement("1 000", "90", "3")
    assert found.units == "92 units"
    assert "4.9 points lower" in found.words


@pytest.mark.parametrize(("least", "share"), [("1", "25"), ("much", "25"), ("0.8", "0"), ("0.8", "100"), ("nan", "5")])
def test_what_makes_no_sense_is_said_and_has_no_number(least: str, share: str) -> None:
    found = words.for_alpha(least, share, 0.05, None)
    assert found.units == ""
    assert found.words.startswith("Give ")


@pytest.mark.parametrize("wrong", [("0", "90", "3"), ("1.5", "90", "3"), ("10", "100", "3"), ("10", "90", "0")])
def test_a_population_level_or_error_that_makes_no_sense_is_said(wrong: tuple[str, str, str]) -> None:
    assert words.for_agreement(*wrong).units == ""


# The popup.


def test_the_popup_begins_with_the_projects_rarest_share(popup: SampleSizePopup) -> None:
    share = float(popup.share.text())
    assert share == pytest.approx(100 / SENTENCES, abs=0.1)
    assert popup.alpha_units.text() == f"{units_for_alpha(0.8, share / 100):,} units"
    assert "documents as long as yours" in popup.alpha_words.text()


def test_every_key_changes_the_answer(qtbot: QtBot, popup: SampleSizePopup) -> None:
    popup.open_at(QPoint(0, 0))
    QTest.keyClicks(popup.share, "25")
    assert popup.share.text() == "25"
    assert popup.alpha_units.text() == "139 units"
    popup.offer.click()
    assert popup.alpha_units.text() != "139 units"


def test_another_least_alpha_is_typed(qtbot: QtBot, popup: SampleSizePopup) -> None:
    assert not popup.own.isVisible()
    popup.least.setFocus()
    QTest.keyClick(popup.least.focusProxy(), Qt.Key.Key_Right)
    assert popup.own.isVisible()
    assert popup.alpha_units.text() == "—"
    QTest.keyClicks(popup.own, ".667")
    popup.share.setText("25")
    assert popup.alpha_units.text() == "81 units"


def test_the_documents_that_it_takes_are_said() -> None:
    said = words.for_alpha("0.8", "5", 0.05, Experience("SAN", 0.05, SENTENCES)).words
    assert f"about {round(560 / SENTENCES)} documents as long as yours" in said
