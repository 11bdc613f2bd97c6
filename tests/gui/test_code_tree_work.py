"""Work on the codebook in its tree: moving by mouse and keys, renaming in place, the menu, words that fall on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from cadrage.core.filtering import Filter
from cadrage.core.model import Span
from cadrage.gui.code_tree import SPAN_MIME
from cadrage.gui.codebook_panel import CodebookPanel
from cadrage.gui.codebook_view import CodebookView
from cadrage.gui.colour_picker import ColourPopup
from cadrage.gui.kit import RowRole
from cadrage.gui.session import Session
from cadrage.store.project import Project
from tests.gui.codebook_desk import carried, code, drop, place, project, session, shown, view

__all__ = ["project", "session", "view"]

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> CodebookPanel:
    panel = CodebookPanel(session)
    qtbot.addWidget(panel)
    panel.resize(278, 400)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    return panel


class TestDragAndDrop:
    def test_a_code_dropped_on_another_comes_under_it(self, view: CodebookView, project: Project) -> None:
        tree = view.tree
        row = tree.visualRect(place(tree, "SAN", project))
        assert drop(tree, carried(tree, "ESC-MIL", project), row.center())
        assert shown(tree) == ["ESC", "  THR", "SAN", "  COS", "  ESC-MIL"]
        assert project.next_undo == "Move ESC-MIL"
        assert tree.code == code(project, "ESC-MIL").id
        project.undo()
        assert shown(tree) == ["ESC", "  THR", "  MIL", "SAN", "  COS"]

    def test_between_two_it_stands_between_them(self, view: CodebookView, project: Project) -> None:
        tree = view.tree
        top = tree.visualRect(place(tree, "ESC-THR", project)).topLeft() + QPoint(60, 1)
        assert drop(tree, carried(tree, "ESC-MIL", project), top)
        assert shown(tree) == ["ESC", "  MIL", "  THR", "SAN", "  COS"]

    def test_below_all_it_becomes_a_family(self, view: CodebookView, project: Project) -> None:
        tree = view.tree
        below = tree.visualRect(place(tree, "SAN-COS", project)).bottomLeft() + QPoint(60, 80)
        assert drop(tree, carried(tree, "ESC-MIL", project), below)
        assert shown(tree) == ["ESC", "  THR", "SAN", "  COS", "ESC-MIL"]

    def test_a_family_does_not_fall_into_itself(self, view: CodebookView, project: Project) -> None:
        tree, before = view.tree, project.next_undo
        row = tree.visualRect(place(tree, "ESC-THR", project))
        assert not drop(tree, carried(tree, "ESC", project), row.center())
        assert project.next_undo == before

    def test_under_a_filter_it_still_stands_before_the_one_it_was_dropped_before(
        self, view: CodebookView, project: Project
    ) -> None:
        tree = view.tree
        for short in ("ESC-A", "ESC-B"):
            project.codes.add(f"Unspecified {short}", short_id=short, parent=code(project, "ESC").id, key="")
        tree.filter("unspecified")
        top = tree.visualRect(place(tree, "ESC-B", project)).topLeft() + QPoint(60, 1)
        assert drop(tree, carried(tree, "SAN-COS", project), top)
        tree.filter("")
        assert shown(tree) == ["ESC", "  THR", "  MIL", "  A", "  SAN-COS", "  B", "SAN"]

    def test_words_that_fall_on_a_code_get_it(self, qtbot: QtBot, panel: CodebookPanel, project: Project) -> None:
        data = QMimeData()
        data.setData(SPAN_MIME, b"")
        data.setText("There will be costs")
        row = panel.tree.visualRect(place(panel.tree, "ESC-MIL", project))
        with qtbot.waitSignal(panel.applied) as applied:
            assert drop(panel.tree, data, row.center())
        assert applied.args == [code(project, "ESC-MIL").id]

    def test_other_words_and_other_codes_do_not_fall_on_the_tree_while_coding(
        self, qtbot: QtBot, panel: CodebookPanel, project: Project
    ) -> None:
        data, before = QMimeData(), project.next_undo
        data.setText("from another program")
        row = panel.tree.visualRect(place(panel.tree, "SAN", project))
        with qtbot.assertNotEmitted(panel.applied):
            assert not drop(panel.tree, data, row.center())
            assert not drop(panel.tree, carried(panel.tree, "ESC-MIL", project), row.center())
        assert project.next_undo == before


class TestKeys:
    def test_alt_shift_and_arrows_move_a_code(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        tree = view.tree
        qtbot.keyClick(tree, Qt.Key.Key_Down, ALT_SHIFT)
        assert shown(tree) == ["ESC", "  MIL", "  THR", "SAN", "  COS"]
        qtbot.keyClick(tree, Qt.Key.Key_Up, ALT_SHIFT)
        assert shown(tree) == ["ESC", "  THR", "  MIL", "SAN", "  COS"]
        qtbot.keyClick(tree, Qt.Key.Key_Left, ALT_SHIFT)
        assert shown(tree) == ["ESC", "  MIL", "ESC-THR", "SAN", "  COS"]
        qtbot.keyClick(tree, Qt.Key.Key_Right, ALT_SHIFT)
        assert shown(tree) == ["ESC", "  MIL", "  THR", "SAN", "  COS"]
        assert tree.code == code(project, "ESC-THR").id

    def test_at_the_edges_they_do_nothing(self, qtbot: QtBot, view: CodebookView, session: Session) -> None:
        session.select_code(code(session.project, "ESC").id)
        before = session.project.next_undo
        for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right):
            qtbot.keyClick(view.tree, key, ALT_SHIFT)
        assert session.project.next_undo == before

    def test_del_deletes_an_unused_code_and_retires_a_used_one(
        self, qtbot: QtBot, view: CodebookView, session: Session, project: Project
    ) -> None:
        project.codings.add(1, Span(0, 5), code(project, "ESC-THR").id)
        told: list[str] = []
        session.told.connect(told.append)
        qtbot.keyClick(view.tree, Qt.Key.Key_Delete)
        assert told[-1] == "ESC-THR retired; its codings stay. Undo brings it back."
        assert len(project.codings.all()) == 1
        qtbot.keyClick(view.tree, Qt.Key.Key_Delete)
        assert told[-1] == "ESC-MIL deleted. Undo brings it back."
        assert shown(view.tree) == ["ESC", "SAN", "  COS"]

    def test_in_a_project_that_can_only_be_read_nothing_is_said_to_be_done(self, qtbot: QtBot, tmp_path: Path) -> None:
        path = tmp_path / "study.cadrage"
        with Project.create(path) as project:
            project.codes.add("Escalation", short_id="ESC")
        with Project.open_reading(path) as project:
            session = Session(project)
            view = CodebookView(session)
            qtbot.addWidget(view)
            view.show()
            told: list[str] = []
            session.told.connect(told.append)
            with qtbot.waitSignal(session.refused) as refused:
                view.verbs.remove()
            assert "read-only" in refused.args[0]
            assert told == []
            assert session.code == view.code == code(project, "ESC").id
            qtbot.keyClick(view.tree, Qt.Key.Key_F2)
            assert view.tree.findChild(QLineEdit) is None


class TestRenaming:
    def test_f2_opens_the_name_in_its_row(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        qtbot.keyClick(view.tree, Qt.Key.Key_F2)
        field = view.tree.findChild(QLineEdit)
        assert field is not None
        assert field.text() == "Threat of force"
        assert view.tree.visualRect(view.tree.currentIndex()).contains(field.geometry().center())
        qtbot.keyClicks(field, "Ultimatum")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: code(project, "ESC-THR").name == "Ultimatum")
        assert view.editor.lines["name"].text() == "Ultimatum"
        assert project.next_undo == "Edit ESC-THR"

    def test_esc_leaves_it(self, qtbot: QtBot, panel: CodebookPanel, project: Project) -> None:
        panel.tree.begin_renaming(code(project, "SAN").id)
        field = panel.tree.findChild(QLineEdit)
        assert field is not None
        qtbot.keyClicks(field, "Other")
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert code(project, "SAN").name == "Sanctions"

    def test_a_name_that_is_taken_is_refused_in_words(
        self, qtbot: QtBot, panel: CodebookPanel, session: Session, project: Project
    ) -> None:
        panel.tree.begin_renaming(code(project, "SAN").id)
        field = panel.tree.findChild(QLineEdit)
        assert field is not None
        field.setText("escalation")
        with qtbot.waitSignal(session.refused) as refused:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert "Escalation" in refused.args[0]

    def test_a_change_elsewhere_leaves_what_is_typed_and_undo_stores_it_first(
        self, qtbot: QtBot, panel: CodebookPanel, session: Session, project: Project
    ) -> None:
        panel.tree.begin_renaming(code(project, "SAN").id)
        field = panel.tree.findChild(QLineEdit)
        assert field is not None
        qtbot.keyClicks(field, "Penalt")
        project.codings.add(1, Span(0, 5), code(project, "SAN").id)
        project.codes.edit(code(project, "ESC").id, brief="It grows.")
        assert field.text() == "Penalt"
        session.settling.emit()
        assert code(project, "SAN").name == "Penalt"


def menu_of(widget: CodebookPanel | CodebookView) -> QMenu:
    return next(menu for menu in widget.tree.findChildren(QMenu) if menu.isVisible())


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, start: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(start)).trigger()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
class TestMenu:
    def ask(self, widget: CodebookPanel | CodebookView) -> QMenu:
        """The Menu key or Shift+F10, as the platform sends them."""
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(widget.tree.viewport(), QContextMenuEvent(reason, QPoint(5, 5), QPoint(5, 5)))
        return menu_of(widget)

    def test_while_coding_it_has_what_can_be_done_without_leaving_the_text(
        self, panel: CodebookPanel, session: Session, project: Project
    ) -> None:
        panel.tree.select(code(project, "ESC-THR").id)
        menu = self.ask(panel)
        assert words(menu)[:8] == [
            "New family", "New code under ESC-THR", "Rename", "Colour…", "Key", "Merge into…", "Delete ESC-THR",
            "Open in the codebook",
        ]  # fmt: skip
        assert not {"Move", "Split…", "Show retired codes"} & set(words(menu))
        assert menu.activeAction().text() == "New family"

    def test_in_the_codebook_it_has_moving_splitting_and_the_retired_too(self, view: CodebookView) -> None:
        assert {"Move", "Split…", "Show retired codes"} <= set(words(self.ask(view)))

    def test_it_says_whether_a_code_would_be_retired(self, view: CodebookView, session: Session) -> None:
        project = session.project
        project.codings.add(1, Span(0, 5), code(project, "ESC-MIL").id)
        session.select_code(code(project, "ESC").id)
        assert "Retire ESC and its sub-codes" in words(self.ask(view))

    def test_a_new_code_is_named_where_it_stands(self, qtbot: QtBot, panel: CodebookPanel, project: Project) -> None:
        panel.tree.select(code(project, "SAN").id)
        choose(self.ask(panel), "New code under")
        field = panel.tree.findChild(QLineEdit)
        assert field is not None
        assert field.hasFocus()
        qtbot.keyClicks(field, "Embargo")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: project.codes.all()[-1].name == "Embargo")
        assert project.codes.all()[-1].parent == code(project, "SAN").id

    def test_a_key_taken_from_another_code_is_told(
        self, panel: CodebookPanel, session: Session, project: Project
    ) -> None:
        told: list[str] = []
        session.told.connect(told.append)
        panel.tree.select(code(project, "SAN-COS").id)
        keys = next(menu for menu in self.ask(panel).findChildren(QMenu) if menu.title() == "Key")
        assert words(keys)[:3] == ["None", "1 (now ESC-THR)", "2"]
        choose(keys, "1 (now")
        assert told == ["Key 1 applies SAN-COS now; ESC-THR had it. Undo gives it back."]
        assert (code(project, "SAN-COS").key, code(project, "ESC-THR").key) == ("1", "")
        project.undo()
        assert (code(project, "SAN-COS").key, code(project, "ESC-THR").key) == ("", "1")

    def test_a_colour_is_chosen_beside_the_row(self, panel: CodebookPanel, project: Project) -> None:
        panel.tree.select(code(project, "SAN-COS").id)
        choose(self.ask(panel), "Colour")
        popup = next(each for each in panel.tree.findChildren(ColourPopup) if each.isVisible())
        popup.colours._swatches[4].click()
        assert code(project, "SAN-COS").colour == "#6B4300"
        assert not popup.isVisible()

    def test_open_in_the_codebook_goes_to_the_code(
        self, qtbot: QtBot, panel: CodebookPanel, session: Session, project: Project
    ) -> None:
        panel.tree.select(code(project, "SAN-COS").id)
        with qtbot.waitSignal(panel.edit_requested):
            choose(self.ask(panel), "Open in")
        assert session.code == code(project, "SAN-COS").id

    def test_retired_codes_can_be_shown_and_taken_back(
        self, qtbot: QtBot, view: CodebookView, session: Session, project: Project
    ) -> None:
        project.codings.add(1, Span(0, 5), code(project, "ESC-MIL").id)
        project.codes.remove(code(project, "ESC-MIL").id)
        choose(self.ask(view), "Show retired")
        assert "  MIL" in shown(view.tree)
        index = place(view.tree, "ESC-MIL", project)
        assert index.data(RowRole.MUTED)
        assert "retired" in index.data(Qt.ItemDataRole.AccessibleTextRole)
        view.tree.setCurrentIndex(index)
        assert view.editor.retired.isVisible()
        assert view.editor.lines["name"].isReadOnly()
        assert view.editor.retired.button is not None
        view.editor.retired.button.click()
        assert not code(project, "ESC-MIL").retired
        assert not view.editor.lines["name"].isReadOnly()

    def test_a_read_only_project_offers_nothing_that_writes(
        self, qtbot: QtBot, project: Project, session: Session
    ) -> None:
        project.writable = False
        panel = CodebookPanel(session)
        qtbot.addWidget(panel)
        panel.show()
        panel.tree.select(code(project, "SAN-COS").id)
        assert set(words(self.ask(panel))) == {"Open in the codebook", "Filter by this code"}


class TestCounts:
    def test_only_the_row_of_the_code_is_told_of(self, panel: CodebookPanel, project: Project) -> None:
        changed: list[str] = []
        panel.tree.model().dataChanged.connect(lambda first, last: changed.extend((first.data(), last.data())))
        coding = project.codings.add(1, Span(0, 5), code(project, "ESC-MIL").id)
        assert changed == ["Military build-up"] * 2
        changed.clear()
        project.codings.recode(coding.id, code(project, "SAN-COS").id)
        assert set(changed) == {"Military build-up", "Unspecified costs"}
        counts = [place(panel.tree, short, project).data(RowRole.COUNT) for short in ("ESC-MIL", "SAN-COS")]
        assert counts == ["", "1"]
        project.undo()
        counts = [place(panel.tree, short, project).data(RowRole.COUNT) for short in ("ESC-MIL", "SAN-COS")]
        assert counts == ["1", ""]

    def test_they_obey_the_filter(self, panel: CodebookPanel, session: Session, project: Project) -> None:
        coding = project.codings.add(1, Span(0, 5), code(project, "ESC-MIL").id)
        session.set_filter(Filter(important=True))
        assert place(panel.tree, "ESC-MIL", project).data(RowRole.COUNT) == ""
        project.codings.mark_important(coding.id, important=True)
        assert place(panel.tree, "ESC-MIL", project).data(RowRole.COUNT) == "1"

    def test_a_merge_counts_anew(self, panel: CodebookPanel, project: Project) -> None:
        project.codings.add(1, Span(0, 5), code(project, "ESC-MIL").id)
        project.codes.merge([code(project, "ESC-MIL").id], code(project, "SAN-COS").id)
        assert place(panel.tree, "SAN-COS", project).data(RowRole.COUNT) == "1"
