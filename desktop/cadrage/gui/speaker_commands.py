"""What the window's commands do with the speaker that the text suggests for a coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadrage.gui.main_window import MainWindow


def take(window: MainWindow) -> None:
    """Give the coding at the caret the suggested speaker and form; another coder's says why it cannot have them."""
    view, session = window.coding_view, window.session
    if view is None or session is None:
        return
    if session.coding is None and not view.pane.verbs.select_here():
        session.refused.emit("There is no coding here to give a speaker to. Click into one first.")
    elif session.coding is not None:
        view.inspector.take_speaker()
