"""Agreement for people at a terminal: a line for each coefficient, undefined ones with their reason."""

from __future__ import annotations

from collections.abc import Mapping

from cadrage.console import counted
from cadrage.core.agreement import AgreementTable, CodeAgreement, Coefficient
from cadrage.core.reliability import Reliability, SpanReliability


def as_text(table: AgreementTable) -> str:
    """The table for a terminal: defaults first, then a row a code."""
    kappa = "cohen_kappa" if len(table.coders) == 2 else "fleiss_kappa"
    lines = [
        f"Unit: {table.unit} · coders: {', '.join(table.coders) or 'none'} · round: {table.round}"
        f" · {counted(table.documents, 'document')} complete by two or more · {counted(table.units, 'unit')}",
        f"Interval: {table.interval}" + (f", seed {table.seed}" if table.seed is not None else ""),
        "",
        f"{'Code':34} {'n':>6} {'Agree %':>8} {'Pos. %':>7} {'κ':>6} {'α':>6}  α 95 %",
    ]
    lines += [_row_as_text(row, kappa) for row in table.codes]
    lines.append("")
    lines += [f"{name.replace('_', ' ')}: {_number(value)}" for name, value in table.overall.items()]
    return "\n".join([*lines, *table.notes])


def _row_as_text(row: CodeAgreement, kappa: str) -> str:
    name = "  " * row.code.depth + row.code.label
    alpha = row.coefficients["krippendorff_alpha"]
    interval = f"{alpha.low:.2f} to {alpha.high:.2f}" if alpha.low is not None and alpha.high is not None else ""
    return (
        f"{name[:34]:34} {row.coded:>6} {_percent(row.coefficients['percent_agreement']):>8}"
        f" {_percent(row.coefficients['positive_agreement']):>7} {_number(row.coefficients[kappa], short=True):>6}"
        f" {_number(alpha, short=True):>6}  {interval or alpha.undefined or ''}"
    )


def _percent(value: Coefficient) -> str:
    return "—" if value.value is None else f"{100 * value.value:.1f}"


def _number(value: Coefficient, *, short: bool = False) -> str:
    if value.value is None:
        return "—" if short else f"undefined: {value.undefined}"
    return f"{value.value:.3f}"


def ratings_as_text(found: Reliability) -> str:
    """Every coefficient of a table of units × coders."""
    lines = [
        f"{counted(found.units, 'unit')} · coders: {', '.join(found.coders)}"
        f" · {counted(len(found.categories), 'category').replace('categorys', 'categories')}"
        f" · metric: {found.metric} · weights: {found.weights}",
        "",
        *_listed(found.coefficients),
        "",
        "fleiss kappa of each category against all others",
        *_listed(found.by_category),
    ]
    return "\n".join(lines)


def spans_as_text(found: SpanReliability) -> str:
    """Agreement on spans, per code and over all."""
    lines = [
        f"{counted(found.documents, 'document')} seen by two or more · coders: {', '.join(found.coders)}"
        f" · interval: {found.interval}",
    ]
    for code, row in found.codes.items():
        kappas = {f"cohen_kappa {pair}": value for pair, value in row.cohen_kappa.items()}
        lines += ["", code, *_listed({**row.coefficients, **kappas})]
    lines += ["", "all codes", *_listed(found.overall), "", "(k)uα", *_listed(found.k_alpha)]
    return "\n".join(lines)


def _listed(coefficients: Mapping[str, Coefficient]) -> list[str]:
    return [f"  {name.replace('_', ' ')[:40]:40} {_told(value)}" for name, value in coefficients.items()]


def _told(value: Coefficient) -> str:
    note = f"  {value.note}" if value.note else ""
    if value.low is None or value.high is None:
        return _number(value) + note
    return f"{_number(value)}  [{value.low:.3f}, {value.high:.3f}]{note}"
