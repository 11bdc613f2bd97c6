"""Replication packages: what is in them, what is not, and the study that comes out of them again."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cadrage import cli, paths
from cadrage.core.errors import UserError
from cadrage.core.model import Scope, Subject, VariableDraft, VariableKind
from cadrage.core.replication import GAP, KnownWords
from cadrage.jobs import agreement, replication, sample
from cadrage.jobs.agreement import Question
from cadrage.jobs.replication import Wanted
from cadrage.jobs.replication_attaching import attach
from cadrage.store.project import Project

ARTICLES = paths.corpus() / "articles"
NAMES = {"A": "Zoë Adler", "B": "Ana Brandt", "C": "Mia Chow"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The sample study, its coders under names that would tell who they are."""
    with sample.build(tmp_path / "sample.cadrage") as project:
        for coder in project.coders.all():
            project.coders.rename(coder.id, NAMES[coder.name])
        yield project


def runs(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in re.findall(r"\w+", text)]
    return {*zip(*(words[start:] for start in range(5)), strict=False)}


def contents(package: Path) -> str:
    return "\n".join(path.read_text("utf-8-sig") for path in sorted(package.rglob("*")) if path.is_file())


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(memos=True, free_text=True)])
def test_no_five_words_in_a_row_of_any_text_are_in_the_package(
    project: Project, tmp_path: Path, wanted: Wanted
) -> None:
    document = project.documents.all()[0]
    words = project.documents.body(document.id)[200:300]
    project.memos.set(Subject.DOCUMENT, document.guid, f"She writes “{words}”, which is strong.")
    project.codes.edit(project.codes.all()[0].id, definition=f"As in: {words}. And no more.")
    facts = project.variables.add(VariableDraft(Scope.DOCUMENT, "lead", VariableKind.TEXT, "Lead"))
    project.variables.set_for_document(document.id, facts, words)
    replication.make(project, tmp_path / "package", wanted=wanted)
    known = set[tuple[str, ...]]().union(*(runs(project.documents.body(each.id)) for each in project.documents.all()))
    for path in (tmp_path / "package").iterdir():
        assert not runs(path.read_text("utf-8-sig")) & known, path.name
    study = json.loads((tmp_path / "package" / "study.json").read_text("utf-8"))
    assert any(GAP in text for text in strings(study))


