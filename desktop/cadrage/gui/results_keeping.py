"""Results kept under a name in the project, as the view knows them; and the events that charts mark."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cadrage.core.model import Change
from cadrage.core.results_question import Event, Kind, Question
from cadrage.gui.results_offers import Page, Wanted
from cadrage.store.project import Project

_PAGE, _EVENTS = "page", "result_events"


@dataclass(frozen=True, slots=True)
class Kept:
    """A named result; without a question where it cannot be read: `unreadable` says why."""

    id: int
    name: str
    wanted: Wanted | None
    unreadable: str = ""


class Keeping:
    """What the project keeps. The filter is part of a kept question."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self) -> tuple[Kept, ...]:
        """By name."""
        return tuple(
            Kept(each.id, each.name, _wanted(each.question, each.view), each.unreadable)
            for each in self._project.saved_results.all()
        )

    def touched(self, change: Change) -> bool:
        return change.touches("saved_result", "code", "variable", "round", "coder")

    def add(self, name: str, wanted: Wanted) -> None:
        self._project.saved_results.add(name, wanted.question, {_PAGE: wanted.page.value})

    def rename(self, number: int, name: str) -> None:
        self._project.saved_results.rename(number, name)

    def remove(self, number: int) -> None:
        self._project.saved_results.remove(number)


def _wanted(question: Question | None, view: Mapping[str, str]) -> Wanted | None:
    """The kind of result as it was kept, or what the question itself says where another program has kept it."""
    if question is None:
        return None
    if question.proximity is not None:
        return Wanted(Page.TOGETHER, question)
    known = {each.value: each for each in (Page.TABLE, Page.TIME, Page.EXEMPLARS)}
    page = known.get(view.get(_PAGE, ""), Page.TABLE)
    timed = any(each.kind is Kind.TIME for each in question.columns)
    return Wanted(page if page is not Page.TIME or timed else Page.TABLE, question)


def events(project: Project) -> tuple[Event, ...]:
    """What happened, in the order of days; none where nobody has said or what is stored cannot be read."""
    try:
        found = json.loads(project.get(_EVENTS) or "[]")
        return tuple(sorted(Event(str(day), str(label)) for day, label in found))
    except (ValueError, TypeError):
        return ()


def keep_events(project: Project, wanted: Iterable[Event]) -> None:
    """For everybody who opens the project. Raises UserError where it is open read-only."""
    kept = [[each.day, each.label] for each in sorted(wanted)]
    project.set(_EVENTS, json.dumps(kept, ensure_ascii=False))
