"""Which variables, actors and sets of a bundle the project has already, and what the others become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cadrage.core.bundle import Bundle, BundleActor, BundleSet, BundleVariable
from cadrage.core.errors import UserError
from cadrage.core.filtering import NamedSet
from cadrage.core.identity import new_guid
from cadrage.core.model import Choice, Scope, Variable, VariableKind
from cadrage.core.text import clean
from cadrage.core.variables import CHOSEN, Actor, fits, fitting
from cadrage.jobs.bundle_matching import Matches, by_guid
from cadrage.jobs.bundle_names import plain_name, tidy_guid, tidy_name
from cadrage.jobs.bundle_problems import MISFIT, NO_MEMBER, OTHER_KIND, Problems, quoted
from cadrage.store.project import Project

Name = tuple[Scope, str]
"""A variable as values name it: its scope and its name without regard to case."""
_UNNAMED, _NOBODY = "Unnamed variable", "Unnamed actor"


@dataclass(slots=True)
class VariableMatches:
    """The project's variables and the new ones, by scope and name; `choices` are added to the project's,
    `back` are taken back into it."""

    known: dict[Name, Variable] = field(default_factory=dict)
    fresh: dict[Name, BundleVariable] = field(default_factory=dict)
    choices: list[tuple[int, Choice]] = field(default_factory=list)
    back: list[int] = field(default_factory=list)

    def same(self, name: Name, value: str, other: str) -> bool:
        """Whether two values of a variable say the same."""
        return value == other or _fitted(self.known.get(name), value) == _fitted(self.known.get(name), other)


def _fitted(variable: Variable | None, value: str) -> str:
    value = clean(value).strip()
    if variable is None:
        return value
    if variable.kind is VariableKind.ACTOR:
        return value.casefold()
    try:
        return fitting(variable.kind, variable.choices, value)
    except UserError:
        return value


def key_of(scope: Scope, name: str) -> Name:
    return scope, plain_name(name, _UNNAMED).casefold()


def match_variables(project: Project, bundle: Bundle, problems: Problems) -> VariableMatches:
    """By scope and name, else by GUID; names that only values tell become variables of words."""
    live = project.variables.all()
    rows = {variable.guid: variable for variable in live}
    gone = {variable.guid: variable for variable in project.variables.all(retired=True)}
    found = VariableMatches({key_of(variable.scope, variable.name): variable for variable in live})
    for variable in bundle.variables:
        key = key_of(variable.scope, variable.name)
        guid = tidy_guid(variable.guid)
        if key in found.known:
            _compare(found, found.known[key], variable, problems)
        elif key in found.fresh:
            both = replace(variable, choices=(*found.fresh[key].choices, *variable.choices))
            found.fresh[key] = replace(found.fresh[key], choices=_choices(both))
        elif guid in rows and rows[guid].scope is variable.scope:
            # Renamed in the project since: values still name it as the bundle does.
            found.known[key] = rows[guid]
            _compare(found, rows[guid], variable, problems)
        elif guid in gone and key_of(gone[guid].scope, gone[guid].name) == key:
            found.known[key] = gone[guid]
            found.back.append(gone[guid].id)
        else:
            taken = guid in rows or guid in gone or any(guid == each.guid for each in found.fresh.values())
            found.fresh[key] = replace(
                variable,
                guid=new_guid() if taken else guid,
                name=tidy_name(variable.name, _UNNAMED, problems),
                label=clean(variable.label),
                choices=_choices(variable),
            )
    for scope, name in _named_by_values(bundle):
        key = key_of(scope, name)
        if key not in found.known and key not in found.fresh:
            plain = tidy_name(name, _UNNAMED, problems)
            found.fresh[key] = BundleVariable(new_guid(), scope, plain, VariableKind.TEXT)
    return found


def _named_by_values(bundle: Bundle) -> Iterable[tuple[Scope, str]]:
    documents = ((Scope.DOCUMENT, name) for document in bundle.documents for name in document.values)
    codings = ((Scope.CODING, name) for coding in bundle.codings for name in coding.values)
    judgements = ((Scope.JUDGEMENT, judgement.variable) for judgement in bundle.judgements)
    return dict.fromkeys((*documents, *codings, *judgements))


def _compare(found: VariableMatches, own: Variable, variable: BundleVariable, problems: Problems) -> None:
    if own.kind is not variable.kind and variable.kind is not VariableKind.TEXT:
        problems.note(OTHER_KIND, f"{quoted(own.name)} ({own.kind}, not {variable.kind})")
    if own.kind in CHOSEN and own.choices:
        said = {choice.value.casefold() for choice in own.choices}
        new = [choice for choice in _choices(variable) if choice.value.casefold() not in said]
        found.choices += [(own.id, choice) for choice in new]


def _choices(variable: BundleVariable) -> tuple[Choice, ...]:
    """The choices of which each has a value of its own."""
    found: dict[str, Choice] = {}
    for choice in variable.choices:
        value = clean(choice.value).strip()
        if value:
            found.setdefault(value.casefold(), Choice(value, clean(choice.label).strip()))
    return tuple(found.values())


def note_misfits(found: VariableMatches, key: Name, value: str, problems: Problems) -> None:
    """Say so where a value does not fit the project's variable."""
    own = found.known.get(key)
    if own is None or own.kind in (VariableKind.TEXT, VariableKind.ACTOR):
        return
    choices = (*own.choices, *(choice for row, choice in found.choices if row == own.id))
    if not fits(own.kind, choices, value):
        problems.note(MISFIT, f"{quoted(value)} ({own.name})")


