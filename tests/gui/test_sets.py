"""Sets by hand: from chosen documents, from the menu, and on their page; each step undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cadrage.gui.coding_view import CodingView
from cadrage.gui.kit import Field
from cadrage.gui.main_window import MainWindow
from cadrage.gui.name_popup import NamePopup
from cadrage.gui.session import Session
from cadrage.gui.sets_page import SetsPage
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.jobs import sample
from cadrage.store.project import Project
from cadrage.store.sets import Kind

LEFT, CTRL, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sets") / "study.cadrage"
    sample.build(path).close()
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
def page(window: MainWindow) -> SetsPage:
    window.actions_.by_name["show_sets"].trigger()
    assert window.filtering.page is not None
    return window.filtering.page


def click_document(view: CodingView, place: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    panel = view.documents
    QTest.mouseClick(panel.list.viewport(), LEFT, modifier, panel.list.visualRect(panel.model.index(place)).center())


def menu_of(view: CodingView) -> QMenu:
    """The context menu of the documents' list."""
    panel = view.documents
    panel.list.customContextMenuRequested.emit(panel.list.visualRect(panel.list.currentIndex()).center())
    return next(menu for menu in panel.findChildren(QMenu) if menu.isVisible())


def act(menu: QMenu, *path: str) -> None:
    for name in path[:-1]:
        menu = next(action.menu() for action in menu.actions() if action.text() == name)  # type: ignore[misc]
    next(action for action in menu.actions() if action.text() == path[-1]).trigger()


def offered(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def type_name(view: CodingView, name: str) -> None:
    popup = next(popup for popup in view.documents.list.findChildren(NamePopup) if popup.isVisible())
    field = popup.findChild(Field)
    assert field is not None
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)


# Choosing documents.


def test_choosing_several_documents_leaves_the_open_one_open(session: Session, view: CodingView) -> None:
    documents = [each.id for each in session.project.documents.all()]
    click_document(view, 1)
    assert session.document == documents[1]
    click_document(view, 3, CTRL)
    click_document(view, 4, CTRL)
    assert view.documents.chosen == [documents[1], documents[3], documents[4]]
    assert session.document == documents[1]
    click_document(view, 2)
    assert session.document == documents[2]
    click_document(view, 0, SHIFT)
    assert view.documents.chosen == documents[:3]
    assert session.document == documents[2]


def test_coding_a_document_keeps_the_choice(session: Session, view: CodingView) -> None:
    click_document(view, 0)
    click_document(view, 1, CTRL)
    chosen = view.documents.chosen
    mine = session.project.codings.of_document(chosen[0], coders=[session.me.id])
    session.project.codings.remove([mine[0].id])
    assert view.documents.chosen == chosen


# The menu.


def test_a_set_is_made_of_the_chosen_documents_in_one_step(session: Session, view: CodingView) -> None:
    click_document(view, 0)
    click_document(view, 2, CTRL)
    act(menu_of(view), "New set from these 2 documents…")
    type_name(view, "Odd ones")
    (found,) = session.project.sets.documents.all()
    assert (found.name, found.members) == ("Odd ones", set(view.documents.chosen))
    assert session.project.next_undo == "New set Odd ones"
    session.undo()
    assert session.project.sets.documents.all() == ()


def test_documents_join_and_leave_a_set_by_the_menu(session: Session, view: CodingView) -> None:
    documents = [each.id for each in session.project.documents.all()]
    found = session.project.sets.documents.add("First & only", documents[:1])
    click_document(view, 1)
    menu = menu_of(view)
    assert "Take out of set" not in offered(menu)
    act(menu, "Add to set", "First && only")
    menu.close()
    assert session.project.sets.documents.get(found.id).members == set(documents[:2])
    menu = menu_of(view)
    assert "Add to set" not in offered(menu)
    act(menu, "Take out of set", "First && only")
    assert session.project.sets.documents.get(found.id).members == {documents[0]}


def test_the_chosen_documents_become_the_filter(session: Session, view: CodingView) -> None:
    click_document(view, 0)
    click_document(view, 2, CTRL)
    chosen = view.documents.chosen
    act(menu_of(view), "Filter by these 2 documents")
    assert session.filter.documents == set(chosen)
    assert view.documents.model.rowCount() == 2


