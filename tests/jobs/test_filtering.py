"""Agreement and exports under a filter: what they are narrowed to, and that they say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from cadrage.core.errors import UserError
from cadrage.core.filtering import NOT_GIVEN, Condition, Filter
from cadrage.core.model import Scope, VariableDraft, VariableKind
from cadrage.jobs import agreement, export, filtering, sample
from cadrage.jobs.agreement import Question
from cadrage.store.project import Project
from tests.commands import done, run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a set of two documents, a set of two codes, and a judgement by A and by B."""
    path = tmp_path_factory.mktemp("filtered") / "study.cadrage"
    with sample.build(path) as project:
        documents, codes = project.documents.all(), project.codes.codebook().codes
        project.sets.documents.add("Two", [documents[0].id, documents[1].id])
        project.sets.codes.add("Threats", [code.id for code in codes[1:3]])
        slant = project.variables.add(VariableDraft(Scope.JUDGEMENT, "slant", VariableKind.TEXT))
        for coder, document, value in (("A", 0, "left"), ("B", 1, "left")):
            found = project.coders.find(coder)
            assert found is not None
            project.switch_coder(found)
            project.variables.set_judgement(documents[document].id, slant, value)
    return path


@pytest.fixture
def project(made: Path) -> Project:
    with Project.open_reading(made) as project:
        yield project


def cells(path: Path, sheet: str) -> list[dict[str, object]]:
    header, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def readme(path: Path) -> dict[tuple[object, object], object]:
    return {(topic, item): value for topic, item, value in load_workbook(path)["readme"].iter_rows(values_only=True)}


def test_a_workbook_holds_what_the_filter_leaves_and_its_readme_names_it(project: Project, tmp_path: Path) -> None:
    wanted = filtering.named(project, ["two", "Threats"])
    out = export.to_file(project, tmp_path / "out.xlsx", filter=wanted)
    left = project.filtering.narrowed(wanted)
    assert (out.documents, out.codings) == (2, left.codings)
    assert 0 < left.codings < left.all_codings
    codings, documents, codebook = (cells(out.path, name) for name in ("codings", "documents", "codebook"))
    assert len(codings) == left.codings
    codes = [code for code in project.codes.codebook().codes if code.id in (project.filtering.codes(wanted) or ())]
    assert {row["code"] for row in codings} <= {code.label for code in codes}
    assert len(documents) == 2
    assert sum(int(str(row["codings"])) for row in documents) == left.codings
    assert sum(int(str(row["Codings"])) for row in codebook) == left.codings
    assert len(codebook) == len(project.codes.codebook())
    about = readme(out.path)
    assert about["Project", "Filters"] == "set “Two”; code set “Threats”"
    assert about["Agreement", "Filters"] == "set “Two”; code set “Threats”"
    assert about["Agreement", "Documents compared"] == 2
    assert [row["Code"] for row in cells(out.path, "agreement")] == [code.label for code in codes]


def test_examples_still_say_which_document_they_come_from(project: Project, tmp_path: Path) -> None:
    examples = [example for example in project.codes.examples() if example.document is not None]
    assert examples
    other = next(each.id for each in project.documents.all() if each.id != examples[0].document)
    out = export.to_file(project, tmp_path / "out.xlsx", what="codebook", filter=Filter(documents=frozenset({other})))
    whole = export.to_file(project, tmp_path / "whole.xlsx", what="codebook")
    assert [row["Examples"] for row in cells(out.path, "codebook")] == [
        row["Examples"] for row in cells(whole.path, "codebook")
    ]


def test_only_the_coders_asked_for_are_written(project: Project, tmp_path: Path) -> None:
    first, second, *_ = project.coders.all()
    wanted = Filter(coders=frozenset({first.id}))
    out = export.to_file(project, tmp_path / "out.xlsx", what="dataset", filter=wanted)
    assert {row["coder"] for row in cells(out.path, "codings")} == {first.name}
    assert f"status_{second.name}" not in cells(out.path, "documents")[0]
    with pytest.raises(UserError, match="none of the coders"):
        export.gather(project, coders=[second.name], filter=wanted)


