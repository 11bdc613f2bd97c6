"""The chart of a result in the window: drawn for the theme and the screen, asked by mouse and keys, saved white."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cadrage.charts import ChartKind
from cadrage.gui.appearance import Appearance
from cadrage.gui.chart_view import ChartView
from cadrage.gui.session import Session
from cadrage.gui.theme import DARK, LIGHT
from cadrage.store.project import Project
from tests.charts import made_results as made


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> Iterator[ChartView]:
    with Project.create(tmp_path / "study.cadrage") as project:
        session = Session(project)
        shown = ChartView(session, None)  # type: ignore[arg-type]
        qtbot.addWidget(shown)
        shown.resize(520, 640)
        shown.show()
        qtbot.waitExposed(shown)
        yield shown


def drawn(view: ChartView) -> QImage:
    QTest.qWait(150)
    return view.canvas.grab().toImage()


def test_the_usual_chart_is_shown_and_the_kinds_that_fit_are_offered(view: ChartView) -> None:
    view.show_result(made.table(made.codes(5), made.outlets(3)))
    drawn(view)
    assert view.kind.value() is ChartKind.GROUPED
    assert view.canvas.chart is not None
    assert view.canvas.accessibleDescription() == view.canvas.chart.alternative


def test_a_kind_once_chosen_stays_for_results_of_its_sort(view: ChartView) -> None:
    view.show_result(made.table(made.codes(5), made.outlets(3)))
    view.kind.set_value(ChartKind.FULL)
    view.kind.chosen.emit(ChartKind.FULL)
    view.show_result(made.meetings(8))
    assert view.kind.value() is ChartKind.NETWORK
    view.show_result(made.table(made.codes(6), made.outlets(4)))
    assert view.kind.value() is ChartKind.FULL


def test_the_chart_follows_the_theme(view: ChartView, light: Appearance) -> None:
    view.show_result(made.table(made.codes(5)))
    assert drawn(view).pixelColor(2, 2).name().upper() == LIGHT.surface
    light.set_mode("dark")
    assert drawn(view).pixelColor(2, 2).name().upper() == DARK.surface


def test_the_chart_is_as_wide_as_its_room(view: ChartView) -> None:
    view.show_result(made.table(made.codes(5)))
    drawn(view)
    before = view.canvas.width()
    view.resize(900, 640)
    drawn(view)
    assert view.canvas.width() - before == pytest.approx(380, abs=2)
    assert view.pane.horizontalScrollBar().maximum() == 0


def test_a_click_on_a_bar_asks_for_what_is_behind_it(view: ChartView, qtbot: QtBot) -> None:
    view.show_result(made.table(made.codes(5), seed=5))
    drawn(view)
    chart = view.canvas.chart
    assert chart is not None
    area = max(chart.areas, key=lambda each: each.right - each.left)
    with qtbot.waitSignal(view.asked) as asked:
        QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=view.canvas.place(area).center().toPoint())
    assert asked.args == [area.place, area.label]


def test_keys_go_from_number_to_number(view: ChartView, qtbot: QtBot) -> None:
    view.show_result(made.table(made.codes(5)))
    drawn(view)
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    assert view.canvas.area is not None
    assert view.canvas.accessibleDescription() == view.canvas.area.label
    with qtbot.waitSignal(view.asked) as asked:
        QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert asked.args[0] == (1,)


def test_the_network_can_leave_weak_ties_out(view: ChartView) -> None:
    view.show_result(made.meetings(10))
    drawn(view)
    assert view.threshold.isVisible()
    before = len(view.canvas.chart.areas) if view.canvas.chart else 0
    view.threshold.set_value(5)
    view.threshold.chosen.emit(5)
    assert view.canvas.chart is not None
    assert 0 < len(view.canvas.chart.areas) < before


def test_a_saved_chart_is_white_and_as_wide_as_chosen(view: ChartView, light: Appearance, tmp_path: Path) -> None:
    light.set_mode("dark")
    view.show_result(made.table(made.codes(5)))
    drawn(view)
    view.save(tmp_path / "Frames.png")
    picture = QImage(str(tmp_path / "Frames.png"))
    assert picture.pixelColor(1, 1).name() == "#ffffff"
    assert picture.width() == pytest.approx(170 / 25.4 * 300, abs=2)


def test_a_chart_that_cannot_be_saved_says_so(view: ChartView, qtbot: QtBot, tmp_path: Path) -> None:
    view.show_result(made.table(made.codes(5)))
    drawn(view)
    with qtbot.waitSignal(view._session.refused) as refused:
        view.save(tmp_path / "missing" / "Frames.svg")
    assert refused.args[0]


def test_a_chart_is_copied_at_print_size(view: ChartView) -> None:
    view.show_result(made.table(made.codes(3)))
    drawn(view)
    QTest.mouseClick(view.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().image().width() == pytest.approx(170 / 25.4 * 300, abs=2)


def test_nothing_yet_is_said(view: ChartView) -> None:
    view.show_result(None)
    assert not view.pane.isVisible()
    assert not view.save_button.isVisible()
