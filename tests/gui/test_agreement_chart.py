"""The chart that a thesis prints: in three formats, with every code, its marks told apart by shape."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cadrage.core.errors import UserError
from cadrage.gui.agreement_chart import chart_size, save_chart
from tests.exchange.test_agreement_report import table


def test_an_svg_holds_every_code_and_number_as_text(qtbot: QtBot, tmp_path: Path) -> None:
    save_chart(tmp_path / "chart.svg", table())
    words = "".join(ElementTree.parse(tmp_path / "chart.svg").getroot().itertext())
    for part in ("A&B", "HALF", "ONE", "NO", "1.00", "not used", "lower limit .800 or above"):
        assert part in words


def test_a_pdf_and_a_png_are_what_their_endings_say(qtbot: QtBot, tmp_path: Path) -> None:
    study = table()
    save_chart(tmp_path / "chart.pdf", study)
    save_chart(tmp_path / "chart.PNG", study)
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")
    image = QImage(str(tmp_path / "chart.PNG"))
    assert image.size() == chart_size(study) * 3
    inks = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(inks) > 10


def test_a_study_without_intervals_and_one_without_codes_are_drawn_too(qtbot: QtBot, tmp_path: Path) -> None:
    for number, study in enumerate((table(documents=3), table(documents=0))):
        save_chart(tmp_path / f"{number}.png", study)
        assert not QImage(str(tmp_path / f"{number}.png")).isNull()


def test_another_ending_and_a_folder_that_is_not_there_are_refused_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.svg, \.pdf, \.png"):
        save_chart(tmp_path / "chart.doc", table())
    with pytest.raises(UserError):
        save_chart(tmp_path / "nowhere" / "chart.svg", table())
