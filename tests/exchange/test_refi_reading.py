"""REFI-QDA projects of other programs, with all their ways."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from tests.exchange.refi_files import (
    ANA,
    BEN,
    BOOK,
    COSTS,
    SOURCE,
    TALKS,
    USERS,
    archived,
    bundle_of,
    project,
    quotations,
    selection,
    source,
)

from cadrage.core.model import Choice, Scope, Span, Subject, VariableKind
from cadrage.exchange import refi_project

TEXT = "The talks broke up. There will be costs."
SPAN = selection(34, 39)
PARTS = {"sources/text.txt": TEXT.encode()}


def test_coders_codes_and_codings_come_in(tmp_path: Path) -> None:
    bundle = bundle_of(tmp_path, TEXT.encode(), SPAN)
    assert (bundle.name, bundle.source) == ("Study", "MAXQDA 2022")
    assert [coder.name for coder in bundle.coders] == ["Ana", "Ben"]
    assert [(code.name, code.colour) for code in bundle.codes] == [("Costs", "#FF0000"), ("Talks", "")]
    (coding,) = bundle.codings
    assert (coding.code, coding.coder, coding.created) == (COSTS, ANA, "2020-03-04T05:06:07.000Z")
    assert quotations(bundle) == ["costs"]
    (document,) = bundle.documents
    assert (document.guid, document.title, document.file_name) == (SOURCE, "First", "First.txt")


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("internal://text.txt", "Sources/text.txt"),
        ("internal://TEXT.txt", "SOURCES/text.TXT"),
        ("relative://sources/text.txt", "sources/text.txt"),
        ("relative:///text.txt", "text.txt"),
        ("absolute://C:/Users/ana/text.txt", "sources/text.txt"),
        ("internal://a%20text.txt", "sources/a text.txt"),
        ("sources\\text.txt", "sources/text.txt"),
    ],
)
def test_sources_are_found_in_whatever_folder_and_case(tmp_path: Path, path: str, part: str) -> None:
    qde = project(USERS + BOOK + source(SPAN, path))
    assert quotations(refi_project.read(archived(tmp_path, qde, {part: TEXT.encode()}))) == ["costs"]


@pytest.mark.parametrize("name", ["other.qde", "PROJECT.QDE", "folder/project.qde"])
def test_any_single_project_at_the_root_or_in_one_folder_is_read(tmp_path: Path, name: str) -> None:
    folder = name.rpartition("/")[0]
    parts = {f"{folder}/sources/text.txt".lstrip("/"): TEXT.encode(), "__MACOSX/._project.qde": b"x"}
    assert quotations(refi_project.read(archived(tmp_path, project(USERS + BOOK + source(SPAN)), parts, name)))


def test_nothing_outside_the_archive_is_ever_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    for path in ("absolute://" + str(tmp_path / "secret.txt"), "relative://../secret.txt", "../secret.txt"):
        bundle = refi_project.read(archived(tmp_path, project(USERS + BOOK + source(SPAN, path))))
        assert bundle.documents == ()
        assert bundle.problems == ("The document “First” was left out, because its text is not in the archive.",)


def test_guids_in_capitals_and_braces_and_bare_xml_are_understood(tmp_path: Path) -> None:
    qde = project(USERS + BOOK + source(SPAN)).replace(COSTS, "{" + COSTS.upper() + "}", 1)
    qde = "\ufeff\ufeff" + qde.replace(' xmlns="urn:QDA-XML:project:1.0"', "")
    assert quotations(refi_project.read(archived(tmp_path, qde, PARTS))) == ["costs"]


def test_text_within_the_xml_is_read(tmp_path: Path) -> None:
    inside = (
        f'<Sources><TextSource guid="{SOURCE}"><PlainTextContent>{TEXT}</PlainTextContent>{SPAN}</TextSource></Sources>'
    )
    bundle = refi_project.read(archived(tmp_path, project(USERS + BOOK + inside)))
    assert quotations(bundle) == ["costs"]
    assert bundle.documents[0].title == "Document 1"


def test_spans_that_hold_nothing_or_lie_outside_are_told(tmp_path: Path) -> None:
    inside = selection(5, 5) + selection(34, 900) + selection(900, 950) + selection("", "x") + selection(9, 4)
    bundle = bundle_of(tmp_path, TEXT.encode(), inside)
    assert quotations(bundle) == ["costs.", "talks"]
    assert bundle.problems == (
        "Codings without a position were left out.",
        "Codings of passages without any character were left out.",
        "Codings that reach beyond their document were cut at the end of their document.",
        "Codings that reach beyond their document were left out.",
    )


def test_codings_without_coder_get_one_named_like_the_program(tmp_path: Path) -> None:
    inside = SPAN.replace(f' creatingUser="{ANA}"', "")
    assert [each.name for each in bundle_of(tmp_path, TEXT.encode(), inside, "NVivo, Win").coders] == [
        "Ana",
        "Ben",
        "NVivo Win",
    ]


def test_the_coder_may_stand_on_the_selection_only(tmp_path: Path) -> None:
    inside = SPAN.replace('<Coding guid="', '<Coding modified="" guid="').replace(
        f'creatingUser="{ANA}"><CodeRef', 'creatingUser=""><CodeRef'
    )
    assert [each.coder for each in bundle_of(tmp_path, TEXT.encode(), inside).codings] == [ANA]


def test_codings_of_unknown_codes_are_told_and_those_of_a_whole_document_cover_it(tmp_path: Path) -> None:
    whole = f'<Coding guid="dddddddd-0000-4000-8000-000000000001"><CodeRef targetGUID="{TALKS}"/></Coding>'
    bundle = bundle_of(tmp_path, TEXT.encode(), selection(0, 3, code=SOURCE) + whole)
    assert quotations(bundle) == [TEXT]
    assert bundle.problems == ("Codings of codes that are not in the file were left out.",)


def test_guids_given_twice_are_made_unique(tmp_path: Path) -> None:
    again = BOOK.replace(TALKS, COSTS)
    bundle = refi_project.read(archived(tmp_path, project(USERS + again + source(SPAN + SPAN)), PARTS))
    assert len({code.guid for code in bundle.codes}) == 2
    assert len({coding.guid for coding in bundle.codings}) == 2
    assert bundle == refi_project.read(tmp_path / "other.qdpx")


def test_pdf_with_its_text_is_a_document_and_other_media_are_told(tmp_path: Path) -> None:
    sources = (
        f'<Sources><PDFSource guid="{SOURCE}" name="Paper.pdf" path="internal://paper.pdf">'
        '<PDFSelection guid="eeeeeeee-0000-4000-8000-000000000001" page="0" firstX="1" firstY="1" secondX="2" '
        'secondY="2"/>'
        f'<Representation guid="eeeeeeee-0000-4000-8000-000000000002" plainTextPath="internal://text.txt">{SPAN}'
        "</Representation></PDFSource>"
        '<PictureSource guid="eeeeeeee-0000-4000-8000-000000000003" name="Photo" path="internal://photo.png"/></Sources>'
    )
    parts = PARTS | {"sources/paper.pdf": b"%PDF-1.4"}
    bundle = refi_project.read(archived(tmp_path, project(USERS + BOOK + sources), parts))
    (document,) = bundle.documents
    assert (document.guid, document.format, document.file_name) == (SOURCE, "pdf", "Paper.pdf")
    assert document.original == b"%PDF-1.4"
    assert quotations(bundle) == ["costs"]
    assert bundle.problems == (
        "Pictures, sounds and films were left out.",
        "Selections in pictures, pages, sounds and films were left out.",
    )


def test_a_transcript_is_coded_between_its_points_of_time(tmp_path: Path) -> None:
    sources = (
        f'<Sources><AudioSource guid="{SOURCE}" name="Talk.mp3">'
        '<Transcript guid="eeeeeeee-0000-4000-8000-000000000001" plainTextPath="internal://text.txt">'
        '<SyncPoint guid="eeeeeeee-0000-4000-8000-000000000002" position="34" timeStamp="1"/>'
        '<SyncPoint guid="eeeeeeee-0000-4000-8000-000000000003" position="39" timeStamp="2"/>'
        '<TranscriptSelection guid="eeeeeeee-0000-4000-8000-000000000004" '
        'fromSyncPoint="eeeeeeee-0000-4000-8000-000000000002" toSyncPoint="eeeeeeee-0000-4000-8000-000000000003">'
        f'<Coding guid="eeeeeeee-0000-4000-8000-000000000005"><CodeRef targetGUID="{COSTS}"/></Coding>'
        "</TranscriptSelection></Transcript></AudioSource></Sources>"
    )
    assert quotations(refi_project.read(archived(tmp_path, project(USERS + BOOK + sources), PARTS))) == ["costs"]


def test_a_word_document_without_plain_text_is_read_and_its_codings_are_found_by_their_words(tmp_path: Path) -> None:
    paper = docx.Document()
    for line in ("The talks broke up.", "There will be costs."):
        paper.add_paragraph(line)
    data = io.BytesIO()
    paper.save(data)
    inside = selection(35, 40, name="costs") + selection(4, 9)
    sources = source(inside).replace('plainTextPath="internal://text.txt"', 'richTextPath="internal://text.docx"')
    bundle = refi_project.read(
        archived(tmp_path, project(USERS + BOOK + sources), {"sources/text.docx": data.getvalue()})
    )
    assert quotations(bundle) == ["costs", "talks"]
    assert bundle.documents[0].format == "docx"
    assert "may be off" in bundle.problems[-1]


def test_facts_are_read_from_sources_and_from_cases(tmp_path: Path) -> None:
    kinds = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")
    said = ("Le Monde", "true", "3", "0.50", "2014-03-15", "2014-03-15T00:00:00Z")
    guids = [f"ffffffff-0000-4000-8000-00000000000{number}" for number in range(6)]
    variables = "".join(
        f'<Variable guid="{guid}" name="v{kind}" typeOfVariable="{kind}"><Description>What</Description></Variable>'
        for guid, kind in zip(guids, kinds, strict=True)
    )
    values = [
        f'<VariableValue><VariableRef targetGUID="{guid}"/><{kind}Value>{value}</{kind}Value></VariableValue>'
        for guid, kind, value in zip(guids, kinds, said, strict=True)
    ]
    cases = (
        f'<Cases><Case guid="ffffffff-0000-4000-8000-0000000000aa" name="Person A">{"".join(values[3:])}'
        f'<SourceRef targetGUID="{SOURCE.upper()}"/></Case></Cases>'
    )
    qde = project(USERS + BOOK + f"<Variables>{variables}</Variables>" + cases + source(SPAN + "".join(values[:3])))
    bundle = refi_project.read(archived(tmp_path, qde, PARTS))
    assert bundle.documents[0].values == {
        "vText": "Le Monde",
        "vBoolean": "true",
        "vInteger": "3",
        "vFloat": "0.50",
        "vDate": "2014-03-15",
        "vDateTime": "2014-03-15",
        "case": "Person A",
    }
    found = {variable.name: variable for variable in bundle.variables}
    assert [found[f"v{kind}"].kind for kind in kinds] == [
        VariableKind.TEXT,
        VariableKind.CHOICE,
        VariableKind.NUMBER,
        VariableKind.NUMBER,
        VariableKind.DATE,
        VariableKind.DATE,
    ]
    assert found["vBoolean"].choices == (Choice("true"), Choice("false"))
    assert (found["vText"].scope, found["vText"].label) == (Scope.DOCUMENT, "What")
    assert bundle.problems == ()


def test_values_that_do_not_fit_their_type_make_the_variable_text(tmp_path: Path) -> None:
    guid = "ffffffff-0000-4000-8000-000000000001"
    variables = f'<Variables><Variable guid="{guid}" name="when" typeOfVariable="DateTime"/></Variables>'
    value = (
        f'<VariableValue><VariableRef targetGUID="{guid}"/><DateTimeValue>2014-03-15T09:30:00Z</DateTimeValue>'
        "</VariableValue>"
    )
    bundle = refi_project.read(archived(tmp_path, project(USERS + BOOK + variables + source(value)), PARTS))
    assert bundle.variables[0].kind is VariableKind.TEXT
    assert bundle.documents[0].values == {"when": "2014-03-15T09:30:00Z"}


def test_cases_that_are_codes_belong_to_the_documents_they_code(tmp_path: Path) -> None:
    guid, case = "ffffffff-0000-4000-8000-000000000001", "ffffffff-0000-4000-8000-000000000002"
    variables = f'<Variables><Variable guid="{guid}" name="age" typeOfVariable="Integer"/></Variables>'
    cases = (
        f'<Cases><Case guid="{case}" name="Anna"><VariableValue><VariableRef targetGUID="{guid}"/>'
        "<IntegerValue>20</IntegerValue></VariableValue></Case></Cases>"
    )
    qde = project(USERS + BOOK + variables + cases + source(selection(0, 3, code=case)))
    bundle = refi_project.read(archived(tmp_path, qde, PARTS))
    assert bundle.documents[0].values == {"age": "20", "case": "Anna"}
    assert (bundle.codings, bundle.problems) == ((), ())


def note(number: int, text: str, name: str = "") -> str:
    guid = f"99999999-0000-4000-8000-{number:012d}"
    return (
        f'<Note guid="{guid}" name="{name}" creatingUser="{BEN}" creationDateTime="2020-01-01T00:00:00+01:00">'
        f"<PlainTextContent>{text}</PlainTextContent></Note>"
    )


def ref(number: int) -> str:
    return f'<NoteRef targetGUID="99999999-0000-4000-8000-{number:012d}"/>'


def test_notes_become_memos_on_what_refers_to_them(tmp_path: Path) -> None:
    book = BOOK.replace('color="#ff0000"/>', f'color="#ff0000">{ref(2)}</Code>')
    coded = SPAN.replace("</Coding>", ref(4) + "</Coding>")
    free = f'<PlainTextSelection guid="{BEN}" startPosition="4" endPosition="9">{ref(5)}</PlainTextSelection>'
    notes = note(1, "Journal", "Day one") + note(2, "On code") + note(3, "On text") + note(4, "On coding")
    qde = project(USERS + book + source(coded + free + ref(3)) + f"<Notes>{notes}{note(5, 'Passage')}</Notes>")
    bundle = refi_project.read(archived(tmp_path, qde, PARTS))
    coding = bundle.codings[0].guid
    assert [(memo.subject, memo.subject_guid, memo.text) for memo in bundle.memos] == [
        (Subject.PROJECT, "", "Day one\nJournal"),
        (Subject.CODE, COSTS, "On code"),
        (Subject.DOCUMENT, SOURCE, "On text"),
        (Subject.CODING, coding, "On coding"),
        (Subject.DOCUMENT, SOURCE, "“talks”\nPassage"),
    ]
    assert {(memo.coder, memo.created) for memo in bundle.memos} == {(BEN, "2019-12-31T23:00:00.000Z")}


def test_descriptions_of_passages_documents_and_projects_become_memos(tmp_path: Path) -> None:
    inside = "<Description>A draft</Description>" + SPAN.replace(
        "<Coding", "<Description>Sure?</Description><Coding", 1
    )
    qde = project(USERS + BOOK + source(inside) + "<Description>The study</Description>")
    bundle = refi_project.read(archived(tmp_path, qde, PARTS))
    assert [(memo.subject, memo.text) for memo in bundle.memos] == [
        (Subject.DOCUMENT, "A draft"),
        (Subject.CODING, "Sure?"),
        (Subject.PROJECT, "The study"),
    ]


def test_notes_are_found_through_links_and_other_links_are_told(tmp_path: Path) -> None:
    free = f'<PlainTextSelection guid="{BEN}" startPosition="4" endPosition="9"/>'
    links = (
        f'<Links><Link guid="{ANA}" originGUID="99999999-0000-4000-8000-000000000001" targetGUID="{BEN}"/>'
        f'<Link guid="{ANA}" originGUID="{COSTS}" targetGUID="{TALKS}"/></Links>'
    )
    qde = project(USERS + BOOK + source(free) + f"<Notes>{note(1, 'Odd')}</Notes>" + links)
    bundle = refi_project.read(archived(tmp_path, qde, PARTS))
    assert [memo.text for memo in bundle.memos] == ["“talks”\nOdd"]
    assert bundle.problems == ("Links were left out.",)


def test_sets_of_documents_and_of_codes_are_told_apart(tmp_path: Path) -> None:
    sets = (
        f'<Sets><Set guid="{ANA}" name="Press"><MemberSource targetGUID="{SOURCE}"/></Set>'
        f'<Set guid="{BEN}" name="Frames"><MemberCode targetGUID="{TALKS}"/><MemberCode targetGUID="{COSTS}"/></Set>'
        "</Sets>"
    )
    bundle = refi_project.read(archived(tmp_path, project(BOOK + source(SPAN) + sets), PARTS))
    assert [(each.name, each.members) for each in bundle.document_sets] == [("Press", (SOURCE,))]
    assert [(each.name, each.members) for each in bundle.code_sets] == [("Frames", (TALKS, COSTS))]


def test_what_is_unknown_or_has_no_place_is_told_and_not_fatal(tmp_path: Path) -> None:
    graphs = (
        f'<Graphs><Graph guid="{ANA}"><Vertex guid="{BEN}" firstX="1" firstY="1"/></Graph></Graphs><Future/><Future/>'
    )
    bundle = refi_project.read(archived(tmp_path, project(USERS + BOOK + source(SPAN) + graphs), PARTS))
    assert quotations(bundle) == ["costs"]
    assert bundle.problems == (
        "Maps and networks were left out.",
        "Elements called “Future”, which REFI-QDA does not know, were passed over: 2.",
    )


def test_names_that_are_missing_are_made_up(tmp_path: Path) -> None:
    book = f'<CodeBook><Codes><Code guid="{COSTS}" isCodable="true"/></Codes></CodeBook>'
    users = f'<Users><User guid="{ANA}"/><User guid="{BEN}" id="ana, b|c"/></Users>'
    bundle = refi_project.read(archived(tmp_path, project(users + book + source(SPAN, name=""), origin=""), PARTS))
    assert [code.name for code in bundle.codes] == ["Code 1"]
    assert [coder.name for coder in bundle.coders] == ["Coder 1", "ana b c"]
    assert [document.title for document in bundle.documents] == ["Document 1"]


def test_a_description_with_labels_fills_the_fields_of_the_code(tmp_path: Path) -> None:
    words = (
        "Definition: Costs of war.&#10;    Also in trade.&#10;&#10;When to use: Threats.&#10;&#10;"
        f"Typical example: “costs”&#10;    Document id: {SOURCE}&#10;    Position: 34–39"
        "&#10;&#10;Key: 3&#10;&#10;Seen: never"
    )
    book = BOOK.replace('color="#ff0000"/>', f'color="#ff0000"><Description>{words}</Description></Code>')
    code = refi_project.read(archived(tmp_path, project(USERS + book + source(SPAN)), PARTS)).codes[0]
    assert (code.definition, code.when_to_use, code.key) == ("Costs of war.\nAlso in trade.", "Threats.", "")
    assert (code.examples[0].document, code.examples[0].span) == (SOURCE, Span(34, 39))


def test_words_of_others_that_look_like_our_labels_are_not_lost(tmp_path: Path) -> None:
    words = "About money.&#10;Name: Fred&#10;Key: the sum"
    book = BOOK.replace('color="#ff0000"/>', f'color="#ff0000"><Description>{words}</Description></Code>')
    code = refi_project.read(archived(tmp_path, project(USERS + book + source(SPAN)), PARTS)).codes[0]
    assert (code.name, code.definition, code.key) == ("Costs", "About money.\nName: Fred\nKey: the sum", "")


def test_qualcoder_marks_its_annotations_by_a_selection_within_the_note(tmp_path: Path) -> None:
    inside = note(1, "Look here").replace(
        "</Note>", f'<PlainTextSelection guid="{BEN}" startPosition="4" endPosition="9"/></Note>'
    )
    qde = project(USERS + BOOK + source(SPAN + ref(1)) + f"<Notes>{inside}</Notes>", "QualCoder 3.6")
    bundle = refi_project.read(archived(tmp_path, qde, PARTS))
    assert [memo.text for memo in bundle.memos] == ["“talks”\nLook here"]


def test_our_own_remarks_are_no_memos_but_those_of_others_in_our_files_are(tmp_path: Path) -> None:
    bundle = bundle_of(tmp_path, TEXT.encode(), SPAN)
    bundle = replace(bundle, codings=tuple(replace(each, important=True) for each in bundle.codings))
    path = tmp_path / "own.qdpx"
    refi_project.write(bundle, path)
    assert refi_project.read(path).memos == ()
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    qde = parts.pop("project.qde").replace(b"Important: yes", b"Important: surely")
    assert [memo.text for memo in refi_project.read(archived(tmp_path, qde, parts)).memos] == ["Important: surely"]
    del parts["cadrage.json"]
    assert [memo.text for memo in refi_project.read(archived(tmp_path, qde, parts)).memos] == ["Important: surely"]
