"""The agreement view over real projects: the numbers of the job, verdicts in words, empty states."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cadrage.core.agreement import AgreementTable, CodeAgreement, CodeGroup, Coefficient
from cadrage.core.model import DocumentDraft, Span, State
from cadrage.gui import agreement_words as words
from cadrage.gui import waiting
from cadrage.gui.agreement_model import AgreementModel, Column
from cadrage.gui.agreement_view import AgreementView
from cadrage.gui.session import Session
from cadrage.gui.tasks import Task
from cadrage.jobs import agreement
from cadrage.jobs.agreement import Question
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

DOCUMENTS, SENTENCES = 6, 20
LENGTH = len("Here stands sentence number 00.\n")
# Which sentences of every document each coder codes; B misses one of HALF in every second document.
CODED = {
    "A": {"SAME": (0, 1, 2), "HALF": (4, 5), "LONE": (7,)},
    "B": {"SAME": (0, 1, 2), "HALF": (4,)},
    "C": {"SAME": (0, 1, 9), "HALF": (5,)},
}


def with_documents() -> Project:
    project = Project.in_memory(coder="A")
    texts = [
        "".join(f"Here stands sentence number {line:02}.\n" for line in range(SENTENCES)) + f"Text {number}."
        for number in range(DOCUMENTS)
    ]
    project.documents.add(
        [DocumentDraft(f"Article {i}", f"{i}.txt", text, "txt", "utf-8", b"") for i, text in enumerate(texts)]
    )
    return project


def coded(project: Project, coders: str = "ABC") -> Project:
    """Three coders, one family, a code that A alone uses, and one that nobody uses."""
    family = project.codes.add("Family", short_id="FAM")
    codes = {"SAME": project.codes.add("Same", short_id="FAM-SAME", parent=family.id).id}
    for short_id in ("HALF", "LONE", "NEVER"):
        codes[short_id] = project.codes.add(short_id.title(), short_id=short_id).id
    round_ = project.rounds.latest.id
    with project.change("Code everything"):
        people = {coder.name: coder.id for coder in project.coders.all()}
        for name in coders:
            people.setdefault(name, 0)
            people[name] = people[name] or project.coders.add(name).id
            project.codings.add_many(
                NewCoding(document.id, Span(line * LENGTH, line * LENGTH + 20), codes[code], people[name], round_)
                for document in project.documents.all()
                for code, lines in CODED[name].items()
                for line in lines
            )
        documents = [document.id for document in project.documents.all()]
        project.statuses.complete_many([(each, people[name]) for each in documents for name in coders], round_)
    return project


@pytest.fixture
def project() -> Project:
    return coded(with_documents())


@pytest.fixture
def session(project: Project) -> Iterator[Session]:
    session = Session(project)
    yield session
    session.close()


def shown(qtbot: QtBot, session: Session, question: Question | None = None) -> AgreementView:
    """The view with its first table."""
    view = AgreementView(session)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    if question is not None:
        view.ask(question)
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.show()
    qtbot.waitExposed(view)
    return view


def place(view: AgreementView, short_id: str) -> int:
    code = next(code for code in view.model.table.codes if code.code.label == short_id)  # type: ignore[union-attr]
    return view.model.place_of(code.code.id)


def cell(view: AgreementView, short_id: str, column: Column) -> str:
    return str(view.model.index(place(view, short_id), column).data())


def choose(view: AgreementView, short_id: str) -> None:
    view.grid.setCurrentIndex(view.model.index(place(view, short_id), 0))


# Numbers.


def test_the_view_shows_the_numbers_of_the_agreement_job(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    expected = agreement.answer(session.project, view.question)
    assert view.table == expected
    assert [row.code.label for row in expected.codes] == ["FAM", "FAM-SAME", "HALF", "LONE", "NEVER"]
    for row in expected.codes:
        assert cell(view, row.code.label, Column.CODED) == str(row.coded)
        alpha = row.coefficients["krippendorff_alpha"].value
        printed = "—" if alpha is None else f"{alpha:.2f}".replace("-", "−").replace("0.", ".", 1)
        assert cell(view, row.code.label, Column.ALPHA) == printed
    assert cell(view, "FAM-SAME", Column.PREVALENCE) == "14.3 · 14.3 · 14.3"


def test_kappa_is_cohens_for_two_coders_and_fleiss_for_more(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    half = next(row for row in view.table.codes if row.code.label == "HALF")  # type: ignore[union-attr]
    assert cell(view, "HALF", Column.KAPPA) == words.coefficient(half.coefficients["fleiss_kappa"].value)
    assert "Fleiss" in view.model.heading_tip(Column.KAPPA)
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.ask(Question(coders=("A", "B")))
    half = next(row for row in view.table.codes if row.code.label == "HALF")  # type: ignore[union-attr]
    assert cell(view, "HALF", Column.KAPPA) == words.coefficient(half.coefficients["cohen_kappa"].value)
    assert "Cohen" in view.model.heading_tip(Column.KAPPA)


def test_codes_are_judged_in_words(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session, Question(coders=("A", "B")))
    assert cell(view, "FAM-SAME", Column.VERDICT) == "Reliable"
    assert cell(view, "HALF", Column.VERDICT) == "Not yet"
    assert cell(view, "LONE", Column.VERDICT) == "Only A"
    assert cell(view, "NEVER", Column.VERDICT) == "Not used"


def test_an_undefined_alpha_is_said_in_words_and_explained(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    assert cell(view, "NEVER", Column.ALPHA) == "—"
    assert cell(view, "NEVER", Column.INTERVAL) == "undefined"
    choose(view, "NEVER")
    assert "Nobody used this code in the 126 sentences compared." in view.note.text
    assert "α is undefined:" in view.note.text


def test_the_chosen_row_is_explained_in_plain_language(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session, Question(coders=("A", "B")))
    choose(view, "HALF")
    assert view.note.text.startswith("Both coded 6 sentences; only one of them coded 6 sentences. α is .64")
    assert "Agreement of 95.2 % looks high because nobody put this code on 90 %" in view.note.text
    assert "positive agreement is 66.7 %" in view.note.text
    choose(view, "LONE")
    assert "Only A used this code, on 6 sentences" in view.note.text


def test_the_first_row_is_explained_at_once(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    assert view.note.text.startswith("At least one of the 3 coders put this code on 24 sentences, out of 126.")


def test_the_line_below_says_what_holds_for_all_codes(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    assert view.overall.text.startswith("Mean α ")
    assert "over 3 of 4 codes" in view.overall.text
    assert "126 sentences in 6 documents" in view.overall.text


# The question.


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_taking_a_coder_out_recomputes(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    assert view.choices.coders.text() == "A, B, C"
    qtbot.mouseClick(view.choices.coders, Qt.MouseButton.LeftButton)
    popup = view.choices.coders.popup
    assert popup is not None
    with qtbot.waitSignal(view.ready, timeout=20_000):
        qtbot.mouseClick(popup.boxes["C"], Qt.MouseButton.LeftButton)
    popup.close()
    assert view.question.coders == ("A", "B")
    assert view.table is not None
    assert view.table.coders == ("A", "B")
    assert view.table == agreement.answer(session.project, Question(coders=("A", "B")))
    assert view.choices.documents.text() == "6 complete by both"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_coders_are_chosen_by_keyboard_too(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    view.choices.coders.setFocus()
    qtbot.keyClick(view.choices.coders, Qt.Key.Key_Down)
    popup = view.choices.coders.popup
    assert popup is not None
    assert popup.boxes["A"].hasFocus()
    qtbot.keyClick(popup.boxes["A"], Qt.Key.Key_Down)
    with qtbot.waitSignal(view.ready, timeout=20_000):
        qtbot.keyClick(popup.boxes["B"], Qt.Key.Key_Space)
    popup.close()
    assert view.question.coders == ("A", "C")


def test_without_an_interval_there_is_no_verdict(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    with qtbot.waitSignal(view.ready, timeout=20_000):
        qtbot.keyClick(view.choices.interval, Qt.Key.Key_End)
    assert view.question.interval == "none"
    assert cell(view, "FAM-SAME", Column.VERDICT) == "No interval"
    assert cell(view, "FAM-SAME", Column.INTERVAL) == "no interval"


def test_another_unit_is_another_question(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    with qtbot.waitSignal(view.ready, timeout=20_000):
        qtbot.keyClick(view.choices.unit, Qt.Key.Key_End)
    assert view.table is not None
    assert view.table.unit == "character"
    assert view.table == agreement.answer(session.project, Question(unit="character"))


def test_units_are_cut_in_a_task_and_kept(qtbot: QtBot, session: Session) -> None:
    texts = [document.text_id for document in session.project.documents.all()]
    assert not session.project.texts.segments(texts, "sentence")
    tasks: list[str] = []
    session.task_started.connect(tasks.append)
    shown(qtbot, session)
    assert len(session.project.texts.segments(texts, "sentence")) == DOCUMENTS
    assert tasks == ["Cutting the texts into sentences", "Comparing the coders, code by code"]


def test_a_newer_question_ends_the_running_one(qtbot: QtBot, session: Session) -> None:
    view = AgreementView(session)
    qtbot.addWidget(view)
    told: list[AgreementTable] = []
    view.ready.connect(told.append)
    view.show()
    view.ask(Question(unit="paragraph"))
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.ask(Question(unit="document"))
    qtbot.wait(200)
    assert [table.unit for table in told] == ["document"]


def test_numbers_that_come_after_a_newer_question_are_dropped(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    told: list[AgreementTable] = []
    view.ready.connect(told.append)
    view.ask(Question(unit="document"))
    session.findChildren(Task)[-1].wait()
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.ask(Question(unit="character"))
    assert [table.unit for table in told] == ["character"]


def test_a_cancelled_comparison_can_be_taken_up_again(qtbot: QtBot, session: Session) -> None:
    view = AgreementView(session)
    qtbot.addWidget(view)
    view.show()
    view.overall.cancelled.emit()
    qtbot.wait(300)
    assert view.table is None
    assert view.empty.isVisible()
    assert view.empty.button is not None
    with qtbot.waitSignal(view.ready, timeout=20_000):
        qtbot.mouseClick(view.empty.button, Qt.MouseButton.LeftButton)
    assert not view.empty.isVisible()


# Following the project.


def test_a_coding_taken_away_changes_the_numbers_and_undo_brings_them_back(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    before = view.table
    mine = [each.id for each in session.project.codings.all() if each.coder == session.me.id]
    with qtbot.waitSignal(view.ready, timeout=20_000):
        session.project.codings.remove(mine[:1])
    assert view.table != before
    with qtbot.waitSignal(view.ready, timeout=20_000):
        session.project.undo()
    assert view.table == before


def test_nothing_is_computed_while_the_view_is_hidden(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    view.hide()
    before = view.table
    mine = [each.id for each in session.project.codings.all() if each.coder == session.me.id]
    with qtbot.assertNotEmitted(view.ready, wait=300):
        session.project.codings.remove(mine[:1])
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.show()
    assert view.table != before


# Keys.


def test_enter_shows_the_code_and_ctrl_c_copies_the_table(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    choose(view, "HALF")
    code = session.codebook.find("HALF")
    assert code is not None
    with qtbot.waitSignal(session.code_selected) as told:
        qtbot.keyClick(view.grid, Qt.Key.Key_Return)
    assert told.args == [code.id]
    qtbot.keyClick(view.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][:4] == ["Code", "Name", "n", "Prevalence A %"]
    assert [line[0] for line in lines[1:]] == ["FAM", "FAM-SAME", "HALF", "LONE", "NEVER"]
    assert lines[5][-1] == "Not used"
    assert lines[5][-4] == ""


def test_several_selected_rows_are_copied_alone(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    choose(view, "FAM")
    qtbot.keyClick(view.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["Code", "FAM", "FAM-SAME"]


def test_export_is_asked_for_only_with_a_table(qtbot: QtBot, session: Session) -> None:
    view = AgreementView(session)
    qtbot.addWidget(view)
    assert not view.choices.export.isEnabled()
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.show()
    with qtbot.waitSignal(view.export_requested):
        qtbot.mouseClick(view.choices.export, Qt.MouseButton.LeftButton)


def test_a_screen_reader_is_told_the_whole_row(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    index = view.model.index(place(view, "NEVER"), 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "NEVER Never: Not used, α —, interval undefined, n 0"


# Nothing to compare.


def lacking(qtbot: QtBot, project: Project) -> str:
    """What the view says instead of a table."""
    session = Session(project)
    view = AgreementView(session)
    qtbot.addWidget(view)
    view.show()
    found = (view.empty.isVisible(), view.table, view.choices.export.isEnabled())
    session.close()
    assert found == (True, None, False)
    return view.empty._missing.text()


def test_an_empty_project_is_told_to_import(qtbot: QtBot) -> None:
    assert lacking(qtbot, Project.in_memory()) == "No documents yet"


def test_documents_without_codes_are_told_to_make_a_codebook(qtbot: QtBot) -> None:
    assert lacking(qtbot, with_documents()) == "No codes yet"


def test_without_complete_documents_the_view_says_how_to_complete_them(qtbot: QtBot) -> None:
    project = with_documents()
    project.codes.add("One")
    assert lacking(qtbot, project) == "Nobody has completed a document yet"


def test_one_coder_alone_cannot_be_compared(qtbot: QtBot) -> None:
    assert lacking(qtbot, coded(with_documents(), "A")) == "Only A has completed documents"


def test_completing_a_document_for_a_second_coder_brings_the_table(qtbot: QtBot) -> None:
    project = coded(with_documents(), "A")
    second = project.coders.add("B")
    session = Session(project)
    view = AgreementView(session)
    qtbot.addWidget(view)
    view.show()
    assert view.empty.isVisible()
    with qtbot.waitSignal(view.ready, timeout=20_000):
        project.statuses.set(project.documents.all()[0].id, State.COMPLETE, coder=second.id)
    assert view.grid.isVisible()
    assert view.choices.documents.text() == "1 complete by both"
    session.close()


# Words.


def row(low: float | None, value: float = 0.9, **shares: float) -> CodeAgreement:
    found = Coefficient(value, low=low, high=None if low is None else 1.0)
    shares = shares or {"A": 0.1, "B": 0.1}
    group = CodeGroup(1, "X", "X", frozenset({1}))
    names = ("krippendorff_alpha", "percent_agreement", "positive_agreement", "cohen_kappa", "fleiss_kappa")
    return CodeAgreement(group, 200, 20, shares, 15, 180, 3, 2, dict.fromkeys(names, found))


@pytest.mark.parametrize(
    ("low", "expected"),
    [
        (0.8, "Reliable"),
        (0.79999, "Tentative"),
        (0.667, "Tentative"),
        (0.66699, "Not yet"),
        (-1.0, "Not yet"),
        (None, "No interval"),
    ],
)
def test_the_verdict_judges_the_lower_limit(low: float | None, expected: str) -> None:
    assert words.verdict(row(low)).words == expected


def test_a_code_that_one_coder_used_alone_is_never_reliable() -> None:
    assert words.verdict(row(0.9, A=0.0, B=0.2)).words == "Only B"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.72, ".72"),
        (1.0, "1.00"),
        (-0.05, "−.05"),
        (-0.001, ".00"),
        (0.0, ".00"),
        (None, "—"),
        (-1.0, "−1.00"),
    ],
)
def test_coefficients_have_no_leading_zero(value: float | None, printed: str) -> None:
    assert words.coefficient(value) == printed


@pytest.mark.parametrize(("value", "printed"), [(0.796, ".796"), (0.7999, ".799"), (0.801, ".80"), (0.666, ".666")])
def test_rounding_never_lifts_a_limit_over_a_threshold(value: float, printed: str) -> None:
    assert words.limit(value) == printed


def test_percentages_have_no_more_digits_than_the_units_carry() -> None:
    assert words.percent(0.96875, 192) == "96.9"
    assert words.percent(0.96875, 32) == "97"
    assert words.percent(0.9999, 192) == "99.9"
    assert words.percent(1.0, 192) == "100.0"


def test_many_coders_share_the_prevalence_column_as_a_range() -> None:
    shares = {name: 0.01 * number for number, name in enumerate("ABCDEFGH", start=1)}
    assert words.prevalences(row(0.5, **shares)) == "1.0–8.0"


def test_a_reliable_code_on_few_units_comes_with_a_caution(qtbot: QtBot) -> None:
    few = row(0.9)
    table = AgreementTable("sentence", ("A", "B"), "", 6, 200, "jackknife", None, (few,), {})
    assert "one more difference" not in words.explanation(few, table)
    seldom = CodeAgreement(few.code, 200, 2, few.prevalence, 2, 198, 0, 0, few.coefficients)
    assert "It stands on 2 sentences only: one more difference would move it far." in words.explanation(seldom, table)


def test_a_row_keeps_its_place_when_the_numbers_change(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    choose(view, "LONE")
    with qtbot.assertNotEmitted(view.model.modelReset), qtbot.waitSignal(view.ready, timeout=20_000):
        view.ask(Question(unit="paragraph"))
    assert view.grid.currentIndex().row() == place(view, "LONE")


def test_an_empty_model_has_nothing_to_copy() -> None:
    assert AgreementModel().as_text([]) == ""


@pytest.mark.parametrize("width", [760, 800, 853, 900, 1_024, 1_280])
def test_no_column_is_cut_off_in_a_narrow_window(qtbot: QtBot, session: Session, width: int) -> None:
    view = shown(qtbot, session)
    view.resize(width, 600)
    waiting.pause()
    assert view.grid.header().length() <= view.grid.viewport().width()
    verdict = view.model.index(place(view, "HALF"), Column.VERDICT)
    assert verdict.data(Qt.ItemDataRole.ToolTipRole).startswith(verdict.data())