def test_nobody_is_named_and_no_time_is_told(project: Project, tmp_path: Path) -> None:
    made = replication.make(project, tmp_path / "package")
    whole = contents(tmp_path / "package")
    for name in NAMES.values():
        assert name not in whole
    for coder in project.coders.all():
        assert coder.guid not in whole
    assert not {coding.guid for coding in project.codings.all()} & {*re.findall(r"[0-9a-f-]{36}", whole)}
    assert str(project.codings.all()[0].created)[:10] not in whole
    assert made.named == ()
    assert made.key == tmp_path / "package-key.csv"
    with made.key.open(encoding="utf-8-sig", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == sorted(NAMES.values())


def test_a_name_that_somebody_wrote_into_the_codebook_is_told(project: Project, tmp_path: Path) -> None:
    project.codes.edit(project.codes.all()[0].id, notes="Ask Mia Chow.")
    assert replication.make(project, tmp_path / "package").named == ("Mia Chow",)


def test_titles_memos_and_free_text_are_left_out_unless_they_are_wanted(project: Project, tmp_path: Path) -> None:
    document = project.documents.all()[0]
    project.memos.set(Subject.CODE, project.codes.all()[0].guid, "A doubt.")
    bare = replication.make(project, tmp_path / "bare")
    replication.make(project, tmp_path / "full", wanted=Wanted(titles=True, memos=True, free_text=True))
    for words in (document.title, document.file_name, "A doubt.", "Angela Merkel"):
        assert words not in contents(tmp_path / "bare")
        assert words in contents(tmp_path / "full")
    study = json.loads((tmp_path / "bare" / "study.json").read_text("utf-8"))
    assert not any(code["examples"] for code in study["bundle"]["codes"])
    assert "Titles and file names of documents." in bare.left_out
    assert "Memos" in (tmp_path / "bare" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("unit", ["sentence", "token", "paragraph", "character", "document"])
def test_the_study_comes_out_with_the_very_same_agreement(project: Project, tmp_path: Path, unit: str) -> None:
    question = Question(unit=unit, interval="bootstrap" if unit == "paragraph" else "jackknife", seed=7)
    before = agreement.answer(project, question).as_json()
    made = replication.make(project, tmp_path / "package.zip", question=question)
    done = attach(made.path, tmp_path / "again.cadrage", [ARTICLES], key=made.key)
    assert done.same is True
    assert (done.missing, done.documents) == ((), 5)
    with Project.open_reading(tmp_path / "again.cadrage") as again:
        assert agreement.answer(again, question).as_json() == before
        assert texts_and_codings(again) == texts_and_codings(project)


def texts_and_codings(project: Project) -> Any:
    documents = {each.id: each.sha256 for each in project.documents.all()}
    codes = {each.id: each.guid for each in project.codes.all()}
    coders = {each.id: each.name for each in project.coders.all()}
    return sorted(
        (documents[each.document], codes[each.code], coders[each.coder], each.span, each.important)
        for each in project.codings.all()
    )


def test_without_the_key_the_numbers_are_the_same_under_pseudonyms(project: Project, tmp_path: Path) -> None:
    replication.make(project, tmp_path / "package")
    done = attach(tmp_path / "package", tmp_path / "again.cadrage", [ARTICLES])
    assert done.same is True
    assert done.table is not None
    assert done.table.coders == ("Coder 1", "Coder 2", "Coder 3")
    stored = json.loads((tmp_path / "package" / "agreement.json").read_text("utf-8"))
    numbers = [row["krippendorff_alpha"] for row in stored["codes"]]
    assert numbers == [row["krippendorff_alpha"] for row in done.table.as_json()["codes"]]  # type: ignore[attr-defined]


def test_units_are_those_of_the_package_however_texts_are_split_today(project: Project, tmp_path: Path) -> None:
    replication.make(project, tmp_path / "package")
    study = json.loads((tmp_path / "package" / "study.json").read_text("utf-8"))
    for found in study["segments"].values():
        for each in found:
            if each["unit"] == "sentence":
                each["splitter"], each["boundaries"] = "by hand", each["boundaries"][:3]
    (tmp_path / "package" / "study.json").write_text(json.dumps(study), "utf-8")
    done = attach(tmp_path / "package", tmp_path / "again.cadrage", [ARTICLES])
    assert done.same is False
    assert done.table is not None
    assert done.table.units == 4 * 3


def test_missing_and_wrong_texts_are_named_and_nothing_is_made(project: Project, tmp_path: Path) -> None:
    replication.make(project, tmp_path / "package", wanted=Wanted(titles=True))
    texts = tmp_path / "texts"
    shutil.copytree(ARTICLES, texts)
    first = project.documents.all()[0]
    (texts / first.file_name).write_text("Another text.\n", "utf-8")
    with pytest.raises(UserError) as told:
        attach(tmp_path / "package", tmp_path / "again.cadrage", [texts])
    assert first.title in str(told.value)
    assert first.sha256[:12] in str(told.value)
    assert f"In no document: {first.file_name}." in str(told.value)
    assert not (tmp_path / "again.cadrage").exists()
    done = attach(tmp_path / "package", tmp_path / "again.cadrage", [texts], partial=True)
    assert (done.documents, len(done.missing), done.unknown, done.same) == (4, 1, (first.file_name,), None)


def test_what_is_no_package_is_refused(tmp_path: Path, project: Project) -> None:
    (tmp_path / "other.zip").write_bytes(b"PK no zip")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("study.json", "[]")
    replication.make(project, tmp_path / "package")
    study = tmp_path / "package" / "study.json"
    broken = json.loads(study.read_text("utf-8"))
    broken["bundle"]["codings"][0]["span"] = {"start": 9, "end": 3}
    study.write_text(json.dumps(broken), "utf-8")
    for name in ("other.zip", "empty.zip", "nowhere", "package"):
        with pytest.raises(UserError):
            attach(tmp_path / name, tmp_path / "again.cadrage", [ARTICLES])
    assert not (tmp_path / "again.cadrage").exists()


def test_the_key_of_another_package_is_refused(project: Project, tmp_path: Path) -> None:
    replication.make(project, tmp_path / "package")
    (tmp_path / "key.csv").write_text("pseudonym,name\nCoder 1,Ann\n", "utf-8")
    with pytest.raises(UserError, match="no name for Coder 2, Coder 3"):
        attach(tmp_path / "package", tmp_path / "again.cadrage", [ARTICLES], key=tmp_path / "key.csv")


def test_the_commands_do_both(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project.close()
    assert cli.main(["package", "make", str(tmp_path / "sample.cadrage"), str(tmp_path / "out.zip")]) == 0
    assert "do not pass it on" in capsys.readouterr().out
    again = [str(tmp_path / "out.zip"), str(tmp_path / "again.cadrage"), str(ARTICLES), "--json"]
    assert cli.main(["package", "attach", *again]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["same"], told["documents"], told["missing"]) == (True, 5, [])
    assert cli.main(["package", "attach", *again]) == 1


def test_words_are_found_whatever_their_case_and_signs() -> None:
    known = KnownWords(["One two, three four – five six."])
    assert known.masked("So ONE two three; four five! But one two three four.") == f"So {GAP}! But one two three four."
    assert known.masked("one two three four five six") == GAP
