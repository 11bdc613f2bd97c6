"""The page of variables and actors, on real projects with real keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cadrage.core.model import Choice, DocumentDraft, Scope, Span, Variable, VariableDraft, VariableKind
from cadrage.gui import waiting
from cadrage.gui.session import Session
from cadrage.gui.variables_list import Key
from cadrage.gui.variables_view import VariablesView
from cadrage.store.project import Project

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
TEXT = "There will be costs, the secretary said."


@pytest.fixture
def project() -> Iterator[Project]:
    with Project.in_memory() as project:
        project.documents.add([DocumentDraft("Talks", "talks.txt", TEXT, "txt", "utf-8", TEXT.encode())])
        project.codes.add("Costs")
        yield project


@pytest.fixture
def session(project: Project) -> Session:
    return Session(project)


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> VariablesView:
    view = VariablesView(session)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    return view


@pytest.fixture
def intensity(project: Project) -> Variable:
    choices = (Choice("1", "weak"), Choice("2", "clear"), Choice("3"))
    return project.variables.add(VariableDraft(Scope.CODING, "intensity", VariableKind.ORDINAL, choices=choices))


def coding(project: Project) -> int:
    return project.codings.add(project.documents.all()[0].id, Span(0, 5), project.codes.all()[0].id).id


def present(project: Project, variable: Variable) -> Variable:
    found = project.variables.get(variable.id)
    assert found is not None
    return found


def show(view: VariablesView, variable: Variable) -> None:
    view.show_key(Key("variable", variable.id))


def rows(view: VariablesView) -> list[str]:
    return [entry.words for entry in view.entries.rows]


def test_without_variables_the_page_says_what_they_are_and_makes_one(view: VariablesView, session: Session) -> None:
    assert not view.list.isVisible()
    QTest.mouseClick(view.empty_new[Scope.CODING], LEFT)
    assert rows(view) == ["Attributes of codings", "new_attribute"]
    assert view.form.name.hasFocus()
    assert view.form.name.selectedText() == "new_attribute"
    QTest.keyClicks(view.form.name, "speaker")
    QTest.keyClick(view.form.name, Qt.Key.Key_Return)
    assert [each.name for each in session.project.variables.all()] == ["speaker"]
    session.undo()
    session.undo()
    assert not view.list.isVisible()


def test_a_variable_of_each_scope_and_an_actor_can_be_made_by_keys(view: VariablesView, session: Session) -> None:
    view.new_actor()
    view.list.setFocus()
    for down in (1, 2, 3):
        QTest.keyClick(view.list, Qt.Key.Key_Insert)
        menu = next(menu for menu in view.findChildren(QMenu) if menu.isVisible())
        for _ in range(down):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        # Without a window manager nobody gives the window the keyboard back.
        view.activateWindow()
        waiting.until(view.isActiveWindow)
        view.list.setFocus()
    assert [each.scope for each in session.project.variables.all()] == [Scope.CODING, Scope.JUDGEMENT, Scope.DOCUMENT]
    assert rows(view)[-2:] == ["Actors", "New actor"]


def test_choices_are_entered_one_after_the_other_or_several_at_once(
    view: VariablesView, session: Session, intensity: Variable
) -> None:
    show(view, intensity)
    field = view.form.choices.new
    field.setFocus()
    QTest.keyClicks(field, "4; 5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.hasFocus()
    assert [choice.value for choice in present(session.project, intensity).choices] == ["1", "2", "3", "4", "5"]
    assert session.project.next_undo == "New choice of intensity"


def test_a_choice_moves_with_alt_and_arrows_and_keeps_the_keyboard(
    view: VariablesView, session: Session, intensity: Variable
) -> None:
    show(view, intensity)
    line = view.form.choices.lines[2]
    line.value.setFocus()
    QTest.keyClick(line.value, Qt.Key.Key_Up, ALT)
    assert [choice.value for choice in present(session.project, intensity).choices] == ["1", "3", "2"]
    assert view.form.choices.lines[1].value.hasFocus()


def test_a_value_and_a_label_are_stored_when_they_are_left(
    view: VariablesView, session: Session, intensity: Variable
) -> None:
    number = coding(session.project)
    session.project.variables.set_for_coding(number, intensity, "3")
    show(view, intensity)
    line = view.form.choices.lines[2]
    for field, words in ((line.value, "5"), (line.label, "strong")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Tab)
    assert present(session.project, intensity).choices[2] == Choice("5", "strong")
    assert session.project.variables.of_coding(number) == {"intensity": "5"}


def test_a_choice_that_is_in_use_is_not_removed_and_says_why(
    view: VariablesView, session: Session, intensity: Variable, qtbot: QtBot
) -> None:
    session.project.variables.set_for_coding(coding(session.project), intensity, "3")
    show(view, intensity)
    with qtbot.waitSignal(session.refused) as told:
        QTest.mouseClick(view.form.choices.lines[2].remove, LEFT)
    assert "chosen already" in told.args[0]
    QTest.mouseClick(view.form.choices.lines[0].remove, LEFT)
    assert [choice.value for choice in present(session.project, intensity).choices] == ["2", "3"]


def test_a_kind_that_does_not_fit_is_told_and_the_form_shows_what_is(
    view: VariablesView, session: Session, qtbot: QtBot
) -> None:
    words = session.project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.TEXT))
    session.project.variables.set_for_coding(coding(session.project), words, "angry")
    show(view, words)
    with qtbot.waitSignal(session.refused) as told:
        view.form.kind.set_value(VariableKind.NUMBER)
        view.form.kind.chosen.emit(VariableKind.NUMBER)
    assert "“angry”" in told.args[0]
    assert view.form.kind.value() is VariableKind.TEXT
    view.form.kind.chosen.emit(VariableKind.CHOICE)
    assert [line.value.text() for line in view.form.choices.lines] == ["angry"]


def test_a_name_that_is_taken_stays_typed(view: VariablesView, session: Session, intensity: Variable) -> None:
    session.project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.TEXT))
    show(view, intensity)
    view.begin_naming()
    QTest.keyClicks(view.form.name, "tone")
    QTest.keyClick(view.form.name, Qt.Key.Key_Return)
    assert view.form.name.text() == "tone"
    assert present(session.project, intensity).name == "intensity"


def test_what_is_typed_is_stored_before_another_variable_is_shown(
    view: VariablesView, session: Session, intensity: Variable
) -> None:
    other = session.project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.TEXT))
    show(view, intensity)
    view.form.label.setFocus()
    QTest.keyClicks(view.form.label, "How strong")
    show(view, other)
    assert present(session.project, intensity).label == "How strong"
    assert view.form.label.text() == ""


def test_del_removes_a_variable_and_undo_or_a_button_brings_it_back(
    view: VariablesView, session: Session, intensity: Variable
) -> None:
    session.project.variables.set_for_coding(coding(session.project), intensity, "3")
    show(view, intensity)
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert rows(view) == ["Removed", "intensity"]
    assert view.form.gone.isVisible()
    assert view.form.gone.button is not None
    QTest.mouseClick(view.form.gone.button, LEFT)
    assert rows(view) == ["Attributes of codings", "intensity"]
    session.undo()
    session.undo()
    assert rows(view) == ["Attributes of codings", "intensity"]


def test_variables_move_with_alt_and_arrows(view: VariablesView, session: Session, intensity: Variable) -> None:
    session.project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.TEXT))
    show(view, intensity)
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Down, ALT)
    assert rows(view) == ["Attributes of codings", "tone", "intensity"]
    assert view.key == Key("variable", intensity.id)


def test_values_that_do_not_fit_are_named(view: VariablesView, session: Session) -> None:
    project = session.project
    dated = project.variables.add(VariableDraft(Scope.DOCUMENT, "published", VariableKind.DATE))
    project.variables.set_for_document(project.documents.all()[0].id, dated, "last Friday", checked=False)
    show(view, dated)
    assert view.form.wrong.isVisible()
    assert next(entry for entry in view.entries.rows if entry.key).wrong


def test_an_actor_gets_aliases_and_is_merged(view: VariablesView, session: Session) -> None:
    project = session.project
    speaker = project.variables.add(VariableDraft(Scope.CODING, "speaker", VariableKind.ACTOR))
    project.variables.set_for_coding(coding(project), speaker, "Lavrov")
    lavrov, sergey = project.actors.all()[0], project.actors.add("Sergey Lavrov")
    view.show_key(Key("actor", lavrov.id))
    form = view.actor_form
    form.alias.setFocus()
    QTest.keyClicks(form.alias, "the minister")
    QTest.keyClick(form.alias, Qt.Key.Key_Return)
    assert list(form.remove_alias_buttons) == ["the minister"]
    assert form.alias.hasFocus()
    assert not form.merge_button.isEnabled()
    form.same.set_value(sergey.id)
    form.same.chosen.emit(sergey.id)
    QTest.mouseClick(form.merge_button, LEFT)
    assert view.key == Key("actor", sergey.id)
    assert list(form.remove_alias_buttons) == ["Lavrov", "the minister"]
    assert set(project.variables.of_codings().values()) == {"Sergey Lavrov"}
    QTest.mouseClick(form.remove_alias_buttons["Lavrov"], LEFT)
    assert list(form.remove_alias_buttons) == ["the minister"]


def test_actors_are_found_by_alias(view: VariablesView, session: Session) -> None:
    made = session.project.actors.add("Sergey Lavrov")
    session.project.actors.add("John Kerry")
    session.project.actors.add_alias(made.id, "the minister")
    view.search.setText("minis")
    assert rows(view) == ["Actors", "Sergey Lavrov"]


def test_tab_reaches_every_field_of_a_form(view: VariablesView, intensity: Variable) -> None:
    show(view, intensity)
    view.form.name.setFocus()
    seen = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    form = view.form
    wanted = [form.name, form.label, form.kind, *(line.value for line in form.choices.lines), form.choices.new]
    wanted.append(form.remove_button)
    assert [seen.index(each) for each in wanted] == sorted(seen.index(each) for each in wanted)


def test_a_project_that_cannot_be_written_is_only_read(view: VariablesView, session: Session, intensity: Variable):
    session.project.writable = False
    view.refresh()
    show(view, intensity)
    assert view.form.name.isReadOnly()
    assert not view.form.kind.isEnabled()
    assert not view.new.isEnabled()
