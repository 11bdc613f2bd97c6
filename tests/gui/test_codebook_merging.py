"""Merging and splitting codes in the codebook view, by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cadrage.core.filtering import Filter
from cadrage.core.model import Span, Subject
from cadrage.gui.codebook_merge import MergePopup
from cadrage.gui.codebook_split import SplitPage
from cadrage.gui.codebook_view import CodebookView
from cadrage.gui.session import Session
from cadrage.store.project import Project
from tests.gui.codebook_desk import code, project, session, shown, view

__all__ = ["project", "session", "view"]

LEFT = Qt.MouseButton.LeftButton


def spans(project: Project, short_id: str) -> list[tuple[int, int, str]]:
    names = {coder.id: coder.name for coder in project.coders.all()}
    wanted = code(project, short_id).id
    return [(c.span.start, c.span.end, names[c.coder]) for c in project.codings.all() if c.code == wanted]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
class TestMerging:
    def popup(self, view: CodebookView) -> MergePopup:
        view.merge_code()
        return next(each for each in view.tree.findChildren(MergePopup) if each.isVisible())

    def test_typing_finds_the_code_that_is_kept_and_enter_merges(
        self, qtbot: QtBot, view: CodebookView, session: Session, project: Project
    ) -> None:
        other = project.coders.all()[1]
        project.codings.add(1, Span(0, 5), code(project, "ESC-THR").id)
        project.codings.add(1, Span(0, 9), code(project, "ESC-THR").id, coder=other.id)
        told: list[str] = []
        session.told.connect(told.append)
        popup = self.popup(view)
        qtbot.keyClicks(popup.field, "costs")
        assert popup.rows.words(popup.rows.values[0]) == "Unspecified costs"
        qtbot.keyClick(popup.field, Qt.Key.Key_Return)
        assert spans(project, "SAN-COS") == [(0, 5, "A"), (0, 9, "B")]
        assert code(project, "ESC-THR").retired
        assert shown(view.tree) == ["ESC", "  MIL", "SAN", "  COS"]
        assert view.code == code(project, "SAN-COS").id
        assert told[-1] == "ESC-THR is part of SAN-COS now. Undo takes it apart again."
        project.undo()
        assert spans(project, "SAN-COS") == []
        assert shown(view.tree) == ["ESC", "  THR", "  MIL", "SAN", "  COS"]

    def test_it_says_before_what_will_follow(self, view: CodebookView, session: Session, project: Project) -> None:
        for short in ("ESC-THR", "SAN-COS"):
            project.codings.add(1, Span(0, 5), code(project, short).id)
        project.codings.add(1, Span(9, 14), code(project, "ESC-THR").id)
        project.codes.add_example(code(project, "ESC-THR").id, "There will be costs")
        popup = self.popup(view)
        popup.field.setText("costs")
        assert popup.said.text() == (
            "To SAN-COS go: 2 shown codings (1 on words that have SAN-COS already), 1 example, the memos."
            " So do the codings of coders who are hidden now. One undo takes all of it back."
        )

    def test_the_code_itself_is_not_offered(self, view: CodebookView) -> None:
        popup = self.popup(view)
        assert "Threat of force" not in [popup.rows.words(value) for value in popup.rows.values]
        popup.field.setText("qqq")
        assert popup.said.text() == "No other code matches."

    def test_what_is_half_typed_in_the_editor_is_stored_first(
        self, qtbot: QtBot, view: CodebookView, project: Project
    ) -> None:
        qtbot.keyClicks(view.editor.texts["notes"], "Lexical.")
        popup = self.popup(view)
        popup.field.setText("costs")
        qtbot.keyClick(popup.field, Qt.Key.Key_Return)
        assert code(project, "SAN-COS").notes == "Lexical."


class TestSplitting:
    @pytest.fixture
    def page(self, view: CodebookView, project: Project) -> SplitPage:
        """ESC-THR on three passages of A, one of B."""
        other = project.coders.all()[1]
        for start, end in ((0, 5), (15, 20), (45, 58)):
            project.codings.add(1, Span(start, end), code(project, "ESC-THR").id)
        project.codings.add(1, Span(0, 5), code(project, "ESC-THR").id, coder=other.id)
        view.split_code()
        assert view.splitting.isVisible()
        return view.splitting

    def test_ticked_codings_move_to_the_new_code(
        self, qtbot: QtBot, view: CodebookView, page: SplitPage, project: Project
    ) -> None:
        qtbot.keyClick(page.list, Qt.Key.Key_Space)
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
        qtbot.keyClick(page.list, Qt.Key.Key_Space)
        assert not page.split_button.isEnabled()
        qtbot.keyClicks(page.name, "Ultimatum")
        assert page.short_id.text() == "ESC-ULT"
        assert page.split_button.text() == "Move 2 codings to the new code"
        qtbot.keyClick(page.name, Qt.Key.Key_Return)
        assert spans(project, "ESC-ULT") == [(0, 5, "A"), (45, 58, "A")]
        assert spans(project, "ESC-THR") == [(0, 5, "B"), (15, 20, "A")]
        assert shown(view.tree) == ["ESC", "  THR", "  ULT", "  MIL", "SAN", "  COS"]
        assert view.code == code(project, "ESC-ULT").id
        assert view.editor.isVisible()
        assert project.next_undo == "Split ESC-THR"

    def test_only_own_codings_are_offered_and_that_is_said(self, page: SplitPage) -> None:
        assert page.list.model().rowCount() == 3
        assert "other coders' codings" in page.note._words.text()

    def test_a_click_on_the_box_ticks_one_and_several_selected_together(self, qtbot: QtBot, page: SplitPage) -> None:
        rows = [page.list.visualRect(page.list.model().index(row, 0)) for row in range(3)]
        boxes = [QPoint(20, row.center().y()) for row in rows]
        qtbot.mouseClick(page.list.viewport(), LEFT, pos=boxes[1])
        assert len(page.list.ticked_codings) == 1
        qtbot.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.mouseClick(page.list.viewport(), LEFT, pos=boxes[0])
        assert len(page.list.ticked_codings) == 3
        qtbot.keyClick(page.list, Qt.Key.Key_Space)
        assert page.list.ticked_codings == []

    def test_a_filter_hides_but_keeps_what_is_ticked(self, page: SplitPage, project: Project) -> None:
        page.list.tick_shown(True)
        page.filter.setText("further")
        assert page.list.model().rowCount() == 1
        page.none_button.click()
        assert len(page.list.ticked_codings) == 2
        page.filter.clear()
        assert page.list.model().rowCount() == 3

    def test_under_it_the_id_is_that_of_a_sub_code(self, page: SplitPage, project: Project) -> None:
        page.list.tick_shown(True)
        page.name.setText("Ultimatum")
        page.place._group.button(1).click()
        assert page.short_id.text() == "ESC-THR-ULT"
        page.split_button.click()
        assert code(project, "ESC-THR-ULT").parent == code(project, "ESC-THR").id

    def test_a_name_that_is_taken_is_refused_and_nothing_is_lost(
        self, qtbot: QtBot, page: SplitPage, session: Session
    ) -> None:
        page.list.tick_shown(True)
        page.name.setText("Military build-up")
        with qtbot.waitSignal(session.refused):
            page.split_button.click()
        assert page.isVisible()
        assert len(page.list.ticked_codings) == 3

    def test_esc_gives_it_up(self, qtbot: QtBot, view: CodebookView, page: SplitPage) -> None:
        qtbot.keyClick(page.list, Qt.Key.Key_Escape)
        assert view.editor.isVisible()
        assert view.tree.hasFocus()

    def test_another_coder_has_other_codings(
        self, view: CodebookView, page: SplitPage, session: Session, project: Project
    ) -> None:
        session.switch_coder(project.coders.all()[1])
        assert not page.isVisible()
        view.split_code()
        assert page.list.model().rowCount() == 1

    def test_without_own_codings_there_is_nothing_to_tick(
        self, qtbot: QtBot, view: CodebookView, session: Session, project: Project
    ) -> None:
        view.split_code()
        assert not view.splitting.list.isVisible()
        assert "no codings of ESC-THR" in view.splitting.note._words.text()
        qtbot.keyClick(view.splitting.cancel_button, Qt.Key.Key_Escape)
        assert view.editor.isVisible()

    def test_what_the_filter_hides_is_not_listed_and_that_is_said(
        self, page: SplitPage, session: Session, project: Project
    ) -> None:
        project.codings.mark_important(project.codings.all()[0].id, important=True)
        session.set_filter(Filter(important=True))
        assert page.list.model().rowCount() == 1
        assert "filter" in page.note._words.text()

    def test_begun_again_nothing_is_ticked(self, view: CodebookView, page: SplitPage) -> None:
        page.list.tick_shown(True)
        page.cancel_button.click()
        view.split_code()
        assert page.list.model().rowCount() == 3
        assert page.list.ticked_codings == []

    def test_it_closes_when_the_code_goes(self, view: CodebookView, page: SplitPage, project: Project) -> None:
        project.codes.merge([code(project, "ESC-THR").id], code(project, "SAN-COS").id)
        assert not page.isVisible()

    def test_a_coding_removed_meanwhile_is_no_longer_ticked(self, page: SplitPage, project: Project) -> None:
        page.list.tick_shown(True)
        project.memos.set(Subject.CODING, project.codings.all()[0].guid, "Hm.")
        project.codings.remove([page.list.ticked_codings[0]])
        assert len(page.list.ticked_codings) == 2
