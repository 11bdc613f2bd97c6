"""Mutated exports of every tool end in sound bundles or in words."""

from __future__ import annotations

import pytest
from tests.benchmarks.fuzz_readers import MOST_SECONDS
from tests.benchmarks.fuzz_tools import TOOLS, fuzz


@pytest.mark.parametrize("tool", TOOLS)
def test_mutated_exports_end_in_sound_bundles_or_in_words(tool: str) -> None:
    outcome = fuzz(tool, 60, seed=7)
    assert outcome.read
    assert outcome.worst < MOST_SECONDS
