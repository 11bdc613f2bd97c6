"""Which parts of a study can be exported by themselves, by the names that the command line and the window use."""

from __future__ import annotations

PARTS = ("codebook", "dataset", "agreement", "results", "all")
