"""Tests of a table of results: for each code, whether it is spread evenly over outlets, months or other columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cadrage.core.results import Place, ResultTable, TestResult, TestTable
from cadrage.core.results_question import OF_CODINGS, Kind, Unit
from cadrage.results.contingency import chi_square, fisher_exact, holm, too_few
from cadrage.results.words_below import number_of

_APART = (Kind.FACT, Kind.TIME)
"""Of these a document has one value: only they divide documents into groups."""

_DOCUMENTS = (
    "The unit is the document: it holds the code or does not. Codings of one document are not independent of each"
    " other, as χ² asks of what it counts."
)
_CODINGS = (
    "The unit is the coding. Codings of one document are not independent of each other, as χ² asks of what it counts:"
    " p is too small. Take documents as the unit where you can."
)
_EACH = (
    "There is a test for each code, against all else: a document can carry several codes, so that the table as a whole"
    " is none of independent cells."
)
_HOLM = "Adjusted p: Holm's correction for {number}."
_V = "Cramér's V is above 0 by chance alone in small samples; the corrected V (Bergsma 2013) is not."
_FISHER = "Where expected counts are small and the table is 2 × 2, p is that of Fisher's exact test, two-sided."


@dataclass(frozen=True, slots=True)
class _Sides:
    """Which dimension is tested, and over the categories of which other."""

    what: int
    over: int


def tests_of(table: ResultTable) -> TestTable:
    """A test for each code (or value of codings) of a table with two dimensions or more; further ones are summed.

    What has no value is left out. Where nothing can be tested, every test says why.
    """
    sides = _sides(table)
    if isinstance(sides, str):
        return TestTable(table.asked, (), notes=(sides,))
    columns = [at for at, each in enumerate(table.categories[sides.over]) if not each.missing]
    rows = [at for at, each in enumerate(table.categories[sides.what]) if not each.missing]
    tests = [_test(table, sides, row, columns) for row in rows]
    used = [each for each in tests if each.p is not None]
    unit = _DOCUMENTS if table.question.unit is Unit.DOCUMENTS else _CODINGS
    left = [each.label for each in table.categories[sides.over] if each.missing]
    notes = [unit, _EACH, _HOLM.format(number=number_of(len(used), "test")), _V]
    notes += [_FISHER] if any(each.fisher_p is not None for each in used) else []
    notes += [f"Not in the tests: {', '.join(left)}."] if left else []
    return TestTable(table.asked, tuple(_adjusted(tests)), notes=tuple(notes))


def _sides(table: ResultTable) -> _Sides | str:
    """What is tested over what; or, in a sentence, why nothing can be."""
    places = range(len(table.dimensions))
    what = next((at for at in places if table.dimensions[at].kind in OF_CODINGS), None)
    if what is None:
        return "There is no test: the table is not split by code."
    others = [at for at in places if at != what]
    if not others:
        return "There is no test: split the codes by an outlet, a time or another variable."
    over = others[0]
    if table.question.unit is Unit.DOCUMENTS and table.dimensions[over].kind not in _APART:
        return (
            f"There is no test in documents over “{table.names[over]}”: a document can stand in several of its"
            " columns, or is one by itself. Count codings, or choose a variable of documents."
        )
    return _Sides(what, over)


def _test(table: ResultTable, sides: _Sides, row: int, columns: Sequence[int]) -> TestResult:
    category = table.categories[sides.what][row]
    kept, observed = [], []
    for column in columns:
        with_code, all_of_it = _counts(table, sides, row, column)
        if all_of_it:
            kept.append(column)
            observed.append((with_code, all_of_it - with_code))
    labels = tuple(table.categories[sides.over][at].label for at in kept)
    seen = tuple(zip(*observed, strict=True)) if observed else ((), ())
    found = TestResult(category.label, category.key, seen, columns=labels, n=sum(map(sum, seen)))
    return _tested(found, str(table.question.unit))


def _counts(table: ResultTable, sides: _Sides, row: int, column: int) -> tuple[int, int]:
    """How many hold the code in a column, of how many."""
    place: list[int | None] = [None] * len(table.dimensions)
    place[sides.over] = column
    whole: Place = tuple(place)
    place[sides.what] = row
    cell = table.cell(tuple(place))
    if table.question.unit is Unit.DOCUMENTS:
        return cell.documents, table.base(whole).documents
    return cell.codings, table.cell(whole).codings


def _tested(found: TestResult, unit: str) -> TestResult:
    seen = found.observed
    if len(found.columns) < 2:
        return replace(found, undefined=f"There are {unit} in one column only: nothing can be compared.")
    if not sum(seen[0]):
        return replace(found, undefined=f"None of the {unit} has it.")
    if not sum(seen[1]):
        return replace(found, undefined=f"All {unit} have it.")
    result = chi_square(seen)
    warning = too_few(result.expected)
    exact = fisher_exact(seen) if len(found.columns) == 2 else None
    return replace(
        found,
        expected=result.expected,
        chi2=result.statistic,
        df=result.df,
        p=result.p,
        cramers_v=result.cramers_v,
        corrected_v=result.corrected_v,
        fisher_p=exact,
        used="fisher" if warning and exact is not None else "chi2",
        warnings=(warning,) if warning else (),
    )


def _adjusted(tests: Sequence[TestResult]) -> list[TestResult]:
    """With p corrected for how many tests there are."""
    used = [at for at, each in enumerate(tests) if each.p is not None]
    values = [_p(tests[at]) for at in used]
    adjusted = dict(zip(used, holm(values), strict=True))
    return [replace(each, adjusted_p=adjusted.get(at)) for at, each in enumerate(tests)]


def _p(test: TestResult) -> float:
    found = test.fisher_p if test.used == "fisher" else test.p
    assert found is not None
    return found
