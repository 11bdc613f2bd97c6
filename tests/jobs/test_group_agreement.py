"""Codes that exclude each other, attributes and judgements as one variable, over a real project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from cadrage.core.errors import UserError
from cadrage.core.group_agreement import AttributeAgreement, GroupAgreement
from cadrage.core.model import Scope, State, VariableDraft, VariableKind
from cadrage.jobs import group_agreement
from cadrage.jobs.agreement import Question
from cadrage.jobs.group_agreement import Kind, Subject
from cadrage.store.project import Project
from tests.jobs.coded_study import DOCUMENTS, LINES, study

EVEN = DOCUMENTS // 2


@pytest.fixture
def project() -> Iterator[Project]:
    with study() as project:
        yield project


def family(project: Project, **question: object) -> GroupAgreement:
    subject = group_agreement.named_group(project, "ESC")
    found = group_agreement.answer(project, Question(**question), subject)  # type: ignore[arg-type]
    assert isinstance(found, GroupAgreement)
    return found


def variable(project: Project, kind: Kind, name: str) -> AttributeAgreement:
    found = group_agreement.answer(project, Question(), group_agreement.named_variable(project, kind, name))
    assert isinstance(found, AttributeAgreement)
    return found


def test_a_family_is_one_variable_of_its_sub_codes(project: Project) -> None:
    found = family(project)
    units = DOCUMENTS * (LINES + 1)
    assert (found.codes, found.units, found.several) == (("ESC-THR", "ESC-MIL"), units, 0)
    assert found.on_units["percent_agreement"].value == pytest.approx(1 - EVEN / units)
    thr, mil = found.confusion.codes
    assert found.confusion.count(thr, thr) == 2 * DOCUMENTS - EVEN
    assert found.confusion.count(thr, mil) == EVEN
    assert found.confusion.count(mil, None) == 0
    # Both coded the same words: only which code is in doubt.
    assert found.on_characters["bar_alpha"].value == 1.0
    assert 0 < (found.on_characters["cu_alpha"].value or 0) < 1
    assert found.coverage == {"ESC-THR": 1.0, "ESC-MIL": 1.0}


def test_codings_of_the_parent_itself_are_said_and_count_as_none_of_its_codes(project: Project) -> None:
    (own,) = (note for note in family(project).circumstances.notes if "ESC itself" in note)
    assert own.startswith(f"{DOCUMENTS} codings carry")


def test_a_set_of_codes_is_one_variable_and_counts_no_coding_twice(project: Project) -> None:
    ids = {code.short_id: code.id for code in project.codes.all()}
    project.sets.codes.add("Threats", [ids["ESC"], ids["ESC-THR"], ids["SAN"]])
    subject = group_agreement.named_group(project, "Threats")
    assert subject.kind is Kind.SET
    study = group_agreement.gather(project, Question(), subject).study
    assert {group.label: len(group.members) for group in study.codes} == {"ESC": 2, "ESC-THR": 1, "SAN": 1}


def test_a_unit_may_have_to_be_half_covered(project: Project) -> None:
    project.sets.codes.add("Both", [code.id for code in project.codes.all() if code.short_id in ("SAN", "ESC-THR")])
    subject = group_agreement.named_group(project, "Both")
    any_, half = (
        group_agreement.answer(project, Question(least=least), subject).as_json()["on_units"] for least in (0.0, 0.5)
    )
    # B's spans of SAN are short: with any overlap both coders have it, with half of the unit A alone.
    assert any_["percent_agreement"]["value"] > half["percent_agreement"]["value"]  # type: ignore[index]
    assert group_agreement.answer(project, Question(least=0.5), subject).circumstances.least == 0.5


def test_an_ordinal_attribute_is_compared_where_the_same_code_stands_on_the_same_words(project: Project) -> None:
    found = variable(project, Kind.ATTRIBUTE, "certainty")
    # THR on line 0 always, on line 1 in odd documents; MIL on two lines; SAN overlaps by less than half.
    matching = DOCUMENTS + EVEN + 2 * DOCUMENTS
    assert (found.units, found.metric, found.values) == (matching, "ordinal", ("1", "2", "3"))
    assert found.coefficients["percent_agreement"].value == pytest.approx((DOCUMENTS + EVEN) / matching)
    assert found.confusion.count(1, 2) == 2 * DOCUMENTS


def test_a_judgement_is_one_value_a_document(project: Project) -> None:
    found = variable(project, Kind.JUDGEMENT, "mood")
    assert (found.of, found.units, found.metric) == ("judgement", DOCUMENTS, "nominal")
    assert found.coefficients["percent_agreement"].value == pytest.approx((DOCUMENTS - 1) / DOCUMENTS)
    assert found.coefficients["krippendorff_alpha"].low is not None
    # On the first document A said friendly and B hostile, nowhere the other way round.
    assert (found.confusion.count(1, 0), found.confusion.count(0, 1)) == (1, 0)


def test_an_answer_about_a_document_that_is_not_complete_does_not_count(project: Project) -> None:
    first = project.documents.all()[0].id
    project.statuses.set(first, State.PROGRESS)
    found = variable(project, Kind.JUDGEMENT, "mood")
    assert found.units == DOCUMENTS - 1
    assert found.coefficients["percent_agreement"].value == 1.0


def test_numbers_are_ordered_by_size_and_actors_are_names(project: Project) -> None:
    certainty = project.variables.find(Scope.CODING, "certainty")
    assert certainty is not None
    number, actor = (replace(certainty, kind=kind, choices=()) for kind in (VariableKind.NUMBER, VariableKind.ACTOR))
    assert group_agreement._values(number, ["10", "9", "2"]) == (("2", "9", "10"), True)
    assert group_agreement._values(actor, ["Kerry", "Aksyonov"]) == (("Aksyonov", "Kerry"), False)


def test_one_number_written_in_two_ways_is_one_value(project: Project) -> None:
    first, second = project.coders.all()[:2]
    sum_ = project.variables.add(VariableDraft(Scope.JUDGEMENT, "sum", VariableKind.NUMBER))
    for number, document in enumerate(project.documents.all()):
        for coder, value in ((first, str(number % 2)), (second, f"{number % 2}.0")):
            project.switch_coder(coder)
            project.variables.set_judgement(document.id, sum_, value)
    found = variable(project, Kind.JUDGEMENT, "sum")
    assert found.values == ("0", "1")
    assert found.coefficients["krippendorff_alpha"].value == 1


def test_what_can_be_compared_is_listed_and_free_text_is_not(project: Project) -> None:
    found = group_agreement.subjects(project)
    assert found[0] == Subject(Kind.FAMILY, found[0].id, "ESC")
    labels = {(each.kind, each.label) for each in found}
    assert {(Kind.ATTRIBUTE, "Certainty"), (Kind.JUDGEMENT, "Mood")} <= labels
    texts = {each.label for each in project.variables.all() if each.kind is VariableKind.TEXT}
    assert not texts & {label for _, label in labels}


def test_what_is_not_there_or_has_nothing_to_tell_apart_is_refused_in_words(project: Project) -> None:
    with pytest.raises(UserError, match="no code and no set of codes “NO”"):
        group_agreement.named_group(project, "NO")
    with pytest.raises(UserError, match="fewer than two sub-codes"):
        group_agreement.answer(project, Question(), group_agreement.named_group(project, "SAN"))
    with pytest.raises(UserError, match=r"no judgement “tune”.*“mood”"):
        group_agreement.named_variable(project, Kind.JUDGEMENT, "tune")


def test_a_blind_round_is_not_compared(project: Project) -> None:
    project.rounds.add("pilot", "Pilot", blind=True)
    with pytest.raises(UserError, match="blind"):
        family(project)
    assert family(project, round="1").documents == DOCUMENTS


def test_the_answer_is_json_with_the_confusion_as_rows(project: Project) -> None:
    found = json.loads(json.dumps(family(project, interval="bootstrap", seed=3).as_json(), allow_nan=False))
    assert (found["seed"], found["round"]) == (3, "Coding")
    assert found["confusion"]["labels"] == ["ESC-THR", "ESC-MIL", None]
    assert found["confusion"]["rows"] == "A"
    assert found["confusion"]["counts"][0] == [2 * DOCUMENTS - EVEN, EVEN, 0]
