"""A whole reliability study in few actions: articles, codes, two coders, agreement, workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cadrage import paths
from cadrage.core.model import Document
from cadrage.gui import waiting
from cadrage.gui.agreement_view import AgreementView
from cadrage.gui.export_view import ExportView
from cadrage.gui.main_window import MainWindow
from tests.e2e.hands import Hands

MOST = 60
CODES = ("Threat", "Talks", "Sanctions")
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Hands:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.jobs.make_project(tmp_path / "study.cadrage")
    window.activateWindow()
    return Hands(window)


def count(hands: Hands) -> int:
    return len(hands.session.project.codings.all())


def new_code(hands: Hands, name: str) -> None:
    """A new code on the sentence at the caret."""
    before = count(hands)
    hands.key(Key.Key_N)
    hands.type_name(name)
    hands.key(Key.Key_Return)
    waiting.until(lambda: count(hands) == before + 1)


def apply(hands: Hands, number: int, *, go_on: bool = False) -> None:
    """A code on the sentence at the caret, by its key; with Ctrl on to the next sentence."""
    before = count(hands)
    key = Key(Key.Key_0 + number)
    if go_on:
        hands.key(key, CONTROL)
    else:
        hands.key(key)
    waiting.until(lambda: count(hands) == before + 1)


def complete(hands: Hands) -> None:
    hands.key(Key.Key_Return, CONTROL)


def code_as_first(hands: Hands) -> None:
    new_code(hands, CODES[0])
    hands.key(Key.Key_J)
    new_code(hands, CODES[1])
    complete(hands)
    new_code(hands, CODES[2])
    hands.key(Key.Key_J)
    apply(hands, 1)
    complete(hands)
    for first, second in ((1, 2), (3, 1), (2, 2)):
        apply(hands, first, go_on=True)
        apply(hands, second)
        complete(hands)


def code_as_second(hands: Hands) -> None:
    """The same sentences, and another code on three of them."""
    for first, second in ((1, 2), (3, 2), (1, 2), (3, 3), (2, 1)):
        apply(hands, first, go_on=True)
        apply(hands, second)
        complete(hands)


def export(hands: Hands) -> None:
    """The workbook that is proposed, beside the project."""
    hands.key(Key.Key_E, CONTROL)
    view = hands.window.pages.currentWidget()
    assert isinstance(view, ExportView)
    waiting.until(lambda: view.ready)
    button = view.foot.write_button
    waiting.for_signal(view.exported, lambda: hands.click(button, button.rect().center()))


def test_a_study_of_two_coders_from_an_empty_project_to_its_workbook(hands: Hands, tmp_path: Path) -> None:
    hands.drop([paths.corpus() / "articles"])
    waiting.until(lambda: hands.window.pages.currentWidget() is hands.window.coding_view)
    first = hands.session.project.me.name
    code_as_first(hands)
    hands.sit_down("B")
    hands.open_document(hands.session.project.documents.all()[0].file_name)
    code_as_second(hands)
    hands.key(Key.Key_4, ALT)
    agreement = hands.window.pages.currentWidget()
    assert isinstance(agreement, AgreementView)
    waiting.until(lambda: agreement.table is not None)
    export(hands)
    assert hands.actions <= MOST
    # What it takes now. Who adds an action here makes every study longer.
    assert hands.actions <= 50
    check_workbook(hands, tmp_path / "study.xlsx", (first, "B"))


def check_workbook(hands: Hands, path: Path, coders: tuple[str, str]) -> None:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = list(book["codings"].iter_rows(values_only=True))
    columns = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert len(columns) == 20
    assert [sum(row["coder"] == coder for row in columns) for coder in coders] == [10, 10]
    assert {row["code"] for row in columns} == set(CODES)
    assert len({row["doc_id"] for row in columns}) == 5
    texts = {found.title: hands.session.project.documents.body(found.id) for found in all_documents(hands)}
    for row in columns:
        text = texts[str(row["doc_title"])]
        assert text[int(str(row["start"])) : int(str(row["end"]))] == row["quotation"] == row["sentence"]
    names = [str(cell) for row in book["codebook"].iter_rows(values_only=True) for cell in row[:1]]
    assert set(CODES) <= set(names)
    assert_agreement(book)


def all_documents(hands: Hands) -> tuple[Document, ...]:
    return hands.session.project.documents.all()


def assert_agreement(book: openpyxl.Workbook) -> None:
    """Seven of ten sentences agree: every code has an α between nothing and everything."""
    found: dict[str, float] = {}
    header: list[object] = []
    for row in book["agreement"].iter_rows(values_only=True):
        if "Code" in row and "Alpha" in row:
            header = list(row)
        elif header:
            line = dict(zip(header, row, strict=True))
            if line["Code"] in CODES and isinstance(line["Alpha"], int | float):
                found.setdefault(str(line["Code"]), float(line["Alpha"]))
    assert set(found) == set(CODES)
    assert all(0 < value < 1 for value in found.values())
