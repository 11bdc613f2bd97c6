"""The code colours, chosen together so that neighbours stay apart, also for colour-blind readers.

Each has at least 3:1 contrast on the surface and window colours of its theme; the order is the one in
which new codes take them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class CodeColour(NamedTuple):
    name: str
    light: str
    dark: str


CODE_COLOURS = tuple(
    CodeColour(*row.split())
    for row in """
    rosewood #BC7B8E #A76C7E
    crimson #B44157 #E87989
    coral #DD6662 #C55A57
    orange #D1770F #BA690A
    umber #6B4300 #FDB656
    tan #A07844 #AB8657
    ochre #8D6803 #C8971C
    bronze #493C00 #F4D965
    olive #6C5D1C #C1B379
    fern #2D592E #A7D4A6
    pine #004936 #A6EACF
    jade #1E6D54 #80C3A9
    emerald #089772 #04A67E
    teal #1D7E7B #61B0AC
    navy #003D73 #BFDCFE
    blue #4069C5 #749DF6
    indigo #4950B0 #9EACFF
    royal #4D3898 #C2BDFF
    iris #8E7FE6 #7D70CD
    mauve #9171A5 #9E80B0
    plum #754C79 #CCA2CF
    purple #984B9F #CA80D0
    orchid #BD6EC4 #A861AE
    wine #6E3855 #EDB2CF
    """.strip().splitlines()
)


def next_colour(used: Iterable[str]) -> str:
    """The palette's colour (its light form) that the fewest codes carry, the first of equals."""
    counts = {colour.light: 0 for colour in CODE_COLOURS}
    for colour in used:
        if colour.upper() in counts:
            counts[colour.upper()] += 1
    return min(counts, key=lambda colour: counts[colour])
