"""The screens of the search, for pictures and for the tests of every screen."""

from __future__ import annotations

from cadrage.core.search import Wanted
from cadrage.gui import waiting
from cadrage.gui.search_bars import FREQUENCIES, HITS
from cadrage.gui.search_view import SearchView
from cadrage.gui.shots_stage import Stage


def hits(stage: Stage) -> None:
    """Some hits decided, the next one chosen."""
    view = _searched(stage)
    view.query.pages.set_value(HITS)
    view.query.pages.chosen.emit(HITS)
    view.list.setFocus()
    if not view.review.can_undo:
        for key in "ARA":
            view.press(key)


def frequencies(stage: Stage) -> None:
    view = _searched(stage)
    view.query.pages.set_value(FREQUENCIES)
    view.query.pages.chosen.emit(FREQUENCIES)
    waiting.until(view.frequencies.copy_button.isVisible)


def _searched(stage: Stage) -> SearchView:
    stage.open_study()
    view = stage.window.view("search")
    assert isinstance(view, SearchView)
    view.query.show_wanted(Wanted("toll* OR bridge"))
    run = view.run
    assert run is not None
    waiting.until(lambda: not run.running)
    return view
