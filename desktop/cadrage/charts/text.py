"""How wide words are in a chart's typefaces, and how they are broken into lines or shortened."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any

from cadrage.charts.engine import matplotlib

_JOINERS = "\u200d\ufe0e\ufe0f"
_MORE = "…"
_MEASURED = 64.0  # points


class Ruler:
    """Measures in points, for the families that a chart is set in."""

    def __init__(self, families: tuple[str, ...]) -> None:
        self.families = families

    def width(self, text: str, size: float) -> float:
        # Without hinting, words grow evenly: one measure serves all sizes.
        return _width(text, self.families) * size / _MEASURED

    def widest(self, texts: list[str] | tuple[str, ...], size: float) -> float:
        return max((self.width(text, size) for text in texts), default=0.0)

    def shortened(self, text: str, size: float, room: float) -> str:
        """The text, or as much of its beginning as there is room for."""
        if self.width(text, size) <= room:
            return text
        parts = _clusters(text)
        low, high = 0, len(parts)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width("".join(parts[:middle]).rstrip() + _MORE, size) <= room:
                low = middle
            else:
                high = middle - 1
        return "".join(parts[:low]).rstrip() + _MORE

    def wrapped(self, text: str, size: float, room: float, most: int) -> list[str]:
        """At most so many lines, each no wider than `room`; the last is shortened where not all fits."""
        lines: list[str] = []
        words = text.split()
        while words and len(lines) < most:
            line, words = self._line(words, size, room)
            lines.append(line)
        if words:
            lines[-1] = self.shortened(f"{lines[-1]} {' '.join(words)}", size, room)
        return lines or [""]

    def _line(self, words: list[str], size: float, room: float) -> tuple[str, list[str]]:
        """The next line and what is left; a word wider than a line is cut."""
        line = words[0]
        if self.width(line, size) > room:
            parts = _clusters(line)
            count = len(parts)
            while count > 1 and self.width("".join(parts[:count]), size) > room:
                count -= 1
            rest = "".join(parts[count:])
            return "".join(parts[:count]), [rest, *words[1:]] if rest else words[1:]
        at = 1
        while at < len(words) and self.width(f"{line} {words[at]}", size) <= room:
            line, at = f"{line} {words[at]}", at + 1
        return line, words[at:]


def clean(text: str) -> str:
    """One line without control characters; a name may hold anything."""
    shown = "".join(" " if each.isspace() else each for each in text)
    kept = "".join(each for each in shown if unicodedata.category(each) not in ("Cc", "Cs"))
    return " ".join(kept.split())


def _clusters(text: str) -> list[str]:
    """Letters with the marks that belong to them."""
    parts: list[str] = []
    for each in text:
        joined = unicodedata.combining(each) or each in _JOINERS or (parts and parts[-1].endswith("\u200d"))
        if parts and joined:
            parts[-1] += each
        else:
            parts.append(each)
    return parts


@lru_cache(maxsize=20_000)
def _width(text: str, families: tuple[str, ...]) -> float:
    if not text.strip():
        return _MEASURED * 0.28 * len(text)
    return float(_renderer().get_text_width_height_descent(text, _font(families), ismath=False)[0])


@lru_cache(maxsize=64)
def _font(families: tuple[str, ...]) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=list(families), size=_MEASURED)


@cache
def _renderer() -> Any:
    """Of a figure that nobody sees, with one dot a point."""
    matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    canvas: Any = FigureCanvasAgg(Figure(figsize=(1, 1), dpi=72))
    return canvas.get_renderer()
