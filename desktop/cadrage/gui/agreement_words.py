"""An agreement table in words: numbers as they are printed, verdicts, and what a code's row means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cadrage.core.agreement import AgreementTable, CodeAgreement, Coefficient
from cadrage.core.filtering import sentence
from cadrage.core.standing import CUSTOMARY, Limits, Standing, only_coder, standing
from cadrage.gui.theme import Token

UNDEFINED = "—"
MINUS = "−"
TRAP = 0.9  # agreement from which a low α surprises
FEW = 10  # coded units below which even a good α stands on little
UNITS = {
    "document": ("document", "documents"),
    "paragraph": ("paragraph", "paragraphs"),
    "sentence": ("sentence", "sentences"),
    "token": ("token", "tokens"),
    "character": ("character", "characters"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the lower limit of α allows, in a word, an icon and its ink."""

    words: str
    icon: str
    token: Token


def alpha(row: CodeAgreement) -> Coefficient:
    return row.coefficients["krippendorff_alpha"]


def kappa(row: CodeAgreement) -> Coefficient:
    """Cohen's of two coders, Fleiss' of more."""
    name = "cohen_kappa" if len(row.prevalence) == 2 else "fleiss_kappa"
    return row.coefficients[name]


def coefficient(value: float | None) -> str:
    """.72, −.05, 1.00; — where it is undefined."""
    return UNDEFINED if value is None else _signed(value, f"{abs(value):.2f}")


def threshold(value: float) -> str:
    """A limit for verdicts: .667, .800."""
    return _signed(value, f"{abs(value):.3f}")


def limit(value: float, limits: Limits = CUSTOMARY) -> str:
    """As `coefficient`, but with a third digit where two would move it across one of the limits."""
    hidden = any(value < each <= round(value, 2) for each in (limits.reliable, limits.tentative))
    return _signed(value, f"{int(abs(value) * 1000) / 1000:.3f}") if hidden else coefficient(value)


def _signed(value: float, digits: str) -> str:
    sign = MINUS if value < 0 and float(digits) else ""
    return sign + digits.removeprefix("0")


def percent(share: float | None, units: int) -> str:
    """In percent, with a digit behind the point only where there are units enough to carry it."""
    if share is None:
        return UNDEFINED
    digits = 1 if units >= 100 else 0
    shown = f"{100 * share:.{digits}f}"
    if share < 1 and float(shown) == 100:
        return "99.9" if digits else "99"
    return shown


def prevalences(row: CodeAgreement, most: int = 4) -> str:
    """Every coder's share, in their order; of more than `most` coders the least and the greatest."""
    shares = list(row.prevalence.values())
    if len(shares) > most:
        known = [share for share in shares if share is not None]
        shares = [min(known), max(known)] if known else [None]
        return "–".join(percent(share, row.units) for share in shares)
    return " · ".join(percent(share, row.units) if share else _nothing(share) for share in shares)


def _nothing(share: float | None) -> str:
    return UNDEFINED if share is None else "0"


_VERDICTS = {
    Standing.RELIABLE: Verdict("Reliable", "circle-check", "good"),
    Standing.TENTATIVE: Verdict("Tentative", "circle-dashed", "warn"),
    Standing.BELOW: Verdict("Not yet", "circle-alert", "bad"),
    Standing.NO_INTERVAL: Verdict("No interval", "circle", "text2"),
    Standing.UNDEFINED: Verdict("Undefined", "minus", "text2"),
    Standing.UNUSED: Verdict("Not used", "minus", "text2"),
}


def verdict(row: CodeAgreement, limits: Limits = CUSTOMARY) -> Verdict:
    found = standing(row, limits)
    return _VERDICTS.get(found) or Verdict(f"Only {only_coder(row)}", "circle-alert", "bad")


def counted(number: int, unit: str) -> str:
    one, many = UNITS[unit]
    return f"1 {one}" if number == 1 else f"{number:,} {many}"


def listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def documents(number: int, coders: int) -> str:
    """How many documents can be compared."""
    if coders == 2:
        return f"{number} complete by both"
    return f"{number} complete by 2 or more"


