"""What fits a variable of each kind, and how it is written."""

from __future__ import annotations

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import Choice, VariableKind
from cadrage.core.variables import Actor, fits, fitting

KIND = VariableKind
CHOICES = (Choice("1", "weak"), Choice("2", "clear"), Choice("none"))


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (KIND.NUMBER, " 12 ", "12"),
        (KIND.NUMBER, "007", "7"),
        (KIND.NUMBER, "0", "0"),
        (KIND.NUMBER, "3,5", "3.5"),
        (KIND.NUMBER, "-0.50", "-0.50"),
        (KIND.NUMBER, "+4", "4"),
        (KIND.NUMBER, "0,125", "0.125"),
        (KIND.DATE, "2014-03-15", "2014-03-15"),
        (KIND.DATE, "2014-3-5", "2014-03-05"),
        (KIND.DATE, "2014-03", "2014-03"),
        (KIND.DATE, "2014", "2014"),
        (KIND.CHOICE, "NONE", "none"),
        (KIND.ORDINAL, "Clear", "2"),
        (KIND.ORDINAL, "1", "1"),
        (KIND.TEXT, " as it is ", "as it is"),
        (KIND.ACTOR, "Sergey Lavrov", "Sergey Lavrov"),
    ],
)
def test_what_fits_is_written_in_one_way(kind: VariableKind, typed: str, stored: str) -> None:
    assert fitting(kind, CHOICES, typed) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        (KIND.NUMBER, "twelve", "not a number"),
        (KIND.NUMBER, "1,000", "read in two ways. Write 1000"),
        (KIND.NUMBER, "1e5", "not a number"),
        (KIND.NUMBER, "٣", "not a number"),
        (KIND.DATE, "15/03/2014", "Write 2014-03-15"),
        (KIND.DATE, "2014-02-30", "not a date"),
        (KIND.DATE, "2014-13", "not a date"),
        (KIND.DATE, "0000", "not a date"),
        (KIND.CHOICE, "3", r"not one of the choices \(weak, clear, none\)"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(kind: VariableKind, typed: str, words: str) -> None:
    assert not fits(kind, CHOICES, typed)
    with pytest.raises(UserError, match=words):
        fitting(kind, CHOICES, typed)


def test_a_value_comes_before_a_label_of_the_same_words() -> None:
    assert fitting(KIND.CHOICE, (Choice("a", "b"), Choice("b", "a")), "b") == "b"


def test_a_choice_without_choices_is_an_open_list() -> None:
    assert fitting(KIND.CHOICE, (), "anything") == "anything"


def test_an_actor_is_called_by_name_and_alias_whatever_the_case() -> None:
    actor = Actor(1, "guid", "Sergey Lavrov", aliases=("Mr Lavrov",))
    assert actor.is_called("SERGEY LAVROV")
    assert actor.is_called(" mr lavrov ")
    assert not actor.is_called("Lavrov")
