"""The codebook as an appendix prints it: every code under its family, with all its fields and examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from cadrage.core.codebook import Node
from cadrage.core.model import Code, Example, ExampleKind
from cadrage.exchange.report import Block, Entry, Facts, Heading, Paragraph, Quotation, Run
from cadrage.exchange.report_material import ReportMaterial, plural

_KINDS = {
    ExampleKind.TYPICAL: "Typical examples",
    ExampleKind.BORDERLINE: "Borderline examples",
    ExampleKind.COUNTER: "Close, but not this code",
}
_FIELDS = (
    ("Definition", "definition"),
    ("When to use", "when_to_use"),
    ("When not to use", "when_not"),
    ("Notes", "notes"),
)
_DEEPEST = 6


def codebook_blocks(material: ReportMaterial) -> Iterator[Block]:
    if not material.nodes:
        yield Paragraph((Run("The codebook is empty."),), "quiet")
    examples = _examples(material)
    for node in material.nodes:
        yield from _code(material, node, examples.get(node.code.id, {}))


def codebook_entries(material: ReportMaterial) -> tuple[Entry, ...]:
    """The families, or where there are none the codes."""
    return tuple(Entry(anchor(node.code), node.code.name, 2) for node in material.nodes if node.depth == 0)


def anchor(code: Code) -> str:
    return f"code-{code.id}"


def _code(material: ReportMaterial, node: Node, examples: Mapping[ExampleKind, list[Example]]) -> Iterator[Block]:
    code = node.code
    yield Heading(min(node.depth + 2, _DEEPEST), code.name, anchor(code), code.colour or "#", code.short_id)
    yield Paragraph((Run(_about(material, node)),), "quiet", closely=bool(code.brief))
    if code.brief:
        yield Paragraph((Run(code.brief),))
    rows = tuple((name, (Run(getattr(code, each)),)) for name, each in _FIELDS if getattr(code, each).strip())
    if rows:
        yield Facts(rows)
    for kind, title in _KINDS.items():
        if examples.get(kind):
            yield Paragraph((Run(title),), "label", closely=True)
            for example in examples[kind]:
                yield Quotation(example.quotation, _source(material, example), example.note, code.colour)


def _about(material: ReportMaterial, node: Node) -> str:
    """Where the code stands, how it looks, and how often it was used."""
    code, codings = node.code, material.by_code.get(node.code.id, ())
    documents = len({coding.document for coding in codings})
    above = material.codes.get(code.parent) if code.parent is not None and node.depth else None
    said = [
        f"under {above.name}" if above else "",
        f"colour {code.colour}" if code.colour else "",
        f"key {code.key}" if code.key else "",
        "no longer used" if code.retired else "",
        f"{plural(len(codings), 'coding')} in {plural(documents, 'document')}" if codings else "no codings",
    ]
    line = " · ".join(filter(None, said))
    return line[0].upper() + line[1:]


def _examples(material: ReportMaterial) -> Mapping[int, Mapping[ExampleKind, list[Example]]]:
    found: dict[int, dict[ExampleKind, list[Example]]] = defaultdict(lambda: defaultdict(list))
    for example in sorted(material.dataset.examples, key=lambda each: (each.position, each.id)):
        found[example.code][example.kind].append(example)
    return found


def _source(material: ReportMaterial, example: Example) -> str:
    if example.document is None:
        return ""
    text = material.dataset.texts.get(example.document)
    if text is not None and example.span and example.span.end <= len(text):
        return material.source(example.document, example.span.start)
    return material.dataset.sources.get(example.document, "")
