"""The REFI-QDA that Cadrage writes: valid, and readable for programs that know nothing of Cadrage."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.exchange.bundles import bundles
from tests.exchange.refi_files import TEXT, study

from cadrage.core.bundle import Bundle, BundleCode
from cadrage.core.model import ExampleDraft, ExampleKind, Span
from cadrage.exchange import codebook_refi, refi_project
from cadrage.exchange.codebooks import read_codebook
from cadrage.exchange.refi_writing import project_xml

SPACE = "{urn:QDA-XML:project:1.0}"
# What the standard demands: the children of each element in their order, and the attributes that it must have.
ORDER = {
    "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef",
    "Users": "User",
    "CodeBook": "Codes",
    "Codes": "Code",
    "Code": "Description NoteRef Code",
    "Variables": "Variable",
    "Variable": "Description",
    "Sources": "TextSource",
    "TextSource": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
    "PlainTextSelection": "Description Coding NoteRef",
    "Coding": "CodeRef NoteRef",
    "VariableValue": "VariableRef TextValue IntegerValue FloatValue DateValue",
    "Notes": "Note",
    "Note": "Description PlainTextContent",
    "Sets": "Set",
    "Set": "Description MemberCode MemberSource MemberNote",
}
NEVER_EMPTY = {"Users", "CodeBook", "Codes", "Variables", "Sources", "Notes", "Sets", "VariableValue"}
REQUIRED = {
    "Project": {"name"},
    "User": {"guid"},
    "Code": {"guid", "name", "isCodable"},
    "Variable": {"guid", "name", "typeOfVariable"},
    "PlainTextSelection": {"guid", "startPosition", "endPosition"},
    "Set": {"guid", "name"},
} | {name: {"guid"} for name in ("TextSource", "Note", "Coding")}
REFERENCES = ("NoteRef", "CodeRef", "VariableRef", "MemberCode", "MemberSource")
PATTERNS = {
    "guid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "targetGUID": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "creatingUser": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "color": "#[0-9A-F]{6}",
    "isCodable": "true|false",
    "startPosition": r"\d+",
    "endPosition": r"\d+",
    "creationDateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
    "modifiedDateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
    "typeOfVariable": "Text|Integer|Float|Date",
}
VALUES = {
    "IntegerValue": r"[+-]?\d+",
    "FloatValue": r"[+-]?\d+(\.\d+)?",
    "DateValue": r"\d{4}-\d\d-\d\d",
    "TextValue": r"(?s:.*)",
}


def faults(root: ElementTree.Element) -> list[str]:
    """What the standard would not allow."""
    found = []
    guids = [each.get("guid") for each in root.iter() if each.get("guid")]
    if len(guids) != len(set(guids)):
        found.append("a GUID stands twice")
    for element in root.iter():
        name = element.tag.removeprefix(SPACE)
        inside = [child.tag.removeprefix(SPACE) for child in element]
        order = ORDER.get(name, "").split()
        if [order.index(each) if each in order else -1 for each in inside] != sorted(
            order.index(each) if each in order else 99 for each in inside
        ):
            found.append(f"{name} holds {inside}")
        if name in NEVER_EMPTY and not inside:
            found.append(f"{name} is empty")
        if missing := REQUIRED.get(name, set()) - element.attrib.keys():
            found.append(f"{name} has no {missing}")
        found += [
            f"{name}/@{key} is {value}"
            for key, value in element.attrib.items()
            if key in PATTERNS and not re.fullmatch(PATTERNS[key], value)
        ]
        if name in VALUES and not re.fullmatch(VALUES[name], element.text or ""):
            found.append(f"{name} is {element.text}")
        if name in REFERENCES and element.get("targetGUID") not in guids:
            found.append(f"{name} points nowhere")
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(bundles())
def test_whatever_the_study_its_xml_is_what_the_standard_demands(bundle: Bundle) -> None:
    assert faults(ElementTree.fromstring(project_xml(bundle, "2024-01-01T00:00:00Z"))) == []


def test_the_sample_holds_something_of_everything() -> None:
    root = ElementTree.fromstring(project_xml(study(), "2024-01-01T00:00:00Z"))
    assert faults(root) == []
    found = {element.tag.removeprefix(SPACE) for element in root.iter()}
    assert found >= ORDER.keys() | set(REFERENCES)
    types = {each.get("name"): each.get("typeOfVariable") for each in root.iter(f"{SPACE}Variable")}
    assert types == {"outlet": "Text", "published": "Date", "words": "Integer"}


def opened_simply(path: Path) -> tuple[list[tuple[str, str, str, str]], dict[str, str], list[str]]:
    """As the simplest of programs reads: the first code of a name wins, the selection's user and remark count,
    positions cut the text as it lies there, every note must have a date and those with a file a name of its own."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("project.qde"))
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.startswith("sources/")}
    users = {user.attrib["guid"]: user.attrib["name"] for user in root.iter(f"{SPACE}User")}
    codes: dict[str, str] = {}
    for each in root.iter(f"{SPACE}Code"):
        if each.attrib["isCodable"] == "true":
            assert each.attrib["name"] not in codes.values()
            codes[each.attrib["guid"]] = each.attrib["name"]
    coded, values = [], {}
    for source in root.iter(f"{SPACE}TextSource"):
        text = texts["sources" + source.attrib["plainTextPath"].split("internal:/")[1]]
        for marked in source.iter(f"{SPACE}PlainTextSelection"):
            words = text[int(marked.attrib["startPosition"]) : int(marked.attrib["endPosition"])]
            remark = marked.findtext(f"{SPACE}Description") or ""
            for coding in marked.iter(f"{SPACE}Coding"):
                coded.append(
                    (users[marked.attrib["creatingUser"]], codes[coding[0].attrib["targetGUID"]], words, remark)
                )
        for value in source.iter(f"{SPACE}VariableValue"):
            values[value[0].attrib["targetGUID"]] = value[1].text or ""
    journals = []
    for note in root.iter(f"{SPACE}Note"):
        assert note.attrib["creationDateTime"]
        if path_within := note.get("plainTextPath"):
            assert note.attrib["name"] not in journals
            assert "sources" + path_within.split("internal:/")[1] in texts
            journals.append(note.attrib["name"])
    return coded, values, journals


