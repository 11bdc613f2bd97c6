"""What a menu offers for chosen documents or codes: to put them into sets, take them out, and filter by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from cadrage.core.filtering import Filter
from cadrage.gui.name_popup import NamePopup
from cadrage.gui.session import Session
from cadrage.gui.words import counted, in_menu, shortened
from cadrage.store.sets import Kind

_CORNER = QPoint(12, 24)  # of the popup that asks for a name, from what it is asked near


def offer_filter(menu: QMenu, session: Session, kind: Kind, chosen: Sequence[int]) -> None:
    """Let a context menu narrow everything to these documents or codes."""
    _action(menu, _filter_words(kind, len(chosen)), partial(_filter_by, session, kind, chosen))


def offer_sets(menu: QMenu, session: Session, kind: Kind, chosen: Sequence[int], near: QWidget) -> None:
    """Let a context menu put these documents or codes into sets; a new set's name is asked for `near` a widget."""
    these = f"this {kind}" if len(chosen) == 1 else f"these {counted(len(chosen), kind)}"
    _action(menu, f"New set from {these}…", partial(_ask_name, near, partial(_make, session, kind, chosen)))
    sets, found = session.project.sets.of(kind), session.project.sets.of(kind).all()
    lacking = [each for each in found if not each.members.issuperset(chosen)]
    holding = [each for each in found if each.members.intersection(chosen)]
    for words, some, verb in (("Add to set", lacking, sets.put), ("Take out of set", holding, sets.take_out)):
        if some:
            inner = menu.addMenu(words)
            for each in some:
                _action(inner, shortened(each.name), partial(session.attempt, partial(verb, each.id, chosen)))


def filter_by_set(session: Session, kind: Kind, number: int) -> None:
    """Ask for one set of documents or of codes, in the place of those asked for before."""
    held = frozenset({number})
    if kind == "document":
        session.set_filter(replace(session.filter, documents=frozenset(), document_sets=held))
    else:
        session.set_filter(replace(session.filter, codes=frozenset(), code_sets=held))


def _filter_words(kind: Kind, number: int) -> str:
    return f"Filter by this {kind}" if number == 1 else f"Filter by these {counted(number, kind)}"


def _filter_by(session: Session, kind: Kind, chosen: Sequence[int]) -> None:
    wanted: Filter = session.filter
    if kind == "document":
        session.set_filter(replace(wanted, documents=frozenset(chosen), document_sets=frozenset()))
    else:
        session.set_filter(replace(wanted, codes=frozenset(chosen), code_sets=frozenset()))


def _ask_name(near: QWidget, then: Callable[[str], None]) -> None:
    popup = NamePopup("New set", "Name", "Make", parent=near)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    popup.named.connect(then)
    popup.ask_at(near.mapToGlobal(_CORNER))


def _make(session: Session, kind: Kind, chosen: Sequence[int], name: str) -> None:
    session.attempt(partial(session.project.sets.of(kind).add, name, chosen))


def _action(menu: QMenu, words: str, verb: Callable[[], object]) -> None:
    menu.addAction(in_menu(words)).triggered.connect(partial(_call, verb))


def _call(verb: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
    verb()
