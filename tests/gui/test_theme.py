"""Every token and every code colour keeps the contrast that look.md promises."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cadrage.core.colour import contrast, from_oklch, to_oklch
from cadrage.core.palette import CODE_COLOURS
from cadrage.gui import fonts, icons
from cadrage.gui.appearance import Appearance, current
from cadrage.gui.theme import DARK, LIGHT, Theme, Token, code_colour, tint

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def over(ground: str, colours: list[QColor]) -> str:
    """What is seen where translucent colours lie over a ground."""
    seen = QColor(ground)
    for colour in colours:
        share = colour.alphaF()
        mixed = [
            round(new * share + old * (1 - share))
            for new, old in zip(colour.getRgb()[:3], seen.getRgb()[:3], strict=True)
        ]
        seen = QColor(*mixed)
    return seen.name().upper()


@THEMES
def test_words_are_legible_on_every_ground_they_stand_on(theme: Theme) -> None:
    for ink in (theme.text, theme.text2, theme.text3, theme.accent, theme.good, theme.warn, theme.bad):
        for ground in (theme.surface, theme.window):
            assert contrast(ink, ground) >= 4.5
    for ink, ground in (
        (theme.on_accent, theme.accent),
        (theme.text, theme.accent_soft),
        (theme.text2, theme.accent_soft),
        (theme.text2, theme.hover),
        (theme.text2, theme.sunken),
        (theme.text, theme.raised),
        (theme.text2, theme.raised),
        (theme.good, theme.good_soft),
        (theme.warn, theme.warn_soft),
        (theme.bad, theme.bad_soft),
    ):
        assert contrast(ink, ground) >= 4.5


@THEMES
def test_marks_are_seen_on_surface_and_window(theme: Theme) -> None:
    for mark in (theme.control, theme.accent, theme.good, theme.warn, theme.bad):
        for ground in (theme.surface, theme.window):
            assert contrast(mark, ground) >= 3.0


@THEMES
@pytest.mark.parametrize("colour", CODE_COLOURS, ids=lambda colour: colour.name)
def test_every_code_colour_is_seen_in_both_themes(theme: Theme, colour: tuple[str, str, str]) -> None:
    for stored in colour[1:]:
        drawn = code_colour(theme, stored).name().upper()
        assert drawn == (colour[2] if theme.dark else colour[1])
        assert contrast(drawn, theme.surface) >= 3.0
        assert contrast(drawn, theme.window) >= 3.0


@THEMES
@given(colour=st.integers(0, 0xFFFFFF))
def test_any_stored_colour_is_moved_until_it_is_seen(theme: Theme, colour: int) -> None:
    drawn = code_colour(theme, f"#{colour:06X}").name().upper()
    assert min(contrast(drawn, theme.surface), contrast(drawn, theme.window)) >= 3.0


@given(st.integers(0, 0xFFFFFF))
def test_oklch_there_and_back_is_the_same_colour(colour: int) -> None:
    value = f"#{colour:06X}"
    there = QColor(from_oklch(*to_oklch(value)))
    assert all(abs(one - other) <= 1 for one, other in zip(there.getRgb(), QColor(value).getRgb(), strict=True))


def test_a_colour_that_is_seen_is_left_as_it_is() -> None:
    assert code_colour(LIGHT, "#AA2222").name() == "#aa2222"


def test_a_stored_value_that_is_no_colour_is_drawn_as_control() -> None:
    assert code_colour(LIGHT, "no colour").name().upper() == LIGHT.control


@THEMES
def test_text_is_legible_over_any_tint_and_over_the_layers_that_are_drawn(theme: Theme) -> None:
    stored = [colour.light for colour in CODE_COLOURS]
    for one in stored:
        assert contrast(theme.text, over(theme.surface, [tint(theme, one, "raised")])) >= 4.5
    layers = 3 if theme.dark else 4
    for some in itertools.islice(itertools.combinations(stored, layers), 0, None, 7):
        assert contrast(theme.text, over(theme.surface, [tint(theme, one) for one in some])) >= 4.5


def test_a_switch_of_theme_changes_palette_icons_and_what_is_told(
    qapp: QApplication, light: Appearance, qtbot: QtBot
) -> None:
    before = icons.pixmap("search").toImage()
    with qtbot.waitSignal(light.theme_changed) as told:
        light.set_mode("dark")
    assert told.args == [DARK]
    assert current() is DARK
    assert qapp.palette().base().color().name().upper() == DARK.surface
    assert icons.pixmap("search").toImage() != before


def test_a_button_repaints_itself_and_its_icon_in_the_new_theme(light: Appearance, qtbot: QtBot) -> None:
    button = QPushButton("Export")
    button.setIcon(icons.icon("download"))
    qtbot.addWidget(button)
    before = button.grab().toImage()
    light.set_mode("dark")
    after = button.grab().toImage()
    assert after != before
    assert after.pixelColor(20, 4).name().upper() == DARK.raised


def test_every_token_has_a_colour_and_every_weight_its_own_width() -> None:
    tokens: tuple[Token, ...] = ("window", "surface", "text", "accent", "bad_soft")
    assert all(LIGHT.colour(token).isValid() for token in tokens)
    assert QFontInfo(fonts.ui()).family() == "Inter"
    assert QFontInfo(fonts.serif()).family() == "Source Serif 4"
    assert QFontInfo(fonts.serif(15, italic=True)).italic()


def test_an_icon_that_lucide_has_not_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="no icon"):
        icons.pixmap("no-such-icon")
