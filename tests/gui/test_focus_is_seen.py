"""Tab through every screen: whatever takes the keys looks different while it has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QWidget

from cadrage.gui import waiting
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.gui.shots_screens import SCREENS
from cadrage.gui.shots_stage import Stage

# Popups hold the keys in one field or list, whose caret or chosen row shows them.
_POPUPS = {"palette", "commands", "passage-menu", "codings-here", "name", "coder-menu", "code-menu", "merge"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("stage")
        patch.setenv(FILE_VARIABLE, str(folder / "settings.ini"))
        made = Stage(folder)
        made.window.resize(1280, 800)
        yield made
        made.window.close()


@pytest.mark.parametrize("screen", [name for name in SCREENS if name not in _POPUPS])
def test_focus_is_seen(stage: Stage, screen: str) -> None:
    with stage.shown(SCREENS[screen]) as over:
        top = over or stage.window
        top.activateWindow()
        waiting.until(top.isActiveWindow)
        unseen = [_said(control) for control in _reached(top) if _looks(top, control) == _looks(top, None, control)]
        assert unseen == []


def _reached(top: QWidget) -> Iterator[QWidget]:
    """What Tab comes to, once each."""
    first = None
    for _ in range(300):
        current = top.focusWidget()
        if current is None or current is first:
            return
        first = first or current
        takes = bool(current.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and current.isVisible() and top.rect().intersects(_place(top, current)):
            yield current
            current.setFocus(Qt.FocusReason.TabFocusReason)
        if not top.focusNextChild():
            return


def _looks(top: QWidget, control: QWidget | None, place: QWidget | None = None) -> QImage:
    """The control's place on the screen, while it has the keys, or while nothing has."""
    if control is not None:
        control.clearFocus()
        control.setFocus(Qt.FocusReason.TabFocusReason)
    elif place is not None:
        place.clearFocus()
    waiting.pause(5)
    where = _place(top, control or place or top).adjusted(-4, -4, 4, 4).intersected(top.rect())
    image = top.grab(where).toImage()
    if control is None and place is not None:
        place.setFocus(Qt.FocusReason.TabFocusReason)
    return image


def _place(top: QWidget, control: QWidget) -> QRect:
    return QRect(control.mapTo(top, QPoint(0, 0)), control.size())


def _said(control: QWidget) -> str:
    words = control.text() if isinstance(control, QAbstractButton) else ""
    above = control.parentWidget()
    return f"{type(control).__name__} “{control.accessibleName() or words}” in {type(above).__name__}"
