"""The tree of codes and the codebook editor, on real projects."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from pytestqt.qtbot import QtBot

from cadrage.core.model import DocumentDraft, ExampleKind, Span
from cadrage.core.palette import CODE_COLOURS
from cadrage.gui.code_tree import CODE_MIME, CodeRole, CodeTree
from cadrage.gui.codebook_add import ExamplePopup
from cadrage.gui.codebook_fields import FIELDS, missing_fields
from cadrage.gui.codebook_view import CodebookView
from cadrage.gui.colour_picker import colour_name
from cadrage.gui.kit import RowRole
from cadrage.gui.session import Session
from cadrage.store.project import Project

TEXT = "There will be costs, the secretary said, and further steps would follow within days of the vote."


@pytest.fixture
def project() -> Iterator[Project]:
    """ESC over ESC-THR and ESC-MIL, SAN over SAN-COS, one document."""
    with Project.in_memory() as project:
        project.documents.add([DocumentDraft("Talks", "talks.txt", TEXT, "txt", "utf-8", TEXT.encode())])
        for short, name in (("ESC", "Escalation"), ("SAN", "Sanctions")):
            project.codes.add(name, short_id=short)
        esc, san = project.codes.all()
        project.codes.add("Threat of force", short_id="ESC-THR", parent=esc.id, key="1", brief="Force is reserved.")
        project.codes.add("Military build-up", short_id="ESC-MIL", parent=esc.id)
        project.codes.add("Unspecified costs", short_id="SAN-COS", parent=san.id)
        yield project


@pytest.fixture
def session(project: Project) -> Session:
    return Session(project)


@pytest.fixture
def tree(qtbot: QtBot, session: Session) -> CodeTree:
    tree = CodeTree(session)
    qtbot.addWidget(tree)
    tree.resize(278, 400)
    tree.show()
    return tree


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> CodebookView:
    view = CodebookView(session)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    with qtbot.waitExposed(view):
        view.show()
    session.select_code(code(session.project, "ESC-THR"))
    return view


def code(project: Project, short_id: str) -> int:
    return next(each.id for each in project.codes.all() if each.short_id == short_id)


def place(tree: CodeTree, short_id: str, project: Project) -> QModelIndex:
    return tree.model().match(
        tree.model().index(0, 0), CodeRole.CODE, code(project, short_id), 1,
        Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
    )[0]  # fmt: skip


def shown(tree: CodeTree) -> list[str]:
    """The rows that are open, in order, children indented."""
    found = []
    index, depth = tree.model().index(0, 0), 0
    while index.isValid():
        depth = 1 if index.parent().isValid() else 0
        found.append("  " * depth + f"{index.data(RowRole.SHORT)} {index.data()}")
        index = tree.indexBelow(index)
    return found


class TestTree:
    def test_children_stand_open_under_their_parents_with_the_rest_of_their_id(self, tree: CodeTree) -> None:
        assert shown(tree) == [
            "ESC Escalation",
            "  THR Threat of force",
            "  MIL Military build-up",
            "SAN Sanctions",
            "  COS Unspecified costs",
        ]

    @pytest.mark.parametrize("words", ["military", "esc-mil", "MILITARY "])
    def test_a_filter_leaves_matches_under_their_families(self, tree: CodeTree, words: str) -> None:
        tree.filter(words)
        assert shown(tree) == ["ESC Escalation", "  MIL Military build-up"]

    def test_a_filter_also_reads_the_brief_definition(self, tree: CodeTree) -> None:
        tree.filter("reserved")
        assert shown(tree) == ["ESC Escalation", "  THR Threat of force"]

    def test_after_a_filter_what_was_closed_is_closed_again(self, tree: CodeTree, project: Project) -> None:
        tree.collapse(place(tree, "ESC", project))
        tree.filter("military")
        assert "  MIL Military build-up" in shown(tree)
        tree.filter("")
        assert shown(tree) == ["ESC Escalation", "SAN Sanctions", "  COS Unspecified costs"]

    def test_counts_are_those_of_the_shown_coders(self, tree: CodeTree, session: Session, project: Project) -> None:
        other = project.coders.add("B")
        project.codings.add(1, Span(0, 5), code(project, "ESC-THR"))
        project.codings.add(1, Span(0, 9), code(project, "ESC-THR"), coder=other.id)
        assert place(tree, "ESC-THR", project).data(RowRole.COUNT) == "1"
        session.show_others(shown=True)
        assert place(tree, "ESC-THR", project).data(RowRole.COUNT) == "2"
        session.switch_coder(other)
        session.show_others(shown=False)
        project.undo()
        assert place(tree, "ESC-THR", project).data(RowRole.COUNT) in ("", "1")
        assert "1 coding, key 1" in place(tree, "ESC-THR", project).data(Qt.ItemDataRole.AccessibleTextRole)

    def test_a_coding_patches_the_count_and_leaves_the_tree_as_it_is(self, tree: CodeTree, project: Project) -> None:
        tree.select(code(project, "SAN-COS"))
        tree.collapse(place(tree, "ESC", project))
        resets: list[bool] = []
        tree.model().modelReset.connect(lambda: resets.append(True))
        project.codings.add(1, Span(0, 5), code(project, "SAN-COS"))
        assert resets == []
        assert place(tree, "SAN-COS", project).data(RowRole.COUNT) == "1"
        assert not tree.isExpanded(place(tree, "ESC", project))

    def test_a_new_code_keeps_what_is_open_chosen_and_in_sight(self, tree: CodeTree, project: Project) -> None:
        for number in range(30):
            project.codes.add(f"Code {number}")
        tree.collapse(place(tree, "ESC", project))
        tree.select(code(project, "SAN-COS"))
        tree.verticalScrollBar().setValue(70)
        project.codes.add("New", parent=code(project, "SAN"))
        assert "  COS Unspecified costs" in shown(tree)
        assert not tree.isExpanded(place(tree, "ESC", project))
        assert tree.code == code(project, "SAN-COS")
        assert tree.selectionModel().isSelected(tree.currentIndex())
        assert tree.verticalScrollBar().value() == 70

    def test_a_code_that_is_removed_leaves_no_choice_behind(self, tree: CodeTree, project: Project) -> None:
        tree.select(code(project, "ESC-MIL"))
        project.codes.remove(code(project, "ESC-MIL"))
        assert tree.code is None
        assert "  MIL Military build-up" not in shown(tree)

    def test_only_the_user_is_told_of_not_select(self, qtbot: QtBot, tree: CodeTree, project: Project) -> None:
        with qtbot.assertNotEmitted(tree.code_chosen):
            tree.select(code(project, "ESC-THR"))
            tree.setFocus()
        with qtbot.waitSignal(tree.code_chosen) as told:
            qtbot.keyClick(tree, Qt.Key.Key_Down)
        assert told.args == [code(project, "ESC-MIL")]

    def test_the_focus_alone_chooses_nothing(self, tree: CodeTree) -> None:
        told: list[int] = []
        tree.code_chosen.connect(told.append)
        tree.focusInEvent(QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
        assert told == []

    def test_select_opens_the_family_and_none_clears(self, tree: CodeTree, project: Project) -> None:
        tree.collapse(place(tree, "SAN", project))
        tree.select(code(project, "SAN-COS"))
        assert tree.isExpanded(place(tree, "SAN", project))
        tree.select(None)
        assert tree.code is None

    def test_a_click_and_enter_activate_the_code(self, qtbot: QtBot, tree: CodeTree, project: Project) -> None:
        where = tree.visualRect(place(tree, "ESC-MIL", project)).center()
        with qtbot.waitSignal(tree.code_activated) as told:
            qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert told.args == [code(project, "ESC-MIL")]
        with qtbot.waitSignal(tree.code_activated) as told:
            qtbot.keyClick(tree, Qt.Key.Key_Return)
        assert told.args == [code(project, "ESC-MIL")]

    def test_opening_a_family_activates_nothing(self, qtbot: QtBot, tree: CodeTree, project: Project) -> None:
        row = tree.visualRect(place(tree, "ESC", project))
        with qtbot.assertNotEmitted(tree.code_activated):
            qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, row.center().y()))
        assert not tree.isExpanded(place(tree, "ESC", project))

    def test_a_drag_carries_the_code(self, tree: CodeTree, project: Project) -> None:
        data = tree.model().mimeData([place(tree, "ESC-MIL", project)])
        assert data.data(CODE_MIME).data() == str(code(project, "ESC-MIL")).encode()

    def test_missing_fields_are_counted_and_said(self, qtbot: QtBot, session: Session, project: Project) -> None:
        tree = CodeTree(session, show_missing=True)
        qtbot.addWidget(tree)
        index = place(tree, "ESC-THR", project)
        before = index.data(CodeRole.MISSING)
        project.codes.add_example(code(project, "ESC-THR"), "There will be costs")
        assert place(tree, "ESC-THR", project).data(CodeRole.MISSING) == before - 1
        assert "missing: full definition" in index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert tree.lacking == 5


def test_a_code_with_every_field_misses_none(project: Project) -> None:
    found = project.codes.get(code(project, "ESC-THR"))
    assert found is not None
    assert len(missing_fields(found, ())) == 7
    project.codes.edit(found.id, definition="d", when_to_use="u", when_not="n", notes=" ")
    found = project.codes.get(found.id)
    assert found is not None
    assert missing_fields(found, ExampleKind) == ("notes",)
    assert len(FIELDS) == 11


class TestEditor:
    def test_every_field_shows_what_is_stored(self, view: CodebookView) -> None:
        assert view.editor.lines["short_id"].text() == "ESC-THR"
        assert view.editor.lines["name"].text() == "Threat of force"
        assert view.editor.texts["brief"].text() == "Force is reserved."
        assert view.editor.parent_choice.currentText().strip() == "ESC  Escalation"
        assert view.aside.key.value() == "1"

    def test_typing_is_stored_when_the_field_is_left(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        field = view.editor.texts["definition"]
        field.setFocus()
        qtbot.keyClicks(field, "A demand with a deadline.")
        assert project.codes.get(view.code).definition == ""
        view.editor.texts["notes"].setFocus()
        assert project.codes.get(view.code).definition == "A demand with a deadline."
        assert project.next_undo == "Edit ESC-THR"

    def test_typing_is_stored_after_a_pause(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        field = view.editor.texts["notes"]
        field.setFocus()
        qtbot.keyClicks(field, "Lexical.")
        qtbot.waitUntil(lambda: project.codes.get(view.code).notes == "Lexical.", timeout=3000)

    def test_looking_changes_nothing(self, view: CodebookView, session: Session, project: Project) -> None:
        before = len(project.journal())
        session.select_code(code(project, "SAN-COS"))
        session.select_code(code(project, "ESC-THR"))
        view.hide()
        assert len(project.journal()) == before

    def test_a_refresh_keeps_what_is_being_typed(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        field = view.editor.texts["definition"]
        field.setFocus()
        qtbot.keyClicks(field, "half a sen")
        project.codes.edit(code(project, "ESC-THR"), brief="Changed elsewhere.")
        assert field.text() == "half a sen"
        assert view.editor.texts["brief"].text() == "Changed elsewhere."

    def test_a_space_at_the_end_survives_the_pause(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        field = view.editor.lines["name"]
        field.setFocus()
        field.end(False)
        qtbot.keyClicks(field, " or ")
        qtbot.waitUntil(lambda: project.codes.get(view.code).name == "Threat of force or", timeout=3000)
        assert field.text() == "Threat of force or "

    def test_another_code_takes_nothing_of_the_one_before(
        self, qtbot: QtBot, view: CodebookView, session: Session, project: Project
    ) -> None:
        qtbot.keyClicks(view.editor.texts["notes"], "About threats.")
        session.select_code(code(project, "SAN-COS"))
        assert view.editor.texts["notes"].text() == ""
        notes = {each.short_id: each.notes for each in project.codes.all()}
        assert notes["ESC-THR"] == "About threats."
        assert notes["SAN-COS"] == ""

    def test_closing_the_view_stores_what_is_typed(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        qtbot.keyClicks(view.editor.texts["notes"], "Last words.")
        view.hide()
        assert project.codes.get(code(project, "ESC-THR")).notes == "Last words."

    def test_undo_shows_the_fields_as_they_were(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        field = view.editor.lines["name"]
        field.selectAll()
        qtbot.keyClicks(field, "Ultimatum")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert view.tree.currentIndex().data() == "Ultimatum"
        project.undo()
        assert field.text() == "Threat of force"
        assert view.tree.currentIndex().data() == "Threat of force"

    def test_a_short_id_that_is_taken_is_refused_in_words_and_stays_typed(
        self, qtbot: QtBot, view: CodebookView, session: Session, project: Project
    ) -> None:
        field = view.editor.lines["short_id"]
        field.selectAll()
        qtbot.keyClicks(field, "esc-mil")
        with qtbot.waitSignal(session.refused) as refused:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert "ESC-MIL" in refused.args[0]
        assert field.text() == "esc-mil"
        assert project.codes.get(view.code).short_id == "ESC-THR"

    def test_a_half_typed_name_is_not_complained_about_in_a_pause(
        self, qtbot: QtBot, view: CodebookView, session: Session
    ) -> None:
        field = view.editor.lines["name"]
        field.setFocus()
        field.selectAll()
        with qtbot.assertNotEmitted(session.refused, wait=1300):
            qtbot.keyClick(field, Qt.Key.Key_Backspace)

    def test_a_code_moves_by_its_parent_but_never_under_itself(self, view: CodebookView, project: Project) -> None:
        choice = view.editor.parent_choice
        words = [choice.itemText(row).strip() for row in range(choice.count())]
        assert "ESC-THR  Threat of force" not in words
        row = words.index("SAN  Sanctions")
        choice.setCurrentIndex(row)
        choice.activated.emit(row)
        assert project.codes.get(view.code).parent == code(project, "SAN")
        assert "  ESC-THR Threat of force" in shown(view.tree)
        assert view.tree.code == view.code

    def test_examples_stand_under_their_kind_and_open_their_place(
        self, qtbot: QtBot, view: CodebookView, session: Session, project: Project
    ) -> None:
        project.codes.add_example(
            view.code, "There will be costs", kind=ExampleKind.BORDERLINE, document=1, span=Span(0, 19), note="Why."
        )  # fmt: skip
        (card,) = view.editor.sections[ExampleKind.BORDERLINE].cards
        assert view.editor.sections[ExampleKind.TYPICAL].cards == []
        with qtbot.waitSignal(session.revealed) as revealed:
            card.open_button.click()
        assert revealed.args == [1, Span(0, 19)]
        card.remove_button.click()
        assert view.editor.sections[ExampleKind.BORDERLINE].cards == []
        project.undo()
        assert len(view.editor.sections[ExampleKind.BORDERLINE].cards) == 1

    def test_an_example_without_a_document_cannot_be_opened(self, view: CodebookView, project: Project) -> None:
        project.codes.add_example(view.code, "Somewhere else")
        (card,) = view.editor.sections[ExampleKind.TYPICAL].cards
        assert not hasattr(card, "open_button")

    @pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
    @pytest.mark.parametrize(("words", "span"), [("further steps", Span(45, 58)), ("“nowhere at all”", None)])
    def test_an_example_is_added_and_linked_to_where_its_words_stand(
        self, qtbot: QtBot, view: CodebookView, project: Project, words: str, span: Span | None
    ) -> None:
        view.editor.sections[ExampleKind.BORDERLINE].add_button.click()
        popup = view.editor.sections[ExampleKind.BORDERLINE].findChild(ExamplePopup)
        assert popup is not None
        assert not popup.add_button.isEnabled()
        popup.quotation.setPlainText(words)
        qtbot.keyClicks(popup.note, "Why.")
        qtbot.keyClick(popup.note, Qt.Key.Key_Return)
        (example,) = project.codes.examples((code(project, "ESC-THR"),))
        assert (example.kind, example.span, example.note) == (ExampleKind.BORDERLINE, span, "Why.")
        assert example.quotation == words.strip("“”")
        assert len(view.editor.sections[ExampleKind.BORDERLINE].cards) == 1
        assert project.next_undo == "New example of ESC-THR"

    def test_every_field_has_a_name_for_screen_readers(self, view: CodebookView) -> None:
        fields = [*view.editor.lines.values(), *view.editor.texts.values(), view.editor.parent_choice, view.aside.key]
        assert all(field.accessibleName() for field in fields)

    def test_a_paragraph_is_as_high_as_its_words(self, view: CodebookView, project: Project) -> None:
        field = view.editor.texts["definition"]
        before = field.height()
        project.codes.edit(code(project, "ESC-THR"), definition="Long words. " * 200)
        assert field.minimumHeight() > before + 100


class TestAside:
    def test_it_names_what_is_missing(self, view: CodebookView, project: Project) -> None:
        assert view.aside.filled.text() == "4 of 11"
        assert view.aside.missing.text().startswith("Missing: full definition, use when")
        project.codes.edit(code(project, "ESC-THR"), definition="d", when_to_use="u", when_not="n", notes="o")
        for kind in ExampleKind:
            project.codes.add_example(code(project, "ESC-THR"), "q", kind=kind)
        assert view.aside.filled.text() == "11 of 11"
        assert view.aside.missing.text() == "Every field is filled."

    def test_a_colour_is_chosen_by_mouse_and_keyboard(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        swatches = view.aside.colours._swatches
        qtbot.mouseClick(swatches[3], Qt.MouseButton.LeftButton)
        assert project.codes.get(view.code).colour == CODE_COLOURS[3].light
        assert [swatch.isChecked() for swatch in swatches].index(True) == 3
        swatches[3].setFocus()
        qtbot.keyClick(swatches[3], Qt.Key.Key_Down)
        assert swatches[11].hasFocus()
        qtbot.keyClick(swatches[11], Qt.Key.Key_Return)
        assert project.codes.get(view.code).colour == CODE_COLOURS[11].light
        assert sum(swatch.isChecked() for swatch in swatches) == 1

    def test_colours_are_called_by_name_in_both_forms(self) -> None:
        assert colour_name(CODE_COLOURS[1].light) == colour_name(CODE_COLOURS[1].dark.lower()) == "crimson"
        assert colour_name("#123456") == "a colour of its own"

    def test_a_key_is_taken_over_from_the_code_that_had_it(
        self, view: CodebookView, session: Session, project: Project
    ) -> None:
        session.select_code(code(project, "SAN-COS"))
        key = view.aside.key
        row = next(row for row in range(key.count()) if key.itemText(row) == "1, now ESC-THR")
        key.setCurrentIndex(row)
        key.activated.emit(row)
        keys = {each.short_id: each.key for each in project.codes.all()}
        assert keys["SAN-COS"] == "1"
        assert keys["ESC-THR"] == ""

    def test_codings_are_counted_with_their_documents(self, view: CodebookView, project: Project) -> None:
        assert view.aside.uses.total.text() == "none yet"
        project.codings.add(1, Span(0, 5), code(project, "ESC-THR"))
        project.codings.add(1, Span(6, 9), code(project, "ESC-THR"))
        assert view.aside.uses.total.text() == "2 in 1 document"


class TestView:
    def test_new_code_is_ready_to_be_named_and_undone_in_one_step(
        self, qtbot: QtBot, view: CodebookView, project: Project
    ) -> None:
        view.new_code(code(project, "ESC"))
        field = view.editor.lines["name"]
        assert field.hasFocus()
        assert field.selectedText() == "New code"
        assert project.codes.get(view.code).parent == code(project, "ESC")
        project.undo()
        assert len(project.codes.all()) == 5
        assert view.code is not None

    def test_a_second_new_code_finds_a_free_name(self, view: CodebookView, project: Project) -> None:
        view.new_code()
        view.new_code()
        assert [each.name for each in project.codes.all()][-2:] == ["New code", "New code 2"]

    def test_the_plus_stays_in_the_family(self, view: CodebookView, session: Session, project: Project) -> None:
        view._new.click()
        assert project.codes.all()[-1].parent == code(project, "ESC")
        session.select_code(code(project, "SAN"))
        view._new.click()
        assert project.codes.all()[-1].parent == code(project, "SAN")

    def test_a_removed_code_gives_way_to_its_neighbour_and_comes_back(
        self, qtbot: QtBot, view: CodebookView, project: Project
    ) -> None:
        view.tree.setFocus()
        qtbot.keyClick(view.tree, Qt.Key.Key_Delete)
        assert "  THR Threat of force" not in shown(view.tree)
        assert view.code == code(project, "ESC-MIL")
        project.undo()
        assert "  THR Threat of force" in shown(view.tree)

    def test_the_view_follows_the_session_and_leads_it(
        self, qtbot: QtBot, view: CodebookView, session: Session, project: Project
    ) -> None:
        assert view.code == view.tree.code == code(project, "ESC-THR")
        qtbot.keyClick(view.tree, Qt.Key.Key_Down)
        assert session.code == view.code == code(project, "ESC-MIL")

    def test_shown_again_it_shows_the_code_chosen_meanwhile(
        self, view: CodebookView, session: Session, project: Project
    ) -> None:
        view.hide()
        session.select_code(code(project, "SAN-COS"))
        view.show()
        assert view.code == code(project, "SAN-COS")

    def test_how_many_codes_lack_something_stands_below(self, view: CodebookView, project: Project) -> None:
        assert view._lacking.text() == "5 codes have missing fields"

    def test_without_codes_one_can_make_one(self, qtbot: QtBot) -> None:
        with Project.in_memory() as project:
            view = CodebookView(Session(project))
            qtbot.addWidget(view)
            view.show()
            assert view.empty.isVisible()
            assert view.empty.new_button is not None
            view.empty.new_button.click()
            assert [each.name for each in project.codes.all()] == ["New code"]
            assert not view.empty.isVisible()
            project.undo()
            assert view.empty.isVisible()

    def test_without_codes_a_shipped_codebook_can_be_taken(self, qtbot: QtBot) -> None:
        with Project.in_memory() as project:
            view = CodebookView(Session(project))
            qtbot.addWidget(view)
            view.show()
            assert set(view.empty.templates) >= {"crimea-talks", "generic-news-frames"}
            view.empty.templates["crimea-talks"].click()
            assert len(project.codes.all()) == 21
            assert view.editor.isVisible()
            assert view.code == code(project, "ESC")
            project.undo()
            assert view.empty.isVisible()

    def test_a_project_that_cannot_be_written_can_be_read_only(self, qtbot: QtBot, project: Project) -> None:
        project.writable = False
        view = CodebookView(Session(project))
        qtbot.addWidget(view)
        view.show()
        assert view.editor.lines["name"].isReadOnly()
        assert not view._new.isEnabled()
        assert not view.aside.key.isEnabled()
        assert view.tree.isEnabled()
