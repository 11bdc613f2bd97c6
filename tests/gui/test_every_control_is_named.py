"""Every control of every view says what it is, and can be reached without a mouse."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cadrage.core.model import Span
from cadrage.gui import views, waiting
from cadrage.gui.agreement_choices import FactBox
from cadrage.gui.commands import COMMANDS
from cadrage.gui.main_window import MainWindow
from cadrage.gui.settings import FILE_VARIABLE
from cadrage.jobs import sample

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
_OF_OTHERS = (QScrollBar, QHeaderView)  # parts of a control that is looked at itself
# A handle is moved by Shift and Alt with the arrows, which its tip says.
_BY_OTHER_KEYS = ("Start of the coding", "End of the coding")
_MOST_TABS = 400


def known_views() -> list[str]:
    """The names that the window's factory of views knows, as its source compares them."""
    tree = ast.parse(inspect.getsource(views.make_view))
    named = [
        side.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for side in node.comparators
        if isinstance(side, ast.Constant) and isinstance(side.value, str)
    ]
    return ["coding", *named, *(["import"] if "import" not in named else [])]


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "settings.ini"))
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    window.show()
    window.activateWindow()
    return window


@pytest.fixture
def window(empty: MainWindow, tmp_path: Path) -> MainWindow:
    """With the sample project, a coding selected."""
    empty.show_project(sample.build(tmp_path / "study.cadrage"))
    session = empty.session
    assert session is not None
    coding = session.project.codings.of_document(session.document or 0)[0]
    session.select_coding(coding.id)
    waiting.pause()
    return empty


