"""Small exports of other tools, in the tools' own formats, with a text of our own that is awkward to count in."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

from cadrage.core.bundle import Bundle

STORY = "The talks — café 📰 broke up.\nNobody knew why.\n“There will be costs”, said the minister."
WORDS = ("broke up", "Nobody knew why.\n“There", "costs", "📰")


def quotations(bundle: Bundle) -> list[tuple[str, str, str]]:
    """What was coded, as (words, code, coder), in the order of the text."""
    texts = {document.guid: document.text for document in bundle.documents}
    codes = {code.guid: code.name for code in bundle.codes}
    coders = {coder.guid: coder.name for coder in bundle.coders}
    return [
        (coding.span.quotation(texts[coding.document]), codes[coding.code], coders[coding.coder])
        for coding in sorted(bundle.codings, key=lambda each: (each.document, each.span, each.code, each.coder))
    ]


def coded(bundle: Bundle) -> set[str]:
    return {words for words, _, _ in quotations(bundle)}


def points(words: str, text: str = STORY) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def utf16(words: str, text: str = STORY) -> tuple[int, int]:
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return start, start + len(words.encode("utf-16-le")) // 2


def utf8(words: str, text: str = STORY) -> tuple[int, int]:
    start = len(text[: text.index(words)].encode())
    return start, start + len(words.encode())


def database(path: Path, *statements: str | tuple[str, tuple[object, ...]]) -> Path:
    """A new SQLite file made by the statements, each alone or with its values."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(*((statement,) if isinstance(statement, str) else statement))
    connection.commit()
    connection.close()
    return path


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def write_folder(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


TAGUETTE_TABLES = (
    "CREATE TABLE users (login VARCHAR(30) PRIMARY KEY)",
    "CREATE TABLE projects (id INTEGER PRIMARY KEY, name VARCHAR(200), description TEXT, created DATETIME)",
    "CREATE TABLE project_members (project_id INTEGER, user_login VARCHAR(30), privileges VARCHAR(11))",
    "CREATE TABLE documents (id INTEGER PRIMARY KEY, name VARCHAR(200), description TEXT, filename VARCHAR(200),"
    " created DATETIME, project_id INTEGER, text_direction VARCHAR(13), contents TEXT)",
    "CREATE TABLE commands (id INTEGER PRIMARY KEY, date DATETIME, user_login VARCHAR(30), project_id INTEGER,"
    " document_id INTEGER, payload TEXT)",
    "CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER,"
    " snippet TEXT)",
    "CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path VARCHAR(200), description TEXT)",
    "CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER)",
)
# Its text nodes, one after the other, are what Taguette counts.
TAGUETTE_HTML = (
    "<h1>Talks &amp; costs</h1>\n<p>The talks — <b>café</b> 📰 broke\nup.</p><ul><li>One</li><li>Two</li></ul>"
)
TAGUETTE_NODES = "Talks & costs\nThe talks — café 📰 broke\nup.OneTwo"


def taguette(path: Path) -> Path:
    def added(key: int, tags: list[int]) -> str:
        return json.dumps(
            {"type": "highlight_add", "highlight_id": key, "start_offset": 0, "end_offset": 1, "tags": tags}
        )

    marks = (("café 📰 broke\nup", [1, 2]), ("costs", [3]), ("One", []))
    highlights = [
        (f"INSERT INTO highlights VALUES ({key}, 7, ?, ?, ?)", (*utf8(words, TAGUETTE_NODES), f"<p>{words}</p>"))
        for key, (words, _) in enumerate(marks, start=1)
    ]
    links = [
        f"INSERT INTO highlight_tags VALUES ({key}, {tag})" for key, (_, tags) in enumerate(marks, 1) for tag in tags
    ]
    return database(
        path,
        *TAGUETTE_TABLES,
        "INSERT INTO users VALUES ('admin'), ('beate')",
        "INSERT INTO projects VALUES (1, 'Talks', 'About the talks', '2024-05-01 10:00:00.000000')",
        "INSERT INTO project_members VALUES (1, 'beate', 'TAG'), (1, 'admin', 'ADMIN')",
        ("INSERT INTO documents VALUES (7, 'story', 'From the web', 'story.html', NULL, 1, '', ?)", (TAGUETTE_HTML,)),
        "INSERT INTO tags VALUES (1, 1, 'frame.conflict', 'Who fights'), (2, 1, 'frame', '')",
        "INSERT INTO tags VALUES (3, 1, 'U.S. policy', '')",
        *highlights,
        *links,
        ("INSERT INTO commands VALUES (1, NULL, 'beate', 1, 7, ?)", (added(1, [1]),)),
        ("INSERT INTO commands VALUES (2, NULL, 'admin', 1, 7, ?)", (added(1, [1, 2]),)),
        ("INSERT INTO commands VALUES (3, NULL, 'beate', 1, 7, ?)", (added(2, [3]),)),
    )  # fmt: skip


QUALCODER_TABLES = """
project: databaseversion, date, memo, about
source: id integer primary key, name, fulltext, mediapath, memo, owner, date
code_image: imid integer primary key, id integer, cid integer
code_av: avid integer primary key, id integer, cid integer
annotation: anid integer primary key, fid integer, pos0 integer, pos1 integer, memo, owner, date
attribute_type: name text primary key, date, owner, memo, caseOrFile, valuetype
attribute: attrid integer primary key, name, attr_type, value, id integer, date, owner
case_text: id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer
cases: caseid integer primary key, name, memo, owner, date
code_cat: catid integer primary key, name, owner, date, memo, supercatid integer
code_text: cid integer, fid integer, seltext, pos0 integer, pos1 integer, owner, date, memo
code_name: cid integer primary key, name, memo, catid integer, owner, date, color
journal: jid integer primary key, name, jentry, date, owner
"""
QUALCODER_ROWS = """
project VALUES ('v1', '', 'On talks', '')
source VALUES (2, 'photo.jpg', '', '/images/photo.jpg', '', 'anna', '')
code_cat VALUES (1, 'Frames', 'anna', '', 'all frames', NULL), (2, 'Deep', 'anna', '', '', 1)
code_name VALUES (1, 'conflict', 'two sides', 2, 'anna', '', '#d1770f'), (2, 'cost', '', NULL, 'anna', '', '')
attribute_type VALUES ('outlet', '', '', '', 'case', 'character'), ('length', '', '', '', 'file', 'numeric')
attribute VALUES (1, 'outlet', 'case', 'Gazette', 5, '', ''), (2, 'length', 'file', '83', 1, '', '')
cases VALUES (5, 'Gazette 1', 'weekly', 'anna', '')
case_text VALUES (1, 5, 1, 0, 500)
journal VALUES (1, 'Day one', 'It began.', '', 'ben')
code_image VALUES (1, 2, 1)
"""
_CODED = "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner, date, memo) VALUES (?, 1, ?, ?, ?, ?, ?, ?)"


def qualcoder(folder: Path, *, version: int = 9) -> Path:
    """A project folder; version 1 is without the columns that came later."""
    folder.mkdir(parents=True, exist_ok=True)
    raw = STORY.replace("\n", "\r\n")
    codings = []
    for number, words in enumerate(WORDS):
        # What a person marked is counted as Qt counts, with line ends of one character.
        coder, memo = "anna" if number else "ben", "why" if words == "costs" else ""
        values = (1 + number % 2, words.replace("\n", "\u2029"), *utf16(words), coder, "2024-05-01 10:00:00", memo)
        codings.append((_CODED, values))
    tables = (line.partition(": ") for line in QUALCODER_TABLES.strip().splitlines())
    database(
        folder / "data.qda",
        *(f"CREATE TABLE {name} ({columns})" for name, _, columns in tables),
        *(f"INSERT INTO {row}" for row in QUALCODER_ROWS.strip().splitlines()),
        ("INSERT INTO source VALUES (1, 'story.txt', ?, NULL, 'A story', 'anna', '')", (raw,)),
        *codings,
        # What was found by a search is counted as Python counts.
        (_CODED, (2, "minister", *points("minister", raw), "anna", "", "")),
        ("INSERT INTO annotation VALUES (1, 1, ?, ?, 'sharp', 'ben', '')", utf16("Nobody")),
    )
    if version > 1:
        connection = sqlite3.connect(folder / "data.qda")
        connection.execute("ALTER TABLE code_text ADD COLUMN important integer")
        connection.execute("UPDATE code_text SET important = 1 WHERE seltext = 'costs'")
        connection.commit()
        connection.close()
    return folder


def brat_files() -> dict[str, str | bytes]:
    def mark(key: str, kind: str, *words: str) -> str:
        spans = ";".join(f"{start} {end}" for start, end in (points(each) for each in words))
        return f"{key}\t{kind} {spans}\t{' '.join(words).replace(chr(10), ' ')}\n"

    return {
        "story.txt": STORY,
        "story.ann": mark("T1", "Conflict", "broke up")
        + mark("T2", "Cost", "Nobody knew why.\n“There")
        + mark("T3", "Say", "said")
        + mark("T4", "Cost", "The talks", "costs")
        + "A1\tCertainty T1 high\nA2\tNegated T2\nN1\tReference T3 Wikipedia:534366\tSaying\n"
        + "E1\tSay:T3 What:T2\nR1\tCauses Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n"
        + "#1\tAnnotatorNotes T1\tclear case\n#2\tAnnotatorNotes E1\ta speech\nnonsense\n",
        "annotation.conf": "[entities]\n!Frames\n\tConflict\n\tCost\n[events]\nSay\tWhat:Cost\n[attributes]\n",
        "visual.conf": "[labels]\n[drawing]\nCost\tbgColor:#d1770f, borderColor:darken\n",
    }


def webanno(value: str = "conflict") -> str:
    sentences = STORY.split("\n")
    lines = [
        "#FORMAT=WebAnno TSV 3.3",
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue",
        "#T_SP=webanno.custom.Frame|strength|value",
        "#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceRelation|referenceType",
        "#T_RL=webanno.custom.Cause|kind|BT_webanno.custom.Frame",
        "",
        "",
    ]
    frames = {"broke": f"*[1]\t{value}[1]", "up": f"*[1]|2[2]\t{value}[1]|a\\_b[2]", "costs": "*\tcost", "📰": "3\t*"}
    chains = {"Nobody": "*->1-1\tperson[1]", "minister": "*->1-2\tperson[1]"}
    at = 0
    for number, sentence in enumerate(sentences, start=1):
        lines.append(f"#Text={sentence}")
        place = 0
        for count, token in enumerate(_tokens(sentence), start=1):
            place = sentence.index(token, place)
            begin = at + len(sentence[:place].encode("utf-16-le")) // 2
            end = begin + len(token.encode("utf-16-le")) // 2
            place += len(token)
            rest = f"NN\t{frames.get(token, '_' + chr(9) + '_')}\t{chains.get(token, '_' + chr(9) + '_')}"
            lines.append(
                f"{number}-{count}\t{begin}-{end}\t{token}\t{rest}\t{'x	1-1' if token == 'why' else '_	_'}\t"
            )
            if token == "knew":
                lines.append(f"{number}-{count}.1\t{begin + 1}-{end}\tnew\t_\t1\tpart\t_\t_\t_\t_\t")
        at += len(sentence.encode("utf-16-le")) // 2 + 1
        lines.append("")
    return "\n".join(lines)


def _tokens(sentence: str) -> list[str]:
    for sign in "“”,.":
        sentence = sentence.replace(sign, f" {sign} ")
    return sentence.split()


def label_studio() -> list[object]:
    """A full export of a text with code points, one with UTF-16 units (as before 2022), hypertext and a dialogue."""

    def region(key: str, words: str, where: Callable[[str], tuple[int, int]], label: str) -> dict[str, object]:
        start, end = where(words)
        value = {"start": start, "end": end, "text": words.replace("\n", "\\n"), "labels": [label]}
        return {"id": key, "from_name": "frame", "to_name": "text", "type": "labels", "value": value}

    first = [
        *(region(f"r{number}", words, points, "Conflict") for number, words in enumerate(WORDS)),
        {"id": "r2", "from_name": "tone", "to_name": "text", "type": "choices",
         "value": {"start": points("costs")[0], "end": points("costs")[1], "text": "costs", "choices": ["negative"]}},
        {"id": "r2", "from_name": "why", "to_name": "text", "type": "textarea",
         "value": {"start": points("costs")[0], "end": points("costs")[1], "text": ["because"]}},
        {"id": "c", "from_name": "topic", "to_name": "text", "type": "choices", "value": {"choices": ["politics"]}},
        {"id": "s", "from_name": "stars", "to_name": "text", "type": "rating", "value": {"rating": 4}},
        {"id": "n", "from_name": "remark", "to_name": "text", "type": "textarea", "value": {"text": ["look again"]}},
        {"type": "relation", "from_id": "r0", "to_id": "r1", "direction": "right"},
    ]  # fmt: skip
    second = [region(words, words, utf16, "Cost") for words in WORDS]
    return [
        {
            "id": 11,
            "data": {"text": STORY, "title": "Story", "outlet": "Gazette", "words": 13},
            "annotations": [
                {"id": 1, "completed_by": {"id": 3, "email": "anna@example.org", "first_name": "", "last_name": ""},
                 "created_at": "2024-05-01T10:00:00.000000Z", "was_cancelled": False, "result": first},
                {"id": 2, "completed_by": 4, "was_cancelled": True, "result": first},
            ],
            "predictions": [{"result": first}],
        },
        {"id": 12, "data": {"text": STORY, "title": "Old"}, "completions": [{"completed_by": 4, "result": second}]},
    ]  # fmt: skip


def doccano(unit: Callable[[str], tuple[int, int]] = utf16) -> str:
    entry = {
        "id": 5,
        "text": STORY,
        "label": [[*unit(words), "Conflict"] for words in ("broke up", "costs", "minister", "Nobody knew")],
        "outlet": "Gazette",
        "Comments": ["look again"],
    }
    related = {
        "id": 6,
        "text": "A plain text.",
        "entities": [{"id": 1, "label": "Cost", "start_offset": 2, "end_offset": 7}],
        "relations": [{"id": 1, "from_id": 1, "to_id": 1, "type": "same"}],
        "Comments": [],
    }
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in (entry, related))


def every_tool(folder: Path) -> dict[str, Path]:
    """One file or folder of each tool."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        "taguette": taguette(folder / "talks.sqlite3"),
        "qualcoder": qualcoder(folder / "talks.qda"),
        "brat": write_folder(folder / "brat", brat_files()),
        "webanno": folder / "story.tsv",
        "label_studio": folder / "project-1.json",
        "doccano": folder / "all.jsonl",
    }
    made["webanno"].write_text(webanno())
    made["label_studio"].write_text(json.dumps(label_studio()))
    made["doccano"].write_text(doccano())
    return made
