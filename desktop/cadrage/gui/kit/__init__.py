"""The window's vocabulary: small widgets that know the theme and nothing of the project."""

from cadrage.gui.kit.buttons import Button, CheckBox, ElidedButton, RadioButton, Segments, ToolButton
from cadrage.gui.kit.fields import Choice, Field, SearchField, TextArea
from cadrage.gui.kit.labels import (
    Chip,
    ElidedLabel,
    Hairline,
    IconLabel,
    KeyBadge,
    Label,
    Pill,
    ProgressLine,
    restyle,
)
from cadrage.gui.kit.layout import column, row
from cadrage.gui.kit.panels import Card, EmptyState, Note, Panel, PanelHeading, Popup, Ring, Scroll, Split
from cadrage.gui.kit.rows import Cell, CodeRow, List, RowDelegate, RowRole, Table, Tree, TwoLineRow

__all__ = [
    "Button",
    "Card",
    "Cell",
    "CheckBox",
    "Chip",
    "Choice",
    "CodeRow",
    "ElidedButton",
    "ElidedLabel",
    "EmptyState",
    "Field",
    "Hairline",
    "IconLabel",
    "KeyBadge",
    "Label",
    "List",
    "Note",
    "Panel",
    "PanelHeading",
    "Pill",
    "Popup",
    "ProgressLine",
    "RadioButton",
    "Ring",
    "RowDelegate",
    "RowRole",
    "Scroll",
    "SearchField",
    "Segments",
    "Split",
    "Table",
    "TextArea",
    "ToolButton",
    "Tree",
    "TwoLineRow",
    "column",
    "restyle",
    "row",
]
