"""Series are told apart by everybody, on both grounds and in grey."""

from __future__ import annotations

import pytest

from cadrage.charts.colours import HATCHES, SAFE, distinguishable, line_colours, series_colours, shade
from cadrage.charts.grid import Head
from cadrage.charts.style import PRINT, Inks
from cadrage.core.colour import contrast, luminance

DARK = Inks("#1F2226", "#E6E7E9", "#B1B5BB", "#2E3237", "#7B818A", "#86B0F3")


def heads(*colours: str) -> list[Head]:
    return [Head(f"Code {at}", colour=colour) for at, colour in enumerate(colours)]


def test_codes_keep_their_colours_where_these_are_apart() -> None:
    assert series_colours(heads("#B44157", "#003D73", "#D1770F"), PRINT) == ("#B44157", "#003D73", "#D1770F")


def test_colours_that_some_take_for_one_give_way_to_the_safe_set() -> None:
    # Red and green of one lightness.
    assert not distinguishable(("#C55A57", "#7B8A3C"))
    assert series_colours(heads("#B44157", "#B44158"), PRINT)[0] == SAFE[0]


@pytest.mark.parametrize("inks", [PRINT, DARK])
def test_the_safe_set_is_seen_on_its_ground_and_apart(inks: Inks) -> None:
    colours = series_colours(heads(*[""] * 8), inks)
    assert distinguishable(colours)
    assert min(contrast(colour, inks.ground) for colour in colours) >= 1.55
    lines = line_colours(heads(*[""] * 8), inks)
    assert distinguishable(lines)
    assert min(contrast(colour, inks.ground) for colour in lines) >= 2.55


def test_every_series_has_a_hatch_of_its_own() -> None:
    assert len(set(HATCHES)) == len(HATCHES) == len(SAFE)


@pytest.mark.parametrize(("inks", "darker"), [(PRINT, True), (DARK, False)])
def test_shades_change_evenly_in_one_direction(inks: Inks, darker: bool) -> None:
    steps = [luminance(shade(at / 10, inks)) for at in range(11)]
    assert steps == sorted(steps, reverse=darker)
    assert shade(0, inks) == inks.ground
