"""Which colours, hatches, dashes and marks tell series apart, also without colour vision and in print."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from cadrage.charts.grid import Head
from cadrage.charts.style import Inks
from cadrage.core.colour import contrast, from_oklch, hex_of, legible, rgb, to_oklch

# The eight of Okabe and Ito (2008), Color universal design, in an order in which neighbours differ in lightness.
SAFE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#4A4A4A")
_YELLOW, _INSTEAD = 6, "#5B2C83"
# Lines only: dots make files ten times as large.
HATCHES = ("", "////", "\\\\\\\\", "xxxx", "----", "||||", "++++", "//")
DASHES: tuple[tuple[float, tuple[float, ...] | None], ...] = (
    (0, None),
    (0, (5, 2)),
    (0, (1.2, 1.6)),
    (0, (6, 1.8, 1.2, 1.8)),
    (0, (3, 1.2)),
    (0, (6, 1.5, 1.2, 1.5, 1.2, 1.5)),
    (0, (9, 3)),
    (0, (2.2, 2.2)),
)
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
APART = 0.05  # in Oklab: below it two colours are taken for one
# Viénot, Brettel and Mollon (1999), on linear RGB: how protanopes and deuteranopes see.
_VISIONS = (
    ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
)


def series_colours(heads: Sequence[Head], inks: Inks) -> tuple[str, ...]:
    """The codes' own colours where all series have one and they can be told apart, else a safe set of eight."""
    return _colours(heads, inks, 1.6)


def line_colours(heads: Sequence[Head], inks: Inks) -> tuple[str, ...]:
    """As `series_colours`, but with the contrast that thin lines need."""
    return _colours(heads, inks, 2.6)


def _colours(heads: Sequence[Head], inks: Inks, least: float) -> tuple[str, ...]:
    own = [legible(head.colour, (inks.ground,), max(least, 2.0)) if _is_colour(head.colour) else "" for head in heads]
    if all(own) and distinguishable(own):
        return tuple(own)
    safe = iter(_safe(inks.ground, least))
    return tuple(inks.axis if head.plain else next(safe, inks.text2) for head in heads)


@lru_cache(maxsize=8)
def _safe(ground: str, least: float) -> tuple[str, ...]:
    # A yellow line that is dark enough for white paper cannot be told from an orange one.
    swapped = least > 2 and contrast(SAFE[_YELLOW], ground) < least
    chosen = [_INSTEAD if swapped and at == _YELLOW else colour for at, colour in enumerate(SAFE)]
    return tuple(legible(colour, (ground,), least) for colour in chosen)


def row_colour(head: Head, inks: Inks) -> str:
    """Of a single bar: the code's, or the one accent."""
    if head.plain:
        return inks.axis
    return legible(head.colour, (inks.ground,)) if _is_colour(head.colour) else inks.accent


def distinguishable(colours: Sequence[str]) -> bool:
    """Whether every two are apart, as most people see and as protanopes and deuteranopes do."""
    views = [list(colours)] + [[_seen(colour, at) for colour in colours] for at in range(len(_VISIONS))]
    return all(_distance(one, other) >= APART for seen in views for one, other in combinations(seen, 2))


def _is_colour(value: str) -> bool:
    return len(value) == 7 and value.startswith("#") and all(each in "0123456789abcdefABCDEF" for each in value[1:])


@lru_cache(maxsize=2048)
def _seen(colour: str, vision: int) -> str:
    linear = [each**2.2 for each in rgb(colour)]
    mixed = [sum(part * value for part, value in zip(row, linear, strict=True)) for row in _VISIONS[vision]]
    red, green, blue = (min(max(each, 0.0), 1.0) ** (1 / 2.2) for each in mixed)
    return hex_of((red, green, blue))


@lru_cache(maxsize=8192)
def _distance(one: str, other: str) -> float:
    (l1, c1, h1), (l2, c2, h2) = to_oklch(one), to_oklch(other)
    return math.dist((l1, c1 * math.cos(h1), c1 * math.sin(h1)), (l2, c2 * math.cos(h2), c2 * math.sin(h2)))


def hatch_ink(fill: str, inks: Inks) -> str:
    """What is seen best on the fill."""
    return max((inks.ground, inks.text), key=lambda ink: contrast(ink, fill))


def shade(part: float, inks: Inks) -> str:
    """A step of the heat map, from the ground (0) to the full accent (1); lightness falls evenly, also in grey."""
    low, chroma, hue = to_oklch(inks.ground)[0], *to_oklch(inks.accent)[1:]
    high = 0.33 if low > 0.5 else 0.86
    part = min(max(part, 0.0), 1.0)
    if not part:
        return inks.ground
    # Something is told from nothing: the first step is a stride.
    at = 0.06 + 0.94 * part
    return from_oklch(low + (high - low) * at, chroma * min(1.0, 2.2 * at), hue)


def on(fill: str, inks: Inks) -> str:
    """The ink of a number that stands on a fill."""
    return hatch_ink(fill, inks)