# Actors.


@dataclass(slots=True)
class ActorMatches(Matches[BundleActor]):
    """`aliases` and `roles` are what the project's actors get besides."""

    aliases: list[tuple[int, str]] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    guids: dict[str, str] = field(default_factory=dict)

    def guid(self, name: str) -> str | None:
        """The GUID that an actor of this name has or will have; None where there is none yet."""
        return self.guids.get(clean(name).strip().casefold())


def match_actors(project: Project, bundle: Bundle, problems: Problems) -> ActorMatches:
    """By GUID, else by name or alias, whatever the case."""
    live, gone = project.actors.all(), project.actors.all(retired=True)
    present = {actor.id: actor for actor in (*live, *gone)}
    known, rest = by_guid(bundle.actors, {actor.guid: actor.id for actor in present.values()})
    found = ActorMatches(known)
    called = {name.casefold(): actor for actor in live for name in (*actor.aliases, actor.name)}
    left = {actor.name.casefold(): actor for actor in gone if actor.id not in known.values()}
    twins: dict[tuple[str, bool], str] = {}
    for key, actor in rest:
        name = tidy_name(actor.name, _NOBODY, problems)
        own = (left if actor.retired else called).get(name.casefold())
        twin = twins.setdefault((name.casefold(), actor.retired), key)
        if own is not None:
            known[key] = own.id
        elif twin != key:
            found.fresh[twin] = replace(found.fresh[twin], aliases=(*found.fresh[twin].aliases, *actor.aliases))
        else:
            found.fresh[key] = replace(actor, guid=tidy_guid(key), name=name, role=clean(actor.role).strip())
    named = {actor.guid: actor for actor in reversed(bundle.actors)}
    _complete(found, named, {actor.id: actor for actor in live}, {*called})
    _name(found, named, present, live)
    return found


def _complete(
    found: ActorMatches, named: Mapping[str, BundleActor], live: Mapping[int, Actor], taken: set[str]
) -> None:
    """Aliases that are nobody's yet, and roles that the project's actors lack."""
    taken |= {actor.name.casefold() for actor in found.fresh.values() if not actor.retired}
    for key, actor in found.fresh.items():
        aliases = actor.aliases if actor.retired else _free(actor.aliases, taken)
        found.fresh[key] = replace(actor, aliases=tuple(alias for alias in aliases if clean(alias).strip()))
    for key, row in found.known.items():
        if key in named and row in live:
            actor = named[key]
            names = (plain_name(actor.name, _NOBODY), *actor.aliases)
            found.aliases += [(row, alias) for alias in _free(names, taken)]
            if actor.role.strip() and not live[row].role:
                found.roles[row] = clean(actor.role).strip()


def _free(names: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    free = []
    for name in names:
        plain = plain_name(name, "")
        if plain and plain.casefold() not in taken:
            taken.add(plain.casefold())
            free.append(plain)
    return tuple(free)


def _name(
    found: ActorMatches, named: Mapping[str, BundleActor], present: Mapping[int, Actor], live: Iterable[Actor]
) -> None:
    """Who a value means: the project's actors first, those in the list before those taken out of it."""
    fresh = sorted(found.fresh.values(), key=_retired)
    matched = [(named[key], present[row].guid) for key, row in found.known.items() if key in named]
    for names, guid in (
        *(((actor.name, *actor.aliases), actor.guid) for actor in live),
        *(((actor.name,), guid) for actor, guid in matched),
        *(((actor.name, *actor.aliases), actor.guid) for actor in fresh),
    ):
        for name in names:
            found.guids.setdefault(name.casefold(), guid)


def _retired(actor: BundleActor) -> bool:
    return actor.retired


# Sets.


@dataclass(slots=True)
class SetMatches(Matches[BundleSet]):
    """`grown`: what comes into the project's sets, by row."""

    grown: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)


def match_sets(
    present: Iterable[NamedSet], sets: Sequence[BundleSet], members: Callable[[str], bool], problems: Problems
) -> SetMatches:
    """By GUID, else by name; `members` tells whether a GUID is among what the bundle brings."""
    every = tuple(present)
    known, rest = by_guid(sets, {each.guid: each.id for each in every})
    names = {each.name.casefold(): each.id for each in every}
    found = SetMatches(known)
    first = {each.guid: each for each in reversed(sets)}
    found.grown += [(row, _inside(first[key], members, problems)) for key, row in known.items()]
    fresh: dict[str, str] = {}
    for key, each in rest:
        name = " ".join(tidy_name(each.name, "Unnamed set", problems).split())
        inside = _inside(each, members, problems)
        plain = name.casefold()
        if plain in names:
            known[key] = names[plain]
            found.grown.append((names[plain], inside))
        elif plain in fresh:
            whole = dict.fromkeys((*found.fresh[fresh[plain]].members, *inside))
            found.fresh[fresh[plain]] = replace(found.fresh[fresh[plain]], members=tuple(whole))
        else:
            fresh[plain] = key
            found.fresh[key] = BundleSet(tidy_guid(key), name, inside)
    return found


def _inside(given: BundleSet, members: Callable[[str], bool], problems: Problems) -> tuple[str, ...]:
    """The members that the bundle brings or the project has."""
    inside = tuple(member for member in dict.fromkeys(given.members) if members(member))
    for member in dict.fromkeys(given.members):
        if member not in inside:
            problems.note(NO_MEMBER, f"{quoted(member)} in {quoted(given.name)}")
    return inside
