"""CSV folders as other programs read them, and what happens to an older folder when writing fails."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.dataset import Dataset
from cadrage.core.errors import Cancelled, UserError
from cadrage.core.model import Choice, Code, Coder, Span, VariableKind
from cadrage.exchange import codebooks
from cadrage.exchange.csv_cells import guarded, unguarded
from cadrage.exchange.csv_folder import FolderReport, write_folder
from cadrage.exchange.dataset_tables import tables
from cadrage.exchange.table_files import read_table

HOSTILE = (
    *('=HYPERLINK("http://x.example")', "+1 or more", "-what?", "@you", "\tindented", "\rnew", " =1+1", "'=x", "''-y"),
    *(
        "plain",
        "'quoted'",
        "a,b",
        'say "so"',
        "two\nlines",
        "two\r\nlines",
        "bell \x07 and \x1a",
        "-",
        "=",
        "%TEMP%",
        "`$x'",
    ),
)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """As Python's own reader, and pandas, read a file."""
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def package(folder: Path) -> Any:
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_columns_and_rows_are_those_of_the_tables_of_the_workbook(with_agreement: Dataset, tmp_path: Path) -> None:
    report = write_folder(with_agreement, tmp_path / "study")
    for table in tables(with_agreement, files=True):
        with (tmp_path / "study" / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            header, *body = csv.reader(file)
        assert header == [column.name for column in table.columns]
        assert len(body) == table.length == report.rows[table.name]
    assert {*report.files} == {*contents(tmp_path / "study")}


def test_files_are_utf8_with_a_mark_and_lines_end_as_excel_wants_them(dataset: Dataset, tmp_path: Path) -> None:
    write_folder(dataset, tmp_path / "study")
    data = (tmp_path / "study" / "codings.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfcoding_id,")
    assert data.endswith(b"\r\n")
    assert "📰 “There".encode() in data


def test_dates_numbers_and_truth_values_are_plain(dataset: Dataset, tmp_path: Path) -> None:
    write_folder(dataset, tmp_path / "study")
    first, gold, copy = rows(tmp_path / "study", "codings.csv")
    assert (first["published"], copy["published"]) == ("2014-03-14", "2014-03")
    assert first["created"] == "2024-05-01 10:00:00"
    assert (first["important"], gold["important"]) == ("FALSE", "TRUE")
    assert (first["intensity"], gold["intensity"]) == ("3", "")
    assert datetime.fromisoformat(copy["modified"]) == datetime(2024, 5, 2, 11, 30, 59)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_runs_and_the_quotation_is_still_the_text(
    with_text: Callable[[str], Dataset], tmp_path: Path, text: str
) -> None:
    report = write_folder(with_text(text), tmp_path / "study")
    (row,) = rows(tmp_path / "study", "codings.csv")
    assert not row["quotation"].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(row["quotation"]) == text[int(row["start"]) : int(row["end"])]
    assert unguarded(row["memo"]) == text
    changed = {change.column for change in report.changes}
    assert changed >= {"quotation", "memo"} if row["quotation"] != text else not changed


def test_texts_that_are_plain_numbers_stay_numbers() -> None:
    assert [guarded(text) for text in ("-5", "+3.5", "-5 %", "- 5")] == ["-5", "+3.5", "'-5 %", "'- 5"]


@given(st.text())
def test_the_apostrophe_comes_off_again_whatever_the_text(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_what_no_file_can_hold_is_replaced_and_listed(with_text: Callable[[str], Dataset], tmp_path: Path) -> None:
    report = write_folder(with_text("lone \ud800 and nul \x00 there"), tmp_path / "study")
    (row,) = rows(tmp_path / "study", "codings.csv")
    assert row["quotation"] == "lone \ufffd and nul \ufffd there"
    assert any("\ufffd" in change.what and change.row == 2 for change in report.changes)
    listed = [row for row in rows(tmp_path / "study", "readme.csv") if row["Topic"] == "Changed cells"]
    assert listed[0]["Value"] == str(len(report.changes))
    assert listed[1]["Item"] == "codings, row 2, quotation"


def test_a_quotation_of_40000_characters_is_whole(with_text: Callable[[str], Dataset], tmp_path: Path) -> None:
    text = "ö" * 40_000
    write_folder(with_text(text), tmp_path / "study")
    (row,) = rows(tmp_path / "study", "codings.csv")
    assert row["quotation"] == text
    (number,) = rows(tmp_path / "study", "numeric/codings.csv")
    assert len(number["quotation"].encode()) == 32_766


def test_cadrage_takes_the_apostrophes_off_when_it_reads_a_table(dataset: Dataset, tmp_path: Path) -> None:
    codes = (Code(1, "a", "=A", "@home", "", None, 1, brief="-1 is = not"), *dataset.codes[2:])
    write_folder(replace(dataset, codes=codes, codings=(), examples=()), tmp_path / "study")
    assert read_table(tmp_path / "study" / "codebook.csv").rows[0].cells[:3] == ("@home", "@home", "=A")
    draft = codebooks.read_codebook(tmp_path / "study" / "codebook.csv")
    assert (draft.codes[0].name, draft.codes[0].short_id, draft.codes[0].brief) == ("@home", "=A", "-1 is = not")


# Numbers for words.


def test_the_numeric_copy_says_in_numbers_what_the_labels_explain(dataset: Dataset, tmp_path: Path) -> None:
    write_folder(dataset, tmp_path / "study")
    labels = {
        (row["table"], row["column"], row["value"]): row["text"] for row in rows(tmp_path / "study", "value_labels.csv")
    }
    words, numbers = rows(tmp_path / "study", "codings.csv"), rows(tmp_path / "study", "numeric/codings.csv")
    assert len(words) == len(numbers) == 3
    for word, number in zip(words, numbers, strict=True):
        for column in ("coder", "code", "code_path", "layer", "round", "speaker"):
            assert labels.get(("codings", column, number[column]), "") == word[column]
        assert number["important"] == str(int(word["important"] == "TRUE"))
        assert (number["start"], number["intensity"]) == (word["start"], word["intensity"])


def test_the_numeric_copy_has_one_line_a_row(with_text: Callable[[str], Dataset], tmp_path: Path) -> None:
    write_folder(with_text("one\ntwo\r\nthree\x0bfour\u2028five"), tmp_path / "study")
    lines = (tmp_path / "study" / "numeric" / "codings.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "one two three four five" in lines[1]


def test_choices_that_are_whole_numbers_keep_them_and_answers_off_the_list_get_the_next(
    dataset: Dataset, tmp_path: Path
) -> None:
    grades = replace(
        dataset.variables[4], choices=(Choice("3", "strong"), Choice("1", "weak")), kind=VariableKind.ORDINAL
    )
    speaker = replace(dataset.variables[3], kind=VariableKind.CHOICE, choices=(Choice("Ann", "Ann K."),))
    changed = replace(dataset, variables=(*dataset.variables[:3], speaker, grades))
    write_folder(changed, tmp_path / "study")
    labels = [
        (row["column"], row["value"], row["text"], row["label"])
        for row in rows(tmp_path / "study", "value_labels.csv")
        if row["column"] in ("intensity", "speaker")
    ]
    assert labels == [
        ("speaker", "1", "Ann", "Ann K."),
        ("speaker", "2", "The minister", "The minister"),
        ("intensity", "3", "3", "strong"),
        ("intensity", "1", "1", "weak"),
    ]


# The Data Package.

TYPES = {"string", "integer", "number", "boolean", "date", "datetime"}


def check_package(folder: Path) -> Any:
    """The rules of https://datapackage.org/standard that such a folder can break, and its data against its schemas."""
    described = package(folder)
    assert re.fullmatch(r"[a-z0-9._/-]+", described["name"])
    assert described["resources"]
    names = [resource["name"] for resource in described["resources"]]
    assert len(names) == len({*names})
    datetime.fromisoformat(described["created"])
    for resource in described["resources"]:
        assert re.fullmatch(r"[a-z0-9._/-]+", resource["name"])
        path = folder / resource["path"]
        assert not Path(resource["path"]).is_absolute()
        assert ".." not in resource["path"]
        assert resource["bytes"] == path.stat().st_size
        assert resource["hash"] == f"sha256:{sha256(path.read_bytes()).hexdigest()}"
        assert resource["encoding"] == "utf-8"
        check_rows(resource, rows(folder, resource["path"]))
    check_keys(folder, described)
    return described


def check_rows(resource: Any, body: list[dict[str, str]]) -> None:
    fields = resource["schema"]["fields"]
    assert len({field["name"] for field in fields}) == len(fields)
    assert resource["schema"]["missingValues"] == [""]
    for field in fields:
        assert field["type"] in TYPES
        assert field["description"]
        for row in body:
            check_cell(field, row[field["name"]])


def check_cell(field: Any, cell: str) -> None:
    rules = field.get("constraints", {})
    if cell == "":
        assert not rules.get("required")
        return
    if field["type"] == "boolean":
        assert cell in (*field["trueValues"], *field["falseValues"])
    value: object = cell
    if field["type"] in ("integer", "number"):
        value = int(cell) if field["type"] == "integer" else float(cell)
    elif field["type"] == "date":
        datetime.strptime(cell, "%Y-%m-%d")
    elif field["type"] == "datetime":
        datetime.strptime(cell, field["format"])
    assert value in rules.get("enum", [value])


def check_keys(folder: Path, described: Any) -> None:
    resources = {resource["name"]: resource for resource in described["resources"]}
    for resource in resources.values():
        body = rows(folder, resource["path"])
        key = resource["schema"].get("primaryKey", [])
        if key:
            assert len({tuple(row[name] for name in key) for row in body}) == len(body)
        for pointer in resource["schema"].get("foreignKeys", []):
            target = resources[pointer["reference"]["resource"] or resource["name"]]
            (column,), (there,) = pointer["fields"], pointer["reference"]["fields"]
            known = {row[there] for row in rows(folder, target["path"])}
            assert {row[column] for row in body} - {""} <= known


def test_the_data_package_describes_every_table_as_it_is(with_agreement: Dataset, tmp_path: Path) -> None:
    write_folder(with_agreement, tmp_path / "study")
    described = check_package(tmp_path / "study")
    resources = {resource["name"]: resource for resource in described["resources"]}
    assert {resource["path"] for resource in resources.values()} == {
        path for path in contents(tmp_path / "study") if path.endswith(".csv")
    }
    codings = resources["codings"]["schema"]
    types = {field["name"]: field["type"] for field in codings["fields"]}
    assert (types["start"], types["important"], types["created"], types["published"]) == (
        *("integer", "boolean", "datetime", "string"),
    )
    assert codings["primaryKey"] == ["coding_id"]
    assert {pointer["fields"][0]: pointer["reference"]["resource"] for pointer in codings["foreignKeys"]} == {
        "doc_id": "documents",
        "code_id": "codes",
    }
    coder = next(field for field in codings["fields"] if field["name"] == "coder")
    assert coder["constraints"]["enum"] == ["Ana", "Юлия"]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_data_package_holds_for_hostile_names_too(dataset: Dataset, tmp_path: Path, text: str) -> None:
    name = text.replace("|", "").replace(",", "")
    hostile = replace(
        dataset,
        project=text,
        coders=(replace(dataset.coders[0], name=name), *dataset.coders[1:]),
        codes=(*dataset.codes[:2], replace(dataset.codes[2], name=text)),
        variables=tuple(replace(each, label=text) for each in dataset.variables),
        coding_values={(1, "speaker"): text, (1, "intensity"): text},
    )
    write_folder(hostile, tmp_path / "study")
    check_package(tmp_path / "study")


# What is in the folder already.


def test_other_files_stay_and_tables_that_are_no_more_go(with_agreement: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_folder(with_agreement, folder)
    (folder / "my notes.txt").write_text("mine")
    (folder / "numeric" / "mine.csv").write_text("mine")
    (folder / "codes.csv").write_text("edited")
    report = write_folder(with_agreement, folder, what="codebook")
    assert "codings.csv" in report.removed
    assert report.left == ("codes.csv",)
    assert {*contents(folder)} == {
        *("codebook.csv", "codes.csv", "datapackage.json", "my notes.txt", "numeric/mine.csv"),
        *("read.R", "read.do", "read_spss.sps", "readme.csv"),
    }


def test_a_description_that_names_files_elsewhere_removes_none_of_them(dataset: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_folder(dataset, folder)
    outside = tmp_path / "outside.csv"
    outside.write_text("mine")
    described = package(folder)
    described["cadrage"]["files"]["../outside.csv"] = sha256(b"mine").hexdigest()
    (folder / "datapackage.json").write_text(json.dumps(described))
    assert write_folder(dataset, folder).removed == ()
    assert outside.read_text() == "mine"


def test_a_cancelled_export_leaves_the_older_folder_as_it_was(dataset: Dataset, tmp_path: Path) -> None:
    write_folder(dataset, tmp_path / "study")
    before = contents(tmp_path)

    def cancel(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_folder(replace(dataset, project="Other"), tmp_path / "study", report=cancel)
    with pytest.raises(Cancelled):
        write_folder(dataset, tmp_path / "fresh", report=cancel)
    assert contents(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["study"]


def test_where_one_file_cannot_be_replaced_none_is(dataset: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_folder(dataset, folder)
    (folder / "readme.csv").unlink()
    (folder / "readme.csv").mkdir()
    (folder / "readme.csv" / "mine.txt").write_text("mine")
    before = contents(folder)
    with pytest.raises(UserError, match=r"“readme\.csv” is a folder"):
        write_folder(replace(dataset, project="Other"), folder)
    assert contents(folder) == before
    assert not list(folder.glob(".cadrage*"))


def test_a_target_that_is_a_file_or_has_no_place_is_refused(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UserError, match="is a file"):
        write_folder(dataset, tmp_path / "file")
    with pytest.raises(UserError, match="does not exist"):
        write_folder(dataset, tmp_path / "nowhere" / "study")
    assert contents(tmp_path) == {"file": b"mine"}


@pytest.mark.skipif(not Path("/dev/full").exists() or os.geteuid() != 0, reason="needs a small file system of its own")
def test_a_full_disk_is_said_and_leaves_the_older_folder(dataset: Dataset, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if os.system(f"mount -t tmpfs -o size=256k tmpfs '{small}' 2>/dev/null"):
        pytest.skip("no file system may be mounted here")
    try:
        write_folder(dataset, small / "study", what="codebook")
        before = contents(small)
        large = replace(dataset, all_memos=(), memos={1: "x" * 400_000})
        with pytest.raises(UserError, match="disk is full"):
            write_folder(large, small / "study")
        assert contents(small) == before
    finally:
        os.system(f"umount '{small}'")


def test_exporting_twice_gives_the_same_files(with_agreement: Dataset, tmp_path: Path) -> None:
    first: FolderReport = write_folder(with_agreement, tmp_path / "study")
    before = contents(tmp_path / "study")
    assert write_folder(with_agreement, tmp_path / "study").removed == first.removed == ()
    assert contents(tmp_path / "study") == before


def test_a_study_without_documents_or_codings_can_be_written(dataset: Dataset, tmp_path: Path) -> None:
    empty = replace(
        *(dataset,), documents=(), codings=(), texts={}, words={}, sentences={}, paragraphs={}, examples=(), memos={}
    )
    write_folder(empty, tmp_path / "study")
    check_package(tmp_path / "study")


def test_names_of_coders_in_headers_do_not_run_either(dataset: Dataset, tmp_path: Path) -> None:
    coders = (Coder(1, "c", "=Ana", "#123456", "solid"), dataset.coders[1])
    write_folder(replace(dataset, coders=coders), tmp_path / "study")
    for path in (tmp_path / "study").rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line in csv.reader(file):
                assert not [cell for cell in line if cell.startswith(("=", "+", "@"))]


def test_span_positions_are_those_of_the_text(dataset: Dataset, tmp_path: Path) -> None:
    write_folder(dataset, tmp_path / "study")
    for row in rows(tmp_path / "study", "codings.csv"):
        assert dataset.texts[1][int(row["start"]) : int(row["end"])] == row["quotation"]
        assert Span(int(row["start"]), int(row["end"]))
