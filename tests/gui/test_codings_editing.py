"""The table of codings changed where it stands: cells, several codings at once, by real mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cadrage.core.filtering import Condition, Filter
from cadrage.core.model import Choice, Coding, DocumentDraft, Scope, Span, Subject, Variable, VariableDraft
from cadrage.core.model import VariableKind as Kind
from cadrage.gui import settings
from cadrage.gui.codings_columns import What, available, layout_from
from cadrage.gui.codings_editors import ChoiceEditor, LineEditor, MemoEditor
from cadrage.gui.codings_view import CodingsView
from cadrage.gui.codings_wanted import Said, Wanted
from cadrage.gui.session import Session
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton
TEXT = "Talks ended without a deal. The minister warned of costs. Sanctions will follow. Moscow shrugged.\n"
# (code, words, coder), in the order of the text
CODINGS = (
    ("ESC", "Talks ended", "A"),
    ("ESC", "without a deal", "A"),
    ("SAN", "warned of costs", "A"),
    ("SAN", "Sanctions will follow", "B"),
    ("SAN", "will follow", "A"),
)
VARIABLES = (
    VariableDraft(Scope.CODING, "speaker", Kind.ACTOR, "Speaker"),
    VariableDraft(Scope.CODING, "intensity", Kind.ORDINAL, "Intensity", (Choice("1", "weak"), Choice("2", "strong"))),
    VariableDraft(Scope.CODING, "share", Kind.NUMBER, "Share"),
)


def found(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.FILE_VARIABLE, str(tmp_path / "settings.ini"))


@pytest.fixture
def project() -> Project:
    project = Project.in_memory(coder="A")
    project.documents.add([DocumentDraft("Zero hour", "london.txt", TEXT, "txt", "utf-8", b"")])
    codes = {name: project.codes.add(f"Name of {name}", short_id=name).id for name in ("ESC", "LEG", "SAN")}
    document = project.documents.all()[0].id
    people = {"A": project.me.id, "B": project.coders.add("B").id}
    for draft in VARIABLES:
        project.variables.add(draft)
    with project.change("Code"):
        project.codings.add_many(
            NewCoding(document, found(words), codes[code], people[coder], project.rounds.latest.id)
            for code, words, coder in CODINGS
        )
    return project


@pytest.fixture
def session(project: Project) -> Iterator[Session]:
    session = Session(project)
    session.show_others(shown=True)
    yield session
    session.close()


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> CodingsView:
    view = CodingsView(session)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.grid.setFocus()
    qtbot.waitUntil(view.grid.hasFocus)
    return view


def words(view: CodingsView) -> list[str]:
    model = view.model
    return [str(model.index(place, model.section("quotation")).data()) for place in range(model.rowCount())]


def column(view: CodingsView, key: str) -> list[str]:
    model = view.model
    return [str(model.index(place, model.section(key)).data()) for place in range(model.rowCount())]


def variable(view: CodingsView, name: str) -> Variable:
    return next(each for each in view.model.material.variables if each.name == name)


def centre(view: CodingsView, place: int, key: str) -> QPoint:
    return view.grid.visualRect(view.model.index(place, view.model.section(key))).center()


def click(view: CodingsView, place: int, key: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(view.grid.viewport(), LEFT, modifier, centre(view, place, key))


def press(view: CodingsView, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(view.grid, key, modifier)


def choose(view: CodingsView, *places: int) -> None:
    for number, place in enumerate(places):
        click(view, place, "quotation", CONTROL if number else NONE)


def editor(view: CodingsView) -> QWidget:
    shown = view.grid.editing.editor
    assert shown is not None
    return shown


def enter(view: CodingsView, letters: str) -> None:
    """Type as one does: the first letter opens the editor, which has the keyboard from then on."""
    QTest.keyClick(view.grid, letters[0])
    QTest.keyClicks(editor(view), letters[1:])


def chosen(view: CodingsView) -> list[str]:
    return [view.model.material.quotation(coding) for coding in view.selected()]


def popup() -> QWidget:
    shown = QApplication.activePopupWidget()
    assert shown is not None
    return shown


def coding(view: CodingsView, place: int) -> Coding:
    at = view.model.coding_at(place)
    assert at is not None
    return at


def show_all_columns(view: CodingsView) -> None:
    for each in view.model.all_columns:
        view.questions.laid_out.emit(view.model.layout_.with_shown(each.key, shown=True))


# Attributes in their cells.


def test_a_name_typed_into_a_cell_becomes_the_attribute(view: CodingsView, session: Session) -> None:
    click(view, 1, "value/speaker")
    QTest.keyClicks(view.grid, "J")
    assert isinstance(editor(view), LineEditor)
    QTest.keyClicks(editor(view), "ohn Kerry")
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    assert column(view, "value/speaker") == ["", "John Kerry", "", "", ""]
    assert view.grid.editing.editor is None
    assert view.grid.hasFocus()
    session.project.undo()
    assert column(view, "value/speaker") == [""] * 5


def test_known_actors_are_offered_and_taken_with_the_keyboard(
    qtbot: QtBot, view: CodingsView, session: Session
) -> None:
    session.project.actors.add("Sergei Lavrov")
    session.project.actors.add("John Kerry")
    click(view, 0, "value/speaker")
    enter(view, "lav")
    line = editor(view)
    assert isinstance(line, LineEditor)
    completer = line.completer()
    offered = completer.popup() if completer is not None else None
    assert offered is not None
    assert offered.isVisible()
    QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: column(view, "value/speaker")[0] == "Sergei Lavrov")
    assert len(session.project.actors.all()) == 2


def test_a_choice_is_made_by_keys_and_shown_by_its_label(view: CodingsView) -> None:
    click(view, 0, "value/intensity")
    QTest.keyClicks(view.grid, "s")
    assert isinstance(editor(view), ChoiceEditor)
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    assert column(view, "value/intensity")[0] == "strong"
    assert view.model.material.value(coding(view, 0).id, variable(view, "intensity").id) == "2"


def test_a_digit_takes_the_choice_at_that_place(view: CodingsView) -> None:
    click(view, 0, "value/intensity")
    QTest.keyClicks(view.grid, "2")
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    assert column(view, "value/intensity")[0] == "strong"


def test_del_in_a_cell_takes_its_value_away_and_elsewhere_the_coding(view: CodingsView, session: Session) -> None:
    session.project.variables.set_for_codings([coding(view, 0).id], variable(view, "speaker"), "Kerry")
    click(view, 0, "value/speaker")
    press(view, Qt.Key.Key_Delete)
    assert column(view, "value/speaker")[0] == ""
    assert len(words(view)) == 5
    press(view, Qt.Key.Key_Delete)
    assert len(words(view)) == 5
    click(view, 0, "document")
    press(view, Qt.Key.Key_Delete)
    assert len(words(view)) == 4


def test_a_choice_is_made_by_mouse_from_its_list(qtbot: QtBot, view: CodingsView) -> None:
    click(view, 0, "value/intensity")
    press(view, Qt.Key.Key_F2)
    box = editor(view)
    assert isinstance(box, ChoiceEditor)
    qtbot.waitUntil(box.view().isVisible)
    place = box.view().visualRect(box.model().index(1, 0)).center()
    # Qt ignores the release that follows too soon after a list has opened.
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(box.view().viewport(), LEFT, NONE, place)
    qtbot.waitUntil(lambda: column(view, "value/intensity")[0] == "weak")
    assert view.grid.editing.editor is None


def test_what_is_no_number_is_refused_and_stays_where_it_was_typed(
    qtbot: QtBot, view: CodingsView, session: Session
) -> None:
    show_all_columns(view)
    click(view, 0, "value/share")
    enter(view, "ten")
    with qtbot.waitSignal(session.refused) as told:
        QTest.keyClick(editor(view), Qt.Key.Key_Return)
    assert "“ten” is not a number" in told.args[0]
    line = editor(view)
    assert isinstance(line, LineEditor)
    assert line.text() == "ten"
    line.selectAll()
    QTest.keyClicks(line, "10")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert column(view, "value/share")[0] == "10"


def test_what_is_refused_keeps_the_keyboard_when_somebody_clicks_elsewhere(
    qtbot: QtBot, view: CodingsView, session: Session
) -> None:
    show_all_columns(view)
    click(view, 0, "value/share")
    enter(view, "ten")
    with qtbot.waitSignal(session.refused):
        view.filters.words.setFocus()
    line = editor(view)
    assert isinstance(line, LineEditor)
    qtbot.waitUntil(line.hasFocus)
    assert line.text() == "ten"


def test_going_elsewhere_stores_what_was_typed(qtbot: QtBot, view: CodingsView) -> None:
    click(view, 0, "value/speaker")
    enter(view, "Kerry")
    click(view, 2, "quotation")
    qtbot.waitUntil(lambda: column(view, "value/speaker")[0] == "Kerry")


def test_esc_leaves_the_cell_as_it_was(view: CodingsView, session: Session) -> None:
    before = session.project.next_undo
    click(view, 0, "value/speaker")
    enter(view, "Kerry")
    QTest.keyClick(editor(view), Qt.Key.Key_Escape)
    assert view.grid.editing.editor is None
    assert column(view, "value/speaker")[0] == ""
    assert session.project.next_undo == before


def test_tab_goes_on_through_the_cells_and_rows_and_back(view: CodingsView) -> None:
    click(view, 0, "value/speaker")
    enter(view, "Kerry")
    QTest.keyClick(editor(view), Qt.Key.Key_Tab)
    assert isinstance(editor(view), ChoiceEditor)
    QTest.keyClick(editor(view), Qt.Key.Key_Tab)
    assert isinstance(editor(view), MemoEditor)
    QTest.keyClick(editor(view), Qt.Key.Key_Tab)
    line = editor(view)
    assert isinstance(line, LineEditor)
    assert view.grid.currentIndex().row() == 1
    QTest.keyClick(line, Qt.Key.Key_Backtab)
    assert isinstance(editor(view), MemoEditor)
    assert view.grid.currentIndex().row() == 0
    assert column(view, "value/speaker") == ["Kerry", "", "", "", ""]


def test_a_second_slow_click_on_a_cell_edits_it(qtbot: QtBot, view: CodingsView) -> None:
    click(view, 0, "value/speaker")
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    click(view, 0, "value/speaker")
    qtbot.waitUntil(lambda: view.grid.editing.editor is not None)


def test_a_double_click_on_any_cell_goes_to_the_passage(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    click(view, 2, "value/speaker")
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    with qtbot.waitSignal(session.revealed) as told:
        click(view, 2, "value/speaker")
        QTest.mouseDClick(view.grid.viewport(), LEFT, NONE, centre(view, 2, "value/speaker"))
    assert told.args[1] == found("warned of costs")
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    assert view.grid.editing.editor is None


def test_what_is_typed_survives_a_change_elsewhere_and_a_new_order(view: CodingsView, session: Session) -> None:
    click(view, 0, "value/speaker")
    enter(view, "Kerry")
    session.project.codings.mark_important(coding(view, 0).id, important=True)
    session.project.codes.edit(coding(view, 0).code, name="Renamed")
    line = editor(view)
    assert isinstance(line, LineEditor)
    assert line.text() == "Kerry"
    cell = view.grid.visualRect(view.model.index(0, view.model.section("value/speaker")))
    assert cell.contains(line.geometry().center())


def test_what_is_typed_is_stored_before_undo(view: CodingsView, session: Session) -> None:
    click(view, 0, "value/speaker")
    enter(view, "Kerry")
    session.undo()
    assert view.grid.editing.editor is None
    assert column(view, "value/speaker")[0] == ""
    session.redo()
    assert column(view, "value/speaker")[0] == "Kerry"


def test_the_editor_goes_with_its_row(view: CodingsView, session: Session) -> None:
    click(view, 0, "value/speaker")
    enter(view, "Kerry")
    session.project.codings.remove([coding(view, 0).id])
    assert view.grid.editing.editor is None


def test_ctrl_enter_in_a_cell_is_for_all_the_chosen(view: CodingsView, session: Session) -> None:
    choose(view, 0, 1, 2)
    click(view, 2, "value/speaker", CONTROL | SHIFT)
    view.grid.go_to(view.model.index(1, view.model.section("value/speaker")))
    enter(view, "Kerry")
    QTest.keyClick(editor(view), Qt.Key.Key_Return, CONTROL)
    assert column(view, "value/speaker") == ["Kerry", "Kerry", "Kerry", "", ""]
    assert view.grid.editing.editor is None
    session.project.undo()
    assert column(view, "value/speaker") == [""] * 5


def test_another_coders_cell_says_why_it_cannot_be_edited(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    click(view, 3, "value/speaker")
    with qtbot.waitSignal(session.refused) as told:
        QTest.keyClicks(view.grid, "K")
    assert told.args == ["This is B's coding: only B can change it."]
    assert view.grid.editing.editor is None


# Memo, importance, code.


def test_a_memo_is_written_in_its_cell(view: CodingsView, session: Session) -> None:
    click(view, 0, "memo")
    press(view, Qt.Key.Key_F2)
    area = editor(view)
    QTest.keyClicks(area, "Whose talks?")
    QTest.keyClick(area, Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(area, "Ours.")
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert session.project.memos.about(coding(view, 0).guid) == "Whose talks?\nOurs."
    assert column(view, "memo")[0] == "Whose talks?\nOurs."


def test_m_opens_the_memo_and_a_press_elsewhere_stores_it(view: CodingsView, session: Session) -> None:
    choose(view, 0)
    press(view, Qt.Key.Key_M)
    shown = view.questions.memo
    assert shown is not None
    QTest.keyClicks(shown.area, "Whose talks?")
    shown.close()
    assert session.project.memos.about(coding(view, 0).guid) == "Whose talks?"


def test_esc_gives_a_memo_up(view: CodingsView, session: Session) -> None:
    choose(view, 0)
    press(view, Qt.Key.Key_M)
    shown = view.questions.memo
    assert shown is not None
    QTest.keyClicks(shown.area, "Whose talks?")
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert session.project.memos.about(coding(view, 0).guid) == ""


def test_i_and_a_click_on_the_star_mark_a_coding(view: CodingsView, session: Session) -> None:
    choose(view, 0)
    press(view, Qt.Key.Key_I)
    assert column(view, "important")[0] == "important"
    click(view, 1, "important")
    assert column(view, "important")[:2] == ["important", "important"]
    click(view, 1, "important")
    assert column(view, "important")[:2] == ["important", ""]
    session.project.undo()
    assert column(view, "important")[:2] == ["important", "important"]


def test_the_star_is_seen_in_both_themes(view: CodingsView) -> None:
    choose(view, 0)
    press(view, Qt.Key.Key_I)
    rect = view.grid.visualRect(view.model.index(0, view.model.section("important")))
    image = view.grid.viewport().grab(rect).toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert image.pixelColor(image.width() // 2, image.height() // 2).name().upper() == "#8F5B00"


def test_a_code_is_changed_by_typing_a_few_letters_in_its_cell(view: CodingsView, session: Session) -> None:
    click(view, 0, "code")
    QTest.keyClicks(view.grid, "l")
    palette = view.questions.palette
    assert palette is not None
    QTest.keyClicks(palette.field, "eg")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert column(view, "code") == ["LEG", "ESC", "SAN", "SAN", "SAN"]
    assert session.project.next_undo == "Change code to LEG"
    session.project.undo()
    assert column(view, "code")[0] == "ESC"


def test_a_new_code_can_be_made_while_changing_codes(view: CodingsView, session: Session) -> None:
    choose(view, 0, 1)
    press(view, Qt.Key.Key_C)
    palette = view.questions.palette
    assert palette is not None
    QTest.keyClicks(palette.field, "Stalemate")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert column(view, "code")[:2] == ["Stalemate", "Stalemate"]
    session.project.undo()
    assert column(view, "code")[:2] == ["ESC", "ESC"]
    assert session.codebook.find("Stalemate") is None


def test_a_code_that_is_on_the_words_already_is_refused(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    leg = session.codebook.find("LEG")
    assert leg is not None
    session.project.codings.add(coding(view, 0).document, coding(view, 0).span, leg.id)
    choose(view, 0)
    with qtbot.waitSignal(session.refused) as told:
        view.verbs.recode(view.selected(), leg.id)
    assert "already on exactly these words" in told.args[0]


def test_a_code_retired_meanwhile_is_refused(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    leg = session.codebook.find("LEG")
    assert leg is not None
    choose(view, 0)
    session.project.codes.remove(leg.id)
    with qtbot.waitSignal(session.refused) as told:
        view.verbs.recode(view.selected(), leg.id)
    assert told.args == ["This code is no longer in the codebook."]


# Several at once.


def test_the_bar_counts_what_is_chosen_and_whose_it_is(view: CodingsView) -> None:
    press(view, Qt.Key.Key_A, CONTROL)
    assert view.bar.text == "5 codings chosen 1 is B's"
    choose(view, 0, 2)
    assert view.bar.text == "2 codings chosen"


def test_an_attribute_is_set_for_all_chosen_and_others_codings_are_counted(
    qtbot: QtBot, view: CodingsView, session: Session
) -> None:
    press(view, Qt.Key.Key_A, CONTROL)
    QTest.mouseClick(view.bar.attribute_button, LEFT)
    shown = view.questions.attributes
    assert shown is not None
    QTest.keyClick(shown.variable, Qt.Key.Key_Down)
    assert isinstance(shown.editor, ChoiceEditor)
    QTest.keyClick(shown.editor, Qt.Key.Key_End)
    with qtbot.waitSignal(session.told) as told:
        QTest.mouseClick(shown.set_button, LEFT)
    assert told.args == ["4 codings changed; 1 is B's"]
    assert column(view, "value/intensity") == ["strong", "strong", "strong", "", "strong"]
    session.project.undo()
    assert column(view, "value/intensity") == [""] * 5
    assert len(chosen(view)) == 5


def test_a_wrong_value_is_told_in_the_popup_and_stays_there(view: CodingsView) -> None:
    choose(view, 0, 1)
    press(view, Qt.Key.Key_A)
    shown = view.questions.attributes
    assert shown is not None
    QTest.keyClick(shown.variable, Qt.Key.Key_End)
    line = shown.editor
    assert isinstance(line, LineEditor)
    QTest.keyClicks(line, "many")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.mouseClick(shown.set_button, LEFT)
    assert shown.isVisible()
    assert "“many” is not a number" in shown.wrong.text()
    assert line.text() == "many"
    shown.close()


def test_codes_of_several_change_in_one_step_and_equal_ones_become_one(
    qtbot: QtBot, view: CodingsView, session: Session
) -> None:
    leg = session.codebook.find("LEG")
    assert leg is not None
    session.project.codings.add(coding(view, 0).document, coding(view, 0).span, leg.id)
    press(view, Qt.Key.Key_A, CONTROL)
    with qtbot.waitSignal(session.told) as told:
        view.verbs.recode(view.selected(), leg.id)
    assert told.args == ["4 codings changed; 1 coding became one with an equal coding; 1 is B's"]
    assert column(view, "code") == ["LEG", "LEG", "LEG", "SAN", "LEG"]
    session.project.undo()
    assert sorted(column(view, "code")) == ["ESC", "ESC", "LEG", "SAN", "SAN", "SAN"]


def test_several_are_marked_and_unmarked_by_one_key(view: CodingsView) -> None:
    choose(view, 0, 1)
    press(view, Qt.Key.Key_I)
    choose(view, 0, 1, 2)
    press(view, Qt.Key.Key_I)
    assert column(view, "important") == ["important"] * 3 + ["", ""]
    press(view, Qt.Key.Key_I)
    assert column(view, "important") == [""] * 5


def test_a_memo_on_several_is_added_below_those_that_are_there(view: CodingsView, session: Session) -> None:
    session.project.memos.set(Subject.CODING, coding(view, 0).guid, "First.")
    choose(view, 0, 1)
    press(view, Qt.Key.Key_M)
    shown = view.questions.memo
    assert shown is not None
    QTest.keyClicks(shown.area, "Compare.")
    QTest.keyClick(shown.area, Qt.Key.Key_Return, CONTROL)
    assert column(view, "memo")[:3] == ["First.\n\nCompare.", "Compare.", ""]
    session.project.undo()
    assert column(view, "memo")[:3] == ["First.", "", ""]


def test_removing_all_leaves_others_codings(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    press(view, Qt.Key.Key_A, CONTROL)
    with qtbot.waitSignal(session.told) as told:
        press(view, Qt.Key.Key_Delete)
    assert told.args == ["4 codings removed; 1 is B's"]
    assert words(view) == ["Sanctions will follow"]
    session.project.undo()
    assert len(words(view)) == 5


def test_only_what_the_filter_shows_is_chosen(view: CodingsView, session: Session) -> None:
    press(view, Qt.Key.Key_A, CONTROL)
    view.want(Wanted(documents=frozenset([coding(view, 0).document]), words="deal"))
    assert chosen(view) == ["without a deal"]
    view.want(Wanted())
    assert chosen(view) == ["without a deal"]


def test_the_menu_says_each_key_and_does_the_same(view: CodingsView) -> None:
    choose(view, 0)
    press(view, Qt.Key.Key_F10, SHIFT)
    menu = popup()
    assert isinstance(menu, QMenu)
    actions = {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}
    assert actions["Mark as important"].text().endswith("\tI")
    actions["Mark as important"].trigger()
    menu.close()
    assert column(view, "important")[0] == "important"


def test_the_menu_offers_only_reading_for_another_coders_coding(view: CodingsView) -> None:
    choose(view, 3)
    press(view, Qt.Key.Key_Menu)
    menu = popup()
    assert isinstance(menu, QMenu)
    enabled = [action.text().split("\t")[0] for action in menu.actions() if action.text() and action.isEnabled()]
    assert enabled == ["Go to the passage", "Copy as rows", "Copy as quotations"]
    menu.close()


def test_a_project_open_for_reading_says_so(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    session.project.writable = False
    choose(view, 0)
    with qtbot.waitSignal(session.refused) as told:
        press(view, Qt.Key.Key_I)
    assert "read-only" in told.args[0]


# Filters, order and columns.


def test_an_attribute_and_importance_narrow_the_table(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    speaker = variable(view, "speaker")
    session.project.variables.set_for_codings([coding(view, 0).id, coding(view, 2).id], speaker, "Kerry")
    session.project.codings.mark_important(coding(view, 2).id, important=True)
    (kerry,) = session.project.filtering.values(speaker)
    session.set_filter(Filter().asking(Condition(speaker.id, frozenset([kerry]))))
    assert words(view) == ["Talks ended", "warned of costs"]
    session.set_filter(replace(session.filter, important=True))
    assert words(view) == ["warned of costs"]
    QTest.mouseClick(view.count.clear, LEFT)
    assert len(words(view)) == 5


def test_a_coding_whose_attribute_is_not_given_can_be_asked_for(view: CodingsView, session: Session) -> None:
    speaker = variable(view, "speaker")
    session.project.variables.set_for_codings([coding(view, 0).id], speaker, "Kerry")
    view.want(Wanted(said=(Said(speaker.id, frozenset([""])),)))
    assert "Talks ended" not in words(view)
    assert len(words(view)) == 4


def test_choices_sort_in_their_order_numbers_by_size_and_empty_cells_last(view: CodingsView, session: Session) -> None:
    show_all_columns(view)
    variables = session.project.variables
    for place, (intensity, share) in enumerate((("2", "9"), ("1", "100"), ("", "20"))):
        variables.set_for_codings([coding(view, place).id], variable(view, "intensity"), intensity)
        variables.set_for_codings([coding(view, place).id], variable(view, "share"), share)
    view.grid.go_to(view.model.index(0, view.model.section("value/intensity")))
    press(view, Qt.Key.Key_Down, ALT)
    assert column(view, "value/intensity") == ["weak", "strong", "", "", ""]
    press(view, Qt.Key.Key_Up, ALT)
    assert column(view, "value/intensity") == ["strong", "weak", "", "", ""]
    view.grid.go_to(view.model.index(0, view.model.section("value/share")))
    press(view, Qt.Key.Key_Down, ALT)
    assert column(view, "value/share") == ["9", "20", "100", "", ""]


def test_rows_that_tie_keep_the_order_chosen_before(qtbot: QtBot, view: CodingsView) -> None:
    header = view.grid.header()
    for key in ("quotation", "coder"):
        left = header.sectionViewportPosition(view.model.section(key))
        QTest.mouseClick(header.viewport(), LEFT, NONE, QPoint(left + 20, 12))
    assert words(view) == [
        "Talks ended",
        "warned of costs",
        "will follow",
        "without a deal",
        "Sanctions will follow",
    ]


def test_columns_are_chosen_and_remembered(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    QTest.mouseClick(view.filters.columns, LEFT)
    shown = view.questions.columns
    assert shown is not None
    for key in ("created", "value/share", "coder"):
        QTest.keyClick(shown.boxes[key], Qt.Key.Key_Space)
    assert shown.isVisible()
    shown.close()
    keys = [each.key for each in view.model.columns]
    assert "created" in keys
    assert "value/share" in keys
    assert "coder" not in keys
    again = CodingsView(session)
    qtbot.addWidget(again)
    again.show()
    assert [each.key for each in again.model.columns] == keys


def test_a_column_keeps_the_width_it_was_dragged_to(view: CodingsView, session: Session) -> None:
    header = view.grid.headings
    section = view.model.section("coder")
    edge = header.sectionViewportPosition(section) + header.sectionSize(section) - 1
    QTest.mousePress(header.viewport(), LEFT, NONE, QPoint(edge, 12))
    QTest.mouseMove(header.viewport(), QPoint(edge + 40, 12))
    QTest.mouseRelease(header.viewport(), LEFT, NONE, QPoint(edge + 40, 12))
    assert header.sectionSize(section) == 136
    assert layout_from(settings.kept("codings/columns")).widths == {"coder": 136}
    assert sum(map(header.sectionSize, range(header.count()))) == view.grid.viewport().width()


def test_a_spoilt_memory_of_columns_counts_as_none() -> None:
    for spoilt in (None, 3, {"shown": 1, "widths": ["x"]}, {"shown": {"coder": "no"}, "widths": {"coder": -5}}):
        layout = layout_from(spoilt)
        assert layout.columns(available(())) == tuple(each for each in available(()) if each.shown)


def test_the_code_and_the_quotation_cannot_be_hidden() -> None:
    layout = layout_from({"shown": {"code": False, "quotation": False}})
    assert [each.key for each in layout.columns(available(()))][:2] == ["code", "quotation"]


def test_columns_give_way_before_the_quotation_does(view: CodingsView) -> None:
    show_all_columns(view)
    view.resize(1100, 700)
    header = view.grid.header()
    assert header.sectionSize(view.model.section("quotation")) == 280
    assert sum(map(header.sectionSize, range(header.count()))) == view.grid.viewport().width()
    assert not view.grid.horizontalScrollBar().isVisible()


def test_in_a_wide_window_the_other_columns_get_more_room_too(view: CodingsView) -> None:
    header = view.grid.header()
    before = header.sectionSize(view.model.section("document"))
    view.resize(1920, 700)
    assert header.sectionSize(view.model.section("document")) > before
    assert header.sectionSize(view.model.section("quotation")) >= 720
    assert sum(map(header.sectionSize, range(header.count()))) == view.grid.viewport().width()


# Coming back.


def test_the_table_is_found_again_as_it_was_left(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    document, code = coding(view, 0).document, coding(view, 0).code
    with session.project.change("Many"):
        session.project.codings.add_many(
            NewCoding(document, Span(place, place + 1), code, session.me.id, session.project.rounds.latest.id)
            for place in range(60)
        )
    press(view, Qt.Key.Key_A, CONTROL)
    view.want(Wanted(codes=frozenset([code])))
    view.grid.go_to(view.model.index(40, 1))
    choose(view, 40)
    top, kept = view.grid.verticalScrollBar().value(), chosen(view)
    assert top > 0
    press(view, Qt.Key.Key_Return)
    view.hide()
    session.project.codings.mark_important(coding(view, 3).id, important=True)
    view.show()
    assert (view.grid.verticalScrollBar().value(), chosen(view)) == (top, kept)


def test_a_change_of_many_keeps_the_choice_and_the_scroll(view: CodingsView, session: Session) -> None:
    document, code = coding(view, 0).document, coding(view, 0).code
    with session.project.change("Many"):
        session.project.codings.add_many(
            NewCoding(document, Span(place, place + 1), code, session.me.id, session.project.rounds.latest.id)
            for place in range(60)
        )
    choose(view, 0)
    view.grid.verticalScrollBar().setValue(900)
    kept = chosen(view)
    session.project.codings.mark_all([coding(view, place).id for place in range(10, 50)], important=True)
    assert chosen(view) == kept
    assert view.grid.verticalScrollBar().value() == 900
    assert column(view, "important")[10:50] == ["important"] * 40


def test_enter_goes_to_the_passage_but_edits_where_a_cell_can_be_typed_in(
    qtbot: QtBot, view: CodingsView, session: Session
) -> None:
    choose(view, 1)
    with qtbot.waitSignal(session.revealed):
        press(view, Qt.Key.Key_Return)
    view.grid.go_to(view.model.index(1, view.model.section("value/speaker")))
    press(view, Qt.Key.Key_Return)
    assert isinstance(editor(view), LineEditor)


def test_the_arrows_move_the_keyboard_from_cell_to_cell(view: CodingsView) -> None:
    choose(view, 0)
    press(view, Qt.Key.Key_Right)
    assert view.grid.current_column == What.DOCUMENT
    press(view, Qt.Key.Key_Left)
    press(view, Qt.Key.Key_Left)
    assert view.grid.current_column == What.CODE
    assert chosen(view) == ["Talks ended"]
