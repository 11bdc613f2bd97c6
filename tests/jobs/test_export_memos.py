"""Memos, judgements and actors in the workbook: all of them, under their names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cadrage.core.model import Scope, Subject, VariableDraft, VariableKind
from cadrage.jobs import export
from cadrage.store.project import Project
from tests.store.material import World, furnish, switch


@pytest.fixture
def world() -> Any:
    with Project.in_memory() as project:
        yield furnish(project)


def rows(project: Project, path: Path, sheet: str, **options: Any) -> list[dict[str, Any]]:
    export.to_file(project, path, what="dataset", **options)
    header, *body = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in body]


def test_memos_on_every_subject_reach_the_workbook_with_their_coders(world: World, tmp_path: Path) -> None:
    project = world.project
    document = project.documents.all()[0]
    project.memos.set(Subject.CODE, world.codes[2].guid, "Sharpen this")
    project.memos.set(Subject.CODING, world.coding.guid, "Doubtful")
    project.memos.set(Subject.PROJECT, project.guid, "Second wave in May")
    switch(project, "B")
    project.memos.set(Subject.DOCUMENT, document.guid, "=Ends oddly")
    found = rows(project, tmp_path / "all.xlsx", "memos")
    assert [(row["subject"], row["about"], row["coder"], row["memo"]) for row in found] == [
        ("project", "Untitled", "A", "Second wave in May"),
        ("document", "one", "B", "=Ends oddly"),
        ("code", "Blame > Industry", "A", "Sharpen this"),
        ("coding", "Ministers", "A", "Doubtful"),
    ]
    (coding,) = rows(project, tmp_path / "all.xlsx", "codings")
    assert coding["coding_id"] == found[3]["subject_id"]
    assert coding["memo"] == "Doubtful"
    only = rows(project, tmp_path / "a.xlsx", "memos", coders=["A"])
    assert {row["coder"] for row in only} == {"A"}


def test_another_coders_memo_on_a_coding_does_not_stand_for_the_coders_own(world: World, tmp_path: Path) -> None:
    world.project.memos.set(Subject.CODING, world.coding.guid, "Mine")
    switch(world.project, "B")
    world.project.memos.set(Subject.CODING, world.coding.guid, "B's thought")
    (coding,) = rows(world.project, tmp_path / "all.xlsx", "codings")
    assert coding["memo"] == "Mine"


def test_judgements_stand_side_by_side_and_actors_under_their_names(world: World, tmp_path: Path) -> None:
    project = world.project
    tone = project.variables.add(VariableDraft(Scope.JUDGEMENT, "tone", VariableKind.NUMBER))
    hero = project.variables.add(VariableDraft(Scope.JUDGEMENT, "hero", VariableKind.ACTOR))
    speaker = project.variables.add(VariableDraft(Scope.CODING, "speaker", VariableKind.ACTOR))
    project.variables.set_for_coding(world.coding.id, speaker, "Lavrov")
    project.variables.set_judgement(world.documents[1], tone, "-1")
    switch(project, "B")
    project.variables.set_judgement(world.documents[1], tone, "0.5")
    project.variables.set_judgement(world.documents[1], hero, "lavrov")
    lavrov = project.actors.resolve("Lavrov")
    assert lavrov is not None
    project.actors.rename(lavrov.id, "Sergey Lavrov")
    found = rows(project, tmp_path / "all.xlsx", "judgements")
    assert [(row["doc_title"], row["coder"], row["tone"], row["hero"]) for row in found] == [
        ("two", "A", -1, None),
        ("two", "B", 0.5, "Sergey Lavrov"),
    ]
    (coding,) = rows(project, tmp_path / "all.xlsx", "codings")
    assert coding["speaker"] == "Sergey Lavrov"


def test_without_memos_and_judgements_there_are_no_sheets_for_them(world: World, tmp_path: Path) -> None:
    export.to_file(world.project, tmp_path / "all.xlsx", what="dataset")
    sheets = load_workbook(tmp_path / "all.xlsx").sheetnames
    assert sheets[:4] == ["readme", "codes", "codings", "documents"]
    assert not {"memos", "judgements"} & {*sheets}
