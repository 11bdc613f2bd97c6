"""Waiting for the window's own signals, for scripts that drive it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance

_STEP = 20  # milliseconds between two looks
_LONGEST = 60_000


class TookTooLong(Exception):
    """What was waited for did not come."""


def until(condition: Callable[[], bool], longest: int = _LONGEST) -> None:
    """Let the window work until `condition` holds; raises TookTooLong after `longest` milliseconds."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(_STEP)
    left = longest

    def look() -> None:
        nonlocal left
        left -= _STEP
        if condition() or left <= 0:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    if not condition():
        loop.exec()
    timer.stop()
    if not condition():
        raise TookTooLong


def pause(milliseconds: int = _STEP) -> None:
    """Let the window paint and settle."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def for_signal(signal: SignalInstance, act: Callable[[], object], longest: int = _LONGEST) -> None:
    """Run `act` and let the window work until `signal` has been emitted."""
    seen: list[bool] = []
    connection = signal.connect(lambda *_: seen.append(True))
    try:
        act()
        until(lambda: bool(seen), longest)
    finally:
        signal.disconnect(connection)
