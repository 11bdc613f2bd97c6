"""The agreement of the coders as an article reports it: the table with its note, and the methods paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cadrage import __version__
from cadrage.core.agreement import AgreementTable
from cadrage.core.model import Round
from cadrage.exchange.agreement_report import HEADS, Circumstances, cells, methods, note
from cadrage.exchange.report import Block, Heading, Paragraph, Run, TableBlock, TableColumn, TableRow
from cadrage.exchange.report_material import ReportMaterial
from cadrage.exchange.report_title import day

_GAP = re.compile(r"(\[[A-Za-z][^\]]*\])")
_KINDS = {"open": "open coding"}


def agreement_blocks(material: ReportMaterial) -> Iterator[Block]:
    table = material.dataset.agreement
    if table is None or material.why_no_agreement:
        yield Paragraph((Run(material.why_no_agreement or "No agreement was computed."),), "quiet")
    else:
        yield from _computed(material, table)
    if len(material.dataset.rounds) > 1 or any(round_.blind for round_ in material.dataset.rounds):
        yield Heading(2, "Rounds", "rounds")
        yield _rounds(material)


def _computed(material: ReportMaterial, table: AgreementTable) -> Iterator[Block]:
    study = Circumstances(__version__, material.codebook, material.corpus, table.filters, material.limits)
    columns = tuple(
        TableColumn(head, "left" if place == 0 else "right", head in ("n", "κ", "α"))
        for place, head in enumerate(HEADS)
    )
    colours = {code.id: code.colour or "#" for code in material.dataset.codes}
    rows = tuple(TableRow(cells(row, table), row.code.depth, colours.get(row.code.id, "")) for row in table.codes)
    title = f"Agreement of {len(table.coders)} coders, by code"
    yield TableBlock(title, columns, rows, note(table))
    for said in table.notes:
        yield Paragraph((Run(said),), "note")
    yield Heading(2, "Methods paragraph", "methods")
    for paragraph in methods(table, study):
        yield Paragraph(_runs(paragraph))


def _runs(paragraph: str) -> tuple[Run, ...]:
    """What only the authors know stands out."""
    parts = _GAP.split(paragraph)
    return tuple(Run(part, "gap" if place % 2 else "plain") for place, part in enumerate(parts) if part)


def _rounds(material: ReportMaterial) -> TableBlock:
    """Every round, with when a blind one was unsealed."""
    codings = Counter(coding.round for coding in material.dataset.codings)
    rows = tuple(
        TableRow(
            (
                round_.name,
                _KINDS.get(round_.kind, round_.kind),
                "yes" if round_.blind else "no",
                (day(round_.unsealed) or "sealed") if round_.blind else "—",
                _shown(codings[round_.id], held_back=_is_sealed(round_) and bool(material.dataset.held_back)),
            )
        )
        for round_ in material.dataset.rounds
    )
    left, right = ("Round", "Kind", "Blind"), ("Unsealed on", "Codings")
    columns = (*(TableColumn(head, "left") for head in left), *map(TableColumn, right))
    return TableBlock("Rounds of the study", columns, rows)


def _is_sealed(round_: Round) -> bool:
    return round_.blind and round_.unsealed is None


def _shown(codings: int, *, held_back: bool) -> str:
    """How many there are, or how many may be seen."""
    if held_back:
        return f"{codings:,} shown" if codings else "not shown"
    return f"{codings:,}"
