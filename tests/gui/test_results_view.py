"""The results view: what it says when something is missing, how its table is sorted, filtered and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.core.filtering import Filter
from cadrage.core.model import DocumentDraft, Scope, Span, VariableDraft, VariableKind
from cadrage.core.results_question import Bin, Dimension, Event, Kind, Measure, Question, Unit
from cadrage.gui import results_export, waiting
from cadrage.gui.results_grid import Meets
from cadrage.gui.results_keeping import events
from cadrage.gui.results_offers import (
    CODES,
    DOCUMENTS,
    FAMILIES,
    Page,
    Wanted,
    over_time,
    split,
    together,
    turned,
    usual,
)
from cadrage.gui.results_view import ResultsView
from cadrage.gui.session import Session
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

_SHORT = 10_000  # ms
OUTLET, MONTH = Dimension(Kind.FACT, "outlet"), Dimension(Kind.TIME, "published", Bin.MONTH)


def draft(number: int) -> DocumentDraft:
    text = f"Number {number}. The vote was held on Sunday. Nobody was asked. It was counted twice."
    return DocumentDraft(f"Document {number}", f"{number}.txt", text, "txt", "utf-8", text.encode())


def study(documents: int = 4) -> Project:
    """Two families, codes in documents of two outlets and none, in three months with a hole; one day unknown."""
    project = Project.in_memory()
    with project.change("Build the study"):
        numbers = project.documents.add([draft(number) for number in range(documents)])
        top = project.codes.add("Conflict", short_id="CON")
        codes = [
            project.codes.add(name, short_id=f"CON-{name[:3].upper()}", parent=top.id) for name in ("Vote", "Protest")
        ]
        codes.append(project.codes.add("Duty", short_id="DUT"))
        facts = {
            name: project.variables.add(VariableDraft(Scope.DOCUMENT, name, VariableKind.TEXT, name))
            for name in ("outlet", "published")
        }
        days = ("2014-03-01", "2014-05-02", "2014-05-03", "")
        for place, number in enumerate(numbers):
            if place % 3 < 2:
                project.variables.set_for_document(number, facts["outlet"], ("Post", "Times")[place % 3])
            if days[place % 4]:
                project.variables.set_for_document(number, facts["published"], days[place % 4])
            spans = [Span(0, 9), Span(11, 30), Span(15, 40)]
            mine = [NewCoding(number, spans[at], codes[at].id, project.me.id, 1) for at in range(1 + place % 3)]
            project.codings.add_many(mine)
    return project


@pytest.fixture
def project() -> Project:
    return study()


@pytest.fixture
def session(project: Project) -> Iterator[Session]:
    session = Session(project)
    yield session
    session.close()


def until(condition: Callable[[], bool]) -> None:
    waiting.until(condition, _SHORT)


def shown(qtbot: QtBot, session: Session) -> ResultsView:
    view = ResultsView(session)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    view.show()
    view.activateWindow()
    until(lambda: not view.busy)
    return view


def ask(view: ResultsView, wanted: Wanted) -> None:
    view.show_wanted(wanted)
    until(lambda: not view.busy)


def column(view: ResultsView, label: str, group: str = "") -> int:
    heads = view.model.grid.columns
    return next(at for at, head in enumerate(heads) if (head.label, head.group) == (label, group))


def cells(view: ResultsView, at: int) -> dict[str, str]:
    return {view.model.row(row).label: view.model.shown(row, at) for row in range(view.model.rowCount())}


# What can be chosen.


def test_codes_by_outlet_come_first(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    assert view.wanted.question == Question(columns=(OUTLET,))
    assert [head.label for head in view.model.grid.columns][:2] == ["Post", "Times"]
    assert [head.quiet for head in view.model.grid.columns] == [False, False, True, False]
    assert cells(view, column(view, "Post")) == {
        "Conflict": "2",
        "Vote": "2",
        "Protest": "·",
        "Duty": "·",
        "All codes": "2",
    }


def test_every_variable_date_judgement_and_attribute_is_offered(qtbot: QtBot, session: Session) -> None:
    project = session.project
    project.variables.add(VariableDraft(Scope.JUDGEMENT, "tone", VariableKind.TEXT, "Tone"))
    project.variables.add(VariableDraft(Scope.CODING, "speaker", VariableKind.TEXT, "Speaker"))
    view = shown(qtbot, session)
    named = [name for _, name in view.offers.dimensions]
    months = [f"Published by {each}" for each in ("day", "week", "month", "quarter", "year")]
    assert named == ["Codes", "Families of codes", "Outlet", *months, "Documents", "Tone", "Speaker"]


def test_the_same_thing_chosen_twice_changes_places() -> None:
    asked = Question(columns=(OUTLET,), layers=(MONTH,))
    assert split(asked, "rows", OUTLET) == replace(asked, rows=(OUTLET,), columns=(CODES,))
    assert split(asked, "columns", replace(MONTH, bin=Bin.WEEK)).layers == (OUTLET,)
    assert split(asked, "columns", FAMILIES).rows == (OUTLET,)
    assert split(asked, "columns", None) == replace(asked, columns=(MONTH,), layers=())
    assert split(Question(rows=(FAMILIES,)), "columns", CODES).rows == (DOCUMENTS,)


def test_a_choice_is_counted_at_once(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    view.choices.measure.setFocus()
    QTest.keyClick(view.choices.measure, Qt.Key.Key_Down)
    until(lambda: not view.busy and view.wanted.question.measure is Measure.ROW)
    assert cells(view, column(view, "Post"))["Vote"] == "50 %"
    assert view.choices.unit.isEnabled()
    ask(view, replace(view.wanted, question=replace(view.wanted.question, measure=Measure.PER_THOUSAND)))
    assert not view.choices.unit.isEnabled()


# Reading the table.


def test_a_heading_sorts_down_then_up_then_not_at_all(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    ask(view, Wanted(Page.TABLE, Question(columns=(OUTLET,), unit=Unit.CODINGS)))
    own = [view.model.row(at).label for at in range(view.model.rowCount())]
    view.model.turn(column(view, "Times"))
    assert view.model.row(0).label == "Conflict"
    assert view.model.row(view.model.rowCount() - 1).total
    view.model.turn(column(view, "Times"))
    assert view.model.shown(0, column(view, "Times")) == "·"
    view.model.turn(column(view, "Times"))
    assert [view.model.row(at).label for at in range(view.model.rowCount())] == own


def test_alt_and_an_arrow_sort_by_the_chosen_column_and_backspace_undoes_it(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    view.table.choose(view.model.index(0, 1))
    QTest.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert view.model.sorted_by == (1, True)
    QTest.keyClick(view.table, Qt.Key.Key_Backspace)
    assert view.model.sorted_by is None


def test_a_month_without_documents_is_a_gap_and_not_nothing(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    ask(view, Wanted(Page.TIME, over_time(view.offers)))
    assert [head.label for head in view.model.grid.columns][:3] == ["2014-03", "2014-04", "2014-05"]
    assert set(cells(view, 1).values()) == {"—"}
    assert cells(view, 0)["Vote"] == "1"
    assert cells(view, 0)["Duty"] == "·"


def test_rows_and_columns_that_hold_nothing_can_be_left_out(qtbot: QtBot, session: Session) -> None:
    session.project.codes.add("Never used")
    view = shown(qtbot, session)
    assert "Never used" in [head.label for head in view.model.grid.rows]
    view.choices.used.set_value(True)
    view.choices.used.chosen.emit(True)
    assert "Never used" not in [head.label for head in view.model.grid.rows]
    assert "Vote" in [head.label for head in view.model.grid.rows]


def test_the_note_says_what_the_cell_is_what_is_counted_and_what_was_left_out(qtbot: QtBot, session: Session) -> None:
    documents = session.project.documents.all()
    session.project.documents.mark_duplicate(documents[3].id, documents[0].id)
    view = shown(qtbot, session)
    view.table.choose(view.model.index(1, 1))
    assert view.note.text.startswith("CON-VOT Vote, Times: 1 of 1 document, 1 coding, ")
    assert "Left out: 1 document marked as duplicates" in view.note.text
    assert "Documents." in view.note.text


def test_codes_that_meet_stand_in_a_square_and_say_how_near(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    ask(view, Wanted(Page.TOGETHER, together()))
    rows = [head.label for head in view.model.grid.rows]
    assert rows == ["Conflict", "Vote", "Protest", "Duty"]
    view.choices.meets.set_value(Meets.CODINGS)
    view.choices.shown_otherwise.emit()
    assert view.model.shown(rows.index("Protest"), rows.index("Duty")) == "1"
    assert view.model.shown(rows.index("Vote"), rows.index("Protest")) == "·"
    view.table.choose(view.model.index(rows.index("Duty"), rows.index("Protest")))
    assert "1 pair of codings, in 1 document" in view.note.text
    view.looking.open()
    until(lambda: len(view.aside.behind.list.quotations.quotations) == 2)


def test_exemplars_stand_under_their_codes_and_important_ones_come_first(qtbot: QtBot, session: Session) -> None:
    project = session.project
    marked = project.codings.of_document(project.documents.all()[2].id)[0]
    project.codings.mark_important(marked.id, important=True)
    view = shown(qtbot, session)
    ask(view, dict(usual(view.offers))["Exemplars of each code"])
    found = view.exemplars.list.quotations.quotations
    assert found[0].coding == marked.id
    assert [each.code.name for each in found] == ["Vote"] * 3 + ["Protest"] * 2 + ["Duty"]
    view.exemplars.many.set_value(1)
    view.exemplars.many_chosen.emit()
    until(lambda: not view.busy)
    assert [each.code.name for each in view.exemplars.list.quotations.quotations] == ["Vote", "Protest", "Duty"]


# The filter, changes, what is missing.


def test_the_filter_is_obeyed_and_named(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    first = session.project.documents.all()[0]
    session.set_filter(Filter(documents=frozenset({first.id})))
    until(lambda: not view.busy)
    assert cells(view, column(view, "Post"))["All codes"] == "1"
    assert "Filter: document: Document 0." in view.note.text
    assert view.filter_bar.isVisible()


def test_nothing_is_counted_while_the_view_is_hidden(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    before = view.answer
    view.hide()
    session.project.codings.remove([session.project.codings.all()[0].id])
    assert not view.busy
    assert view.answer is before
    view.show()
    until(lambda: view.answer is not before)


def test_a_filter_that_leaves_nothing_is_taken_off_by_the_button(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    session.set_filter(Filter(important=True))
    until(lambda: not view.busy)
    assert view.empty.isVisible()
    assert view.empty.button is not None
    view.empty.button.click()
    until(lambda: not view.busy)
    assert not session.filter.in_force
    assert view.table.isVisible()


@pytest.mark.parametrize(("documents", "button"), [(0, "Import documents…"), (1, "Go to the documents")])
def test_an_empty_project_says_what_to_do_first(qtbot: QtBot, documents: int, button: str) -> None:
    project = Project.in_memory()
    if documents:
        project.documents.add([draft(0)])
    session = Session(project)
    view = shown(qtbot, session)
    assert view.empty.isVisible()
    assert view.empty.button is not None
    assert view.empty.button.text() == button
    session.close()


def test_without_an_outlet_each_code_is_counted_and_the_note_says_what_is_missing(qtbot: QtBot) -> None:
    project = Project.in_memory()
    (number,) = project.documents.add([draft(0)])
    code = project.codes.add("Vote")
    project.codings.add(number, Span(0, 5), code.id)
    session = Session(project)
    view = shown(qtbot, session)
    assert [head.label for head in view.model.grid.columns][:2] == ["Documents", "Of all documents"]
    assert "outlet" in view.note.text
    ask(view, Wanted(Page.TIME, over_time(view.offers)))
    assert view.empty.isVisible()
    with qtbot.waitSignal(view.variables_wanted):
        assert view.empty.button is not None
        view.empty.button.click()
    session.close()


# Kept results and events.


def test_a_kept_result_brings_its_filter_along(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    first = session.project.documents.all()[0]
    asked = Filter(documents=frozenset({first.id}))
    session.project.saved_results.add("Post alone", replace(view.wanted.question, filter=asked), {"page": "table"})
    assert view.side.model.entries[1].name == "Post alone"
    wanted = view.side.model.entries[1].wanted
    assert wanted is not None
    ask(view, wanted)
    assert session.filter == asked


def test_events_are_kept_in_the_project_and_marked_in_time(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    ask(view, Wanted(Page.TIME, over_time(view.offers)))
    view.ask_events()
    assert view.popup is not None
    view.popup.day.setText("next week")
    view.popup.label.setText("The vote")
    view.popup.add()
    assert events(session.project) == ()
    view.popup.day.setText("2014-03-16")
    QTest.keyClick(view.popup.day, Qt.Key.Key_Return)
    assert events(session.project) == (Event("2014-03-16", "The vote"),)
    until(lambda: not view.busy)
    assert view.answer is not None
    assert view.answer.series is not None
    assert view.answer.series.events == (Event("2014-03-16", "The vote"),)
    view.popup.close()


def test_five_hundred_outlets_over_two_hundred_months_stay_fluent(qtbot: QtBot) -> None:
    project = Project.in_memory()
    numbers = project.documents.add([draft(number) for number in range(500)])
    code = project.codes.add("Vote")
    facts = [
        project.variables.add(VariableDraft(Scope.DOCUMENT, name, VariableKind.TEXT))
        for name in ("outlet", "published")
    ]
    with project.change("Fill"):
        for place, number in enumerate(numbers):
            project.variables.set_for_document(number, facts[0], f"Outlet {place}")
            project.variables.set_for_document(number, facts[1], f"{2000 + place % 200 // 12}-{1 + place % 12:02}")
        project.codings.add_many([NewCoding(number, Span(0, 9), code.id, project.me.id, 1) for number in numbers])
    session = Session(project)
    view = shown(qtbot, session)
    ask(view, Wanted(Page.TABLE, Question(columns=(OUTLET,), layers=(MONTH,))))
    assert view.model.columnCount() > 10_000
    view.table.choose(view.model.index(0, view.model.columnCount() - 1))
    view.table.scrollTo(view.table.currentIndex())
    assert view.model.shown(0, view.model.columnCount() - 1) == "500"
    session.close()


# Leaving the program.


@pytest.mark.parametrize("page", list(Page))
def test_every_kind_of_result_is_saved_as_a_workbook(
    qtbot: QtBot, session: Session, tmp_path: Path, page: Page
) -> None:
    view = shown(qtbot, session)
    ask(view, turned(view.wanted, page, view.offers))
    assert view.answer is not None
    path = tmp_path / "result.xlsx"
    with qtbot.waitSignal(session.told, timeout=_SHORT):
        results_export.save(session, path, view.answer, "A result")
    sheets = set(load_workbook(path, read_only=True).sheetnames)
    assert sheets & {"results", "results_time", "results_together", "exemplars"}
