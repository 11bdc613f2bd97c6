"""Which quotations stand for a code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.exemplars import LONGEST, Passage, bounded, chosen, together
from cadrage.core.model import Span


def passage(number: int, document: int, start: int, length: int, coder: int = 1, **known: object) -> Passage:
    return Passage(document, Span(start, start + length), (number,), (coder,), **known)  # type: ignore[arg-type]


def test_an_important_passage_comes_before_one_that_can_be_quoted_better() -> None:
    short = passage(1, 1, 0, 3, important=True)
    assert chosen([passage(2, 1, 10, 100), short], 1) == [short]


def test_what_is_too_short_or_too_long_to_be_quoted_comes_last() -> None:
    found = chosen([passage(1, 1, 0, 3), passage(2, 2, 0, LONGEST + 1), passage(3, 3, 0, 80)], 3)
    assert [each.codings for each in found] == [(3,), (1,), (2,)]


def test_outlets_take_turns() -> None:
    many = [passage(number, number, 0, 50, outlet="Loud") for number in range(1, 9)]
    found = chosen([*many, passage(9, 9, 0, 50, outlet="Quiet")], 2)
    assert [each.outlet for each in found] == ["Loud", "Quiet"]


def test_two_coders_on_the_same_words_are_one_passage() -> None:
    (one,) = together([passage(1, 1, 0, 50), passage(2, 1, 0, 50, coder=2, important=True)])
    assert (one.codings, one.coders, one.important) == ((1, 2), (1, 2), True)


PASSAGES = st.builds(
    passage,
    st.integers(1, 99),
    st.integers(1, 4),
    st.integers(0, 3),
    st.integers(1, 60),
    st.integers(1, 3),
    outlet=st.sampled_from(["", "A", "B"]),
    important=st.booleans(),
)


@given(st.lists(PASSAGES, max_size=20), st.integers(0, 8))
def test_as_many_are_chosen_as_are_wanted_and_there_each_once(passages: list[Passage], most: int) -> None:
    found = chosen(passages, most)
    distinct = {(each.document, each.span) for each in passages}
    assert len(found) == min(most, len(distinct))
    assert len({(each.document, each.span) for each in found}) == len(found)
    important = [each.important for each in found]
    assert important == sorted(important, reverse=True)
    assert chosen(passages, most) == found


@given(st.text(alphabet="ab \n", max_size=2 * LONGEST))
def test_a_long_quotation_is_cut_at_its_end_alone(words: str) -> None:
    head, cut = bounded(words)
    assert words.startswith(head)
    assert cut == (head != words) == (len(words) > LONGEST)
