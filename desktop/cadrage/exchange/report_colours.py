"""Code colours on paper: dark enough for a line on white, and light enough for a ground under words."""

from __future__ import annotations

import re
from functools import lru_cache

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_NEUTRAL = "#84878B"
_LEAST = 3.0  # WCAG 2.2, 1.4.11: what is no text needs this contrast


@lru_cache(maxsize=4096)
def line(colour: str) -> str:
    """The colour as `#RRGGBB`, darkened until it stands out from white; a grey for what is no colour."""
    if not _HEX.fullmatch(colour):
        return _NEUTRAL
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    while 1.05 / (_luminance(channels) + 0.05) < _LEAST:
        channels = [channel * 15 // 16 for channel in channels]
    return "#" + "".join(f"{channel:02X}" for channel in channels)


@lru_cache(maxsize=4096)
def ground(colour: str, share: float = 0.17) -> str:
    """The colour thinned with white."""
    strong = line(colour)
    channels = (int(strong[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - channel)):02X}" for channel in channels)


def _luminance(channels: list[int]) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
