"""How often the 95 % interval holds the true value, simulated: studies of 10, 20 and 40 documents by two coders.

Each document has its own share of true passages and its own difficulty; each coder finds a passage with the
document's probability, moves its ends a little, and now and then marks one that is none. The truth is the
coefficient of a study so large that it hardly varies. Run: python -m tests.benchmarks.coverage [--runs N] [--json]

First table: the code stands in every document. Second: in a third of them, so that in small studies few documents
carry all information and the jackknife, which leaves one of them out at a time, sees too little of the variation.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cadrage.agreement.comparison import compare
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.model import Span

SIZES = (10, 20, 40)
RUNS = 2_000
LENGTH, SENTENCE = 3_000, 120
PLACES = LENGTH // (2 * SENTENCE)  # where a passage can begin
TRUTH = 12_000  # documents of the study that stands for the truth
CODERS = ("A", "B")
GROUP = CodeGroup(1, "X", "X", frozenset({1}))
UNITS = tuple((start, start + SENTENCE) for start in range(0, LENGTH, SENTENCE))
NAMES = ("krippendorff_alpha", "bar_alpha")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of `runs` studies of so many documents: how many had an interval, and the share of those that hold the truth."""

    share_of_documents: float
    documents: int
    coefficient: str
    truth: float
    intervals: int
    coverage: float
    width: float


def drawn(draw: np.random.Generator, number: int, share: float) -> CodedDocument:
    """One document; the code stands in it with probability `share`."""
    coded = draw.random() < share
    passages = draw.choice(PLACES, size=min(1 + draw.poisson(2.0), PLACES), replace=False) if coded else np.empty(0)
    found, false = draw.beta(8, 3), draw.beta(1, 30) if coded else draw.beta(1, 200)
    spans = {}
    for coder in CODERS:
        mine = [moved(draw, int(place)) for place in passages if draw.random() < found]
        mine += [moved(draw, place) for place in range(PLACES) if place not in passages and draw.random() < false]
        spans[coder, 1] = tuple(sorted(mine))
    return CodedDocument(number, "", LENGTH, UNITS, frozenset(CODERS), spans)


def moved(draw: np.random.Generator, place: int) -> Span:
    """A passage of one or two sentences whose ends are a few words off."""
    start = place * 2 * SENTENCE + int(draw.integers(0, 40))
    return Span(start, start + int(draw.integers(60, 190)))


def study(draw: np.random.Generator, documents: int, share: float) -> list[CodedDocument]:
    return [drawn(draw, number, share) for number in range(documents)]


def coverages(runs: int, share: float, seed: int = 7) -> Iterator[Coverage]:
    draw = np.random.default_rng(seed)
    (whole,) = compare(study(draw, TRUTH, share), [GROUP], CODERS, "sentence", interval="none").codes
    truth = {name: whole.coefficients[name].value or 0.0 for name in NAMES}
    for documents in SIZES:
        rows = [compare(study(draw, documents, share), [GROUP], CODERS, "sentence").codes[0] for _ in range(runs)]
        for name in NAMES:
            limits = [
                (row.coefficients[name].low, row.coefficients[name].high)
                for row in rows
                if row.coefficients[name].low is not None
            ]
            table = np.array(limits, dtype=np.float64).reshape(-1, 2)
            held = (table[:, 0] <= truth[name]) & (truth[name] <= table[:, 1])
            width = float((table[:, 1] - table[:, 0]).mean())
            yield Coverage(share, documents, name, truth[name], len(table), float(held.mean()), width)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    wanted = parser.parse_args()
    rows = [row for share in (1.0, 1 / 3) for row in coverages(wanted.runs, share)]
    if wanted.json:
        print(json.dumps([{name: getattr(row, name) for name in Coverage.__slots__} for row in rows]))
        return
    heads = f"{'code in':>8} {'documents':>9}  {'coefficient':20} {'truth':>6}"
    print(f"{heads} {'intervals':>9} {'coverage':>8} {'width':>6}")
    for row in rows:
        print(
            f"{row.share_of_documents:8.2f} {row.documents:9}  {row.coefficient:20} {row.truth:6.3f}"
            f" {row.intervals:9} {row.coverage:8.3f} {row.width:6.3f}"
        )


if __name__ == "__main__":
    main()
