"""The filter as a value: what it asks for, its words, and ranges of numbers and dates."""

from __future__ import annotations

import pytest

from cadrage.core.filtering import (
    NOT_GIVEN,
    Condition,
    Filter,
    Names,
    VariableWords,
    in_range,
    only_present,
    range_kind,
    words,
)
from cadrage.core.model import VariableKind

OUTLET, PUBLISHED, TONE = 1, 2, 3
NAMES = Names(
    coders={1: "A", 2: "B"},
    documents={5: "A vote", 6: "Zero hour"},
    document_sets={7: "Tabloids", 8: "May"},
    codes={1: "ESC", 2: "SAN"},
    code_sets={9: "Threats"},
    variables={
        OUTLET: VariableWords("outlet"),
        PUBLISHED: VariableWords("published"),
        TONE: VariableWords("Tone", {"-1": "negative"}),
    },
)


def some(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


def test_an_empty_filter_asks_for_nothing_and_says_nothing() -> None:
    assert not Filter().in_force
    assert words(Filter(), NAMES) == ()


def test_a_filter_says_each_of_its_conditions_in_words() -> None:
    wanted = Filter(
        coders=some(1, 2),
        document_sets=some(7),
        codes=some(1),
        conditions=(
            Condition(OUTLET, frozenset({"The Times", NOT_GIVEN})),
            Condition(PUBLISHED, low="2014-03", high="2014-05"),
            Condition(TONE, frozenset({"-1"})),
        ),
        important=True,
    )
    assert words(wanted, NAMES) == (
        "coders: A, B",
        "set “Tabloids”",
        "code: ESC",
        "outlet: The Times, not given",
        "published: from 2014-03 to 2014-05",
        "Tone: negative",
        "important codings only",
    )


def test_sets_and_single_documents_are_either_or() -> None:
    wanted = Filter(documents=some(5, 6), document_sets=some(7, 8), code_sets=some(9), codes=some(2))
    assert words(wanted, NAMES) == (
        "sets “Tabloids”, “May” or documents: A vote, Zero hour",
        "code set “Threats” or code: SAN",
    )


def test_a_great_number_of_documents_is_counted_rather_than_named() -> None:
    titles = {number: f"Title {number}" for number in range(100)}
    (part,) = words(Filter(documents=frozenset(titles)), Names(documents=titles))
    assert part.startswith("documents: Title 0, Title 1, ")
    assert part.endswith("Title 39 and 60 more")


def test_an_open_range_says_which_end_is_open() -> None:
    assert words(Filter(conditions=(Condition(PUBLISHED, low="2014"),)), NAMES) == ("published: from 2014",)
    assert words(Filter(conditions=(Condition(PUBLISHED, high="2014"),)), NAMES) == ("published: up to 2014",)


def test_a_condition_has_values_or_limits_and_never_both() -> None:
    for wrong in ({}, {"values": frozenset("a"), "low": "1"}):
        with pytest.raises(ValueError, match="either"):
            Condition(OUTLET, **wrong)  # type: ignore[arg-type]


def test_asking_anew_for_a_variable_replaces_what_was_asked() -> None:
    first = Filter().asking(Condition(OUTLET, frozenset({"a"}))).asking(Condition(TONE, frozenset({"b"})))
    other = first.asking(Condition(OUTLET, frozenset({"c"})))
    assert [(each.variable, each.values) for each in other.conditions] == [(OUTLET, {"c"}), (TONE, {"b"})]
    assert not other.without(OUTLET).without(TONE).in_force


@pytest.mark.parametrize(
    ("value", "low", "high", "inside"),
    [
        ("2014-03-14", "2014-03", "2014-05", True),
        ("2014-05-31", "2014-03", "2014-05", True),
        ("2014-06-01", "2014-03", "2014-05", False),
        ("2014-03", "2014-03-14", "", False),
        ("2014", "2014-03", "2014-05", False),
        ("2014", "2014", "2014", True),
        ("2014-03-14", "", "2014-03-14", True),
        ("spring 2014", "2014", "", False),
        ("2", "1", "10", True),
        ("10", "2", "9", False),
        ("-0.5", "-1", "", True),
        ("many", "1", "10", False),
    ],
)
def test_a_range_takes_both_its_limits_and_only_what_lies_wholly_within(
    value: str, low: str, high: str, inside: bool
) -> None:
    assert in_range(value, low, high) is inside


def test_words_that_are_all_dates_can_be_asked_for_from_and_to() -> None:
    assert range_kind(VariableKind.TEXT, ["2014-03", "2014-04-01"]) is VariableKind.DATE
    assert range_kind(VariableKind.TEXT, ["2014-03", "spring"]) is None
    assert range_kind(VariableKind.TEXT, []) is None
    assert range_kind(VariableKind.NUMBER, ["3"]) is VariableKind.NUMBER
    assert range_kind(VariableKind.CHOICE, ["2014"]) is None


def test_what_is_no_longer_there_is_no_longer_asked_for() -> None:
    wanted = Filter(document_sets=some(7, 99), codes=some(99), conditions=(Condition(99, frozenset({"x"})),))
    assert only_present(wanted, NAMES) == Filter(document_sets=some(7))
