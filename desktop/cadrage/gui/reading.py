"""How the article is set for reading: values that the settings keep and the document view follows."""

from __future__ import annotations

from dataclasses import dataclass

SMALLEST, LARGEST = 11, 32  # sizes in pixels
USUAL_SIZE = 16
SPACINGS = (1.4, 25 / 16, 1.75)  # line pitches for a size of one pixel: close, usual, wide
WIDTHS = (60, 70, 78)  # characters a line


@dataclass(frozen=True, slots=True)
class Reading:
    """`names` shows the codes' names in the margin; `snapping` widens a dragged selection to whole words."""

    size: int = USUAL_SIZE
    sans: bool = False
    spacing: float = SPACINGS[1]
    characters: int = WIDTHS[-1]
    names: bool = True
    snapping: bool = True

    def __post_init__(self) -> None:
        if not SMALLEST <= self.size <= LARGEST or self.spacing not in SPACINGS or self.characters not in WIDTHS:
            raise ValueError("not a size, a line spacing or a width that an article is set in")
