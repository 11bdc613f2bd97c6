"""The filter bar on the real window: chosen by keys and mouse, obeyed and named everywhere, never invisible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cadrage.core.filtering import Condition, Filter
from cadrage.core.model import Scope, Span, VariableDraft, VariableKind
from cadrage.gui import filter_parts as parts
from cadrage.gui import waiting
from cadrage.gui.agreement_view import AgreementView
from cadrage.gui.coding_view import CodingView
from cadrage.gui.filter_bar import FilterBar
from cadrage.gui.filter_field import FilterField
from cadrage.gui.filter_popup import FilterPopup
from cadrage.gui.kit import PanelHeading
from cadrage.gui.main_window import MainWindow
from cadrage.gui.session import Session
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.jobs import sample
from cadrage.store.project import Project

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a set of the first two documents and one of two codes."""
    path = tmp_path_factory.mktemp("filter") / "study.cadrage"
    with sample.build(path) as project:
        documents, codes = project.documents.all(), project.codes.codebook().codes
        project.sets.documents.add("First two", [documents[0].id, documents[1].id])
        project.sets.codes.add("Threats", [code.id for code in codes[1:3]])
    return path


@pytest.fixture
def window(qtbot: QtBot, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    path = tmp_path / "study.cadrage"
    path.write_bytes(made.read_bytes())
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_project(Project.open(path))
    window.activateWindow()
    qtbot.waitExposed(window)
    yield window
    window.close_project()


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


@pytest.fixture
def view(window: MainWindow) -> CodingView:
    assert window.coding_view is not None
    return window.coding_view


@pytest.fixture
def bar(view: CodingView) -> FilterBar:
    return view.filter_bar


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def opened(bar: FilterBar) -> FilterPopup:
    assert bar.popup is not None
    return bar.popup


def choose(bar: FilterBar, key: parts.Key, *words: str) -> None:
    """Open a field and click entries of its list."""
    bar.open(key)
    popup = opened(bar)
    for each in words:
        model = popup.list.model
        place = next(row for row in range(model.rowCount()) if model.entry(row).words == each)
        popup.list.list.scrollTo(model.index(place))
        at = popup.list.list.visualRect(model.index(place)).center()
        QTest.mouseClick(popup.list.list.viewport(), LEFT, NONE, at)
    popup.close()


def titles(view: CodingView) -> list[str]:
    model = view.documents.model
    return [str(model.index(place).data()) for place in range(model.rowCount())]


def heading(view: CodingView) -> str:
    found = view.documents.findChild(PanelHeading)
    assert found is not None
    return found._detail.text()


def facts(view: CodingView) -> str:
    return view.pane._head._facts.text()


def variable(session: Session, name: str, scope: Scope = Scope.DOCUMENT) -> int:
    found = session.project.variables.find(scope, name)
    assert found is not None
    return found.id


# Seen or not.


def test_the_bar_comes_when_it_is_asked_for_and_goes_with_esc(
    window: MainWindow, view: CodingView, bar: FilterBar
) -> None:
    assert not bar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert bar.isVisible()
    assert bar.fields["documents"].hasFocus()
    press(bar.fields["documents"], Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert view.pane.view.hasFocus()


def test_a_filter_in_force_is_seen_in_every_view(window: MainWindow, session: Session, bar: FilterBar) -> None:
    choose(bar, "documents", "First two")
    press(bar.fields["documents"], Qt.Key.Key_Escape)
    assert bar.isVisible()
    for name in ("coding", "codings", "codebook", "agreement"):
        window.show_view(name)
        assert window.status.filter.isVisible()
        assert window.status.filter.toolTip() == "Filter: set “First two”"
    QTest.mouseClick(window.status.filter, LEFT)
    front = window.pages.currentWidget()
    assert isinstance(front, AgreementView)
    assert front.filter_bar.fields["documents"].hasFocus()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert not session.filter.in_force
    assert not window.status.filter.isVisible()
    assert not bar.isVisible()


def test_a_project_is_opened_with_everything_in_sight(window: MainWindow, session: Session, tmp_path: Path) -> None:
    session.set_filter(Filter(important=True))
    window.close_project()
    window.open_project(tmp_path / "study.cadrage")
    assert window.session is not None
    assert not window.session.filter.in_force


# Choosing.


def test_a_set_is_chosen_by_keys_alone_and_taken_off_with_del(
    window: MainWindow, session: Session, bar: FilterBar
) -> None:
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    press(bar.fields["documents"], Qt.Key.Key_Return)
    popup = opened(bar)
    press(popup.list.list, Qt.Key.Key_Space)
    assert session.filter_words == ("set “First two”",)
    press(popup.list.list, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert len(session.filter.documents) == 1
    press(popup.list.list, Qt.Key.Key_Return)
    assert not session.filter.documents
    press(popup, Qt.Key.Key_Escape)
    assert bar.popup is None
    field = bar.fields["documents"]
    assert (field.words, field.in_force) == ("“First two”", True)
    press(field, Qt.Key.Key_Delete)
    assert not session.filter.in_force
    assert field.words == "all"


def test_the_cross_takes_one_part_off_and_clear_all_the_rest(session: Session, bar: FilterBar) -> None:
    choose(bar, "documents", "First two")
    choose(bar, "codes", "Threats")
    session.set_filter(replace(session.filter, important=True))
    field: FilterField = bar.fields["codes"]
    QTest.mouseClick(field, LEFT, NONE, QPoint(field.width() - 10, 14))
    assert session.filter_words == ("set “First two”", "important codings only")
    QTest.mouseClick(bar.clear, LEFT)
    assert not session.filter.in_force
    assert not bar.isVisible()


def test_typing_narrows_a_long_list_to_what_is_meant(session: Session, bar: FilterBar) -> None:
    bar.open("codes")
    popup = opened(bar)
    QTest.keyClicks(popup.list.field, "esc-thr")
    press(popup.list.field, Qt.Key.Key_Return)
    popup.close()
    assert session.filter_words == ("code: ESC-THR",)


def test_a_variable_is_added_from_the_menu_and_its_field_goes_with_it(session: Session, bar: FilterBar) -> None:
    outlet = variable(session, "outlet")
    menu = bar.variables_menu()
    next(action for action in menu.actions() if action.text() == "outlet…").trigger()
    menu.close()
    waiting.until(lambda: bar.popup is not None)
    popup = opened(bar)
    press(popup.list.list, Qt.Key.Key_Space)
    popup.close()
    assert session.filter_words == ("outlet: Calder Bay Post",)
    assert bar.fields[outlet].in_force
    bar.take_off(outlet)
    assert outlet not in bar.fields


def test_several_values_are_counted_where_their_names_would_be_too_long(session: Session, bar: FilterBar) -> None:
    outlet = variable(session, "outlet")
    bar.open(outlet)
    popup = opened(bar)
    for _ in range(3):
        press(popup.list.list, Qt.Key.Key_Space, Qt.Key.Key_Down)
    popup.close()
    assert bar.fields[outlet].words == "3 chosen"
    assert len(titles_left(session)) == 3


def titles_left(session: Session) -> list[str]:
    left = session.filtered_documents()
    return [each.title for each in session.project.documents.all() if left is None or each.id in left]


def test_dates_are_asked_for_from_and_to_and_a_wrong_one_is_said(session: Session, bar: FilterBar) -> None:
    bar.open(variable(session, "published"))
    popup = opened(bar)
    limits = popup.range
    assert limits is not None
    QTest.keyClicks(limits.low, "2014-3-15")
    press(limits.low, Qt.Key.Key_Return)
    assert session.filter_words == ("published: from 2014-03-15",)
    QTest.keyClicks(limits.high, "soon")
    press(limits.high, Qt.Key.Key_Return)
    assert "“soon” is not a date" in limits._wrong.text()
    assert session.filter_words == ("published: from 2014-03-15",)
    limits.high.clear()
    QTest.keyClicks(limits.high, "2014")
    popup.close()
    assert session.filter_words == ("published: from 2014-03-15 to 2014",)
    assert bar.fields[variable(session, "published")].words == "from 2014-03-15 to 2014"


def test_checking_a_value_takes_the_place_of_limits(session: Session, bar: FilterBar) -> None:
    published = variable(session, "published")
    session.set_filter(Filter().asking(Condition(published, low="2014")))
    choose(bar, published, "2014-03-14")
    assert session.filter_words == ("published: 2014-03-14",)


def test_important_codings_can_be_asked_for_from_the_menu(session: Session, bar: FilterBar) -> None:
    menu = bar.variables_menu()
    menu.actions()[0].trigger()
    assert session.filter_words == ("important codings only",)
    choose(bar, "important", "Codings without the mark")
    assert session.filter_words == ("codings not marked as important",)
    choose(bar, "important", "Codings without the mark")
    assert "important" not in bar.fields


# Obeyed.


def test_documents_are_hidden_counted_and_passed_by(session: Session, view: CodingView, bar: FilterBar) -> None:
    everything = [each.title for each in session.project.documents.all()]
    choose(bar, "documents", everything[0], everything[3])
    assert titles(view) == [everything[0], everything[3]]
    assert heading(view) == "2 of 5"
    assert bar.count.text().startswith("2 of 5 documents, ")
    view.pane.verbs.go(1)
    assert session.document == session.project.documents.all()[3].id
    view.pane.verbs.go(1)
    assert session.document == session.project.documents.all()[3].id
    view.pane.verbs.go(-1)
    assert session.document == session.project.documents.all()[0].id


def test_from_a_hidden_document_the_next_one_is_the_next_that_is_left(session: Session, view: CodingView) -> None:
    documents = session.project.documents.all()
    session.open_document(documents[2].id)
    session.set_filter(Filter(documents=frozenset({documents[0].id, documents[4].id})))
    assert session.document == documents[2].id
    assert view.pane.view.text() == session.project.documents.body(documents[2].id)
    assert not view.documents.list.currentIndex().isValid()
    view.pane.verbs.go(-1)
    assert session.document == documents[0].id
    session.open_document(documents[2].id)
    view.pane.verbs.go(1)
    assert session.document == documents[4].id


def test_a_filter_that_leaves_no_document_says_so(session: Session, view: CodingView) -> None:
    empty = session.project.sets.documents.add("None")
    session.set_filter(Filter(document_sets=frozenset({empty.id})))
    assert titles(view) == []
    assert heading(view) == "0 of 5"
    assert view.documents._none_left.isVisible()
    told: list[str] = []
    session.told.connect(told.append)
    view.pane.verbs.go(1)
    assert told == ["The filter leaves no later document"]


def test_the_document_shows_the_codings_that_are_left_and_says_how_many_there_are(
    session: Session, view: CodingView
) -> None:
    document = session.document
    assert document is not None
    mine = session.project.codings.of_document(document, coders=[session.me.id])
    wanted = mine[0].code
    left = [coding.id for coding in mine if coding.code == wanted]
    session.set_filter(Filter(codes=frozenset({wanted})))
    assert {item.id for item in view.pane.view._shown.over(0, 10**6)} == set(left)
    assert f"{len(left)} of {len(mine)} codings, filtered" in facts(view)
    counts = {place: view.documents.model._rows[place].codings for place in range(view.documents.model.rowCount())}
    assert counts[0] == len(left)
    session.set_filter(Filter())
    assert f" {len(mine)} codings" in facts(view)
    assert "filtered" not in facts(view)


def test_a_new_coding_that_the_filter_hides_is_announced(session: Session, view: CodingView) -> None:
    one, other = session.codebook.codes[1].id, session.codebook.codes[2].id
    session.set_filter(Filter(codes=frozenset({one})))
    told: list[str] = []
    session.told.connect(told.append)
    view.pane.verbs.apply_to(other, Span(2, 7))
    assert told[-1].endswith("; the filter hides it")
    shown = {item.id for item in view.pane.view._shown.over(0, 10**6)}
    assert session.coding not in shown
    view.pane.verbs.apply_to(one, Span(2, 7))
    assert told[-1].endswith("5 characters")
    assert session.coding in {item.id for item in view.pane.view._shown.over(0, 10**6)}


def test_stepping_through_codings_passes_those_by_that_are_hidden(session: Session, view: CodingView) -> None:
    mine = session.project.codings.of_document(session.document or 0, coders=[session.me.id])
    wanted = {coding.id for coding in mine if coding.code == mine[-1].code}
    session.set_filter(Filter(codes=frozenset({mine[-1].code})))
    seen = set()
    for _ in range(len(wanted) + 1):
        view.pane.verbs.step(1)
        seen.add(session.coding)
    assert seen == wanted


def test_a_selected_coding_that_the_filter_hides_is_let_go(session: Session) -> None:
    mine = session.project.codings.of_document(session.document or 0, coders=[session.me.id])
    session.select_coding(mine[0].id)
    session.set_filter(Filter(codes=frozenset({mine[0].code})))
    assert session.coding == mine[0].id
    other = next(code.id for code in session.codebook.codes if mine[0].code not in session.codebook.family(code.id))
    session.set_filter(Filter(codes=frozenset({other})))
    assert session.coding is None


# Hidden coders.


def test_hidden_coders_are_not_offered_and_never_shown(session: Session, view: CodingView, bar: FilterBar) -> None:
    bar.ask()
    assert "coders" not in bar.fields
    assert [entry.words for entry in parts.entries(session, "coders")] == ["A"]
    session.show_others(shown=True)
    assert [entry.words for entry in parts.entries(session, "coders")] == ["A", "B", "C"]
    choose(bar, "coders", "B")
    ben = session.project.coders.find("B")
    assert ben is not None
    assert {item.coder for item in (one.shown for one in view.pane.view._shown.over(0, 10**6))} == {ben.id}
    session.show_others(shown=False)
    assert not session.filter.in_force
    assert {one.shown.coder for one in view.pane.view._shown.over(0, 10**6)} == {session.me.id}


def test_a_blind_round_hides_what_others_judged(session: Session, bar: FilterBar) -> None:
    project = session.project
    slant = project.variables.add(VariableDraft(Scope.JUDGEMENT, "slant", VariableKind.TEXT))
    documents = project.documents.all()
    project.variables.set_judgement(documents[0].id, slant, "left")
    ben = project.coders.find("B")
    assert ben is not None
    session.switch_coder(ben)
    project.variables.set_judgement(documents[1].id, slant, "right")
    with project.change("Blind"):
        project.write("UPDATE round SET blind = 1")
    session.show_others(shown=True)
    assert [entry.words for entry in parts.entries(session, slant.id)] == ["right", "not given"]
    session.set_filter(Filter().asking(Condition(slant.id, frozenset({"left"}))))
    assert session.filtered_documents() == frozenset()
    assert session.filter_words == ("slant as judged by B: left",)


def test_when_another_coder_sits_down_the_filter_asks_for_nobody_who_is_hidden(session: Session) -> None:
    session.show_others(shown=True)
    session.set_filter(Filter(coders=frozenset({session.me.id}), important=True))
    session.show_others(shown=False)
    ben = session.project.coders.find("B")
    assert ben is not None
    session.switch_coder(ben)
    assert session.filter == Filter(important=True)


# Following the project.


def test_a_set_that_is_removed_is_no_longer_asked_for(session: Session, view: CodingView, bar: FilterBar) -> None:
    choose(bar, "documents", "First two")
    (found,) = session.project.sets.documents.all()
    session.project.sets.documents.remove(found.id)
    assert not session.filter.in_force
    assert len(titles(view)) == 5
    assert not bar.isVisible()


def test_what_joins_a_set_in_force_comes_into_sight(session: Session, view: CodingView, bar: FilterBar) -> None:
    choose(bar, "documents", "First two")
    (found,) = session.project.sets.documents.all()
    session.project.sets.documents.put(found.id, [session.project.documents.all()[4].id])
    assert len(titles(view)) == 3
    assert bar.count.text().startswith("3 of 5 documents")
    session.project.sets.documents.rename(found.id, "Three")
    assert bar.fields["documents"].words == "“Three”"
    session.undo()
    session.undo()
    assert len(titles(view)) == 2


def test_a_document_whose_fact_changes_leaves_the_list(session: Session, view: CodingView) -> None:
    outlet = session.project.variables.find(Scope.DOCUMENT, "outlet")
    assert outlet is not None
    session.set_filter(Filter().asking(Condition(outlet.id, frozenset({"Calder Bay Post"}))))
    assert len(titles(view)) == 1
    session.project.variables.set_for_document(session.project.documents.all()[0].id, outlet, "Another")
    assert titles(view) == []


def test_the_bar_counts_codings_as_they_come_and_go(session: Session, view: CodingView, bar: FilterBar) -> None:
    code = session.codebook.codes[1].id
    session.set_filter(Filter(codes=frozenset({code})))
    before = session.narrowed.codings
    view.pane.verbs.apply_to(code, Span(2, 7))
    waiting.until(lambda: f"{before + 1} of " in bar.count.text())


# Agreement and export.


def test_agreement_is_computed_anew_for_what_is_left_and_names_the_filter(
    window: MainWindow, session: Session, bar: FilterBar
) -> None:
    view = window.view("agreement")
    assert isinstance(view, AgreementView)
    waiting.until(lambda: view.table is not None)
    assert view.table is not None
    assert view.table.documents == 4
    choose(view.filter_bar, "documents", "First two")
    choose(view.filter_bar, "codes", "Threats")
    waiting.until(lambda: view.table is not None and view.table.documents == 2 and len(view.table.codes) == 2)
    assert view.choices.documents.text() == "2 complete by 2 or more, filtered"
    assert view.overall.text.endswith("filter: set “First two” · code set “Threats”")
    assert view.filter_bar.count.text() == "2 of 5 documents"


def test_agreement_says_which_parts_of_a_filter_it_cannot_obey(window: MainWindow, session: Session) -> None:
    session.set_filter(Filter(important=True))
    view = window.view("agreement")
    assert isinstance(view, AgreementView)
    assert "narrows lists and exports" in view.filter_bar.fields["important"].toolTip()
    waiting.until(lambda: view.table is not None)
    assert view.table is not None
    assert view.table.filters == ()


def test_agreement_that_a_filter_makes_impossible_is_explained(window: MainWindow, session: Session) -> None:
    view = window.view("agreement")
    assert isinstance(view, AgreementView)
    empty = session.project.sets.documents.add("None")
    session.set_filter(Filter(document_sets=frozenset({empty.id})))
    waiting.until(lambda: view.empty.isVisible())
    assert "The filter leaves no document" in view.empty._missing.text()
    none = session.project.sets.codes.add("None")
    session.set_filter(Filter(code_sets=frozenset({none.id})))
    assert view.empty._missing.text() == "The filter leaves no code"


def test_an_export_says_the_filter_before_and_writes_only_what_is_left(
    window: MainWindow, session: Session, bar: FilterBar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    choose(bar, "documents", "First two")
    asked: list[str] = []

    def answer(_parent: object, title: str, *_: object) -> tuple[str, str]:
        asked.append(title)
        return str(tmp_path / "out.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    written: list[Path] = []
    window.exported.connect(written.append)
    window.jobs.choose_workbook()
    waiting.until(lambda: bool(written))
    assert asked == ["Export to Excel, with the filter: set “First two”"]
    workbook = load_workbook(tmp_path / "out.xlsx")
    assert workbook["documents"].max_row == 3
    filters = next(row[2] for row in workbook["readme"].iter_rows(values_only=True) if row[1] == "Filters")
    assert filters == "set “First two”"


# Reached and named.


def test_every_control_of_the_bar_has_a_name_and_tab_reaches_it(session: Session, bar: FilterBar) -> None:
    session.show_others(shown=True)
    session.set_filter(Filter(important=True).asking(Condition(variable(session, "outlet"), frozenset({"x"}))))
    stops = [*bar.fields.values(), bar.add, bar.clear]
    assert [stop.accessibleName() for stop in stops if isinstance(stop, FilterField)] == [
        "Filter Coders: all",
        "Filter Documents: all",
        "Filter Codes: all",
        "Filter outlet: x",
        "Filter Important: only",
    ]
    stops[0].setFocus()
    for stop in stops:
        assert stop.hasFocus()
        QTest.keyClick(stop, Qt.Key.Key_Tab)


def test_the_menu_names_every_variable_by_what_it_describes(session: Session, bar: FilterBar) -> None:
    menu: QMenu = bar.variables_menu()
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0] == "Important codings only"
    assert words.index("Facts of documents") < words.index("outlet…") < words.index("Attributes of codings")
