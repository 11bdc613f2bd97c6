"""Agreement on codes that exclude each other, and on what coders noted beside codings that match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cadrage.core.agreement import Coefficient
from cadrage.core.disagreement import Confusion


@dataclass(frozen=True, slots=True)
class GroupCircumstances:
    """What a comparison of one variable does not know by itself."""

    round: str = ""
    seed: int | None = None
    least: float = 0.0
    filters: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "round": self.round,
            "seed": self.seed,
            "least": self.least,
            "filters": list(self.filters),
            "notes": list(self.notes),
        }


PLAIN = GroupCircumstances()


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """A group of codes as one nominal variable: each unit holds one of them or none.

    `on_units`: percent agreement, α, κ and AC1; `on_characters`: uα, |uα, cuα; `k_alpha` and `coverage` by code label;
    `several`: units on which a coder put more than one code of the group, the one with more of the unit counting.
    """

    label: str
    codes: tuple[str, ...]
    unit: str
    coders: tuple[str, ...]
    documents: int
    units: int
    several: int
    interval: str
    on_units: Mapping[str, Coefficient]
    on_characters: Mapping[str, Coefficient]
    k_alpha: Mapping[str, Coefficient]
    coverage: Mapping[str, float | None]
    confusion: Confusion
    circumstances: GroupCircumstances = PLAIN

    def as_json(self) -> dict[str, object]:
        return {
            "group": self.label,
            "codes": list(self.codes),
            "unit": self.unit,
            "coders": list(self.coders),
            "documents": self.documents,
            "units": self.units,
            "several": self.several,
            "interval": self.interval,
            **self.circumstances.as_json(),
            "on_units": _as_json(self.on_units),
            "on_characters": _as_json(self.on_characters),
            "k_alpha": _as_json(self.k_alpha),
            "coverage": dict(self.coverage),
            "confusion": confusion_as_json(self.confusion, self.codes),
        }


@dataclass(frozen=True, slots=True)
class AttributeAgreement:
    """An attribute on matching codings: `units` passages on which two or more coders put the same code and noted a
    value; or (`of` judgement) an answer about whole documents, `units` those about which two or more answered.

    `metric` nominal or, for values in order, ordinal; `unknown`: values that are none of the choices. The confusion is
    of places in `values`.
    """

    name: str
    metric: str
    values: tuple[str, ...]
    coders: tuple[str, ...]
    documents: int
    units: int
    unknown: int
    coefficients: Mapping[str, Coefficient]
    confusion: Confusion
    of: str = "attribute"
    interval: str = "jackknife"
    circumstances: GroupCircumstances = PLAIN

    def as_json(self) -> dict[str, object]:
        return {
            self.of: self.name,
            "metric": self.metric,
            "values": list(self.values),
            "coders": list(self.coders),
            "documents": self.documents,
            "units": self.units,
            "unknown": self.unknown,
            "interval": self.interval,
            **self.circumstances.as_json(),
            "coefficients": _as_json(self.coefficients),
            "confusion": confusion_as_json(self.confusion, self.values),
        }


def _as_json(coefficients: Mapping[str, Coefficient]) -> dict[str, object]:
    return {name: value.as_json() for name, value in coefficients.items()}


def confusion_as_json(confusion: Confusion, labels: Sequence[str]) -> dict[str, object]:
    """The counts as rows, the first coder's (or either's) choice down, the other's across; last: none of them."""
    places = (*confusion.codes, None)
    return {
        "rows": confusion.pair[0] if confusion.pair else None,
        "columns": confusion.pair[1] if confusion.pair else None,
        "labels": [*labels, None],
        "counts": [[confusion.count(mine, theirs) for theirs in places] for mine in places],
    }