def test_a_program_that_knows_nothing_of_cadrage_sees_words_coders_and_remarks(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    refi_project.write(study(), path)
    coded, values, journals = opened_simply(path)
    remark = "Memo (Ana, Pilot): unsure\nSpeaker: The minister\nintensity: 3 (strong)\nImportant: yes"
    assert sorted(coded) == [
        ("Ana", "Costs", "There will be costs", remark),
        ("Ana", "Other (Escalation)", "There will be costs", "Layer: adjudicated"),
        ("Юлия", "Escalation", "The talks", ""),
        ("Юлия", "Other (Costs)", "The talks", ""),
    ]
    assert sorted(values.values()) == ["17", "2014-03-15", "The Paper"]
    assert len(journals) == 3


def test_words_of_documents_lie_in_the_archive_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    refi_project.write(study(), path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "project.qde"
        guid = study().documents[0].guid
        assert archive.read(f"sources/{guid}.txt") == TEXT.encode()
        assert not archive.read("project.qde").startswith(b"\xef\xbb\xbf")
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 5, 1, 10, 0, 0)}


def test_a_definition_alone_is_a_plain_description_and_retired_codes_cannot_be_coded() -> None:
    codes = (BundleCode(study().codes[0].guid, "A", definition="Plain\nwords."), replace(study().codes[3], parent=None))
    root = ElementTree.fromstring(project_xml(Bundle("x", "x", codes=codes), "2024-01-01T00:00:00Z"))
    first, second = root.iter(f"{SPACE}Code")
    assert first.findtext(f"{SPACE}Description") == "Plain\nwords."
    assert (first.get("isCodable"), second.get("isCodable")) == ("true", "false")


def test_an_empty_study_can_be_written_and_read(tmp_path: Path) -> None:
    refi_project.write(Bundle("Nothing", "x"), tmp_path / "empty.qdpx")
    assert refi_project.read(tmp_path / "empty.qdpx").name == "Nothing"


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        told.append((done, total))

    refi_project.write(study(), tmp_path / "study.qdpx", note)
    assert told == [(0, 2), (1, 2), (2, 2)]
    told.clear()
    refi_project.read(tmp_path / "study.qdpx", note)
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_codebook_file_gives_every_field_back(tmp_path: Path) -> None:
    path = tmp_path / "book.qdc"
    codebook_refi.write(study().codes, path, {study().documents[0].guid: "first.txt"})
    book = read_codebook(path)
    assert [(code.name, code.parent) for code in book.codes] == [
        ("Escalation", ""),
        ("Other", "ESC"),
        ("Costs", ""),
        ("Other", "Costs"),
    ]
    code = book.codes[0]
    assert (code.short_id, code.key, code.colour, code.brief) == ("ESC", "1", "#E8702A", "It grows.")
    assert (code.definition, code.when_to_use, code.when_not) == ("Long\nwords.", "Troops.", "Talks.")
    start = TEXT.index("There")
    assert book.codes[1].examples == (
        ExampleDraft(ExampleKind.TYPICAL, "There will be costs", "first.txt", Span(start, start + 19), "with “force”"),
    )
    root = ElementTree.parse(path).getroot()
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"


def test_a_code_that_was_renamed_elsewhere_keeps_its_new_name(tmp_path: Path) -> None:
    path = tmp_path / "book.qdc"
    codebook_refi.write(study().codes, path)
    path.write_text(path.read_text("utf-8").replace('name="Other (Costs)"', 'name="Rest"'), encoding="utf-8")
    assert [code.name for code in read_codebook(path).codes] == ["Escalation", "Other", "Costs", "Rest"]


@pytest.mark.parametrize(
    "text", ["Key: 1", "Definition: x", "a\nNotes: b", "\n Definition: a", "Retired: yes", " ", "\n"]
)
def test_definitions_that_look_like_labels_come_back_as_definitions(tmp_path: Path, text: str) -> None:
    bundle = Bundle("x", "x", codes=(BundleCode(study().codes[0].guid, "A", definition=text, notes=text),))
    refi_project.write(bundle, tmp_path / "x.qdpx")
    (code,) = refi_project.read(tmp_path / "x.qdpx").codes
    assert (code.definition, code.notes) == (text, text)
