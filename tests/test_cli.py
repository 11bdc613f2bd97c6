"""Every command of the command line: exit statuses, the JSON that scripts read, and bad input told in words."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands import HEADER, Said, apart, articles, content, done, run, spans, study

ONE = "Kerry met Lavrov in London. They talked for six hours.\nNo deal was reached.\n"
TWO = "Sanctions may follow on Monday. 😀 A vote is near.\n"
TEXTS = {"one.txt": ONE, "two.txt": TWO}
ROWS = [
    ("one", "A", "talks", 0, 27),
    ("one", "B", "talks", 6, 27),
    ("one", "A", "failure", 55, 75),
    ("two", "B", "sanctions", 0, 31),
]
REPLIES = {"value", "se", "low", "high", "undefined", "note"}
COEFFICIENTS = {
    "percent_agreement",
    "positive_agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "gwet_ac",
    "krippendorff_alpha",
    "bar_alpha",
    "f1_characters",
    "f1_exact",
    "f1_overlap",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return study(tmp_path_factory.mktemp("study"), TEXTS, ROWS)


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A project with two articles, two coders and three codes, to do with as one likes."""
    copy = Path(shutil.copyfile(made, tmp_path / "study.cadrage"))
    run("import", copy, tmp_path / "nothing")  # the first opening for writing gives the copy a device of its own
    return copy


# Usage.


