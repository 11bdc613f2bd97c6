"""Files that earlier releases wrote."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cadrage.core.model import State
from cadrage.store import schema
from cadrage.store.project import Project
from tests.old_projects.make import BLAME_BY_OUTLET
from tests.store.material import assert_sound, switch

OLD = Path(__file__).parents[1] / "old_projects"


@pytest.fixture(params=range(1, schema.SCHEMA + 1))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name = f"schema{request.param}.cadrage"
    return Path(shutil.copyfile(OLD / name, tmp_path / name))


@pytest.mark.parametrize("opener", [Project.open, Project.open_reading])
def test_an_old_project_holds_what_it_held(old: Path, opener: object) -> None:
    with opener(old) as project:  # type: ignore[operator]
        one, two = project.documents.all()
        assert (project.name, project.me.name) == ("Old project", "Ben")
        assert [document.title for document in (one, two)] == ["Talks fail", "Talks go on"]
        assert [code.label for code in project.codes.codebook().codes] == ["BL", "Ministers", "SO"]
        first, second = project.codings.all()
        assert first.span.quotation(project.documents.body(one.id)) == "Ministers"
        assert second.span.quotation(project.documents.body(two.id)) == "A solution"
        assert project.memos.on_codings() == {first.guid: "“Met”, not “agreed”; 😀"}
        assert project.variables.of_documents() == {(one.id, "outlet"): "The Courier"}
        assert project.variables.of_coding(first.id) == {"tone": "calm"}
        assert [(each.name, each.members) for each in project.sets.documents.all()] == [("Talks that failed", {one.id})]
        assert [(each.name, len(each.members)) for each in project.sets.codes.all()] == [("Causes", 2)]
        results = [(each.name, each.question, each.view) for each in project.saved_results.all()]
        assert results in ([], [("Blame by outlet", BLAME_BY_OUTLET, {"page": "table"})])
        assert bool(results) is ("schema1" not in old.name)
        (example,) = project.codes.examples()
        assert example.span is not None
        assert example.span.quotation(project.documents.body(one.id)) == "nobody was to blame" == example.quotation
        ann = project.coders.find("Ann")
        assert ann is not None
        assert project.statuses.of_coder(ann.id)[one.id] is State.COMPLETE
        assert_sound(project)


def test_an_old_project_undoes_and_redoes(old: Path) -> None:
    with Project.open(old) as project:
        assert (project.next_undo, project.next_redo) == ("Apply SO", "Apply Ministers")
        project.redo()
        assert len(project.codings.all()) == 3
        project.undo()
        project.undo()
        assert len(project.codings.all()) == 1
        switch(project, "Ann")
        while project.next_undo:
            project.undo()
        assert project.documents.all() == ()
        assert [coder.name for coder in project.coders.all()] == ["Ann", "Ben"]
        assert_sound(project)


def test_an_old_project_takes_what_newer_schemas_keep(old: Path) -> None:
    with Project.open(old) as project:
        one, _ = project.documents.all()
        project.texts.keep_pages({one.text_id: (0, 24)})
        assert project.texts.pages([one.text_id]) == {one.text_id: (0, 24)}
        project.saved_results.add("Blame again", BLAME_BY_OUTLET, {})
        assert "Blame again" in {each.name for each in project.saved_results.all()}
        project.undo()
        assert "Blame again" not in {each.name for each in project.saved_results.all()}
