"""The sheet a chart stands on: title, key, plot and caption below each other, all measured before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cadrage.charts.chart import Area
from cadrage.charts.colours import hatch_ink
from cadrage.charts.style import Style
from cadrage.charts.text import Ruler, clean

_SWATCH = 1.9  # of the text's size
Dash = tuple[float, tuple[float, ...] | None]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What a colour, hatch, dash or mark stands for; with a `mark` or `dash` it is a line, else a field."""

    text: str
    colour: str
    hatch: str = ""
    dash: Dash | None = None
    mark: str = ""
    filled: bool = True


@dataclass(slots=True)
class Page:
    """Places in points from the upper left corner. `plot` fixes the height and opens the figure; then all is drawn."""

    style: Style
    ruler: Ruler
    title: str
    caption: Sequence[str]
    key: Sequence[KeyEntry] = ()
    height: float = 0.0
    figure: Any = None
    areas: list[Area] = field(default_factory=list)
    _down: Any = None
    _measures: Any = None

    @property
    def pad(self) -> float:
        return self.style.size_pt * 0.9

    @property
    def width(self) -> float:
        return self.style.width

    @property
    def inner(self) -> float:
        return self.width - 2 * self.pad

    @property
    def small(self) -> float:
        return self.style.size_pt * 0.875

    @property
    def large(self) -> float:
        return self.style.size_pt * 1.3

    def plot(self, left: float, right: float, height: float, *, above: float = 0, below: float = 0) -> Any:
        """Axes with so much room for words beside, above and below them. Bare: what they show is drawn by hand."""
        top = self._head() + above
        note = self._caption_lines()
        foot = self.pad + (len(note) * self.small * 1.35 + self.pad * 0.8 if note else 0)
        self.height = top + height + below + foot
        self._open()
        self._draw_head()
        for at, line in enumerate(note):
            self.text(
                self.pad, self.height - foot + self.pad * 0.8 + self.small * (1 + 1.35 * at), line, self.small, "text2"
            )
        box = (left / self.width, (foot + below) / self.height)
        size = ((self.width - left - right) / self.width, height / self.height)
        axes = self.figure.add_axes((*box, *size), facecolor="none")
        axes.set_axis_off()
        # Above grid lines and bands, below words.
        axes.set_zorder(2.5)
        return axes

    def _open(self) -> None:
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72, facecolor=self.style.inks.ground)
        # Points from the top; multiplied by the figure's own scale, so that it holds for every file.
        self._down = Affine2D().scale(1, -1).translate(0, self.height).scale(1 / 72) + self.figure.dpi_scale_trans

    def _head(self) -> float:
        """The height of title and key."""
        lines = self._title_lines()
        height = self.pad + len(lines) * self.large * 1.25 + (self.pad * 0.6 if lines else 0)
        rows = 1 + max((row for row, _x, _entry, _text in self._key_places()), default=-1)
        return height + rows * self.style.size_pt * 1.75 + (self.pad * 0.6 if rows else 0)

    def _title_lines(self) -> list[str]:
        return self.ruler.wrapped(clean(self.title), self.large, self.inner, 4) if clean(self.title) else []

    def _caption_lines(self) -> list[str]:
        words = clean(" ".join(self.caption)) if self.style.caption else ""
        return self.ruler.wrapped(words, self.small, self.inner, 60) if words else []

    def _key_places(self) -> Iterator[tuple[int, float, KeyEntry, str]]:
        row, x, size = 0, self.pad, self.style.size_pt
        for entry in self.key:
            room = max(self.inner * 0.47, min(self.inner - size * (_SWATCH + 1), size * 16))
            text = self.ruler.shortened(clean(entry.text), size, min(room, self.inner - size * (_SWATCH + 0.5)))
            wide = size * (_SWATCH + 0.5) + self.ruler.width(text, size)
            if x > self.pad and x + wide > self.pad + self.inner:
                row, x = row + 1, self.pad
            yield row, x, entry, text
            x += wide + size * 1.4

    def _draw_head(self) -> None:
        y = self.pad
        for line in self._title_lines():
            self.text(self.pad, y + self.large, line, self.large, "text")
            y += self.large * 1.25
        y += self.pad * 0.6 if y > self.pad else 0
        size = self.style.size_pt
        for row, x, entry, text in self._key_places():
            middle = y + (row + 0.5) * size * 1.75
            self._draw_entry(x, middle, entry)
            self.text(x + size * (_SWATCH + 0.5), middle, text, size, "text", va="center_baseline")

    def _draw_entry(self, x: float, y: float, entry: KeyEntry) -> None:
        size = self.style.size_pt
        if entry.dash is not None or entry.mark:
            self.line(
                (x, x + size * _SWATCH), (y, y), entry.colour, 1.4, dash=entry.dash, mark=entry.mark, at=(x, y, entry)
            )
        else:
            self.box(x, y - size * 0.5, size * _SWATCH, size, entry.colour, entry.hatch)

    # What can be drawn anywhere on the sheet.

    def text(
        self, x: float, y: float, words: str, size: float, ink: str, *, ha: str = "left", va: str = "baseline",
        rotation: float = 0, ground: bool = False,
    ) -> Any:  # fmt: skip
        """`ink` is a name of the style's inks or a colour."""
        colour = ink if ink.startswith("#") else getattr(self.style.inks, ink)
        more: dict[str, Any] = {"rotation": rotation, "rotation_mode": "anchor"} if rotation else {}
        if ground:
            # Nothing shines through.
            more["bbox"] = {"boxstyle": "square,pad=0.1", "facecolor": self.style.inks.ground, "edgecolor": "none"}
        return self.figure.text(x, y, words, transform=self._down, size=size, color=colour, ha=ha, va=va, **more)

    def line(
        self, xs: Sequence[float], ys: Sequence[float], colour: str, width: float, *, dash: Dash | None = None,
        mark: str = "", at: tuple[float, float, KeyEntry] | None = None, zorder: float = 2, butt: bool = False,
    ) -> None:  # fmt: skip
        from matplotlib.lines import Line2D

        style: Any = dash or "-"
        drawn = Line2D(xs, ys, color=colour, linewidth=width, linestyle=style, transform=self._down, zorder=zorder)
        if butt:
            drawn.set_solid_capstyle("butt")
        self.figure.add_artist(drawn)
        if mark and at is not None:
            face = colour if at[2].filled else self.style.inks.ground
            middle = (xs[0] + xs[-1]) / 2
            dot = Line2D(
                [middle], [at[1]], color=colour, marker=mark, markersize=4.5, markerfacecolor=face, markeredgewidth=1,
                transform=self._down, zorder=zorder,
            )  # fmt: skip
            self.figure.add_artist(dot)

    def box(self, x: float, y: float, width: float, height: float, fill: str, hatch: str = "") -> None:
        from matplotlib.patches import Rectangle

        drawn = Rectangle((x, y), width, height, transform=self._down, facecolor=fill, linewidth=0)
        if hatch:
            drawn.set(hatch=hatch, hatchcolor=hatch_ink(fill, self.style.inks))
        self.figure.add_artist(drawn)

    def area(
        self,
        axes: Any,
        corners: tuple[float, float, float, float],
        label: str,
        place: tuple[Any, ...] = (),
        coding: int | None = None,
    ) -> None:
        """Notes what lies between two corners (left, bottom, right, top) of the plot's own numbers."""
        if self._measures is None:
            # Asked of matplotlib once: there may be thousands of areas.
            self._measures = (axes.get_position().bounds, axes.get_xlim(), axes.get_ylim())
        (left, bottom, wide, high), (x0, x1), (y0, y1) = self._measures
        xs = [left + (each - x0) / (x1 - x0) * wide for each in (corners[0], corners[2])]
        ys = [1 - bottom - (each - y0) / (y1 - y0) * high for each in (corners[1], corners[3])]
        self.areas.append(Area(min(xs), min(ys), max(xs), max(ys), label, place, coding))
