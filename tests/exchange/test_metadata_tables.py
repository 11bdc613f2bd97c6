"""Tables that describe article files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from cadrage.core.errors import UserError
from cadrage.exchange.metadata import read_metadata, values_for


def test_a_table_gives_the_variables_of_each_file(tmp_path: Path) -> None:
    path = tmp_path / "meta.csv"
    path.write_text("outlet;File;published\nThe Paper;a.txt;2014-03\n;b;\n", encoding="utf-8")
    metadata = read_metadata(path)
    assert metadata == {"a.txt": {"outlet": "The Paper", "published": "2014-03"}, "b": {}}


def test_a_workbook_gives_dates_and_numbers_as_text(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["filename", "published", "page"], ["a.txt", datetime(2014, 3, 14), 4.0]):
        workbook.active.append(row)
    workbook.save(tmp_path / "meta.xlsx")
    assert read_metadata(tmp_path / "meta.xlsx") == {"a.txt": {"published": "2014-03-14", "page": "4"}}


def test_a_file_is_found_with_and_without_its_ending() -> None:
    metadata = {"a.txt": {"n": "1"}, "b": {"n": "2"}, "texts/C.txt": {"n": "3"}}
    names = ("a.txt", "b.docx", "c.txt", "d.txt", "folder/a.txt")
    assert [values_for(metadata, name).get("n") for name in names] == ["1", "2", "3", None, "1"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,outlet\na,b\n", "no column that names the files; it has name, outlet"),
        ("file,outlet\na,b\n,c\n", "Line 3 .* names no file"),
        ("file,outlet\na,b\na,c\n", "'a' twice"),
        ("file,outlet\na,b,c\n", "Line 2 .* more cells"),
    ],
)
def test_a_table_that_could_mislead_is_refused_in_words(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "meta.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=message):
        read_metadata(path)
