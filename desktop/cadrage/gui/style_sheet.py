"""The one style sheet, generated from a theme's tokens. Fonts are set on widgets, never here."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from cadrage.gui.theme import Theme

_SHEET = Template("""
* { outline: 0; }
QWidget[fill="window"] { background: $window; }
QWidget[fill="surface"] { background: $surface; }
QWidget[fill="sunken"] { background: $sunken; }
QFrame[line="horizontal"] { background: $border; border: 0; min-height: 1px; max-height: 1px; }
QFrame[line="vertical"] { background: $border; border: 0; min-width: 1px; max-width: 1px; }
QFrame[card="plain"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[card="active"] { background: $surface; border: 1px solid $accent; border-radius: 8px; }
QFrame[card="sunken"] { background: $window; border: 0; border-radius: 6px; }
QFrame[card="popup"] { background: $raised; border: 1px solid $strong; border-radius: 10px; }
QFrame[card="filter"] { background: $accent_soft; border: 0; border-radius: 6px; }
QFrame[note="info"] { background: $accent_soft; border: 0; border-radius: 6px; }
QFrame[note="warn"] { background: $warn_soft; border: 0; border-radius: 6px; }
QFrame[note="bad"] { background: $bad_soft; border: 0; border-radius: 6px; }
QFrame[note="good"] { background: $good_soft; border: 0; border-radius: 6px; }

QLabel { background: transparent; color: $text; }
QLabel[ink="text2"] { color: $text2; }
QLabel[ink="text3"] { color: $text3; }
QLabel[ink="accent"] { color: $accent; }
QLabel[ink="good"] { color: $good; }
QLabel[ink="warn"] { color: $warn; }
QLabel[ink="bad"] { color: $bad; }
QLabel[ink="on_accent"] { color: $on_accent; }

QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 3px; color: $text2;
  background: transparent; }
QToolButton[labelled="true"] { padding: 4px 10px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:open { background: $sunken; }
QToolButton:disabled { color: $control; }
QToolButton:focus { border: 2px solid $accent; padding: 2px; }
QToolButton[labelled="true"]:focus { padding: 3px 9px; }
QToolButton[tab="true"]:checked { background: $raised; color: $text; border: 1px solid $border; }
QToolButton[tab="true"]:checked:focus { border: 2px solid $accent; }
QToolButton::menu-indicator { image: none; width: 0; }

QPushButton { border: 1px solid $strong; border-radius: 6px; padding: 4px 12px; min-height: 18px;
  background: $raised; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:disabled { color: $control; border-color: $border; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 11px; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { border-color: $text2; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $text2; border-color: $sunken; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="quiet"] { border: 1px solid transparent; background: transparent; color: $accent;
  padding: 4px 6px; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:disabled { color: $control; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 3px 5px; }
QPushButton[kind="small"] { padding: 2px 9px; min-height: 16px; }
QPushButton[kind="small"]:focus { padding: 1px 8px; }
QPushButton[segment] { border-radius: 0; padding: 2px 11px; min-height: 17px; color: $text2;
  margin-left: -1px; }
QPushButton[segment="first"] { border-top-left-radius: 5px; border-bottom-left-radius: 5px; margin-left: 0; }
QPushButton[segment="last"] { border-top-right-radius: 5px; border-bottom-right-radius: 5px; }
QPushButton[segment="only"] { border-radius: 5px; margin-left: 0; }
QPushButton[segment]:checked { background: $accent_soft; color: $text; border-color: $accent; }
QPushButton[segment]:focus { border: 2px solid $accent; padding: 1px 10px; }

QLineEdit { border: 1px solid $strong; border-radius: 6px; padding: 4px 8px; min-height: 18px;
  background: $raised; color: $text; selection-background-color: $accent_soft; selection-color: $text; }
QLineEdit:focus { border: 2px solid $accent; padding: 3px 7px; }
QLineEdit:disabled { color: $control; background: $window; }
QLineEdit[bare="true"] { border: 0; background: transparent; padding: 0; min-height: 24px; }
QLineEdit[inline="true"] { border-radius: 4px; padding: 1px 4px; min-height: 18px; }
QLineEdit[inline="true"]:focus { padding: 0 3px; }
QLineEdit > QToolButton { border: 0; padding: 0; background: transparent; }
QPlainTextEdit, QTextEdit { border: 1px solid $strong; border-radius: 8px; padding: 4px 6px;
  background: $raised; color: $text; selection-background-color: $accent_soft; selection-color: $text; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px 5px; }
QPlainTextEdit[article="true"] { border: 0; border-radius: 0; padding: 0; background: $surface;
  selection-background-color: transparent; }

QMenuBar { background: $window; color: $text2; padding: 2px 8px; }
QMenuBar::item { padding: 5px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $hover; color: $text; }
QMenu { background: $raised; border: 1px solid $strong; padding: 4px; color: $text; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $control; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $strong; padding: 4px 7px; }

QAbstractItemView { background: $surface; border: 0; color: $text; selection-color: $text;
  selection-background-color: transparent; }
QTreeView[fill="window"], QTableView[fill="window"] { background: $window; }
QTreeView[fill="raised"] { background: $raised; }
QTreeView::item, QTreeView::item:selected, QTreeView::branch { background: transparent; border: 0; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $strong; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border-radius: 5px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; border: 0; border-bottom: 1px solid $border;
  padding: 4px 8px; color: $text3; }
QTableCornerButton::section { background: transparent; border: 0; }

QScrollBar:vertical { width: 10px; background: transparent; margin: 2px; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 2px; }
QScrollBar::handle { background: $strong; border-radius: 3px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollArea { border: 0; background: transparent; }
QSplitter::handle { background: $border; }
""")


def style_sheet(theme: Theme) -> str:
    """The style sheet of a theme."""
    return _SHEET.substitute(asdict(theme))
