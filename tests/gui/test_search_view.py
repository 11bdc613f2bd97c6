"""The search view: hits of the whole corpus, decided one by one with the keyboard in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadrage.core.filtering import Condition, Filter
from cadrage.core.model import DocumentDraft, Origin, Scope, Span
from cadrage.core.search import Wanted
from cadrage.gui import waiting
from cadrage.gui.main_window import MainWindow
from cadrage.gui.name_popup import NamePopup
from cadrage.gui.search_bars import FREQUENCIES
from cadrage.gui.search_review import State
from cadrage.gui.search_view import SearchView
from cadrage.gui.session import Session
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.store.project import Project

TEXT = "The velvet parliament met. A vote was held.\nThe velvet\nparliament rested {}. Nobody saw the velvet.\n"
COUNT = 3
KEY = Qt.Key


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    project = Project.create(tmp_path / "study.cadrage")
    furnish(project, COUNT)
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    window.show_project(project)
    waiting.until(window.isActiveWindow)
    yield window
    window.close()
    window.deleteLater()


def furnish(project: Project, number: int) -> None:
    drafts = [
        DocumentDraft(f"Article {n}", f"{n}.txt", TEXT.format(n), "txt", "utf-8", b"") for n in range(1, number + 1)
    ]
    documents = project.documents.add(drafts)
    outlet, published = (project.variables.ensure(Scope.DOCUMENT, name) for name in ("outlet", "published"))
    for place, document in enumerate(documents):
        project.variables.set_for_document(document, outlet, ("Courier", "Post")[place % 2])
        project.variables.set_for_document(document, published, "2014-03-14")
    project.codes.add("Cloth", short_id="CL", key="1")
    project.codes.add("Rest", short_id="RE", key="2")


@pytest.fixture
def view(window: MainWindow) -> SearchView:
    QTest.keyClick(window, KEY.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    found = window.view("search")
    assert isinstance(found, SearchView)
    waiting.until(found.query.field.hasFocus)
    return found


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def type_query(view: SearchView, words: str) -> None:
    view.query.field.selectAll()
    QTest.keyClicks(view.query.field, words)
    QTest.keyClick(view.query.field, KEY.Key_Return)
    waiting.until(partial(_is_through, view))


def _is_through(view: SearchView) -> bool:
    return view.run is not None and not view.run.running


def press(view: SearchView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view.list, key)


def states(view: SearchView) -> list[State]:
    return [view.review.of(hit).state for hit in view.model.hits]


def test_enter_searches_and_puts_the_keys_on_the_first_hit(view: SearchView) -> None:
    type_query(view, '"velvet parliament"')
    assert view.line.text == "6 hits in 3 documents"
    assert view.list.hasFocus()
    hit = view.list.current()
    assert hit is not None
    assert (hit.document, hit.quotation) == (1, "velvet parliament")
    press(view, KEY.Key_Down, KEY.Key_Down)
    hit = view.list.current()
    assert hit is not None
    assert hit.document == 2


def test_words_are_searched_for_while_they_are_typed(view: SearchView) -> None:
    QTest.keyClicks(view.query.field, "velvet")
    waiting.until(partial(_is_through, view))
    assert view.line.text == "9 hits in 3 documents"
    assert view.query.field.hasFocus()


def test_hits_are_accepted_with_a_or_a_number_and_rejected_with_r(view: SearchView, session: Session) -> None:
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_A, KEY.Key_2, KEY.Key_R, KEY.Key_Delete)
    assert states(view) == [State.ACCEPTED] * 2 + [State.REJECTED] * 2 + [State.OPEN] * 2
    assert view.line.text == "6 hits in 3 documents · 2 accepted · 2 rejected · 2 open"
    codings = session.project.codings.all()
    assert [(each.document, each.span, each.code, each.origin) for each in codings] == [
        (1, Span(4, 21), 1, Origin.SEARCH),
        (1, Span(48, 65), 2, Origin.SEARCH),
    ]
    current = view.list.current()
    assert current is not None
    assert (current.document, view.review.of(current).state) == (3, State.OPEN)


def test_u_takes_decisions_back_one_by_one_and_codings_with_them(view: SearchView, session: Session) -> None:
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_A, KEY.Key_R, KEY.Key_A, KEY.Key_U)
    assert states(view)[:3] == [State.ACCEPTED, State.REJECTED, State.OPEN]
    assert len(session.project.codings.all()) == 1
    press(view, KEY.Key_U, KEY.Key_U, KEY.Key_U)
    assert set(states(view)) == {State.OPEN}
    assert session.project.codings.all() == ()
    assert session.project.next_redo is not None


def test_u_spares_what_others_did_since(view: SearchView, session: Session) -> None:
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_A)
    session.project.documents.rename(3, "Another")
    press(view, KEY.Key_U)
    assert session.project.codings.all() == ()
    assert session.project.documents.all()[2].title == "Another"


def test_undo_of_the_window_opens_a_hit_again_and_redo_accepts_it(view: SearchView, session: Session) -> None:
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_A)
    session.undo()
    assert states(view)[0] is State.OPEN
    session.project.redo()
    assert states(view)[0] is State.ACCEPTED


def test_an_accepted_hit_is_not_rejected_behind_its_codings_back(view: SearchView, session: Session) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_A, KEY.Key_Up, KEY.Key_R)
    assert states(view)[0] is State.ACCEPTED
    assert "Remove its coding first" in told[0]


def test_all_open_hits_are_accepted_in_one_step(view: SearchView, session: Session) -> None:
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_R)
    QTest.mouseClick(view.bar.all, Qt.MouseButton.LeftButton)
    assert states(view) == [State.REJECTED] + [State.ACCEPTED] * 5
    assert session.project.next_undo == "Accept 5 hits as CL"
    press(view, KEY.Key_U)
    assert session.project.codings.all() == ()


def test_the_sentence_or_the_paragraph_can_be_coded(view: SearchView, session: Session) -> None:
    type_query(view, '"velvet parliament"')
    view.bar.extent.set_value("sentence")
    press(view, KEY.Key_A)
    waiting.until(partial(_has_codings, session, 1))
    view.bar.extent.set_value("paragraph")
    press(view, KEY.Key_A)
    waiting.until(partial(_has_codings, session, 2))
    text = session.project.documents.body(1)
    assert [each.span.quotation(text) for each in session.project.codings.all()] == [
        "The velvet parliament met.",
        "The velvet\nparliament rested 1. Nobody saw the velvet.",
    ]


def _has_codings(session: Session, number: int) -> bool:
    return len(session.project.codings.all()) == number


def test_enter_goes_to_the_passage_and_the_queue_stays_where_it_was(
    window: MainWindow, view: SearchView, session: Session
) -> None:
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_R, KEY.Key_R, KEY.Key_Return)
    assert window.view_in_front == "coding"
    assert session.document == 2
    window.actions_.by_name["show_search"].trigger()
    current = view.list.current()
    assert current is not None
    assert (current.document, view.list.hasFocus()) == (2, True)
    assert states(view)[:3] == [State.REJECTED, State.REJECTED, State.OPEN]


def test_decisions_outlast_the_search_and_the_window(window: MainWindow, view: SearchView, tmp_path: Path) -> None:
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_A, KEY.Key_R)
    type_query(view, "vote")
    assert set(states(view)) == {State.OPEN}
    type_query(view, '"velvet parliament"')
    assert states(view)[:3] == [State.ACCEPTED, State.REJECTED, State.OPEN]
    window.close_project()
    window.open_project(tmp_path / "study.cadrage")
    again = window.view("search")
    assert isinstance(again, SearchView)
    type_query(again, '"velvet parliament"')
    assert states(again)[:3] == [State.ACCEPTED, State.REJECTED, State.OPEN]


def test_hits_of_one_state_can_be_shown_alone(view: SearchView) -> None:
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_R)
    view.line.states.chosen.emit(State.REJECTED)
    assert view.model.rowCount() == 2
    view.line.states.chosen.emit(State.OPEN)
    assert view.model.rowCount() == 3 + 5
    press(view, KEY.Key_R)
    assert view.model.rowCount() == 2 + 4


def test_the_filter_narrows_the_search(view: SearchView, session: Session) -> None:
    type_query(view, '"velvet parliament"')
    outlet = session.project.variables.ensure(Scope.DOCUMENT, "outlet").id
    session.set_filter(Filter(conditions=(Condition(outlet, frozenset({"Post"})),)))
    waiting.until(partial(_is_through, view))
    assert view.line.text == "2 hits in 1 document"
    session.set_filter(Filter())
    waiting.until(partial(_is_through, view))
    assert view.line.text == "6 hits in 3 documents"


def test_the_hit_that_has_the_keyboard_keeps_it_when_the_corpus_changes(view: SearchView, session: Session) -> None:
    type_query(view, '"velvet parliament"')
    press(view, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down)
    before = view.list.current()
    session.project.documents.rename(1, "Another")
    waiting.until(partial(_is_through, view))
    assert view.list.current() == before


def test_duplicates_are_searched_only_where_they_are_asked_for(view: SearchView, session: Session) -> None:
    type_query(view, '"velvet parliament"')
    session.project.documents.mark_duplicate(3, 1)
    waiting.until(partial(_is_through, view))
    assert view.line.text == "4 hits in 2 documents"
    view.line.duplicates.click()
    waiting.until(partial(_is_through, view))
    assert view.line.text == "6 hits in 3 documents"


def test_a_regular_expression_is_an_option_and_a_faulty_one_is_told_in_the_view(view: SearchView) -> None:
    view.query.regex.click()
    type_query(view, r"rested \d")
    assert view.line.text == "3 hits in 3 documents"
    assert view.list.hasFocus()
    type_query(view, "(")
    assert view.line.text == "Not searched"
    assert not view.empty.isHidden()


def test_a_search_is_saved_under_a_name_and_run_again(view: SearchView, session: Session) -> None:
    type_query(view, "velvet NOT absent")
    menu = view.saved.menu(view.query.wanted)
    next(action for action in menu.actions() if action.text() == "Save this search…").trigger()
    popup = next(each for each in view.findChildren(NamePopup) if each.isVisible())
    popup.named.emit("Soft")
    popup.close()
    assert session.project.saved_searches.find("soft").wanted == Wanted("velvet NOT absent")
    type_query(view, "vote")
    menu = view.saved.menu(view.query.wanted)
    next(action for action in menu.actions() if action.text() == "Soft").trigger()
    waiting.until(partial(_is_through, view))
    assert (view.query.field.text(), view.line.text) == ("velvet NOT absent", "9 hits in 3 documents")


def test_frequencies_by_outlet_and_month_are_shown_and_copied(view: SearchView) -> None:
    type_query(view, "velvet")
    view.query.pages.set_value(FREQUENCIES)
    view.query.pages.chosen.emit(FREQUENCIES)
    waiting.until(view.frequencies.copy_button.isVisible)
    view.frequencies.unit.set_value("hits")
    view.frequencies.unit.chosen.emit("hits")
    view.frequencies.copy_button.click()
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Month\tCourier\tPost\tAll outlets",
        "2014-03\t6\t3\t9",
        "All months\t6\t3\t9",
    ]


def test_hits_are_drawn_over_time_and_along_the_texts(view: SearchView, session: Session) -> None:
    type_query(view, "velvet")
    view.query.pages.set_value(FREQUENCIES)
    view.query.pages.chosen.emit(FREQUENCIES)
    waiting.until(view.frequencies.copy_button.isVisible)
    for name in ("chart", "places"):
        view.frequencies.unit.set_value(name)
        view.frequencies.unit.chosen.emit(name)
        QTest.qWait(100)
        chart = view.frequencies.chart
        assert chart is not None
        assert chart.canvas.chart is not None
        assert chart.canvas.chart.kind == {"chart": "lines", "places": "dispersion"}[name]
    assert chart is not None
    assert chart.canvas.chart is not None
    assert len(chart.canvas.chart.areas) == 9
    revealed: list[object] = []
    session.revealed.connect(lambda *place: revealed.append(place))
    area = chart.canvas.chart.areas[0]
    QTest.mouseClick(chart.canvas, Qt.MouseButton.LeftButton, pos=chart.canvas.place(area).center().toPoint())
    document, start, end = (each or 0 for each in area.place)
    assert session.project.documents.body(document)[start:end] == "velvet"
    assert revealed


def test_a_long_search_can_be_stopped_and_keeps_what_it_found(view: SearchView, session: Session) -> None:
    furnish_more(session.project)
    view.query.field.setText("velvet")
    view.query.tell()
    assert view.run is not None
    assert view.run.running
    view.line.stop.click()
    assert not view.run.running
    assert 0 < view.run.total < 3 * 203
    QApplication.processEvents()
    assert view.line.stop.isHidden()


def furnish_more(project: Project) -> None:
    drafts = [DocumentDraft(f"More {n}", "", TEXT.format(n + 100), "txt", "utf-8", b"") for n in range(200)]
    project.documents.add(drafts)


def test_without_a_code_nothing_can_be_accepted_and_it_says_so(view: SearchView, session: Session) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    type_query(view, "vote")
    press(view, KEY.Key_9)
    assert told == ["No code has the key 9. Pin one in the codebook, or press A."]
    assert session.project.codings.all() == ()
