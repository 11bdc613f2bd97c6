"""Results of projects in which something is missing, in part, too much, or not to be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from cadrage.core.errors import UserError
from cadrage.core.filtering import Condition, Filter
from cadrage.core.model import Choice, DocumentDraft, Scope, Span, VariableDraft, VariableKind
from cadrage.core.results import Base, Cell, ResultTable
from cadrage.core.results_json import GONE
from cadrage.core.results_question import Bin, Dimension, Event, Kind, Measure, Proximity, Question, Unit
from cadrage.core.time_bins import MOST_BINS, Undated, between, category, placed
from cadrage.jobs import results
from cadrage.jobs.agreement import sealed
from cadrage.results.together import together
from cadrage.store.project import Project

CODE, OUTLET = Dimension(Kind.CODE), Dimension(Kind.FACT, "outlet")


def by(bin_: Bin) -> Dimension:
    return Dimension(Kind.TIME, "published", bin_)


def table(project: Project, question: Question) -> ResultTable:
    return results.table(results.gather(project, question))


def labels(found: ResultTable, dimension: int) -> list[str]:
    return [each.label for each in found.categories[dimension]]


def add(project: Project, *texts: str) -> Sequence[int]:
    drafts = [DocumentDraft(f"Article {place}", "", text, "txt", "", b"") for place, text in enumerate(texts)]
    return project.documents.add(drafts)


def give(project: Project, name: str, values: dict[int, str]) -> None:
    variable = project.variables.ensure(Scope.DOCUMENT, name)
    for document, value in values.items():
        project.variables.set_for_document(document, variable, value, checked=False)


@pytest.fixture
def project() -> Iterator[Project]:
    with Project.in_memory(coder="Ann") as made:
        yield made


QUESTIONS = [
    Question(),
    Question(columns=(Dimension(Kind.DOCUMENT),)),
    Question((Dimension(Kind.FAMILY),), (Dimension(Kind.CODER),), (Dimension(Kind.ROUND),)),
    Question((Dimension(Kind.DOCUMENT),), unit=Unit.CODINGS),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_project_without_anything_has_empty_results(project: Project, question: Question) -> None:
    found = table(project, question)
    assert found.cell(found.whole()) == Cell()
    assert all(found.value(found.whole(), measure) in (None, 0) for measure in Measure)
    assert any("Nothing is coded" in note for note in found.asked.notes)
    assert results.tests_of(found).notes


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_document_without_codings_has_bases_but_no_cells(project: Project, question: Question) -> None:
    add(project, "Talks failed again.")
    project.codes.add("Blame")
    found = table(project, question)
    assert found.cell(found.whole()) == Cell()
    assert found.base(found.whole()) == Base(1, 3)
    assert together(results.gather(project, replace(question, proximity=Proximity()))).pairs == {}


def test_a_document_without_words_has_no_share_of_words(project: Project) -> None:
    (document,) = add(project, "…")
    project.codings.add(document, Span(0, 1), project.codes.add("Blame").id)
    found = table(project, Question(columns=(Dimension(Kind.DOCUMENT),)))
    assert found.cell((0, 0)) == Cell(1, 1, 0)
    assert found.value((0, 0), Measure.SHARE_WORDS) is None
    assert found.value((0, 0), Measure.PER_THOUSAND) is None
    assert "1 document has no words: nothing in them is a share of words." in found.asked.notes


def test_what_has_no_value_stands_at_the_end(project: Project) -> None:
    one, two, three = add(project, "One.", "Two.", "Three.")
    give(project, "outlet", {one: "zeit", three: "Bild"})
    project.codings.add(two, Span(0, 3), project.codes.add("Blame").id)
    found = table(project, Question(columns=(OUTLET,)))
    assert labels(found, 1) == ["Bild", "zeit", "(no value)"]
    assert found.categories[1][-1].missing
    assert [found.cell((0, at)).documents for at in range(3)] == [0, 0, 1]


def test_choices_stand_in_their_order_with_their_labels_whether_used_or_not(project: Project) -> None:
    (document,) = add(project, "One.")
    project.codings.add(document, Span(0, 3), project.codes.add("Blame").id)
    choices = (Choice("2", "high"), Choice("1", "low"))
    project.variables.add(VariableDraft(Scope.CODING, "grade", VariableKind.ORDINAL, "Grade", choices))
    found = table(project, Question(columns=(Dimension(Kind.ATTRIBUTE, "grade"),)))
    assert (labels(found, 1), found.names[1]) == (["high", "low", "(no value)"], "Grade")


def test_partial_dates_stand_where_they_are_known_and_are_told(project: Project) -> None:
    documents = add(project, *(f"Text {place}." for place in range(5)))
    give(project, "published", dict(zip(documents, ["2014", "2014-03", "2014-05-02", "", "soon"], strict=True)))
    project.codings.add(documents[0], Span(0, 4), project.codes.add("Blame").id)
    months = table(project, Question(columns=(by(Bin.MONTH),)))
    assert labels(months, 1) == ["2014-03", "2014-04", "2014-05", "(no month)", "(no date)", "(not a date)"]
    assert [months.base((None, at)).documents for at in range(6)] == [1, 0, 1, 1, 1, 1]
    assert months.cell((0, 3)).documents == 1
    assert "1 date is known in part only and stands under “(no month)”." in months.asked.notes
    assert "1 value is no date that can be read." in months.asked.notes
    assert labels(table(project, Question(columns=(by(Bin.YEAR),))), 1) == ["2014", "(no date)", "(not a date)"]
    assert labels(table(project, Question(columns=(by(Bin.QUARTER),))), 1)[:3] == ["2014-Q1", "2014-Q2", "(no quarter)"]


@pytest.mark.parametrize(
    ("value", "bin_", "start"),
    [
        ("2014-12-29", Bin.WEEK, date(2014, 12, 29)),
        ("2014-12-31T10:00", Bin.DAY, date(2014, 12, 31)),
        ("2014-11", Bin.QUARTER, date(2014, 10, 1)),
        ("2014-02-30", Bin.DAY, Undated.WRONG),
        ("2014-3-5", Bin.MONTH, date(2014, 3, 1)),
        ("2014-03", Bin.WEEK, Undated.PARTIAL),
        (" ", Bin.DAY, Undated.MISSING),
        ("14.3.2014", Bin.DAY, Undated.WRONG),
        ("0001-01-03", Bin.WEEK, date(1, 1, 1)),
        ("9999-12-31", Bin.DAY, date(9999, 12, 31)),
    ],
)
def test_dates_lie_in_their_stretches(value: str, bin_: Bin, start: date | Undated) -> None:
    assert placed(value, bin_) == start


@pytest.mark.parametrize("bin_", list(Bin))
def test_stretches_follow_each_other_without_holes_and_are_named_in_order(bin_: Bin) -> None:
    first, last = (placed(value, bin_) for value in ("2014-11-20", "2016-02-03"))
    assert isinstance(first, date)
    assert isinstance(last, date)
    found = [category(start, bin_) for start in between([last, first], bin_)]
    keys = [each.key for each in found]
    assert keys == sorted(set(keys))
    for before, after in pairwise(found):
        assert before.end is not None
        assert after.start is not None
        assert (after.start - before.end).days == 1
    assert category(date(2014, 12, 29), Bin.WEEK).key == "2015-W01"
    assert between([date.max.replace(day=1), date.max.replace(month=11, day=1)], Bin.MONTH)[-1].month == 12


def test_one_mistyped_year_does_not_fill_a_table_and_is_told_in_time(project: Project) -> None:
    one, two = add(project, "One.", "Two.")
    give(project, "published", {one: "0214-03-01", two: "2014-03-01"})
    found = table(project, Question(columns=(by(Bin.MONTH),)))
    assert labels(found, 1) == ["0214-03", "2014-03"]
    assert any(f"more than {MOST_BINS:,}" in note for note in found.asked.notes)
    with pytest.raises(UserError, match="more than 2,000 months"):
        results.over_time(found)


def test_gaps_in_time_are_gaps_and_not_zeros(project: Project) -> None:
    one, two, three = add(project, "One.", "Two.", "Three.")
    give(project, "published", {one: "2014-03-01", two: "2014-05-01", three: ""})
    code = project.codes.add("Blame").id
    project.codings.add(one, Span(0, 3), code)
    asked = Question(columns=(by(Bin.MONTH),), events=(Event("2014-04-02", "Vote"), Event("2014-03-16", "Ballot")))
    found = results.over_time(table(project, asked))
    assert [each.label for each in found.bins] == ["2014-03", "2014-04", "2014-05"]
    (line,) = found.series
    assert found.values(line) == (1, None, 0)
    assert found.values(line, Measure.COLUMN) == (1, None, 0)
    assert found.values(found.total, Measure.SHARE_WORDS) == (1, None, 0)
    assert found.undated == {"(no date)": Base(1, 1)}
    assert [each.label for each in found.events] == ["Ballot", "Vote"]


def test_lines_need_time(project: Project) -> None:
    with pytest.raises(UserError, match="no time in this table"):
        results.over_time(table(project, Question()))


def test_five_hundred_values_can_be_brought_down_to_the_most_frequent(project: Project) -> None:
    documents = add(project, *(f"Text {place}." for place in range(600)))
    give(project, "author", {each: f"Author {max(place, 99):03}" for place, each in enumerate(documents)})
    code = project.codes.add("Blame").id
    project.codings.add(documents[0], Span(0, 4), code)
    project.codings.add(documents[599], Span(0, 4), code)
    everyone = table(project, Question(columns=(Dimension(Kind.FACT, "author"),)))
    assert len(everyone.categories[1]) == 501
    few = table(project, Question(columns=(Dimension(Kind.FACT, "author", most=3),)))
    assert labels(few, 1) == ["Author 099", "Author 100", "Author 101", "(498 other values)"]
    assert [few.base((None, at)).documents for at in range(4)] == [100, 1, 1, 498]
    assert [few.cell((0, at)).documents for at in range(4)] == [1, 0, 0, 1]
    assert few.cell(few.whole()) == everyone.cell(everyone.whole())


def test_codes_that_one_of_several_coders_used_are_named(project: Project) -> None:
    (document,) = add(project, "Talks failed again.")
    both, one = project.codes.add("Blame").id, project.codes.add("Hope").id
    project.codings.add(document, Span(0, 5), both)
    ben = project.coders.add("Ben")
    project.codings.add(document, Span(0, 5), both, coder=ben.id)
    project.codings.add(document, Span(0, 5), one, coder=ben.id)
    found = table(project, Question(columns=(Dimension(Kind.CODER),), unit=Unit.CODINGS))
    assert "Used by one coder only: Hope." in found.asked.notes
    assert [[found.cell((row, column)).codings for column in range(2)] for row in range(2)] == [[1, 1], [0, 1]]
    assert not any("counted together" in note for note in found.asked.notes)
    together_ = table(project, Question(unit=Unit.CODINGS))
    assert any("2 coders are counted together" in note for note in together_.asked.notes)


def test_a_coders_base_is_what_the_coder_worked_on(project: Project) -> None:
    one, _, _ = add(project, "One.", "Two.", "Three.")
    ben = project.coders.add("Ben")
    code = project.codes.add("Blame").id
    project.codings.add(one, Span(0, 3), code)
    with project.change("Complete"):
        project.statuses.complete_many([(one, ben.id)], project.rounds.latest.id)
    found = table(project, Question(columns=(Dimension(Kind.CODER),)))
    assert [found.base((None, at)).documents for at in (0, 1, None)] == [1, 1, 3]
    assert [found.value((0, at), Measure.COLUMN) for at in (0, 1)] == [1, 0]


def test_judgements_count_with_the_coder_who_judged(project: Project) -> None:
    one, two = add(project, "One.", "Two.")
    code = project.codes.add("Blame").id
    mood = project.variables.add(VariableDraft(Scope.JUDGEMENT, "mood", VariableKind.TEXT))
    ben = project.coders.add("Ben")
    for coder, said in ((project.me, "calm"), (ben, "angry")):
        project.switch_coder(coder)
        project.codings.add(one, Span(0, 3), code)
        project.variables.set_judgement(one, mood, said)
    found = table(project, Question(columns=(Dimension(Kind.JUDGEMENT, "mood"),)))
    assert labels(found, 1) == ["angry", "calm", "(no value)"]
    assert [found.base((None, at)).documents for at in (0, 1, 2, None)] == [1, 1, 1, 2]
    assert [found.cell((0, at)).documents for at in (0, 1, 2, None)] == [1, 1, 0, 1]
    assert (two, any("counts once in the sum" in note for note in found.asked.notes)) == (two, True)


def test_sub_codes_count_once_in_what_they_stand_under_or_apart(project: Project) -> None:
    (document,) = add(project, "Talks failed again.")
    above = project.codes.add("Blame").id
    below = project.codes.add("Ministers", parent=above).id
    project.codings.add(document, Span(0, 12), above)
    project.codings.add(document, Span(6, 18), below)
    rolled, apart = table(project, Question()), table(project, Question(rolled=False))
    assert [rolled.cell((row,)) for row in (0, 1, None)] == [Cell(2, 1, 3), Cell(1, 1, 2), Cell(2, 1, 3)]
    assert [apart.cell((row,)) for row in (0, 1, None)] == [Cell(1, 1, 2), Cell(1, 1, 2), Cell(2, 1, 3)]
    family = table(project, Question((Dimension(Kind.FAMILY),)))
    assert (labels(family, 0), family.cell((0,))) == (["Blame"], Cell(2, 1, 3))
    assert any("stands for its sub-codes" in note for note in rolled.asked.notes)


def test_not_article_text_leaves_words_and_shares_and_is_told(project: Project) -> None:
    (document,) = add(project, "Talks failed again. Read more here.")
    code = project.codes.add("Blame").id
    project.codings.add(document, Span(6, 24), code)
    project.codings.add(document, Span(25, 29), code)
    project.regions.mark(document, Span(20, 35))
    found = table(project, Question())
    assert found.cell((0,)) == Cell(2, 1, 2)
    assert found.base((0,)) == Base(1, 3)
    assert found.asked.left_out == (
        "Not article text, in 1 document, is left out of words and of shares of words.",
        "1 coding stands on no word of the article text: counted, but without words.",
    )


def test_others_work_in_a_blind_round_is_left_out_until_it_is_unsealed(project: Project) -> None:
    (document,) = add(project, "Talks failed again.")
    code = project.codes.add("Blame").id
    ben = project.coders.add("Ben")
    project.codings.add(document, Span(0, 5), code, coder=ben.id)
    project.rounds.add("reliability", "Blind one", blind=True)
    project.codings.add(document, Span(6, 12), code, coder=ben.id)
    assert sealed(project.rounds.latest)
    said = "Round “Blind one” is blind: only Ann's own work of it is here until it is unsealed."
    found = table(project, Question(columns=(Dimension(Kind.CODER),), unit=Unit.CODINGS))
    assert found.cell((0, None)).codings == 1
    assert said in found.asked.left_out
    only = Question(columns=(Dimension(Kind.CODER),), round=project.rounds.latest.id)
    assert (table(project, only).cell((0, None)), labels(table(project, only), 1)) == (Cell(), [])
    project.codings.add(document, Span(13, 18), code)
    assert labels(table(project, only), 1) == ["Ann"]
    assert table(project, only).asked.left_out == ("Left out: 1 coding of other rounds.", said)
    first = table(project, Question(round=project.rounds.all()[0].id))
    assert (first.asked.round, first.cell((0,)).codings) == (project.rounds.all()[0].name, 1)


def test_duplicates_are_left_out_unless_the_project_counts_them(project: Project) -> None:
    one, two = add(project, "One.", "Two.")
    code = project.codes.add("Blame").id
    for document in (one, two):
        project.codings.add(document, Span(0, 3), code)
    project.documents.mark_duplicate(two, one)
    found = table(project, Question())
    assert (found.cell((0,)).documents, found.base((0,)).documents) == (1, 1)
    assert found.asked.left_out == ("Left out: 1 document marked as duplicates, with 1 coding.",)
    project.documents.set_count_duplicates(counted=True)
    found = table(project, Question())
    assert (found.cell((0,)).documents, found.asked.left_out) == (2, ())


def test_filters_narrow_documents_codes_coders_and_codings_and_are_named(project: Project) -> None:
    one, two = add(project, "One.", "Two.")
    give(project, "outlet", {one: "Bild", two: "Zeit"})
    blame, hope = project.codes.add("Blame").id, project.codes.add("Hope").id
    for document in (one, two):
        for code in (blame, hope):
            project.codings.add(document, Span(0, 3), code)
    outlet = project.variables.find(Scope.DOCUMENT, "outlet")
    assert outlet is not None
    wanted = Filter(codes=frozenset({blame}), conditions=(Condition(outlet.id, frozenset({"Bild"})),))
    found = table(project, Question(filter=wanted))
    assert labels(found, 0) == ["Blame"]
    assert (found.cell(found.whole()), found.base(found.whole()).documents) == (Cell(1, 1, 1), 1)
    assert found.asked.filters == ("code: Blame", "outlet: Bild")
    assert table(project, Question(filter=Filter(important=True))).cell((None,)) == Cell()


def test_retired_codes_are_there_while_something_is_coded_with_them(project: Project) -> None:
    (document,) = add(project, "One.")
    gone, never = project.codes.add("Gone").id, project.codes.add("Never").id
    project.codings.add(document, Span(0, 3), gone)
    project.codes.remove(gone)
    project.codes.remove(never)
    assert labels(table(project, Question()), 0) == ["Gone"]


def test_what_the_project_does_not_have_is_refused_in_words(project: Project) -> None:
    give(project, "outlet", dict.fromkeys(add(project, "One."), "Bild"))
    with pytest.raises(UserError, match="named “paper” in this project"):
        table(project, Question(columns=(Dimension(Kind.FACT, "paper"),)))
    with pytest.raises(UserError, match="There are none yet"):
        table(project, Question(columns=(Dimension(Kind.JUDGEMENT, "mood"),)))
    with pytest.raises(UserError, match="round of this result is no longer"):
        table(project, Question(round=GONE))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Question(rows=()),
        lambda: Question(columns=(CODE,)),
        lambda: Question(columns=(Dimension(Kind.FAMILY),)),
        lambda: Dimension(Kind.FACT),
        lambda: Dimension(Kind.CODE, "code"),
        lambda: Dimension(Kind.TIME, "published"),
        lambda: Dimension(Kind.CODER, most=-1),
        lambda: Proximity(words=3),
    ],
)
def test_a_question_that_cannot_be_asked_cannot_be_made(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()  # type: ignore[operator]
