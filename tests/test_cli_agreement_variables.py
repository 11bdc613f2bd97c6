"""`cadrage agreement` of one variable: a group of codes, an attribute, a judgement; and shares of units."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from cadrage.core.model import State
from cadrage.store.project import Project
from tests.commands import done, run
from tests.jobs.coded_study import DOCUMENTS, LINES, study

EVEN, UNITS = DOCUMENTS // 2, DOCUMENTS * (LINES + 1)
CIRCUMSTANCES = {"coders", "documents", "units", "interval", "round", "seed", "least", "filters", "notes", "confusion"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "study.cadrage"
    study(path).close()
    return path


def test_a_group_is_one_variable_in_json(project: Path) -> None:
    found = done("agreement", project, "--group", "ESC", "--json").json
    assert set(found) >= CIRCUMSTANCES
    assert (found["group"], found["codes"], found["unit"]) == ("ESC", ["ESC-THR", "ESC-MIL"], "sentence")
    assert set(found["on_units"]) == {
        "percent_agreement", "krippendorff_alpha", "cohen_kappa", "fleiss_kappa", "gwet_ac",
    }  # fmt: skip
    assert set(found["on_characters"]) == {"u_alpha", "bar_alpha", "cu_alpha"}
    assert set(found["k_alpha"]) == set(found["coverage"]) == {"ESC-THR", "ESC-MIL"}
    assert found["on_units"]["percent_agreement"]["value"] == pytest.approx(1 - EVEN / UNITS)
    assert found["confusion"]["counts"][0][1] == EVEN


def test_an_attribute_and_a_judgement_are_one_variable_in_json(project: Path) -> None:
    attribute = done("agreement", project, "--attribute", "certainty", "--json").json
    assert set(attribute) >= CIRCUMSTANCES
    assert (attribute["attribute"], attribute["metric"]) == ("Certainty", "ordinal")
    judgement = done("agreement", project, "--judgement", "MOOD", "--json", "--interval", "none").json
    assert (judgement["judgement"], judgement["metric"], judgement["units"]) == ("Mood", "nominal", DOCUMENTS)
    assert judgement["coefficients"]["krippendorff_alpha"]["low"] is None


def test_people_read_the_same_in_lines(project: Path) -> None:
    said = done("agreement", project, "--group", "ESC").out
    assert "ESC as one variable of 2 codes" in said
    assert "A down, B across" in said
    assert "ESC itself" in said
    assert "attribute Certainty, ordinal" in done("agreement", project, "--attribute", "certainty").out


def test_one_variable_goes_with_coders_and_filters_but_not_with_codes_a_file_or_another(project: Path) -> None:
    named = done("agreement", project, "--group", "ESC", "--coders", "B,A", "--json").json
    assert (named["coders"], named["confusion"]["rows"]) == (["B", "A"], "B")
    for wrong in (("--codes", "SAN"), ("--out", "x.xlsx"), ("--attribute", "certainty")):
        assert run("agreement", project, "--group", "ESC", *wrong).status == 2
    assert "“NO”" in run("agreement", project, "--group", "NO").complaint


def test_a_unit_may_have_to_be_half_covered(project: Path) -> None:
    loose, strict = (done("agreement", project, "--least", least, "--json").json for least in ("0", "0.5"))
    assert (loose["least"], strict["least"]) == (0.0, 0.5)
    sanctions = [{row["code"]: row for row in table["codes"]}["SAN"] for table in (loose, strict)]
    assert [row["both"] for row in sanctions] == [DOCUMENTS, 0]
    assert "50 %" in done("agreement", project, "--least", "0.5").out
    assert run("agreement", project, "--least", "2").status == 2


def test_the_workbook_of_agreement_holds_what_is_behind_it(project: Path, tmp_path: Path) -> None:
    done("agreement", project, "--out", tmp_path / "a.xlsx")
    names = ["readme", "agreement", "pairs", "agreement_documents", "disagreements", "confusion", "methods"]
    found = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert found[: len(names)] == names
    assert all(name.startswith("units_") for name in found[len(names) :])


def test_a_blind_round_is_refused_in_one_line_that_says_what_to_do(project: Path) -> None:
    with Project.open(project) as opened:
        opened.rounds.add("pilot", "Pilot", blind=True)
    for asked in ((), ("--group", "ESC"), ("--json",)):
        said = run("agreement", project, *asked)
        assert (said.status, said.out) == (1, "")
        assert "is blind: its codings are compared when it is unsealed" in said.complaint
    assert done("agreement", project, "--round", "Coding", "--json").json["documents"] == DOCUMENTS


@pytest.mark.parametrize("asked", [("--group", "ESC"), ("--attribute", "certainty"), ("--judgement", "mood")])
def test_where_nobody_has_completed_a_document_all_is_undefined_with_the_reason(
    project: Path, asked: tuple[str, str]
) -> None:
    with Project.open(project) as opened:
        for status in opened.statuses.all():
            opened.statuses.set(status.document, State.PROGRESS, coder=status.coder)
    found = done("agreement", project, *asked, "--json").json
    assert (found["coders"], found["documents"], found["units"]) == ([], 0, 0)
    table = found["on_units"] if asked[0] == "--group" else found["coefficients"]
    assert {value["value"] for value in table.values()} == {None}
    assert all(value["undefined"] for value in table.values())
    assert "undefined" in done("agreement", project, *asked).out