def test_agreement_obeys_what_narrows_documents_and_codes_and_names_it(project: Project) -> None:
    wanted = filtering.named(project, ["Two", "Threats"])
    everything = agreement.answer(project, Question(unit="document"))
    table = agreement.answer(project, Question(unit="document", filter=wanted))
    assert (everything.filters, table.filters) == ((), ("set “Two”", "code set “Threats”"))
    assert table.documents == 2 < everything.documents
    assert len(table.codes) == 2
    assert table.as_json()["filters"] == ["set “Two”", "code set “Threats”"]


def test_agreement_never_picks_codings_out_of_the_documents_that_it_compares(project: Project) -> None:
    coder = project.coders.all()[0].id
    speaker = project.variables.find(Scope.CODING, "speaker")
    assert speaker is not None
    wanted = Filter(coders=frozenset({coder}), important=True).asking(Condition(speaker.id, frozenset({"nobody"})))
    everything = agreement.answer(project, Question(unit="document"))
    assert agreement.answer(project, Question(unit="document", filter=wanted)) == everything
    assert filtering.compared(project, ["Two"]).document_sets
    with pytest.raises(UserError, match="not by attributes of codings"):
        filtering.compared(project, where=["speaker="])


def test_whose_judgements_count_is_named_and_hidden_ones_do_not(project: Project) -> None:
    wanted = filtering.named(project, where=["slant=left"])
    a, b = (project.coders.find(name) for name in ("A", "B"))
    assert a is not None
    assert b is not None
    for known, documents, words in (
        (None, 2, "slant: left"),
        (frozenset({a.id}), 1, "slant as judged by A: left"),
        (frozenset({a.id, b.id}), 2, "slant as judged by A, B: left"),
    ):
        material = export.gather(project, what="dataset", filter=wanted, known=known)
        assert (len(material.dataset.documents), material.dataset.filters) == (documents, (words,))


def test_names_become_a_filter(project: Project) -> None:
    outlet = project.variables.find(Scope.DOCUMENT, "outlet")
    published = project.variables.find(Scope.DOCUMENT, "published")
    assert outlet is not None
    assert published is not None
    ask = filtering.named
    both = ask(project, where=["outlet = calder bay post", "OUTLET=Sedge and Salt"])
    assert both == Filter().asking(Condition(outlet.id, frozenset({"Calder Bay Post", "Sedge and Salt"})))
    assert ask(project, where=["outlet="]) == Filter().asking(Condition(outlet.id, frozenset({NOT_GIVEN})))
    for given, low, high in (
        ("published=2014-3..2014-05-01", "2014-03", "2014-05-01"),
        ("published=2014..", "2014", ""),
        ("published=2014-03", "2014-03", "2014-03"),
    ):
        assert ask(project, where=[given]) == Filter().asking(Condition(published.id, low=low, high=high))


@pytest.mark.parametrize(
    ("sets", "where", "told"),
    [
        (["Three"], [], "There is no set “Three” in this project. Its sets are: Two, Threats."),
        ([], ["outlet"], "is no condition"),
        ([], ["paper=x"], "There is no variable “paper”"),
        ([], ["outlet=The Moon"], "Its values are: "),
        ([], ["published=soon..later"], "is not a date"),
        ([], ["published=2014-03", "published=2014-05"], "one range of “published”"),
        ([], ["published=", "published=2014-03"], "one range of “published”"),
        ([], ["published=2014-03", "published="], "one range of “published”"),
    ],
)
def test_what_the_project_does_not_have_is_said(project: Project, sets: list[str], where: list[str], told: str) -> None:
    with pytest.raises(UserError, match=told):
        filtering.named(project, sets, where)


def test_the_command_line_narrows_by_set_and_by_variable(made: Path, tmp_path: Path) -> None:
    table = done("agreement", made, "--unit", "document", "--set", "Two", "--json").json
    assert (table["documents"], table["filters"]) == (2, ["set “Two”"])
    assert "Filter: set “Two”" in done("agreement", made, "--unit", "document", "--set", "Two").out
    out = tmp_path / "out.xlsx"
    said = done("export", made, out, "--what", "dataset", "--where", "outlet=Calder Bay Post", "--set", "Two")
    assert "1 document." in said.out
    assert readme(out)["Project", "Filters"] == "set “Two”; outlet: Calder Bay Post"
    assert "no set “Six”" in run("agreement", made, "--set", "Six").complaint
    assert "attributes of codings" in run("agreement", made, "--where", "speaker=").complaint