def explanation(row: CodeAgreement, table: AgreementTable, limits: Limits = CUSTOMARY) -> str:
    """The row in plain sentences: who coded how much, what α allows, and what would mislead."""
    sentences = (
        _usage(row, table),
        _reliability(row, table, limits),
        _caution(row, table, limits),
        _own_note(row, table),
        _trap(row, table, limits),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _usage(row: CodeAgreement, table: AgreementTable) -> str:
    lone = only_coder(row)
    if not row.coded:
        return f"Nobody used this code in the {counted(row.units, table.unit)} compared."
    if lone is not None:
        return f"Only {lone} used this code, on {counted(row.coded, table.unit)}: talk about its rule."
    if row.both is None:
        return (
            f"At least one of the {len(table.coders)} coders put this code on"
            f" {counted(row.coded, table.unit)}, out of {row.units:,}."
        )
    one = row.coded - row.both
    if not one:
        return f"Both coders put this code on the same {counted(row.both, table.unit)} and on no other."
    return f"Both coded {counted(row.both, table.unit)}; only one of them coded {counted(one, table.unit)}."


def _reliability(row: CodeAgreement, table: AgreementTable, limits: Limits) -> str:
    value = alpha(row)
    if value.value is None:
        return f"α is undefined: {value.undefined}."
    shown = coefficient(value.value)
    if value.low is None:
        return f"α is {shown}, without an interval and so without a verdict."
    low, number = limit(value.low, limits), counted(table.documents, "document")
    reliable, tentative = threshold(limits.reliable), threshold(limits.tentative)
    if value.low >= limits.reliable:
        return f"α is {shown}, and its lower limit of {low} is not below {reliable}: this code is reliable."
    may_be = f"α is {shown}, but with {number} it may be as low as {low}"
    if value.low >= limits.tentative:
        return f"{may_be}: enough for tentative conclusions only."
    if low == shown:
        return f"α is {shown}, which is below {tentative}: do not report this code yet."
    return f"{may_be}, which is below {tentative}: do not report this code yet."


def _caution(row: CodeAgreement, table: AgreementTable, limits: Limits) -> str:
    low = alpha(row).low
    if low is None or low < limits.tentative or row.coded >= FEW:
        return ""
    return f"It stands on {counted(row.coded, table.unit)} only: one more difference would move it far."


def _own_note(row: CodeAgreement, table: AgreementTable) -> str:
    """What the coefficient says of itself, without what holds for the whole table."""
    note = alpha(row).note or ""
    for general in table.notes:
        note = note.replace(general, "")
    return note.strip()


def _trap(row: CodeAgreement, table: AgreementTable, limits: Limits) -> str:
    value, agreement = alpha(row), row.coefficients["percent_agreement"].value
    positive = row.coefficients["positive_agreement"].value
    if value.value is None or agreement is None or positive is None or not row.units:
        return ""
    told = "yet α is low" in (value.note or "")
    uncoded = 1 - row.coded / row.units
    if told or agreement < TRAP or value.value >= limits.reliable or uncoded < 0.5:
        return ""
    return (
        f"Agreement of {percent(agreement, row.units)} % looks high because nobody put this code on"
        f" {100 * uncoded:.0f} % of the {UNITS[table.unit][1]}; positive agreement is"
        f" {percent(positive, row.units)} %."
    )


def overall(table: AgreementTable) -> tuple[str, ...]:
    """What holds for all codes, a phrase each."""
    mean = table.overall["mean_krippendorff_alpha"]
    over = (mean.note or "").partition(".")[0].removeprefix("Mean")  # " over 4 of 5 codes"
    pooled = table.overall.get("pooled_bar_alpha", Coefficient.missing("not asked for"))
    phrases = [f"Mean α {coefficient(mean.value)}{over}"]
    if pooled.value is not None and pooled.low is not None and pooled.high is not None:
        phrases.append(
            f"pooled |uα {coefficient(pooled.value)} on characters,"
            f" between {coefficient(pooled.low)} and {coefficient(pooled.high)}"
        )
    elif pooled.value is not None:
        phrases.append(f"pooled |uα {coefficient(pooled.value)} on characters")
    phrases.append(f"{counted(table.units, table.unit)} in {counted(table.documents, 'document')}")
    if table.filters:
        phrases.append(f"filter: {sentence(table.filters)}")
    return tuple(phrases)
