"""Help ▸ About: the version, what Cadrage is made of, and what each licence says."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadrage import __version__
from cadrage.gui import help_parts
from cadrage.gui.application import application
from cadrage.gui.help_window import HelpWindow
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import parts
from cadrage.jobs.parts import Part


@pytest.fixture
def about(qtbot: QtBot) -> HelpWindow:
    """The window on its page About, the list of parts being there."""
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show_page("about")
    qtbot.waitUntil(lambda: "PSF-2.0" in window.reader.toPlainText(), timeout=20_000)
    return window


def test_about_in_the_menu_shows_version_and_parts(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.actions_.by_name["show_about"].trigger()
    assert window.help_window is not None
    reader = window.help_window.reader
    qtbot.waitUntil(lambda: "PSF-2.0" in reader.toPlainText(), timeout=20_000)
    assert f"Version {__version__}." in reader.toPlainText()
    assert re.search(r"PySide6_Essentials\n6\.\d+\.\d+\S*\nLGPL-3\.0-only\n", reader.toPlainText())


def test_before_the_parts_are_read_the_page_says_so(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show_page("about")
    assert "is being read" in window.reader.toPlainText()
    qtbot.waitUntil(lambda: "is being read" not in window.reader.toPlainText(), timeout=20_000)


def test_turning_the_page_meanwhile_leaves_the_other_page_in_front(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show_page("about")
    window.show_page("keys")
    qtbot.waitUntil(lambda: window._parts is not None, timeout=20_000)
    assert window.reader.toPlainText().startswith("Keys")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("PySide6_Essentials", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("numpy", "Redistribution and use"),
        ("Python", "PSF"),
    ],
)
def test_a_click_on_a_licence_shows_its_text_and_back_leads_to_about(about: HelpWindow, name: str, words: str) -> None:
    about.reader.anchorClicked.emit(QUrl(f"{help_parts.SCHEME}:{name}"))
    said = about.reader.toPlainText()
    assert said.startswith(name)
    assert words in said
    about.back.click()
    assert about.reader.toPlainText().startswith("About Cadrage")


def test_every_licence_in_the_list_is_a_link_that_leads_somewhere(about: HelpWindow) -> None:
    links = re.findall(r'href="(licence:[^"]+)"', about.reader.toHtml())
    assert len(links) == len(parts.parts())
    for link in links[:: max(1, len(links) // 8)]:
        about.reader.anchorClicked.emit(QUrl(link))
        assert "No part of this name" not in about.reader.toPlainText()


def test_a_text_that_looks_like_markdown_is_shown_as_it_is(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.reader.show_markdown("# Head\n", "# No heading\n* not a list\n`````\n<b>x</b>")
    assert window.reader.toPlainText() == "Head\n# No heading\n* not a list\n`````\n<b>x</b>"


def test_names_with_signs_of_markdown_stand_in_the_table_as_they_are() -> None:
    table = help_parts.with_table(f"{help_parts.PLACE}", [Part("a_b_c", "1", "MIT | *x*")])
    assert "| a\\_b\\_c | 1 | [MIT \\| \\*x\\*](licence:a_b_c) |" in table


def test_the_program_has_its_own_icon_in_the_sizes_that_screens_show(qapp: QApplication) -> None:
    icon = application().windowIcon()
    assert {size.width() for size in icon.availableSizes()} >= {16, 32, 48, 128}
    image = icon.pixmap(32, 32).toImage()
    assert image.pixelColor(16, 16).name() == "#f4c152"
    assert application().desktopFileName() == "cadrage"
