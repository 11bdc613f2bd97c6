"""A reliability study outside any project, as plain values: a table of units × coders, or spans on texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cadrage.core.agreement import Coefficient
from cadrage.core.model import Span

METRICS = ("nominal", "ordinal", "interval", "ratio")
WEIGHTS = ("unweighted", "linear", "quadratic", "ordinal")


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Units × coders as they stand in a file: a row per unit, None where a coder did not code it.

    `lines`: the line of the file on which each row stands, for messages.
    """

    coders: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Every coefficient of a table. `categories` in the order that ordinal forms used; `by_category`:
    Fleiss' κ of each category against all others."""

    units: int
    coders: tuple[str, ...]
    categories: tuple[str, ...]
    metric: str
    weights: str
    coefficients: Mapping[str, Coefficient]
    by_category: Mapping[str, Coefficient]

    def as_json(self) -> dict[str, object]:
        found: dict[str, object] = {name: value.as_json() for name, value in self.coefficients.items()}
        found["fleiss_kappa_category"] = {name: value.as_json() for name, value in self.by_category.items()}
        return {
            "units": self.units,
            "coders": list(self.coders),
            "categories": list(self.categories),
            "metric": self.metric,
            "weights": self.weights,
            "coefficients": found,
        }


@dataclass(frozen=True, slots=True)
class Continuum:
    """One text of a study of spans: its length in code points, who saw it, and their spans by (coder, code)."""

    name: str
    length: int
    coders: frozenset[str]
    spans: Mapping[tuple[str, str], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class SpanReliability:
    """Agreement on spans: per code, and over all codes. `cohen_kappa` is by pair, “A|B”."""

    documents: int
    coders: tuple[str, ...]
    interval: str
    codes: Mapping[str, CodeReliability]
    overall: Mapping[str, Coefficient]
    k_alpha: Mapping[str, Coefficient]
    coverage: Mapping[str, float | None]

    def as_json(self) -> dict[str, object]:
        overall: dict[str, object] = {name: value.as_json() for name, value in self.overall.items()}
        overall["k_alpha"] = {code: value.as_json() for code, value in self.k_alpha.items()}
        overall["coverage"] = dict(self.coverage)
        return {
            "documents": self.documents,
            "coders": list(self.coders),
            "interval": self.interval,
            "codes": {code: row.as_json() for code, row in self.codes.items()},
            "overall": overall,
        }


@dataclass(frozen=True, slots=True)
class CodeReliability:
    """One code's coefficients, on characters."""

    coefficients: Mapping[str, Coefficient]
    cohen_kappa: Mapping[str, Coefficient]

    def as_json(self) -> dict[str, object]:
        found: dict[str, object] = {name: value.as_json() for name, value in self.coefficients.items()}
        found["cohen_kappa"] = {pair: value.as_json() for pair, value in self.cohen_kappa.items()}
        return found
