"""The agreement table as a thesis prints it, and the paragraph of the methods section that goes with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cadrage.core.agreement import AgreementTable, CodeAgreement, Coefficient
from cadrage.core.standing import CUSTOMARY, Limits, Standing, standing

GAP = "[{}]"
GAP_GROUND = "#FFF3C4"
_UNITS = {
    "document": "documents",
    "paragraph": "paragraphs",
    "sentence": "sentences",
    "token": "words",
    "character": "characters",
}
HEADS = ("Code", "n", "Prevalence", "Agreement", "Positive agreement", "κ", "α", "95 % CI")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the table itself does not know of its study."""

    version: str
    codebook: str
    documents: int
    filters: tuple[str, ...] = ()
    limits: Limits = CUSTOMARY


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """The same content as rich text for a word processor and as plain text (the table tab-separated)."""

    html: str
    text: str


def agreement_report(table: AgreementTable, study: Circumstances) -> AgreementReport:
    """Table, note and methods paragraph. What only the authors know stands in square brackets."""
    title = f"Agreement of {_number(len(table.coders))} coders, by code"
    paragraphs = methods(table, study)
    under = note(table)
    rows = [cells(row, table) for row in table.codes]
    html = "".join(
        (
            "<p><b>Table X</b></p>",
            f"<p><i>{escape(title)}</i></p>",
            _html_table(rows, [row.code.depth for row in table.codes]),
            f"<p><i>Note.</i> {escape(under)}</p>",
            *(f"<p>{_marked(each)}</p>" for each in paragraphs),
        )
    )
    lines = ["\t".join(HEADS), *("\t".join(row) for row in rows)]
    text = "\n".join(["Table X", title, "", *lines, "", f"Note. {under}", "", "\n\n".join(paragraphs), ""])
    return AgreementReport(html, text)


# The table.


def cells(row: CodeAgreement, table: AgreementTable) -> tuple[str, ...]:
    """A code's row under `HEADS`, as it is printed."""
    alpha = row.coefficients["krippendorff_alpha"]
    kappa = row.coefficients["cohen_kappa" if len(table.coders) == 2 else "fleiss_kappa"]
    return (
        row.code.label,
        str(row.coded),
        " / ".join(_percent(share) for share in row.prevalence.values()),
        _percent(row.coefficients["percent_agreement"].value),
        _percent(row.coefficients["positive_agreement"].value),
        coefficient(kappa.value),
        coefficient(alpha.value),
        interval(alpha),
    )


