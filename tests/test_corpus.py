"""The sample corpus is what its README says."""

from __future__ import annotations

import csv
import itertools
import re

import pytest

from cadrage import paths
from cadrage.exchange.codebooks import read_codebook
from cadrage.exchange.spans import read_spans

ARTICLES = {path.name: path.read_text(encoding="utf-8") for path in sorted((paths.corpus() / "articles").glob("*.txt"))}
BROADSHEET, BLOG = "northern-ledger_2014-03-15.txt", "sedge-and-salt_2014-03-15.txt"


def grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + 5]) for place in range(len(words) - 4)}


def containment(shorter: str, longer: str) -> float:
    """The share of the first text's distinct 5-grams that stand in the second."""
    return len(grams(shorter) & grams(longer)) / len(grams(shorter))


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_have_350_to_900_words(name: str) -> None:
    assert 350 <= len(re.findall(r"\w+", ARTICLES[name])) <= 900


def test_the_blog_repeats_two_thirds_of_the_broadsheet_and_no_other_pair_overlaps() -> None:
    assert containment(ARTICLES[BROADSHEET], ARTICLES[BLOG]) == pytest.approx(2 / 3, abs=0.03)
    for one, other in itertools.permutations(ARTICLES, 2):
        if {one, other} != {BROADSHEET, BLOG}:
            assert containment(ARTICLES[one], ARTICLES[other]) < 0.05


def test_every_quotation_of_the_codebook_stands_where_it_says() -> None:
    draft = read_codebook(paths.codebook_templates()["crimea-talks"])
    assert len(draft.codes) == 21
    for code in draft.codes:
        assert code.brief
        assert code.definition
        assert code.when_to_use
        assert code.when_not
        assert code.notes
        assert {example.kind for example in code.examples} == {"typical", "borderline", "counter"}
        for example in code.examples:
            assert example.span is not None
            assert example.span.quotation(ARTICLES[example.document]) == example.quotation


def test_codings_apply_known_codes_to_stripped_passages_once() -> None:
    table = read_spans(paths.corpus() / "codings.csv")
    assert not table.bad
    assert {row.coder for row in table.rows} == {"A", "B", "C"}
    assert 110 <= len(table.rows) <= 135
    known = {code.short_id for code in read_codebook(paths.codebook_templates()["crimea-talks"]).codes}
    keys = {(row.document, row.coder, row.code, row.span) for row in table.rows}
    assert len(keys) == len(table.rows)
    for row in table.rows:
        quotation = row.span.quotation(ARTICLES[row.document])
        assert row.code in known
        assert quotation == quotation.strip()


def test_metadata_has_a_row_for_each_article() -> None:
    with (paths.corpus() / "metadata.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert rows.keys() == ARTICLES.keys()
    assert rows[BLOG]["duplicate_of"] == BROADSHEET
