"""What coders made, from a bundle: codings, attributes, states, judgements and memos that a project lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cadrage.core.bundle import Bundle, BundleCoding, BundleJudgement, BundleMemo, BundleStatus
from cadrage.core.identity import new_guid, now
from cadrage.core.model import Layer, Scope, State, Subject
from cadrage.core.text import clean
from cadrage.jobs.bundle_definitions import Name, key_of, note_misfits
from cadrage.jobs.bundle_matching import Ref
from cadrage.jobs.bundle_names import moment, tidy_guid
from cadrage.jobs.bundle_plan import Shared
from cadrage.jobs.bundle_problems import (
    NEW_IDENTITY,
    NO_CODE,
    NO_DOCUMENT,
    NO_SUBJECT,
    OTHER_VALUE,
    OUTSIDE,
    TWICE,
    at,
    quoted,
)
from cadrage.store.coding_folding import joined
from cadrage.store.project import Project

_FARTHER = {State.NONE: 0, State.PROGRESS: 1, State.COMPLETE: 2}
Place = tuple[Ref, Ref, Ref, Ref, Layer, int, int]
"""Where a coding stands and whose it is: document, code, coder, round, layer, start, end."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Something new that a coder made; its document, code and round by the keys of what they are matched as."""

    document: Ref
    coder: Ref
    round: Ref
    code: Ref = 0


@dataclass(slots=True)
class Work:
    """What is to be written. A coding is named by its row, or by −1 − its place among the new ones."""

    codings: list[tuple[Coming, BundleCoding]] = field(default_factory=list)
    values: list[tuple[int, Coming, Name, str]] = field(default_factory=list)
    important: list[int] = field(default_factory=list)
    folded: int = 0
    facts: list[tuple[Ref, Name, str]] = field(default_factory=list)
    statuses: list[tuple[Coming, BundleStatus]] = field(default_factory=list)
    farther: list[tuple[int, BundleStatus]] = field(default_factory=list)
    begun: list[Coming] = field(default_factory=list)
    judgements: list[tuple[Coming, Name, str]] = field(default_factory=list)
    memos: list[tuple[Coming, BundleMemo]] = field(default_factory=list)
    longer: list[tuple[int, str]] = field(default_factory=list)


def find(project: Project, bundle: Bundle, shared: Shared) -> Work:
    """The work in the bundle that the project has not."""
    work = Work()
    finder = _Finder(project, bundle, shared, work)
    finder.find_codings()
    finder.find_facts()
    finder.find_statuses()
    finder.find_judgements()
    finder.find_memos()
    return work


