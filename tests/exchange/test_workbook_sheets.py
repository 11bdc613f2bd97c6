"""What makes a sheet of a workbook more than cells: colours, marked words, charts, names, and what Excel demands."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock

from cadrage.core.colour import contrast
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.core.model import Code, Coding, Span
from cadrage.exchange.cells import CodeText, Colour, safe_text
from cadrage.exchange.dataset_tables import tables
from cadrage.exchange.sheet_names import headers, sheet_name, table_name
from cadrage.exchange.sheet_plan import fitted, planned
from cadrage.exchange.sheet_styles import GROUNDS, MOST_COLOURS
from cadrage.exchange.sheet_text import coded_text
from cadrage.exchange.tables import Column, Table
from cadrage.exchange.workbook import write_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def written(dataset: Dataset, folder: Path, what: str = "all") -> Path:
    path = folder / "study.xlsx"
    write_workbook(dataset, path, what=what)
    return path


def sentence(path: Path, row: int = 2) -> Any:
    sheet = openpyxl.load_workbook(path, rich_text=True)["codings"]
    names = [cell.value for cell in sheet[1]]
    return sheet.cell(row, names.index("sentence") + 1).value


def coded_words(value: Any) -> list[str]:
    assert isinstance(value, CellRichText)
    return [block.text for block in value if isinstance(block, TextBlock) and block.font.b]


def test_every_cell_read_back_is_what_the_tables_give(with_agreement: Dataset, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(written(with_agreement, tmp_path))
    for table in tables(with_agreement):
        read = list(workbook[table.name].iter_rows(min_row=2, max_row=table.length + 1, values_only=True))
        for row, values in zip(read, table.rows(), strict=True):
            assert list(row) == [in_a_cell(value) for value in values]


def in_a_cell(value: object) -> object:
    """As openpyxl gives it."""
    if isinstance(value, Colour):
        return value.hex
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return safe_text(value)[0] or None if isinstance(value, str) else value


# The coded words within their sentence.


def test_the_coded_words_stand_out_in_their_sentence(dataset: Dataset, tmp_path: Path) -> None:
    path = written(dataset, tmp_path)
    assert coded_words(sentence(path)) == ["There will be costs"]
    assert str(sentence(path)) == "📰 “There will be costs,” said the minister."
    gold = sentence(path, 3)
    (block,) = (part for part in gold if isinstance(part, TextBlock) and part.font.b)
    shade = f"#{block.font.color.rgb[2:]}"
    assert all(contrast(shade, ground) >= 4.5 for ground in GROUNDS)


@pytest.mark.parametrize(
    ("text", "coded", "words"),
    [
        ("📰📰 a 📰 b", (3, 6), "a 📰"),
        ("  both ends ", (0, 2), "  "),
        ("  both ends ", (6, 12), " ends "),
        ("line\none\n\n", (4, 8), "\none"),
        ("a\x01\x02b\x03c", (3, 6), "bc"),
        ("\ud800x\udc00y", (1, 3), "x�"),
        ("_x0041_ and _x000D_", (0, 11), "_x0041_ and"),
        ("=1+1", (1, 2), "1"),
        ("<b>&amp;</b>", (3, 8), "&amp;"),
    ],
)
def test_marked_words_are_the_coded_ones_whatever_the_text(
    text: str, coded: tuple[int, int], words: str, dataset: Dataset, tmp_path: Path
) -> None:
    coding = replace(dataset.codings[1], span=Span(*coded))
    study = replace(
        dataset, texts={1: text}, codings=(coding,), sentences={1: ((0, len(text)),)}, paragraphs={}, examples=()
    )
    value = sentence(written(study, tmp_path))
    assert "".join(coded_words(value)) == words
    assert str(value) == safe_text(text)[0]


def test_words_beyond_the_cut_are_not_marked() -> None:
    long = "a" * 32_760 + "📰" * 10
    cut = coded_text(CodeText(long, "#E8702A", (32_762, 32_770)), "<rPr><b/></rPr>")
    assert cut.changes == ("cut at 32,767 characters",)
    assert cut.inside.endswith("<r><rPr><b/></rPr><t>📰</t></r>")
    assert "<rPr>" not in coded_text(CodeText(long, "#E8702A", (32_765, 32_770)), "<rPr><b/></rPr>").inside


def test_text_like_an_escape_is_no_single_run(with_text: Callable[[str], Dataset], tmp_path: Path) -> None:
    """Excel would read `_x0041_` as A; openpyxl joins the runs."""
    path = written(with_text("so _x0041_"), tmp_path)
    codings = openpyxl.load_workbook(path)["codings"]
    assert codings["N2"].value == "so _x0041_"
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(re.search(b"_x[0-9A-Fa-f]{4}_", part) for part in parts)


# Colours.


def test_a_code_has_a_bar_in_its_colour(dataset: Dataset, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(written(dataset, tmp_path))
    bars = [workbook["codebook"].cell(row, 1).border.left for row in (2, 3, 4)]
    assert [(bar.style, bar.color and bar.color.rgb) for bar in bars] == [
        ("thick", "FFE8702A"),
        ("thick", "FF1E3D2B"),
        (None, None),
    ]
    assert workbook["codings"]["J3"].border.left.color.rgb == "FF1E3D2B"


def test_a_thousand_codes_of_different_colours_fit_excel_s_limits(dataset: Dataset, tmp_path: Path) -> None:
    codes = tuple(
        Code(number, f"{number:032x}", "", f"Code {number}", f"#{number * 16_000:06X}", None, number)
        for number in range(1, 1_001)
    )
    codings = tuple(Coding(number, f"{number + 5000:032x}", 1, number, 1, 1, Span(0, 9)) for number in range(1, 1_001))
    path = written(replace(dataset, codes=codes, codings=codings, examples=()), tmp_path)
    with zipfile.ZipFile(path) as archive:
        styles = etree.fromstring(archive.read("xl/styles.xml"))
        text = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))
    assert len(styles.find(f"{MAIN}fills")) <= 256
    fonts = len(styles.find(f"{MAIN}fonts")) + len(set(re.findall(rb"<rPr>.*?</rPr>", text)))
    assert fonts <= 512
    readme = openpyxl.load_workbook(path)["readme"]
    said = {row[1]: row[2] for row in readme.iter_rows(values_only=True)}
    assert said["Colours of codes"].startswith(f"{1_000 - MOST_COLOURS} are shown as text alone")


# Charts.


def chart_parts(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.startswith("xl/charts/")
        }


def test_agreement_and_frequencies_have_a_chart_with_titles_and_visible_axes(
    with_agreement: Dataset, tmp_path: Path
) -> None:
    path = written(with_agreement, tmp_path)
    workbook = openpyxl.load_workbook(path)
    assert [sheet.title for sheet in workbook if sheet._charts] == ["frequencies", "agreement"]
    for chart in chart_parts(path).values():
        assert [each.get("val") for each in chart.iter(f"{CHART}delete")] == ["0", "0"]
        assert len(list(chart.iter(f"{CHART}title"))) == 3
    for sheet in (workbook["frequencies"], workbook["agreement"]):
        (chart,) = sheet._charts
        assert chart.anchor._from.col > sheet.max_column


def test_the_charts_draw_on_the_cells_of_their_tables(with_agreement: Dataset, tmp_path: Path) -> None:
    path = written(with_agreement, tmp_path)
    drawn = {
        formula.text for chart in chart_parts(path).values() for formula in chart.iter(f"{CHART}f") if formula.text
    }
    assert "'agreement'!$L$2" in drawn  # alpha, and the limits of its interval
    assert {"'agreement'!$M$2", "'agreement'!$N$2", "'agreement'!$A$2"} <= drawn
    assert {"'frequencies'!$D$2:$D$4", "'frequencies'!$E$2:$E$4", "'frequencies'!$B$2:$B$4"} <= drawn
    headers_of = openpyxl.load_workbook(path)
    assert [headers_of["agreement"][f"{letter}1"].value for letter in "LMN"] == [
        "Alpha",
        "Alpha CI low",
        "Alpha CI high",
    ]


def test_without_any_alpha_there_is_no_chart(with_agreement: Dataset, tmp_path: Path) -> None:
    table = with_agreement.agreement
    assert table is not None
    nothing = replace(table, codes=tuple(replace(row, coefficients={}) for row in table.codes))
    path = written(replace(with_agreement, agreement=nothing), tmp_path, "agreement")
    assert chart_parts(path) == {}


def test_frequencies_count_codings_documents_and_words(dataset: Dataset, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(dataset, tmp_path))["frequencies"]
    names, first, *_ = sheet.iter_rows(values_only=True)
    row = dict(zip(names, first, strict=True))
    assert (row["code"], row["codings"], row["documents"], row["share_documents"]) == ("ESC-MIL", 2, 2, 1)
    assert row["words"] == 4  # Troops were massing; There
    assert row["share_words"] == pytest.approx(4 / 34)
    assert sheet["F2"].number_format == sheet["H2"].number_format == "0.0%"
    by_name = {values[1]: dict(zip(names, values, strict=True)) for values in sheet.iter_rows(values_only=True)}
    assert (by_name["ESC"]["codings"], by_name["ESC"]["codings_family"]) == (0, 2)


def test_frequencies_by_outlet_stand_in_their_own_sheet(dataset: Dataset, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(dataset, tmp_path))["frequencies_outlets"]
    found = [row[:3:2] + row[4:7] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == [("The Paper", "ESC-MIL", 1, 1, 1), ("The Paper", "Costs", 1, 1, 1), (None, "ESC-MIL", 1, 1, 1)]


# What Excel demands of the parts.


def test_the_parts_are_as_excel_demands(with_agreement: Dataset, tmp_path: Path) -> None:
    path = written(with_agreement, tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts["[Content_Types].xml"].decode()
    styles = etree.fromstring(parts["xl/styles.xml"])
    known = len(styles.find(f"{MAIN}cellXfs"))
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
        if name.endswith(".rels"):
            check_targets(name, part, parts)
        elif name.startswith("xl/worksheets/"):
            check_sheet(etree.fromstring(part), known)
            assert f"/{name}" in types


def check_targets(name: str, part: bytes, parts: dict[str, bytes]) -> None:
    for relation in etree.fromstring(part):
        target = relation.get("Target")
        base = name.replace("_rels/", "").rpartition("/")[0]
        whole = target[1:] if target.startswith("/") else f"{base}/{target}".removeprefix("/")
        assert whole in parts, (name, target)


ORDER = (
    *("sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "printOptions", "pageMargins", "pageSetup"),
    *("headerFooter", "ignoredErrors", "drawing", "tableParts"),
)


def check_sheet(sheet: Any, styles: int) -> None:
    tags = [etree.QName(child).localname for child in sheet]
    assert tags == [tag for tag in ORDER if tag in tags]
    for last, row in enumerate(sheet.find(f"{MAIN}sheetData"), 1):
        assert int(row.get("r")) == last
        columns = [openpyxl.utils.cell.coordinate_from_string(cell.get("r")) for cell in row]
        assert all(number == last for _, number in columns)
        places = [openpyxl.utils.column_index_from_string(letters) for letters, _ in columns]
        assert places == sorted(set(places))
        assert all(int(cell.get("s")) < styles for cell in row)
    assert int(sheet.find(f"{MAIN}tableParts").get("count")) == 1


def test_tables_and_print_ranges_are_named_once(with_agreement: Dataset, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(written(with_agreement, tmp_path))
    names = [table.displayName for sheet in workbook for table in sheet.tables.values()]
    assert len({name.casefold() for name in names}) == len(workbook.sheetnames) == len(names)
    for sheet in workbook:
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddFooter.left.text == "Crimea study"
        assert (sheet.oddFooter.center.text, sheet.oddFooter.right.text) == ("&A", "Page &P of &N")
    assert workbook.active.title == "readme"
    assert workbook.properties.created == datetime(2024, 6, 1, 12)


def test_a_project_s_name_cannot_break_the_footer(dataset: Dataset, tmp_path: Path) -> None:
    study = replace(dataset, project="R&D \x01\n" + "&P" * 200)
    footer = openpyxl.load_workbook(written(study, tmp_path))["codings"].oddFooter
    assert footer.left.text.startswith("R&&D &&P")
    assert len(footer.left.text) < 200


# Names and limits.


def test_sheets_get_names_that_excel_takes() -> None:
    assert sheet_name("a/b:c*d?e[f]g\\h", ()) == "a_b_c_d_e_f_g_h"
    assert sheet_name("'quoted'", ()) == "quoted"
    assert sheet_name("History", ()) == "History_"
    assert sheet_name("\x01 '", ()) == "sheet"
    assert sheet_name("Codings", ["codings"]) == "Codings_2"
    long = sheet_name("units_" + "x" * 40, ["UNITS_" + "X" * 25])
    assert (len(long), long[-2:]) == (31, "_2")
    assert len(sheet_name("📰" * 40, ()).encode("utf-16-le")) <= 62


def test_table_names_are_no_cells_and_never_twice() -> None:
    assert table_name("codings", ()) == "codings_table"
    assert table_name("ABC1", ()) == "t_ABC1_table"
    assert table_name("r1c1", ()) == "t_r1c1_table"
    assert table_name("3 frames", ()) == "t_3_frames_table"
    assert table_name("发言人", ()) == "sheet_table"
    assert table_name("Codings", ["codings_TABLE"]) == "Codings_table_2"


def test_headers_are_in_one_line_and_never_twice() -> None:
    assert headers(["a", "A", "", "b\nc", "b c"]) == ["a", "A_2", "column", "b c", "b c_2"]


def numbers(name: str, length: int, columns: int = 1) -> Table:
    fields = tuple(Column(f"c{number}", "A number.") for number in range(columns))
    return Table(name, "Numbers.", fields, length, partial(iter, [(number,) * columns for number in range(length)]))


def test_a_table_with_more_rows_than_a_sheet_goes_on_in_further_ones() -> None:
    plans = planned([numbers("readme", 5), numbers("codings", 0)], ["readme"], most=2)
    assert [(plan.title, plan.length) for plan in plans] == [
        ("readme_2", 2),
        ("readme_3", 2),
        ("readme_4", 1),
        ("codings", 0),
    ]
    assert [sheet for sheet, _ in fitted(plans)] == ["readme_2", "readme_3", "readme_4"]


def test_columns_beyond_excel_s_last_are_left_out_and_said_to_be() -> None:
    (plan,) = planned([numbers("wide", 1, 16_390)])
    assert len(plan.columns) == 16_384
    assert list(fitted([plan])) == [("wide", "without the last 6 columns: a sheet holds 16,384")]


# What may go wrong.


def test_a_workbook_that_is_open_in_excel_stays_as_it_is(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.xlsx"
    path.write_bytes(b"old")

    def held(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(UserError, match="Close the program that has it open"):
        write_workbook(dataset, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_in_the_folder_for_temporary_files(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    assert written(dataset, tmp_path).exists()
