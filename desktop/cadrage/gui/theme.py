"""The tokens of both themes, the only hex values of the window, and how a code's stored colour is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtGui import QColor, QPalette

from cadrage.core.colour import legible
from cadrage.core.palette import CODE_COLOURS

Token = Literal[
    "window",
    "surface",
    "raised",
    "sunken",
    "hover",
    "border",
    "strong",
    "control",
    "text",
    "text2",
    "text3",
    "accent",
    "on_accent",
    "accent_soft",
    "good",
    "good_soft",
    "warn",
    "warn_soft",
    "bad",
    "bad_soft",
]
Emphasis = Literal["plain", "raised", "faded"]


@dataclass(frozen=True, slots=True)
class Theme:
    """One value for each token; alphas are out of 255."""

    name: Literal["light", "dark"]
    window: str
    surface: str
    raised: str
    sunken: str
    hover: str
    border: str
    strong: str
    control: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    tint_lightness: float
    tint_alpha: int
    raised_alpha: int
    faded_alpha: int
    shadow_alpha: int

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    def colour(self, token: Token) -> QColor:
        return QColor(getattr(self, token))


LIGHT = Theme(
    name="light",
    window="#F5F5F3",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#ECECE9",
    hover="#EDEDEA",
    border="#E4E4E0",
    strong="#D2D2CD",
    control="#84878B",
    text="#1D1F22",
    text2="#54575C",
    text3="#66696E",
    accent="#2A5CAA",
    on_accent="#FFFFFF",
    accent_soft="#E3ECF8",
    good="#2A7748",
    good_soft="#E5F2EA",
    warn="#8F5B00",
    warn_soft="#FAF0DB",
    bad="#B0372D",
    bad_soft="#FAE9E7",
    tint_lightness=0.55,
    tint_alpha=34,
    raised_alpha=90,
    faded_alpha=14,
    shadow_alpha=46,
)
DARK = Theme(
    name="dark",
    window="#191B1E",
    surface="#1F2226",
    raised="#282C31",
    sunken="#141619",
    hover="#262A2F",
    border="#2E3237",
    strong="#3F444B",
    control="#7B818A",
    text="#E6E7E9",
    text2="#B1B5BB",
    text3="#9A9FA8",
    accent="#86B0F3",
    on_accent="#10192A",
    accent_soft="#263750",
    good="#6CC493",
    good_soft="#1F3328",
    warn="#DFAE4B",
    warn_soft="#352C19",
    bad="#F0897F",
    bad_soft="#3A2523",
    tint_lightness=0.58,
    tint_alpha=34,
    raised_alpha=78,
    faded_alpha=16,
    shadow_alpha=150,
)
THEMES = {"light": LIGHT, "dark": DARK}
_PARTNERS = {
    form: {"light": colour.light, "dark": colour.dark}
    for colour in CODE_COLOURS
    for form in (colour.light, colour.dark)
}


@lru_cache(maxsize=4096)
def _drawn(name: str, stored: str) -> str:
    theme = THEMES[name]
    colour = QColor(stored)
    if not colour.isValid():
        return theme.control
    plain = colour.name().upper()
    if plain in _PARTNERS:
        return _PARTNERS[plain][name]
    return legible(plain, (theme.surface, theme.window))


@lru_cache(maxsize=4096)
def _tint_rgb(name: str, stored: str) -> str:
    drawn = QColor(_drawn(name, stored))
    saturation = drawn.hslSaturationF()
    # A grey has no hue; it keeps its want of saturation.
    lively = max(saturation, 0.55) if saturation > 0.04 else 0.0
    return QColor.fromHslF(max(drawn.hslHueF(), 0.0), lively, THEMES[name].tint_lightness).name()


def code_colour(theme: Theme, stored: str) -> QColor:
    """What is drawn for a stored colour: at least 3:1 on surface and window."""
    return QColor(_drawn(theme.name, stored))


def tint(theme: Theme, stored: str, emphasis: Emphasis = "plain") -> QColor:
    """What lies behind text for a stored colour."""
    alphas = {"plain": theme.tint_alpha, "raised": theme.raised_alpha, "faded": theme.faded_alpha}
    colour = QColor(_tint_rgb(theme.name, stored))
    colour.setAlpha(alphas[emphasis])
    return colour


def palette(theme: Theme) -> QPalette:
    """The QPalette of a theme."""
    role = QPalette.ColorRole
    colours = {
        theme.window: (role.Window, role.AlternateBase, role.Button),
        theme.surface: (role.Base, role.Light),
        theme.text: (role.Text, role.WindowText, role.ButtonText, role.HighlightedText, role.ToolTipText),
        theme.text3: (role.PlaceholderText,),
        theme.accent_soft: (role.Highlight,),
        theme.accent: (role.Link, role.Accent, role.LinkVisited),
        theme.strong: (role.Mid, role.Dark, role.Shadow),
        theme.border: (role.Midlight,),
    }
    made = QPalette()
    for value, roles in colours.items():
        for each in roles:
            made.setColor(each, QColor(value))
    made.setColor(role.ToolTipBase, QColor(theme.raised))
    for each in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.control))
    return made
