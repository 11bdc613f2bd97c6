"""Whatever text is put into a cell comes out again, but for what is reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadrage.exchange.cells import CellChange, Value, as_date, as_moment, as_number, safe_text
from cadrage.exchange.sheet_archive import SheetArchive, SheetPart
from cadrage.exchange.sheet_plan import PlannedSheet
from cadrage.exchange.sheet_styles import Styles
from cadrage.exchange.sheets import TableSheet
from cadrage.exchange.tables import Column, Table, column_name

ANY_TEXT = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(["=1", "a\r\nb", " x ", "_x0041_"])


def written(path: Path, columns: tuple[Column, ...], rows: Sequence[tuple[Value, ...]]) -> list[CellChange]:
    """A workbook of one sheet."""
    workbook = openpyxl.Workbook(write_only=True)
    changes: list[CellChange] = []
    plan = PlannedSheet("cells", Table("cells", "", columns, len(rows), partial(iter, rows)), len(rows))
    sheet = TableSheet(workbook, plan, Styles(workbook), changes)
    with ZipFile(path, "w") as archive:
        parts = {"cells": SheetPart(partial(sheet.write, rows=rows, tables=[]))}
        SheetArchive(workbook, archive, parts).write_data()
    return changes


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_back_equal_up_to_the_reported_changes(tmp_path: Path, texts: list[tuple[str, str]]) -> None:
    columns = (Column("plain", ""), Column("wrapped", "", wrap=True))
    changes = written(tmp_path / "cells.xlsx", columns, texts)
    changed = {(change.row, change.column) for change in changes if "kept" not in change.what}
    read = openpyxl.load_workbook(tmp_path / "cells.xlsx")["cells"]
    for number, row in enumerate(texts, 2):
        for column, text in zip(("plain", "wrapped"), row, strict=True):
            cell = read.cell(number, 1 if column == "plain" else 2)
            assert (cell.value or "") == safe_text(text)[0]
            assert cell.data_type != "f"
            if (number, column) not in changed:
                assert (cell.value or "") == text


def test_control_characters_go_and_broken_characters_are_replaced() -> None:
    assert safe_text("a\x00b\x0bc\nd\te\ufffe") == ("abc\nd\te", ("3 control characters removed",))
    assert safe_text("a\ud800b") == ("a\ufffdb", ("1 broken characters replaced by \ufffd",))


def test_forty_thousand_characters_are_cut_and_said_to_be() -> None:
    text, changes = safe_text("a" * 40_000)
    assert (len(text), changes) == (32_767, ("cut at 32,767 characters",))
    assert safe_text("📰" * 16_383) == ("📰" * 16_383, ())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-1", -1),
        ("2.50", 2.5),
        ("007", "007"),
        ("1e5", "1e5"),
        ("", ""),
        ("12345678901234567", None),
    ],
)
def test_only_text_that_is_plainly_a_number_becomes_one(text: str, value: object) -> None:
    assert as_number(text) == (text if value is None else value)


def test_only_full_dates_that_excel_knows_become_dates() -> None:
    assert as_date("2014-03-14") == date(2014, 3, 14)
    assert [as_date(text) for text in ("2014-03", "1899-12-31", "2014-02-30")] == [
        "2014-03",
        "1899-12-31",
        "2014-02-30",
    ]
    assert as_moment("2014-03-14T12:00:00+02:00") == datetime(2014, 3, 14, 10)
    assert as_moment("yesterday") == "yesterday"


def test_column_names_are_ascii_short_and_never_taken_twice() -> None:
    assert column_name("Attribution (form)", ()) == "attribution_form"
    assert column_name("Über", ["UBER"]) == "uber_2"
    assert column_name("发言人", ()) == "column"
    assert column_name("3 frames", ()) == "v_3_frames"
    assert len(column_name("x" * 50, ["x" * 32])) == 32
