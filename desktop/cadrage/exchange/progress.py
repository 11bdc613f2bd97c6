"""How long work tells how far it is, which is also where it can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

# Called with (done, total) per item; it raises core.errors.Cancelled to stop the work.
Report: TypeAlias = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """For callers who need not know."""
