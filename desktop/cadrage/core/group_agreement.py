"""Agreement on codes that exclude each other, and on what coders noted beside codings that match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cadrage.core.agreement import Coefficient
from cadrage.core.disagreement import Confusion


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


@dataclass(frozen=True, slots=True)
class AttributeAgreement:
    """An attribute on matching codings: `units` passages on which two or more coders put the same code and noted a
    value; `metric` nominal or, for values in order, ordinal; `unknown`: values that are none of the choices."""

    name: str
    metric: str
    values: tuple[str, ...]
    coders: tuple[str, ...]
    documents: int
    units: int
    unknown: int
    coefficients: Mapping[str, Coefficient]
