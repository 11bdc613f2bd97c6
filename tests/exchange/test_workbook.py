"""Workbooks as they are opened again: what stands in them, and what happens when writing fails."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.guards import ends_within

from cadrage.core.dataset import Dataset
from cadrage.core.errors import Cancelled, UserError
from cadrage.core.model import Coder, Span, State, Status
from cadrage.exchange.codebooks import read_codebook
from cadrage.exchange.dataset_tables import tables
from cadrage.exchange.workbook import write_workbook

CODINGS = [
    *(
        "coding_id",
        "round",
        "layer",
        "doc_id",
        "doc_title",
        "outlet",
        "published",
        "coder",
        "code_id",
        "code",
    ),
    *("code_path", "start", "end", "quotation", "sentence", "paragraph", "speaker", "intensity", "memo"),
    *("important", "created", "modified", "codebook_version"),
]
CODEBOOK = [
    *("Code", "Code path", "Short id", "Parent", "Brief definition", "Definition", "When to use"),
    *(
        "When not to use",
        "Examples",
        "Counter-examples",
        "Notes",
        "Colour",
        "Documents",
        "Codings",
        "Version",
    ),
    *("Retired", "Merge into", "Id"),
]
AGREEMENT = [
    *("Code", "Unit", "Coders", "N units", "Prevalence per coder", "Agreement %", "A and B %"),
    *("Not A and Not B %", "Disagreement %", "Positive agreement", "Kappa", "Alpha", "Alpha CI low"),
    *("Alpha CI high", "|uα", "|uα CI low", "|uα CI high", "F1 characters", "Note"),
]


def opened(dataset: Dataset, folder: Path, what: str = "all") -> Any:
    path = folder / "study.xlsx"
    write_workbook(dataset, path, what=what)
    return openpyxl.load_workbook(path)


def rows(sheet: Any) -> list[dict[str, Any]]:
    header, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in body]


def readme(workbook: Any) -> dict[str, Any]:
    return {row["Item"]: row["Value"] for row in rows(workbook["readme"])}


def test_the_sheets_have_the_columns_of_the_handbook_in_their_order(with_agreement: Dataset, tmp_path: Path) -> None:
    workbook = opened(with_agreement, tmp_path)
    named = [
        name for name in workbook.sheetnames if name in ("readme", "codebook", "codings", "documents", "agreement")
    ]
    assert named == ["readme", "codebook", "codings", "documents", "agreement"]
    headers = {sheet.title: [cell.value for cell in sheet[1]] for sheet in workbook}
    assert headers["codebook"] == CODEBOOK
    assert headers["codings"] == CODINGS
    assert headers["agreement"] == AGREEMENT
    assert headers["documents"] == [
        *("doc_id", "title", "file_name", "outlet", "published", "language", "words", "characters"),
        *("duplicate_of", "codings", "status_ana", "status"),
    ]


def test_what_is_asked_for_decides_the_sheets(with_agreement: Dataset, tmp_path: Path) -> None:
    sheets = {what: opened(with_agreement, tmp_path, what).sheetnames for what in ("codebook", "dataset", "agreement")}
    assert sheets["codebook"] == ["readme", "codebook"]
    assert sheets["dataset"] == ["readme", *(table.name for table in tables(with_agreement, "dataset"))]
    assert sheets["agreement"] == ["readme", "agreement"]


def test_every_quotation_is_the_text_between_its_positions(dataset: Dataset, tmp_path: Path) -> None:
    codings = rows(opened(dataset, tmp_path)["codings"])
    assert len(codings) == 3
    text = dataset.texts[1]
    assert all(text[row["start"] : row["end"]] == row["quotation"] for row in codings)


def test_numbers_dates_and_truth_values_are_real_ones(dataset: Dataset, tmp_path: Path) -> None:
    first, gold, copy = rows(opened(dataset, tmp_path)["codings"])
    assert first["published"] == datetime(2014, 3, 14)
    assert copy["published"] == "2014-03"
    assert first["created"] == datetime(2024, 5, 1, 10, 0, 0)
    assert copy["modified"] == datetime(2024, 5, 2, 11, 30, 59)
    assert (first["important"], gold["important"]) == (False, True)
    assert first["intensity"] == 3
    assert (gold["layer"], gold["codebook_version"]) == ("gold", "1.0")
    assert (first["paragraph"], gold["paragraph"]) == (1, 2)
    assert first["sentence"] == "📰 “There will be costs,” said the minister."
    assert gold["sentence"] == "Troops were massing at the border."
    assert copy["sentence"] is None


def test_ids_of_documents_are_the_same_in_both_sheets(dataset: Dataset, tmp_path: Path) -> None:
    workbook = opened(dataset, tmp_path)
    documents = rows(workbook["documents"])
    assert rows(workbook["codings"])[0]["doc_id"] == documents[0]["doc_id"] == "00000001"
    assert documents[1]["duplicate_of"] == documents[0]["doc_id"]
    assert (documents[0]["codings"], documents[0]["status_ana"], documents[0]["status"]) == (
        2,
        "complete",
        "progress",
    )


def test_the_readme_explains_every_column_and_names_the_coder_of_a_status(dataset: Dataset, tmp_path: Path) -> None:
    workbook = opened(dataset, tmp_path)
    explained = readme(workbook)
    for sheet in workbook:
        for cell in sheet[1]:
            assert explained[f"{sheet.title}: {cell.value}"]
    assert "Юлия" in explained["documents: status"]
    assert explained["Codebook version"] == "1.0"
    assert explained["Filters"] == "none: everything is in"


def test_agreement_is_in_per_cent_and_undefined_values_are_empty_with_their_reason(
    with_agreement: Dataset, tmp_path: Path
):
    workbook = opened(with_agreement, tmp_path, "agreement")
    assert workbook.sheetnames == ["readme", "agreement"]
    (row,) = rows(workbook["agreement"])
    assert (row["Code"], row["Unit"], row["Coders"], row["N units"]) == (
        "ESC-MIL",
        "sentence",
        "Ana, Юлия",
        8,
    )
    shares = [row[name] for name in ("Agreement %", "A and B %", "Not A and Not B %", "Disagreement %")]
    assert shares == [87.5, 25, 62.5, 12.5]
    assert (row["Kappa"], row["Alpha CI low"], row["|uα"]) == (0.714, 0.5, None)
    assert row["Note"] == "|uα: nobody used this code. F1 characters: few documents."
    assert row["Prevalence per coder"] == "Ana 25.0 %; Юлия 37.5 %"
    overall = readme(workbook)
    assert overall["Overall: mean_krippendorff_alpha"] == 0.727
    assert overall["Overall: pooled_bar_alpha"] is None
    assert overall["Overall: pooled_bar_alpha, note"] == "undefined: no spans"
    assert overall["Interval"] == "jackknife over documents, 95 %"


def test_shares_of_a_pair_are_empty_for_more_coders_and_the_note_says_why(
    with_agreement: Dataset, tmp_path: Path
) -> None:
    table = with_agreement.agreement
    assert table is not None
    found = replace(table.codes[0], both=None, neither=None, a_only=None, b_only=None)
    three = replace(table, coders=("Ana", "Ben", "Cid"), codes=(found,))
    (row,) = rows(opened(replace(with_agreement, agreement=three), tmp_path)["agreement"])
    assert [row["A and B %"], row["Not A and Not B %"], row["Disagreement %"], row["Kappa"]] == [None] * 4
    assert row["Note"].startswith(
        "A and B %, Not A and Not B %, Disagreement %: they exist for two coders only. Kappa: not computed."
    )


def test_agreement_that_was_not_computed_is_left_out_of_all_and_refused_alone(dataset: Dataset, tmp_path: Path) -> None:
    assert "agreement" not in opened(dataset, tmp_path).sheetnames
    with pytest.raises(UserError, match="Compute it first"):
        write_workbook(dataset, tmp_path / "x.xlsx", what="agreement")
    with pytest.raises(UserError, match="Choose one of"):
        write_workbook(dataset, tmp_path / "x.xlsx", what="everything")


def test_the_codebook_sheet_is_read_back_as_it_was(dataset: Dataset, tmp_path: Path) -> None:
    opened(dataset, tmp_path, "codebook")
    book = read_codebook(tmp_path / "study.xlsx")
    assert [(code.short_id, code.name, code.parent, code.colour) for code in book.codes] == [
        ("ESC", "Escalation", "", "#E8702A"),
        ("ESC-MIL", "Military build-up", "ESC", "#1E3D2B"),
        ("", "Costs", "", ""),
    ]
    assert (book.codes[0].brief, book.codes[0].definition) == ("It grows.", "Long words.")
    typical, borderline, counter = book.codes[0].examples
    assert (typical.quotation, typical.document, typical.span) == (
        "The talks broke up",
        "first.txt",
        Span(0, 18),
    )
    assert (borderline.kind, borderline.note) == ("borderline", "only with “force”")
    assert (counter.kind, counter.quotation, counter.document) == ("counter", "said the minister", "copy.txt")


def test_only_the_colour_cell_is_filled_and_its_name_can_be_read(dataset: Dataset, tmp_path: Path) -> None:
    sheet = opened(dataset, tmp_path)["codebook"]
    light, dark = sheet["L2"], sheet["L3"]
    assert (light.value, light.fill.fgColor.rgb, light.font.color.rgb) == ("#E8702A", "FFE8702A", "FF000000")
    assert (dark.fill.fgColor.rgb, dark.font.color.rgb) == ("FF1E3D2B", "FFFFFFFF")
    filled = [cell.coordinate for row in sheet.iter_rows(min_row=2) for cell in row if cell.fill.fill_type]
    assert filled == ["L2", "L3"]


def test_sheets_are_filterable_tables_with_a_frozen_header_ready_to_print(with_agreement: Dataset, tmp_path: Path):
    workbook = opened(with_agreement, tmp_path)
    for sheet in workbook:
        (table,) = sheet.tables.values()
        assert table.ref == table.autoFilter.ref == sheet.dimensions
        names = [column.name for column in table.tableColumns]
        assert names == [cell.value for cell in sheet[1]]
        assert len({name.casefold() for name in names}) == len(names)
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.column_dimensions["A"].width > 8
    assert workbook.properties.title == "Crimea study"


def test_a_table_without_rows_has_one_empty_row_as_excel_requires(dataset: Dataset, tmp_path: Path) -> None:
    sheet = opened(replace(dataset, codings=(), examples=()), tmp_path)["codings"]
    assert sheet.tables["codings_table"].ref == "A1:W2"


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\t=x", '=HYPERLINK("http://x")', "#N/A"])
def test_text_that_looks_like_a_formula_stays_text(text: str, with_text: Callable[[str], Dataset], tmp_path: Path):
    workbook = opened(with_text(text), tmp_path)
    row = rows(workbook["codings"])[0]
    assert row["quotation"] == row["memo"] == text
    cell = workbook["codings"]["N2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix == (text != "#N/A")
    with zipfile.ZipFile(tmp_path / "study.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_what_had_to_be_changed_is_listed_in_the_readme(with_text: Callable[[str], Dataset], tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    report = write_workbook(with_text("=a\x01b"), path)
    assert [(change.sheet, change.row, change.column) for change in report.changes] == [
        *[("codings", 2, "quotation")] * 2,
        *[("codings", 2, "sentence")] * 2,
        *[("codings", 2, "memo")] * 2,
    ]
    listed = rows(openpyxl.load_workbook(path)["readme"])
    changed = [row for row in listed if row["Topic"] == "Changed cells"]
    assert changed[0]["Value"] == 6
    assert changed[1] == {
        "Topic": "Changed cells",
        "Item": "codings, row 2, quotation",
        "Value": "1 control characters removed",
    }


def test_a_text_too_long_for_a_cell_is_cut_between_characters(with_text: Callable[[str], Dataset], tmp_path: Path):
    path = tmp_path / "study.xlsx"
    report = write_workbook(with_text("x" + "📰" * 40_000), path)
    kept = rows(openpyxl.load_workbook(path)["codings"])[0]["quotation"]
    assert kept == "x" + "📰" * 16_383
    assert {change.what for change in report.changes} == {"cut at 32,767 characters"}


def test_columns_of_coders_with_like_names_stay_apart(dataset: Dataset, tmp_path: Path) -> None:
    names = ("Ana", "ANA!", "An" + "a" * 60, "Léa")
    coders = tuple(Coder(number, f"c{number}", name, "#000000", "") for number, name in enumerate(names, 1))
    statuses = (Status(1, 2, 1, State.COMPLETE),)
    study = replace(dataset, coders=coders, codings=(), statuses=statuses)
    header = list(rows(opened(study, tmp_path)["documents"])[0])
    assert header[-4:] == ["status_ana", "status_ana_2", "status_an" + "a" * 23, "status_lea"]


def test_a_cancelled_export_leaves_the_old_file_and_nothing_else(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    path.write_bytes(b"old")
    seen = []

    def cancel(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(dataset, path, report=cancel)
    assert [done for done, _ in seen] == list(range(5))
    assert {total for _, total in seen} == {sum(table.length for table in tables(dataset))}
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named_in_words(dataset: Dataset, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="may not be written"):
        write_workbook(dataset, tmp_path / "study.xlsx")
    tmp_path.chmod(0o700)


def test_twenty_thousand_codings_take_seconds(dataset: Dataset, tmp_path: Path) -> None:
    many = replace(
        dataset,
        codings=tuple(replace(dataset.codings[0], id=number, guid=f"{number:032x}") for number in range(20_000)),
    )
    with ends_within(12):
        report = write_workbook(many, tmp_path / "study.xlsx")
    assert report.rows["codings"] == 20_000
