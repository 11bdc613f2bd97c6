"""REFI-QDA projects as other programs write them, put together by hand."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from cadrage.core.bundle import (
    Bundle,
    BundleCode,
    BundleCoder,
    BundleCoding,
    BundleDocument,
    BundleExample,
    BundleJudgement,
    BundleMemo,
    BundleRegion,
    BundleRound,
    BundleSet,
    BundleStatus,
    BundleVariable,
)
from cadrage.core.model import Choice, ExampleKind, Layer, Origin, Scope, Span, State, Subject, VariableKind
from cadrage.exchange import codebook_refi, refi_project

ANA, BEN = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
COSTS, TALKS = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
SOURCE = "bbbbbbbb-0000-4000-8000-000000000001"
USERS = f'<Users><User guid="{ANA}" name="Ana"/><User guid="{BEN}" name="Ben"/></Users>'
BOOK = (
    f'<CodeBook><Codes><Code guid="{COSTS}" name="Costs" isCodable="true" color="#ff0000"/>'
    f'<Code guid="{TALKS}" name="Talks" isCodable="true"/></Codes></CodeBook>'
)


def project(body: str, origin: str = "MAXQDA 2022") -> str:
    said = f' origin="{origin}"' if origin else ""
    start = '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="Study"'
    return f"{start}{said}>{body}</Project>"


def selection(start: int | str, end: int | str, *, name: str = "", code: str = COSTS, inside: str = "") -> str:
    tail = f"{zlib.crc32(f'{start} {end} {code}'.encode()):012d}"
    made = f'creatingUser="{ANA}" creationDateTime="2020-03-04T05:06:07Z"'
    return (
        f'<PlainTextSelection guid="cccccccc-0000-4000-8000-{tail}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}" {made}>{inside}<Coding guid="dddddddd-0000-4000-8000-{tail}" creatingUser="{ANA}">'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


def source(inside: str, path: str = "internal://text.txt", name: str = "First") -> str:
    return f'<Sources><TextSource guid="{SOURCE}" name="{name}" plainTextPath="{path}">{inside}</TextSource></Sources>'


def archived(
    folder: Path, qde: str | bytes, parts: Mapping[str, bytes] | None = None, name: str = "project.qde"
) -> Path:
    path = folder / "other.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, qde)
        for part, data in (parts or {}).items():
            archive.writestr(part, data)
    return path


def bundle_of(folder: Path, text: bytes, inside: str, origin: str = "MAXQDA 2022") -> Bundle:
    """A project with one text and what is coded in it."""
    qde = project(USERS + BOOK + source(inside), origin)
    return refi_project.read(archived(folder, qde, {"sources/text.txt": text}))


def quotations(bundle: Bundle) -> list[str]:
    texts = {document.guid: document.text for document in bundle.documents}
    return [coding.span.quotation(texts[coding.document]) for coding in bundle.codings]


TEXT = "The talks broke up. 📰 “There will be costs,” said the minister.\n\nTroops were massing at the border.\n"
WHEN = "2024-05-01T10:00:00.123Z"


def study() -> Bundle:
    """A small study with something of everything."""
    ids = [f"01890000-0000-7000-8000-{number:012d}" for number in range(40)]
    span = Span(TEXT.index("There"), TEXT.index(",”"))
    example = BundleExample(ExampleKind.TYPICAL, "There will be costs", ids[1], span, "with “force”")
    return Bundle(
        "Crimea study",
        "Cadrage",
        (
            BundleDocument(
                ids[1],
                "First <article> & more",
                TEXT,
                "first.txt",
                language="en",
                added=WHEN,
                original=b"not the text",
                values={"outlet": "The Paper", "published": "2014-03-14", "words": "17"},
                regions=(BundleRegion(Span(0, 3), "caption", "accepted"),),
            ),
            BundleDocument(
                ids[2], "Copy of it", TEXT, "copy.txt", duplicate_of=ids[1], values={"published": "2014-03-15"}
            ),
        ),
        (
            BundleCode(
                ids[3], "Escalation", "ESC", "#E8702A", None, "1", "It grows.", "Long\nwords.", "Troops.", "Talks."
            ),
            BundleCode(ids[4], "Other", parent=ids[3], notes="Rare.", examples=(example,)),
            BundleCode(ids[5], "Costs", definition="What it costs."),
            BundleCode(ids[6], "Other", parent=ids[5], retired=True),
        ),
        (BundleCoder(ids[7], "Ana", "#123456", "solid"), BundleCoder(ids[8], "Юлия", "#654321", "dash", False)),
        (BundleRound(ids[9], "Pilot", "pilot"), BundleRound(ids[10], "Final", "final", 2, True, "closed", WHEN)),
        (
            BundleCoding(
                ids[11],
                ids[1],
                ids[5],
                ids[7],
                span,
                ids[9],
                important=True,
                origin=Origin.HAND,
                created=WHEN,
                values={"speaker": "The minister", "intensity": "3"},
            ),
            BundleCoding(ids[12], ids[1], ids[4], ids[7], span, ids[10], Layer.GOLD, created=WHEN, modified=WHEN),
            BundleCoding(ids[13], ids[1], ids[6], ids[8], Span(0, 9), ids[9], created=WHEN),
            BundleCoding(ids[14], ids[1], ids[3], ids[8], Span(0, 9), ids[9], created=WHEN),
        ),
        (BundleStatus(ids[1], ids[7], State.COMPLETE, ids[9], WHEN, WHEN),),
        (
            BundleVariable(ids[15], Scope.DOCUMENT, "outlet", VariableKind.TEXT, "Outlet"),
            BundleVariable(ids[16], Scope.DOCUMENT, "published", VariableKind.DATE),
            BundleVariable(ids[17], Scope.DOCUMENT, "words", VariableKind.NUMBER),
            BundleVariable(ids[18], Scope.CODING, "speaker", VariableKind.ACTOR, "Speaker"),
            BundleVariable(ids[19], Scope.CODING, "intensity", VariableKind.ORDINAL, "", (Choice("3", "strong"),)),
            BundleVariable(ids[20], Scope.JUDGEMENT, "tone", VariableKind.CHOICE, "Tone", (Choice("-1", "negative"),)),
        ),
        judgements=(BundleJudgement(ids[1], ids[7], "tone", "-1", ids[9]),),
        memos=(
            BundleMemo(ids[21], Subject.PROJECT, "", ids[7], "How it began", created=WHEN),
            BundleMemo(ids[22], Subject.DOCUMENT, ids[1], ids[7], "Long one", created=WHEN),
            BundleMemo(ids[23], Subject.CODE, ids[4], ids[8], "Too wide?", created=WHEN),
            BundleMemo(ids[24], Subject.CODE, ids[6], ids[8], "Too wide as well", modified=WHEN),
            BundleMemo(ids[25], Subject.CODING, ids[11], ids[7], "unsure", ids[9], WHEN, WHEN),
        ),
        document_sets=(BundleSet(ids[26], "Press", (ids[1], ids[2])),),
        code_sets=(BundleSet(ids[27], "Frames", (ids[5], ids[3])), BundleSet(ids[28], "None yet")),
        codebook_version="1.2",
    )


def every_study() -> dict[str, bytes]:
    """Sound REFI-QDA files by ending: of ours, of another program's, and a codebook."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        refi_project.write(study(), folder / "own.qdpx")
        codebook_refi.write(study().codes, folder / "book.qdc")
        inside = selection(34, 39, name="costs") + selection(4, 9, inside="<Description>Sure?</Description>")
        notes = f'<Notes><Note guid="{COSTS}" name="N"><PlainTextContent>Words</PlainTextContent></Note></Notes>'
        qde = project(USERS + BOOK + source(inside + f'<NoteRef targetGUID="{COSTS}"/>') + notes)
        other = archived(
            folder, qde, {"sources/text.txt": "The talks broke up.\r\nThere will be costs.".encode("utf-8-sig")}
        )
        return {
            ".qdpx": (folder / "own.qdpx").read_bytes(),
            ".other.qdpx": other.read_bytes(),
            ".qdc": (folder / "book.qdc").read_bytes(),
        }


def read_soundly(path: Path) -> Bundle:
    """What a file holds, checked: whatever refers to something refers to something that is there."""
    bundle = refi_project.read(path)
    texts = {document.guid: document.text for document in bundle.documents}
    coders, codes = {each.guid for each in bundle.coders}, {each.guid for each in bundle.codes}
    codings, rounds = {each.guid for each in bundle.codings}, {each.guid for each in bundle.rounds} | {None}
    assert len(codes) == len(bundle.codes)
    assert len(codings) == len(bundle.codings)
    for code in bundle.codes:
        assert code.parent is None or code.parent in codes
        assert all(each.document is None or each.document in texts for each in code.examples)
    for coding in bundle.codings:
        assert coding.code in codes
        assert coding.coder in coders
        assert coding.round in rounds
        assert 0 <= coding.span.start < coding.span.end <= len(texts[coding.document])
    for memo in bundle.memos:
        assert memo.coder in coders
        assert memo.round in rounds
    for answer in (*bundle.judgements, *bundle.statuses):
        assert answer.document in texts
        assert answer.coder in coders
    for each in (*bundle.document_sets, *bundle.code_sets):
        assert set(each.members) <= texts.keys() | codes
    return bundle
