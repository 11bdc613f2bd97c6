"""The code colours."""

from __future__ import annotations

import itertools

import pytest

from cadrage.core.palette import CODE_COLOURS, CodeColour, next_colour

# Surface and window of each theme.
LIGHT = ("#FFFFFF", "#F5F5F3")
DARK = ("#1F2226", "#191B1E")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_in_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#878A8E", "#FFFFFF") == pytest.approx(3.5, abs=0.05)


@pytest.mark.parametrize("colour", CODE_COLOURS, ids=lambda colour: colour.name)
def test_a_code_colour_stands_out_in_both_themes(colour: CodeColour) -> None:
    assert min(contrast(colour.light, ground) for ground in LIGHT) >= 3
    assert min(contrast(colour.dark, ground) for ground in DARK) >= 3


def test_no_two_code_colours_are_alike() -> None:
    for theme in ("light", "dark"):
        colours = [getattr(colour, theme) for colour in CODE_COLOURS]
        assert len(set(colours)) == len(colours) == 24
        assert all(one != other for one, other in itertools.pairwise(colours))


def test_new_codes_take_the_colours_in_turn() -> None:
    used: list[str] = []
    for _ in range(2 * len(CODE_COLOURS)):
        used.append(next_colour(used))
    assert used == [colour.light for colour in CODE_COLOURS] * 2


def test_a_colour_from_elsewhere_counts_for_none() -> None:
    assert next_colour(["#123456", "not a colour"]) == CODE_COLOURS[0].light
    assert next_colour([CODE_COLOURS[0].light.lower()]) == CODE_COLOURS[1].light
