"""How a chart looks: its width, its inks, what is written beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

POINTS_PER_MM = 72 / 25.4


class Meets(StrEnum):
    """What is counted where two codes meet."""

    UNITS = "units"
    CODINGS = "codings"
    DOCUMENTS = "documents"


class Order(StrEnum):
    """In which order rows stand."""

    GIVEN = "as in the table"
    SIZE = "largest first"


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours as #RRGGBB; `grid` and `axis` carry no meaning of their own."""

    ground: str
    text: str
    text2: str
    grid: str
    axis: str
    accent: str


PRINT = Inks("#FFFFFF", "#1D1F22", "#4A4D52", "#E1E1DD", "#84878B", "#1F5A96")


@dataclass(frozen=True, slots=True)
class Style:
    """`width_mm`: 85 is a column, 170 a page. `title`: None makes one, an empty one leaves it out.
    `about`: the note says whose codings these are and what was left out; without it, only what the chart leaves out.

    `patterns`: hatches as well as colours. `numbers`: values at bars and in cells where they fit. `layer`: the position
    among the table's layers, None for all of them together. `threshold`: how often two codes must meet to be joined;
    `meets`: what of that is counted.
    `seed`: another arrangement of the network. `page_mm`: rows are set closer before a chart grows taller than this.
    """

    width_mm: float = 170.0
    size_pt: float = 8.0
    inks: Inks = PRINT
    title: str | None = None
    caption: bool = True
    about: bool = True
    patterns: bool = True
    numbers: bool = True
    order: Order = Order.GIVEN
    most_series: int = 8
    layer: int | None = None
    threshold: int = 1
    meets: Meets = Meets.UNITS
    seed: int = 1
    page_mm: float = 230.0

    def __post_init__(self) -> None:
        if not 30 <= self.width_mm <= 2000 or not 4 <= self.size_pt <= 40:
            raise ValueError("a chart is 30 to 2000 mm wide, its text 4 to 40 points high")
        if self.most_series < 1 or self.threshold < 1:
            raise ValueError("a chart shows at least one series and meetings of at least one")

    @property
    def width(self) -> float:
        """In points."""
        return self.width_mm * POINTS_PER_MM

    @property
    def line(self) -> float:
        """From one line of text to the next, in points."""
        return self.size_pt * 1.3
