"""The inspector: attributes, facts, judgements and memos beside the text, on real projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cadrage.core.model import (
    Choice,
    Coding,
    DocumentDraft,
    ExampleKind,
    Scope,
    Span,
    Subject,
    Variable,
    VariableDraft,
    VariableKind,
)
from cadrage.gui import waiting
from cadrage.gui.inspector import Inspector
from cadrage.gui.inspector_editors import LineEditor, ListEditor, SegmentEditor, ShownValue
from cadrage.gui.session import Session
from cadrage.store.project import Project

TEXT = "There will be costs, the secretary said, and further steps would follow within days of the vote."
KIND = VariableKind


@dataclass
class Bench:
    """An inspector in the open, with what it is asked about."""

    session: Session
    inspector: Inspector
    variables: dict[str, Variable]
    coding: Coding
    other: Coding

    @property
    def project(self) -> Project:
        return self.session.project

    def editor(self, name: str) -> LineEditor | ListEditor | SegmentEditor | ShownValue:
        found = self.inspector.attributes.editors[self.variables[name].id]
        assert isinstance(found, LineEditor | ListEditor | SegmentEditor | ShownValue)
        return found

    def line(self, name: str) -> LineEditor:
        found = self.editor(name)
        assert isinstance(found, LineEditor)
        return found

    def type(self, name: str, words: str) -> None:
        field = self.line(name).field
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)

    def enter(self, name: str, words: str) -> None:
        self.type(name, words)
        QTest.keyClick(self.line(name).field, Qt.Key.Key_Return)

    def values(self, coding: Coding | None = None) -> dict[str, str]:
        return dict(self.project.variables.of_coding((coding or self.coding).id))

    def words(self) -> list[str]:
        waiting.pause()
        return [label.text() for label in self.inspector.findChildren(QLabel) if label.isVisible()]


def furnish(project: Project) -> dict[str, Variable]:
    strengths = (Choice("1", "weak"), Choice("2", "clear"), Choice("3", "strong"))
    stances = (Choice("endorse"), Choice("reject"), Choice("neutral"))
    drafts = (
        VariableDraft(Scope.CODING, "speaker", KIND.ACTOR, "Speaker"),
        VariableDraft(Scope.CODING, "stance", KIND.CHOICE, "Stance", stances),
        VariableDraft(Scope.CODING, "intensity", KIND.ORDINAL, "Intensity", strengths),
        VariableDraft(Scope.CODING, "note", KIND.TEXT, "Note"),
        VariableDraft(Scope.CODING, "seats", KIND.NUMBER, "Seats"),
        VariableDraft(Scope.CODING, "said", KIND.DATE, "Said on"),
        VariableDraft(Scope.DOCUMENT, "outlet", KIND.TEXT, "Outlet"),
        VariableDraft(Scope.JUDGEMENT, "frame", KIND.CHOICE, "Frame", (Choice("conflict"), Choice("none"))),
    )
    return {draft.name: project.variables.add(draft) for draft in drafts}


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with Project.in_memory() as project:
        (document,) = project.documents.add([DocumentDraft("Talks", "t.txt", TEXT, "txt", "utf-8", TEXT.encode())])
        code = project.codes.add("Costs", short_id="COS", definition="A price is named.", key="1")
        project.codes.add("Threat", short_id="THR", when_not="A bare price.")
        variables = furnish(project)
        project.coders.add("B")
        coding = project.codings.add(document, Span(0, 19), code.id)
        other = project.codings.add(document, Span(21, 40), code.id)
        session = Session(project)
        inspector = Inspector(session)
        qtbot.addWidget(inspector)
        inspector.resize(286, 900)
        with qtbot.waitExposed(inspector):
            inspector.show()
        inspector.activateWindow()
        session.open_document(document)
        session.select_coding(coding.id)
        yield Bench(session, inspector, variables, coding, other)


# Attributes.


def test_each_kind_is_entered_by_keyboard(bench: Bench) -> None:
    bench.inspector.edit_attributes()
    assert bench.line("speaker").field.hasFocus()
    bench.enter("speaker", "Kerry")
    bench.enter("note", "as reported")
    bench.enter("seats", "3,5")
    bench.enter("said", "2014-3")
    stance, intensity = bench.editor("stance"), bench.editor("intensity")
    QTest.keyClick(stance.stop, Qt.Key.Key_2)
    QTest.keyClick(intensity.stop, Qt.Key.Key_3)
    assert bench.values() == {
        "speaker": "Kerry",
        "note": "as reported",
        "seats": "3.5",
        "said": "2014-03",
        "stance": "reject",
        "intensity": "3",
    }
    assert bench.line("seats").field.text() == "3.5"


def test_a_list_goes_by_letters_and_del_takes_the_value_away(bench: Bench) -> None:
    stance = bench.editor("stance").stop
    QTest.keyClick(stance, Qt.Key.Key_N)
    assert bench.values() == {"stance": "neutral"}
    QTest.keyClick(stance, Qt.Key.Key_Delete)
    assert bench.values() == {}


def test_a_segment_is_chosen_by_mouse_and_taken_back_by_a_second_press(bench: Bench) -> None:
    button = bench.editor("intensity").stop
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bench.values() == {"intensity": "1"}
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bench.values() == {}


def test_an_alias_is_completed_to_the_actors_name(bench: Bench) -> None:
    lavrov = bench.project.actors.add("Sergey Lavrov")
    bench.project.actors.add_alias(lavrov.id, "Mr Lavrov")
    bench.type("speaker", "mr")
    waiting.pause()
    field = bench.line("speaker").field
    completer = field.completer()
    assert completer is not None
    assert completer.completionCount() == 1
    popup = completer.popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    waiting.pause()
    assert bench.values() == {"speaker": "Sergey Lavrov"}
    assert field.text() == "Sergey Lavrov"
    assert len(bench.project.actors.all()) == 1


def test_a_name_that_is_nobodys_yet_is_told_as_a_new_actor(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.session.told) as told:
        bench.enter("speaker", "Kery")
    assert told.args == ["New actor: Kery"]
    with qtbot.assertNotEmitted(bench.session.told):
        bench.session.select_coding(bench.other.id)
        bench.enter("speaker", "kery")
    assert bench.values(bench.other) == {"speaker": "Kery"}


def test_what_does_not_fit_says_so_below_and_stays_typed(bench: Bench) -> None:
    bench.enter("said", "last Friday")
    assert bench.values() == {}
    assert any("is not a date" in words for words in bench.words())
    bench.session.select_coding(bench.other.id)
    assert bench.line("said").field.text() == ""
    assert not any("is not a date" in words for words in bench.words())
    bench.session.select_coding(bench.coding.id)
    assert bench.line("said").field.text() == "last Friday"
    bench.enter("said", "2014-03-14")
    assert bench.values() == {"said": "2014-03-14"}
    assert not any("is not a date" in words for words in bench.words())


def test_what_is_being_typed_goes_to_its_own_coding(bench: Bench) -> None:
    bench.type("note", "mine")
    bench.session.select_coding(bench.other.id)
    assert bench.values() == {"note": "mine"}
    assert bench.values(bench.other) == {}
    assert bench.line("note").field.text() == ""


def test_undo_takes_back_what_was_being_typed(bench: Bench) -> None:
    bench.type("note", "half a tho")
    bench.session.undo()
    assert bench.line("note").field.text() == ""
    bench.session.redo()
    assert bench.line("note").field.text() == "half a tho"


def test_another_coders_coding_is_read_only_with_the_reason(bench: Bench) -> None:
    bench.enter("note", "mine")
    b = next(coder for coder in bench.project.coders.all() if coder.name == "B")
    bench.session.switch_coder(b)
    bench.session.show_others(shown=True)
    bench.session.select_coding(bench.coding.id)
    assert isinstance(bench.editor("note"), ShownValue)
    words = bench.words()
    assert "A coding of coder A: only A can change it." in words
    assert "mine" in words
    assert bench.inspector.memo.isReadOnly()


def test_a_value_that_is_not_among_the_choices_is_shown_as_it_is(bench: Bench) -> None:
    row = (bench.coding.id, bench.session.me.id, bench.project.rounds.latest.id)
    with bench.project.change("Import"):
        bench.project.variables.add_coding_values(
            [(*row, bench.variables["stance"].id, "mixed"), (*row, bench.variables["intensity"].id, "9")]
        )
    stance = bench.editor("stance")
    assert isinstance(stance, ListEditor)
    assert stance.list.currentText() == "mixed (not a choice)"
    assert "“9” is not one of the choices." in bench.words()


def test_fields_follow_the_definitions(bench: Bench) -> None:
    bench.project.variables.relabel(bench.variables["note"].id, "Remark")
    bench.project.variables.remove(bench.variables["seats"].id)
    words = bench.words()
    assert "Remark" in words
    assert "Seats" not in words
    assert bench.variables["seats"].id not in bench.inspector.attributes.editors


# This document.


def test_facts_and_judgements_are_set_in_the_documents_section(bench: Bench) -> None:
    section = bench.inspector.document
    assert not section.facts.isVisible()
    bench.inspector.edit_document()
    outlet = section.facts.editors[bench.variables["outlet"].id]
    assert isinstance(outlet, LineEditor)
    assert outlet.field.hasFocus()
    QTest.keyClicks(outlet.field, "The Courier")
    QTest.keyClick(outlet.field, Qt.Key.Key_Return)
    QTest.keyClick(section.judgements.stops[0], Qt.Key.Key_C)
    assert bench.project.variables.of_document(bench.coding.document) == {"outlet": "The Courier"}
    assert bench.project.variables.judged(bench.coding.document, bench.session.me.id) == {"frame": "conflict"}


def test_each_coder_sees_only_their_own_judgements(bench: Bench) -> None:
    bench.inspector.edit_document()
    bench.project.variables.set_judgement(bench.coding.document, bench.variables["frame"], "conflict")
    judgement = bench.inspector.document.judgements.editors[bench.variables["frame"].id]
    assert isinstance(judgement, ListEditor)
    assert judgement.list.value() == "conflict"
    b = next(coder for coder in bench.project.coders.all() if coder.name == "B")
    bench.session.switch_coder(b)
    assert judgement.list.value() == ""
    assert "Judgements of coder B" in bench.words()


# Memos.


def test_memos_on_coding_code_document_and_project_are_written_here(bench: Bench) -> None:
    inspector, project = bench.inspector, bench.project
    inspector.write_memo()
    QTest.keyClicks(inspector.memo, "on the coding")
    bench.session.select_coding(None)
    bench.session.select_code(bench.coding.code)
    inspector.write_memo()
    assert inspector.code_memo.area.hasFocus()
    QTest.keyClicks(inspector.code_memo.area, "on the code")
    inspector.write_document_memo()
    QTest.keyClicks(inspector.document.memo.area, "on the document")
    inspector.write_project_memo(inspector.mapToGlobal(inspector.rect().topLeft()))
    popup = inspector._project_memo
    assert popup is not None
    QTest.keyClicks(popup.box.area, "on the project")
    popup.close()
    found = {memo.subject: (memo.subject_guid, memo.text) for memo in project.memos.all()}
    document, code = project.documents.get(bench.coding.document), project.codes.get(bench.coding.code)
    assert document is not None
    assert code is not None
    assert found == {
        Subject.CODING: (bench.coding.guid, "on the coding"),
        Subject.CODE: (code.guid, "on the code"),
        Subject.DOCUMENT: (document.guid, "on the document"),
        Subject.PROJECT: (project.guid, "on the project"),
    }


def test_other_coders_memos_on_the_same_code_are_shown_with_the_coders(bench: Bench) -> None:
    bench.session.select_coding(None)
    bench.session.select_code(bench.coding.code)
    bench.inspector.code_memo.area.insertPlainText("Ask")
    b = next(coder for coder in bench.project.coders.all() if coder.name == "B")
    bench.session.switch_coder(b)
    assert "A: Ask" not in bench.words()
    bench.session.show_others(shown=True)
    assert "A: Ask" in bench.words()
    assert bench.inspector.code_memo.area.toPlainText() == ""


# What is shown.


def test_the_code_of_another_coding_takes_the_place_of_the_first(bench: Bench) -> None:
    threat = bench.project.codes.all()[1]
    bench.project.codes.add_example(threat.id, "or else", kind=ExampleKind.BORDERLINE, document=bench.coding.document)
    assert {"COS", "Costs", "A price is named.", "1 of 1 here"} <= set(bench.words())
    bench.project.codings.recode(bench.coding.id, threat.id)
    words = set(bench.words())
    assert {"THR", "Threat", "A bare price.", "“or else”", "Borderline · Talks"} <= words
    assert not {"COS", "A price is named."} & words


def test_an_example_that_is_added_is_shown_at_once(bench: Bench) -> None:
    bench.words()
    bench.project.codes.add_example(bench.coding.code, "costs")
    assert "“costs”" in bench.words()
    bench.session.undo()
    assert "“costs”" not in bench.words()


def test_a_coding_that_is_undone_is_no_longer_shown(bench: Bench) -> None:
    new = bench.project.codings.add(bench.coding.document, Span(50, 60), bench.coding.code)
    bench.session.select_coding(new.id)
    bench.session.undo()
    waiting.pause()
    assert not bench.inspector.coding_memo.isVisible()


def test_the_place_among_codings_on_the_same_words_counts_long_ones_from_far_before(bench: Bench) -> None:
    long = bench.project.codings.add(bench.coding.document, Span(2, 90), bench.coding.code)
    late = bench.project.codings.add(bench.coding.document, Span(80, 95), bench.coding.code)
    bench.session.select_coding(late.id)
    assert "2 of 2 here" in bench.words()
    bench.project.codings.move(long.id, Span(2, 70))
    bench.session.select_coding(late.id)
    assert "1 of 1 here" in bench.words()


def test_applying_a_code_makes_no_widgets_and_looks_twice_at_nothing(bench: Bench) -> None:
    before = bench.inspector.findChildren(QLabel)
    read: list[str] = []
    bench.project._connection.set_trace_callback(read.append)
    new = bench.project.codings.add(bench.coding.document, Span(50, 60), bench.coding.code)
    read.clear()
    bench.session.select_coding(new.id)
    waiting.pause()
    bench.project._connection.set_trace_callback(None)
    assert bench.inspector.findChildren(QLabel) == before
    assert not any("FROM example" in sql or "FROM document" in sql for sql in read)
    assert len(read) <= 4, read


def test_tab_goes_from_attributes_to_memo_to_document_and_esc_back_to_the_text(bench: Bench, qtbot: QtBot) -> None:
    bench.inspector.document.unfold()
    bench.inspector.edit_attributes()
    wanted = [*bench.inspector.attributes.stops, bench.inspector.memo, *bench.inspector.document.facts.stops]
    wanted += bench.inspector.document.judgements.stops
    seen = []
    for _ in range(30):
        focus = bench.inspector.focusWidget()
        assert focus is not None
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    places = [seen.index(each) for each in wanted]
    assert places == sorted(places)
    for stop in (*bench.inspector.attributes.stops, bench.inspector.memo):
        stop.setFocus()
        with qtbot.waitSignal(bench.inspector.left, timeout=500):
            QTest.keyClick(stop, Qt.Key.Key_Escape)


def test_every_field_has_a_name_for_screen_readers(bench: Bench) -> None:
    bench.inspector.document.unfold()
    forms = (bench.inspector.attributes, bench.inspector.document.facts, bench.inspector.document.judgements)
    assert all(stop.accessibleName() for form in forms for stop in form.stops)
