"""The import screen, on real files and projects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from cadrage import paths
from cadrage.gui.import_lists import CHECK, ENCODING, REMARK, TITLE, WORDS
from cadrage.gui.import_model import Batch, encoding_name
from cadrage.gui.import_things import EncodingCard
from cadrage.gui.import_view import ImportView
from cadrage.gui.session import Session
from cadrage.jobs import importing
from cadrage.store.project import Project

UNSURE = "Łódź".encode("cp1250")


@pytest.fixture
def project() -> Iterator[Project]:
    with Project.in_memory() as project:
        yield project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, one of them twice, and two files that are none."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Kerry met Lavrov in London.", encoding="utf-8")
    (folder / "b.txt").write_text("Crimea votes on Sunday, say it again.", encoding="utf-8")
    (folder / "c.txt").write_text("Kerry met Lavrov in London.", encoding="utf-8")
    (folder / "d.pdf").write_bytes(b"%PDF-1.4")
    (folder / "e.txt").write_bytes(b"\x89PNG\r\n\x1a\n000")
    return folder


@pytest.fixture
def view(qtbot: QtBot, project: Project) -> ImportView:
    view = ImportView(Session(project))
    qtbot.addWidget(view)
    view.resize(1280, 700)
    with qtbot.waitExposed(view):
        view.show()
    return view


def read(qtbot: QtBot, view: ImportView, *places: Path) -> None:
    view.begin(list(places))
    settled(qtbot, view)


def settled(qtbot: QtBot, view: ImportView) -> None:
    qtbot.waitUntil(lambda: not view.reading, timeout=20_000)


def cells(view: ImportView, column: int) -> list[object]:
    return [view.documents.index(row, column).data() for row in range(view.documents.rowCount())]


def checks(view: ImportView) -> list[bool]:
    role = Qt.ItemDataRole.CheckStateRole
    found = (view.documents.index(row, CHECK).data(role) for row in range(view.documents.rowCount()))
    return [state == Qt.CheckState.Checked for state in found]


def files(view: ImportView) -> dict[str, str]:
    return {file.path.name: file.reason for file in view.file_list.files}


def test_files_say_what_they_are_or_why_they_cannot_be_read(qtbot: QtBot, view: ImportView, folder: Path) -> None:
    read(qtbot, view, folder)
    assert [name for name, reason in files(view).items() if not reason] == ["a.txt", "b.txt", "c.txt"]
    assert "PNG" in files(view)["e.txt"]
    assert "not a PDF that can be read" in files(view)["d.pdf"]
    spoken = view.file_list.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "a.txt, Text, UTF-8, 1 document"
    assert len(view.things.cards) == 2


def test_documents_stand_with_words_encoding_and_remark(qtbot: QtBot, view: ImportView, folder: Path) -> None:
    read(qtbot, view, folder)
    assert cells(view, TITLE) == ["a", "b", "c"]
    assert cells(view, WORDS) == ["5", "7", "5"]
    assert cells(view, ENCODING) == ["UTF-8"] * 3
    assert cells(view, REMARK) == ["", "", "the same text as a"]
    assert checks(view) == [True, True, False]


def test_nothing_is_written_before_the_button_and_all_of_it_in_one_change(
    qtbot: QtBot, view: ImportView, project: Project, folder: Path
) -> None:
    read(qtbot, view, folder)
    assert project.documents.all() == ()
    assert view.import_button.text() == "Import 2 documents"
    with qtbot.waitSignal(view.closed), qtbot.waitSignal(view.imported) as told:
        qtbot.mouseClick(view.import_button, Qt.MouseButton.LeftButton)
    (report,) = told.args
    assert [item.file for item in report.imported] == ["a.txt", "b.txt"]
    assert {Path(item.file).name for item in report.skipped} == {"d.pdf", "e.txt"}
    assert [document.title for document in project.documents.all()] == ["a", "b"]
    assert project.next_undo == "Import 2 documents"
    project.undo()
    assert project.documents.all() == ()


def test_a_text_that_the_project_has_cannot_be_taken(
    qtbot: QtBot, view: ImportView, project: Project, folder: Path
) -> None:
    importing.keep(project, importing.read([folder / "b.txt"]))
    read(qtbot, view, folder)
    assert cells(view, REMARK)[1] == "in the project already: b"
    assert checks(view) == [True, False, False]
    view.documents.toggle(1)
    assert checks(view) == [True, False, False]
    project.undo()
    assert checks(view) == [True, True, False]


def test_a_click_on_the_box_and_space_leave_a_document_out(
    qtbot: QtBot, view: ImportView, project: Project, folder: Path
) -> None:
    read(qtbot, view, folder)
    box = view.table.visualRect(view.documents.index(1, CHECK)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert checks(view) == [True, False, False]
    assert view.import_button.text() == "Import 1 document"
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    assert checks(view) == [True, True, False]
    qtbot.keyClick(view.table, Qt.Key.Key_Up)
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    # Without the first, its copy is no copy any more.
    assert checks(view) == [False, True, True]


def test_a_click_elsewhere_in_the_row_only_shows_the_text(qtbot: QtBot, view: ImportView, folder: Path) -> None:
    read(qtbot, view, folder)
    assert view.preview.toPlainText() == "Kerry met Lavrov in London."
    title = view.table.visualRect(view.documents.index(1, TITLE)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=title)
    assert view.preview.toPlainText() == "Crimea votes on Sunday, say it again."
    assert checks(view) == [True, True, False]


def test_a_file_leads_to_its_document(qtbot: QtBot, view: ImportView, folder: Path) -> None:
    read(qtbot, view, folder)
    row = view.files_view.visualRect(view.file_list.index(1)).center()
    qtbot.mouseClick(view.files_view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert view.table.currentIndex().row() == 1


def test_more_files_join_those_there_are_and_choices_stay(
    qtbot: QtBot, view: ImportView, folder: Path, tmp_path: Path
) -> None:
    read(qtbot, view, folder)
    view.documents.toggle(1)
    more = tmp_path / "more.md"
    more.write_text("# Something else", encoding="utf-8")
    drop(view, more)
    settled(qtbot, view)
    assert cells(view, TITLE) == ["a", "b", "c", "more"]
    assert checks(view) == [True, False, False, True]
    drop(view, more)
    settled(qtbot, view)
    assert len(cells(view, TITLE)) == 4


def test_files_dropped_while_others_are_read_are_not_lost(qtbot: QtBot, view: ImportView, folder: Path) -> None:
    view.begin([folder / "a.txt"])
    view.add([folder / "b.txt"])
    settled(qtbot, view)
    assert cells(view, TITLE) == ["a", "b"]


def test_beginning_again_forgets_what_was_shown(qtbot: QtBot, view: ImportView, folder: Path) -> None:
    read(qtbot, view, folder)
    view.documents.toggle(0)
    read(qtbot, view, folder / "a.txt")
    assert cells(view, TITLE) == ["a"]
    assert checks(view) == [True]


def test_nothing_to_import_is_said_with_reasons(qtbot: QtBot, view: ImportView, folder: Path) -> None:
    read(qtbot, view, folder / "e.txt", folder / "not there.txt")
    assert not view.import_button.isEnabled()
    assert not view.table.isVisible()
    assert len(view.things.cards) == 2
    assert "exist" in files(view)["not there.txt"]


def test_cancel_writes_nothing_and_closes(qtbot: QtBot, view: ImportView, project: Project, folder: Path) -> None:
    read(qtbot, view, folder)
    with qtbot.waitSignal(view.closed), qtbot.assertNotEmitted(view.imported):
        view.cancel_button.click()
    assert project.documents.all() == ()
    assert view.documents.rowCount() == 0


def test_cancelling_while_reading_shows_nothing_later(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text(f"Text {number}. " * 50, encoding="utf-8")
    view.begin([tmp_path])
    task = view._task
    assert task is not None
    assert view.reading
    view.cancel_button.click()
    qtbot.waitUntil(lambda: not task.running, timeout=20_000)
    assert view.documents.rowCount() == 0
    assert not view.reading


def test_what_was_read_for_an_import_given_up_is_not_shown(qtbot: QtBot, view: ImportView, folder: Path) -> None:
    read(qtbot, view, folder)
    late = Batch(view._number, view.file_list.files)
    view.cancel()
    view._take(late)
    assert view.documents.rowCount() == 0


def test_the_shipped_articles_can_all_be_imported(qtbot: QtBot, view: ImportView, project: Project) -> None:
    read(qtbot, view, paths.corpus() / "articles")
    assert view.import_button.text() == "Import 5 documents"
    view.keep()
    assert len(project.documents.all()) == 5


def test_an_uncertain_encoding_shows_what_each_makes_of_the_words(
    qtbot: QtBot, view: ImportView, project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "lodz.txt"
    path.write_bytes(UNSURE)
    read(qtbot, view, path)
    (card,) = view.things.cards
    assert isinstance(card, EncodingCard)
    assert [button.isChecked() for button in card.buttons].count(True) == 1
    assert cells(view, REMARK) == ["encoding uncertain"]
    other = next(button for button in card.buttons if not button.isChecked())
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    settled(qtbot, view)
    assert cells(view, REMARK) == ["encoding chosen"]
    assert cells(view, ENCODING) == [encoding_name(other.encoding)]
    assert view.preview.toPlainText() == UNSURE.decode(other.encoding)
    (card,) = view.things.cards
    assert isinstance(card, EncodingCard)
    assert [button.encoding for button in card.buttons if button.isChecked()] == [other.encoding]
    view.keep()
    assert project.documents.body(project.documents.all()[0].id) == UNSURE.decode(other.encoding)


def test_one_choice_can_serve_all_uncertain_files(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_bytes(f"Łódź {number}".encode("cp1250"))
    read(qtbot, view, tmp_path)
    assert cells(view, REMARK) == ["encoding uncertain"] * 3
    card = view.things.cards[0]
    assert isinstance(card, EncodingCard)
    card.chosen_for_all.emit("cp1250")
    settled(qtbot, view)
    assert cells(view, REMARK) == ["encoding chosen"] * 3
    assert view.preview.toPlainText() == "Łódź 0"


def test_a_narrow_table_gives_up_the_encoding_and_stays_within_its_room(
    qtbot: QtBot, view: ImportView, folder: Path
) -> None:
    read(qtbot, view, folder)
    view.resize(900, 600)
    qtbot.waitUntil(lambda: view.table.isColumnHidden(ENCODING))
    assert view.table.header().length() <= view.table.viewport().width()
    view.resize(1500, 700)
    qtbot.waitUntil(lambda: not view.table.isColumnHidden(ENCODING))


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("cp1251", "Windows-1251"),
        ("koi8_r", "KOI8-R"),
        ("iso8859_5", "ISO 8859-5"),
        ("utf-16-le", "UTF-16-LE"),
        ("mac_roman", "Mac Roman"),
        ("gb18030", "GB 18030"),
        ("cp866", "CP866"),
        ("no such", "no such"),
    ],
)
def test_encodings_are_called_what_people_call_them(codec: str, name: str) -> None:
    assert encoding_name(codec) == name


def drop(view: ImportView, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action = Qt.DropAction.CopyAction
    view.dropEvent(
        QDropEvent(QPointF(QPoint(10, 10)), action, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )
