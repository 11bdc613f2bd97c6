"""Tests of significance against published examples, and on tables of results."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cadrage.core.model import DocumentDraft, Scope, Span
from cadrage.core.results_question import Bin, Dimension, Kind, Question, Unit
from cadrage.jobs import results, sample
from cadrage.results.contingency import chi_square, chi_square_above, fisher_exact, holm, too_few
from cadrage.store.project import Project

if TYPE_CHECKING:  # pytest would take them for tests
    from cadrage.core.results import TestResult, TestTable

CODE, OUTLET = Dimension(Kind.CODE), Dimension(Kind.FACT, "outlet")

# Fisher & Yates (1963), Statistical Tables, Table IV; Abramowitz & Stegun (1964), Table 26.8.
CRITICAL = [
    (1, 0.05, 3.841),
    (2, 0.05, 5.991),
    (3, 0.01, 11.345),
    (5, 0.01, 15.086),
    (10, 0.05, 18.307),
    (15, 0.001, 37.697),
    (20, 0.10, 28.412),
    (30, 0.05, 43.773),
    (100, 0.05, 124.342),
]


@pytest.mark.parametrize(("df", "p", "value"), CRITICAL)
def test_probabilities_are_those_of_the_published_tables(df: int, p: float, value: float) -> None:
    assert chi_square_above(value, df) == pytest.approx(p, rel=2e-3)


def test_very_many_columns_and_very_large_values_stay_probabilities() -> None:
    assert chi_square_above(0, 7) == 1
    assert chi_square_above(5000, 499) == pytest.approx(0, abs=1e-300)
    assert 0.4 < chi_square_above(499, 499) < 0.6
    assert 0.4 < chi_square_above(500, 500) < 0.6


def test_pearson_and_cramer_of_party_by_gender() -> None:
    """Agresti (2007), An Introduction to Categorical Data Analysis, 2nd ed., Table 2.5, p. 37: χ² = 30.1, df = 2."""
    found = chi_square([[762, 327, 468], [484, 239, 477]])
    assert found.statistic == pytest.approx(30.07, abs=0.005)
    assert (found.df, found.n) == (2, 2757)
    assert found.p == pytest.approx(2.954e-07, rel=1e-3)
    assert [round(each, 1) for each in found.expected[0]] == [703.7, 319.6, 533.7]
    assert found.cramers_v == pytest.approx(math.sqrt(30.07 / 2757), abs=1e-4)


def test_the_corrected_v_is_nothing_without_association_and_one_in_a_perfect_one() -> None:
    assert chi_square([[10, 10], [10, 10]]).corrected_v == 0
    assert chi_square([[50, 0], [0, 50]]).corrected_v == pytest.approx(1)
    small = chi_square([[6, 4], [4, 6]])
    assert small.corrected_v is not None
    assert small.corrected_v < small.cramers_v


def test_a_lady_tasting_tea() -> None:
    """Fisher (1935), The Design of Experiments, § 5–6: 1 in 70 for all right, 16 more for three of four; two-sided."""
    assert fisher_exact([[4, 0], [0, 4]]) == pytest.approx(2 / 70)
    assert fisher_exact([[3, 1], [1, 3]]) == pytest.approx(34 / 70)
    assert fisher_exact([[2, 2], [2, 2]]) == pytest.approx(1)


def test_convictions_of_twins() -> None:
    """Fisher (1970), Statistical Methods for Research Workers, 14th ed., § 21.02, Table 21.1: 10 and 3, 2 and 15."""
    one_sided = 3095 / 6653325  # as Fisher gives it
    assert fisher_exact([[10, 3], [2, 15]]) == pytest.approx(0.0005367, rel=1e-3)
    assert fisher_exact([[10, 3], [2, 15]]) > one_sided


def test_holm_adjusts_the_smallest_most_and_never_turns_the_order_round() -> None:
    """The values of R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1, 1]


def test_small_expected_counts_are_warned_about_by_cochrans_rule() -> None:
    assert too_few([[10, 10], [10, 10]]) == ""
    assert too_few([[4.9, 10, 10], [10, 10, 10]]) == ""
    assert "1 of 4" in too_few([[4.9, 10], [10, 10]])
    assert "smallest is 0.5" in too_few([[0.5, 10, 10, 10, 10, 10], [10, 10, 10, 10, 10, 10]])


@pytest.mark.parametrize("table", [[[1, 2]], [[0, 0], [1, 2]], [[1, 0], [2, 0]]])
def test_a_table_without_two_rows_and_columns_is_refused(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="two rows and two columns"):
        chi_square(table)


@pytest.fixture
def project() -> Iterator[Project]:
    """20 documents of two outlets: Blame in 8 of the first and 2 of the second, Nothing in none, All in each."""
    with Project.in_memory() as made:
        drafts = [DocumentDraft(f"{place}", "", "Talks failed again.", "txt", "", b"") for place in range(20)]
        documents = made.documents.add(drafts)
        outlet = made.variables.ensure(Scope.DOCUMENT, "outlet")
        blame, _, every = (made.codes.add(name) for name in ("Blame", "Nothing", "All"))
        for place, document in enumerate(documents):
            made.variables.set_for_document(document, outlet, "One" if place < 10 else "Two")
            made.codings.add(document, Span(0, 5), every.id)
            if place in (*range(8), 12, 13):
                made.codings.add(document, Span(6, 12), blame.id)
                made.codings.add(document, Span(13, 18), blame.id)
        yield made


def checked(project: Project, question: Question) -> TestTable:
    return results.tests_of(results.table(results.gather(project, question)))


def of(found: TestTable, label: str) -> TestResult:
    return next(each for each in found.tests if each.label == label)


def test_a_code_is_tested_by_documents_with_and_without_it(project: Project) -> None:
    found = checked(project, Question(columns=(OUTLET,)))
    blame = of(found, "Blame")
    assert (blame.observed, blame.columns, blame.n) == (((8, 2), (2, 8)), ("One", "Two"), 20)
    assert (blame.chi2, blame.df) == (pytest.approx(7.2), 1)
    assert blame.fisher_p == pytest.approx(fisher_exact([[8, 2], [2, 8]]))
    assert blame.used == "chi2"
    assert blame.adjusted_p == blame.p
    assert "None of the documents" in of(found, "Nothing").undefined
    assert "All documents have it" in of(found, "All").undefined
    assert any("not independent" in note for note in found.notes)
    assert any("several codes" in note for note in found.notes)


def test_codings_as_the_unit_are_warned_about(project: Project) -> None:
    found = checked(project, Question(columns=(OUTLET,), unit=Unit.CODINGS))
    assert of(found, "Blame").observed == ((16, 4), (10, 10))
    assert any("p is too small" in note for note in found.notes)


def test_a_table_with_outlets_down_is_tested_like_one_with_outlets_across(project: Project) -> None:
    across, down = checked(project, Question(columns=(OUTLET,))), checked(project, Question((OUTLET,), (CODE,)))
    assert across.tests == down.tests


def test_small_tables_are_tested_exactly(tmp_path: Path) -> None:
    with sample.build(tmp_path / "sample.cadrage") as study:
        found = checked(study, Question(columns=(OUTLET,)))
    defined = [each for each in found.tests if each.p is not None]
    assert defined
    assert all(each.warnings for each in defined)
    assert all(each.adjusted_p is not None and each.p is not None and each.adjusted_p >= each.p for each in defined)


@pytest.mark.parametrize("by", [Dimension(Kind.CODER), Dimension(Kind.DOCUMENT)])
def test_what_does_not_divide_the_documents_is_not_tested_in_documents(project: Project, by: Dimension) -> None:
    found = checked(project, Question(columns=(by,)))
    assert found.tests == ()
    assert "no test in documents" in found.notes[0]


def test_a_table_without_codes_or_without_columns_has_no_test(project: Project) -> None:
    assert "not split by code" in checked(project, Question((OUTLET,))).notes[0]
    assert "split the codes by" in checked(project, Question()).notes[0]


def test_documents_without_a_date_are_not_in_the_test(project: Project) -> None:
    project.variables.ensure(Scope.DOCUMENT, "published")
    found = checked(project, Question(columns=(Dimension(Kind.TIME, "published", Bin.MONTH),)))
    assert "(no date)" in found.notes[-1]
    assert all("one column" in each.undefined for each in found.tests)
