"""REFI-QDA files that are broken, or meant to harm."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from tests.benchmarks.fuzz_readers import mutations
from tests.exchange.refi_files import (
    BOOK,
    COSTS,
    USERS,
    archived,
    every_study,
    project,
    read_soundly,
    selection,
    source,
    study,
)

from cadrage.core.errors import Cancelled, UserError
from cadrage.exchange import codebook_refi, refi_project

SOUND = project(USERS + BOOK + source(selection(0, 3)))


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as found:
        refi_project.read(path)
    return str(found.value)


def test_what_is_no_archive_or_no_project_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "other.qdpx"
    assert "does not exist" in refusal(path)
    path.write_bytes(b"PK\x03\x04 cut")
    assert "is no archive, or damaged" in refusal(path)
    archived(tmp_path, "x", name="readme.txt")
    assert "holds no project" in refusal(path)
    archived(tmp_path, SOUND, {"second.qde": SOUND.encode()}, "first.qde")
    assert "several projects" in refusal(path)
    archived(tmp_path, "<html/>")
    assert "not a REFI-QDA project" in refusal(path)
    archived(tmp_path, "<CodeBook/>")
    assert "a codebook, not a project" in refusal(path)
    archived(tmp_path, "no xml")
    assert "not XML" in refusal(path)
    archived(tmp_path, SOUND[:-40])
    assert "not XML" in refusal(path)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Project SYSTEM "http://localhost:1/x.dtd">',
        '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_and_outside_definitions_are_refused(tmp_path: Path, doctype: str) -> None:
    qde = SOUND.replace("<Project", doctype + "<Project", 1).replace('name="Costs"', 'name="&x;"')
    assert "document type" in refusal(archived(tmp_path, qde)) or "not XML" in refusal(tmp_path / "other.qdpx")


def test_codes_nested_without_end_are_refused(tmp_path: Path) -> None:
    book = "<CodeBook><Codes>" + '<Code name="A">' * 5000 + "</Code>" * 5000 + "</Codes></CodeBook>"
    assert "not XML" in refusal(archived(tmp_path, project(book)))


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    path = archived(tmp_path, SOUND, {"sources/text.txt": bytes(20 * 1024 * 1024)})
    bundle = refi_project.read(path)
    assert bundle.documents == ()
    assert "would unpack to far more than it should hold" in bundle.problems[0]
    assert "would unpack" in refusal(archived(tmp_path, SOUND + " " * (20 * 1024 * 1024)))


@pytest.mark.parametrize("size", [2**26, 2**30])
def test_a_source_of_a_gigabyte_is_left_out_by_its_size_alone(tmp_path: Path, size: int) -> None:
    path = archived(tmp_path, SOUND, {"sources/text.txt": random.Random(1).randbytes(3_000_000)})
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 20 : entry + 28] = struct.pack("<II", 2**26, size)
    path.write_bytes(data)
    assert "would unpack to far more" in refi_project.read(path).problems[0]


def test_encrypted_and_damaged_parts_are_told(tmp_path: Path) -> None:
    path = archived(tmp_path, SOUND, {"sources/text.txt": b"The talks broke up. " * 40})
    data = bytearray(path.read_bytes())
    last = data.rindex(b"PK\x01\x02")
    data[last + 8] |= 1
    path.write_bytes(data)
    assert refi_project.read(path).problems == ("The document “First” was left out, because its text is encrypted.",)
    data[last + 8] &= 0xFE
    data[last + 16] ^= 0xFF  # its checksum
    path.write_bytes(data)
    assert refi_project.read(path).problems == ("The document “First” was left out, because its text is damaged.",)
    first = data.index(b"PK\x01\x02")
    data[first + 8] |= 1
    path.write_bytes(data)
    assert "is encrypted" in refusal(path)


def test_names_that_step_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    path = archived(tmp_path, SOUND, {"../../evil.txt": b"x", "/etc/evil.txt": b"x", "sources/text.txt": b"The talks"})
    assert [document.text for document in refi_project.read(path).documents] == ["The talks"]
    assert not (tmp_path.parent / "evil.txt").exists()


def test_a_damaged_part_of_ours_costs_only_what_it_held(tmp_path: Path) -> None:
    path = tmp_path / "own.qdpx"
    refi_project.write(study(), path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["cadrage.json"] = parts["cadrage.json"][:500]
    found = read_soundly(archived(tmp_path, parts.pop("project.qde"), parts))
    assert "cadrage.json cannot be read" in found.problems[0]
    assert {coding.span for coding in found.codings} == {coding.span for coding in study().codings}
    assert [code.definition for code in found.codes] == [code.definition for code in study().codes]


def test_a_coding_whose_round_was_taken_out_of_the_file_stands_in_the_open_one(tmp_path: Path) -> None:
    path = tmp_path / "own.qdpx"
    refi_project.write(study(), path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["cadrage.json"] = parts["cadrage.json"].replace(b'"rounds":[{', b'"rounds":[],"other":[{')
    assert {coding.round for coding in read_soundly(archived(tmp_path, parts.pop("project.qde"), parts)).codings} == {
        None
    }


@pytest.mark.filterwarnings("ignore")  # zipfile says of names that stand twice
@pytest.mark.parametrize("kind", [".qdpx", ".other.qdpx"])
def test_mutated_files_hold_together_or_are_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "study.qdpx"
    read = 0
    for data in mutations(kind, every_study()[kind], random.Random(5), 80):
        path.write_bytes(data)
        try:
            read += bool(read_soundly(path))
        except UserError:
            continue
    assert read


def test_a_failed_or_cancelled_export_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    path.write_bytes(b"older")

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        refi_project.write(study(), path, cancel)
    assert path.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir()] == ["study.qdpx"]
    with pytest.raises(UserError, match="does not exist"):
        refi_project.write(study(), tmp_path / "no" / "study.qdpx")
    with pytest.raises(UserError, match="has no codes"):
        codebook_refi.write((), path)


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    refi_project.write(study(), path)

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        refi_project.read(path, cancel)


def test_an_archive_of_archives_is_not_followed(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("project.qde", SOUND)
    archived(tmp_path, "x", {"inner.qdpx": inner.getvalue()}, "inner.zip")
    assert COSTS not in refusal(tmp_path / "other.qdpx")
