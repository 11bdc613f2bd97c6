"""`cadrage reliability` on tables and spans: published values, what is undefined, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.agreement.agreement_cases import CASES, Case
from tests.commands import done, run

GWET_2014 = "unit,R1,R2,R3,R4\n" + "\n".join(
    f"{number},{row}"
    for number, row in enumerate(
        ["1,1,,1", "2,2,3,2", "3,3,3,3", "3,3,3,3", "2,2,2,2", "1,2,3,4", "4,4,4,4", "1,1,2,1", "2,2,2,2", ",5,5,5",
         ",,1,1", ",,3,"],
        start=1,
    )
)  # fmt: skip
"""Gwet's worked example of four raters with missing values, the one that Krippendorff's α is shown on too."""

TABLE_CASES = [case for case in CASES if case["kind"] == "coding" and "rows" in case["data"]]
PLAIN = {
    "cohen_kappa", "scott_pi", "fleiss_kappa", "percent_agreement", "krippendorff_alpha", "conger_kappa",
    "brennan_prediger", "gwet_ac", "mean_pairwise_cohen_kappa", "bennett_s", "krippendorff_alpha_weighted",
}  # fmt: skip


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def as_table(case: Case) -> str:
    rows = case["data"]["rows"]
    names = ",".join(f"c{number}" for number in range(len(rows[0])))
    lines = [",".join("" if value is None else str(value) for value in row) for row in rows]
    return "\n".join([names, *lines]) + "\n"


def coefficients(path: Path, *options: object) -> dict[str, Any]:
    found: dict[str, Any] = done("reliability", path, *options, "--json").json["coefficients"]
    return found


@pytest.mark.parametrize(
    "case", [case for case in TABLE_CASES if case["coefficient"] in PLAIN], ids=lambda case: case["id"]
)
def test_a_published_table_gives_the_published_value_through_the_command(tmp_path: Path, case: Case) -> None:
    asked = case["parameters"]
    options: list[object] = [
        "--weights",
        asked.get("weights", "unweighted"),
        "--metric",
        asked.get("metric", "nominal"),
    ]
    if "q" in asked:
        used = sorted({value for row in case["data"]["rows"] for value in row if value is not None})
        more = [f"none{number}" for number in range(asked["q"] - len(used))]
        options += ["--categories", ",".join(map(str, [*used, *more]))]
    value = coefficients(written(tmp_path / "t.csv", as_table(case)), *options)[case["coefficient"]]
    if case["expected"] is None:
        assert value["value"] is None
        assert value["undefined"]
    else:
        assert value["value"] == pytest.approx(case["expected"], abs=max(case["tolerance"], 1e-12))


def test_numbers_compare_as_numbers_and_keep_their_order(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", "A,B\n1,1.0\n2,02\n10,10\n3,2\n")
    found = done("reliability", table, "--metric", "ordinal", "--json").json
    assert found["categories"] == ["1", "2", "3", "10"]
    assert found["coefficients"]["percent_agreement"]["value"] == 0.75


def test_a_blank_row_is_a_unit_that_nobody_coded_and_a_unit_column_is_no_coder(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", "Unit,A,B\nu1,x,x\n\nu3,y,x\nu4,,\n\n\n")
    found = done("reliability", table, "--json").json
    assert (found["units"], found["coders"]) == (4, ["A", "B"])
    assert found["coefficients"]["percent_agreement"]["value"] == 0.5


def test_every_coefficient_stands_there_and_says_why_where_it_is_undefined(tmp_path: Path) -> None:
    found = coefficients(written(tmp_path / "t.csv", GWET_2014))
    assert set(found) == PLAIN | {"weighted_kappa", "holsti", "fleiss_kappa_category"}
    assert found["krippendorff_alpha"]["value"] == pytest.approx(0.743, abs=0.001)
    assert found["gwet_ac"]["se"] > 0
    for name in ("cohen_kappa", "weighted_kappa", "scott_pi", "holsti"):
        assert found[name]["value"] is None
        assert found[name]["undefined"] == "needs exactly two coders"
    assert sorted(found["fleiss_kappa_category"]) == ["1", "2", "3", "4", "5"]


def test_named_categories_count_even_where_nobody_used_them(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", "A,B\nyes,yes\nno,no\nyes,no\n")
    two, four = (coefficients(table, "--categories", named) for named in ("yes,no", "yes,no,unclear,other"))
    assert two["bennett_s"]["value"] == pytest.approx((2 / 3 - 1 / 2) / (1 / 2))
    assert four["bennett_s"]["value"] == pytest.approx((2 / 3 - 1 / 4) / (3 / 4))
    assert two["krippendorff_alpha"]["value"] == four["krippendorff_alpha"]["value"]


def test_agreement_on_nearly_everything_with_an_alpha_of_zero_is_explained(tmp_path: Path) -> None:
    rows = ["no,no"] * 499 + ["yes,no"]
    alpha = coefficients(written(tmp_path / "t.csv", "\n".join(["A,B", *rows])))["krippendorff_alpha"]
    assert alpha["value"] == pytest.approx(0)
    assert "99.8 %" in alpha["note"]
    assert "chance alone" in alpha["note"]


def test_hundreds_of_categories_are_compared(tmp_path: Path) -> None:
    rows = [f"{number},{number + number % 2}" for number in range(900)]
    found = coefficients(written(tmp_path / "t.csv", "\n".join(["A,B", *rows])), "--metric", "interval")
    assert found["krippendorff_alpha"]["value"] > 0.99
    assert found["cohen_kappa"]["value"] == pytest.approx(0.5, abs=0.01)


# What is refused.


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        ("A,B\n1,2\n1\n", [], "Line 3"),
        ("A,B\n1,2\n1,2,3\n", [], "Line 3"),
        ("A,B\n1,2\nhigh,2\n", ["--metric", "interval"], "“high” (line 3)"),
        ("A,B\n1,2\n-1,2\n", ["--metric", "ratio"], "from 0 on"),
        ("A\n1\n2\n", [], "two coders"),
        ("unit,A\nu,1\n", [], "two coders"),
        ("A,B\n", [], "no units"),
        ("", [], "no text"),
        ("A,A\n1,2\n", [], "twice"),
        ("A,,C\n1,2,3\n", [], "no name"),
        ("A,B|C\n1,2\n", [], "comma"),
        ("A,B\nx,y\n", ["--categories", "x,z"], "“y” (line 2)"),
        ("A,B\n" + "\n".join(f"{number},a{number}" for number in range(5_000)), [], "10,000 different values"),
        ('A,B\n"1,2\n', [], "quotation marks"),
        ("A,B\n\0\0\x01\xff,2\n", [], ""),
    ],
)
def test_a_wrong_table_is_refused_in_one_line(tmp_path: Path, content: str, options: list[str], says: str) -> None:
    said = run("reliability", written(tmp_path / "t.csv", content), *options)
    if says or said.status:
        assert said.status == 1
        assert says in said.complaint
        assert not said.out


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(1 << 30)
    said = run("reliability", tmp_path / "big.csv")
    assert said.status == 1
    assert "larger than 100 MB" in said.complaint


@pytest.mark.parametrize("arguments", [[], ["t.csv", "--spans", "s.csv"], ["--spans", "s.csv"], ["--lengths", "l.csv"]])
def test_half_a_study_and_two_studies_are_wrong_usage(arguments: list[str]) -> None:
    assert run("reliability", *arguments).status == 2


# Spans.

ALEX_PAUL_SUZAN = "doc,coder,code,start,end\n" + "\n".join(
    f"text,{coder},{value},{start},{end}"
    for case in CASES
    if case["id"] == "kmbw2016_u"
    for coder, pieces in case["data"]["coders"].items()
    for start, end, value in pieces
)


def spans(folder: Path, rows: str, lengths: str) -> dict[str, Any]:
    found: dict[str, Any] = done(
        "reliability", "--spans", written(folder / "s.csv", rows), "--lengths", written(folder / "l.csv", lengths),
        "--json",
    ).json  # fmt: skip
    return found


def test_the_unitizing_family_reproduces_its_paper(tmp_path: Path) -> None:
    found = spans(tmp_path, ALEX_PAUL_SUZAN, "doc,length\ntext,60\n")
    overall = found["overall"]
    assert overall["bar_alpha"]["value"] == pytest.approx(0.413, abs=0.0005)
    assert overall["u_alpha"]["value"] == pytest.approx(0.510, abs=0.0005)
    assert overall["cu_alpha"]["value"] == pytest.approx(0.724, abs=0.0005)
    assert overall["k_alpha"]["1"]["value"] == pytest.approx(1)
    assert overall["k_alpha"]["3"]["value"] == pytest.approx(0, abs=1e-12)
    assert overall["coverage"]["5"] == pytest.approx(4 / 9)
    assert sorted(found["codes"]["5"]["cohen_kappa"]) == ["Alex|Paul", "Alex|Suzan", "Paul|Suzan"]


def test_codes_that_overlap_are_no_one_variable_but_each_has_its_numbers(tmp_path: Path) -> None:
    rows = "doc,coder,code,start,end\nd,A,x,0,10\nd,A,y,5,15\nd,B,x,0,10\nd,B,y,5,20\n"
    found = spans(tmp_path, rows, "doc,length\nd,40\n")
    for name in ("bar_alpha", "u_alpha", "cu_alpha"):
        assert "overlap" in found["overall"][name]["undefined"]
    assert found["overall"]["pooled_bar_alpha"]["value"] > 0.5
    assert found["codes"]["x"]["bar_alpha"]["value"] == 1


def test_a_coder_who_saw_a_text_and_coded_nothing_said_no(tmp_path: Path) -> None:
    rows = "doc,coder,code,start,end\n1,A,x,0,10\n1,B,x,0,10\n2,A,x,0,10\n"
    everyone = spans(tmp_path, rows, "doc,length\n1,50\n2,50\n")
    not_b = spans(tmp_path, rows, "doc,length,coders\n1,50,A|B\n2,50,A\n")
    assert (everyone["documents"], not_b["documents"]) == (2, 1)
    assert everyone["codes"]["x"]["krippendorff_alpha"]["value"] < 1
    assert not_b["codes"]["x"]["krippendorff_alpha"]["value"] == 1


@pytest.mark.parametrize(
    ("rows", "lengths", "says"),
    [
        ("d,A,x,0,99\nd,B,x,0,9\n", "doc,length\nd,50\n", "behind the end"),
        ("e,A,x,0,9\nd,B,x,0,9\n", "doc,length\nd,50\n", "no length"),
        ("d,A,x,0,9\n", "doc,length\nd,50\n", "two coders"),
        ("d,A,x,9,0\nd,B,x,0,9\n", "doc,length\nd,50\n", "Line 2"),
        ("d,A,x,0,9\nd,B,x,0,9\n", "doc,length\nd,fifty\n", "whole number"),
        ("d,A,x,0,9\nd,B,x,0,9\n", "doc,length\nd,50\nd,60\n", "second time"),
        ("d,A,x,0,9\nd,B,x,0,9\n", "text,size\nd,50\n", "doc, length"),
        ("d,A,x,0,9\nd,B,x,0,9\n", "doc,length,coders\nd,50,A|C\n", "coder B"),
    ],
)
def test_spans_that_do_not_fit_their_texts_are_refused(tmp_path: Path, rows: str, lengths: str, says: str) -> None:
    table = written(tmp_path / "s.csv", "doc,coder,code,start,end\n" + rows)
    said = run("reliability", "--spans", table, "--lengths", written(tmp_path / "l.csv", lengths))
    assert said.status == 1
    assert says in said.complaint


def test_empty_cells_at_the_end_of_a_workbooks_rows_are_units_not_coded(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["unit", "A", "B"], ["1", "x", "x"], ["2", "y"], ["3", None, "x"], ["4"], ["5", "x", "y"]):
        book.active.append(row)
    book.save(tmp_path / "table.xlsx")
    text = written(tmp_path / "table.csv", "unit,A,B\n1,x,x\n2,y,\n3,,x\n4,,\n5,x,y\n")
    found = done("reliability", str(tmp_path / "table.xlsx"), "--json").json
    assert found == done("reliability", str(text), "--json").json
    assert found["units"] == 5


def test_a_number_too_large_to_reckon_with_is_a_word(tmp_path: Path) -> None:
    path = written(tmp_path / "table.csv", "A,B\n1,2\n1e400,1\n2,2\n")
    said = run("reliability", str(path), "--metric", "interval")
    assert said.status == 1
    assert "“1e400” (line 3) is none" in said.complaint
    assert done("reliability", str(path), "--json").json["categories"] == ["1", "1e400", "2"]
