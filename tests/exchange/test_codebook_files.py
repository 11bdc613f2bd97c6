"""Codebooks from files of four kinds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import (
    Choice,
    CodebookDraft,
    ExampleDraft,
    ExampleKind,
    Scope,
    Span,
    VariableKind,
)
from cadrage.exchange.codebooks import read_codebook
from cadrage.exchange.examples import parsed, written


def from_json(tmp_path: Path, book: Any) -> CodebookDraft:
    path = tmp_path / "book.json"
    path.write_text(json.dumps(book), encoding="utf-8")
    return read_codebook(path)


def from_csv(tmp_path: Path, text: str) -> CodebookDraft:
    path = tmp_path / "book.csv"
    path.write_text(text, encoding="utf-8")
    return read_codebook(path)


def from_qdc(tmp_path: Path, codes: str, before: str = "") -> CodebookDraft:
    path = tmp_path / "book.qdc"
    book = f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{codes}</CodeBook>'
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>{before}{book}', encoding="utf-8")
    return read_codebook(path)


def shape(book: CodebookDraft) -> list[tuple[str, str]]:
    return [(code.label, code.parent) for code in book.codes]


BOOK = {
    "title": "Talks",
    "unit_rules": ["A clause at least.", "Once each."],
    "codes": [
        {"id": "ESC-MIL", "parent": "ESC", "name": "Military", "colour": "#ecdea9", "order": 2},
        {
            "id": "ESC",
            "parent": None,
            "name": "Escalation",
            "brief": "B",
            "definition": "D",
            "include": "I",
            "exclude": "E",
            "notes": "N",
            "order": 1,
            "examples": [{"doc": "a.txt", "quote": "tensions", "start": 3, "end": 11}],
            "borderline_examples": [{"quote": "anxiety"}],
            "counter_examples": [{"doc": "b.txt", "quote": "caption", "why": "no frame"}],
        },
    ],
    "coding_attributes": [
        {"id": "speaker", "type": "actor", "label": "Who", "values": "actor list (open)"},
        {"id": "intensity", "type": "ordinal", "values": [1, 2], "labels": ["weak", "strong"]},
        {"id": "memo", "type": "text"},
    ],
    "document_variables": [
        {"id": "published", "type": "date"},
        {"id": "duplicate_of", "type": "document"},
        {"id": "primary_frame", "type": "choice", "values": ["escalation", "none"]},
        {"id": "tone_us", "type": "ordinal", "values": [-1, 0, 1]},
    ],
}


def test_a_json_codebook_is_read_with_every_field(tmp_path: Path) -> None:
    book = from_json(tmp_path, BOOK)
    assert (book.title, book.notes) == ("Talks", "A clause at least.\nOnce each.")
    assert shape(book) == [("ESC", ""), ("ESC-MIL", "ESC")]
    code = book.codes[0]
    assert (code.brief, code.definition, code.when_to_use, code.when_not, code.notes) == (
        "B",
        "D",
        "I",
        "E",
        "N",
    )
    assert code.examples == (
        ExampleDraft(ExampleKind.TYPICAL, "tensions", "a.txt", Span(3, 11)),
        ExampleDraft(ExampleKind.BORDERLINE, "anxiety"),
        ExampleDraft(ExampleKind.COUNTER, "caption", "b.txt", None, "no frame"),
    )
    assert book.codes[1].colour == "#ECDEA9"


def test_json_attributes_become_variables_of_the_right_scope(tmp_path: Path) -> None:
    found = {variable.name: variable for variable in from_json(tmp_path, BOOK).variables}
    assert {name: (variable.scope, variable.kind) for name, variable in found.items()} == {
        "speaker": (Scope.CODING, VariableKind.ACTOR),
        "intensity": (Scope.CODING, VariableKind.ORDINAL),
        "published": (Scope.DOCUMENT, VariableKind.DATE),
        "duplicate_of": (Scope.DOCUMENT, VariableKind.TEXT),
        "primary_frame": (Scope.JUDGEMENT, VariableKind.CHOICE),
        "tone_us": (Scope.JUDGEMENT, VariableKind.ORDINAL),
    }
    assert found["intensity"].choices == (Choice("1", "weak"), Choice("2", "strong"))
    assert [choice.value for choice in found["tone_us"].choices] == ["-1", "0", "1"]
    assert found["speaker"].choices == ()


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ([{"id": "A", "name": "a", "parent": "B"}], "'B' is not in the codebook"),
        (
            [{"id": "A", "name": "a", "parent": "B"}, {"id": "B", "name": "b", "parent": "A"}],
            "each other's parents: (a > b|b > a)",
        ),
        ([{"id": "A", "name": "a", "parent": "A"}], "each other's parents: a"),
        ([{"id": "A", "name": "a"}, {"id": "a", "name": "b"}], "short ids are given twice: 'A', 'a'"),
        ([{"id": "A", "name": "Same"}, {"id": "B", "name": "same"}], "under the same parent: 'Same', 'same'"),
        ([{"id": "A"}], "number 1 .* has no name"),
        ([{"name": "a", "colour": "red"}], "colour 'red' of the code 'a'"),
        ([{"name": ["a"]}], '"name" .* is not text'),
        (["a"], "not an object"),
        ([], "no codes"),
    ],
)
def test_a_codebook_that_does_not_hold_together_is_refused_with_the_names(
    tmp_path: Path, codes: list[Any], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        from_json(tmp_path, {"codes": codes})


@pytest.mark.parametrize("text", ["{", "[]", '{"codes": 3}', "[" * 100_000, "PK\x03\x04"])
def test_what_is_no_json_codebook_is_refused_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "book.json").write_text(text, encoding="utf-8")
    with pytest.raises(UserError):
        read_codebook(tmp_path / "book.json")


def test_a_plain_list_of_codes_takes_its_categories_as_parents(tmp_path: Path) -> None:
    book = from_csv(tmp_path, "code,category,color,definition\nWar,Conflict,#f00,Guns\nPeace,Conflict,,\nOther,,,\n")
    assert shape(book) == [("Other", ""), ("Conflict", ""), ("War", "Conflict"), ("Peace", "Conflict")]
    war = next(code for code in book.codes if code.name == "War")
    assert (war.colour, war.definition) == ("#FF0000", "Guns")


def test_parents_of_one_name_are_told_apart_by_the_path(tmp_path: Path) -> None:
    book = from_csv(
        tmp_path,
        "Code;Code path;Short id;Parent\nA;A;;\nActors;A > Actors;;A\nB;B;;\nActors;B > Actors;;B\n"
        "State;A > Actors > State;;Actors\nState;B > Actors > State;;Actors\n",
    )
    assert [(code.name, code.short_id, code.parent) for code in book.codes] == [
        ("A", "", ""),
        ("Actors", "C1", "A"),
        ("State", "", "C1"),
        ("B", "", ""),
        ("Actors", "C2", "B"),
        ("State", "", "C2"),
    ]


def test_a_parent_that_was_changed_in_the_table_wins_over_the_old_path(tmp_path: Path) -> None:
    book = from_csv(tmp_path, "Code,Code path,Parent\nA,A,\nB,B,\nC,A > C,B\nD,A > D,\n")
    assert shape(book) == [("A", ""), ("B", ""), ("C", "B"), ("D", "")]


def test_the_sheet_named_codebook_is_read_whatever_stands_before_it(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["something else"])
    sheet = workbook.create_sheet("Codebook")
    for row in (
        ["CODE", "short ID", "Definition"],
        ["War", 7, "=x"],
        [None, None, None],
        ["Peace", "P", None],
    ):
        sheet.append(row)
    workbook.save(tmp_path / "book.xlsx")
    book = read_codebook(tmp_path / "book.xlsx")
    assert [(code.name, code.short_id) for code in book.codes] == [("War", "7"), ("Peace", "P")]


def test_tables_without_codes_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no column 'Code'; it has Name, Colour"):
        from_csv(tmp_path, "Name,Colour\nx,y\n")
    with pytest.raises(UserError, match=r"Line 3 .* names no code"):
        from_csv(tmp_path, "Code,Definition\nA,a\n,b\n")
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(UserError, match="not an Excel workbook"):
        read_codebook(tmp_path / "book.xlsx")
    with pytest.raises(UserError, match="is not a codebook"):
        read_codebook(tmp_path / "book.pdf")


def test_a_refi_codebook_is_read_with_its_nesting(tmp_path: Path) -> None:
    book = from_qdc(
        tmp_path,
        '<Codes><Code guid="1" name="A" isCodable="false" color="#0a0">'
        "<Description>What &amp; why</Description>"
        '<Code guid="2" name="X" isCodable="true"/></Code>'
        '<Code guid="3" name="B" isCodable="true"><Code guid="4" name="X" isCodable="true"/></Code></Codes>',
    )
    assert [(code.name, code.parent) for code in book.codes] == [("A", ""), ("X", "A"), ("B", ""), ("X", "B")]
    assert (book.codes[0].colour, book.codes[0].definition) == ("#00AA00", "What & why")


def test_xml_that_would_reach_outside_or_grow_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    entity = f'<!DOCTYPE CodeBook [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(UserError, match="document type"):
        from_qdc(tmp_path, '<Codes><Code name="A"><Description>&x;</Description></Code></Codes>', entity)
    with pytest.raises(UserError, match="XML"):
        from_qdc(tmp_path, "<Codes>" + '<Code name="A">' * 400 + "</Code>" * 400 + "</Codes>")
    with pytest.raises(UserError, match="XML"):
        from_qdc(tmp_path, "<Codes>")
    (tmp_path / "other.qdc").write_text("<html/>", encoding="utf-8")
    with pytest.raises(UserError, match="not a REFI-QDA codebook"):
        read_codebook(tmp_path / "other.qdc")


def test_examples_are_read_back_from_their_cell_as_they_were() -> None:
    examples = (
        ExampleDraft(ExampleKind.TYPICAL, "two\nlines — with “quotes”", "a [1].txt", Span(3, 9), "why — so"),
        ExampleDraft(ExampleKind.BORDERLINE, "near", note="not quite"),
        ExampleDraft(ExampleKind.TYPICAL, "bare"),
    )
    assert tuple(parsed(written(examples), ExampleKind.TYPICAL)) == examples


def test_examples_that_a_person_typed_are_taken_line_by_line() -> None:
    typed = tuple(parsed("there will be costs\nborderline: some response\n\n", ExampleKind.COUNTER))
    assert typed == (
        ExampleDraft(ExampleKind.COUNTER, "there will be costs"),
        ExampleDraft(ExampleKind.BORDERLINE, "some response"),
    )


def test_a_workbooks_codes_are_found_on_another_sheet_under_a_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Only", "words"])
    sheet = book.create_sheet("My codes")
    for row in (["Codebook of the talks"], [], ["Short id", "Code", "Parent", "Retired"]):
        sheet.append(row)
    for row in (["E", "Escalation", None, None], ["E-T", "Threat", "E", "yes"], ["P", "Peace", None, "no"]):
        sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    found = read_codebook(path)
    assert shape(found) == [("E", ""), ("E-T", "E"), ("P", "")]
    assert [code.label for code in found.codes if code.retired] == ["E-T"]
