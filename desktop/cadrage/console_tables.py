"""Agreement for people at a terminal: a line for each coefficient, undefined ones with their reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cadrage.console import counted
from cadrage.core.agreement import AgreementTable, CodeAgreement, Coefficient
from cadrage.core.disagreement import Confusion
from cadrage.core.filtering import sentence
from cadrage.core.group_agreement import AttributeAgreement, GroupAgreement
from cadrage.core.reliability import Reliability, SpanReliability


def as_text(table: AgreementTable) -> str:
    """The table for a terminal: defaults first, then a row a code."""
    kappa = "cohen_kappa" if len(table.coders) == 2 else "fleiss_kappa"
    lines = [
        f"Unit: {table.unit} · coders: {', '.join(table.coders) or 'none'} · round: {table.round}"
        f" · {counted(table.documents, 'document')} complete by two or more · {counted(table.units, 'unit')}",
        f"Interval: {table.interval}" + (f", seed {table.seed}" if table.seed is not None else ""),
        *([f"A unit holds a code where {100 * table.least:g} % of it or more are coded"] if table.least else []),
        *([f"Filter: {sentence(table.filters)}"] if table.filters else []),
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


def variable_as_text(found: GroupAgreement | AttributeAgreement) -> str:
    """Agreement on one variable: its circumstances, its coefficients, which value met which."""
    around = found.circumstances
    seed = f", seed {around.seed}" if around.seed is not None else ""
    head = (
        f"coders: {', '.join(found.coders) or 'none'} · round: {around.round} · interval: {found.interval}{seed}"
        f" · {counted(found.documents, 'document')}"
    )
    if isinstance(found, GroupAgreement):
        lines = [
            f"{found.label} as one variable of {len(found.codes)} codes · unit: {found.unit} · {head}",
            f"{counted(found.units, 'unit')}; on {found.several} a coder put several of the codes",
            *("", "on units", *_listed(found.on_units), "", "on characters", *_listed(found.on_characters)),
            *("", "(k)uα", *_listed(found.k_alpha)),
        ]
        labels = found.codes
    else:
        what = "matching codings" if found.of == "attribute" else "documents"
        lines = [
            f"{found.of} {found.name}, {found.metric} · {head}",
            f"{found.units} {what} valued by two coders or more; {counted(found.unknown, 'value')} not in the list",
            *("", *_listed(found.coefficients)),
        ]
        labels = found.values
    filters = [f"Filter: {sentence(around.filters)}"] if around.filters else []
    return "\n".join([*lines, "", *_confusion(found.confusion, labels), *filters, *around.notes])


def _confusion(confusion: Confusion, labels: Sequence[str]) -> list[str]:
    """Rows and columns that hold anything."""
    places: list[tuple[int | None, str]] = [*zip(confusion.codes, labels, strict=False), (None, "none")]
    used = [place for place in places if any(place[0] in cell and count for cell, count in confusion.counts.items())]
    who = f"{confusion.pair[0]} down, {confusion.pair[1]} across" if confusion.pair else "each pair in both directions"
    head = " " * 16 + "".join(f"{label[:9]:>10}" for _, label in used)
    rows = [
        f"  {label[:14]:14}" + "".join(f"{confusion.count(mine, theirs):>10}" for theirs, _ in used)
        for mine, label in used
    ]
    return [f"which met which ({who})", head, *rows]


def _listed(coefficients: Mapping[str, Coefficient]) -> list[str]:
    return [f"  {name.replace('_', ' ')[:40]:40} {_told(value)}" for name, value in coefficients.items()]


def _told(value: Coefficient) -> str:
    note = f"  {value.note}" if value.note else ""
    if value.low is None or value.high is None:
        return _number(value) + note
    return f"{_number(value)}  [{value.low:.3f}, {value.high:.3f}]{note}"
