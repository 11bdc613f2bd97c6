"""The gallery of shipped codebooks, the aside's figures, free colours and suggested ids."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cadrage.core.colour import contrast
from cadrage.core.filtering import Filter
from cadrage.core.model import Scope, Span
from cadrage.gui.codebook_gallery import Gallery
from cadrage.gui.codebook_view import CodebookView
from cadrage.gui.colour_picker import ColourPicker, contrast_words
from cadrage.gui.kit import Label, RowRole
from cadrage.gui.session import Session
from cadrage.gui.theme import THEMES, code_colour
from cadrage.store.project import Project
from tests.gui.codebook_desk import code, project, session, view

__all__ = ["project", "session", "view"]

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def gallery(view: CodebookView) -> Gallery:
    view.show_gallery()
    return view.gallery


def open_book(gallery: Gallery, start: str) -> None:
    model = gallery.books.model()
    titles = [model.index(row, 0).data() for row in range(model.rowCount())]
    gallery.books.setCurrentIndex(model.index(next(n for n, title in enumerate(titles) if title.startswith(start)), 0))


class TestGallery:
    def test_it_shows_what_ships_with_source_and_every_code(self, gallery: Gallery) -> None:
        assert gallery.books.model().rowCount() == 4
        open_book(gallery, "Frame functions")
        assert "Entman" in gallery._source.text()
        assert gallery.add_button.text() == "Add 5 codes"
        shown = " ".join(label.text() for label in gallery.card.findChildren(Label))
        assert "Any of the four functions." in shown

    def test_chosen_codes_bring_what_they_stand_under(
        self, qtbot: QtBot, view: CodebookView, gallery: Gallery, project: Project
    ) -> None:
        open_book(gallery, "War and peace")
        gallery.none_button.click()
        assert not gallery.add_button.isEnabled()
        model = gallery.tree.model()
        index = model.index(1, 0, model.index(0, 0))
        gallery.tree.setCurrentIndex(index)
        qtbot.keyClick(gallery.tree, Qt.Key.Key_Space)
        assert model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked
        gallery.variables.setChecked(False)
        gallery.add_button.click()
        added = [each.short_id for each in project.codes.all()][5:]
        assert added == ["WAR", "WAR-PRO"]
        assert project.codes.examples([code(project, "WAR-PRO").id])
        assert project.variables.all(Scope.CODING) == ()
        assert view.editor.isVisible()
        project.undo()
        assert len(project.codes.all()) == 5

    def test_a_click_on_the_box_of_a_family_ticks_all_of_it(self, qtbot: QtBot, gallery: Gallery) -> None:
        open_book(gallery, "War and peace")
        gallery.none_button.click()
        row = gallery.tree.visualRect(gallery.tree.model().index(1, 0))
        qtbot.mouseClick(gallery.tree.viewport(), LEFT, pos=row.topLeft() + QPoint(10, 13))
        assert gallery.add_button.text() == "Add 6 codes"
        qtbot.mouseClick(gallery.tree.viewport(), LEFT, pos=row.topLeft() + QPoint(10, 13))
        assert not gallery.add_button.isEnabled()

    def test_codes_that_are_there_are_marked_and_not_doubled(
        self, view: CodebookView, gallery: Gallery, project: Project
    ) -> None:
        open_book(gallery, "Crimea")
        model = gallery.tree.model()
        assert model.index(0, 0).data(RowRole.COUNT) == "here"
        assert model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) is None
        assert "in this project already" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        gallery.add_button.click()
        short_ids = [each.short_id for each in project.codes.all()]
        assert len(short_ids) == len(set(short_ids)) == 21
        assert code(project, "ESC-INV").parent == code(project, "ESC").id
        view.show_gallery()
        open_book(gallery, "Crimea")
        assert not gallery.add_button.isEnabled()

    def test_esc_and_a_button_lead_back(self, qtbot: QtBot, view: CodebookView, gallery: Gallery) -> None:
        qtbot.keyClick(gallery.tree, Qt.Key.Key_Escape)
        assert view.editor.isVisible()
        view.show_gallery()
        gallery.back_button.click()
        assert view.editor.isVisible()

    def test_an_empty_codebook_leads_to_it(self, qtbot: QtBot) -> None:
        with Project.in_memory() as project:
            view = CodebookView(Session(project))
            qtbot.addWidget(view)
            view.show()
            view.empty.gallery_button.click()
            assert view.gallery.isVisible()
            view.gallery.back_button.click()
            assert view.empty.isVisible()


class TestUses:
    def test_they_are_counted_by_coder_and_document_and_lead_there(
        self, qtbot: QtBot, view: CodebookView, session: Session, project: Project
    ) -> None:
        other = project.coders.all()[1]
        project.codings.add(1, Span(15, 20), code(project, "ESC-THR").id)
        project.codings.add(1, Span(0, 5), code(project, "ESC-THR").id)
        project.codings.add(1, Span(0, 5), code(project, "ESC-THR").id, coder=other.id)
        uses = view.aside.uses
        assert uses.total.text() == "2 in 1 document"
        assert uses.family.text() == "Other coders are hidden."
        assert not uses.coders.isVisible()
        session.show_others(shown=True)
        assert uses.total.text() == "3 in 1 document"
        rows = [uses.coders.model().index(row, 0) for row in range(2)]
        assert [(row.data(), row.data(RowRole.COUNT)) for row in rows] == [("A", 2), ("B", 1)]
        uses.documents.setFocus()
        uses.documents.setCurrentIndex(uses.documents.model().index(0, 0))
        with qtbot.waitSignal(session.revealed) as revealed:
            qtbot.keyClick(uses.documents, Qt.Key.Key_Return)
        assert revealed.args == [1, Span(0, 5)]

    def test_they_obey_the_filter_and_say_so(self, view: CodebookView, session: Session, project: Project) -> None:
        important = project.codings.add(1, Span(15, 20), code(project, "ESC-THR").id)
        project.codings.add(1, Span(0, 5), code(project, "ESC-THR").id)
        project.codings.mark_important(important.id, important=True)
        session.set_filter(Filter(important=True))
        assert view.aside.uses.total.text() == "1 in 1 document"
        assert "filter" in view.aside.uses.family.text()

    def test_a_family_is_counted_with_its_sub_codes(
        self, view: CodebookView, session: Session, project: Project
    ) -> None:
        project.codings.add(1, Span(0, 5), code(project, "ESC-THR").id)
        session.select_code(code(project, "ESC").id)
        assert view.aside.uses.total.text() == "none yet"
        assert view.aside.uses.family.text().startswith("1 with its sub-codes.")


class TestMissing:
    def test_a_ring_stands_beside_each_field_that_says_nothing(self, view: CodebookView, project: Project) -> None:
        visible = {name for name, mark in view.editor.marks.items() if mark.isVisible()}
        assert visible == {"definition", "when_to_use", "when_not", "notes"}
        project.codes.edit(code(project, "ESC-THR").id, definition="A demand.")
        assert not view.editor.marks["definition"].isVisible()

    def test_the_aside_leads_to_the_first_one(self, view: CodebookView, project: Project) -> None:
        view.aside.go_button.click()
        assert view.editor.texts["definition"].hasFocus()
        project.codes.edit(code(project, "ESC-THR").id, definition="d", when_to_use="u", when_not="n")
        view.aside.go_button.click()
        assert view.editor.focusWidget() is not None
        assert view.editor.focusWidget().accessibleName() == "Add to typical examples"


class TestShortIds:
    def test_one_is_suggested_from_the_name_and_taken_with_enter(
        self, qtbot: QtBot, view: CodebookView, project: Project
    ) -> None:
        view.new_code(code(project, "ESC").id)
        qtbot.keyClicks(view.editor.lines["name"], "Threats")
        field = view.editor.lines["short_id"]
        assert field.placeholderText() == "ESC-THE"
        assert view.editor.suggestion.isVisible()
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert code(project, "ESC-THE").name == "Threats"
        assert not view.editor.suggestion.isVisible()


class TestColours:
    def test_any_colour_can_be_typed_and_its_contrast_is_shown(
        self, qtbot: QtBot, view: CodebookView, project: Project
    ) -> None:
        colours = view.aside.colours
        colours.free_button.click()
        colours.digits.selectAll()
        qtbot.keyClicks(colours.digits, "fff4a0")
        assert "on light (drawn darker)" in colours.contrast.text()
        qtbot.keyClick(colours.digits, Qt.Key.Key_Return)
        assert code(project, "ESC-THR").colour == "#FFF4A0"
        drawn = code_colour(THEMES["light"], "#FFF4A0").name()
        assert contrast(drawn, THEMES["light"].surface) >= 3

    def test_what_is_no_colour_is_said(self, qtbot: QtBot, view: CodebookView, project: Project) -> None:
        colours, before = view.aside.colours, code(project, "ESC-THR").colour
        colours.free_button.click()
        colours.digits.selectAll()
        qtbot.keyClicks(colours.digits, "#12")
        qtbot.keyClick(colours.digits, Qt.Key.Key_Return)
        assert "six digits" in colours.contrast.text()
        assert code(project, "ESC-THR").colour == before

    def test_the_field_is_used_by_mouse_and_keys(self, qtbot: QtBot) -> None:
        picker = ColourPicker()
        qtbot.addWidget(picker)
        picker.show()
        picker.free_button.click()
        chosen: list[str] = []
        picker.chosen.connect(chosen.append)
        qtbot.mouseClick(picker.field, LEFT, pos=picker.field.rect().center())
        qtbot.keyClick(picker.field, Qt.Key.Key_Right)
        assert len(chosen) == 1
        qtbot.keyClick(picker.field, Qt.Key.Key_Space)
        assert len(set(chosen)) == 2
        assert picker.digits.text() == chosen[1]

    def test_colours_of_the_palette_are_not_said_to_be_changed(self) -> None:
        assert contrast_words("#B44157") == "Contrast 5.5:1 on light, 5.7:1 on dark"
