"""Searching a project: hits that are exact, filtered, counted, coded; and the command that prints them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadrage.core.errors import Cancelled, UserError
from cadrage.core.filtering import Condition, Filter
from cadrage.core.frequency import as_rows, as_tsv
from cadrage.core.model import DocumentDraft, Origin, Scope, Span
from cadrage.core.search import Wanted
from cadrage.jobs import frequencies, reviewing, searching
from cadrage.jobs.regex_search import RegexSearch
from cadrage.jobs.searching import Question
from cadrage.store.project import Project
from tests.commands import done, run

TEXTS = (
    "A velvet\nparliament met. 😀 The velvet parliament, they said.\nIt “rested”.",
    "No velvet here; a parliament.",
    "香港國安法。velvet parliament?",
)
PLACES = (("Courier", "2014-03-14"), ("Courier", "2014-04"), ("Post", ""))


def furnish(project: Project) -> tuple[int, ...]:
    drafts = [DocumentDraft(f"Article {n}", f"{n}.txt", text, "txt", "utf-8", b"") for n, text in enumerate(TEXTS)]
    documents = project.documents.add(drafts)
    outlet, published = (project.variables.ensure(Scope.DOCUMENT, name) for name in ("outlet", "published"))
    for document, (paper, day) in zip(documents, PLACES, strict=True):
        project.variables.set_for_document(document, outlet, paper)
        if day:
            project.variables.set_for_document(document, published, day)
    project.codes.add("Cloth", short_id="CL", key="1")
    return documents


@pytest.fixture
def project() -> Iterator[Project]:
    with Project.in_memory() as project:
        furnish(project)
        yield project


def ask(project: Project, query: str, **where: object) -> searching.SearchReport:
    wanted = Wanted(query, **{key: bool(value) for key, value in where.items() if key != "filter"})
    asked = where.get("filter")
    return searching.answer(project, Question(wanted, asked if isinstance(asked, Filter) else Filter()))


def test_every_hit_is_the_text_at_its_place_with_what_stands_around_it(project: Project) -> None:
    report = ask(project, '"velvet parliament"')
    assert (report.total, report.documents) == (3, 2)
    for hit in report.hits:
        text = project.documents.body(hit.document)
        assert text[hit.span.start : hit.span.end] == hit.quotation
        assert text[: hit.span.start].endswith(hit.before)
        assert text[hit.span.end :].startswith(hit.after)
    assert report.hits[0].quotation == "velvet\nparliament"


def test_a_filter_narrows_a_search_by_variable(project: Project) -> None:
    outlet = project.variables.ensure(Scope.DOCUMENT, "outlet").id
    found = ask(project, "velvet", filter=Filter(conditions=(Condition(outlet, frozenset({"Post"})),)))
    assert [hit.document for hit in found.hits] == [3]


def test_duplicates_and_not_article_text_are_left_out_unless_they_are_wanted(project: Project) -> None:
    project.documents.mark_duplicate(2, 1)
    with project.change("Region"):
        project.write(
            'INSERT INTO region (guid, document, start, "end", kind, state)'
            " VALUES ('g', 1, 0, 10, 'caption', 'accepted')"
        )
    assert [(hit.document, hit.span.start) for hit in ask(project, "velvet").hits] == [(1, 31), (3, 6)]
    assert [hit.document for hit in ask(project, "velvet", duplicates=True).hits] == [1, 2, 3]
    everything = ask(project, "velvet", not_article=True).hits
    assert [(hit.span.start, hit.not_article) for hit in everything] == [(2, True), (31, False), (6, False)]


def test_a_regular_expression_is_found_without_regard_to_case(project: Project) -> None:
    report = ask(project, r"^a VELV\w+|國.", regex=True)
    assert [hit.quotation for hit in report.hits] == ["A velvet", "國安"]
    assert ask(project, "x*", regex=True).total == 0
    assert ask(project, "", regex=True).total == 0


@pytest.mark.parametrize("expression", ["(", "a**", "[z-a]", r"\1", "(?P<1>a)", "a{99999999999}", "(?<=a+)b"])
def test_a_faulty_expression_is_refused_in_words(project: Project, expression: str) -> None:
    with pytest.raises(UserError, match="regular expression"):
        ask(project, expression, regex=True)


def test_an_expression_that_would_take_for_ever_is_ended() -> None:
    search = RegexSearch(r"(a+)+$", patience=0.5)
    begun = time.monotonic()
    with pytest.raises(UserError, match="takes too long"):
        search.find({1: "a" * 60 + "b"})
    assert time.monotonic() - begun < 10
    assert search.find({1: "caa"}) == {1: [Span(1, 3)]}
    search.close()


def test_a_search_with_an_expression_can_be_cancelled() -> None:
    search = RegexSearch(r"(a+)+$")

    def cancel() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        search.find({1: "a" * 60 + "b"}, cancel)


def test_portions_of_a_search_are_together_the_whole(project: Project) -> None:
    with searching.CorpusSearch(project, Question(Wanted("velvet"))) as search:
        found = [hit for _ in range(3) for hit in search.find(search.gather(1))]
        assert search.finished
    assert tuple(found) == ask(project, "velvet").hits


_LAST = "香港國安法。velvet parliament?"
_SECOND = "parliament met. 😀 The velvet parliament, they said."


@pytest.mark.parametrize(
    ("extent", "quotations"),
    [
        ("hit", ["velvet\nparliament", "velvet parliament", "velvet parliament"]),
        ("sentence", ["A velvet\nparliament met.", "😀 The velvet parliament, they said.", "velvet parliament?"]),
        ("paragraph", [f"A velvet\n{_SECOND}", _SECOND, _LAST]),
    ],
)
def test_hits_become_codings_of_the_hit_its_sentence_or_its_paragraph_in_one_step(
    project: Project, extent: reviewing.Extent, quotations: list[str]
) -> None:
    hits = ask(project, '"velvet parliament"').hits
    accepted = reviewing.accept(project, hits, 1, extent)
    codings = project.codings.all()
    assert [each.span.quotation(project.documents.body(each.document)) for each in codings] == quotations
    assert {each.origin for each in codings} == {Origin.SEARCH}
    assert dict(accepted.codings) == {hit.place: each.id for hit, each in zip(hits, codings, strict=True)}
    assert project.next_undo == "Accept 3 hits as CL"
    project.undo()
    assert project.codings.all() == ()


def test_where_the_code_stands_already_its_coding_counts(project: Project) -> None:
    (hit, *_) = ask(project, '"velvet parliament"').hits
    before = project.codings.add(hit.document, hit.span, 1)
    accepted = reviewing.accept(project, [hit], 1, "hit")
    assert (dict(accepted.codings), accepted.made) == ({hit.place: before.id}, frozenset())
    assert project.codings.all() == (before,)


def test_frequencies_are_told_by_outlet_and_month_and_in_relation_to_words(project: Project) -> None:
    question = Question(Wanted("velvet"))
    report = searching.answer(project, question)
    hits = {document: sum(hit.document == document for hit in report.hits) for document in (1, 2, 3)}
    searched = frequencies.documents(project, question)
    words = frequencies.words(list(frequencies.gather(project, question, searched)))
    assert words == {1: 11, 2: 5, 3: 3}
    table = frequencies.table(project, hits, words)
    assert as_rows(table, relative=False) == [
        ["Month", "Courier", "Post", "All outlets"],
        ["2014-03", "2", "—", "2"],
        ["2014-04", "1", "—", "1"],
        ["no date", "—", "1", "1"],
        ["All months", "3", "1", "4"],
    ]
    assert as_rows(table, relative=True)[1] == ["2014-03", "181.82", "—", "181.82"]
    assert as_tsv([["a\tb", "c"], ["d\n", ""]]) == "a b\tc\nd\t"


# The command.


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "study.cadrage"
    with Project.create(path) as project:
        furnish(project)
    return path


def test_the_command_prints_hits_as_json(made: Path) -> None:
    found = done("search", made, '"velvet parliament"', "--limit", "1", "--json").json
    assert (found.keys(), found["query"], found["total"]) == ({"query", "total", "hits"}, '"velvet parliament"', 3)
    (hit,) = found["hits"]
    assert hit == {
        "document": 1,
        "start": 2,
        "end": 19,
        "quotation": "velvet\nparliament",
        "before": "A ",
        "after": TEXTS[0][19:],
    }


def test_the_command_prints_hits_for_people(made: Path) -> None:
    said = done("search", made, "velvet", "--limit", "3").out
    assert "4 hits in 3 documents" in said
    assert "Article 0 (document 1)" in said
    assert "A »velvet« parliament met." in said
    assert "1 more hit." in said


def test_the_command_narrows_by_variable(made: Path) -> None:
    assert done("search", made, "velvet", "--where", "outlet=Post", "--json").json["total"] == 1


def test_the_command_finds_nothing_for_nothing_and_refuses_a_faulty_expression_in_one_line(made: Path) -> None:
    assert done("search", made, "", "--json").json == {"query": "", "total": 0, "hits": []}
    said = run("search", made, "(", "--regex")
    assert said.status == 1
    assert "This is no regular expression" in said.complaint
