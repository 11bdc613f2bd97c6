"""Texts that repeat each other, in the real window: side by side, decided by the researcher, undone at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cadrage.core.model import DocumentDraft
from cadrage.gui.duplicates_view import DuplicatesView
from cadrage.gui.kit import RowRole
from cadrage.gui.main_window import MainWindow
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.gui.waiting import until
from cadrage.jobs import duplicates
from cadrage.store.project import Project
from tests.e2e.hands import Hands

WORDS = [f"word{number}" for number in range(900)]


def text(seed: int, length: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length)) + "."


TEXTS = {
    "Long": f"{text(1, 500)}\n\n{text(2)}",
    "Short": f"{text(2)}\n\n😀 {text(3, 40)}",
    "Other": text(4, 300),
    "Copy": f"{text(2)}\n\n{text(5, 20)}",
}


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    project = Project.create(tmp_path / "study.cadrage")
    project.documents.add(
        [DocumentDraft(name, f"{name}.txt", body, "txt", "utf-8", b"") for name, body in TEXTS.items()]
    )
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    window.show_project(project)
    until(window.isActiveWindow)
    yield window
    window.close()


@pytest.fixture
def view(window: MainWindow) -> DuplicatesView:
    window.actions_.by_name["show_duplicates"].trigger()
    found = window.pages.currentWidget()
    assert isinstance(found, DuplicatesView)
    until(lambda: not found.looking)
    until(lambda: bool(found.first.view.extraSelections()))
    return found


def project_of(window: MainWindow) -> Project:
    assert window.session is not None
    return window.session.project


def copies(window: MainWindow) -> dict[str, str]:
    documents = {document.id: document for document in project_of(window).documents.all()}
    return {each.title: documents[each.duplicate_of].title for each in documents.values() if each.duplicate_of}


def titles(view: DuplicatesView) -> list[set[str]]:
    return [{view.model.title(pair.first), view.model.title(pair.second)} for pair in view.model.pairs]


def test_every_pair_is_listed_with_both_texts_side_by_side(view: DuplicatesView) -> None:
    assert {frozenset(pair) for pair in titles(view)} == {
        frozenset({"Long", "Short"}),
        frozenset({"Long", "Copy"}),
        frozenset({"Short", "Copy"}),
    }
    assert view.pair is not None
    one, other = duplicates.bodies(view._session.project, view.pair)
    assert (view.first.view.toPlainText(), view.second.view.toPlainText()) == (one, other)
    shared = [mark.cursor.selectedText() for mark in view.first.view.extraSelections()]
    assert text(2).rstrip(".") in shared
    assert view.model.index(0).data(RowRole.COUNT).endswith("%")


def test_a_text_is_marked_as_a_duplicate_by_one_key_and_the_next_pair_is_shown(
    window: MainWindow, view: DuplicatesView
) -> None:
    row = next(row for row, pair in enumerate(titles(view)) if pair == {"Long", "Short"})
    view.list.setCurrentIndex(view.model.index(row))
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_2)
    assert copies(window) == {"Short": "Long"}
    assert view.list.currentIndex().row() != row
    assert project_of(window).next_undo == "Mark as duplicate"
    assert window.session is not None
    window.session.undo()
    assert copies(window) == {}
    assert view.model.decision(view.model.pairs[row]) == ""


def test_what_was_copied_from_a_duplicate_follows_to_the_original(window: MainWindow, view: DuplicatesView) -> None:
    rows = {frozenset(pair): row for row, pair in enumerate(titles(view))}
    view.list.setCurrentIndex(view.model.index(rows[frozenset({"Short", "Copy"})]))
    view.mark_second.click()
    view.list.setCurrentIndex(view.model.index(rows[frozenset({"Long", "Short"})]))
    view.mark_second.click()
    assert copies(window) == {"Short": "Long", "Copy": "Long"}
    assert all(view.model.decision(pair) for pair in view.model.pairs)


def test_both_are_kept_and_it_is_remembered(window: MainWindow, view: DuplicatesView) -> None:
    pair = view.pair
    assert pair is not None
    view.mark_first.click()
    view.list.setCurrentIndex(view.model.index(view.model.pairs.index(pair)))
    view.keep_both.click()
    assert copies(window) == {}
    view.begin()
    until(lambda: not view.looking)
    assert view.model.decision(pair) == "both"


def test_duplicates_are_counted_again_by_a_switch(window: MainWindow, view: DuplicatesView) -> None:
    hands = Hands(window)
    assert view.leave_out.isChecked()
    hands.click(view.leave_out, view.leave_out.rect().center())
    assert project_of(window).documents.count_duplicates
    hands.click(view.leave_out, view.leave_out.rect().center())
    assert not project_of(window).documents.count_duplicates


def test_where_no_texts_repeat_each_other_the_view_says_so(window: MainWindow) -> None:
    project = project_of(window)
    project.documents.remove([1, 4])
    window.actions_.by_name["show_duplicates"].trigger()
    found = window.pages.currentWidget()
    assert isinstance(found, DuplicatesView)
    until(lambda: not found.looking)
    assert "2 documents compared" in found._nothing._how.text()


def test_an_import_of_a_text_that_repeats_another_offers_to_compare_them(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "again.txt"
    path.write_text(f"{text(4, 300)}\n\n{text(9, 30)}", encoding="utf-8")
    hands = Hands(window)
    hands.drop([path])
    until(lambda: "repeats another text" in window.messages.text)


def test_exact_copies_are_found_even_where_they_are_short() -> None:
    with Project.in_memory() as project:
        project.documents.add([DocumentDraft(name, name, "Three short words", "txt", "utf-8", b"") for name in "abc"])
        found = duplicates.compute(duplicates.gather(project))
        assert [(pair.first, pair.second, pair.exact) for pair in found] == [(1, 2, True), (1, 3, True)]


def test_what_is_not_article_does_not_make_texts_alike() -> None:
    from cadrage.core.model import Span

    with Project.in_memory() as project:
        tail = text(7, 200)
        bodies = [f"{text(seed, 100)}\n\n{tail}" for seed in (1, 2)]
        ids = project.documents.add([DocumentDraft(body, body, body, "txt", "utf-8", b"") for body in bodies])
        assert len(duplicates.compute(duplicates.gather(project))) == 1
        for document, body in zip(ids, bodies, strict=True):
            project.regions.mark(document, Span(body.index(tail), len(body)))
        assert duplicates.compute(duplicates.gather(project)) == ()
