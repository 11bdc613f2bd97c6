"""Near-duplicates: found by what the shorter text has of the longer, and in time."""

from __future__ import annotations

import random

import pytest

from cadrage.core.errors import Cancelled
from cadrage.core.model import Span
from cadrage.language.near_duplicates import Pair, differing_passages, pairs, shared_passages

WORDS = [f"word{number}" for number in range(4_000)]


def text(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def test_a_short_version_of_a_long_report_is_found_although_they_resemble_each_other_little() -> None:
    short, long = text(1, 100), text(2, 900)
    found = pairs({7: long + " " + short, 9: short + " " + text(3, 40), 11: text(4)})
    assert [(pair.first, pair.second) for pair in found] == [(7, 9)]
    assert 0.6 < found[0].containment < 0.8


def test_below_the_threshold_there_is_no_pair() -> None:
    shared = text(1, 60)
    assert pairs({1: shared + " " + text(2, 140), 2: shared + " " + text(3, 140)}) == ()
    assert len(pairs({1: shared + " " + text(2, 140), 2: shared + " " + text(3, 140)}, threshold=0.25)) == 1


def test_capitals_and_punctuation_make_no_difference() -> None:
    one = text(1)
    assert pairs({1: one, 2: one.upper().replace(" ", ", ")})[0].containment == 1


def test_texts_too_short_to_tell_are_no_pair() -> None:
    assert pairs({1: "one two three four five six", 2: "one two three four five six", 3: "", 4: ""}) == ()


def test_a_report_that_a_hundred_papers_print_is_found_everywhere() -> None:
    found = pairs({number: text(1) for number in range(100)})
    assert {key for pair in found for key in (pair.first, pair.second)} == set(range(100))


def test_texts_without_spaces_are_compared_by_characters() -> None:
    one = "部长们周五在伦敦举行了六个小时的会谈但没有就公投达成任何协议"
    found = pairs({1: one, 2: one[:24] + "他们下周将再次见面"})
    assert [(pair.first, pair.second) for pair in found] == [(1, 2)]


def test_pairs_come_the_most_alike_first_and_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    one = text(1)
    found = pairs({1: one, 2: one, 3: one[: len(one) * 2 // 3] + text(2, 100)}, lambda *told: seen.append(told))
    assert found[0] == Pair(1, 2, 1.0)
    assert seen[0] == (0, 6)
    assert seen[-1] == (5, 6)


def test_looking_can_be_stopped() -> None:
    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        pairs({number: text(number) for number in range(5)}, stop)


def test_shared_and_differing_passages_cover_every_word() -> None:
    shared = "the council voted to close the market on monday"
    one, other = f"In London {shared}. Nobody came.", f"{shared.title()}, we hear."
    here, there = shared_passages(one, other)
    assert [span.quotation(one) for span in here] == [shared]
    assert [span.quotation(other) for span in there] == [shared.title()]
    assert [span.quotation(one) for span in differing_passages(one, here)] == ["In London", "Nobody came"]
    assert differing_passages("one two", ()) == (Span(0, 7),)


def test_two_thousand_texts_take_a_few_seconds_at_most() -> None:
    texts = {number: text(number, 400) for number in range(2_000)}
    texts[2_000] = texts[17][: len(texts[17]) // 2]
    assert [(pair.first, pair.second) for pair in pairs(texts)] == [(17, 2_000)]
