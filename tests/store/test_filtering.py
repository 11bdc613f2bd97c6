"""What a filter leaves of a project, against a plain loop over all codings."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from cadrage.core.filtering import NOT_GIVEN, Condition, Filter, Narrowed
from cadrage.core.model import Choice, Scope, Span, Variable, VariableDraft, VariableKind
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project
from tests.guards import ends_within
from tests.store.material import World, draft, switch


@dataclass(frozen=True, slots=True)
class Study:
    """Four documents, two coders; A coded all with Blame and Industry, B the first two with Solution."""

    project: Project
    documents: tuple[int, ...]
    codes: dict[str, int]
    coders: dict[str, int]
    variables: dict[str, Variable]
    codings: dict[tuple[str, int], int]


@pytest.fixture
def study(project: Project) -> Study:
    documents = project.documents.add([draft(name) for name in ("one", "two", "three", "four")])
    blame = project.codes.add("Blame", short_id="BL")
    codes = {
        "BL": blame.id,
        "IND": project.codes.add("Industry", short_id="IND", parent=blame.id).id,
        "SO": project.codes.add("Solution", short_id="SO").id,
    }
    coders = {"A": project.me.id, "B": project.coders.add("B").id}
    drafts = (
        VariableDraft(Scope.DOCUMENT, "outlet", VariableKind.TEXT),
        VariableDraft(Scope.DOCUMENT, "published", VariableKind.DATE),
        VariableDraft(Scope.JUDGEMENT, "slant", VariableKind.CHOICE, "Slant", (Choice("l", "left"), Choice("r", ""))),
        VariableDraft(Scope.CODING, "speaker", VariableKind.ACTOR),
        VariableDraft(Scope.CODING, "strength", VariableKind.NUMBER),
    )
    variables = {each.name: project.variables.add(each) for each in drafts}
    for place, (outlet, day) in enumerate((("Times", "2014-03-14"), ("Mail", "2014-03"), ("Times", "2015"))):
        project.variables.set_for_document(documents[place], variables["outlet"], outlet)
        project.variables.set_for_document(documents[place], variables["published"], day)
    codings = {}
    for name, code, places in (("A", "BL", range(4)), ("A", "IND", range(4)), ("B", "SO", range(2))):
        switch(project, name)
        for place in places:
            codings[code, place] = project.codings.add(documents[place], Span(0, 9), codes[code]).id
    project.variables.set_judgement(documents[1], variables["slant"], "r")
    switch(project, "A")
    project.variables.set_judgement(documents[0], variables["slant"], "left")
    project.variables.set_for_coding(codings["BL", 0], variables["speaker"], "Kerry")
    project.variables.set_for_coding(codings["BL", 1], variables["strength"], "10")
    project.variables.set_for_coding(codings["BL", 2], variables["strength"], "9")
    project.codings.mark_important(codings["IND", 3], important=True)
    return Study(project, documents, codes, coders, variables, codings)


def left(study: Study, wanted: Filter, coders: list[int] | None = None) -> set[tuple[str, int]]:
    found = study.project.filtering.codings(wanted, coders=coders)
    return {key for key, coding in study.codings.items() if coding in found}


def titles(study: Study, wanted: Filter, coders: list[int] | None = None) -> list[str] | None:
    found = study.project.filtering.documents(wanted, coders=coders)
    return None if found is None else [each.title for each in study.project.documents.all() if each.id in found]


def asks(study: Study, variable: str, *values: str, low: str = "", high: str = "") -> Filter:
    return Filter().asking(Condition(study.variables[variable].id, frozenset(values), low, high))


def test_an_empty_filter_leaves_everything(study: Study) -> None:
    assert left(study, Filter()) == set(study.codings)
    assert titles(study, Filter()) is None
    assert study.project.filtering.narrowed(Filter()) == Narrowed(4, 4, 10, 10)


def test_a_code_stands_for_its_sub_codes_in_sets_too(study: Study) -> None:
    single = Filter(codes=frozenset({study.codes["BL"]}))
    named = Filter(code_sets=frozenset({study.project.sets.codes.add("Blames", [study.codes["BL"]]).id}))
    for wanted in (single, named):
        assert {code for code, _ in left(study, wanted)} == {"BL", "IND"}
        assert titles(study, wanted) is None
    both = replace(named, codes=frozenset({study.codes["SO"]}))
    assert left(study, both) == set(study.codings)


def test_sets_and_single_documents_add_up(study: Study) -> None:
    found = study.project.sets.documents.add("First", study.documents[:1])
    wanted = Filter(document_sets=frozenset({found.id}), documents=frozenset({study.documents[2]}))
    assert titles(study, wanted) == ["one", "three"]
    assert {place for _, place in left(study, wanted)} == {0, 2}


def test_an_empty_set_leaves_nothing_and_a_removed_one_asks_for_nothing(study: Study) -> None:
    documents, codes = study.project.sets.documents.add("None"), study.project.sets.codes.add("None")
    for wanted in (Filter(document_sets=frozenset({documents.id})), Filter(code_sets=frozenset({codes.id}))):
        assert left(study, wanted) == set()
        assert study.project.filtering.present(wanted) == wanted
    study.project.sets.documents.remove(documents.id)
    study.project.sets.codes.remove(codes.id)
    for wanted in (Filter(document_sets=frozenset({documents.id})), Filter(code_sets=frozenset({codes.id}))):
        assert left(study, wanted) == set(study.codings)
        assert not study.project.filtering.present(wanted).in_force
        assert study.project.filtering.words(wanted) == ()


def test_several_values_are_alternatives_and_several_variables_must_all_hold(study: Study) -> None:
    assert titles(study, asks(study, "outlet", "Times")) == ["one", "three"]
    assert titles(study, asks(study, "outlet", "Times", "Mail")) == ["one", "two", "three"]
    assert titles(study, asks(study, "outlet", NOT_GIVEN)) == ["four"]
    assert titles(study, asks(study, "outlet", "Mail", NOT_GIVEN)) == ["two", "four"]
    march = Condition(study.variables["published"].id, low="2014-03", high="2014-03")
    assert titles(study, asks(study, "outlet", "Times").asking(march)) == ["one"]


def test_dates_and_numbers_are_asked_for_from_and_to(study: Study) -> None:
    assert titles(study, asks(study, "published", low="2014-03", high="2014-12")) == ["one", "two"]
    assert titles(study, asks(study, "published", low="2014-04")) == ["three"]
    assert left(study, asks(study, "strength", low="9.5")) == {("BL", 1)}
    assert left(study, asks(study, "strength", high="9")) == {("BL", 2)}


def test_attributes_and_importance_narrow_codings_and_leave_the_documents(study: Study) -> None:
    (kerry,) = study.project.filtering.values(study.variables["speaker"])
    assert left(study, asks(study, "speaker", kerry)) == {("BL", 0)}
    assert titles(study, asks(study, "speaker", kerry)) is None
    assert study.project.filtering.words(asks(study, "speaker", kerry)) == ("speaker: Kerry",)
    assert left(study, Filter(important=True)) == {("IND", 3)}
    assert left(study, Filter(important=False)) == study.codings.keys() - {("IND", 3)}
    assert ("BL", 0) not in left(study, asks(study, "speaker", NOT_GIVEN))


def test_only_the_coders_asked_for_are_left_and_never_more_than_may_be_known(study: Study) -> None:
    only_b = Filter(coders=frozenset({study.coders["B"]}))
    assert {code for code, _ in left(study, only_b)} == {"SO"}
    assert left(study, only_b, [study.coders["A"]]) == set()
    assert left(study, Filter(), [study.coders["A"]]) == {key for key in study.codings if key[0] != "SO"}


def test_a_judgement_that_may_not_be_known_narrows_nothing_and_is_not_offered(study: Study) -> None:
    slant = study.variables["slant"]
    assert titles(study, asks(study, "slant", "r")) == ["two"]
    assert titles(study, asks(study, "slant", "r"), [study.coders["A"]]) == []
    assert titles(study, asks(study, "slant", NOT_GIVEN), [study.coders["A"]]) == ["two", "three", "four"]
    assert study.project.filtering.values(slant, coders=[study.coders["A"]]) == {"l": 1}
    assert study.project.filtering.words(asks(study, "slant", "l")) == ("Slant: left",)
    of_b = replace(asks(study, "slant", "l"), coders=frozenset({study.coders["B"]}))
    assert titles(study, of_b) == []


@pytest.mark.parametrize("coders", [None, "A"])
def test_counts_agree_with_the_codings_that_are_left(study: Study, coders: str | None) -> None:
    known = None if coders is None else [study.coders[coders]]
    wanted = [
        Filter(),
        Filter(coders=frozenset({study.coders["A"]})),
        Filter(codes=frozenset({study.codes["IND"]})),
        asks(study, "outlet", "Times"),
        Filter(important=True),
    ]
    for each in wanted:
        found = study.project.codings.get(study.project.filtering.codings(each, coders=known))
        by_code: dict[int, int] = {}
        by_document: dict[int, int] = {}
        for coding in found:
            by_code[coding.code] = by_code.get(coding.code, 0) + 1
            by_document[coding.document] = by_document.get(coding.document, 0) + 1
        assert study.project.filtering.counts_by_code(each, coders=known) == by_code
        assert study.project.filtering.counts_by_document(each, coders=known) == by_document
        assert study.project.filtering.narrowed(each, coders=known).codings == len(found)
        assert study.project.filtering.among(each, study.codings.values(), coders=known) == {c.id for c in found}


def test_the_open_document_shows_its_codings_even_if_it_is_not_asked_for(study: Study) -> None:
    only_mail = asks(study, "outlet", "Mail")
    everybody = list(study.coders.values())
    rows = study.project.filtering.rows_of_document
    assert len(rows(only_mail, study.documents[0], coders=everybody)) == 3
    blamed = replace(only_mail, codes=frozenset({study.codes["IND"]}))
    assert [row[3] for row in rows(blamed, study.documents[0], coders=everybody)] == [study.codes["IND"]]


def test_a_retired_variable_asks_for_nothing(world: World) -> None:
    wanted = Filter().asking(Condition(world.fact.id, frozenset({"The Times"})))
    assert world.project.filtering.documents(wanted) == frozenset()
    with world.project.change("Retire"):
        world.project.write("UPDATE variable SET retired = 1 WHERE id = ?", (world.fact.id,))
    assert world.project.filtering.documents(wanted) is None
    assert not world.project.filtering.present(wanted).in_force


def test_ten_thousand_documents_and_fifty_thousand_codings_are_counted_in_a_moment(project: Project) -> None:
    documents = project.documents.add([draft(f"{number}", f"Text number {number}.\n") for number in range(10_000)])
    codes = [project.codes.add(f"Code {number}").id for number in range(10)]
    outlet = project.variables.ensure(Scope.DOCUMENT, "outlet")
    me, round_ = project.me.id, project.rounds.latest.id
    with project.change("Fill"):
        for place, document in enumerate(documents):
            project.variables.set_for_document(document, outlet, f"Paper {place % 20}")
        project.codings.add_many(
            NewCoding(document, Span(place, place + 3), codes[(place + document) % 10], me, round_)
            for document in documents
            for place in range(5)
        )
    half = project.sets.documents.add("Half", documents[::2])
    wanted = Filter(codes=frozenset(codes[:3]), document_sets=frozenset({half.id}))
    wanted = wanted.asking(Condition(outlet.id, frozenset(f"Paper {number}" for number in range(10))))
    with ends_within(2):
        found = project.filtering.narrowed(wanted, coders=[me])
        by_document = project.filtering.counts_by_document(wanted, coders=[me])
    assert found.documents == 2_500
    assert found.codings == sum(by_document.values()) > 0
