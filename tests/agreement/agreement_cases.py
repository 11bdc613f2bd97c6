"""Reads the golden agreement cases and computes what each of them asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from cadrage.agreement import coefficients, formulas, standard_errors, unitizing, weights
from cadrage.agreement.intervals import jackknifed, resampling
from cadrage.agreement.ratings import Floats, Ratings
from cadrage.agreement.sample_size import units_for_alpha
from cadrage.agreement.unitizing_1995 import alpha_u_1995
from cadrage.core.agreement import Coefficient

Case = dict[str, Any]

CASES: list[Case] = json.loads(
    (Path(__file__).parents[1] / "golden" / "agreement_cases.json").read_text(encoding="utf-8")
)["cases"]

SKIPPED = {
    "gamma": "gamma needs an alignment solver, which Cadrage does not ship",
}

SE_NAMES = {
    "pa": "percent_agreement",
    "bp": "brennan_prediger",
    "ac": "gwet_ac",
    "fleiss": "fleiss_kappa",
}


def ratings_of(case: Case) -> tuple[Ratings, list[Any]]:
    """The case's ratings and its categories in order."""
    data = case["data"]
    if "rows" in data:
        categories = sorted({value for row in data["rows"] for value in row if value is not None})
        rows = [[None if value is None else categories.index(value) for value in row] for row in data["rows"]]
    elif "table" in data:
        categories = list(range(1, len(data["table"]) + 1))
        cells = [(a, b) for a in range(len(categories)) for b in range(len(categories))]
        rows = [list(cell) for cell in cells for _ in range(data["table"][cell[0]][cell[1]])]
    else:
        categories = list(range(1, len(data["distribution"][0]) + 1))
        rows = [
            [category for category, number in enumerate(unit) for _ in range(number)] for unit in data["distribution"]
        ]
    return Ratings.from_rows(rows, case["parameters"].get("q", len(categories))), categories


def numbers_of(categories: list[Any]) -> list[float]:
    numeric = all(isinstance(category, (int, float)) for category in categories)
    return [float(c) for c in categories] if numeric else [float(i) for i in range(len(categories))]


def metric(name: str, categories: list[Any]) -> weights.Distance:
    plain = {"nominal": weights.nominal, "ordinal": weights.ordinal}
    numbered = {"interval": weights.interval, "ratio": weights.ratio}
    return plain[name] if name in plain else numbered[name](numbers_of(categories))


def custom_distances(case: Case, categories: list[Any]) -> Floats:
    table = np.zeros((len(categories), len(categories)))
    for pair, distance in case["parameters"]["distance"].items():
        first, second = (categories.index(int(part)) for part in pair.split("|"))
        table[first, second] = table[second, first] = distance
    return table


def unit_jackknife(ratings: Ratings, distance: weights.Distance) -> float | None:
    """The jackknife over units instead of documents: every pairable unit is a document of its own."""
    units = np.repeat(np.eye(len(ratings.counts), dtype=np.int64), ratings.counts, axis=0)
    units = units[(units * ratings.depth).sum(axis=1) >= 2]
    how = resampling("jackknife", len(units))
    replicates = formulas.krippendorff_alpha(replace(ratings, counts=how.sums(units)), distance)
    return jackknifed(coefficients.krippendorff_alpha(ratings, distance), replicates).se


def coding_result(case: Case) -> Coefficient | float | None:
    name, parameters = case["coefficient"], case["parameters"]
    if name == "holsti":
        return coefficients.holsti(case["data"]["M"], [case["data"]["N1"], case["data"]["N2"]])
    ratings, categories = ratings_of(case)
    table = weights.agreement_weights(parameters.get("weights", "unweighted"), numbers_of(categories))
    if len(table) < ratings.categories:
        table = np.eye(ratings.categories)
    if name == "krippendorff_alpha":
        return coefficients.krippendorff_alpha(ratings, metric(parameters["metric"], categories))
    special: dict[str, Callable[[], Coefficient | float | None]] = {
        "krippendorff_alpha_weighted": lambda: coefficients.krippendorff_alpha(ratings, weights.fixed(1 - table)),
        "krippendorff_alpha_custom": lambda: coefficients.krippendorff_alpha(
            ratings, weights.fixed(custom_distances(case, categories))
        ),
        "weighted_kappa_custom": lambda: coefficients.cohen_kappa(ratings, 1 - custom_distances(case, categories)),
        "jackknife_alpha_se": lambda: unit_jackknife(ratings, metric(parameters["metric"], categories)),
        "cohen_kappa_se_1960": lambda: standard_errors.cohen_error_1960(ratings),
        "cohen_kappa_se": lambda: standard_errors.cohen_error(ratings),
        "bennett_s": lambda: coefficients.bennett_s(ratings),
    }
    if name in special:
        return special[name]()
    if name == "gwet_se":
        chosen = parameters["coefficient"]
        if chosen == "alpha":
            return standard_errors.alpha_error(ratings, table)
        return standard_errors.gwet_error(ratings, SE_NAMES[chosen], table)
    computed: Coefficient = getattr(coefficients, name)(ratings, table)
    return computed


def unitizing_result(case: Case) -> Coefficient | float | None:
    data, parameters = case["data"], case["parameters"]
    values = sorted({piece[2] for pieces in data["coders"].values() for piece in pieces})
    numbered = [
        [(start, end, values.index(value) + 1) for start, end, value in pieces] for pieces in data["coders"].values()
    ]
    lengths = unitizing.continuum_lengths(numbered, data["length"], len(values) + 1)
    if case["coefficient"] == "k_alpha":
        return unitizing.k_alpha(lengths, values.index(parameters["value"]) + 1)
    if case["coefficient"] == "coverage_k":
        return unitizing.coverage(lengths, values.index(parameters["value"]) + 1)
    computed: Coefficient = getattr(unitizing, case["coefficient"])(lengths)
    return computed


def alpha_u_1995_of(case: Case) -> Coefficient:
    data, category = case["data"], case["parameters"].get("category")
    values = sorted({piece[2] for pieces in data["coders"].values() for piece in pieces})
    coders = [[(start, end, values.index(name)) for start, end, name in each] for each in data["coders"].values()]
    return alpha_u_1995(coders, data["length"], None if category is None else values.index(category))


def sample_size_of(case: Case) -> float:
    asked = case["parameters"]
    return units_for_alpha(asked["alpha_min"], asked["p_c"], significance=asked["sig"])


KINDS: dict[str, Callable[[Case], Coefficient | float | None]] = {
    "coding": coding_result,
    "unitizing_2016": unitizing_result,
    "unitizing_1995": alpha_u_1995_of,
    "sample_size": sample_size_of,
}


def result_of(case: Case) -> float | None:
    """The case's number as Cadrage computes it; None where Cadrage calls it undefined."""
    result = KINDS[case["kind"]](case)
    return result.value if isinstance(result, Coefficient) else result
