"""The agreement table with human headers: a row a code, undefined coefficients empty with their reason."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage.core.agreement import AgreementTable, CodeAgreement, Coefficient
from cadrage.exchange.cells import Value
from cadrage.exchange.tables import Column, Table

_TWO = "two coders only"
COLUMNS = (
    Column("Code", "The code, as in the sheet 'codings'; sub-codes are counted with their parent too.", 28),
    Column("Unit", "What is compared: whether a unit holds the code.", 11),
    Column("Coders", "The coders compared.", 22),
    Column("N units", "Number of units compared.", 9),
    Column("Prevalence per coder", "Share of the units in which each coder used the code, in per cent.", 32),
    Column("Agreement %", "Share of units on which the coders agree, in per cent.", 12, form="0.0"),
    Column("A and B %", f"Units coded by both, in per cent of all units ({_TWO}).", 10, form="0.0"),
    Column("Not A and Not B %", f"Units coded by neither, in per cent of all units ({_TWO}).", 17, form="0.0"),
    Column("Disagreement %", f"Units coded by one alone, in per cent of all units ({_TWO}).", 15, form="0.0"),
    Column("Positive agreement", "F1 of presence: 2 × both / (coded by A + coded by B).", 17, form="0.000"),
    Column("Kappa", "Cohen's kappa for two coders, Fleiss' kappa for more.", 9, form="0.000"),
    Column("Alpha", "Krippendorff's alpha, nominal, on the units.", 9, form="0.000"),
    Column("Alpha CI low", "Lower limit of the 95 % interval of alpha.", 12, form="0.000"),
    Column("Alpha CI high", "Upper limit of the 95 % interval of alpha.", 12, form="0.000"),
    Column("|uα", "Krippendorff's unitizing alpha of the code's spans, on characters.", 9, form="0.000"),
    Column("|uα CI low", "Lower limit of the 95 % interval of |uα.", 12, form="0.000"),
    Column("|uα CI high", "Upper limit of the 95 % interval of |uα.", 12, form="0.000"),
    Column("F1 characters", "F1 of the characters coded by both, mean over pairs of coders.", 13, form="0.000"),
    Column("Note", "Why a coefficient or an interval is missing, and what to mind.", 70, wrap=True),
)


def agreement_table(table: AgreementTable) -> Table:
    """In codebook order."""
    return Table("agreement", "One row a code.", COLUMNS, len(table.codes), lambda: _rows(table))


def _rows(table: AgreementTable) -> Iterator[tuple[Value, ...]]:
    for row in table.codes:
        kappa = "cohen_kappa" if len(table.coders) == 2 else "fleiss_kappa"
        alpha, bar_alpha = _coefficient(row, "krippendorff_alpha"), _coefficient(row, "bar_alpha")
        agreement = _coefficient(row, "percent_agreement").value
        apart = None if row.a_only is None or row.b_only is None else row.a_only + row.b_only
        yield (
            row.code.label,
            table.unit,
            ", ".join(table.coders),
            row.units,
            _prevalence(row),
            None if agreement is None else 100 * agreement,
            _share(row.both, row.units),
            _share(row.neither, row.units),
            _share(apart, row.units),
            _coefficient(row, "positive_agreement").value,
            _coefficient(row, kappa).value,
            alpha.value,
            alpha.low,
            alpha.high,
            bar_alpha.value,
            bar_alpha.low,
            bar_alpha.high,
            _coefficient(row, "f1_characters").value,
            _note(row, kappa) or None,
        )


def _coefficient(row: CodeAgreement, name: str) -> Coefficient:
    return row.coefficients.get(name) or Coefficient.missing("not computed")


def _share(count: int | None, units: int) -> float | None:
    return None if count is None or not units else 100 * count / units


def _prevalence(row: CodeAgreement) -> str | None:
    shares = (f"{coder} {'—' if share is None else f'{100 * share:.1f} %'}" for coder, share in row.prevalence.items())
    return "; ".join(shares) or None


def _note(row: CodeAgreement, kappa: str) -> str:
    """Each reason once, with the names of the columns that it holds for."""
    shown = {
        "Agreement %": "percent_agreement",
        "Positive agreement": "positive_agreement",
        "Kappa": kappa,
        "Alpha": "krippendorff_alpha",
        "|uα": "bar_alpha",
        "F1 characters": "f1_characters",
    }
    reasons: dict[str, list[str]] = {}
    if row.both is None:
        reasons["they exist for two coders only"] = ["A and B %", "Not A and Not B %", "Disagreement %"]
    for header, name in shown.items():
        coefficient = _coefficient(row, name)
        for reason in (coefficient.undefined, coefficient.note):
            if reason:
                reasons.setdefault(reason.rstrip("."), []).append(header)
    return " ".join(f"{', '.join(headers)}: {reason}." for reason, headers in reasons.items())
