"""What a code's agreement allows: judged by the lower limit of α, never by α itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cadrage.core.agreement import CodeAgreement


class Standing(StrEnum):
    """`RELIABLE` and `TENTATIVE` reach their limit, `BELOW` none; the others cannot be judged."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    BELOW = "below"
    NO_INTERVAL = "no interval"
    UNDEFINED = "undefined"
    ONE_CODER = "one coder"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the lower limit of α must lie (Krippendorff 2004, p. 429). Raises ValueError out of order."""

    tentative: float = 0.667
    reliable: float = 0.8

    def __post_init__(self) -> None:
        if not -1 <= self.tentative <= self.reliable <= 1:
            raise ValueError("-1 <= tentative <= reliable <= 1 is needed")


CUSTOMARY = Limits()


def standing(row: CodeAgreement, limits: Limits = CUSTOMARY) -> Standing:
    alpha = row.coefficients["krippendorff_alpha"]
    if not row.coded:
        return Standing.UNUSED
    if only_coder(row) is not None:
        return Standing.ONE_CODER
    if alpha.value is None:
        return Standing.UNDEFINED
    if alpha.low is None:
        return Standing.NO_INTERVAL
    if alpha.low >= limits.reliable:
        return Standing.RELIABLE
    return Standing.TENTATIVE if alpha.low >= limits.tentative else Standing.BELOW


def only_coder(row: CodeAgreement) -> str | None:
    """The one coder who used the code, where it was one alone."""
    users = [coder for coder, share in row.prevalence.items() if share]
    return users[0] if len(users) == 1 else None