def test_version_and_help_are_printed_without_loading_what_is_heavy() -> None:
    script = (
        "import sys; from cadrage.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'PySide6', 'numpy', 'spacy', 'openpyxl', 'sqlite3', 'docx'} & sys.modules.keys()\n"
        "print(*heavy, file=sys.stderr)"
    )
    for arguments in (["--version"], ["--help"], ["agreement", "--help"]):
        said = apart(*arguments, code=script)
        assert (said.status, said.err.strip()) == (0, "")
        assert "cadrage" in said.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["agremeent", "study.cadrage"],
        ["new"],
        ["new", "a.cadrage", "b.cadrage"],
        ["import", "study.cadrage"],
        ["codings", "study.cadrage"],
        ["codings", "import", "study.cadrage"],
        ["agreement", "study.cadrage", "--unit", "word"],
        ["agreement", "study.cadrage", "--interval", "guess"],
        ["agreement", "study.cadrage", "--seed", "-1"],
        ["agreement", "study.cadrage", "--seed", "x"],
        ["export", "study.cadrage", "x.xlsx", "--what", "everything"],
        ["check"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_the_usage(arguments: list[str]) -> None:
    said = run(*arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("usage: cadrage")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("arguments", [[], ["study.cadrage"], ["--sample"]], ids=["alone", "a project", "the sample"])
def test_without_a_display_the_window_names_the_tour(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    said = run(*arguments)
    assert (said.status, said.out) == (1, "")
    assert "cadrage tour" in said.complaint


def test_no_command_loads_qt(project: Path, tmp_path: Path) -> None:
    new, more = tmp_path / "new.cadrage", articles(tmp_path / "more", {"three.txt": "Three."})
    table = spans(tmp_path / "more.csv", [("three", "A", "talks", 0, 5)])
    commands = [
        ["new", str(new), "--codebook", "crimea-talks"],
        ["import", str(project), str(more)],
        ["codings", "import", str(project), str(table)],
        ["agreement", str(project)],
        ["export", str(project), str(tmp_path / "all.xlsx")],
        ["check", str(project)],
    ]
    script = (
        "import sys; from cadrage.cli import main\n"
        f"assert [main(each) for each in {commands!r}] == [0] * 6\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]"
    )
    said = apart(code=script)
    assert said.status == 0, said.err


# new.


@pytest.mark.parametrize("template", ["crimea-talks", "generic-news-frames"])
def test_a_project_begins_with_a_shipped_codebook(tmp_path: Path, template: str) -> None:
    said = done("new", tmp_path / "study", "--codebook", template)
    assert f"study.cadrage with {'21' if template == 'crimea-talks' else ''}" in said.out
    assert done("check", tmp_path / "study.cadrage", "--json").json == {"ok": True, "problems": []}


def test_a_codebook_that_was_exported_begins_the_next_project(project: Path, tmp_path: Path) -> None:
    done("export", project, tmp_path / "book.xlsx", "--what", "codebook")
    table = tmp_path / "book.csv"
    table.write_text("Code,Parent,Brief definition\nFrame,,All\nBlame,Frame,Who\n", encoding="utf-8")
    assert "with 2 codes" in done("new", tmp_path / "a.cadrage", "--codebook", table).out
    workbook = load_workbook(tmp_path / "book.xlsx", read_only=True)
    assert workbook.sheetnames == ["readme", "codebook"]
    workbook.close()


def test_new_never_overwrites(project: Path) -> None:
    before = project.read_bytes()
    assert "exists already" in refused("new", project)
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    ("codebook", "words"),
    [("nowhere", "crimea-talks"), ("broken.json", "not JSON"), ("picture.xlsx", "Excel"), ("empty.csv", "text")],
)
def test_a_bad_codebook_leaves_no_project_behind(tmp_path: Path, codebook: str, words: str) -> None:
    (tmp_path / "broken.json").write_text('{"codes": [', encoding="utf-8")
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "empty.csv").touch()
    source = codebook if codebook == "nowhere" else tmp_path / codebook
    assert words in refused("new", tmp_path / "study.cadrage", "--codebook", source)
    assert not list(tmp_path.glob("*.cadrage*")) + list(tmp_path.glob(".cadrage*"))


def test_a_project_needs_a_folder_that_exists(tmp_path: Path) -> None:
    assert "does not exist" in refused("new", tmp_path / "nowhere" / "study.cadrage")


@pytest.mark.parametrize("name", ["", ".", "..", "/"])
def test_a_folder_is_no_name_for_a_project(name: str) -> None:
    assert "is a folder" in refused("new", name)


def test_a_name_that_the_system_refuses_is_told_in_words(project: Path, tmp_path: Path) -> None:
    long = "x" * 300
    for command in (
        ["new", tmp_path / f"{long}.cadrage"],
        ["new", tmp_path / "new.cadrage", "--codebook", long],
        ["codings", "import", project, tmp_path / long],
        ["agreement", tmp_path / long],
        ["export", project, tmp_path / f"{long}.xlsx"],
        ["check", tmp_path / long],
    ):
        assert "too long" in refused(*command)


# import.


def test_import_reports_in_json_what_each_file_became(tmp_path: Path) -> None:
    project = tmp_path / "study.cadrage"
    done("new", project)
    folder = articles(tmp_path / "in" / "deeper", {"b.txt": "B\u00fccher."})
    (folder / "old.txt").write_bytes(
        "Die Minister sprachen über die Städte, die Häuser und die Bücher.".encode("cp1252")
    )
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    said = run("import", project, tmp_path / "in", "--json")
    assert said.status == 0
    report = said.json
    assert report.keys() == {"imported", "skipped"}
    assert [item.keys() for item in report["imported"]] == [{"file", "document", "title", "encoding", "warnings"}] * 2
    assert [item["file"] for item in report["imported"]] == ["b.txt", "old.txt"]
    assert [item["document"] for item in report["imported"]] == [1, 2]
    assert report["imported"][0]["encoding"] == "utf-8"
    (skipped,) = report["skipped"]
    assert skipped.keys() == {"file", "reason"}
    assert skipped["file"].endswith("picture.txt")
    assert "PNG" in skipped["reason"]
    assert "picture.txt" in said.err


def test_a_table_gives_titles_variables_and_duplicates(tmp_path: Path) -> None:
    project = tmp_path / "study.cadrage"
    done("new", project)
    first, second = articles(tmp_path / "1", {"one.txt": ONE}), articles(tmp_path / "2", {"two.txt": TWO})
    table = tmp_path / "facts.csv"
    table.write_text(
        "file,title,outlet,language,duplicate_of\none.txt,The talks,The Ledger,en,\ntwo.txt,,Post,en,one.txt\n",
        encoding="utf-8",
    )
    foreseen = done("import", project, first, "--metadata", table, "--dry-run", "--json").json
    assert (foreseen["imported"][0]["title"], foreseen["imported"][0]["document"]) == ("The talks", 0)
    assert done("import", project, first, "--metadata", table, "--json").json["imported"][0]["title"] == "The talks"
    done("import", project, second, "--metadata", table)
    done("export", project, tmp_path / "all.xlsx")
    rows = sheet(tmp_path / "all.xlsx", "documents")
    assert [row["outlet"] for row in rows] == ["The Ledger", "Post"]
    assert [bool(row["duplicate_of"]) for row in rows] == [False, True]
    assert [row["language"] for row in rows] == ["en", "en"]
    assert "language_2" not in rows[0]


def test_a_duplicate_of_what_is_no_document_is_warned_of(tmp_path: Path) -> None:
    project = tmp_path / "study.cadrage"
    done("new", project)
    table = tmp_path / "facts.csv"
    table.write_text("file,duplicate_of\none.txt,zero.txt\n", encoding="utf-8")
    said = done("import", project, articles(tmp_path / "in", TEXTS), "--metadata", table, "--json")
    warnings = {item["file"]: item["warnings"] for item in said.json["imported"]}
    assert "zero.txt" in warnings["one.txt"][0]
    assert warnings["two.txt"] == []


def test_of_texts_that_are_said_to_repeat_each_other_one_counts(tmp_path: Path) -> None:
    project = tmp_path / "study.cadrage"
    done("new", project)
    table = tmp_path / "facts.csv"
    table.write_text("file,duplicate_of\na.txt,b.txt\nb.txt,c.txt\nc.txt,a.txt\nd.txt,d.txt\n", encoding="utf-8")
    folder = articles(tmp_path / "in", {f"{name}.txt": f"Text {name}." for name in "abcd"})
    done("import", project, folder, "--metadata", table)
    done("export", project, tmp_path / "all.xlsx")
    copies = [row["title"] for row in sheet(tmp_path / "all.xlsx", "documents") if row["duplicate_of"]]
    assert copies == ["a", "b"]


def test_a_dry_run_writes_nothing(project: Path, tmp_path: Path) -> None:
    before = content(project)
    more = articles(tmp_path / "more", {"three.txt": "Three."})
    assert "Would import 1 document, skipped 0." in done("import", project, more, "--dry-run").out
    assert content(project) == before


def test_one_bad_file_does_not_stop_the_others(project: Path, tmp_path: Path) -> None:
    more = articles(tmp_path / "more", {"three.txt": "Three.", "four.txt": ""})
    said = done("import", project, more, tmp_path / "gone.txt", "--json")
    assert [item["file"] for item in said.json["imported"]] == ["three.txt"]
    assert [Path(item["file"]).name for item in said.json["skipped"]] == ["gone.txt", "four.txt"]


def test_a_text_that_is_there_already_is_skipped_and_named(project: Path, tmp_path: Path) -> None:
    again = articles(tmp_path / "again", {"other name.txt": ONE, "new.txt": "New.", "new too.txt": "New."})
    skipped = done("import", project, again, "--json").json["skipped"]
    assert [item["file"] for item in skipped] == ["new.txt", "other name.txt"]
    assert "“one”" in skipped[1]["reason"]


def test_a_file_named_twice_is_taken_once_and_said(project: Path, tmp_path: Path) -> None:
    more = articles(tmp_path / "more", {"three.txt": "Three."}) / "three.txt"
    said = done("import", project, more, more)
    assert "Imported 1 document, skipped 1." in said.out
    assert "named twice" in said.err


def big(path: Path, size: int = 100 * 1024 * 1024 + 1) -> Path:
    """A file of that many bytes that takes no room."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


def bad_file(folder: Path, kind: str) -> Path:
    path = folder / "bad.txt"
    if kind == "a folder without articles":
        path.mkdir()
        (path / "photo.jpg").write_bytes(b"%PDF-1.7")
    elif kind == "larger than 100 MB":
        big(path)
    elif kind == "200 MB of nothing":
        big(path, 200_000_000)
    elif kind != "missing":
        path.write_bytes(
            {"not text": bytes(range(256)) * 20, "empty": b"", "blank": b" \n\n", "twice": ONE.encode()}[kind]
        )
    return path


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("not text", "not text"),
        ("empty", "no text"),
        ("blank", "no text"),
        ("missing", "does not exist"),
        ("twice", "in the project already"),
        ("larger than 100 MB", "larger than 100 MB"),
        ("200 MB of nothing", "larger than 100 MB"),
        ("a folder without articles", "no articles in this folder"),
    ],
)
def test_where_nothing_can_be_imported_the_status_is_1_and_nothing_is_written(
    project: Path, tmp_path: Path, kind: str, words: str
) -> None:
    before = content(project)
    path = bad_file(tmp_path, kind)
    said = run("import", project, path)
    assert said.status == 1
    assert "No document was imported" in said.complaint
    assert words in said.err
    assert content(project) == before
    said = run("import", project, path, "--json")
    assert (said.status, said.json["imported"]) == (1, [])
    assert words in " ".join(item["reason"] for item in said.json["skipped"])


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--format", "zip", "no format 'zip'"),
        ("--encoding", "nonsense", "encoding 'nonsense' is unknown"),
        ("--metadata", "nowhere.csv", "does not exist"),
    ],
)
def test_a_bad_option_of_import_is_said_once(
    project: Path, tmp_path: Path, option: str, value: str, words: str
) -> None:
    more = articles(tmp_path / "more", {"three.txt": "Three.", "four.txt": "Four."})
    said = run("import", project, more, option, value)
    assert (said.status, said.out) == (1, "")
    assert words in said.complaint
    assert len(said.err.splitlines()) == 1


# codings import.


def test_codings_import_reports_in_json(project: Path, tmp_path: Path) -> None:
    rows = [
        ("one", "C", "talks", 0, 5),
        ("one", "C", "talks", 3, 9),
        ("one", "C", "hope", 0, 5),
        ("one", "C", "hope", 0, 5),
    ]
    said = done("codings", "import", project, spans(tmp_path / "c.csv", rows), "--json")
    assert said.json == {
        "added": 3,
        "duplicates": 1,
        "created_coders": ["C"],
        "created_codes": ["hope"],
        "skipped": [],
    }
    again = done("codings", "import", project, tmp_path / "c.csv", "--json").json
    assert (again["added"], again["duplicates"], again["created_coders"]) == (0, 4, [])


def test_a_document_is_named_by_file_with_or_without_ending_or_by_title(tmp_path: Path) -> None:
    project = tmp_path / "study.cadrage"
    done("new", project)
    table = tmp_path / "facts.csv"
    table.write_text("file,title\none.txt,The talks\n", encoding="utf-8")
    done("import", project, articles(tmp_path / "in", TEXTS), "--metadata", table)
    rows = [(name, "A", "X", 0, end) for end, name in enumerate(("one", "one.txt", "The talks"), 5)]
    assert done("codings", "import", project, spans(tmp_path / "c.csv", rows), "--json").json["added"] == 3


@pytest.mark.parametrize(
    "table",
    [
        f"\ufeff{HEADER}\none,C,talks,0,5\none,C,talks,2,9\n",
        f"{HEADER}\none,C,talks,0,5\none,C,talks,2,9\n".replace(",", ";").replace("\n", "\r\n"),
        f"{HEADER}\none,C,talks,0,5\none,C,talks,2,9\n".replace(",", "\t"),
        "END,Start,Code,CODER,doc\n5,0,talks,C,one\n\n9,2,talks,C,one",
        f'{HEADER},memo,mood\none,C,talks,0,5,"first line\nsecond, line",calm\none,C,talks,2,9,,\n',
    ],
    ids=["byte-order mark", "semicolons", "tabs", "any order and case", "quoted newline and unknown columns"],
)
def test_every_usual_form_of_a_table_is_read(project: Path, tmp_path: Path, table: str) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(table.encode())
    assert done("codings", "import", project, path, "--json").json["added"] == 2
    done("export", project, tmp_path / "all.xlsx", "--coders", "C")
    rows = sheet(tmp_path / "all.xlsx", "codings")
    assert [(row["start"], row["end"], row["quotation"]) for row in rows] == [(0, 5, ONE[:5]), (2, 9, ONE[2:9])]
    if "mood" in table:
        assert (rows[0]["memo"], rows[0]["mood"], rows[1]["mood"]) == ("first line\nsecond, line", "calm", None)


def test_positions_are_code_points_and_are_stored_as_given(project: Path, tmp_path: Path) -> None:
    start = TWO.index("😀")
    done("codings", "import", project, spans(tmp_path / "c.csv", [("two", "C", "face", start - 1, start + 2)]))
    done("export", project, tmp_path / "all.xlsx", "--coders", "C")
    (row,) = sheet(tmp_path / "all.xlsx", "codings")
    assert (row["start"], row["quotation"]) == (start - 1, " 😀 ")


def test_the_longest_span_covers_the_whole_text(project: Path, tmp_path: Path) -> None:
    table = spans(tmp_path / "c.csv", [("two", "C", "all", 0, len(TWO))])
    assert done("codings", "import", project, table, "--json").json["added"] == 1


BAD_ROWS = {
    "end beyond the text": (f"one,B,X,0,{len(ONE) + 1}", f"the text at {len(ONE)}"),
    "start behind end": ("one,B,X,9,3", "not before end"),
    "empty span": ("one,B,X,3,3", "not before end"),
    "negative": ("one,B,X,-3,3", "negative"),
    "no number": ("one,B,X,a,3", "not a whole number"),
    "a fraction": ("one,B,X,0.5,3", "not a whole number"),
    "no such document": ("three,B,X,0,3", "no document “three”"),
    "no coder": ("one,,X,0,3", "'coder' is empty"),
    "a comma in a name": ('one,"B,C",X,0,3', "comma"),
    "too many cells": ("one,B,X,0,3,4,5", "more cells"),
}


@pytest.mark.parametrize("kind", BAD_ROWS)
def test_a_bad_row_refuses_the_whole_table_by_its_line(project: Path, tmp_path: Path, kind: str) -> None:
    row, words = BAD_ROWS[kind]
    table = tmp_path / "c.csv"
    table.write_text(f"{HEADER}\none,N,new,0,3\n{row}\n", encoding="utf-8")
    before = content(project)
    complaint = refused("codings", "import", project, table, "--complete")
    assert "line 3" in complaint
    assert words in complaint
    assert content(project) == before
    said = done("codings", "import", project, table, "--skip-bad", "--json")
    assert (said.json["added"], [item["line"] for item in said.json["skipped"]]) == (1, [3])
    assert said.json["skipped"][0].keys() == {"line", "reason"}
    assert words in said.json["skipped"][0]["reason"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"", "no text"),
        (b"doc,coder,code,start\none,B,X,0\n", "lacks the column end"),
        (b"doc,coder,code,start,end,END\none,B,X,0,3,3\n", "columns of one name"),
        (b"doc,coder,code,start,end,\none,B,X,0,3,x\n" + b"", "more cells"),
        (f'{HEADER}\none,B,"X,0,3\n'.encode(), "quotation marks"),
        (bytes(range(256)) * 10, "not text"),
        (b"SQLite format 3\0" + bytes(100), "not text"),
    ],
    ids=["empty", "missing column", "column twice", "cells without a name", "open quotation", "not text", "a database"],
)
def test_a_table_that_is_none_is_refused_in_words(project: Path, tmp_path: Path, table: bytes, words: str) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(table)
    before = content(project)
    assert words in refused("codings", "import", project, path)
    assert content(project) == before


def test_a_table_that_is_missing_a_folder_or_too_large_is_refused_in_words(project: Path, tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "nowhere.csv", "does not exist"),
        (tmp_path, "is a folder"),
        (big(tmp_path / "big.csv"), "larger than 100 MB"),
    ):
        assert words in refused("codings", "import", project, path)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such device")
def test_a_table_without_end_is_not_read_for_ever(project: Path) -> None:
    assert "larger than 100 MB" in refused("codings", "import", project, "/dev/zero")


def test_two_documents_of_one_name_make_a_row_that_means_one_of_them_bad(tmp_path: Path) -> None:
    project = tmp_path / "study.cadrage"
    done("new", project)
    done("import", project, articles(tmp_path / "a", {"x.txt": ONE}), articles(tmp_path / "b", {"x.txt": TWO}))
    table = spans(tmp_path / "c.csv", [("x", "A", "X", 0, 5)])
    assert "“x” names 2 documents" in refused("codings", "import", project, table)


# agreement: what is said; the numbers are in test_cli_agreement.py.


def assert_complete(table: dict[str, object]) -> None:
    """Every key that the handbook promises, with a value or a reason."""
    keys = {"unit", "coders", "round", "documents", "units", "interval", "seed", "codes", "overall"}
    assert keys <= table.keys()
    rows, overall = table["codes"], table["overall"]
    assert isinstance(rows, list)
    assert isinstance(overall, dict)
    counts = {"both", "neither", "a_only", "b_only"}
    for row in rows:
        assert {"code", "path", "units", "prevalence", *counts, *COEFFICIENTS} <= row.keys()
    figures = [row[name] for row in rows for name in COEFFICIENTS]
    assert {"mean_krippendorff_alpha", "pooled_bar_alpha"} <= overall.keys()
    for figure in (*figures, *overall.values()):
        assert figure.keys() == REPLIES
        assert (figure["value"] is None) == bool(figure["undefined"])


def test_agreement_of_two_coders_has_every_key(project: Path) -> None:
    table = done("agreement", project, "--json").json
    assert_complete(table)
    assert (table["unit"], table["coders"], table["interval"], table["seed"]) == (
        "sentence",
        ["A", "B"],
        "jackknife",
        None,
    )
    assert (table["round"], table["documents"], table["units"]) == ("Coding", 2, 5)
    assert [row["code"] for row in table["codes"]] == ["talks", "failure", "sanctions"]
    assert "5 documents" in table["codes"][0]["krippendorff_alpha"]["note"]


def test_agreement_of_three_coders_says_what_does_not_apply(project: Path, tmp_path: Path) -> None:
    done("codings", "import", project, spans(tmp_path / "c.csv", [("one", "C", "talks", 0, 20)]), "--complete")
    table = done("agreement", project, "--json").json
    assert_complete(table)
    assert table["coders"] == ["A", "B", "C"]
    row = table["codes"][0]
    assert row["prevalence"].keys() == {"A", "B", "C"}
    assert (row["both"], row["neither"], row["a_only"], row["b_only"]) == (None,) * 4
    assert row["cohen_kappa"]["undefined"] == "needs exactly two coders"
    assert row["fleiss_kappa"]["value"] is not None
    two = done("agreement", project, "--coders", "C,A", "--json").json
    assert two["coders"] == ["C", "A"]
    assert two["codes"][0]["cohen_kappa"]["value"] is not None


def test_without_a_complete_document_every_value_is_null_with_its_reason(project: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.cadrage"
    done("new", fresh)
    done("import", fresh, articles(tmp_path / "in", TEXTS))
    done("codings", "import", fresh, spans(tmp_path / "c.csv", ROWS))
    for extra in ([], ["--coders", "A,B"], ["--coders", "A"], ["--unit", "document", "--interval", "bootstrap"]):
        table = done("agreement", fresh, "--json", *extra).json
        assert_complete(table)
        assert (table["documents"], table["units"], len(table["codes"])) == (0, 0, 3)
        reasons = {row[name]["undefined"] for row in table["codes"] for name in COEFFICIENTS}
        expected = "needs at least two coders" if extra[-1:] == ["A"] else "no document is complete for two coders"
        assert reasons == {figure["undefined"] for figure in table["overall"].values()} == {expected}
        assert expected in done("agreement", fresh, *extra).out


def test_a_project_without_a_code_has_an_agreement_of_nothing(tmp_path: Path) -> None:
    done("new", tmp_path / "study.cadrage")
    table = done("agreement", tmp_path / "study.cadrage", "--json").json
    assert_complete(table)
    assert table["codes"] == []


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--coders", "A,Z", "no coder “Z”"),
        ("--codes", "talks,Z", "no code “Z”"),
        ("--round", "final", "Its rounds are: “Coding”"),
        ("--out", "table.csv", "codebook alone"),
        ("--out", "nowhere/table.xlsx", "does not exist"),
    ],
)
def test_a_name_that_the_project_does_not_have_is_refused(
    project: Path, option: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert words in refused("agreement", project, option, value)


def test_rounds_are_chosen_by_name_or_number(project: Path) -> None:
    latest = done("agreement", project, "--json").json
    for name in ("Coding", "1"):
        assert done("agreement", project, "--round", name, "--json").json == latest


def test_the_bootstrap_repeats_itself_with_its_seed(project: Path) -> None:
    first, again = (done("agreement", project, "--interval", "bootstrap", "--seed", 7, "--json").json for _ in range(2))
    assert first == again
    assert (first["interval"], first["seed"]) == ("bootstrap", 7)


def test_the_table_for_people_names_the_defaults(project: Path) -> None:
    said = done("agreement", project)
    for words in ("Unit: sentence", "coders: A, B", "round: Coding", "2 documents", "Interval: jackknife", "talks"):
        assert words in said.out


def test_agreement_leaves_the_project_as_it_is(project: Path) -> None:
    before = project.read_bytes()
    done("agreement", project)
    done("check", project)
    assert project.read_bytes() == before
    assert [path.name for path in project.parent.iterdir()] == [project.name]


def test_agreement_writes_a_workbook_beside_its_json(project: Path, tmp_path: Path) -> None:
    table = done("agreement", project, "--json", "--out", tmp_path / "a.xlsx", "--coders", "B,A").json
    rows = sheet(tmp_path / "a.xlsx", "agreement")
    assert [row["Code"] for row in rows] == [row["code"] for row in table["codes"]]
    assert rows[0]["Coders"] == "B, A"
    assert rows[0]["Kappa"] == table["codes"][0]["cohen_kappa"]["value"]


# export and check.


def sheet(path: Path, name: str) -> list[dict[str, object]]:
    workbook = load_workbook(path, read_only=True)
    header, *rows = workbook[name].iter_rows(values_only=True)
    workbook.close()
    return [dict(zip(map(str, header), row, strict=True)) for row in rows if any(cell is not None for cell in row)]


@pytest.mark.parametrize(
    ("what", "sheets"),
    [
        ("all", ["readme", "codebook", "codings", "documents", "agreement"]),
        ("codebook", ["readme", "codebook"]),
        ("dataset", ["readme", "codings", "documents"]),
        ("agreement", ["readme", "agreement"]),
    ],
)
def test_a_workbook_has_the_sheets_that_were_asked_for(
    project: Path, tmp_path: Path, what: str, sheets: list[str]
) -> None:
    assert "Wrote" in done("export", project, tmp_path / "out.xlsx", "--what", what).out
    workbook = load_workbook(tmp_path / "out.xlsx", read_only=True)
    assert set(sheets) <= set(workbook.sheetnames)
    workbook.close()


def test_an_export_replaces_a_workbook_in_one_move_and_keeps_it_where_it_fails(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"an older one")
    assert "no coder “Z”" in refused("export", project, out, "--coders", "Z", "--what", "dataset")
    assert out.read_bytes() == b"an older one"
    done("export", project, out)
    assert out.read_bytes().startswith(b"PK")
    assert {path.name for path in tmp_path.iterdir()} == {"study.cadrage", "out.xlsx"}


@pytest.mark.parametrize(
    ("name", "words"),
    [("out.doc", "Choose from .xlsx"), ("folder.xlsx", "is a folder"), ("nowhere/out.xlsx", "does not exist")],
)
def test_an_export_to_what_cannot_be_written_is_refused(project: Path, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    assert words in refused("export", project, tmp_path / name)


def test_an_export_never_replaces_the_project_itself(project: Path, tmp_path: Path) -> None:
    odd = project.rename(tmp_path / "study.xlsx")
    before = odd.read_bytes()
    assert "is the project itself" in refused("export", odd, odd)
    assert "is the project itself" in refused("agreement", odd, "--out", odd)
    assert odd.read_bytes() == before


def test_a_sound_project_is_said_to_be_sound(project: Path) -> None:
    assert "is sound" in done("check", project).out
    assert done("check", project, "--json").json == {"ok": True, "problems": []}


def test_a_contradiction_in_a_project_is_a_problem(project: Path) -> None:
    with sqlite3.connect(project) as connection:
        connection.execute('UPDATE coding SET "end" = 9999 WHERE id = 1')
    connection.close()
    said = run("check", project, "--json")
    assert (said.status, said.json["ok"]) == (1, False)
    assert "reaches beyond the end" in said.json["problems"][0]
    assert "reaches beyond the end" in run("check", project).complaint


# Projects that are none.


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE coding (id)")
    connection.close()


BAD_PROJECTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "does not exist"),
    "a text": (lambda path: path.write_text("words\n" * 100, encoding="utf-8"), "is not a Cadrage project"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "another database": (foreign, "is not a Cadrage project"),
    "truncated": (truncated, "damaged or was cut short"),
    "cut in its first page": (lambda path: path.write_bytes(path.read_bytes()[:300]), "damaged or was cut short"),
    "without its last byte": (lambda path: path.write_bytes(path.read_bytes()[:-1]), "damaged or was cut short"),
    "newer": (newer, "newer version"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "is a folder"),
}


@pytest.mark.parametrize("kind", BAD_PROJECTS)
def test_what_is_no_project_is_refused_by_every_command_and_left_as_it_is(
    project: Path, tmp_path: Path, kind: str
) -> None:
    spoil, words = BAD_PROJECTS[kind]
    spoil(project)
    before = project.read_bytes() if project.is_file() else None
    articles(tmp_path / "in", {"three.txt": "Three."})
    table = spans(tmp_path / "c.csv", ROWS)
    for command in (
        ["import", project, tmp_path / "in"],
        ["codings", "import", project, table],
        ["agreement", project, "--json"],
        ["export", project, tmp_path / "out.xlsx"],
    ):
        assert words in refused(*command)
    said = run("check", project, "--json")
    assert (said.status, said.json["ok"]) == (1, False)
    assert words in said.json["problems"][0]
    assert (project.read_bytes() if project.is_file() else None) == before
    assert not (tmp_path / "out.xlsx").exists()
    assert not project.with_name("study.cadrage.lock").exists()


def refused(*arguments: object) -> str:
    """The one line that a command with status 1 complains in; nothing else may stand anywhere."""
    said: Said = run(*arguments)
    assert (said.status, said.out) == (1, ""), said
    assert len(said.err.splitlines()) == 1, said.err
    return said.complaint


def test_json_is_one_document_in_utf_8_whatever_the_locale(project: Path) -> None:
    said = apart("agreement", project, "--json")
    json.loads(said.out)
    assert said.err == ""
