"""What the command line says of studies that came from other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cadrage.console import counted, print_out, say

if TYPE_CHECKING:
    from cadrage.jobs.bundles import Counts, Foreseen
    from cadrage.jobs.studies import WholeReport

_NOUNS = ("document", "code", "coding", "coder", "memo", "variable", "judgement", "set")


def print_studies(report: WholeReport) -> None:
    """A line for each study with what it brought."""
    for study in report.studies:
        new = study.outcome.new
        brought = _listed(new) if new.any else "nothing that is new"
        print_out(f"{Path(study.file).name} ({study.outcome.source}): {brought}.")


def print_made(path: Path, outcome: Foreseen) -> None:
    for problem in outcome.problems:
        say(problem)
    print_out(f"Made {path} from {outcome.source}: {_listed(outcome.new) or 'nothing was in it'}.")


def say_problems(report: WholeReport) -> None:
    for study in report.studies:
        for problem in study.outcome.problems:
            say(f"{Path(study.file).name}: {problem}")


def _listed(counts: Counts) -> str:
    numbers = ((getattr(counts, f"{noun}s"), noun) for noun in _NOUNS)
    return ", ".join(counted(number, noun) for number, noun in numbers if number)
