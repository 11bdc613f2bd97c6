"""Every pairing of tokens that can come about on the screen: words at least 4.5:1, marks at least 3:1."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from cadrage.core.colour import contrast
from cadrage.gui.style_sheet import style_sheet
from cadrage.gui.theme import DARK, LIGHT, Theme, Token

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

GROUNDS: tuple[Token, ...] = (
    "window", "surface", "raised", "sunken", "hover", "accent_soft", "good_soft", "warn_soft", "bad_soft",
)  # fmt: skip
INKS: tuple[Token, ...] = ("text", "text2", "text3", "accent", "good", "warn", "bad")
MARKS: tuple[Token, ...] = ("control", "accent", "good", "warn", "bad", "text2", "text3")
NOTHING_IS_KNOWN_BY = {"border", "strong"}


def ratio(theme: Theme, one: Token, other: Token) -> float:
    return contrast(getattr(theme, one), getattr(theme, other))


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
def test_any_words_are_legible_on_any_ground(theme: Theme, ground: Token) -> None:
    assert {ink: round(ratio(theme, ink, ground), 2) for ink in INKS if ratio(theme, ink, ground) < 4.5} == {}


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
def test_any_mark_is_seen_on_any_ground(theme: Theme, ground: Token) -> None:
    assert {mark: round(ratio(theme, mark, ground), 2) for mark in MARKS if ratio(theme, mark, ground) < 3.0} == {}


@THEMES
def test_words_and_the_ring_on_the_primary_button(theme: Theme) -> None:
    assert ratio(theme, "on_accent", "accent") >= 4.5
    # Its ring lies on its own edge: told from the button by the ground beside it.
    assert max(ratio(theme, "text", "accent"), ratio(theme, "text", "surface")) >= 3.0


def test_every_token_is_ground_ink_or_mere_line() -> None:
    known = {*GROUNDS, *INKS, *MARKS, *NOTHING_IS_KNOWN_BY, "on_accent"}
    assert set(get_args(Token)) == known


@THEMES
def test_no_rule_of_the_style_sheet_writes_illegibly(theme: Theme) -> None:
    """Words on the ground of the same rule; what is disabled may recede."""
    found = []
    for selector, rule in re.findall(r"([^{}]+)\{([^}]*)\}", style_sheet(theme)):
        ground = re.search(r"(?<![\w-])background: (#\w{6})", rule)
        ink = re.search(r"(?<![\w-])color: (#\w{6})", rule)
        if ground and ink and "disabled" not in selector and contrast(ink[1], ground[1]) < 4.5:
            found.append((selector.strip(), contrast(ink[1], ground[1])))
    assert found == []