class _Finder:
    def __init__(self, project: Project, bundle: Bundle, shared: Shared, work: Work) -> None:
        self._project = project
        self._bundle = bundle
        self._shared = shared
        self._work = work
        self._titles = {document.guid: document.title for document in reversed(bundle.documents)}
        self._lengths = {document.guid: len(document.text) for document in reversed(bundle.documents)}
        self._subjects: dict[tuple[str, Ref], str] = {}
        self._moment = now()

    # What everything needs.

    def _round(self, guid: str | None) -> Ref:
        found = self._shared.rounds.ref(guid)
        return found if found is not None else self._shared.round

    def _coming(self, document: str, coder: str, round_: str | None, what: str, code: Ref = 0) -> Coming | None:
        home = self._shared.documents.ref(document)
        if home is None:
            self._shared.problems.note(NO_DOCUMENT, what)
            return None
        return Coming(home, self._shared.coder(self._project, coder, what), self._round(round_), code)

    # Codings.

    def find_codings(self) -> None:
        places, guids = self._present()
        targets: list[tuple[int, Coming, BundleCoding]] = []
        fresh = self._work.codings
        for coding in self._bundle.codings:
            coming = self._checked(coding)
            if coming is None:
                continue
            place = _place(coming, coding)
            target = places.get(place)
            if target is None:
                target = places[place] = -1 - len(fresh)
                fresh.append((coming, self._named(coding, coming.coder, guids)))
            else:
                self._fold(coding, target)
            targets.append((target, coming, coding))
        self._name_subjects(targets)
        self._find_values(targets)

    def _present(self) -> tuple[dict[Place, int], set[tuple[str, Ref]]]:
        """The project's codings by place, and the GUIDs that its coders have used."""
        places: dict[Place, int] = {}
        guids: set[tuple[str, Ref]] = set()
        for each in self._project.codings.all():
            span = each.span
            place = (each.document, each.code, each.coder, each.round, each.layer, span.start, span.end)
            places.setdefault(place, each.id)
            guids.add((each.guid, each.coder))
        return places, guids

    def _checked(self, coding: BundleCoding) -> Coming | None:
        start, end = coding.span.start, coding.span.end
        length = self._lengths.get(coding.document)
        code = self._shared.codes.ref(coding.code)
        if code is not None and length is not None and end <= length:
            home, coder = self._shared.documents.ref(coding.document), self._shared.coders.ref(coding.coder)
            if home is not None and coder is not None:
                return Coming(home, coder, self._round(coding.round), code)
        where = at(self._titles.get(coding.document, "?"), start, end)
        if code is None:
            self._shared.problems.note(NO_CODE, where)
            return None
        if length is not None and end > length:
            self._shared.problems.note(OUTSIDE, where)
            return None
        return self._coming(coding.document, coding.coder, coding.round, where, code)

    def _named(self, coding: BundleCoding, coder: Ref, guids: set[tuple[str, Ref]]) -> BundleCoding:
        guid = tidy_guid(coding.guid)
        if (guid, coder) in guids:
            guid = new_guid()
            where = at(self._titles[coding.document], coding.span.start, coding.span.end)
            self._shared.problems.note(NEW_IDENTITY, where)
        guids.add((guid, coder))
        created = moment(coding.created, self._moment)
        return replace(coding, guid=guid, created=created, modified=moment(coding.modified, created))

    def _fold(self, coding: BundleCoding, target: int) -> None:
        """The coding stands there already: only its mark and its attributes may be new."""
        if target >= 0:
            self._work.folded += 1
        else:
            where = at(self._titles[coding.document], coding.span.start, coding.span.end)
            self._shared.problems.note(TWICE, where)
        if not coding.important:
            return
        if target >= 0:
            self._work.important.append(target)
        else:
            coming, first = self._work.codings[-1 - target]
            self._work.codings[-1 - target] = (coming, replace(first, important=True))

    def _name_subjects(self, targets: Iterable[tuple[int, Coming, BundleCoding]]) -> None:
        """The GUIDs that the bundle's codings have in the project, for the memos on them."""
        if not any(memo.subject is Subject.CODING for memo in self._bundle.memos):
            return
        rows = {target for target, _, _ in targets if target >= 0}
        guids = {each.id: each.guid for each in self._project.codings.get(rows)} if rows else {}
        for target, coming, coding in targets:
            guid = guids[target] if target >= 0 else self._work.codings[-1 - target][1].guid
            self._subjects.setdefault((coding.guid, coming.coder), guid)
            self._subjects.setdefault((coding.guid, ""), guid)

    def _find_values(self, targets: Iterable[tuple[int, Coming, BundleCoding]]) -> None:
        said: dict[tuple[int, Name], str] = {}
        if self._work.folded:
            present = self._project.variables.of_codings()
            said = {(row, key_of(Scope.CODING, name)): value for (row, name), value in present.items()}
        for target, coming, coding in targets:
            for name, value in self._told(Scope.CODING, coding.values):
                if self._is_new(said, target, name, value):
                    self._work.values.append((target, coming, name, value))

    def _told(self, scope: Scope, values: Mapping[str, str]) -> Iterator[tuple[Name, str]]:
        """The values under the names of the project's variables."""
        for name, value in values.items():
            if value.strip():
                yield self._key(key_of(scope, name)), value

    def _key(self, name: Name) -> Name:
        """Where a variable has another name in the project: that one."""
        own = self._shared.variables.known.get(name)
        return key_of(own.scope, own.name) if own is not None else name

    def _is_new(self, said: dict[tuple[int, Name], str], subject: int, name: Name, value: str) -> bool:
        present = said.get((subject, name))
        if present is None:
            said[(subject, name)] = value
            note_misfits(self._shared.variables, name, value, self._shared.problems)
            return True
        if not self._shared.variables.same(name, value, present):
            self._shared.problems.note(OTHER_VALUE, f"{quoted(name[1])}: {quoted(value)}, not {quoted(present)}")
        return False

    # Documents.

    def find_facts(self) -> None:
        said: dict[tuple[int, Name], str] = {}
        if self._shared.documents.known:
            present = self._project.variables.of_documents()
            said = {(row, key_of(Scope.DOCUMENT, name)): value for (row, name), value in present.items()}
        for number, document in enumerate(self._bundle.documents, start=1):
            home = self._shared.documents.ref(document.guid)
            if home is None:
                continue
            for name, value in self._told(Scope.DOCUMENT, document.values):
                if self._is_new(said, home if isinstance(home, int) else -number, name, value):
                    self._work.facts.append((home, name, value))

    def find_statuses(self) -> None:
        present = {
            (each.document, each.coder, each.round): (row, each.state)
            for row, each in self._project.statuses.rows().items()
        }
        seen: set[tuple[Ref, Ref, Ref]] = set()
        for status in self._bundle.statuses:
            coming = self._coming(status.document, status.coder, status.round, f"state {quoted(status.state)}")
            if coming is None or (coming.document, coming.coder, coming.round) in seen:
                continue
            seen.add((coming.document, coming.coder, coming.round))
            started, completed = (moment(each, "") or None for each in (status.started, status.completed))
            status = replace(status, started=started, completed=completed)
            row, state = present.get((coming.document, coming.coder, coming.round), (0, None))  # type: ignore[arg-type]
            if state is None:
                self._work.statuses.append((coming, status))
            elif _FARTHER[status.state] > _FARTHER[state]:
                self._work.farther.append((row, status))
        self._find_begun(seen | present.keys())

    def _find_begun(self, known: set[tuple[Ref, Ref, Ref]]) -> None:
        """Programs that know no states: who has coded in a document has begun it."""
        if self._bundle.statuses or self._bundle.rounds:
            return
        for coming, _ in self._work.codings:
            key = (coming.document, coming.coder, coming.round)
            if key not in known:
                known.add(key)
                self._work.begun.append(coming)

    def find_judgements(self) -> None:
        present: dict[tuple[Coming, Name], str] = {}
        for round_ in self._project.rounds.all() if self._bundle.judgements else ():
            for (document, coder, name), value in self._project.variables.judgements(round=round_.id).items():
                present[(Coming(document, coder, round_.id), key_of(Scope.JUDGEMENT, name))] = value
        for judgement in self._bundle.judgements:
            what = f"{quoted(judgement.variable)}: {quoted(judgement.value)}"
            coming = self._coming(judgement.document, judgement.coder, judgement.round, what)
            if coming is not None and judgement.value.strip():
                self._judge(present, coming, judgement)

    def _judge(self, present: dict[tuple[Coming, Name], str], coming: Coming, judgement: BundleJudgement) -> None:
        name = self._key(key_of(Scope.JUDGEMENT, judgement.variable))
        said = present.get((coming, name))
        if said is None:
            present[(coming, name)] = judgement.value
            note_misfits(self._shared.variables, name, judgement.value, self._shared.problems)
            self._work.judgements.append((coming, name, judgement.value))
        elif not self._shared.variables.same(name, said, judgement.value):
            what = f"{quoted(name[1])}: {quoted(judgement.value)}, not {quoted(said)}"
            self._shared.problems.note(OTHER_VALUE, what)

    # Memos.

    def find_memos(self) -> None:
        present = {(guid, coder): (row, text) for row, guid, coder, text in self._project.memos.texts()}
        guids: set[tuple[str, Ref]] = {*self._project.memos.guids()}
        fresh: dict[tuple[str, Ref], int] = {}
        for memo in self._bundle.memos:
            text = clean(memo.text).strip()
            if not text:
                continue
            coder = self._shared.coder(self._project, memo.coder, quoted(text))
            subject = self._subject(memo, coder)
            if subject is None:
                self._shared.problems.note(NO_SUBJECT, quoted(text))
                continue
            key = (subject, coder)
            row, words = present.get(key, (0, ""))  # type: ignore[arg-type]
            if row:
                whole = joined(words, text)
                if whole != words:
                    present[key] = (row, whole)  # type: ignore[index]
                    self._work.longer.append((row, whole))
            elif key in fresh:
                coming, first = self._work.memos[fresh[key]]
                self._work.memos[fresh[key]] = (coming, replace(first, text=joined(first.text, text)))
            else:
                fresh[key] = len(self._work.memos)
                self._add_memo(memo, subject, text, coder, guids)

    def _add_memo(self, memo: BundleMemo, subject: str, text: str, coder: Ref, guids: set[tuple[str, Ref]]) -> None:
        guid = tidy_guid(memo.guid)
        if (guid, coder) in guids:
            guid = new_guid()
        guids.add((guid, coder))
        created = moment(memo.created, self._moment)
        modified = moment(memo.modified, created)
        new = replace(memo, guid=guid, subject_guid=subject, text=text, created=created, modified=modified)
        self._work.memos.append((Coming(0, coder, self._round(memo.round)), new))

    def _subject(self, memo: BundleMemo, coder: Ref) -> str | None:
        """The GUID in the project of what a memo is about."""
        if memo.subject is Subject.PROJECT:
            return self._project.guid
        if memo.subject is Subject.CODING:
            found = self._subjects.get((memo.subject_guid, coder))
            return found if found is not None else self._subjects.get((memo.subject_guid, ""))
        return self._shared.guid(memo.subject, memo.subject_guid)


def _place(coming: Coming, coding: BundleCoding) -> Place:
    span = coding.span
    return coming.document, coming.code, coming.coder, coming.round, coding.layer, span.start, span.end
