"""What the window's command does with the search, whatever view is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadrage.gui.main_window import MainWindow


def show(window: MainWindow) -> None:
    """The query, ready to be typed over; coming back from a document, the hit where the queue was left."""
    if window.session is None:
        return
    from cadrage.gui.search_view import SearchView

    before = window.view_in_front
    view = window.view("search")
    assert isinstance(view, SearchView)
    if before != "search" and view.list.current() is not None:
        view.list.setFocus()
    else:
        view.query.field.setFocus()
        view.query.field.selectAll()
