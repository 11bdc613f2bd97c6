"""Codebooks from files and templates into a project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cadrage.core.model import CodebookDraft, CodeDraft, ExampleKind, Scope, VariableDraft, VariableKind
from cadrage.core.palette import CODE_COLOURS
from cadrage.jobs import codebooks
from cadrage.store.project import Project

DRAFT = CodebookDraft(
    "Talks",
    (
        CodeDraft("ESC", "Escalation"),
        CodeDraft("ESC-THR", "Threat", parent="ESC"),
        CodeDraft("ESC-MIL", "Build-up", parent="ESC"),
        CodeDraft("", "Sanctions"),
        CodeDraft("", "Costs", parent="Sanctions"),
    ),
    (VariableDraft(Scope.CODING, "tone", VariableKind.TEXT),),
)


@pytest.fixture
def project() -> Iterator[Project]:
    with Project.in_memory() as project:
        yield project


def paths(project: Project) -> list[str]:
    return [node.path for node in project.codes.codebook().nodes]


def test_all_of_it_is_one_step(project: Project) -> None:
    assert codebooks.keep(project, DRAFT) == 5
    assert paths(project) == [
        "Escalation", "Escalation > Threat", "Escalation > Build-up", "Sanctions", "Sanctions > Costs",
    ]  # fmt: skip
    assert project.next_undo == "Codebook Talks"
    project.undo()
    assert paths(project) == []
    assert project.variables.all() == ()


def test_chosen_codes_come_with_what_they_stand_under(project: Project) -> None:
    assert codebooks.keep(project, DRAFT, only=[2, 4], variables=False) == 4
    assert paths(project) == ["Escalation", "Escalation > Build-up", "Sanctions", "Sanctions > Costs"]
    assert project.variables.all() == ()


def test_what_is_there_by_id_or_by_name_is_not_doubled(project: Project) -> None:
    mine = project.codes.add("Rising tension", short_id="esc")
    penalties = project.codes.add("SANCTIONS", short_id="S")
    assert codebooks.keep(project, DRAFT) == 3
    assert [code.name for code in project.codes.codebook().children(mine.id)] == ["Threat", "Build-up"]
    assert [code.name for code in project.codes.codebook().children(penalties.id)] == ["Costs"]
    assert codebooks.keep(project, DRAFT) == 0


def test_a_code_of_the_same_name_at_another_place_is_another_code(project: Project) -> None:
    above = project.codes.add("Economy")
    project.codes.add("Costs", parent=above.id)
    known = codebooks.matches(project.codes.codebook(), DRAFT)
    assert known == (None,) * 5


@pytest.mark.parametrize("name", ["frame-functions", "war-peace-journalism"])
def test_shipped_codebooks_of_ours_are_whole(name: str) -> None:
    draft = codebooks.shipped()[name]
    colours = [code.colour for code in draft.codes]
    assert draft.description
    assert draft.source
    assert len(set(colours)) == len(colours)
    assert set(colours) <= {colour.light for colour in CODE_COLOURS}
    for code in draft.codes:
        assert code.brief
        assert code.definition
        assert code.when_to_use
        assert code.when_not
        assert {example.kind for example in code.examples} == set(ExampleKind)
        assert not code.parent or code.short_id.startswith(f"{code.parent}-")


def test_every_shipped_codebook_says_what_it_is_for() -> None:
    assert all(draft.description and draft.source for draft in codebooks.shipped().values())


def test_a_retired_code_arrives_retired_and_without_a_key() -> None:
    threat = CodeDraft("E-T", "Threat", parent="E", retired=True)
    codes = (CodeDraft("E", "Escalation"), threat, CodeDraft("P", "Peace"))
    with Project.in_memory(coder="A") as project:
        assert codebooks.keep(project, CodebookDraft("Talks", codes)) == 3
        found = {code.short_id: code for code in project.codes.all()}
        assert [label for label, code in found.items() if code.retired] == ["E-T"]
        assert found["E-T"].parent == found["E"].id
        assert [found[label].key for label in ("E", "E-T", "P")] == ["1", "", "2"]
