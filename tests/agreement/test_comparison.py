"""The agreement table: known numbers, every key with a value or a reason, and notes that explain."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.agreement.drawn import CODERS, GROUP, coded_documents, document, group

from cadrage.agreement.comparison import compare
from cadrage.core.agreement import AgreementTable, CodeAgreement, CodedDocument

X, Y, Z = group("X", 1), group("Y", 2), group("Z", 3)
TWO = ("ann", "ben")

KEYS = {
    "percent_agreement",
    "positive_agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "gwet_ac",
    "krippendorff_alpha",
    "bar_alpha",
    "f1_characters",
    "f1_exact",
    "f1_overlap",
}

HAND = document(
    100,
    {
        ("ann", 1): [(0, 50)],
        ("ben", 1): [(25, 60)],
        ("ann", 2): [(10, 20), (15, 30)],
        ("ben", 2): [(10, 30)],
    },
)
"""Worked by hand: X 25 both, 25 ann alone, 10 ben alone, 40 neither; Y the same 20 by both; Z by nobody."""


def studied(
    documents: Sequence[CodedDocument],
    coders: Sequence[str] = TWO,
    unit: str = "character",
    interval: str = "jackknife",
) -> AgreementTable:
    return compare(documents, [X, Y, Z], coders, unit, interval=interval)


def values_of(row: CodeAgreement) -> dict[str, float | None]:
    return {name: coefficient.value for name, coefficient in row.coefficients.items()}


def varied(number: int) -> list[CodedDocument]:
    """Documents of 100 code points on which two coders agree more or less about X."""
    return [document(100, {("ann", 1): [(0, 50)], ("ben", 1): [(5 * (i % 7), 60)]}, number=i) for i in range(number)]


def test_the_hand_worked_document_has_its_hand_worked_numbers() -> None:
    x, y, z = studied([HAND]).codes
    assert (x.both, x.a_only, x.b_only, x.neither) == (25, 25, 10, 40)
    assert x.prevalence == {"ann": 0.5, "ben": 0.35}
    assert (x.units, x.coded) == (100, 60)
    values = values_of(x)
    assert values["percent_agreement"] == pytest.approx(0.65)
    assert values["cohen_kappa"] == pytest.approx(0.30)
    assert values["fleiss_kappa"] == pytest.approx(0.283887, abs=1e-6)
    assert values["krippendorff_alpha"] == pytest.approx(0.287468, abs=1e-6)
    assert values["positive_agreement"] == values["f1_characters"] == pytest.approx(50 / 85)
    assert (values["f1_exact"], values["f1_overlap"]) == (0, 0)
    assert (y.both, y.neither, y.a_only, y.b_only) == (20, 80, 0, 0)
    assert set(values_of(y).values()) == {1.0}
    assert z.coefficients["cohen_kappa"].undefined == "nobody used this code"


def test_the_order_of_the_coders_decides_who_is_a_and_b() -> None:
    x = studied([HAND], ("ben", "ann")).codes[0]
    assert (x.a_only, x.b_only) == (10, 25)


def test_a_code_that_nobody_used_is_neither_one_nor_zero() -> None:
    coefficients = studied([HAND]).codes[2].coefficients
    undefined = KEYS - {"percent_agreement", "gwet_ac"}
    assert {coefficients[name].undefined for name in undefined} == {"nobody used this code"}
    for name in ("percent_agreement", "gwet_ac"):
        assert "Nobody used this code" in str(coefficients[name].note)


@pytest.mark.parametrize("coders", [TWO, CODERS], ids=["two coders", "three coders"])
def test_every_key_is_there_with_a_value_or_a_reason(coders: Sequence[str]) -> None:
    coded = document(100, {("ann", 1): [(0, 9)], ("cid", 1): [(0, 5)]}, coders=CODERS)
    table = studied([coded], coders).as_json()
    json.dumps(table, allow_nan=False)
    for row in table["codes"]:  # type: ignore[attr-defined]
        assert row.keys() >= KEYS | {"both", "neither", "a_only", "b_only"}
        assert all((row[key]["value"] is None) != (row[key]["undefined"] is None) for key in KEYS)


def test_three_coders_have_no_fourfold_counts_and_no_cohens_kappa() -> None:
    coded = document(100, {("ann", 1): [(0, 9)], ("cid", 1): [(0, 5)]}, coders=CODERS)
    table = studied([coded], CODERS)
    row = table.codes[0]
    assert (row.both, row.neither, row.a_only, row.b_only) == (None,) * 4
    assert row.coefficients["cohen_kappa"].undefined == "needs exactly two coders"
    assert table.overall["mean_cohen_kappa"].undefined == "needs exactly two coders"
    assert row.coefficients["krippendorff_alpha"].value is not None


def test_sub_codes_roll_up_into_their_parent() -> None:
    parent = compare([HAND], [group("P", 1, 2)], TWO, "character").codes[0]
    assert (parent.both, parent.a_only, parent.b_only, parent.neither) == (40, 10, 10, 40)


def test_units_are_compared_where_a_unit_is_chosen_and_spans_stay_on_characters() -> None:
    units = [(0, 25), (25, 50), (50, 75), (75, 100)]
    coded = document(100, {("ann", 1): [(0, 50)], ("ben", 1): [(25, 60)]}, units=units)
    by_sentence, by_character = studied([coded], unit="sentence"), studied([coded])
    assert (by_sentence.units, by_character.units) == (4, 100)
    x, same = by_sentence.codes[0], by_character.codes[0]
    assert (x.both, x.a_only, x.b_only, x.neither) == (1, 1, 1, 1)
    for name in ("bar_alpha", "f1_characters", "f1_exact", "f1_overlap"):
        assert x.coefficients[name] == same.coefficients[name]


def test_only_documents_complete_for_two_of_the_chosen_coders_count() -> None:
    by_cid = document(50, {("cid", 1): [(0, 50)]}, number=2, coders=["ann", "cid"])
    assert studied([HAND, by_cid]).documents == 1
    assert studied([HAND, by_cid]).codes[0] == studied([HAND]).codes[0]
    assert studied([HAND, by_cid], CODERS).documents == 2


@pytest.mark.parametrize(
    ("documents", "coders", "reason"),
    [
        ([], TWO, "no document is complete for two coders"),
        ([document(10, {}, coders=["ann"])], TWO, "no document is complete for two coders"),
        ([HAND], ["ann"], "needs at least two coders"),
    ],
    ids=["no document", "one coder complete", "one coder asked for"],
)
@pytest.mark.parametrize("unit", ["character", "sentence"])
@pytest.mark.parametrize("interval", ["jackknife", "bootstrap", "none"])
def test_nothing_comparable_is_said_and_does_not_crash(
    documents: list[CodedDocument], coders: Sequence[str], reason: str, unit: str, interval: str
) -> None:
    table = studied(documents, coders, unit, interval)
    assert (table.documents, table.units) == (0, 0)
    every = [*table.overall.values(), *(c for row in table.codes for c in row.coefficients.values())]
    assert {coefficient.undefined for coefficient in every} == {reason}
    assert set(table.codes[0].prevalence.values()) <= {None}


def test_an_empty_document_compares_nothing() -> None:
    table = studied([document(0, {}, units=[])], unit="sentence")
    assert table.documents == 1
    assert table.codes[0].coefficients["krippendorff_alpha"].undefined == "no unit was coded by two coders"
    assert table.codes[0].coefficients["f1_exact"].undefined == "no unit was coded by two coders"


def test_means_are_over_the_codes_with_a_value_and_say_of_how_many() -> None:
    table = studied([HAND])
    mean = table.overall["mean_krippendorff_alpha"]
    assert mean.value == pytest.approx((0.287468 + 1) / 2, abs=1e-6)
    assert mean.note is not None
    assert mean.note.startswith("Mean over 2 of 3 codes.")
    assert table.overall["mean_percent_agreement"].value == pytest.approx((0.65 + 1 + 1) / 3)


def test_pooled_unitizing_alpha_is_the_ratio_of_summed_disagreements() -> None:
    def disagreement(total: float, gaps: float, squares: float) -> float:
        return total * gaps * (total - gaps) / (total**2 - gaps - squares)

    expected = disagreement(200, 115, 50**2 + 35**2), disagreement(200, 160, 2 * 20**2)
    pooled = studied([HAND]).overall["pooled_bar_alpha"].value
    assert pooled == pytest.approx(1 - 35 / sum(expected))
    assert studied([HAND]).codes[0].coefficients["bar_alpha"].value == pytest.approx(1 - 35 / expected[0])


def test_overall_figures_without_a_code_say_so() -> None:
    table = compare([HAND], [], TWO, "character")
    assert {value.undefined for value in table.overall.values()} == {"there is no code to compare"}


def test_twenty_documents_have_intervals_around_their_values() -> None:
    table = studied(varied(20))
    for name, coefficient in table.codes[0].coefficients.items():
        assert coefficient.se is not None, name
        assert coefficient.low is not None
        assert coefficient.high is not None
        assert coefficient.value is not None
        assert coefficient.low <= coefficient.value <= coefficient.high
        assert coefficient.note is None
    assert table.notes == ()
    assert table.overall["pooled_bar_alpha"].se == pytest.approx(table.codes[0].coefficients["bar_alpha"].se)


def test_jackknife_limits_are_those_of_leaving_documents_out_one_by_one() -> None:
    documents = varied(8)
    left_out = [studied(documents[:i] + documents[i + 1 :], interval="none").codes[0] for i in range(8)]
    for name, coefficient in studied(documents).codes[0].coefficients.items():
        replicates = [float(row.coefficients[name].value or 0) for row in left_out]
        mean = sum(replicates) / 8
        error = (7 / 8 * sum((value - mean) ** 2 for value in replicates)) ** 0.5
        assert coefficient.se == pytest.approx(error, abs=1e-12), name


def test_few_documents_are_warned_of_and_fewer_than_five_have_no_interval() -> None:
    few, too_few = studied(varied(12)), studied(varied(4))
    assert few.codes[0].coefficients["krippendorff_alpha"].se is not None
    assert "Only 12 documents" in str(few.codes[0].coefficients["krippendorff_alpha"].note)
    assert few.notes[0].startswith("Only 12 documents")
    assert too_few.codes[0].coefficients["krippendorff_alpha"].se is None
    assert "at least 5 documents" in str(too_few.codes[0].coefficients["krippendorff_alpha"].note)


def test_a_code_in_one_document_only_has_no_interval() -> None:
    documents = [*(document(100, {}, number=n) for n in range(1, 30)), HAND]
    alpha = studied(documents).codes[0].coefficients["krippendorff_alpha"]
    assert alpha.value is not None
    assert (alpha.se, alpha.low, alpha.high) == (None, None, None)
    assert "one document only" in str(alpha.note)
    assert "one of these codes has none" in str(studied(documents).overall["mean_krippendorff_alpha"].note)


def test_a_low_alpha_beside_high_agreement_is_explained() -> None:
    rare = [document(1_000, {("ann", 1): [(0, 20)], ("ben", 1): [(500, 520)]}, number=n) for n in range(25)]
    row = studied(rare).codes[0]
    assert row.coefficients["percent_agreement"].value == pytest.approx(0.96)
    assert "96 % of the units" in str(row.coefficients["krippendorff_alpha"].note)
    assert "rare" in str(row.coefficients["krippendorff_alpha"].note)


def test_the_bootstrap_is_repeatable_and_its_seed_is_kept() -> None:
    first, second = (
        compare(varied(20), [X], TWO, "character", interval="bootstrap", seed=4, round="pilot") for _ in range(2)
    )
    assert first == second
    assert (first.seed, first.interval, first.round) == (4, "bootstrap", "pilot")
    assert first.codes[0].coefficients["bar_alpha"].se == pytest.approx(
        studied(varied(20)).codes[0].coefficients["bar_alpha"].se, rel=0.2
    )


def test_progress_is_reported_after_each_code() -> None:
    steps: list[tuple[int, int]] = []
    compare([HAND], [X, Y], TWO, "character", report=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 2), (2, 2)]


@pytest.mark.parametrize(("unit", "interval"), [("word", "none"), ("character", "guess")])
def test_unknown_choices_are_refused(unit: str, interval: str) -> None:
    with pytest.raises(ValueError, match="is one of"):
        compare([HAND], [X], TWO, unit, interval=interval)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(coded_documents(with_units=True), min_size=1, max_size=7),
    st.permutations(CODERS),
    st.sampled_from(["sentence", "character"]),
)
def test_no_coefficient_depends_on_the_order_of_the_coders(
    documents: list[CodedDocument], order: list[str], unit: str
) -> None:
    straight, turned = (compare(documents, [GROUP], coders, unit) for coders in (CODERS, order))
    for name, coefficient in straight.codes[0].coefficients.items():
        other = turned.codes[0].coefficients[name]
        assert coefficient.undefined == other.undefined
        assert coefficient.value == pytest.approx(other.value)
        assert coefficient.se == pytest.approx(other.se)


LEVELS = document(
    100,
    {
        ("ann", 1): [(0, 50)],
        ("ben", 1): [(25, 60)],
        ("ann", 2): [(70, 90)],
        ("ben", 2): [(70, 80)],
        ("ann", 9): [(0, 10)],
        ("ben", 9): [(0, 5)],
    },
)
"""Codes 1 and 2 stand under code 9, which has codings of its own."""


def test_over_all_codes_every_coding_counts_once_though_it_stands_in_its_parents_row_too() -> None:
    flat = compare([LEVELS], [group("X", 1), group("Y", 2), group("own", 9)], TWO, "character")
    tree = compare([LEVELS], [group("P", 9, 1, 2), group("X", 1), group("Y", 2)], TWO, "character")
    assert tree.codes[0].coded == 80
    for name, figure in flat.overall.items():
        assert tree.overall[name].value == pytest.approx(figure.value, abs=1e-12), name
        assert "own codings alone" in str(tree.overall[name].note)
        assert "own codings alone" not in str(figure.note)
    assert str(tree.overall["mean_krippendorff_alpha"].note).startswith("Mean over 3 of 3 codes.")


def test_a_parent_without_codings_of_its_own_adds_nothing_to_the_figures_for_all_codes() -> None:
    flat = compare([HAND], [X, Y], TWO, "character")
    tree = compare([HAND], [group("G", 8, 7, 1, 2), group("P", 7, 1, 2), X, Y], TWO, "character")
    assert len(tree.codes) == 4
    for name, figure in flat.overall.items():
        assert tree.overall[name].value == figure.value, name
    assert str(tree.overall["mean_percent_agreement"].note).startswith("Mean over 2 of 2 codes.")


def test_a_parent_listed_without_its_sub_codes_counts_with_all_of_them() -> None:
    alone = compare([HAND], [group("P", 9, 1, 2)], TWO, "character")
    assert alone.overall["mean_krippendorff_alpha"].value == alone.codes[0].coefficients["krippendorff_alpha"].value
    assert alone.overall["pooled_bar_alpha"].value == alone.codes[0].coefficients["bar_alpha"].value


def test_the_intervals_for_all_codes_of_a_tree_are_those_of_its_leaves() -> None:
    flat = compare(varied(12), [X, Y], TWO, "character")
    tree = compare(varied(12), [group("P", 9, 1, 2), X, Y], TWO, "character")
    for name, figure in flat.overall.items():
        assert (tree.overall[name].se, tree.overall[name].low) == (figure.se, figure.low), name
