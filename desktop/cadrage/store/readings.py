"""Small tables as they were read last, kept until a change touches them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from cadrage.store.project import Project

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 200  # readings of one table


class Readings:
    """What coders, codes and rounds there are is asked dozens of times for every coding.

    A project open for writing has no other writer, so that what was read stays true until a change of its own.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._kept: dict[str, dict[object, Any]] = {}

    def of(self, table: str, read: Callable[P, T], *words: P.args, **more: P.kwargs) -> T:
        """What `read` makes of one table; inside a change, which may yet be taken back, it is read each time."""
        if self._project.changing or not self._project.writable:
            return read(*words, **more)
        kept = self._kept.setdefault(table, {})
        key = (read, words, *sorted(more.items()))
        if key not in kept:
            if len(kept) >= _MOST:
                kept.clear()
            kept[key] = read(*words, **more)
        found: T = kept[key]
        return found

    def forget(self, tables: Iterable[str]) -> None:
        for table in tables:
            self._kept.pop(table, None)