def controls(top: QWidget) -> Iterator[QWidget]:
    """What a user can use now, below a widget."""
    for widget in top.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, _OF_OTHERS)
        part = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
        usable = isinstance(widget, _CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if usable and widget.isVisible() and widget.isEnabled() and not inner and not part:
            yield widget


def settle(window: MainWindow) -> None:
    """Wait until nothing runs any more and nothing new has come."""
    session = window.session
    assert session is not None
    before = -1
    while before != (now := sum(1 for _ in controls(window))):
        before = now
        waiting.pause(200)
        waiting.until(lambda: not any(task.running for task in session._tasks))


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()


def describe(widget: QWidget) -> str:
    above = widget.parentWidget()
    return f"{type(widget).__name__} “{name_of(widget)}” in {type(above).__name__} ({widget.toolTip()})"


def reached_by_tab(top: QWidget) -> set[QWidget]:
    """Everything that has the focus once, while Tab is pressed until nothing new comes."""
    found: set[QWidget] = set()
    top.setFocus()
    for _ in range(_MOST_TABS):
        focused = QApplication.focusWidget() or top
        if focused in found:
            return found
        found.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return found


def keyed(widget: QWidget, window: MainWindow) -> bool:
    """Whether a command with a key or a place in a menu does what the button does."""
    if not isinstance(widget, QAbstractButton):
        return name_of(widget) in _BY_OTHER_KEYS
    words = f"{name_of(widget)} {widget.text()} {widget.toolTip()}".replace("&", "").casefold()
    texts = [action.text().replace("&", "").rstrip("…").casefold() for action in window.actions_.by_name.values()]
    return not widget.shortcut().isEmpty() or any(text and text in words for text in texts)


def unnamed(top: QWidget) -> list[str]:
    return [describe(widget) for widget in controls(top) if not name_of(widget).strip()]


def unreached(top: QWidget, window: MainWindow) -> list[str]:
    found = reached_by_tab(top)
    proxies = {widget.focusProxy() for widget in found}
    return [
        describe(widget)
        for widget in controls(top)
        if not isinstance(widget.parentWidget(), QLineEdit)  # what it does, Esc and Backspace do as well
        and widget not in found
        and widget not in proxies
        and widget.focusProxy() not in found
        and not _reached_by_arrows(widget, found)
        and not isinstance(widget, FactBox)  # looks like a choice and only says something
        and not keyed(widget, window)
    ]


def _reached_by_arrows(widget: QWidget, found: set[QWidget]) -> bool:
    """Of several buttons that belong together one has the focus; the arrows go to the others."""
    together = isinstance(widget, QAbstractButton) and (widget.autoExclusive() or widget.group() is not None)
    beside = any(type(other) is type(widget) and other.parentWidget() is widget.parentWidget() for other in found)
    return beside and (together or widget.focusPolicy() == Qt.FocusPolicy.ClickFocus)


def test_the_start_screen(empty: MainWindow) -> None:
    assert unnamed(empty) == []
    assert unreached(empty, empty) == []


@pytest.mark.parametrize("name", known_views())
def test_every_view_with_work_in_it(window: MainWindow, name: str, tmp_path: Path) -> None:
    if name == "import":
        (tmp_path / "new.txt").write_text("An article that nobody has read.\n", encoding="utf-8")
        window.jobs.begin_import([tmp_path / "new.txt"])
    window.show_view(name)
    settle(window)
    assert unnamed(window) == []
    assert unreached(window, window) == []


@pytest.mark.parametrize("name", known_views())
def test_every_view_of_an_empty_project(empty: MainWindow, name: str, tmp_path: Path) -> None:
    empty.jobs.make_project(tmp_path / "empty.cadrage")
    empty.show_view(name)
    settle(empty)
    assert unnamed(empty) == []
    assert unreached(empty, empty) == []


def test_the_handbook(empty: MainWindow) -> None:
    empty.help("keys")
    assert empty.help_window is not None
    empty.help_window.activateWindow()
    waiting.pause(100)
    assert unnamed(empty.help_window) == []
    assert unreached(empty.help_window, empty) == []


def test_the_settings(empty: MainWindow) -> None:
    empty.show_settings()
    assert empty.settings_view is not None
    top = empty.settings_view.window()
    top.activateWindow()
    waiting.pause(100)
    assert unnamed(top) == []
    assert unreached(top, empty) == []


def test_the_popups(window: MainWindow) -> None:
    assert window.coding_view is not None
    view = window.coding_view.pane.view
    view.select_span(Span(0, 10))
    for name in ("find_code", "code_new", "list_commands"):
        window.actions_.by_name[name].trigger()
        popup = next(widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and _is_popup(widget))
        assert unnamed(popup) == []
        popup.close()


def _is_popup(widget: QWidget) -> bool:
    return widget.windowType() == Qt.WindowType.Popup and not isinstance(widget, QMenu)


# Commands.


def test_every_command_stands_in_a_menu_or_has_a_key(window: MainWindow) -> None:
    bar = window.menuWidget() if window.menuWidget() is not None else window._menu_bar
    in_menus = {action for menu in bar.findChildren(QMenu) for action in menu.actions()}
    for name, action in window.actions_.by_name.items():
        assert action in in_menus or not action.shortcut().isEmpty(), name
        assert action.text(), name


def test_the_menus_open_by_a_key_of_their_own(window: MainWindow) -> None:
    marks = [QKeySequence.mnemonic(action.text()).toString() for action in window._menu_bar.actions()]
    assert all(marks)
    assert len(set(marks)) == len(marks)


def test_no_two_commands_share_a_key_in_one_place(window: MainWindow) -> None:
    assert window.coding_view is not None
    view = window.coding_view.pane.view
    # The document's keys act beside the window's: neither may hide the other.
    actions = {*window.actions(), *view.actions()}
    keys = Counter(key.toString() for action in actions for key in action.shortcuts())
    assert {key: number for key, number in keys.items() if number > 1} == {}
    assert keys["1"] == keys["Ctrl+1"] == 1


def test_every_key_of_the_commands_stands_in_the_handbook(window: MainWindow) -> None:
    from cadrage import paths

    page = next((paths.resources() / "handbook").glob("*keys.md")).read_text(encoding="utf-8")
    for command in COMMANDS:
        for key in command.keys:
            assert _written(key, page), (command.name, key)


_AS_WRITTEN = {"Return": "Enter", "PgDown": "PgDn", "Ctrl++": "`+`", "Ctrl+=": "`+`", "Ctrl+-": "`-`", "Ctrl+0": "`0`"}


def _written(key: str, page: str) -> bool:
    if key in _AS_WRITTEN:
        return _AS_WRITTEN[key] in page
    for before, after in _AS_WRITTEN.items():
        if not before.startswith("Ctrl"):
            key = key.replace(before, after)
    if key.startswith("Alt+") and key[4:].isdigit():
        return "`Alt+1` … `Alt+" in page
    return f"`{key}`" in page


def test_no_focus_proxy_hides_what_stands_before_it_from_tab() -> None:
    package = Path(inspect.getfile(views)).parent
    assert [path.name for path in package.rglob("*.py") if "setFocusProxy(" in path.read_text(encoding="utf-8")] == []
