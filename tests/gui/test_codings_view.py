"""The table of codings over real projects: found, sorted, opened, removed by real mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from cadrage.core.filtering import Condition, Filter
from cadrage.core.model import (
    Choice,
    Coding,
    DocumentDraft,
    Scope,
    Span,
    Subject,
    VariableDraft,
    VariableKind,
)
from cadrage.gui.codings_cells import moment
from cadrage.gui.codings_columns import What
from cadrage.gui.codings_excerpt import Excerpt, excerpt, nearer
from cadrage.gui.codings_view import CodingsView
from cadrage.gui.session import Session
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

LONDON = (
    "Talks in London ended without a deal.\n"
    "The minister warned of costs. Sanctions 😀 will follow, said Łódź's café owner.\n"
)
CHOICES = (Choice("-1", "negative"), Choice("1", "positive"))
KYIV = "Kyiv called the vote illegal. Moscow will respect whatever Crimea decides.\n"
# (code, document, words, coder)
CODINGS = (
    ("ESC-IMP", 0, "ended without a deal", "A"),
    ("SAN", 0, "warned of costs", "A"),
    ("SAN-THR", 0, "Sanctions 😀 will follow", "B"),
    ("ESC", 0, "Łódź's café", "A"),
    ("LEG", 1, "the vote illegal", "A"),
    ("LEG", 1, "vote illegal", "B"),
)


def made() -> Project:
    project = Project.in_memory(coder="A")
    project.documents.add(
        [
            DocumentDraft("Zero hour in London", "london.txt", LONDON, "txt", "utf-8", b""),
            DocumentDraft("A vote", "kyiv.txt", KYIV, "txt", "utf-8", b""),
        ]
    )
    codes: dict[str, int] = {}
    for short_id in ("ESC", "ESC-IMP", "LEG", "SAN", "SAN-THR"):
        parent = codes.get(short_id.split("-")[0])
        codes[short_id] = project.codes.add(f"Name of {short_id}", short_id=short_id, parent=parent).id
    documents = [document.id for document in project.documents.all()]
    people = {"A": project.me.id, "B": project.coders.add("B").id}
    with project.change("Code"):
        project.codings.add_many(
            NewCoding(documents[place], found(place, words), codes[code], people[coder], project.rounds.latest.id)
            for code, place, words, coder in CODINGS
        )
    return project


def found(document: int, words: str) -> Span:
    text = (LONDON, KYIV)[document]
    return Span(text.index(words), text.index(words) + len(words))


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))


@pytest.fixture
def project() -> Project:
    return made()


@pytest.fixture
def session(project: Project) -> Iterator[Session]:
    session = Session(project)
    yield session
    session.close()


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> CodingsView:
    view = CodingsView(session)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def everybody(view: CodingsView, session: Session) -> CodingsView:
    """The view with the other coders' codings."""
    session.show_others(shown=True)
    return view


def at(view: CodingsView, place: int, what: What) -> QModelIndex:
    return view.model.index(place, view.model.section(what))


def words(view: CodingsView) -> list[str]:
    return [str(at(view, place, What.QUOTATION).data()) for place in range(view.model.rowCount())]


def place_of(view: CodingsView, quotation: str) -> int:
    return words(view).index(quotation)


def coding(view: CodingsView, quotation: str) -> Coding:
    found_ = view.model.coding_at(place_of(view, quotation))
    assert found_ is not None
    return found_


def choose(view: CodingsView, quotation: str) -> None:
    view.grid.setCurrentIndex(at(view, place_of(view, quotation), What.QUOTATION))


def press_heading(qtbot: QtBot, view: CodingsView, column: What) -> None:
    header = view.grid.header()
    middle = QPoint(header.sectionViewportPosition(view.model.section(column)) + 20, 12)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def search(qtbot: QtBot, view: CodingsView, text: str) -> None:
    with qtbot.waitSignal(view.filters.wanted, timeout=2000):
        qtbot.keyClicks(view.filters.words, text)


# What is shown.


def test_only_the_present_coders_codings_are_shown_at_first(view: CodingsView) -> None:
    assert words(view) == ["ended without a deal", "warned of costs", "Łódź's café", "the vote illegal"]
    assert view.count.text == "4 codings · in 2 documents ·"


