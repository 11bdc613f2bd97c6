"""The agreement on one variable in words: rows of coefficients, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cadrage.core.agreement import Coefficient
from cadrage.core.filtering import sentence
from cadrage.core.group_agreement import AttributeAgreement, GroupAgreement
from cadrage.core.standing import Limits
from cadrage.gui import agreement_words as words
from cadrage.gui.theme import Token

Answer = GroupAgreement | AttributeAgreement


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A coefficient with its name, or (`value` None) a heading. `judged`: compared with the limits of α;
    `code`: whose row it is, by its label; `coverage`: the share of what a code's coefficient speaks of."""

    name: str
    value: Coefficient | None = None
    about: str = ""
    judged: bool = False
    share: bool = False
    code: str = ""
    coverage: float | None = None


_ALPHA = "Judged like any α: by the lower limit of its interval"
_SPANS: Mapping[str, tuple[str, str]] = {
    "u_alpha": ("uα: codes and gaps", "Whether the same words carry the same code, gaps between passages included"),
    "bar_alpha": ("|uα: coded or not", "Whether the same words are coded at all, whichever code they carry"),
    "cu_alpha": ("cuα: which code", "Which code stands where both coders put one: the gaps are left out"),
}


def figures(found: Answer) -> tuple[FigureRow, ...]:
    """The table's rows in order."""
    return tuple(_of_group(found) if isinstance(found, GroupAgreement) else _of_values(found))


def _of_group(found: GroupAgreement) -> Iterator[FigureRow]:
    yield FigureRow(f"On {words.UNITS[found.unit][1]}")
    yield from _on_units(found.on_units, len(found.coders), "nominal")
    yield FigureRow("On characters, passage by passage")
    for name, (shown, about) in _SPANS.items():
        yield FigureRow(shown, found.on_characters[name], about, judged=True)
    yield FigureRow("(k)uα: one code against the others, where both coded")
    for code, value in found.k_alpha.items():
        covered = found.coverage.get(code)
        about = f"How reliably {code} is told from the group’s other codes, on words that both coders coded"
        yield FigureRow(code, value, about, judged=True, code=code, coverage=covered)


def _of_values(found: AttributeAgreement) -> Iterator[FigureRow]:
    yield FigureRow("On matching codings" if found.of == "attribute" else "On documents")
    yield from _on_units(found.coefficients, len(found.coders), found.metric)


def _on_units(found: Mapping[str, Coefficient], coders: int, metric: str) -> Iterator[FigureRow]:
    two = coders == 2
    forgiving = ": neighbouring values count as nearly the same" if metric == "ordinal" else ""
    yield FigureRow("Agreement %", found["percent_agreement"], "Share on which the coders agree", share=True)
    alpha = f"Krippendorff’s α, {metric}"
    yield FigureRow(alpha, found["krippendorff_alpha"], f"{_ALPHA}{forgiving}", judged=True)
    kappa = "Cohen’s κ" if two else "Fleiss’ κ"
    yield FigureRow(kappa, found["cohen_kappa" if two else "fleiss_kappa"], "Every difference counts the same")
    yield FigureRow("Gwet’s AC1", found["gwet_ac"], "Less moved by how unevenly the values are used")


def shown(row: FigureRow, units: int) -> str:
    if row.value is None:
        return ""
    return words.percent(row.value.value, units) if row.share else words.coefficient(row.value.value)


def interval(row: FigureRow, limits: Limits, units: int) -> str:
    value = row.value
    if value is None or value.value is None:
        return "" if value is None else "undefined"
    if value.low is None or value.high is None:
        return "no interval"
    if row.share:
        return f"{words.percent(value.low, units)} to {words.percent(value.high, units)}"
    return f"{words.limit(value.low, limits)} to {words.limit(value.high, limits)}"


def ink(row: FigureRow, limits: Limits) -> Token:
    """The ink of a drawn interval: a verdict's where it is judged."""
    value = row.value
    if not row.judged or value is None or value.low is None:
        return "text2"
    if value.low >= limits.reliable:
        return "good"
    return "warn" if value.low >= limits.tentative else "bad"


def title(found: Answer) -> str:
    if isinstance(found, GroupAgreement):
        return f"{found.label} as one variable of {len(found.codes)} codes"
    return f"{found.name}: {'attribute of codings' if found.of == 'attribute' else 'judgement of documents'}"


def basis(found: Answer) -> str:
    """What the numbers rest on."""
    documents = words.counted(found.documents, "document")
    if isinstance(found, GroupAgreement):
        return f"{words.counted(found.units, found.unit)} in {documents} · {words.listed(found.coders)}"
    if found.of == "attribute":
        passages = "1 passage" if found.units == 1 else f"{found.units:,} passages"
        return f"{passages} valued by two coders or more, in {documents} · {words.listed(found.coders)}"
    return f"{words.counted(found.units, 'document')} answered by two coders or more · {words.listed(found.coders)}"


def computation(found: Answer) -> str:
    """How the intervals came to be, and of which round."""
    seed = found.circumstances.seed
    how = {
        "jackknife": "Intervals: jackknife over documents, 95 %",
        "bootstrap": f"Intervals: bootstrap over documents, 95 %, seed {seed}",
    }.get(found.interval, "Without intervals")
    return f"{how} · round: {found.circumstances.round}"


def notes(found: Answer, limits: Limits) -> str:
    """What the numbers mean, and what would mislead."""
    around = found.circumstances
    parts = [_meaning(found), _verdict(found, limits)]
    if isinstance(found, GroupAgreement):
        parts.append(_several(found))
    elif found.unknown:
        values = "1 value is" if found.unknown == 1 else f"{found.unknown:,} values are"
        parts.append(f"{values} not in the list of choices and left out.")
    parts += around.notes
    if around.filters:
        parts.append(f"Filter: {sentence(around.filters)}.")
    return " ".join(part for part in parts if part)


def _meaning(found: Answer) -> str:
    if isinstance(found, GroupAgreement):
        one = words.UNITS[found.unit][0]
        share = found.circumstances.least
        held = f", where it covers {100 * share:g} % of it or more" if share and found.unit != "character" else ""
        return f"Each {one} holds one of these codes{held}, or none of them."
    if found.of == "attribute":
        return "A passage counts where two coders or more put the same code on the same words, half of them or more."
    return "Each coder’s answer about a document is one value; documents that only one coder answered are left out."


def _several(found: GroupAgreement) -> str:
    if not found.several:
        return "No coder put two of these codes on one unit: they do exclude each other."
    where = words.counted(found.several, found.unit)
    one = words.UNITS[found.unit][0]
    return f"On {where} a coder put several of these codes: the one with more of the {one} counts."


def _verdict(found: Answer, limits: Limits) -> str:
    figures = found.on_units if isinstance(found, GroupAgreement) else found.coefficients
    alpha = figures["krippendorff_alpha"]
    if alpha.value is None:
        return f"α is undefined: {alpha.undefined}."
    value = words.coefficient(alpha.value)
    if alpha.low is None:
        return f"α is {value}, without an interval and so without a verdict. {alpha.note or ''}".strip()
    low = words.limit(alpha.low, limits)
    if alpha.low >= limits.reliable:
        return f"α is {value}, its lower limit of {low} not below {words.threshold(limits.reliable)}: reliable."
    if alpha.low >= limits.tentative:
        return f"α is {value} and may be as low as {low}: enough for tentative conclusions only."
    return f"α is {value} and may be as low as {low}, which is below {words.threshold(limits.tentative)}."
