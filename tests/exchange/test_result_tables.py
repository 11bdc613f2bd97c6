"""Results in workbooks, folders and reports: every number is the one that was counted."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import html
from tests.exchange.report_material import HOSTILE, blocks, report

from cadrage.core import results
from cadrage.core.answers import Answer, Answers, Picture
from cadrage.core.dataset import Dataset
from cadrage.core.model import Span
from cadrage.core.results import (
    Asked,
    Base,
    Cell,
    CoOccurrence,
    Exemplar,
    Meeting,
    ResultTable,
    Series,
    TimeSeries,
)
from cadrage.core.results_question import Bin, Category, Dimension, Kind, Measure, Proximity, Question
from cadrage.core.time_bins import category
from cadrage.exchange import report_docx, report_html
from cadrage.exchange.csv_folder import write_folder
from cadrage.exchange.dataset_tables import tables
from cadrage.exchange.report import Figure, TableBlock
from cadrage.exchange.report_material import Wishes
from cadrage.exchange.report_results import coefficient, probability
from cadrage.exchange.workbook import write_workbook

CODES = (Category("c1", "Escalation", 1, colour="#E8702A"), Category("c2", "Military", 2, depth=1, colour="#1E3D2B"))
OUTLETS = (Category("Post", "Post"), Category("Times", "Times"), Category("", "(no outlet)", missing=True))
BINS = tuple(category(date(2014, month, 1), Bin.MONTH) for month in (1, 2, 3))
LEFT_OUT = "Left out: 2 documents marked as duplicates."
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000"
    "01f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082"
)
PICTURE = Picture("A chart", b'<svg xmlns="http://www.w3.org/2000/svg"/>', PIXEL, 453.0, 300.0, "Bars of <codes>")


def crossed(measure: Measure = Measure.COUNT, *, layered: bool = False) -> ResultTable:
    code, outlet, month = (
        Dimension(Kind.CODE),
        Dimension(Kind.FACT, "outlet"),
        Dimension(Kind.TIME, "published", Bin.MONTH),
    )
    question = Question(columns=(outlet,), layers=(month,) if layered else (), measure=measure)
    cells = {(0, 0): Cell(5, 2, 40), (0, 1): Cell(3, 1, 9), (1, 0): Cell(1, 1, 7), (0, None): Cell(8, 3, 49),
             (1, None): Cell(1, 1, 7), (None, 0): Cell(6, 3, 44), (None, 1): Cell(3, 1, 9),
             (None, None): Cell(9, 4, 53)}  # fmt: skip
    bases = {(None, 0): Base(4, 400), (None, 1): Base(3, 300), (None, None): Base(7, 700)}
    asked = Asked(question, "Study", ("Ada", "Юлия"), left_out=(LEFT_OUT,))
    if not layered:
        return ResultTable(asked, (code, outlet), ("Code", "Outlet"), (CODES, OUTLETS), cells, bases)
    deep = {(*place, at): cell for place, cell in cells.items() for at in (1, None)}
    under = {(*place, at): base for place, base in bases.items() for at in (1, None)}
    return ResultTable(asked, (code, outlet, month), ("Code", "Outlet", "Month"), (CODES, OUTLETS, BINS), deep, under)


def over_time() -> TimeSeries:
    lines = (
        Series(CODES[0], (Cell(4, 2, 9), Cell(), Cell())),
        Series(CODES[1], (Cell(1, 1, 3), Cell(), Cell(2, 1, 4))),
    )
    total = Series(Category("", "All codings"), (Cell(5, 2, 12), Cell(), Cell(2, 1, 4)))
    question = Question(columns=(Dimension(Kind.TIME, "published", Bin.MONTH),))
    return TimeSeries(
        Asked(question),
        Bin.MONTH,
        "published",
        BINS,
        (Base(3, 90), Base(), Base(2, 60)),
        lines,
        total,
        (),
        {"(no date)": Base(1)},
    )


def together() -> CoOccurrence:
    alone = {0: Meeting(4, 3, 20, 20), 1: Meeting(2, 2, 10, 10)}
    pairs = {(0, 1): Meeting(3, 2, 5, 25)}
    return CoOccurrence(Asked(Question(proximity=Proximity())), CODES, alone, pairs, "words", 100, 6)


def differences() -> results.TestTable:
    seen, due, outlets = ((8, 2), (2, 8)), ((5.0, 5.0), (5.0, 5.0)), ("Post", "Times")
    numbers = (20, 7.2, 1, 0.0073, 0.6, 0.023, 0.046, 0.55, "chi2")
    good = results.TestResult("Escalation", "c1", seen, due, outlets, *numbers)
    none = results.TestResult("Military", "c2", ((0, 0), (10, 10)), (), ("Post", "Times"), 20, undefined="None has it.")
    return results.TestTable(
        Asked(Question(columns=(Dimension(Kind.FACT, "outlet"),))), (good, none), notes=("The unit is the document.",)
    )


@pytest.fixture
def answered(dataset: Dataset) -> Dataset:
    quoted = Exemplar(2, 1, Span(0, 9), CODES[0], "The talks", "“The talks” (Post)", "First", "Post", "2014-03", "Ada",
                      important=True, speaker="Kerry")  # fmt: skip
    found = (
        Answer("Code × outlet", crossed()),
        Answer("Within months", crossed(Measure.COLUMN, layered=True), kept=True),
        Answer("Over time", over_time()),
        Answer("Near", together()),
        Answer("Differences", differences()),
    )
    return replace(dataset, answers=Answers(found, (quoted,), (("Gone", "Its round is gone."),)))


def sheet(path: Path, name: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    return [tuple(row) for row in book[name].iter_rows(values_only=True)]


def records(dataset: Dataset, name: str) -> list[dict[str, object]]:
    table = next(each for each in tables(dataset, "results") if each.name == name)
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows()]


def test_each_cell_with_a_document_is_a_tidy_row_with_its_shares(answered: Dataset) -> None:
    rows = [each for each in records(answered, "results") if each["result"] == "Code × outlet"]
    assert [(each["row_value"], each["column_value"]) for each in rows] == [
        ("Escalation", "Post"), ("Escalation", "Times"), ("Military", "Post"), ("Military", "Times")]  # fmt: skip
    first = rows[0]
    assert (first["codings"], first["documents"], first["words"]) == (5, 2, 40)
    assert (first["share_documents"], first["share_words"], first["per_1000_words"]) == (0.5, 0.1, 12.5)
    assert (first["row_share"], first["column_share"]) == (2 / 3, 0.5)
    assert rows[3]["documents"] == 0
    assert rows[3]["column_share"] == 0


def test_layers_are_told_apart_by_their_keys(answered: Dataset) -> None:
    rows = [each for each in records(answered, "results") if each["result"] == "Within months"]
    assert {(each["layer_value"], each["layer_id"]) for each in rows} == {("2014-02", "2014-02")}
    assert len(rows) == 4


def test_a_gap_in_time_has_no_value_and_not_zero(answered: Dataset, tmp_path: Path) -> None:
    write_workbook(answered, tmp_path / "r.xlsx", what="results")
    shown = sheet(tmp_path / "r.xlsx", "result_over_time")
    assert shown == [
        ("published", "Escalation", "Military", "All codings"),
        ("2014-01", 2, 1, 2),
        ("2014-02", None, None, None),
        ("2014-03", 0, 1, 1),
    ]
    tidy = [each for each in records(answered, "results_time") if each["period"] == "2014-02"]
    assert {each["share_documents"] for each in tidy} == {None}


def test_pairs_have_the_coefficients_of_the_result(answered: Dataset) -> None:
    (pair,) = records(answered, "results_together")
    assert (pair["units"], pair["units_a"], pair["units_b"], pair["all_units"]) == (5, 20, 10, 100)
    assert (pair["jaccard"], pair["lift"]) == (0.2, 2.5)


def test_a_test_that_is_undefined_says_why_instead_of_a_number(answered: Dataset) -> None:
    good, none = records(answered, "results_tests")
    assert (good["chi2"], good["adjusted_p"], good["used"], good["least_expected"]) == (7.2, 0.046, "chi2", 5.0)
    assert {none[name] for name in ("chi2", "p", "cramers_v", "used")} == {None}
    assert none["note"] == "None has it."


def test_what_was_left_out_is_said_for_each_result(answered: Dataset) -> None:
    said = {(each["result"], each["kind"], each["words"]) for each in records(answered, "results_notes")}
    assert ("Code × outlet", "left out", LEFT_OUT) in said
    assert ("Differences", "note", "The unit is the document.") in said
    assert ("Gone", "not made", "Its round is gone.") in said
    assert ("Over time", "left out", "(no date): 1 document") in said


def test_the_sheet_of_a_result_shows_its_measure_with_sums(answered: Dataset, tmp_path: Path) -> None:
    write_workbook(answered, tmp_path / "r.xlsx", what="results")
    shown = sheet(tmp_path / "r.xlsx", "result_code_outlet")
    assert shown == [
        ("Code", "Post", "Times", "(no outlet)", "All"),
        ("Escalation", 2, 1, 0, 3),
        ("Military", 1, 0, 0, 1),
        ("All codes", 3, 1, 0, 4),
    ]
    layered = sheet(tmp_path / "r.xlsx", "result_within_months")
    assert ("2014-02", "Escalation", 0.5, 1 / 3, None, 3 / 7) in layered


def test_a_result_has_a_native_chart_beside_it_that_draws_its_cells_alone(answered: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_workbook(answered, path, what="results")
    with zipfile.ZipFile(path) as archive:
        drawn = [
            archive.read(name).decode() for name in archive.namelist() if re.match(r"xl/charts/chart\d+\.xml", name)
        ]
    assert len(drawn) == 2
    bars = next(each for each in drawn if "barChart" in each)
    cells = {each.replace("$", "") for each in re.findall(r"<(?:c:)?f>([^<]+)</", bars)}
    # The sums below and beside the cells are not drawn.
    expected = {"A2:A3", "B1", "C1", "D1", "B2:B3", "C2:C3", "D2:D3"}
    assert cells == {f"'result_code_outlet'!{each}" for each in expected}


def test_the_csv_files_hold_what_the_workbook_holds(answered: Dataset, tmp_path: Path) -> None:
    write_folder(answered, tmp_path / "csv", what="results")
    for table in tables(answered, "results"):
        with (tmp_path / "csv" / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == [column.name for column in table.columns]
        assert [[_plain(cell) for cell in row] for row in rows] == [
            [_said(cell) for cell in row] for row in table.rows()
        ]


def _plain(cell: str) -> object:
    try:
        return round(float(cell), 9)
    except ValueError:
        return {"TRUE": 1.0, "FALSE": 0.0}.get(cell, cell)


def _said(value: object) -> object:
    return "" if value is None else round(float(value), 9) if isinstance(value, int | float) else _plain(str(value))


def test_an_exemplar_comes_with_everything_that_an_appendix_needs(answered: Dataset) -> None:
    (quoted,) = records(answered, "exemplars")
    assert (quoted["quotation"], quoted["outlet"], quoted["published"]) == ("The talks", "Post", "2014-03")
    assert (quoted["speaker"], quoted["coder"], quoted["important"]) == ("Kerry", "Ada", True)
    assert quoted["citation"] == "“The talks” (Post)"


def test_results_are_left_out_where_none_were_asked_for(dataset: Dataset) -> None:
    assert tables(dataset, "results") == ()
    assert not [table.name for table in tables(dataset, "all") if table.name.startswith(("result", "exemplars"))]


def test_results_of_one_name_in_other_letters_get_sheets_of_their_own(dataset: Dataset) -> None:
    names = ("Ü", "ü", "x" * 60, "x" * 61, "=1+1", "外")
    found = Answers(tuple(Answer(name, crossed()) for name in names))
    made = [
        table.name for table in tables(replace(dataset, answers=found), "results") if table.name.startswith("result_")
    ]
    assert len({name.casefold() for name in made}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in made)


# Reports.


@pytest.fixture
def drawn(answered: Dataset) -> Dataset:
    return replace(answered, answers=replace(answered.answers, pictures={"Code × outlet": PICTURE}))


def _tables_of(dataset: Dataset) -> list[TableBlock]:
    return [each for each in blocks(report(dataset), "results") if isinstance(each, TableBlock)]


def test_the_report_prints_the_numbers_of_the_results(answered: Dataset) -> None:
    first, layer, second, *_ = _tables_of(answered)
    assert [row.cells for row in first.rows] == [
        ("Escalation", "2", "1", "0", "3"),
        ("Military", "1", "0", "0", "1"),
        ("All codes", "3", "1", "0", "4"),
    ]
    assert LEFT_OUT in first.note
    assert "Coders: Ada, Юлия." in first.note
    assert layer.title.endswith("2014-01")
    assert second.rows[0].cells == ("Escalation", "50.0 %", "33.3 %", "—", "42.9 %")


def test_the_report_prints_pairs_time_and_tests(answered: Dataset) -> None:
    found = {table.title: table for table in _tables_of(answered)}
    assert found["Codes that occur in the same words"].rows[0].cells == (
        "Escalation – Military", "5", "2", "3", ".20", "2.50")  # fmt: skip
    assert [row.cells for row in found["Documents, by month"].rows][1] == ("2014-02", "—", "—", "—")
    assert found["Differences between Post, Times"].rows[0].cells == (
        "Escalation", "20", "10", "7.20", "1", ".007", ".046", ".60")  # fmt: skip
    assert set(found["Differences between Post, Times"].rows[1].cells[3:]) == {"—"}


def test_a_table_of_many_columns_is_printed_as_several_of_about_the_same_width(dataset: Dataset) -> None:
    outlets = tuple(Category(str(at), f"Outlet {at}") for at in range(40))
    wide = replace(crossed(), categories=(CODES, outlets))
    found = _tables_of(replace(dataset, answers=Answers((Answer("Wide", wide),))))
    assert [len(table.columns) - 1 for table in found] == [5] * 5
    assert "16 more columns left out here" in found[-1].note


def test_pictures_stand_in_the_file_itself(drawn: Dataset, tmp_path: Path) -> None:
    made = report(drawn, Wishes(parts=("results",)))
    report_html.write(made, tmp_path / "r.html")
    page = html.document_fromstring((tmp_path / "r.html").read_bytes())
    (image,) = page.findall(".//img")
    assert image.get("src", "").startswith("data:image/svg+xml;base64,")
    assert image.get("alt") == "Bars of <codes>"
    report_docx.write(made, tmp_path / "r.docx")
    document = docx.Document(str(tmp_path / "r.docx"))
    (shape,) = document.inline_shapes
    assert document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob == PIXEL
    assert any(paragraph.text.startswith("Figure 1") for paragraph in document.paragraphs)


def test_without_charts_the_report_has_its_tables_all_the_same(answered: Dataset) -> None:
    assert not [each for each in blocks(report(answered), "results") if isinstance(each, Figure)]
    assert len(_tables_of(answered)) == 7


def test_hostile_names_do_no_harm(dataset: Dataset, tmp_path: Path) -> None:
    bad = replace(crossed(), categories=((Category("c", HOSTILE, colour="red; }"),), (Category("o", HOSTILE),)))
    found = replace(
        dataset, answers=Answers((Answer(HOSTILE, bad), Answer("", over_time())), (), ((HOSTILE, HOSTILE),))
    )
    made = report(found, Wishes(parts=("results",)))
    report_html.write(made, tmp_path / "r.html")
    report_docx.write(made, tmp_path / "r.docx")
    page = html.document_fromstring((tmp_path / "r.html").read_bytes())
    assert not page.findall(".//script")
    assert write_workbook(found, tmp_path / "r.xlsx", what="results").rows
    assert write_folder(found, tmp_path / "csv", what="results").rows


@pytest.mark.parametrize(("value", "words"), [(None, "—"), (0.0, ".00"), (0.2, ".20"), (1.0, "1.00"), (-0.3, "-0.30")])
def test_coefficients_have_no_leading_zero(value: float | None, words: str) -> None:
    assert coefficient(value).replace("-.", "-0.") == words


@pytest.mark.parametrize(("value", "words"), [(None, "—"), (0.0001, "< .001"), (0.034, ".034"), (1.0, "1.000")])
def test_probabilities_have_three_decimals(value: float | None, words: str) -> None:
    assert probability(value) == words