def test_other_coders_codings_come_when_they_are_asked_for(view: CodingsView, session: Session) -> None:
    session.show_others(shown=True)
    assert view.model.rowCount() == len(CODINGS)
    assert "Sanctions 😀 will follow" in words(view)
    session.show_others(shown=False)
    assert view.model.rowCount() == 4


def test_another_coder_sees_their_own_codings(view: CodingsView, session: Session) -> None:
    other = session.project.coders.find("B")
    assert other is not None
    session.switch_coder(other)
    assert words(view) == ["Sanctions 😀 will follow", "vote illegal"]


def test_rows_say_everything_to_a_screen_reader(view: CodingsView, session: Session) -> None:
    session.project.codings.mark_important(coding(view, "warned of costs").id, important=True)
    index = view.model.index(place_of(view, "warned of costs"), 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "SAN Name of SAN: “warned of costs”, Zero hour in London, coder A, important"
    )


def test_the_coded_words_are_drawn_in_their_codes_colour(view: CodingsView, session: Session) -> None:
    session.project.codes.edit(coding(view, "warned of costs").code, colour="#B44157")
    grid = view.grid
    rect = grid.visualRect(at(view, place_of(view, "warned of costs"), What.QUOTATION))
    image = grid.viewport().grab(rect).toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}
    assert "#B44157" in colours


# Finding.


def test_quotations_are_found_without_regard_to_case_and_accents(qtbot: QtBot, view: CodingsView) -> None:
    search(qtbot, view, "LODZ'S CAFE")
    assert words(view) == ["Łódź's café"]
    assert view.count.text == "1 of 4 codings · in 1 document ·"


def test_only_the_coded_words_are_searched_not_their_context(qtbot: QtBot, view: CodingsView) -> None:
    search(qtbot, view, "minister")
    assert words(view) == []
    assert view.empty.isVisible()


def check(qtbot: QtBot, view: CodingsView, key: str, *names: str) -> None:
    """Open a field of the filter bar and check entries of its list."""
    bar = view.filters.bar
    bar.open(key)
    assert bar.popup is not None
    listed = bar.popup.list
    for name in names:
        place = next(row for row in range(listed.model.rowCount()) if listed.model.entry(row).words == name)
        listed.list.setCurrentIndex(listed.model.index(place))
        qtbot.keyClick(listed.list, Qt.Key.Key_Space)
    bar.popup.close()


def test_a_code_finds_its_sub_codes_too(qtbot: QtBot, everybody: CodingsView, session: Session) -> None:
    check(qtbot, everybody, "codes", "Name of SAN")
    assert words(everybody) == ["warned of costs", "Sanctions 😀 will follow"]
    check(qtbot, everybody, "codes", "Name of SAN", "Name of SAN-THR")
    assert words(everybody) == ["Sanctions 😀 will follow"]
    assert session.filter_words == ("code: SAN-THR",)


def test_coder_and_document_narrow_together(qtbot: QtBot, everybody: CodingsView) -> None:
    check(qtbot, everybody, "coders", "B")
    assert words(everybody) == ["Sanctions 😀 will follow", "vote illegal"]
    check(qtbot, everybody, "documents", "A vote")
    assert words(everybody) == ["vote illegal"]
    assert everybody.count.text == "1 of 6 codings · in 1 document ·"


def test_attributes_narrow_by_what_they_say(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    project = session.project
    tone = project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.ORDINAL, "", CHOICES))
    speaker = project.variables.add(VariableDraft(Scope.CODING, "speaker", VariableKind.ACTOR))
    strength = project.variables.add(VariableDraft(Scope.CODING, "strength", VariableKind.NUMBER))
    costs, deal = coding(view, "warned of costs"), coding(view, "ended without a deal")
    for one, variable, value in ((costs, tone, "1"), (costs, speaker, "Kerry"), (deal, strength, "5")):
        project.variables.set_for_coding(one.id, variable, value)
    (kerry,) = project.filtering.values(speaker)
    for wanted, left in (
        (Condition(tone.id, frozenset({"1"})), ["warned of costs"]),
        (Condition(speaker.id, frozenset({kerry})), ["warned of costs"]),
        (Condition(strength.id, low="4", high="5"), ["ended without a deal"]),
        (Condition(strength.id, low="6"), []),
        (Condition(tone.id, frozenset({""})), ["ended without a deal", "Łódź's café", "the vote illegal"]),
    ):
        session.set_filter(Filter().asking(wanted))
        assert words(view) == left
    session.set_filter(Filter().asking(Condition(strength.id, low="6")))
    project.variables.set_for_coding(deal.id, strength, "7")
    assert words(view) == ["ended without a deal"]


