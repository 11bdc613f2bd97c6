"""Limits that a project remembers, the circumstances of a report, and the sheets behind the agreement table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cadrage import __version__
from cadrage.core.errors import UserError
from cadrage.core.standing import CUSTOMARY, Limits
from cadrage.exchange import tables
from cadrage.exchange.agreement_report import GAP_GROUND
from cadrage.jobs import agreement, agreement_report, export
from cadrage.jobs.agreement import Question
from cadrage.store.project import Project
from tests.jobs.coded_study import DOCUMENTS, SHORT, WHOLE, study

EVEN = DOCUMENTS // 2


@pytest.fixture
def project() -> Iterator[Project]:
    with study() as project:
        yield project


def sheets(project: Project, folder: Path, what: str = "agreement", **question: Any) -> dict[str, list[dict[str, Any]]]:
    path = folder / "agreement.xlsx"
    export.to_file(project, path, what=what, question=Question(**question))
    found = {}
    for sheet in load_workbook(path):
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


# Limits and circumstances.


def test_limits_are_the_customary_ones_until_the_project_has_its_own(project: Project) -> None:
    assert agreement_report.limits(project) == CUSTOMARY
    agreement_report.keep_limits(project, Limits(0.6, 0.75))
    assert agreement_report.limits(project) == Limits(0.6, 0.75)
    project.set(agreement_report.LIMITS, "high low")
    assert agreement_report.limits(project) == CUSTOMARY


def test_the_report_knows_its_study(project: Project) -> None:
    agreement_report.keep_limits(project, Limits(0.6, 0.825))
    text = agreement_report.report(project, agreement.answer(project, Question(least=0.5))).text
    for part in (
        f"{DOCUMENTS} of {DOCUMENTS} documents",
        f"Cadrage {__version__}",
        "version [",
        "cover 50 % of it or more",
    ):
        assert part in text
    assert "not .825, for ESC" in text


def test_duplicates_are_in_the_corpus_where_they_are_compared(project: Project) -> None:
    first, second, *_ = project.documents.all()
    project.documents.mark_duplicate(second.id, first.id)
    sizes = []
    for counted in (False, True):
        project.documents.set_count_duplicates(counted=counted)
        table = agreement.answer(project, Question(interval="none"))
        sizes.append((table.documents, agreement_report.circumstances(project, table).documents))
    assert sizes[1] == (sizes[0][0] + 1, sizes[0][1] + 1)


def test_gaps_stand_out_with_their_words(project: Project) -> None:
    html = agreement_report.report(project, agreement.answer(project, Question())).html
    assert f'<span style="background:{GAP_GROUND}">[how these were drawn]</span>' in html


# The sheets.


def test_the_agreement_export_holds_what_is_behind_the_table(project: Project, tmp_path: Path) -> None:
    found = sheets(project, tmp_path)
    names = ["readme", "agreement", "pairs", "agreement_documents", "disagreements", "confusion", "methods"]
    names += ["units_long", *(f"units_{code}" for code in ("esc", "esc_thr", "esc_mil", "san"))]
    assert list(found) == names
    explained = {row["Item"] for row in found["readme"] if row["Topic"] == "Column"}
    for name in names[1:]:
        assert all(f"{name}: {column}" in explained for column in found[name][0]), name


def test_every_pair_has_its_kappa_with_an_interval(project: Project, tmp_path: Path) -> None:
    rows = {row["Code"]: row for row in sheets(project, tmp_path)["pairs"]}
    table = agreement.answer(project, Question())
    expected = next(row for row in table.codes if row.code.label == "ESC-THR").pairs["A|B"]
    row = rows["ESC-THR"]
    assert (row["Coder A"], row["Coder B"], row["Kappa"]) == ("A", "B", expected.value)
    assert (row["Kappa CI low"], row["Kappa CI high"]) == (expected.low, expected.high)


def test_disagreements_are_passages_with_each_coders_choice(project: Project, tmp_path: Path) -> None:
    rows = sheets(project, tmp_path)["disagreements"]
    swapped = [row for row in rows if row["Code"] == "ESC-THR"]
    assert len(swapped) == EVEN
    text = project.documents.body(project.documents.all()[0].id)
    for row in swapped:
        assert row["Type"] == "other code"
        assert row["Quotation"] == text[row["Start"] : row["End"]]
        assert f"[{row['Quotation']}]" in row["Context"]
        assert row["A"].startswith("ESC-THR (")
        assert row["B"].startswith("ESC-MIL (")
    own = [row for row in rows if row["Code"] == "ESC"]
    assert [row["B"] for row in own] == ["–"] * DOCUMENTS
    ends = [row for row in rows if row["Code"] == "SAN"]
    assert {row["Type"] for row in ends} == {"boundary"}
    assert f"–{ends[0]['Start'] + SHORT})" in ends[0]["B"]
    assert f"–{ends[0]['Start'] + WHOLE})" in ends[0]["A"]


def test_a_coder_named_like_a_column_gets_another_one(project: Project, tmp_path: Path) -> None:
    project.coders.rename(project.coders.all()[1].id, "Type")
    row = sheets(project, tmp_path)["disagreements"][0]
    assert row["Type"] in ("missing", "other code", "boundary")
    assert "Type_2" in row


def test_the_confusion_is_a_square_with_the_first_coder_in_the_rows(project: Project, tmp_path: Path) -> None:
    rows = {row["Code"]: row for row in sheets(project, tmp_path)["confusion"]}
    assert rows["ESC-THR"]["ESC-MIL"] == EVEN
    assert rows["ESC-MIL"]["ESC-THR"] == 0
    assert rows["ESC"]["no code"] == DOCUMENTS
    assert list(rows) == ["ESC", "ESC-THR", "ESC-MIL", "SAN", "no code"]


def test_documents_stand_under_the_codes_that_were_used_in_them(project: Project, tmp_path: Path) -> None:
    found = sheets(project, tmp_path, unit="character")
    rows = [row for row in found["agreement_documents"] if row["Code"] == "ESC-THR"]
    assert [row["Differences"] for row in rows] == [1] * EVEN + [0] * EVEN
    assert {row["Code"] for row in found["agreement_documents"]} == {"ESC", "ESC-THR", "ESC-MIL", "SAN"}


def test_the_methods_sheet_holds_the_paragraphs_with_the_projects_limits(project: Project, tmp_path: Path) -> None:
    agreement_report.keep_limits(project, Limits(0.1, 0.2))
    found = sheets(project, tmp_path, least=0.5)
    texts = [row["Text"] for row in found["methods"]]
    assert [row["Part"] for row in found["methods"]][:2] == ["Note", "Methods"]
    assert any("reaches .20 for" in text for text in texts)
    assert [row["Item"] for row in found["readme"] if "unit holds" in str(row["Item"])] == ["A unit holds a code"]


def test_a_sheet_holds_no_more_rows_than_excel_does(monkeypatch: pytest.MonkeyPatch, project: Project, tmp_path: Path):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    found = sheets(project, tmp_path)
    assert len(found["disagreements"]) == 3
    said = next(row["Value"] for row in found["readme"] if row["Item"] == "disagreements")
    assert "Only the first 3 of" in said


# A blind round.


def test_a_blind_round_leaves_agreement_out_of_a_whole_export_and_is_refused_alone(
    project: Project, tmp_path: Path
) -> None:
    project.rounds.add("pilot", "Pilot", blind=True)
    assert "agreement" not in sheets(project, tmp_path, what="all")
    with pytest.raises(UserError, match="Round “Pilot” is blind"):
        sheets(project, tmp_path)
    assert "agreement" in sheets(project, tmp_path, what="all", round="1")
