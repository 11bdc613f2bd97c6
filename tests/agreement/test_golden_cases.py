"""Every published value that Cadrage's functions cover, reproduced."""

from __future__ import annotations

import pytest
from tests.agreement.agreement_cases import CASES, SKIPPED, Case, result_of


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_published_value_is_reproduced(case: Case) -> None:
    for kind in (case["kind"], case["coefficient"]):
        if kind in SKIPPED:
            pytest.skip(SKIPPED[kind])
    result = result_of(case)
    if case["expected"] is None:
        assert result is None
    else:
        assert result is not None
        assert abs(result - case["expected"]) <= case["tolerance"]


def test_no_case_is_skipped_but_those_of_forms_that_cadrage_does_not_compute() -> None:
    skipped = [case["id"] for case in CASES if {case["kind"], case["coefficient"]} & SKIPPED.keys()]
    assert (len(CASES), len(skipped)) == (159, 3)
