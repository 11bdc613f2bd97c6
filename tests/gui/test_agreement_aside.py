"""Behind a row of the agreement table: passages, documents, pairs, codes, by mouse and by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.core.disagreement import Difference
from cadrage.core.model import Span
from cadrage.gui.agreement_passages import PASSAGE
from cadrage.gui.agreement_view import AgreementView
from cadrage.gui.session import Session
from tests.gui.test_agreement_view import choose, project, session, shown  # noqa: F401 (fixtures)


def looked_up(qtbot: QtBot, view: AgreementView, code: str) -> AgreementView:
    with qtbot.waitSignal(view.aside.ready, timeout=10_000):
        choose(view, code)
        if view.aside._details is not None:
            view.aside.show_row(view._study, view.model.row_at(view.grid.currentIndex().row()))
    return view


def test_every_disagreement_of_the_chosen_code_is_a_card_with_each_coders_choice(
    qtbot: QtBot,
    session: Session,  # noqa: F811
) -> None:
    view = looked_up(qtbot, shown(qtbot, session), "HALF")
    model = view.aside.passages
    assert model.rowCount() > 0
    passage = model.data(model.index(0, 0), PASSAGE)
    assert [choice.coder for choice in passage.coders] == list(view._study.coders if view._study else ())
    assert passage.kind in ("Missing", "Other code", "Boundary")
    body = session.project.documents.body(passage.found.document)
    for mark in passage.marks:
        assert " ".join(passage.words[mark.start : mark.end].split()) in " ".join(body.split())
    assert "no code here" in passage.spoken or passage.found.kind is not Difference.MISSING


def test_enter_on_a_row_goes_to_its_passages_and_enter_on_a_passage_to_the_text(
    qtbot: QtBot,
    session: Session,  # noqa: F811
) -> None:
    view = looked_up(qtbot, shown(qtbot, session), "HALF")
    view.grid.setFocus()
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    cards = view.aside.lists["passages"]
    qtbot.waitUntil(lambda: view.aside.passages.rowCount() > 0, timeout=10_000)
    found = view.aside.current_passage
    assert found is not None
    with qtbot.waitSignal(session.revealed) as told:
        QTest.keyClick(cards, Qt.Key.Key_Return)
    assert told.args == [found.document, found.span]


def test_brackets_and_arrows_go_from_passage_to_passage(qtbot: QtBot, session: Session) -> None:  # noqa: F811
    view = looked_up(qtbot, shown(qtbot, session), "HALF")
    cards = view.aside.lists["passages"]
    places = [cards.currentIndex().row()]
    for key in ("]", "["):
        QTest.keyClicks(cards, key)
        places.append(cards.currentIndex().row())
    last = view.aside.passages.rowCount() - 1
    assert places == [0, min(1, last), 0]


@pytest.mark.parametrize("part", ["documents", "pairs", "codes"])
def test_documents_pairs_and_codes_are_lists_of_their_own(
    qtbot: QtBot,
    session: Session,  # noqa: F811
    part: str,
) -> None:
    view = looked_up(qtbot, shown(qtbot, session), "HALF")
    view.aside.part.set_value(part)
    view.aside._show_part(part)
    table = view.aside.lists[part]
    assert table.isVisible()
    assert table.model().rowCount() > 0
    assert table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_document_of_the_list_opens_at_its_first_difference(qtbot: QtBot, session: Session) -> None:  # noqa: F811
    view = looked_up(qtbot, shown(qtbot, session), "HALF")
    view.aside.part.set_value("documents")
    view.aside._show_part("documents")
    table = view.aside.lists["documents"]
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.waitSignal(session.revealed) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert isinstance(told.args[1], Span)


def test_the_aside_closes_and_comes_back_with_enter(qtbot: QtBot, session: Session) -> None:  # noqa: F811
    view = looked_up(qtbot, shown(qtbot, session), "HALF")
    view.aside.close_button.click()
    assert not view.aside.isVisible()
    assert view.grid.hasFocus()
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    assert view.aside.isVisible()
