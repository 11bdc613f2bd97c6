"""The passages behind a coefficient, typed as a reader would type them; and which code meets which."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

import pytest

from cadrage.agreement.disagreements import confusion, disagreements
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.disagreement import Choice, Difference, Disagreement
from cadrage.core.model import Span

ESC, SAN, LEG = 1, 2, 3
Marks = Mapping[tuple[str, int], tuple[tuple[int, int], ...]]


def document(marks: Marks, coders: str = "AB", excluded: tuple[tuple[int, int], ...] = ()) -> CodedDocument:
    spans = {key: tuple(Span(*ends) for ends in listed) for key, listed in marks.items()}
    return CodedDocument(7, "t", 100, None, frozenset(coders), spans, tuple(Span(*ends) for ends in excluded))


def differences(
    marks: Marks, coders: str = "AB", code: int = ESC, **more: tuple[tuple[int, int], ...]
) -> list[Disagreement]:
    group = CodeGroup(code, "X", "X", frozenset({code}))
    return list(disagreements([document(marks, coders, **more)], group, tuple(coders)))


def test_equal_codings_are_no_disagreement() -> None:
    assert differences({("A", ESC): ((0, 10), (20, 30)), ("B", ESC): ((0, 10), (20, 30))}) == []


def test_a_coding_that_the_other_lacks_is_missing_there() -> None:
    (found,) = differences({("A", ESC): ((0, 10),)})
    assert found == Disagreement(7, Difference.MISSING, Span(0, 10), {"A": (Choice(ESC, Span(0, 10)),), "B": ()})


def test_the_same_words_under_another_code_are_another_code() -> None:
    (found,) = differences({("A", ESC): ((0, 10),), ("B", SAN): ((2, 12),)})
    assert found.kind is Difference.OTHER_CODE
    assert found.span == Span(0, 12)
    assert found.choices["B"] == (Choice(SAN, Span(2, 12)),)


def test_a_code_that_both_put_there_does_not_stand_for_the_one_that_is_missing() -> None:
    (found,) = differences({("A", ESC): ((0, 10),), ("A", SAN): ((0, 10),), ("B", SAN): ((0, 10),)})
    assert found.kind is Difference.MISSING


def test_other_ends_are_a_boundary_and_touching_codings_two_passages() -> None:
    (found,) = differences({("A", ESC): ((0, 10),), ("B", ESC): ((4, 16),)})
    assert (found.kind, found.span) == (Difference.BOUNDARY, Span(0, 16))
    both = differences({("A", ESC): ((0, 10), (10, 20)), ("B", ESC): ((0, 10),)})
    assert [(each.kind, each.span) for each in both] == [(Difference.MISSING, Span(10, 20))]


def test_three_coders_are_named_with_what_each_chose() -> None:
    (found,) = differences({("A", ESC): ((0, 10),), ("B", ESC): ((0, 10),), ("C", LEG): ((0, 9),)}, "ABC")
    assert found.kind is Difference.OTHER_CODE
    assert [[choice.code for choice in found.choices[coder]] for coder in "ABC"] == [[ESC], [ESC], [LEG]]


def test_coders_who_did_not_complete_the_document_and_excluded_text_do_not_count() -> None:
    group = CodeGroup(ESC, "X", "X", frozenset({ESC}))
    alone = document({("A", ESC): ((0, 10),), ("B", SAN): ((0, 10),)}, "A")
    assert disagreements([alone], group, ("A", "B")) == ()
    assert differences({("A", ESC): ((0, 10),)}, excluded=((0, 50),)) == []


def test_sub_codes_roll_up_into_their_family() -> None:
    family = CodeGroup(ESC, "X", "X", frozenset({ESC, SAN}))
    one = document({("A", ESC): ((0, 10),), ("B", SAN): ((0, 10),)})
    assert disagreements([one], family, ("A", "B")) == ()


# Which code meets which.


def met(marks: Marks, coders: str = "AB") -> dict[tuple[int | None, int | None], int]:
    return dict(confusion([document(marks, coders)], (ESC, SAN, LEG), tuple(coders)).counts)


def test_matches_of_one_code_come_before_those_of_different_codes() -> None:
    marks = {("A", ESC): ((0, 10),), ("B", SAN): ((0, 10),), ("B", ESC): ((1, 9),)}
    assert met(marks) == {(ESC, ESC): 1, (None, SAN): 1}


def test_what_nothing_matches_stands_against_no_code() -> None:
    assert met({("A", ESC): ((0, 10),), ("B", SAN): ((30, 40),)}) == {(ESC, None): 1, (None, SAN): 1}


def test_more_than_two_coders_count_every_pair_both_ways() -> None:
    found = met({("A", ESC): ((0, 10),), ("B", ESC): ((0, 10),), ("C", SAN): ((0, 10),)}, "ABC")
    assert found == {(ESC, ESC): 2, (ESC, SAN): 2, (SAN, ESC): 2}


@pytest.mark.parametrize("seed", range(40))
def test_every_coding_stands_in_the_table_once(seed: int) -> None:
    draw = random.Random(seed)
    marks: dict[tuple[str, int], tuple[tuple[int, int], ...]] = {}
    for coder in "AB":
        for code in (ESC, SAN, LEG):
            starts = [draw.randrange(80) for _ in range(draw.randrange(4))]
            marks[coder, code] = tuple(sorted({(start, start + draw.randint(1, 20)) for start in starts}))
    counts = met(marks)
    for side, coder in enumerate("AB"):
        total: Counter[int | None] = Counter()
        for pair, number in counts.items():
            total[pair[side]] += number
        for code in (ESC, SAN, LEG):
            assert total[code] == len(marks[coder, code])


@pytest.mark.parametrize("seed", range(40))
def test_a_passage_is_a_disagreement_exactly_where_some_character_or_border_differs(seed: int) -> None:
    draw = random.Random(seed)
    marks = {}
    for coder in "AB":
        borders = sorted(draw.sample(range(100), 6))
        marks[coder, ESC] = tuple(zip(borders[::2], borders[1::2], strict=True))
    covered = {coder: {at for start, end in marks[coder, ESC] for at in range(start, end)} for coder in "AB"}
    differing = covered["A"] ^ covered["B"]
    found = differences(marks)
    assert differing <= {at for each in found for at in range(each.span.start, each.span.end)}
    assert all(differing & set(range(each.span.start, each.span.end)) for each in found)
