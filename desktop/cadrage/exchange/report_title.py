"""The head of a report: what it is about, when and from what it was made, and what was left out of it."""

from __future__ import annotations

from collections.abc import Iterator

from cadrage import __version__
from cadrage.core.model import Round
from cadrage.exchange.report import Block, Facts, Paragraph, Run
from cadrage.exchange.report_material import OUTLET, PUBLISHED, ReportMaterial, plural

DRAFT = "draft"


def title_blocks(material: ReportMaterial) -> Iterator[Block]:
    rows = [(name, said) for name, said in _facts(material) if said]
    yield Facts(tuple((name, (Run(said),)) for name, said in rows))
    yield from _left_out(material)


def _facts(material: ReportMaterial) -> Iterator[tuple[str, str]]:
    dataset = material.dataset
    version = dataset.codebook_version
    retired = sum(code.retired for code in dataset.codes)
    yield "Project", dataset.project
    yield "Made on", day(dataset.exported)
    yield (
        "Codebook",
        f"{_version(version)}, {plural(len(dataset.codes) - retired, 'code')}"
        + (f", {retired} more that are no longer used" if retired else ""),
    )
    yield "Coders", ", ".join(coder.name for coder in dataset.coders) or "none"
    yield "Rounds", "; ".join(_round(each) for each in dataset.rounds)
    yield "Documents", _documents(material)
    yield "Codings", f"{len(dataset.codings):,}" if dataset.codings else "none"
    yield "Filter", "; ".join(dataset.filters) or "none: all documents and codings are in"
    yield "Made with", f"Cadrage {__version__}"


def _version(name: str) -> str:
    return f"version {name}" if name and name != DRAFT else "open draft"


def _round(round_: Round) -> str:
    if not round_.blind:
        return round_.name
    return f"{round_.name} (blind, {'unsealed ' + day(round_.unsealed) if round_.unsealed else 'sealed'})"


def _documents(material: ReportMaterial) -> str:
    dataset = material.dataset
    if not dataset.documents:
        return "none"
    said = [plural(len(dataset.documents), "document"), plural(sum(dataset.words.values()), "word")]
    outlets = {material.value(document.id, OUTLET) for document in dataset.documents} - {""}
    if outlets:
        said.append(plural(len(outlets), "outlet"))
    dates = sorted({material.value(document.id, PUBLISHED) for document in dataset.documents} - {""})
    if dates:
        said.append(f"published {dates[0]} to {dates[-1]}" if len(dates) > 1 else f"published {dates[0]}")
    return ", ".join(said)


def _left_out(material: ReportMaterial) -> Iterator[Block]:
    for held_back in material.dataset.held_back:
        yield Paragraph((Run(held_back),), "note")
    if material.dataset.filters:
        said = "A filter is in force: every number counts what it leaves. The codebook is whole."
        yield Paragraph((Run(said),), "note")


def day(moment: str | None) -> str:
    """2024-03-14 of a moment."""
    return (moment or "")[:10]
