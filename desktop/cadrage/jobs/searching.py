"""Search through the corpus, portion by portion: the first page at once, the rest while somebody reads it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from cadrage.core import query
from cadrage.core.filtering import Filter
from cadrage.core.matching import Matcher
from cadrage.core.model import Span
from cadrage.core.search import Hit, Wanted, in_context
from cadrage.jobs.regex_search import RegexSearch
from cadrage.store.project import Project

FIRST = 8  # documents of the first portion: a page of hits, mostly
PORTION = 200  # documents of each further one
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, and where. `coders`: whose judgements and codings a filter may know, None for everybody's."""

    wanted: Wanted
    filter: Filter = field(default_factory=Filter)
    coders: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """Some documents, read and ready to be looked into."""

    texts: Mapping[int, int]
    bodies: Mapping[int, str]
    not_article: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)


class CorpusSearch:
    """One search. `gather` reads the next portion of documents that may have hits, `find` looks into it.

    `find` touches no project and may run in a Task. To be closed.
    """

    def __init__(self, project: Project, question: Question) -> None:
        """Raises UserError where the query is too long."""
        self._project = project
        self.wanted = question.wanted
        self._matcher: Matcher | None = None
        self._regex: RegexSearch | None = None
        found = self._candidates(question.wanted)
        kept = project.filtering.documents(question.filter, coders=question.coders)
        self._documents = [pair for pair in found if kept is None or pair[0] in kept]
        self.done = 0

    def _candidates(self, wanted: Wanted) -> list[tuple[int, int]]:
        if wanted.regex:
            if not wanted.query:
                return []
            self._regex = RegexSearch(wanted.query)
            return self._project.search.all(duplicates=wanted.duplicates)
        asked = query.parse(wanted.query)
        self._matcher = Matcher(asked)
        return self._project.search.candidates(asked, duplicates=wanted.duplicates)

    @property
    def total(self) -> int:
        """How many documents there are to look into."""
        return len(self._documents)

    @property
    def finished(self) -> bool:
        return self.done >= len(self._documents)

    def gather(self, most: int) -> Portion:
        """The next documents, at most so many."""
        texts = dict(self._documents[self.done : self.done + most])
        self.done += len(texts)
        bodies = self._project.texts.bodies(list(dict.fromkeys(texts.values())))
        return Portion(texts, bodies, self._project.search.not_article(texts))

    def find(self, portion: Portion, waiting: Callable[[], None] = lambda: None) -> list[Hit]:
        """The hits in a portion, by document and position. Raises UserError where a regular expression fails."""
        if self._regex is not None:
            places = self._regex.find(portion.bodies, waiting)
        else:
            assert self._matcher is not None
            places = {text: self._matcher.find(body) for text, body in portion.bodies.items()}
        return [
            hit
            for document, text in portion.texts.items()
            for hit in in_context(
                document,
                portion.bodies[text],
                places[text],
                portion.not_article.get(document, ()),
                with_not_article=self.wanted.not_article,
            )
        ]

    def close(self) -> None:
        if self._regex is not None:
            self._regex.close()

    def __enter__(self) -> CorpusSearch:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class SearchReport:
    """All that was found; `hits` may be the first of `total` in `documents`."""

    question: Question
    total: int
    documents: int
    hits: tuple[Hit, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "query": self.question.wanted.query,
            "total": self.total,
            "hits": [
                {
                    "document": hit.document,
                    "start": hit.span.start,
                    "end": hit.span.end,
                    "quotation": hit.quotation,
                    "before": hit.before,
                    "after": hit.after,
                }
                for hit in self.hits
            ],
        }


def answer(
    project: Project, question: Question, *, limit: int | None = None, report: Report | None = None
) -> SearchReport:
    """The whole search in one go. Raises UserError."""
    hits: list[Hit] = []
    total, documents = 0, 0
    with CorpusSearch(project, question) as search:
        while not search.finished:
            if report:
                report(search.done, search.total)
            found = search.find(search.gather(PORTION))
            total += len(found)
            documents += len({hit.document for hit in found})
            hits += found if limit is None else found[: max(0, limit - len(hits))]
    return SearchReport(question, total, documents, tuple(hits))
