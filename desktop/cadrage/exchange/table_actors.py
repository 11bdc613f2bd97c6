"""Who says what: how often each actor and each code meet in a coding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.model import Variable, VariableKind
from cadrage.exchange.cells import Value
from cadrage.exchange.table_codings import attribute_columns, attributes
from cadrage.exchange.tables import Column, Table

_COLUMNS = (
    Column("variable", "The column of the sheet 'codings' that names the actor, the speaker for example.", 14),
    Column("actor", "Name of the actor.", 28),
    Column("role", "The actor's role, from the list of actors.", 20),
    Column("code_id", "Short id of the code, as in the sheet 'codings'."),
    Column("code", "The code: its short id from the codebook, or its name where it has none.", 14),
    Column("code_path", "The code's name under those of its parents, as A > B.", 36),
    Column("codings", "Number of codings of this code itself with this actor, of all coders.", 8),
    Column("documents", "Number of documents in which there is one.", 10),
    Column("coders", "Number of coders who have one.", 8),
)
_SPEAKER = "speaker"


@dataclass(slots=True)
class _Met:
    """What there is of one actor and one code."""

    codings: int = 0
    documents: set[int] = field(default_factory=set)
    coders: set[int] = field(default_factory=set)


def has_actors(dataset: Dataset) -> bool:
    """Whether any coding names an actor."""
    names = {variable.name for variable in _variables(dataset)}
    return any(name in names and value for (_, name), value in dataset.coding_values.items())


def actors_table(dataset: Dataset) -> Table:
    """By variable, then the actors with most codings first, then codebook order; only what meets has a row."""
    length = sum(len(by_actor) for by_actor in _met(dataset).values())
    about = "One row for each actor and code that meet in a coding; codings that name nobody are not counted."
    return Table("actors_x_codes", about, _COLUMNS, length, lambda: _rows(dataset))


def _variables(dataset: Dataset) -> list[Variable]:
    """Those that name actors; speakers count as such even where they are mere text."""
    return [each for each in attributes(dataset) if each.kind is VariableKind.ACTOR or each.name == _SPEAKER]


def _met(dataset: Dataset) -> dict[str, dict[tuple[str, int], _Met]]:
    """By variable's name, then by actor and code."""
    found: dict[str, dict[tuple[str, int], _Met]] = {each.name: defaultdict(_Met) for each in _variables(dataset)}
    for coding in dataset.codings:
        for name, by_actor in found.items():
            actor = dataset.coding_values.get((coding.id, name))
            if actor:
                met = by_actor[actor, coding.code]
                met.codings += 1
                met.documents.add(coding.document)
                met.coders.add(coding.coder)
    return found


def _rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    nodes = {node.code.id: node for node in Codebook(dataset.codes, with_retired=True).nodes}
    order = {code: place for place, code in enumerate(nodes)}
    short = dataset.named(code.guid for code in dataset.codes)
    roles = {actor.name: actor.role for actor in reversed(dataset.actors)}
    columns = attribute_columns(dataset)
    for variable, by_actor in _met(dataset).items():
        often = _often(by_actor)
        for actor, code in sorted(by_actor, key=lambda pair: (-often[pair[0]], pair[0], order[pair[1]])):
            met, node = by_actor[actor, code], nodes[code]
            yield (
                columns[variable].name,
                actor,
                roles.get(actor) or None,
                short[node.code.guid],
                node.code.label,
                node.path,
                met.codings,
                len(met.documents),
                len(met.coders),
            )


def _often(by_actor: Mapping[tuple[str, int], _Met]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (actor, _), met in by_actor.items():
        found[actor] += met.codings
    return found
