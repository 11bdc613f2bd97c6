"""Tables of units read back by `cadrage reliability`: the very numbers of the agreement sheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadrage.agreement.axis import MOST_CODERS
from cadrage.cli import main
from cadrage.core.agreement import Coefficient
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.core.model import DocumentDraft, Layer, Scope, State, VariableDraft, VariableKind
from cadrage.exchange.code_columns import code_columns
from cadrage.exchange.csv_folder import write_folder
from cadrage.exchange.dataset_tables import tables
from cadrage.exchange.tables import Table
from cadrage.jobs import export, reliability, sample, segmenting
from cadrage.jobs.agreement import Question
from cadrage.jobs.datasets import studied
from cadrage.store.project import Project
from tests.jobs.coded_study import study
from tests.jobs.random_study import random_study

SAME = ("percent_agreement", "cohen_kappa", "fleiss_kappa", "gwet_ac", "krippendorff_alpha")


def exported(project: Project, question: Question | None = None) -> Dataset:
    material = export.gather(project, what="agreement", question=question)
    assert material.study is not None
    return studied(material.dataset, material.study, material.details)


def by_name(dataset: Dataset) -> dict[str, Table]:
    return {table.name: table for table in tables(dataset, "agreement", files=True)}


def written(table: Table, path: Path) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[column.name for column in table.columns], *table.rows()])
    return path


def same(mine: Coefficient, other: Coefficient) -> bool:
    if mine.value is None or other.value is None:
        return mine.value is other.value
    return mine.value == pytest.approx(other.value, abs=1e-12)


def check(project: Project, folder: Path, question: Question | None = None) -> Dataset:
    """Every table of one code, in the categories of agreement (there, not there), against the row of that code."""
    dataset = exported(project, question)
    assert dataset.agreement is not None
    names, found = code_columns(dataset), by_name(dataset)
    assert dataset.agreement.codes
    for row in dataset.agreement.codes:
        table = found.get(f"units_{names[row.code.id]}")
        assert (table.length if table else 0) == row.units
        if table is None:
            continue
        path = written(table, folder / f"{table.name}.csv")
        again = reliability.of_table(path, metric="nominal", weights="unweighted", categories=("0", "1"))
        assert again.coders == dataset.agreement.coders
        for name in SAME:
            assert same(row.coefficients[name], again.coefficients[name]), (row.code.label, name)
    return dataset


def test_the_sample_study_gives_the_same_numbers_through_its_csv_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sample.build(tmp_path / "sample.cadrage") as project:
        dataset = check(project, tmp_path)
    assert dataset.agreement is not None
    folder = tmp_path / "csv"
    write_folder(dataset, folder)
    names = code_columns(dataset)
    for row in dataset.agreement.codes:
        capsys.readouterr()
        assert main(["reliability", str(folder / f"units_{names[row.code.id]}.csv"), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        if row.coded and row.coded < row.units:
            for name in SAME:
                value = found["coefficients"][name]["value"]
                assert value == pytest.approx(row.coefficients[name].value, abs=1e-12), (row.code.label, name)


def test_two_coders_give_the_same_kappa(tmp_path: Path) -> None:
    dataset = check(study(), tmp_path)
    assert dataset.agreement is not None
    assert any(row.coefficients["cohen_kappa"].value not in (None, 1.0) for row in dataset.agreement.codes)


@pytest.mark.parametrize("least", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("unit", ["sentence", "paragraph", "document", "token"])
def test_every_unit_and_every_share_of_it_gives_the_same_numbers(tmp_path: Path, unit: str, least: float) -> None:
    check(study(), tmp_path, Question(unit=unit, least=least, interval="none"))


@pytest.mark.parametrize("seed", range(12))
def test_random_studies_give_the_same_numbers(tmp_path: Path, seed: int) -> None:
    with random_study(seed, people=2 + seed % 3) as project:
        dataset = check(project, tmp_path, Question(interval="none", least=0.3 * (seed % 2)))
    assert dataset.units is not None
    alone = [each for each in dataset.units.documents if len(each.coders) == 1]
    assert alone or any(len(each.coders) < len(dataset.units.coders) for each in dataset.units.documents)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("least", [0.0, 0.4, 1.0])
def test_the_long_table_is_what_a_plain_recount_finds(seed: int, least: float) -> None:
    with random_study(seed) as project:
        dataset = exported(project, Question(interval="none", least=least))
        wanted = sorted(recounted(project, dataset, least))
    table = by_name(dataset)["units_long"]
    rows = list(table.rows())
    assert len(rows) == table.length
    assert sorted(rows) == wanted
    assert len({(row[0], row[5]) for row in rows}) == len(rows)


def recounted(project: Project, dataset: Dataset, least: float) -> Iterator[tuple[object, ...]]:
    """Character by character."""
    round_ = project.rounds.latest
    codings = [each for each in project.codings.all() if each.round == round_.id and each.layer is Layer.CODER]
    groups = project.codes.codebook().groups()
    short = dataset.named(each.guid for each in dataset.documents)
    for document in project.documents.all():
        states = [each for each in project.statuses.all(round=round_.id) if each.document == document.id]
        done = {each.coder for each in states if each.state is State.COMPLETE}
        if document.duplicate_of is not None or not done:
            continue
        out = {place for span in project.documents.excluded(document.id) for place in range(span.start, span.end)}
        units = segmenting.units(project, [document.text_id], "sentence")[document.text_id].boundaries
        for number, (start, end) in enumerate(units, start=1):
            left = {*range(start, end)} - out
            for coder in project.coders.all():
                if left and coder.id in done:
                    mine = [each for each in codings if each.coder == coder.id and each.document == document.id]
                    held = []
                    for group in groups:
                        spans = [each.span for each in mine if each.code in group.members]
                        covered = {place for span in spans for place in range(span.start, span.end)} & left
                        held.append(int(bool(covered) and len(covered) >= least * len(left)))
                    doc_id = short[document.guid]
                    yield f"{doc_id}_{number:05}", doc_id, number, start, end, coder.name, len(done), *held


def test_one_coder_alone_has_units_but_nothing_to_compare() -> None:
    with random_study(3, people=1) as project:
        found = by_name(exported(project))
    assert found["units_long"].length
    assert [name for name in found if name.startswith("units_") and name != "units_long"] == []


def test_with_nobody_done_there_are_no_units() -> None:
    with Project.in_memory(coder="A") as project:
        project.documents.add([DocumentDraft("One", "one.txt", "Some words.", "txt", "utf-8", b"")])
        project.codes.add("Threat")
        found = by_name(exported(project))
    assert not any(name.startswith("units_") for name in found)


def test_a_filter_narrows_the_units_as_it_narrows_agreement(tmp_path: Path) -> None:
    with study() as project:
        kept = [document.id for document in project.documents.all()][:3]
        code = next(each for each in project.codes.all() if each.short_id == "SAN")
        question = Question(filter=Filter(documents=frozenset(kept), codes=frozenset({code.id})))
        dataset = check(project, tmp_path, question)
    names = [table.name for table in tables(dataset, "agreement", files=True) if table.name.startswith("units_")]
    assert names == ["units_long", "units_san"]
    assert dataset.units is not None
    assert {each.document for each in dataset.units.documents} == set(kept)


def test_characters_are_too_many_for_tables() -> None:
    with study() as project:
        assert exported(project, Question(unit="character", interval="none")).units is None


def test_more_coders_than_can_be_compared_do_not_stop_an_export() -> None:
    with Project.in_memory(coder="A") as project:
        project.documents.add([DocumentDraft("One", "one.txt", "Some words.", "txt", "utf-8", b"")])
        people = [project.coders.add(f"C{number}").id for number in range(MOST_CODERS + 1)]
        with project.change("All done"):
            document = project.documents.all()[0].id
            project.statuses.complete_many([(document, person) for person in people], project.rounds.latest.id)
        assert [export.gather(project, what=what).study for what in ("all", "dataset")] == [None, None]
        with pytest.raises(UserError, match="At most 60"):
            export.gather(project, what="agreement")


def test_a_study_that_judges_whole_documents_has_units_without_codes_and_is_exported(tmp_path: Path) -> None:
    with Project.in_memory(coder="A") as project:
        project.documents.add([DocumentDraft("Text", "t.txt", "One sentence. Another one.", "txt", "utf-8", b"")])
        tone = project.variables.add(VariableDraft(Scope.JUDGEMENT, "mood", VariableKind.TEXT, "Mood"))
        for coder in (project.me, project.coders.add("B")):
            project.switch_coder(coder)
            project.variables.set_judgement(1, tone, "friendly")
            project.statuses.set(1, State.COMPLETE)
        dataset = exported(project)
        found = by_name(dataset)["units_long"]
        assert [len(row) for row in found.rows()] == [len(found.columns)] * found.length == [7] * 4
        for name in ("out.xlsx", "out"):
            export.to_file(project, tmp_path / name)
    assert len((tmp_path / "out" / "units_long.csv").read_text("utf-8-sig").splitlines()) == 5


def test_a_blind_round_gives_no_units_before_it_is_unsealed() -> None:
    with study() as project:
        project.rounds.add("reliability", "Blind", blind=True)
        material = export.gather(project)
    assert material.study is None
    assert all(not table.name.startswith("units_") for table in tables(material.dataset))
