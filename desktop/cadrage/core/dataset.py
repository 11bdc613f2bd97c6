"""The coded material of a project as one value: what exports and reports are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cadrage.core.agreement import AgreementTable
from cadrage.core.agreement_details import AgreementDetails
from cadrage.core.answers import Answers
from cadrage.core.coded_units import CodedUnits
from cadrage.core.identity import short_ids
from cadrage.core.model import Code, Coder, Coding, Document, Example, Memo, Round, Span, Status, Variable
from cadrage.core.variables import Actor


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything an export may need.

    `texts` by document id. `sentences` and `paragraphs` by document id, ascending (start, end) pairs.
    `document_values` by (document id, variable name), `coding_values` by (coding id, variable name),
    `memos` by coding id, each as the text to show.
    `judgements` by (document id, coder id, variable name); `all_memos` on whatever subject.
    `words` by document id. `filters` names in words
    whatever narrowed the selection; empty where everything is in. `sources`: what the documents are called that
    examples come from, by document id, also of those that are not in.
    `ids`: short ids by GUID, told apart from all in the project, so that they are the same whatever is left out.
    `not_article` by document id; `word_starts`: where the words of the rest begin, by document id.
    `codebook_versions` and `round_versions`: names of codebook versions by their id, and by the round's.
    `units`: what agreement compares, unit by unit; None where nothing may be compared yet, or where no unit has a row.
    `held_back`: what blind rounds keep to their coders, in sentences.
    `answers`: results under their names, where they are asked for. `duplicates`: documents that counts leave out.
    """

    project: str
    project_guid: str
    codebook_version: str
    exported: str
    coders: tuple[Coder, ...]
    rounds: tuple[Round, ...]
    variables: tuple[Variable, ...]
    codes: tuple[Code, ...]
    examples: tuple[Example, ...]
    documents: tuple[Document, ...]
    texts: Mapping[int, str]
    words: Mapping[int, int]
    codings: tuple[Coding, ...]
    statuses: tuple[Status, ...] = ()
    sentences: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    paragraphs: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    document_values: Mapping[tuple[int, str], str] = field(default_factory=dict)
    coding_values: Mapping[tuple[int, str], str] = field(default_factory=dict)
    memos: Mapping[int, str] = field(default_factory=dict)
    agreement: AgreementTable | None = None
    filters: tuple[str, ...] = ()
    sources: Mapping[int, str] = field(default_factory=dict)
    judgements: Mapping[tuple[int, int, str], str] = field(default_factory=dict)
    all_memos: tuple[Memo, ...] = ()
    agreement_details: AgreementDetails | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    not_article: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    word_starts: Mapping[int, Sequence[int]] = field(default_factory=dict)
    codebook_versions: Mapping[int, str] = field(default_factory=dict)
    round_versions: Mapping[int, str] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    units: CodedUnits | None = None
    held_back: tuple[str, ...] = ()
    answers: Answers = field(default_factory=Answers)
    duplicates: frozenset[int] = frozenset()

    def counted(self) -> Dataset:
        """The dataset without the documents that counts leave out."""
        if not self.duplicates:
            return self
        return replace(
            self,
            documents=tuple(each for each in self.documents if each.id not in self.duplicates),
            words={each: number for each, number in self.words.items() if each not in self.duplicates},
            codings=tuple(each for each in self.codings if each.document not in self.duplicates),
            duplicates=frozenset(),
        )

    def named(self, guids: Iterable[str]) -> Mapping[str, str]:
        """Short ids by GUID, of these at least."""
        return self.ids or short_ids(guids)