def _html_table(rows: Sequence[Sequence[str]], depths: Sequence[int]) -> str:
    """Three rules, above and below the head and at the foot; numbers right, children indented."""
    rule = "border-top:1px solid;border-bottom:1px solid;"
    heads = "".join(f'<th align="{_side(place)}" style="{rule}padding:2px 8px">{_head(head)}</th>' for place, head in
                    enumerate(HEADS))  # fmt: skip
    body = []
    for number, (row, depth) in enumerate(zip(rows, depths, strict=True), start=1):
        foot = "border-bottom:1px solid;" if number == len(rows) else ""
        cells = (
            f'<td align="{_side(place)}" style="{foot}padding:1px 8px">'
            f"{'&nbsp;' * 4 * depth if place == 0 else ''}{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        body.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table cellspacing="0" style="border-collapse:collapse"><tr>{heads}</tr>{"".join(body)}</table>'


def _side(place: int) -> str:
    return "left" if place == 0 else "right"


def _head(head: str) -> str:
    return f"<i>{head}</i>" if head in ("n", "κ", "α") else escape(head)


def note(table: AgreementTable) -> str:
    """What stands below the table."""
    unit = _UNITS[table.unit]
    kappa = "κ is Cohen’s." if len(table.coders) == 2 else "κ is Fleiss’, of more than two coders."
    return (
        f"n: {unit} that at least one coder coded, of {table.units:,} {unit} in {table.documents} documents. "
        f"Prevalence: share of the {unit} that each coder coded ({', '.join(table.coders)}). Agreement counts the "
        f"absence of a code too, positive agreement its presence alone. {kappa} α is Krippendorff’s, nominal. "
        f"{_interval_words(table)} A dash stands for what is undefined."
    )


def _interval_words(table: AgreementTable) -> str:
    if table.interval == "jackknife":
        return "The interval is a delete-one-document jackknife with Student’s t."
    if table.interval == "bootstrap":
        return f"The interval is a percentile bootstrap over documents (2,000 resamples, seed {table.seed})."
    return "No interval was computed."


# The paragraph.


def methods(table: AgreementTable, study: Circumstances) -> tuple[str, ...]:
    """Paragraphs of the methods section; every sentence whole, what is not known as a gap."""
    return tuple(
        filter(None, (_material(table, study), _measures(table), _results(table, study), _verdicts(table, study)))
    )


def _material(table: AgreementTable, study: Circumstances) -> str:
    choice = f" Only these were compared: {'; '.join(study.filters)}." if study.filters else ""
    return (
        f"{_number(len(table.coders)).capitalize()} coders ({GAP.format('who they are and how they were trained')}) "
        f"independently coded {table.documents} of {study.documents} documents "
        f"({GAP.format('how these were drawn')}) with {len(table.codes)} codes of the codebook, version "
        f"{study.codebook}.{choice}"
    )


def _measures(table: AgreementTable) -> str:
    unit = _UNITS[table.unit]
    held = "" if table.unit == "character" else f" A unit holds a code where {_holding(table.least)}."
    return (
        f"Agreement was computed for each code on {table.units:,} {unit}, coded or not.{held} Krippendorff’s α "
        f"(Krippendorff, 2019) is reported with percent agreement, the agreement on presence and each coder’s "
        f"prevalence, as α alone says little about rare codes. {_interval_words(table)}"
    )


def _holding(least: float) -> str:
    return f"codings cover {100 * least:g} % of it or more" if least else "a coding overlaps it"


def _results(table: AgreementTable, study: Circumstances) -> str:
    values = [row.coefficients["krippendorff_alpha"].value for row in table.codes]
    known = [value for value in values if value is not None]
    if not known:
        return f"No code has a defined α ({GAP.format('why, and what follows')})."
    mean = table.overall["mean_krippendorff_alpha"]
    pooled = table.overall["pooled_bar_alpha"]
    spans = f" Over all codes, |uα of the spans (Krippendorff et al., 2016) is {_with_interval(pooled)}." if (
        pooled.value is not None
    ) else ""  # fmt: skip
    return (
        f"α is defined for {len(known)} of {len(values)} codes and lies between {coefficient(min(known))} and "
        f"{coefficient(max(known))}, with a mean of {_with_interval(mean)}.{spans} The numbers were computed with "
        f"Cadrage {study.version}."
    )


def _verdicts(table: AgreementTable, study: Circumstances) -> str:
    limits = study.limits
    found: dict[Standing, list[str]] = {}
    for row in table.codes:
        found.setdefault(standing(row, limits), []).append(row.code.label)
    reliable, tentative = limit(limits.reliable), limit(limits.tentative)
    done = GAP.format("what was done about these codes")
    sentences = {
        Standing.RELIABLE: f"The lower limit of α reaches {reliable} for {{}}.",
        Standing.TENTATIVE: f"The lower limit reaches {tentative} (tentative conclusions), not {reliable}, for {{}}.",
        Standing.BELOW: f"The lower limit stays below {tentative} for {{}} ({done}).",
        Standing.NO_INTERVAL: f"No interval could be computed for {{}} ({GAP.format('why')}).",
        Standing.UNDEFINED: "α is undefined for {}.",
        Standing.ONE_CODER: f"Only one coder used {{}} ({done}).",
        Standing.UNUSED: "Nobody used {}.",
    }
    return " ".join(sentence.format(", ".join(found[kind])) for kind, sentence in sentences.items() if kind in found)


# Numbers as they are printed.


def coefficient(value: float | None) -> str:
    """.72, −.05, 1.00; — where it is undefined."""
    if value is None:
        return "—"
    digits = f"{abs(value):.2f}"
    return ("−" if value < 0 and float(digits) else "") + digits.removeprefix("0")


def interval(value: Coefficient) -> str:
    """[.61, .81]; — without an interval."""
    if value.low is None or value.high is None:
        return "—"
    return f"[{coefficient(value.low)}, {coefficient(value.high)}]"


def _with_interval(value: Coefficient) -> str:
    shown = coefficient(value.value)
    return shown if value.low is None else f"{shown}, 95 % CI {interval(value)}"


def limit(value: float) -> str:
    """.80, .667: a third digit where there is one."""
    digits = f"{abs(value):.3f}".removeprefix("0")
    return ("−" if value < 0 else "") + digits.removesuffix("0")


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.1f} %"


def _number(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)


def _marked(text: str) -> str:
    """Gaps, which begin with a letter as intervals do not, stand out until they are filled."""
    return re.sub(r"\[([A-Za-z][^\]]*)\]", rf'<span style="background:{GAP_GROUND}">[\1]</span>', escape(text))
