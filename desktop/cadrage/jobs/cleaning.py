"""What is not article text, and which language a text is in: found in a Task, kept as one change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cadrage.core.model import Scope, Span
from cadrage.language import detecting, not_article
from cadrage.store.project import Project

Report = Callable[[int, int], None]
Found = Mapping[int, tuple[tuple[Span, str], ...]]  # by document: passages with what they look like

_SOURCE = ("outlet", "source", "newspaper", "publication")  # document variables that say where a text is from
_SIBLINGS = 40  # other texts of an outlet that one document is compared with


@dataclass(frozen=True, slots=True)
class Material:
    """Texts and the names of their outlets, by document; proposals are wanted for `wanted` of them."""

    texts: Mapping[int, str]
    sources: Mapping[int, str]
    wanted: tuple[int, ...]


def gather(project: Project) -> Material:
    """Every text of the corpus."""
    corpus = project.documents.all()
    bodies = project.texts.bodies([document.text_id for document in corpus])
    texts = {document.id: bodies[document.text_id] for document in corpus}
    return Material(texts, _sources(project, texts), tuple(texts))


def gather_one(project: Project, document: int) -> Material:
    """One document's text, with some others of its outlet to compare it with."""
    return Material(project.regions.pages_like(document, _SOURCE, _SIBLINGS), {}, (document,))


def _sources(project: Project, documents: Iterable[int]) -> dict[int, str]:
    names = {variable.name for variable in project.variables.all(Scope.DOCUMENT)}
    wanted = [name for name in _SOURCE if name in names]
    if not wanted:
        return dict.fromkeys(documents, "")
    facts = project.search.facts(wanted)
    return {
        document: next((facts[document][name] for name in wanted if facts.get(document, {}).get(name)), "")
        for document in documents
    }


def compute(material: Material, report: Report | None = None) -> Found:
    """The passages of each wanted document that look like no article text."""
    repeated = not_article.repeated_by_source(material.texts, material.sources)
    found: dict[int, tuple[tuple[Span, str], ...]] = {}
    for done, document in enumerate(material.wanted):
        if report is not None:
            report(done, len(material.wanted))
        proposals = not_article.propose(material.texts[document], repeated.get(document, frozenset()))
        if proposals:
            ordered = sorted(proposals, key=_start)
            found[document] = tuple((proposal.span, proposal.kind) for proposal in ordered)
    return found


def _start(proposal: not_article.Proposal) -> int:
    return proposal.span.start


def keep(project: Project, found: Found) -> int:
    """Store the proposals, as one change; how many are new."""
    return project.regions.propose(found)


def texts_without_language(project: Project) -> Mapping[int, str]:
    """The texts of the documents whose language nobody has said, by document."""
    open_ = [document for document in project.documents.all() if not document.language]
    bodies = project.texts.bodies([document.text_id for document in open_])
    return {document.id: bodies[document.text_id] for document in open_}


def languages(texts: Mapping[int, str], report: Report | None = None) -> Mapping[int, str]:
    """The language of each text that can be told."""
    found: dict[int, str] = {}
    for done, (document, text) in enumerate(texts.items()):
        if report is not None:
            report(done, len(texts))
        if language := detecting.detect(text):
            found[document] = language
    return found


def language_names() -> Mapping[str, str]:
    """What languages are called, by their codes."""
    return detecting.NAMES