def test_what_is_asked_for_elsewhere_narrows_the_table_when_it_is_shown_again(
    qtbot: QtBot, view: CodingsView, session: Session
) -> None:
    view.hide()
    session.set_filter(Filter(documents=frozenset({session.project.documents.all()[1].id})))
    view.show()
    assert words(view) == ["the vote illegal"]


def test_clear_filters_takes_all_off(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    assert not view.count.clear.isVisible()
    search(qtbot, view, "vote")
    check(qtbot, view, "documents", "A vote")
    qtbot.mouseClick(view.count.clear, Qt.MouseButton.LeftButton)
    assert view.model.rowCount() == 4
    assert view.filters.words.text() == ""
    assert not session.filter.in_force
    assert not view.count.clear.isVisible()


def test_a_filter_on_a_coder_falls_away_with_the_coders_codings(
    qtbot: QtBot, everybody: CodingsView, session: Session
) -> None:
    check(qtbot, everybody, "coders", "B")
    session.show_others(shown=False)
    assert everybody.model.rowCount() == 4
    assert not session.filter.in_force


# Order.


def test_a_heading_sorts_and_pressed_again_turns_the_order(qtbot: QtBot, view: CodingsView) -> None:
    press_heading(qtbot, view, What.QUOTATION)
    assert words(view) == ["ended without a deal", "Łódź's café", "the vote illegal", "warned of costs"]
    press_heading(qtbot, view, What.QUOTATION)
    assert words(view) == ["warned of costs", "the vote illegal", "Łódź's café", "ended without a deal"]
    assert view.count.order.currentText() == "sorted by quotation, last first"


def test_codes_sort_in_codebook_order(qtbot: QtBot, view: CodingsView) -> None:
    qtbot.keyClick(view.count.order, Qt.Key.Key_Home)
    labels = [at(view, place, What.CODE).data() for place in range(4)]
    assert labels == ["ESC", "ESC-IMP", "LEG", "SAN"]


def test_the_chosen_coding_stays_chosen_when_the_order_changes(qtbot: QtBot, view: CodingsView) -> None:
    choose(view, "warned of costs")
    press_heading(qtbot, view, What.CODE)
    current = view.current()
    assert current is not None
    assert current == coding(view, "warned of costs")


# Doing.


def test_the_bar_shows_the_chosen_coding(view: CodingsView) -> None:
    assert view.bar.text == ""
    choose(view, "ended without a deal")
    made_at = moment(coding(view, "ended without a deal").created)
    assert view.bar.text == f"ESC-IMP Name of ESC-IMP A · {made_at}"


def test_del_removes_the_chosen_coding_and_undo_brings_it_back(
    qtbot: QtBot, view: CodingsView, session: Session
) -> None:
    choose(view, "warned of costs")
    qtbot.keyClick(view.grid, Qt.Key.Key_Delete)
    assert words(view) == ["ended without a deal", "Łódź's café", "the vote illegal"]
    assert view.count.text.startswith("3 codings")
    session.project.undo()
    assert words(view) == ["ended without a deal", "warned of costs", "Łódź's café", "the vote illegal"]


def test_several_codings_are_removed_in_one_step(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    choose(view, "ended without a deal")
    qtbot.keyClick(view.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.bar.text == "2 codings chosen"
    qtbot.mouseClick(view.bar.remove_button, Qt.MouseButton.LeftButton)
    assert words(view) == ["Łódź's café", "the vote illegal"]
    session.project.undo()
    assert view.model.rowCount() == 4


def test_another_coders_coding_cannot_be_removed(qtbot: QtBot, everybody: CodingsView, session: Session) -> None:
    choose(everybody, "vote illegal")
    assert not everybody.bar.remove_button.isEnabled()
    with qtbot.waitSignal(session.refused) as told:
        qtbot.keyClick(everybody.grid, Qt.Key.Key_Delete)
    assert told.args == ["This is B's coding: only B can change it."]
    assert "vote illegal" in words(everybody)


def test_enter_opens_the_coding_in_its_document(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    choose(view, "the vote illegal")
    wanted = coding(view, "the vote illegal")
    with qtbot.waitSignals([session.revealed, session.coding_selected]):
        qtbot.keyClick(view.grid, Qt.Key.Key_Return)
    assert session.document == wanted.document
    assert session.coding == wanted.id


def test_a_double_click_opens_the_coding(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    rect = view.grid.visualRect(at(view, 1, What.QUOTATION))
    wanted = view.model.coding_at(1)
    assert wanted is not None
    with qtbot.waitSignal(session.revealed) as told:
        qtbot.mouseClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        qtbot.mouseDClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert told.args == [wanted.document, wanted.span]


def test_ctrl_c_copies_the_rows_with_their_headings(qtbot: QtBot, everybody: CodingsView) -> None:
    choose(everybody, "warned of costs")
    qtbot.keyClick(everybody.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(everybody.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "Code\tQuotation in context\tDocument\tCoder\tMemo\tImportant",
        "SAN\twarned of costs\tZero hour in London\tA\t\t",
        "SAN-THR\tSanctions 😀 will follow\tZero hour in London\tB\t\t",
    ]


def test_ctrl_shift_c_copies_quotations_with_their_sources(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    document = session.project.documents.all()[0].id
    outlet = session.project.variables.ensure(Scope.DOCUMENT, "outlet")
    published = session.project.variables.ensure(Scope.DOCUMENT, "published")
    session.project.variables.set_for_document(document, outlet, "The Ledger")
    session.project.variables.set_for_document(document, published, "2014-03-14")
    qtbot.keyClick(view.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view.grid, Qt.Key.Key_C, keys)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "“ended without a deal” (The Ledger, 14 Mar 2014, Zero hour in London, para. 1)",
        "“warned of costs” (The Ledger, 14 Mar 2014, Zero hour in London, para. 2)",
        "“Łódź's café” (The Ledger, 14 Mar 2014, Zero hour in London, para. 2)",
        "“the vote illegal” (A vote, para. 1)",
    ]


# Following the project.


def test_one_changed_coding_changes_its_row_alone(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    place = place_of(view, "warned of costs")
    with (
        qtbot.assertNotEmitted(view.model.modelReset),
        qtbot.assertNotEmitted(view.model.rowsInserted),
        qtbot.waitSignal(view.model.dataChanged) as told,
    ):
        session.project.codings.mark_important(coding(view, "warned of costs").id, important=True)
    assert (told.args[0].row(), told.args[1].row()) == (place, place)
    assert at(view, place, What.IMPORTANT).data() == "important"


def test_a_memo_marks_its_row(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    marked = coding(view, "warned of costs")
    with qtbot.assertNotEmitted(view.model.modelReset):
        session.project.memos.set(Subject.CODING, marked.guid, "Whose costs?")
    assert at(view, place_of(view, "warned of costs"), What.MEMO).data() == "Whose costs?"
    session.project.undo()
    assert at(view, place_of(view, "warned of costs"), What.MEMO).data() == ""


@pytest.mark.parametrize("descending", [False, True])
def test_a_new_coding_comes_to_its_place(qtbot: QtBot, view: CodingsView, session: Session, descending: bool) -> None:
    if descending:
        press_heading(qtbot, view, What.DOCUMENT)
    document = session.project.documents.all()[0].id
    code = session.codebook.find("LEG")
    assert code is not None
    with qtbot.assertNotEmitted(view.model.modelReset):
        session.project.codings.add(document, found(0, "minister"), code.id)
    expected = ["ended without a deal", "minister", "warned of costs", "Łódź's café", "the vote illegal"]
    assert words(view) == (expected[::-1] if descending else expected)


def test_a_moved_coding_moves_its_row(view: CodingsView, session: Session) -> None:
    session.project.codings.move(coding(view, "Łódź's café").id, found(0, "Talks"))
    assert words(view) == ["Talks", "ended without a deal", "warned of costs", "the vote illegal"]


def test_a_recoded_coding_leaves_a_filtered_table(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    check(qtbot, view, "codes", "Name of SAN")
    assert words(view) == ["warned of costs"]
    code = session.codebook.find("LEG")
    assert code is not None
    session.project.codings.recode(coding(view, "warned of costs").id, code.id)
    assert words(view) == []
    session.project.undo()
    assert words(view) == ["warned of costs"]


def test_another_coders_new_coding_stays_hidden(view: CodingsView, session: Session) -> None:
    other = session.project.coders.find("B")
    code = session.codebook.find("ESC")
    assert other is not None
    assert code is not None
    document = session.project.documents.all()[0].id
    session.project.codings.add(document, found(0, "Talks"), code.id, coder=other.id)
    assert "Talks" not in words(view)


def test_a_hidden_view_reads_anew_when_it_is_shown_again(qtbot: QtBot, view: CodingsView, session: Session) -> None:
    gone = coding(view, "warned of costs").id
    view.hide()
    with qtbot.assertNotEmitted(view.model.modelReset):
        session.project.codings.remove([gone])
    view.show()
    assert words(view) == ["ended without a deal", "Łódź's café", "the vote illegal"]


def test_a_renamed_code_is_renamed_here(view: CodingsView, session: Session) -> None:
    session.project.codes.edit(coding(view, "warned of costs").code, short_id="COST")
    assert at(view, place_of(view, "warned of costs"), What.CODE).data() == "COST"


def test_codings_of_a_retired_code_stay(view: CodingsView, session: Session) -> None:
    session.project.codes.remove(coding(view, "warned of costs").code)
    assert "warned of costs" in words(view)


# Nothing to show.


def test_without_codings_the_view_says_how_to_code(qtbot: QtBot) -> None:
    session = Session(Project.in_memory())
    view = CodingsView(session)
    qtbot.addWidget(view)
    view.show()
    assert view.empty.isVisible()
    assert view.empty._missing.text() == "No codings yet"
    session.close()


def test_a_coder_without_codings_is_told_that_others_are_hidden(view: CodingsView, session: Session) -> None:
    session.switch_coder(session.project.coders.add("C"))
    assert view.empty._missing.text() == "You have no codings yet"
    assert "Show coders" in view.empty._how.text()


def test_a_blind_round_does_not_tell_that_others_have_coded(view: CodingsView, session: Session) -> None:
    session.project.rounds.add("pilot", "Pilot", blind=True)
    session.switch_coder(session.project.coders.add("C"))
    assert view.empty._missing.text() == "No codings yet"
    assert "Show coders" not in view.empty._how.text()


# Excerpts.


def test_an_excerpt_begins_with_the_sentence_where_it_is_near() -> None:
    cut = excerpt(KYIV, found(1, "whatever"))
    assert cut.words[: cut.start] == "Kyiv called the vote illegal. Moscow will respect "
    long = "A" + " word" * 30 + ". Moscow will respect whatever it is."
    cut = excerpt(long, Span(long.index("whatever"), long.index("whatever") + 8))
    assert cut.words == "Moscow will respect whatever it is."


def test_an_excerpt_without_a_near_sentence_begins_with_a_whole_word() -> None:
    text = "Once " + "endless talking " * 12 + "came to nothing."
    cut = excerpt(text, Span(text.index("nothing"), len(text)))
    assert cut.words.startswith("… ")
    assert cut.words[2:].startswith(("endless", "talking"))
    assert cut.quotation == "nothing."


def test_an_excerpt_never_leaves_its_paragraph_and_stays_on_one_line() -> None:
    cut = excerpt(LONDON, found(0, "ended without"))
    assert cut.words == "Talks in London ended without a deal."
    across = excerpt(LONDON, Span(LONDON.index("deal"), LONDON.index("minister")))
    assert across.quotation == "deal. The "


def test_where_room_is_short_little_stands_before_the_quotation() -> None:
    cut = excerpt(KYIV, found(1, "whatever"))
    assert nearer(cut).words == "… will respect whatever Crimea decides."
    assert nearer(cut).quotation == "whatever"
    once = nearer(cut)
    assert nearer(once) is once
    long_word = Excerpt("… abcdefghijklmn whatever", 17, 25)
    assert nearer(long_word) is long_word
    start = excerpt(LONDON, found(0, "in London"))
    assert nearer(start) is start


def test_positions_in_an_excerpt_are_code_points() -> None:
    cut = excerpt(LONDON, found(0, "will follow"))
    assert cut.quotation == "will follow"
    assert "😀" in cut.words[: cut.start]


def test_times_are_read_in_words_and_by_the_clock_here() -> None:
    assert moment("not a time") == "not a time"
    assert moment("2014-03-14T12:42:00Z").startswith("14 Mar 2014, ")
