"""Guards against work that would go on for ever. How fast something is stands in the benchmarks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ends_within(cpu_seconds: float) -> Iterator[None]:
    """Fails where the work took more CPU than a quadratic mistake would need on the input at hand."""
    begun = time.process_time()
    yield
    spent = time.process_time() - begun
    assert spent < cpu_seconds, f"{spent:.1f} s of CPU, where {cpu_seconds} s are ample"
