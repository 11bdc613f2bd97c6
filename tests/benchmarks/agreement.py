"""What the agreement table costs, in CPU seconds after loading, beside plain numpy that only paints and counts.

Per code on characters: κ of each pair, α, |uα, F1, each with its jackknife interval. The floor paints each coder's
spans of a code into an array of characters and counts the combinations, once, without any coefficient or interval.
Run: python -m tests.benchmarks.agreement [--workload DIR] [--json]; DIR holds txt/ and spans.csv.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from cadrage.agreement.comparison import compare
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.model import Span

DOCUMENTS, LENGTH, CODES, SPANS = 1_000, 3_500, 20, 20_000
CODERS = ("ann", "ben", "cid")
TIMES = 10
RUNS = 3  # processes; the median counts

Listed = dict[tuple[str, int], list[Span]]
Study = tuple[list[CodedDocument], list[CodeGroup], tuple[str, ...]]


def generated(seed: int = 1) -> Study:
    """As large as the workload: three coders who mostly agree on 20,000 spans in 1,000 texts."""
    draw = random.Random(seed)
    spans: list[Listed] = [defaultdict(list) for _ in range(DOCUMENTS)]
    for _ in range(SPANS // len(CODERS)):
        start, code = draw.randrange(LENGTH - 200), draw.randrange(CODES)
        here = spans[draw.randrange(DOCUMENTS)]
        for coder in CODERS:
            if draw.random() < 0.85:
                begin = start + draw.randint(0, 12)
                here[coder, code].append(Span(begin, begin + draw.randint(60, 180)))
    documents = [document(number, LENGTH, found, CODERS) for number, found in enumerate(spans)]
    return documents, [CodeGroup(code, f"c{code}", f"c{code}", frozenset({code})) for code in range(CODES)], CODERS


def document(number: int, length: int, spans: Listed, coders: Sequence[str]) -> CodedDocument:
    found = {key: tuple(sorted(listed)) for key, listed in spans.items()}
    return CodedDocument(number, f"d{number}", length, None, frozenset(coders), found)


def loaded(folder: Path) -> Study:
    """A workload: every text was seen by every coder of the table."""
    lengths = {path.stem: len(path.read_text(encoding="utf-8")) for path in sorted((folder / "txt").glob("*.txt"))}
    with (folder / "spans.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {name: number for number, name in enumerate(sorted({row["code"] for row in rows}))}
    coders = tuple(sorted({row["coder"] for row in rows}))
    spans: dict[str, Listed] = {name: defaultdict(list) for name in lengths}
    for row in rows:
        spans[row["doc"]][row["coder"], codes[row["code"]]].append(Span(int(row["start"]), int(row["end"])))
    documents = [document(number, length, spans[name], coders) for number, (name, length) in enumerate(lengths.items())]
    return documents, [CodeGroup(number, name, name, frozenset({number})) for name, number in codes.items()], coders


def multiplied(study: Study, times: int) -> Study:
    documents, groups, coders = study
    every = [document for _ in range(times) for document in documents]
    return [replace(document, document=number) for number, document in enumerate(every)], groups, coders


def painted(study: Study) -> int:
    """The floor: every combination of coders counted at every character, per code."""
    documents, groups, coders = study
    offsets = np.concatenate([[0], np.cumsum([document.length for document in documents])])
    starts = {group.id: [[] for _ in coders] for group in groups}
    for document, offset in zip(documents, offsets.tolist(), strict=False):
        for (coder, code), spans in document.spans.items():
            starts[code][coders.index(coder)] += [(offset + span.start, offset + span.end) for span in spans]
    counted = 0
    for per_coder in starts.values():
        line = np.zeros(offsets[-1], dtype=np.uint8)
        for place, spans in enumerate(per_coder):
            for start, end in spans:
                line[start:end] |= 1 << place
        counted += int(np.bincount(line, minlength=1 << len(coders))[1:].sum())
    return counted


def measured(workload: Path | None) -> dict[str, float]:
    """In this process: CPU seconds of the table, of ten times the work, and of the floor; MB at the peak."""
    study = loaded(workload) if workload else generated()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = {"table": seconds(study)}
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["loaded_mb"] = before / 1024
    started = time.process_time()
    painted(study)
    found["floor"] = time.process_time() - started
    found["tenfold"] = seconds(multiplied(study, TIMES))
    return found


def seconds(study: Study) -> float:
    documents, groups, coders = study
    started = time.process_time()
    table = compare(documents, groups, coders, "character", interval="jackknife")
    spent = time.process_time() - started
    assert all(row.pairs and row.coefficients["bar_alpha"].value is not None for row in table.codes)
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workload", type=Path, help="a folder with txt/ and spans.csv; else one is generated")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.one:
        print(json.dumps(measured(wanted.workload)))
        return
    again = [sys.executable, "-m", "tests.benchmarks.agreement", "--one"]
    again += ["--workload", str(wanted.workload)] if wanted.workload else []
    runs = [json.loads(subprocess.run(again, check=True, capture_output=True).stdout) for _ in range(RUNS)]
    middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    middle["ratio"] = middle["table"] / middle["floor"]
    middle["growth"] = middle["tenfold"] / middle["table"]
    if wanted.json:
        print(json.dumps(middle))
        return
    floor = f"floor {middle['floor']:5.2f} s   × {middle['ratio']:.1f}"
    print(f"table with intervals   {middle['table']:6.2f} s CPU   {floor}")
    print(f"ten times the work     {middle['tenfold']:6.2f} s CPU   × {middle['growth']:.1f}")
    print(f"memory at the peak     {middle['peak_mb']:6.0f} MB (loaded: {middle['loaded_mb']:.0f} MB)")


if __name__ == "__main__":
    main()
