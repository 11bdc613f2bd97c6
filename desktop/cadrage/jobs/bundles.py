"""A whole study into a project and out of it: what REFI-QDA and other tools' files are made from and become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.filtering import Filter
from cadrage.core.text import clean
from cadrage.jobs import agreement, bundle_gathering, bundle_keeping, bundle_plan, bundle_work
from cadrage.jobs.bundle_work import Work
from cadrage.store.project import Project

EVERYTHING = Filter()
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of what a study consists of."""

    documents: int = 0
    codes: int = 0
    codings: int = 0
    coders: int = 0
    memos: int = 0
    variables: int = 0
    judgements: int = 0
    sets: int = 0

    @property
    def any(self) -> bool:
        return self != Counts()

    def as_json(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a bundle holds, how much of it the project lacks, and what could not come as it is.

    `added`: the GUIDs, in the bundle, of the documents that the project lacks.
    """

    name: str
    source: str
    holds: Counts
    new: Counts
    problems: tuple[str, ...]
    added: frozenset[str]

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "source": self.source,
            "holds": self.holds.as_json(),
            "new": self.new.as_json(),
            "problems": list(self.problems),
        }


@dataclass(frozen=True, slots=True)
class Kept(Foreseen):
    """What an import did; `documents` are their rows in the project by the bundle's GUIDs."""

    documents: dict[str, int]


def gather(
    project: Project,
    *,
    filter: Filter = EVERYTHING,
    coders: Sequence[str] = (),
    known: frozenset[int] | None = None,
) -> Bundle:
    """What the filter leaves of the project: its documents, the named coders' work, the whole codebook.

    `known`: whose judgements count in the filter, None for everybody's. Of a blind round that is still sealed only the
    present coder's own work leaves the project. Raises UserError for a coder that the project does not have.
    """
    return bundle_gathering.gather(project, _asked(project, coders, filter), known)


def _asked(project: Project, names: Sequence[str], filter: Filter) -> Filter:
    if not names:
        return filter
    agreement.check_coders(names, project.coders.all())
    named = frozenset(coder.id for coder in project.coders.all() if coder.name in names)
    left = named & filter.coders if filter.coders else named
    if not left:
        raise UserError("The filter leaves none of the coders that are named. Name others, or take it off.")
    return filter.holding("coders", left)


def foresee(project: Project, bundle: Bundle) -> Foreseen:
    """What `keep` would do, with nothing written."""
    shared = bundle_plan.match(project, bundle)
    work = bundle_work.find(project, bundle, shared)
    added = frozenset(shared.documents.fresh)
    return Foreseen(bundle.name, bundle.source, _held(bundle), _new(shared, work), _problems(bundle, shared), added)


def keep(project: Project, bundle: Bundle) -> Kept:
    """Bring in what the project lacks of the bundle, as one change.

    Documents are known by GUID and text, else by their text; codes by GUID, else by short id or by name and place;
    coders by GUID, else by name; variables by what they describe and their name. What the project has stays as it is:
    codings of one coder with one code on the same words become one, texts and values that are missing are added.
    """
    shared = bundle_plan.match(project, bundle)
    work = bundle_work.find(project, bundle, shared)
    new, added = _new(shared, work), frozenset(shared.documents.fresh)
    with project.change(label(bundle)):
        bundle_keeping.write(project, bundle, shared, work)
    problems = _problems(bundle, shared)
    return Kept(bundle.name, bundle.source, _held(bundle), new, problems, added, shared.documents.known)


def label(bundle: Bundle) -> str:
    """What the import of a bundle is called among the undo steps."""
    name = " ".join(clean(bundle.name).split()) or "a study"
    return f"Import {name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1] + '…'}"


def _problems(bundle: Bundle, shared: bundle_plan.Shared) -> tuple[str, ...]:
    return (*bundle.problems, *shared.problems.sentences())


def _held(bundle: Bundle) -> Counts:
    return Counts(
        len(bundle.documents),
        len(bundle.codes),
        len(bundle.codings),
        len(bundle.coders),
        len(bundle.memos),
        len(bundle.variables),
        len(bundle.judgements),
        len(bundle.document_sets) + len(bundle.code_sets),
    )


def _new(shared: bundle_plan.Shared, work: Work) -> Counts:
    return Counts(
        len(shared.documents.fresh),
        len(shared.codes.fresh),
        len(work.codings),
        len(shared.coders.fresh),
        len(work.memos),
        len(shared.variables.fresh),
        len(work.judgements),
        len(shared.document_sets.fresh) + len(shared.code_sets.fresh),
    )
