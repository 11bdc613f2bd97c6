"""PySide6 6.12.0 on Python 3.11 loses a reference to None in every call that returns nothing, and aborts."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 1_000


def test_calls_that_return_nothing_do_not_use_up_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.update()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
    # Other threads may hold or drop a few; the fault would cost one a call.
    assert sys.getrefcount(None) > before - CALLS // 10