def test_a_code_is_filtered_by_and_put_into_a_set_from_its_own_menu(session: Session, view: CodingView) -> None:
    code, tree = session.codebook.codes[1], view.codebook.tree
    tree.select(code.id)
    tree.menu_wanted.emit(code.id, tree.mapToGlobal(tree.rect().center()))
    menu = next(menu for menu in tree.findChildren(QMenu) if menu.isVisible())
    act(menu, "Sets", "New set from this code…")
    menu.close()
    popup = next(popup for popup in tree.findChildren(NamePopup) if popup.isVisible())
    field = popup.findChild(Field)
    assert field is not None
    QTest.keyClicks(field, "Build-up")
    QTest.keyClick(field, Qt.Key.Key_Return)
    (found,) = session.project.sets.codes.all()
    assert (found.name, found.members) == ("Build-up", {code.id})
    tree.menu_wanted.emit(code.id, tree.mapToGlobal(tree.rect().center()))
    menu = next(menu for menu in tree.findChildren(QMenu) if menu.isVisible())
    act(menu, "Filter by this code")
    menu.close()
    assert session.filter.codes == {code.id}


# The page.


def test_a_new_set_is_named_filled_and_used_on_the_page(session: Session, page: SetsPage) -> None:
    QTest.mouseClick(page.new, LEFT)
    assert page.name.hasFocus()
    QTest.keyClicks(page.name, "Tabloids")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    QTest.keyClick(page.members.list, Qt.Key.Key_Space)
    QTest.keyClick(page.members.list, Qt.Key.Key_Down)
    QTest.keyClick(page.members.list, Qt.Key.Key_Space)
    (found,) = session.project.sets.documents.all()
    assert (found.name, len(found.members)) == ("Tabloids", 2)
    QTest.mouseClick(page.use, LEFT)
    assert session.filter_words == ("set “Tabloids”",)


def test_a_member_is_taken_out_again_and_undo_brings_it_back(session: Session, page: SetsPage) -> None:
    document = session.project.documents.all()[0].id
    found = session.project.sets.documents.add("Tabloids", [document])
    QTest.keyClick(page.members.list, Qt.Key.Key_Space)
    assert session.project.sets.documents.get(found.id).members == frozenset()
    QTest.mouseClick(page.undo, LEFT)
    assert session.project.sets.documents.get(found.id).members == {document}
    assert page.members.model.checked(page.members.model.entry(0))


@pytest.mark.parametrize("kind", ["document", "code"])
def test_sets_of_both_kinds_are_renamed_and_removed_by_keys(session: Session, page: SetsPage, kind: Kind) -> None:
    sets = session.project.sets.of(kind)
    first, second = sets.add("A"), sets.add("B")
    page.kinds.set_value(kind)
    page.kinds.chosen.emit(kind)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_F2)
    assert page.name.text() == "B"
    QTest.keyClicks(page.name, "Bee")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert [each.name for each in sets.all()] == ["A", "Bee"]
    assert page.current is not None
    assert page.current.id == second.id
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert [each.id for each in sets.all()] == [first.id]
    assert page.name.text() == "A"


def test_a_name_that_is_taken_is_refused_and_the_old_one_stands(session: Session, page: SetsPage) -> None:
    session.project.sets.documents.add("A")
    session.project.sets.documents.add("B")
    told: list[str] = []
    session.refused.connect(told.append)
    page.name.selectAll()
    QTest.keyClicks(page.name, "b")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert told == ["There is already a set “B”. Choose another name."]
    assert page.name.text() == "A"


def test_what_was_typed_counts_when_the_page_is_closed(session: Session, page: SetsPage) -> None:
    session.project.sets.documents.add("A")
    page.name.selectAll()
    QTest.keyClicks(page.name, "Alpha")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert [each.name for each in session.project.sets.documents.all()] == ["Alpha"]


def test_without_sets_the_page_says_what_they_are_for(page: SetsPage) -> None:
    assert page.current is None
    assert page._pages.currentIndex() == 0
    assert page.new.isEnabled()


def test_a_project_that_is_read_only_shows_its_sets_and_changes_none(
    window: MainWindow, session: Session, tmp_path: Path
) -> None:
    found = session.project.sets.documents.add("A", [session.project.documents.all()[0].id])
    window.close_project()
    window.open_read_only(tmp_path / "study.cadrage")
    assert window.session is not None
    window.filtering.show_sets()
    page = window.filtering.page
    assert page is not None
    assert page.current is not None
    assert page.current.members == found.members
    assert not any(widget.isEnabled() for widget in (page.new, page.name, page.members, page.remove, page.undo))
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert len(window.session.project.sets.documents.all()) == 1
    assert window.coding_view is not None
    click_document(window.coding_view, 1)
    menu = menu_of(window.coding_view)
    assert offered(menu) == ["Filter by this document", "Sets…"]
    menu.close()
    page.close()
