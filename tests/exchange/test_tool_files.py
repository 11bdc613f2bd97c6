"""What another tool showed as coded is what Cadrage slices."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.exchange import made_tool_files as made
from tests.exchange.made_tool_files import STORY, WORDS, coded, quotations

from cadrage.core.bundle import Bundle
from cadrage.core.errors import Cancelled, UserError
from cadrage.core.model import Layer, Subject, VariableKind
from cadrage.exchange import tool_files


def read(path: Path) -> Bundle:
    bundle = tool_files.read(path)
    assert bundle is not None
    return bundle


def paths(bundle: Bundle) -> set[str]:
    names: dict[str, str] = {}
    for code in bundle.codes:
        names[code.guid] = f"{names[code.parent]} > {code.name}" if code.parent else code.name
    return set(names.values())


def memos(bundle: Bundle, subject: Subject) -> list[str]:
    return [memo.text for memo in bundle.memos if memo.subject is subject]


@pytest.mark.parametrize("tool", ["taguette", "qualcoder", "brat", "webanno", "label_studio", "doccano"])
def test_every_part_refers_to_what_is_there(tool: str, tmp_path: Path) -> None:
    bundle = read(made.every_tool(tmp_path)[tool])
    documents = {each.guid: each for each in bundle.documents}
    codes, coders = {each.guid for each in bundle.codes}, {each.guid for each in bundle.coders}
    assert len({each.guid for each in bundle.codings}) == len(bundle.codings) > 0
    for coding in bundle.codings:
        assert coding.span.end <= len(documents[coding.document].text)
        assert coding.code in codes
        assert coding.coder in coders
    subjects = {*documents, *codes, *(each.guid for each in bundle.codings), ""}
    assert all(memo.subject_guid in subjects and memo.coder in coders for memo in bundle.memos)
    seen: set[str] = set()
    for code in bundle.codes:
        assert code.parent is None or code.parent in seen
        seen.add(code.guid)
    assert read(made.every_tool(tmp_path / "again")[tool]) == bundle


def test_taguette_highlights_keep_their_words_and_their_authors(tmp_path: Path) -> None:
    bundle = read(made.taguette(tmp_path / "t.sqlite3"))
    assert set(quotations(bundle)) == {
        ("café 📰 broke up", "conflict", "beate"),
        ("café 📰 broke up", "frame", "admin"),
        ("costs", "U.S. policy", "beate"),
        ("One", "(no tag)", "admin"),
    }
    assert paths(bundle) == {"frame", "frame > conflict", "U.S. policy", "(no tag)"}
    assert bundle.documents[0].text == "Talks & costs\nThe talks — café 📰 broke up.\nOne\nTwo"
    assert memos(bundle, Subject.PROJECT) == ["About the talks"]
    assert bundle.name == "Talks"


def test_taguette_projects_of_one_database_come_together(tmp_path: Path) -> None:
    path = made.taguette(tmp_path / "t.sqlite3")
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO projects VALUES (2, 'Second', '', NULL)")
        connection.execute("INSERT INTO tags VALUES (9, 2, 'frame', '')")
        connection.execute(
            "INSERT INTO documents VALUES (8, 'b', '', 'b.txt', NULL, 2, 'LEFT_TO_RIGHT', '<p>Words</p>')"
        )
        connection.execute("INSERT INTO highlights VALUES (20, 8, 0, 5, '<p>Words</p>')")
        connection.execute("INSERT INTO highlight_tags VALUES (20, 9)")
    connection.close()
    bundle = read(path)
    assert {"Talks > frame", "Second > frame"} <= paths(bundle)
    assert {each.name for each in bundle.document_sets} == {"Talks", "Second"}
    assert ("Words", "frame", "admin") in quotations(bundle)
    assert "holds 2 projects" in bundle.problems[0]


def test_a_taguette_table_of_highlights_gives_the_coded_words(tmp_path: Path) -> None:
    path = tmp_path / "highlights.csv"
    path.write_text(
        'id,document,tag,content\n1,story,frame,broke up\n1,story,tone,broke up\n2,story,frame,"costs, 📰"\n3,b,,x\n'
    )
    bundle = read(path)
    assert {(words, code) for words, code, _ in quotations(bundle)} == {
        ("broke up", "frame"),
        ("broke up", "tone"),
        ("costs, 📰", "frame"),
        ("x", "(no tag)"),
    }
    assert any("not the articles" in problem for problem in bundle.problems)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_taguette_codebook_is_read_from_both_tables(ending: str, tmp_path: Path) -> None:
    rows = [
        ["tag", "description", "number of highlights", "number of documents"],
        ["side/one", "first", 1, 1],
        ["side/two", "", 0, 0],
        ["and/or", "", 0, 0],
    ]
    path = tmp_path / f"codebook.{ending}"
    if ending == "csv":
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerows(rows)
        path.write_text(buffer.getvalue())
    else:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "codebook"
        for row in rows:
            sheet.append(row)
        book.save(path)
    bundle = read(path)
    assert paths(bundle) == {"side", "side > one", "side > two", "and/or"}
    assert {code.definition for code in bundle.codes} == {"first", ""}


@pytest.mark.parametrize("version", [1, 9])
def test_qualcoder_codings_keep_their_words_however_they_were_counted(version: int, tmp_path: Path) -> None:
    bundle = read(made.qualcoder(tmp_path / "talks.qda", version=version))
    assert coded(bundle) == {*WORDS, "minister"}
    assert {coder for _, _, coder in quotations(bundle)} == {"anna", "ben"}
    assert paths(bundle) == {"Frames", "Frames > Deep", "Frames > Deep > conflict", "cost"}
    assert bundle.documents[0].values == {"length": "83", "case": "Gazette 1", "outlet": "Gazette"}
    assert {each.name: each.kind for each in bundle.variables}["length"] is VariableKind.NUMBER
    assert memos(bundle, Subject.PROJECT) == ["On talks", "Day one\nIt began."]
    assert "“Nobody”: sharp" in memos(bundle, Subject.DOCUMENT)
    assert sum(coding.important for coding in bundle.codings) == (version > 1)
    assert any("picture" in problem for problem in bundle.problems)


def test_a_qualcoder_project_is_found_in_an_archive_and_by_its_database(tmp_path: Path) -> None:
    folder = made.qualcoder(tmp_path / "talks.qda")
    data = (folder / "data.qda").read_bytes()
    archive = tmp_path / "talks.zip"
    archive.write_bytes(made.zipped({"talks.qda/data.qda": data, "talks.qda/backup/talks_BKUP.qda/data.qda": b"x"}))
    assert read(archive) == read(folder) == read(folder / "data.qda")


def test_a_qualcoder_category_that_is_its_own_parent_ends(tmp_path: Path) -> None:
    folder = made.qualcoder(tmp_path / "talks.qda")
    with sqlite3.connect(folder / "data.qda") as connection:
        connection.execute("UPDATE code_cat SET supercatid = 2 WHERE catid = 1")
    connection.close()
    assert coded(read(folder)) == {*WORDS, "minister"}


def test_brat_marks_become_codings_and_the_rest_is_said(tmp_path: Path) -> None:
    bundle = read(made.write_folder(tmp_path / "brat", made.brat_files()))
    assert {(words, code) for words, code, _ in quotations(bundle)} == {
        ("broke up", "Conflict"),
        ("Nobody knew why.\n“There", "Cost"),
        ("said", "Say"),
        ("The talks", "Cost"),
        ("costs", "Cost"),
    }
    assert paths(bundle) == {"Frames", "Frames > Conflict", "Frames > Cost", "Say"}
    assert sorted(memos(bundle, Subject.CODING)) == ["a speech", "clear case"]
    values = [dict(coding.values) for coding in bundle.codings if coding.values]
    assert {"Certainty": "high"} in values
    assert {"Negated": "yes"} in values
    assert len(bundle.problems) == 5


def test_brat_folders_of_the_same_articles_are_coders(tmp_path: Path) -> None:
    files = made.brat_files()
    pair = {name: data for name, data in files.items() if name.startswith("story")}
    both = {f"{coder}/{name}": data for coder in ("ann,a", "ben") for name, data in pair.items()}
    bundle = read(made.write_folder(tmp_path / "study", {**both, "lone.ann": "T1\tA 0 1\ta\n"}))
    assert [document.title for document in bundle.documents] == ["story"]
    assert {coder.name for coder in bundle.coders} == {"ann a", "ben"}
    assert any("no .txt beside it" in problem for problem in bundle.problems)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_brat_counts_line_ends_as_they_are_in_the_file(ends: str, tmp_path: Path) -> None:
    text = STORY.replace("\n", ends)
    start, end = made.points("costs", text)
    made.write_folder(tmp_path, {"a.txt": text, "a.ann": f"T1\tCost {start} {end}\tcosts\n"})
    assert coded(read(tmp_path / "a.ann")) == {"costs"}


def test_webanno_annotations_hold_their_words(tmp_path: Path) -> None:
    path = tmp_path / "story.tsv"
    path.write_text(made.webanno())
    bundle = read(path)
    assert bundle.documents[0].text == STORY
    assert {(words, code) for words, code, _ in quotations(bundle)} == {
        ("broke up", "conflict"),
        ("up", "a_b"),
        ("new", "part"),
        ("costs", "cost"),
        ("📰", "Frame"),
        ("Nobody", "person"),
        ("minister", "person"),
    }
    assert not any("positions" in problem for problem in bundle.problems)
    assert any("Parts of speech" in problem for problem in bundle.problems)
    assert any("relation" in problem for problem in bundle.problems)


def test_an_inception_export_has_a_file_for_each_annotator(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "annotation/story.txt/anna.tsv": made.webanno(),
        "annotation/story.txt/ben.zip": made.zipped({"ben.tsv": made.webanno("peace")}),
        "annotation/story.txt/INITIAL_CAS.tsv": made.webanno(),
        "curation/story.txt/CURATION_USER.tsv": made.webanno("settled"),
        "source/story.txt": STORY,
    }
    archive = tmp_path / "project.zip"
    archive.write_bytes(made.zipped(files))
    for path in (archive, made.write_folder(tmp_path / "project", files)):
        bundle = read(path)
        assert [document.title for document in bundle.documents] == ["story.txt"]
        found = set(quotations(bundle))
        assert {("broke up", "conflict", "anna"), ("broke up", "peace", "ben")} <= found
        assert ("broke up", "settled", "curation") in found
        assert {coding.layer for coding in bundle.codings} == {Layer.CODER, Layer.GOLD}


def test_label_studio_counts_code_points_now_and_units_before(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(made.label_studio()))
    bundle = read(path)
    found = {(words, code, coder) for words, code, coder in quotations(bundle)}
    expected = {(words, "Conflict", "anna@example.org") for words in WORDS}
    assert found == expected | {(words, "Cost", "user 4") for words in WORDS}
    assert {(each.variable, each.value) for each in bundle.judgements} == {("topic", "politics"), ("stars", "4")}
    assert memos(bundle, Subject.CODING) == ["because"]
    assert memos(bundle, Subject.DOCUMENT) == ["remark: look again"]
    assert bundle.documents[0].values == {"outlet": "Gazette", "words": "13"}
    assert not any("positions" in problem for problem in bundle.problems)
    assert any("prediction" in problem for problem in bundle.problems)
    assert any("cancelled" in problem for problem in bundle.problems)


def test_label_studios_short_export_is_told_from_its_data(tmp_path: Path) -> None:
    start, end = made.points("costs")
    label = [{"start": start, "end": end, "text": "costs", "labels": ["Cost"]}]
    common = {"text": STORY, "outlet": "Gazette", "id": 1, "created_at": "2024-05-01T10:00:00Z"}
    tasks = [
        {**common, "frame": label, "tone": "bad", "annotator": 1, "annotation_id": 1},
        {**common, "tone": "good", "topic": {"choices": ["a", "b"]}, "annotator": 2, "annotation_id": 2},
    ]
    path = tmp_path / "min.json"
    path.write_text(json.dumps(tasks))
    bundle = read(path)
    assert quotations(bundle) == [("costs", "Cost", "user 1")]
    assert len(bundle.documents) == 1
    judgements = {(each.variable, each.value) for each in bundle.judgements}
    assert judgements == {("tone", "bad"), ("tone", "good"), ("topic: a", "yes"), ("topic: b", "yes")}
    assert bundle.documents[0].values == {"outlet": "Gazette"}


def test_label_studios_regions_of_one_id_at_two_places_are_two(tmp_path: Path) -> None:
    def region(words: str) -> dict[str, object]:
        start, end = made.points(words)
        value = {"start": start, "end": end, "text": words, "labels": ["Cost"]}
        return {"id": "same", "from_name": "f", "to_name": "t", "type": "labels", "value": value}

    task = {"id": 1, "data": {"text": STORY}, "annotations": [{"result": [region("costs"), region("broke up")]}]}
    path = tmp_path / "same.json"
    path.write_text(json.dumps(task))
    assert coded(read(path)) == {"costs", "broke up"}


def test_answers_of_a_short_export_by_one_person_are_judgements(tmp_path: Path) -> None:
    start, end = made.points("costs")
    label = [{"start": start, "end": end, "text": "costs", "labels": ["Cost"]}]
    said = {"frame": label, "tone": "bad", "stars": [{"rating": 4}]}
    path = tmp_path / "min.json"
    path.write_text(json.dumps([{"text": STORY, "outlet": "X", "id": 1, **said, "annotator": 1, "annotation_id": 1}]))
    bundle = read(path)
    assert {(each.variable, each.value) for each in bundle.judgements} == {("tone", "bad"), ("stars", "4")}
    assert bundle.documents[0].values == {"outlet": "X"}
    assert coded(bundle) == {"costs"}


def test_label_studios_web_pages_and_dialogues_are_counted_as_it_counts(tmp_path: Path) -> None:
    page = "<h1>Talks &amp; more</h1><p>The talks 📰 <b>broke</b> up. The talks failed.</p>"
    nodes = "Talks & moreThe talks 📰 broke up. The talks failed."
    at = nodes.index("The talks f")

    def task(key: int, data: dict[str, object], kind: str, value: dict[str, object]) -> dict[str, object]:
        result = {"id": "a", "from_name": "f", "to_name": f"t{kind}", "type": kind, "value": {**value, kind: ["X"]}}
        return {"id": key, "data": data, "annotations": [{"id": key, "completed_by": 1, "result": [result]}]}

    node = "/p[1]/text()[2]"
    second = {"start": node, "end": node, "startOffset": 5, "endOffset": 14, "text": "The talks"}
    lines = [{"author": "A", "text": "Is 📰 it?"}, {"author": "B", "text": "It is 📰 it, it is."}]
    tasks = [
        task(1, {"html": page}, "hypertextlabels", {**second, "globalOffsets": {"start": at, "end": at + 9}}),
        task(2, {"html": page}, "hypertextlabels", second),
        task(3, {"said": lines}, "paragraphlabels",
             {"start": "1", "end": "1", "startOffset": 12, "endOffset": 14, "text": "it"}),
        task(4, {"said": lines}, "paragraphlabels",
             {"start": "0", "end": "1", "startOffset": 3, "endOffset": 5, "text": "📰 it?\\nIt is"}),
    ]  # fmt: skip
    path = tmp_path / "pages.json"
    path.write_text(json.dumps(tasks))
    bundle = read(path)
    texts = {each.title: each.text for each in bundle.documents}
    spans = {bundle_title(bundle, coding.document): coding.span for coding in bundle.codings}
    assert texts["Task 1"] == "Talks & more\nThe talks 📰 broke up. The talks failed."
    assert texts["Task 1"][spans["Task 1"].start :] == "The talks failed."
    assert texts["Task 2"][spans["Task 2"].start :] == "The talks failed."
    assert texts["Task 3"][spans["Task 3"].start :] == "it is.\n"
    assert texts["Task 4"][slice(spans["Task 4"].start, spans["Task 4"].end)] == "📰 it?\nB: It is"


def bundle_title(bundle: Bundle, guid: str) -> str:
    return next(each.title for each in bundle.documents if each.guid == guid)


@pytest.mark.parametrize("unit", [made.utf16, made.points])
def test_doccanos_unit_is_told_by_whole_words(unit: object, tmp_path: Path) -> None:
    path = tmp_path / "anna.jsonl"
    path.write_text(made.doccano(unit))  # type: ignore[arg-type]
    bundle = read(path)
    assert coded(bundle) == {"broke up", "costs", "minister", "Nobody knew", "plain"}
    assert {coder.name for coder in bundle.coders} == {"anna"}
    assert any("counted differently" in p or "count differently" in p for p in bundle.problems)


def test_doccanos_annotators_are_the_files_of_its_archive(tmp_path: Path) -> None:
    answer = json.dumps({"id": 5, "text": STORY, "label": ["good", "new"]})
    path = tmp_path / "export.zip"
    path.write_bytes(made.zipped({"anna.jsonl": made.doccano(), "ben.jsonl": answer}))
    bundle = read(path)
    assert {coder.name for coder in bundle.coders} == {"anna", "ben"}
    assert len(bundle.documents) == 2
    assert {(each.variable, each.value) for each in bundle.judgements} == {
        ("label: good", "yes"),
        ("label: new", "yes"),
    }


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"[1, 2]", b'{"codes": []}', b"A plain text.", b"a,b\n1,2\n", b"PK\x05\x06" + 18 * b"\0"],
)
def test_files_of_no_tool_are_left_to_others(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    assert tool_files.read(path) is None


def test_folders_and_databases_of_no_tool_are_left_to_others(tmp_path: Path) -> None:
    made.write_folder(tmp_path / "folder", {"a.txt": "words", "b.json": "{}"})
    assert tool_files.read(tmp_path / "folder") is None
    assert tool_files.read(made.database(tmp_path / "x.db", "CREATE TABLE source (id INTEGER)")) is None


def test_hostile_files_end_in_words(tmp_path: Path) -> None:
    deep = tmp_path / "deep.json"
    deep.write_bytes(b"[" * 1_000_000)
    with pytest.raises(UserError, match=r"nested too deep|broken"):
        tool_files.read(deep)
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(made.zipped({"../../a.ann": b"T1\tA 0 1\ta\n", "b.txt": b"\0" * 50_000_000}))
    with pytest.raises(UserError, match="unpack to far more"):
        tool_files.read(bomb)
    cut = tmp_path / "cut.sqlite3"
    cut.write_bytes(made.taguette(tmp_path / "t.sqlite3").read_bytes()[:9000])
    with pytest.raises(UserError, match="damaged"):
        tool_files.read(cut)


def test_a_database_whose_tables_are_views_is_none_of_a_tool(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n"
    views = [
        f"CREATE VIEW {name} AS {endless}" for name in ("projects", "documents", "highlights", "tags", "highlight_tags")
    ]
    assert tool_files.read(made.database(tmp_path / "v.sqlite3", *views)) is None


def test_a_database_in_use_is_not_read_by_halves(tmp_path: Path) -> None:
    path = made.taguette(tmp_path / "t.sqlite3")
    path.with_name("t.sqlite3-wal").write_bytes(b"pages")
    with pytest.raises(UserError, match="Close"):
        tool_files.read(path)


def test_reading_changes_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    files = made.every_tool(tmp_path)
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    for path in files.values():
        tool_files.read(path)
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()} == before


def test_words_that_do_not_fit_their_positions_are_said(tmp_path: Path) -> None:
    path = made.taguette(tmp_path / "t.sqlite3")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE highlights SET start_offset = start_offset + 1, end_offset = end_offset + 1 WHERE id = 2"
        )
        connection.execute("UPDATE highlights SET snippet = '<p>nowhere</p>' WHERE id = 1")
        connection.execute("UPDATE highlights SET end_offset = start_offset, snippet = '' WHERE id = 3")
    connection.close()
    bundle = read(path)
    assert coded(bundle) == {"costs"}
    told = " ".join(bundle.problems)
    assert "was put where these words stand" in told
    assert "do not stand at its positions" in told
    assert "of length 0" in told


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    for path in made.every_tool(tmp_path).values():
        with pytest.raises(Cancelled):
            tool_files.read(path, stop)
