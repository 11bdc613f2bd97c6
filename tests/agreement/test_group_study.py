"""Groups of codes and attributes with their intervals."""

from __future__ import annotations

import pytest

from cadrage.agreement.group_study import attribute_agreement, group_agreement
from cadrage.agreement.groups import Valued
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.model import Span

GROUPS = [CodeGroup(1, "THR", "ESC > THR", frozenset({1, 11})), CodeGroup(2, "MIL", "ESC > MIL", frozenset({2}))]


def documents(number: int, *, overlap: bool = False) -> list[CodedDocument]:
    units = tuple((start, start + 10) for start in range(0, 100, 10))
    found = []
    for place in range(number):
        other = 2 if place % 3 == 0 else 11
        spans = {
            ("A", 1): (Span(0, 10), Span(40, 50)),
            ("B", other): (Span(0, 10),),
            ("B", 1): (Span(40, 50 - place % 2),),
            ("A", 2): (Span(45, 55),) if overlap else (Span(70, 80),),
            ("B", 99): (Span(0, 100),),
        }
        found.append(CodedDocument(place, "", 100, units, frozenset("AB"), spans))
    return found


def test_a_group_is_one_variable_with_its_family_and_its_confusion() -> None:
    found = group_agreement("ESC", documents(12), GROUPS, ("A", "B"), "sentence")
    assert (found.units, found.several, found.codes) == (120, 0, ("THR", "MIL"))
    assert found.on_units["percent_agreement"].value == pytest.approx((120 - 12 - 4) / 120)
    for value in (found.on_units["krippendorff_alpha"], found.on_characters["u_alpha"], found.k_alpha["THR"]):
        assert value.value is not None
        assert value.low is not None
    assert found.confusion.count(1, 1) == 8 + 12
    assert found.confusion.count(1, 2) == 4
    assert found.confusion.count(2, None) == 12


def test_codes_that_overlap_after_all_have_no_family_but_units_that_say_so() -> None:
    found = group_agreement("ESC", documents(12, overlap=True), GROUPS, ("A", "B"), "sentence")
    assert "overlap" in (found.on_characters["u_alpha"].undefined or "")
    assert found.several == 12
    assert found.on_units["krippendorff_alpha"].value is not None


def test_an_ordinal_attribute_forgives_neighbours_and_a_nominal_one_does_not() -> None:
    grades = ("weak", "middling", "strong")
    codings = []
    for number in range(12):
        mine = grades[number % 3]
        theirs = grades[min(number % 3 + number % 2, 2)]
        codings.append(Valued(number, "A", 1, Span(0, 10), mine))
        codings.append(Valued(number, "B", 1, Span(0, 11), theirs))
    codings.append(Valued(99, "A", 1, Span(0, 9), "loud"))
    ordered, named = (
        attribute_agreement("intensity", codings, ("A", "B"), grades, ordered=ordered) for ordered in (True, False)
    )
    assert (ordered.units, ordered.unknown, ordered.metric) == (12, 1, "ordinal")
    first, second = (each.coefficients["krippendorff_alpha"].value for each in (ordered, named))
    assert first is not None
    assert second is not None
    assert first > second


def test_an_attribute_that_nobody_noted_twice_is_undefined_with_a_reason() -> None:
    found = attribute_agreement("tone", [Valued(1, "A", 1, Span(0, 5), "x")], ("A", "B"), ("x", "y"), ordered=False)
    assert found.units == 0
    assert found.coefficients["krippendorff_alpha"].undefined == "no unit was coded by two coders"
