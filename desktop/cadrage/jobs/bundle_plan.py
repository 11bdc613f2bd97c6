"""What a bundle would become in a project: everything matched, checked and told before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cadrage.core.bundle import Bundle, BundleCoder, BundleDocument, BundleRound
from cadrage.core.model import Subject
from cadrage.jobs.bundle_codes import CodeMatches, match_codes
from cadrage.jobs.bundle_definitions import (
    ActorMatches,
    SetMatches,
    VariableMatches,
    match_actors,
    match_sets,
    match_variables,
)
from cadrage.jobs.bundle_matching import (
    Matches,
    Placeholders,
    Ref,
    match_coders,
    match_documents,
    match_rounds,
    placeholders,
    present_round,
    unknown_coder,
)
from cadrage.jobs.bundle_problems import NO_CODER, Problems
from cadrage.store.project import Project


@dataclass(slots=True)
class Shared:
    """The shared things of a bundle and of a project, matched. `gone`: what an unused project was made with and what
    leaves it now; `round` is where everything goes that names none."""

    gone: Placeholders
    coders: Matches[BundleCoder]
    rounds: Matches[BundleRound]
    round: Ref
    documents: Matches[BundleDocument]
    codes: CodeMatches
    variables: VariableMatches
    actors: ActorMatches
    document_sets: SetMatches
    code_sets: SetMatches
    problems: Problems
    guids: Mapping[Subject, Mapping[int, str]]

    def coder(self, project: Project, guid: str, what: str) -> Ref:
        """Whose something is; where that is not told, the unknown coder's."""
        found = self.coders.ref(guid)
        if found is None:
            self.problems.note(NO_CODER, what)
            found = self.coders.ref(unknown_coder(project, self.coders))
        assert found is not None
        return found

    def guid(self, subject: Subject, guid: str) -> str | None:
        """The GUID that a document or code of the bundle has in the project."""
        matches = self.documents if subject is Subject.DOCUMENT else self.codes
        row = matches.known.get(guid)
        if row is not None:
            return self.guids[subject][row]
        fresh = matches.fresh.get(guid)
        return fresh.guid if fresh is not None else None


def match(project: Project, bundle: Bundle) -> Shared:
    problems = Problems()
    gone = placeholders(project, bundle)
    rounds = match_rounds(project, bundle, gone.round, problems)
    documents = match_documents(project, bundle, problems)
    codes = match_codes(project, bundle, problems)
    return Shared(
        gone,
        match_coders(project, bundle, gone.coder, problems),
        rounds,
        present_round(project, rounds, gone.round),
        documents,
        codes,
        match_variables(project, bundle, problems),
        match_actors(project, bundle, problems),
        match_sets(project.sets.documents.all(), bundle.document_sets, _has(documents), problems),
        match_sets(project.sets.codes.all(), bundle.code_sets, _has(codes), problems),
        problems,
        {
            Subject.DOCUMENT: {document.id: document.guid for document in project.documents.all()},
            Subject.CODE: {code.id: code.guid for code in project.codes.all()},
        },
    )


def _has(matches: Matches[BundleDocument] | CodeMatches) -> Callable[[str], bool]:
    def has(guid: str) -> bool:
        return matches.ref(guid) is not None

    return has
