"""Colour arithmetic without Qt: contrast (WCAG 2.2) and Oklch (Ottosson 2020), on sRGB hex strings."""

from __future__ import annotations

import math

Rgb = tuple[float, float, float]


def rgb(value: str) -> Rgb:
    """`#RRGGBB` as three numbers from 0 to 1."""
    return (int(value[1:3], 16) / 255, int(value[3:5], 16) / 255, int(value[5:7], 16) / 255)


def hex_of(value: Rgb) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0.0), 1.0) * 255):02X}" for channel in value)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def luminance(value: str) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (_linear(channel) for channel in rgb(value))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def to_oklch(value: str) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, and hue in radians."""
    red, green, blue = (_linear(channel) for channel in rgb(value))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB colour of this lightness and hue; chroma is lowered until sRGB can show it."""
    while chroma > 0.002 and not all(-1e-4 <= c <= 1.0001 for c in _from_oklch(lightness, chroma, hue)):
        chroma *= 0.95
    return hex_of(
        tuple(_encoded(max(channel, 0.0)) for channel in _from_oklch(lightness, chroma, hue))  # type: ignore[arg-type]
    )


def legible(value: str, grounds: tuple[str, ...], minimum: float = 3.0) -> str:
    """The colour with its Oklch lightness moved, no further than needed, to `minimum` on every ground."""
    lightness, chroma, hue = to_oklch(value)
    step = -0.01 if luminance(grounds[0]) > 0.18 else 0.01
    shown = value
    while min(contrast(shown, ground) for ground in grounds) < minimum and 0 <= lightness + step <= 1:
        lightness += step
        shown = from_oklch(lightness, chroma, hue)
    return shown
