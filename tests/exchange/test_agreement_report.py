"""The table and the methods paragraph that a thesis takes over."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cadrage.agreement.comparison import compare
from cadrage.core.agreement import AgreementTable, CodedDocument, CodeGroup
from cadrage.core.model import Span
from cadrage.core.standing import Limits
from cadrage.exchange.agreement_report import AgreementReport, Circumstances, agreement_report

STUDY = Circumstances("0.1.0", "2 <draft>", 26)


def table(documents: int = 24, coders: tuple[str, ...] = ("A", "B"), interval: str = "jackknife") -> AgreementTable:
    """One code that all agree on, one that they half agree on, one of A alone, one of nobody."""
    units = tuple((start, start + 10) for start in range(0, 300, 10))
    coded = []
    for number in range(documents):
        where = 10 * (number % 7)
        spans = {(coder, 1): (Span(where, where + 5),) for coder in coders}
        spans |= {
            (coder, 2): (Span(where + 50 + 10 * (place and number % 2), where + 65),)
            for place, coder in enumerate(coders)
        }
        spans[coders[0], 3] = (Span(0, 9),)
        coded.append(CodedDocument(number, f"d{number}", 300, units, frozenset(coders), spans))
    names = ("A&B", "HALF", "ONE", "NO")
    groups = [CodeGroup(code, name, name, frozenset({code})) for code, name in enumerate(names, start=1)]
    return compare(coded, groups, coders, "sentence", interval=interval)


def report(**more: object) -> AgreementReport:
    return agreement_report(table(**more), STUDY)  # type: ignore[arg-type]


def test_the_table_has_a_row_a_code_in_both_forms() -> None:
    found = report()
    lines = [line.split("\t") for line in found.text.splitlines() if "\t" in line]
    assert [line[0] for line in lines] == ["Code", "A&B", "HALF", "ONE", "NO"]
    assert {len(line) for line in lines} == {8}
    assert lines[1][6:] == ["1.00", "[1.00, 1.00]"]
    assert found.html.count("<tr>") == 5
    assert "A&amp;B" in found.html
    assert "<draft>" not in found.html


def test_the_paragraph_names_every_number_that_the_study_has() -> None:
    text = report().text
    for part in ("24 of 26 documents", "4 codes", "720 sentences", "Cadrage 0.1.0", "jackknife", "Two coders"):
        assert part in text
    assert "The lower limit of α reaches .80 for A&B." in text
    assert "Only one coder used ONE" in text
    assert "Nobody used NO." in text


def test_what_only_the_authors_know_is_a_marked_gap_and_an_interval_is_none() -> None:
    found = report()
    gaps = re.findall(r"\[[A-Za-z][^\]]*\]", found.text)
    assert len(gaps) >= 3
    assert found.html.count("background:") == len(gaps)


def test_three_coders_and_a_bootstrap_are_named_as_what_they_are() -> None:
    found = report(coders=("A", "B", "C"), interval="bootstrap").text
    assert "Fleiss’" in found
    assert "2,000 resamples, seed 0" in found


def test_few_documents_give_no_interval_and_no_verdict() -> None:
    found = report(documents=3).text
    assert "No interval could be computed for A&B, HALF" in found
    assert "reaches" not in found


def test_other_limits_move_the_verdict() -> None:
    strict = agreement_report(table(), replace(STUDY, limits=Limits(0.1, 0.2)))
    assert "reaches .20 for A&B, HALF" in strict.text


def test_limits_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="tentative"):
        Limits(0.9, 0.8)


def test_filters_in_force_stand_in_the_paragraph() -> None:
    assert "outlet: The Times" in agreement_report(table(), replace(STUDY, filters=("outlet: The Times",))).text
