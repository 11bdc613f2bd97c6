"""Mutated files of every format end in what is read or a UserError."""

from __future__ import annotations

import pytest
from tests.benchmarks.fuzz_readers import MOST_SECONDS, fuzz
from tests.exchange.made_files import every_kind
from tests.exchange.refi_files import every_study


@pytest.mark.filterwarnings("ignore")  # what libraries say of broken files
@pytest.mark.parametrize("kind", sorted((*every_kind(), *every_study())))
def test_fifty_mutated_files_end_in_drafts_or_in_words(kind: str) -> None:
    outcome = fuzz(kind, 50, seed=7)
    assert outcome.read + outcome.refused == 50
    assert outcome.read
    assert outcome.worst < MOST_SECONDS
