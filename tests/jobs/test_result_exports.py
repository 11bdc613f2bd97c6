"""Results that leave the program: those of real projects, in workbooks, folders and reports."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from cadrage.core.answers import Answers
from cadrage.core.exemplars import LONGEST
from cadrage.core.filtering import Filter
from cadrage.core.model import DocumentDraft, Scope, Span
from cadrage.core.results import ResultTable
from cadrage.core.results_question import Bin, Dimension, Kind, Measure, Proximity, Question, Unit
from cadrage.exchange.report import Figure, Quotation, TableBlock
from cadrage.exchange.report_material import Wishes
from cadrage.jobs import export, reports, result_exports, result_pictures, results, sample
from cadrage.store.project import Project

OUTLET, MONTH = Dimension(Kind.FACT, "outlet"), Dimension(Kind.TIME, "published", Bin.MONTH)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample.build(tmp_path / "sample.cadrage") as made:
        yield made


def answers(project: Project, **known: object) -> Answers:
    return result_exports.answers(result_exports.gather(project, **known))  # type: ignore[arg-type]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_study_is_asked_what_every_framing_study_is_asked(project: Project) -> None:
    found = answers(project)
    assert {each.name for each in found.answers} >= {"Code × outlet", "Code × outlet × month", "Codes over time"}
    assert not found.unanswered
    assert found.exemplars


def test_the_cells_in_the_folder_equal_a_count_over_codings_and_documents(project: Project, tmp_path: Path) -> None:
    """By hand, from the two plain tables: codings and documents of each code itself, by outlet and month."""
    project.saved_results.add("Apart", Question(columns=(OUTLET,), layers=(MONTH,), rolled=False))
    export.to_file(project, tmp_path / "all")
    documents = {row["doc_id"]: row for row in rows(tmp_path / "all", "documents")}
    copies = {document for document, row in documents.items() if row["duplicate_of"]}
    assert copies
    codings: Counter[tuple[str, str, str]] = Counter()
    held: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in rows(tmp_path / "all", "codings"):
        if row["doc_id"] not in copies and row["layer"] == "coder":
            document = documents[row["doc_id"]]
            place = row["code_id"], document["outlet"], document["published"][:7]
            codings[place] += 1
            held[place].add(row["doc_id"])
    cells = [row for row in rows(tmp_path / "all", "results") if row["result"] == "Apart"]
    counted = {(row["row_id"], row["column_value"], row["layer_value"]): row for row in cells}
    assert {place: int(row["codings"]) for place, row in counted.items() if row["codings"] != "0"} == dict(codings)
    assert {place: int(row["documents"]) for place, row in counted.items() if row["documents"] != "0"} == {
        place: len(found) for place, found in held.items()
    }


def test_sheets_files_and_reports_say_what_the_result_says(project: Project, tmp_path: Path) -> None:
    asked = Question(columns=(OUTLET,), measure=Measure.PER_THOUSAND, unit=Unit.CODINGS)
    project.saved_results.add("Rates", asked)
    table = results.answer(project, asked)
    assert isinstance(table, ResultTable)
    across = [*table.column_places(), (None,)]
    down = [*table.row_places(), (None,)]
    expected = [[table.value((*row, *column)) for column in across] for row in down]
    export.to_file(project, tmp_path / "r.xlsx", what="results")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["result_rates"]
    assert [list(row[1:]) for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        [pytest.approx(value) for value in row] for row in expected
    ]
    export.to_file(project, tmp_path / "csv", what="results")
    written = [list(row.values())[1:] for row in rows(tmp_path / "csv", "result_rates")]
    assert [[float(cell) for cell in row] for row in written] == [
        [pytest.approx(value) for value in row] for row in expected
    ]
    made = reports.made(reports.gather(project, Wishes(parts=("results",))))
    printed = next(block for block in made.sections[0].blocks() if isinstance(block, TableBlock))
    assert [list(row.cells[1:]) for row in printed.rows] == [[f"{value:.2f}" for value in row] for row in expected]
    assert "duplicate" in printed.note


def test_a_result_that_cannot_be_made_any_more_says_why(project: Project) -> None:
    project.saved_results.add("Gone", Question(rows=(Dimension(Kind.FACT, "weather"),)))
    found = answers(project)
    assert found.unanswered[0][0] == "Gone"
    assert "weather" in found.unanswered[0][1]


def test_a_filter_narrows_results_that_have_a_filter_themselves(project: Project) -> None:
    ada, ben, *_ = project.coders.all()
    coded = Filter(coders=frozenset([ada.id]))
    project.saved_results.add("Ada alone", Question(unit=Unit.CODINGS, rolled=False, filter=coded))
    document = max(project.codings.counts_by_document().items(), key=lambda each: each[1])[0]
    both = answers(project, filter=Filter(documents=frozenset([document]))).answers[0].result
    assert isinstance(both, ResultTable)
    whole = [each for each in project.codings.all() if each.document == document and each.coder == ada.id]
    assert both.cell(both.whole()).codings == len(whole) > 0
    assert both.base(both.whole()).documents == 1
    assert len(both.asked.filters) == 2
    nobody = answers(project, filter=Filter(coders=frozenset([ben.id]))).answers[0].result
    assert isinstance(nobody, ResultTable)
    assert nobody.cell(nobody.whole()).codings == 0


def test_a_sealed_round_is_in_no_result_and_no_exemplar(project: Project) -> None:
    before = answers(project)
    project.rounds.add("final", "Secret", blind=True)
    project.codings.add(project.documents.all()[0].id, Span(0, 40), project.codings.all()[0].code)
    after = answers(project)
    assert after.exemplars == before.exemplars
    assert any("Secret" in each for each in after.answers[0].result.asked.left_out)


def test_an_empty_project_is_exported_without_a_number(tmp_path: Path) -> None:
    with Project.in_memory(coder="A") as project:
        for name in ("r.xlsx", "r.html", "csv"):
            export.to_file(project, tmp_path / name, what="results")
        project.documents.add([DocumentDraft("Blank", "b.txt", "", "txt", "utf-8", b"")])
        export.to_file(project, tmp_path / "one.xlsx", what="results")
        assert answers(project).exemplars == ()


def test_exemplars_are_words_of_their_texts_important_ones_first(project: Project) -> None:
    texts = {each.id: project.documents.body(each.id) for each in project.documents.all()}
    quoted = {each.coding for each in answers(project).exemplars}
    counted = {each.id for each in project.documents.all() if not each.duplicate_of}
    mine = [each for each in project.codings.all() if each.coder == project.me.id and each.document in counted]
    passed_over = next(each for each in mine if each.id not in quoted)
    project.codings.mark_important(passed_over.id, important=True)
    found = answers(project).exemplars
    first = next(each for each in found if each.code.id == passed_over.code)
    assert (first.document, first.span, first.important) == (passed_over.document, passed_over.span, True)
    assert all(
        texts[each.document][each.span.start : each.span.end].startswith(each.quotation[:LONGEST]) for each in found
    )
    by_code: dict[str, list[bool]] = defaultdict(list)
    for each in found:
        by_code[each.code.key].append(each.important)
        assert each.outlet in each.citation
    assert all(marks == sorted(marks, reverse=True) for marks in by_code.values())
    assert max(map(len, by_code.values())) == 3
    copies = {each.id for each in project.documents.all() if each.duplicate_of}
    assert not copies & {each.document for each in found}


def test_the_report_and_the_table_of_exemplars_follow_one_rule(project: Project) -> None:
    """The report quotes copies, too: both do where copies are counted."""
    project.documents.set_count_duplicates(counted=True)
    made = reports.made(reports.gather(project, Wishes(parts=("exemplars",))))
    printed = [block.words for block in made.sections[0].blocks() if isinstance(block, Quotation)]
    assert printed == [each.quotation for each in answers(project).exemplars]


def test_a_report_without_the_library_for_charts_has_its_tables(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_pictures, "find_spec", lambda _name: None)
    made = reports.made(reports.gather(project, Wishes(parts=("results",))))
    kinds = [type(block) for block in made.sections[0].blocks()]
    assert TableBlock in kinds
    assert Figure not in kinds


def test_charts_are_drawn_once_for_each_result_that_has_one(project: Project) -> None:
    found = result_pictures.illustrated(answers(project))
    assert set(found.pictures) <= {each.name for each in found.answers}
    assert "Code × outlet" in found.pictures
    picture = found.pictures["Code × outlet"]
    assert picture.svg.startswith(b"<?xml") or picture.svg.lstrip().startswith(b"<svg")
    assert picture.png.startswith(b"\x89PNG")
    assert picture.alternative
    assert found.pictures["Code × outlet × month"].title == "Code × outlet × month: all months together"


def test_co_occurrence_kept_under_a_name_is_a_sheet(project: Project, tmp_path: Path) -> None:
    asked = Question(unit=Unit.CODINGS, proximity=Proximity())
    project.saved_results.add("Near", asked)
    export.to_file(project, tmp_path / "r.xlsx", what="results")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert "result_near" in book.sheetnames
    speakers = project.variables.find(Scope.CODING, "speaker")
    assert speakers is None or "result_speaker_stance_code" in book.sheetnames
