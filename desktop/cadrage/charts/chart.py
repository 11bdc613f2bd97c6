"""A drawn chart and the files that it is saved as."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from cadrage.charts.engine import settings
from cadrage.charts.svg import finished


@dataclass(frozen=True, slots=True)
class Area:
    """What lies under a part of the chart: left, top, right, bottom as parts of its width and height.

    `place` names the number in the result: of a table a place, of meetings two positions, of time a line and a bin, of
    places in a text the document, start and end;
    empty where the area stands for no single number. `coding`: the one that a mark stands for.
    """

    left: float
    top: float
    right: float
    bottom: float
    label: str
    place: tuple[int | None, ...] = ()
    coding: int | None = None


@dataclass(frozen=True, slots=True)
class Pixels:
    """Rows of red, green, blue, alpha, a byte each."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Chart:
    """`alternative` says in words what is drawn, for those who do not see it. Sizes are in points."""

    kind: str
    title: str
    caption: str
    alternative: str
    project: str
    width: float
    height: float
    areas: tuple[Area, ...]
    families: tuple[str, ...]
    figure: Any
    empty: bool = False

    def svg(self) -> bytes:
        """Words are text, in a typeface that the file brings along."""
        about = {"Title": self.title, "Description": self.alternative, "Creator": "Cadrage", "Date": None}
        if self.project:
            about["Source"] = self.project
        return finished(self._written("svg", 72, about), self.families)

    def pdf(self) -> bytes:
        about = {"Title": self.title, "Creator": "Cadrage", "Producer": "Cadrage", "CreationDate": None}
        if self.project:
            about["Subject"] = self.project
        return self._written("pdf", 72, about)

    def png(self, dpi: int = 300) -> bytes:
        about: dict[str, str | None] = {
            "Title": self.title,
            "Description": self.alternative,
            "Software": "Cadrage",
        }
        if self.project:
            about["Source"] = self.project
        return self._written("png", dpi, about)

    def pixels(self, dots_per_inch: float) -> Pixels:
        """As it is shown in a window: `dots_per_inch` are those of the screen, so that nothing is scaled."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        with settings(self.families):
            self.figure.set_dpi(dots_per_inch)
            canvas: Any = FigureCanvasAgg(self.figure)
            canvas.draw()
            width, height = canvas.get_width_height()
            return Pixels(width, height, bytes(canvas.buffer_rgba()))

    def _written(self, format: str, dpi: int, about: dict[str, str | None]) -> bytes:
        file = io.BytesIO()
        with settings(self.families):
            self.figure.savefig(file, format=format, dpi=dpi, metadata=about, facecolor=self.figure.get_facecolor())
        return file.getvalue()
