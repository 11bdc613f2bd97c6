"""Exemplars: for each code the quotations that stand for it, with their source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cadrage.core.citing import cite, page_of, paragraph_of
from cadrage.core.codebook import PATH_SEPARATOR, Codebook, Node
from cadrage.core.exemplars import Passage, bounded, chosen
from cadrage.core.model import Document, Span
from cadrage.core.results import Exemplar
from cadrage.core.results_question import Category
from cadrage.jobs.sealed_work import sealed_work
from cadrage.results.material import Material
from cadrage.store.exemplar_rows import ExemplarRows
from cadrage.store.project import Project

MOST = 3
"""Quotations of a code, unless asked otherwise."""

OUTLET, PUBLISHED = "outlet", "published"


@dataclass(frozen=True, slots=True)
class Sources:
    """What is said of codings and documents besides: `facts` and `pages` by document, the others by coding."""

    important: frozenset[int]
    memos: Mapping[int, str]
    speakers: Mapping[int, str]
    facts: Mapping[int, Mapping[str, str]]
    pages: Mapping[int, tuple[int, ...]]


def sources(project: Project, material: Material) -> Sources:
    rows, sealed = ExemplarRows(project), sealed_work(project)
    pages = project.texts.pages([each.text_id for each in material.documents])
    return Sources(
        rows.important(),
        {coding: words for coding, coder, round_, words in rows.memos() if sealed.leaves(coder, round_)},
        rows.speakers(),
        project.search.facts((OUTLET, PUBLISHED)),
        {each.id: pages[each.text_id] for each in material.documents if each.text_id in pages},
    )


def exemplars(material: Material, known: Sources, most: int = MOST) -> tuple[Exemplar, ...]:
    """At most so many of each code itself, in the order of the codebook; of what the material's question counts."""
    by_code = _passages(material, known)
    made = _Exemplars(material, known)
    book = Codebook(material.codes, with_retired=True)
    found: list[Exemplar] = []
    for node in book.nodes:
        found += (made.of(node, each) for each in chosen(by_code.get(node.code.id, ()), most))
    return tuple(found)


def _passages(material: Material, known: Sources) -> Mapping[int, list[Passage]]:
    """By code, in the order of documents and of places in them."""
    order = {each.id: (each.position, each.id) for each in material.documents}
    found: dict[int, list[Passage]] = defaultdict(list)
    rows = sorted(material.codings, key=lambda row: (order[row[1]], row[5], row[6], row[3], row[0]))
    for number, document, code, coder, _, start, end, _ in rows:
        outlet = known.facts.get(document, {}).get(OUTLET, "")
        passage = Passage(document, Span(start, end), (number,), (coder,), outlet, number in known.important)
        found[code].append(passage)
    return found


class _Exemplars:
    """Passages with their words and where these stand."""

    def __init__(self, material: Material, known: Sources) -> None:
        self._known = known
        self._texts = material.texts
        self._documents: dict[int, Document] = {each.id: each for each in material.documents}
        self._coders = {each.id: each.name for each in material.coders}

    def of(self, node: Node, passage: Passage) -> Exemplar:
        document, known = self._documents[passage.document], self._known
        text, facts = self._texts[document.text_id], known.facts.get(document.id, {})
        words, cut = bounded(passage.span.quotation(text))
        words += " […]" if cut else ""
        code, start = node.code, passage.span.start
        path = tuple(node.path.split(PATH_SEPARATOR))
        return Exemplar(
            coding=passage.codings[0],
            document=document.id,
            span=passage.span,
            code=Category(code.guid, code.name, code.id, path, node.depth, code.colour),
            quotation=words,
            citation=cite(
                words,
                facts.get(OUTLET, ""),
                facts.get(PUBLISHED, ""),
                document.title,
                paragraph_of(text, start),
                page_of(known.pages.get(document.id, ()), start),
            ),
            title=document.title,
            outlet=facts.get(OUTLET, ""),
            date=facts.get(PUBLISHED, ""),
            coder=", ".join(dict.fromkeys(self._coders.get(each, "") for each in passage.coders)),
            important=passage.important,
            memo="\n".join(_said(known.memos, passage)),
            speaker=", ".join(_said(known.speakers, passage)),
        )


def _said(values: Mapping[int, str], passage: Passage) -> Iterator[str]:
    """What is said of its codings, each once."""
    return iter(dict.fromkeys(values[each] for each in passage.codings if each in values))
