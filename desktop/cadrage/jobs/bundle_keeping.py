"""Writes into a project what was found to be new in a bundle."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cadrage.core.bundle import Bundle
from cadrage.core.identity import now
from cadrage.core.model import Coder, Scope, VariableKind
from cadrage.core.text import clean
from cadrage.jobs import codebooks
from cadrage.jobs.bundle_definitions import Name, SetMatches, key_of
from cadrage.jobs.bundle_matching import Ref
from cadrage.jobs.bundle_plan import Shared
from cadrage.jobs.bundle_work import Coming, Work
from cadrage.store.arrivals import Arrivals
from cadrage.store.project import Project
from cadrage.store.sets import Kind


def write(project: Project, bundle: Bundle, shared: Shared, work: Work) -> None:
    """Inside the caller's change: what is shared first, then what coders made of it."""
    writer = _Writer(project, bundle, shared, work)
    writer.write_people()
    writer.write_documents()
    writer.write_codebook()
    writer.write_definitions()
    writer.write_codings()
    writer.write_states()
    writer.write_memos()
    writer.remove_placeholders()


class _Writer:
    def __init__(self, project: Project, bundle: Bundle, shared: Shared, work: Work) -> None:
        self._project = project
        self._bundle = bundle
        self._shared = shared
        self._work = work
        self._arrivals = Arrivals(project)
        self._variables: dict[Name, int] = {}
        self._stored: dict[Name, Callable[[str], str]] = {}

    # What is shared.

    def write_people(self) -> None:
        coders, rounds = self._shared.coders, self._shared.rounds
        for key, coder in coders.fresh.items():
            coders.known[key] = self._arrivals.coder(coder)
        for key, round_ in rounds.fresh.items():
            rounds.known[key] = self._arrivals.round(round_)

    def write_documents(self) -> None:
        documents = self._shared.documents
        rows = self._arrivals.documents(list(documents.fresh.values()))
        documents.known.update(zip(documents.fresh, rows, strict=True))
        self._arrivals.repeat(
            (documents.known[key], documents.known[document.duplicate_of])
            for key, document in documents.fresh.items()
            if document.duplicate_of is not None
        )

    def write_codebook(self) -> None:
        codes = self._shared.codes
        if not self._project.codes.all() and self._bundle.codebook_version:
            self._project.codebook_versions.name_draft(clean(self._bundle.codebook_version))
        codes.known.update(self._arrivals.codes(codes.fresh, codes.known))
        for row, texts in codes.filled.items():
            self._arrivals.fill_code(row, texts)
        for key, examples in codes.examples.items():
            self._arrivals.examples(codes.known[key], examples, self._shared.documents.known)
        # Programs that know no keys: the first codes get them, as from a codebook.
        if codes.fresh and not self._bundle.rounds:
            codebooks.pin_keys(self._project)

    def write_definitions(self) -> None:
        self._write_actors()
        self._write_variables()
        self._write_sets()
        documents = self._shared.documents.known
        self._arrivals.values(
            Scope.DOCUMENT,
            [
                (home if isinstance(home, int) else documents[home], self._variables[name], self._value(name, value))
                for home, name, value in self._work.facts
            ],
        )

    def _write_actors(self) -> None:
        actors = self._shared.actors
        for key, actor in actors.fresh.items():
            actors.known[key] = self._arrivals.actor(actor)
        for row, alias in actors.aliases:
            self._arrivals.alias(row, alias)
        for row, role in actors.roles.items():
            self._arrivals.role(row, role)

    def _write_variables(self) -> None:
        variables = self._shared.variables
        for row in variables.back:
            self._arrivals.take_back_variable(row)
        for row, choice in variables.choices:
            self._arrivals.choice(row, choice)
        for new in variables.fresh.values():
            self._arrivals.variable(new)
        anyone = self._project.actors.resolver()

        def actor(name: str) -> str:
            return self._shared.actors.guid(name) or anyone(name)

        for variable in self._project.variables.all():
            is_actor = variable.kind is VariableKind.ACTOR
            stored = self._project.variables.lenient(variable, actor if is_actor else None)
            self._name_variable(key_of(variable.scope, variable.name), variable.id, stored)

    def _name_variable(self, own: Name, row: int, stored: Callable[[str], str]) -> None:
        """A variable under its name in the project, and under the bundle's where that is another."""
        known, fresh = self._shared.variables.known, self._shared.variables.fresh
        others = [name for name, variable in known.items() if variable.id == row]
        others += [name for name, new in fresh.items() if key_of(new.scope, new.name) == own]
        for name in (own, *others):
            self._variables[name], self._stored[name] = row, stored

    def _value(self, name: Name, value: str) -> str:
        """A value as it is stored."""
        return self._stored[name](value)

    def _write_sets(self) -> None:
        documents, codes = self._shared.documents.known, self._shared.codes.known
        self._write_sets_of("document", self._shared.document_sets, documents)
        self._write_sets_of("code", self._shared.code_sets, codes)

    def _write_sets_of(self, kind: Kind, matches: SetMatches, rows: Mapping[str, int]) -> None:
        for new in matches.fresh.values():
            self._arrivals.set(kind, new, [rows[member] for member in new.members])
        for row, members in matches.grown:
            self._project.sets.of(kind).put(row, [rows[member] for member in members])

    # What coders made.

    def _row(self, known: dict[str, int], ref: Ref) -> int:
        return ref if isinstance(ref, int) else known[ref]

    def _owner(self, coming: Coming) -> tuple[int, int]:
        coder = self._row(self._shared.coders.known, coming.coder)
        return coder, self._row(self._shared.rounds.known, coming.round)

    def _home(self, coming: Coming) -> int:
        return self._row(self._shared.documents.known, coming.document)

    def write_codings(self) -> None:
        codes = self._shared.codes.known
        rows = self._arrivals.codings(
            (coding, self._home(coming), self._row(codes, coming.code), *self._owner(coming))
            for coming, coding in self._work.codings
        )
        self._arrivals.mark_important(self._work.important)
        self._arrivals.values(
            Scope.CODING,
            [
                (
                    target if target >= 0 else rows[-1 - target],
                    *self._owner(coming),
                    self._variables[name],
                    self._value(name, value),
                )
                for target, coming, name, value in self._work.values
            ],
        )

    def write_states(self) -> None:
        self._arrivals.statuses(
            (status, self._home(coming), *self._owner(coming)) for coming, status in self._work.statuses
        )
        self._arrivals.advance(self._work.farther)
        for coming in self._work.begun:
            self._project.statuses.begin(self._home(coming), *self._owner(coming))
        self._arrivals.values(
            Scope.JUDGEMENT,
            [
                (self._home(coming), *self._owner(coming), self._variables[name], self._value(name, value))
                for coming, name, value in self._work.judgements
            ],
        )

    def write_memos(self) -> None:
        self._arrivals.memos((memo, *self._owner(coming)) for coming, memo in self._work.memos)
        moment = now()
        for row, text in self._work.longer:
            self._arrivals.lengthen_memo(row, text, moment)

    def remove_placeholders(self) -> None:
        gone = self._shared.gone
        if gone.round is not None:
            self._arrivals.remove_round(gone.round.id)
        if gone.coder is not None:
            self._sit_down(gone.coder)
            self._arrivals.remove_coder(gone.coder.id)

    def _sit_down(self, gone: Coder) -> None:
        """Who codes here is the coder of the same name, else the first of those that came."""
        others = [coder for coder in self._project.coders.all() if coder.id != gone.id]
        same = next((coder for coder in others if coder.name == gone.name), None)
        if same is not None and same != others[0]:
            self._project.set("me", same.guid)
