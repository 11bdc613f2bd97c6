"""A dimension as categories, and where each coding and each document stands among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cadrage.core.codebook import PATH_SEPARATOR, Codebook
from cadrage.core.model import Coder, Variable, VariableKind
from cadrage.core.results_question import Category, Dimension, Kind
from cadrage.core.time_bins import Undated, between, category, placed, undated
from cadrage.core.variables import CHOSEN
from cadrage.results.material import Material

NOWHERE = -1
Reader = tuple[int, int | None]
"""A document with a coder who worked on it; None where nobody did, or where coders do not matter."""


@dataclass(frozen=True, slots=True)
class Axis:
    """`of_coding`: the category of each coding, in their order, or several where a code stands for others, too;
    `of_reader`: of each document as a coder has read it, NOWHERE for what only codings have."""

    dimension: Dimension
    name: str
    categories: tuple[Category, ...]
    of_coding: Sequence[int] = ()
    of_reader: Sequence[int] = ()
    several: Sequence[tuple[int, ...]] = ()


def readers(material: Material) -> list[Reader]:
    """Every document once for each coder who worked on it, or once, where no dimension tells coders apart."""
    apart = (Kind.CODER, Kind.JUDGEMENT)
    if not any(each.kind in apart for each in material.question.dimensions):
        return [(document.id, None) for document in material.documents]
    by_document: dict[int, list[int]] = {}
    for number, coder in sorted(material.worked):
        by_document.setdefault(number, []).append(coder)
    found: list[Reader] = []
    for document in material.documents:
        found += [(document.id, coder) for coder in by_document.get(document.id, (None,))]
    return found


def axis(material: Material, dimension: Dimension, read: Sequence[Reader]) -> Axis:
    """The dimension for this material; `read` as `readers` gives it."""
    made: Callable[[Material, Dimension, Sequence[Reader]], Axis] = {
        Kind.CODE: _codes,
        Kind.FAMILY: _families,
        Kind.DOCUMENT: _documents,
        Kind.FACT: _facts,
        Kind.TIME: _time,
        Kind.JUDGEMENT: _judgements,
        Kind.ATTRIBUTE: _attributes,
        Kind.CODER: _coders,
        Kind.ROUND: _rounds,
    }[dimension.kind]
    return made(material, dimension, read)


# Codes.


def _codes(material: Material, dimension: Dimension, _: Sequence[Reader]) -> Axis:
    book = Codebook(material.codes, with_retired=True)
    used = {row[2] for row in material.codings}
    shown = [node for node in book.nodes if _is_shown(material, node.code.id, used, book)]
    at = {node.code.id: place for place, node in enumerate(shown)}
    categories = tuple(_code(book, node.code.id, node.path, node.depth) for node in shown)
    rolled = material.question.rolled
    places = {code: tuple(at[each] for each in (_up(book, code) if rolled else (code,)) if each in at) for code in used}
    return Axis(dimension, "Code", categories, several=[places[row[2]] for row in material.codings])


def _is_shown(material: Material, code: int, used: set[int], book: Codebook) -> bool:
    """Codes of the codebook, and retired ones that are, or whose sub-codes are, on something."""
    if material.chosen is not None and code not in material.chosen:
        return False
    return not book.by_id[code].retired or not book.family(code).isdisjoint(used)


def _code(book: Codebook, code: int, path: str, depth: int) -> Category:
    found = book.by_id[code]
    names = tuple(path.split(PATH_SEPARATOR))
    return Category(found.guid, found.name, code, names, depth, found.colour)


def _up(book: Codebook, code: int) -> list[int]:
    """The code and those above it, from itself to the top."""
    found: list[int] = []
    above: int | None = code
    while above is not None and above in book.by_id:
        found.append(above)
        above = book.parent(book.by_id[above])
    return found


def _families(material: Material, dimension: Dimension, _: Sequence[Reader]) -> Axis:
    book = Codebook(material.codes, with_retired=True)
    used = {row[2] for row in material.codings}
    top = {code: _up(book, code)[-1] for code in book.by_id}
    wanted = {top[code] for code in book.by_id if _is_shown(material, code, used, book)}
    shown = [node for node in book.nodes if node.code.id in wanted]
    at = {node.code.id: place for place, node in enumerate(shown)}
    categories = tuple(_code(book, node.code.id, node.path, 0) for node in shown)
    return Axis(dimension, "Code family", categories, [at[top[row[2]]] for row in material.codings])


# What documents say.


def _documents(material: Material, dimension: Dimension, read: Sequence[Reader]) -> Axis:
    numbers = [document.id for document in material.documents]
    every = tuple(Category(each.guid, each.title, each.id) for each in material.documents)
    weights = Counter(dict.fromkeys(range(len(every)), 0))
    place = {number: at for at, number in enumerate(numbers)}
    weights.update(place[document] for document in {(row[1]) for row in material.codings})
    categories, moved = _most(every, weights, dimension.most, "documents")
    of = {number: moved[at] for number, at in place.items()}
    return _by_document(Axis(dimension, "Document", categories), material, read, of)


def _facts(material: Material, dimension: Dimension, read: Sequence[Reader]) -> Axis:
    variable, said = material.variables[dimension], material.facts[dimension]
    values = [said.get(document.id, "") for document in material.documents]
    categories, at = _values(dimension, variable, values)
    of = {document.id: at[value] for document, value in zip(material.documents, values, strict=True)}
    return _by_document(Axis(dimension, _name(variable), categories), material, read, of)


def _time(material: Material, dimension: Dimension, read: Sequence[Reader]) -> Axis:
    variable, said, length = material.variables[dimension], material.facts[dimension], dimension.bin
    assert length is not None
    found = {document.id: placed(said.get(document.id, ""), length) for document in material.documents}
    starts = between((each for each in found.values() if isinstance(each, date)), length)
    reasons = [why for why in Undated if why in found.values()]
    order: list[date | Undated] = [*starts, *reasons]
    at = {each: place for place, each in enumerate(order)}
    categories = (*(category(start, length) for start in starts), *(undated(why, length) for why in reasons))
    of = {document: at[each] for document, each in found.items()}
    name = f"{str(length).capitalize()} of {_name(variable)}"
    return _by_document(Axis(dimension, name, categories), material, read, of)


def _by_document(found: Axis, material: Material, read: Sequence[Reader], of: Mapping[int, int]) -> Axis:
    return replace(
        found,
        of_coding=[of[row[1]] for row in material.codings],
        of_reader=[of[document] for document, _ in read],
    )


def _judgements(material: Material, dimension: Dimension, read: Sequence[Reader]) -> Axis:
    variable, said = material.variables[dimension], material.judgements[dimension]
    mine = [said.get((document, coder), "") if coder is not None else "" for document, coder in read]
    theirs = [said.get((row[1], row[3]), "") for row in material.codings]
    categories, at = _values(dimension, variable, mine, theirs)
    return Axis(dimension, _name(variable), categories, [at[value] for value in theirs], [at[value] for value in mine])


def _attributes(material: Material, dimension: Dimension, _: Sequence[Reader]) -> Axis:
    variable, said = material.variables[dimension], material.attributes[dimension]
    values = [said.get(row[0], "") for row in material.codings]
    categories, at = _values(dimension, variable, values)
    return Axis(dimension, _name(variable), categories, [at[value] for value in values])


# Who and when it was coded.


def _coders(material: Material, dimension: Dimension, read: Sequence[Reader]) -> Axis:
    worked = {coder for _, coder in material.worked}
    shown = sorted((each for each in material.coders if each.id in worked), key=_by_name)
    every = tuple(Category(each.guid, each.name, each.id, colour=each.colour) for each in shown)
    place = {coder.id: at for at, coder in enumerate(shown)}
    of_coding = [place[row[3]] for row in material.codings]
    categories, moved = _most(every, Counter(of_coding), dimension.most, "coders")
    of_reader = [moved[place[coder]] if coder is not None else NOWHERE for _, coder in read]
    return Axis(dimension, "Coder", categories, [moved[at] for at in of_coding], of_reader)


def _by_name(coder: Coder) -> tuple[str, int]:
    return coder.name.casefold(), coder.id


def _rounds(material: Material, dimension: Dimension, _: Sequence[Reader]) -> Axis:
    used = {row[4] for row in material.codings}
    shown = [each for each in material.rounds if each.id in used]
    at = {each.id: place for place, each in enumerate(shown)}
    categories = tuple(Category(each.guid, each.name, each.id) for each in shown)
    return Axis(dimension, "Round", categories, [at[row[4]] for row in material.codings])


# Values.


def _name(variable: Variable) -> str:
    return variable.label or variable.name


def _values(
    dimension: Dimension, variable: Variable, values: Iterable[str], more: Iterable[str] = ()
) -> tuple[tuple[Category, ...], dict[str, int]]:
    """The categories, and where each value stands: listed choices first, then others in order, what has none last."""
    weights = Counter(values)
    weights.update({value: 0 for value in more if value not in weights})
    missing = weights.pop("", None) is not None or "" in set(more)
    listed = {choice.value: choice.label or choice.value for choice in variable.choices}
    chosen = [value for value in listed if variable.kind in CHOSEN]
    order = [*chosen, *sorted((each for each in weights if each not in chosen), key=_ordered(variable.kind))]
    every = tuple(Category(value, listed.get(value, value)) for value in order)
    kept, moved = _most(
        every, Counter({at: weights[value] for at, value in enumerate(order)}), dimension.most, "values"
    )
    places = {value: moved[at] for at, value in enumerate(order)}
    if not missing:
        return kept, places
    return (*kept, Category("", "(no value)", missing=True)), {**places, "": len(kept)}


def _ordered(kind: VariableKind) -> Callable[[str], tuple[bool, float, str, str]]:
    """Numbers by size, all else by letters."""

    def key(value: str) -> tuple[bool, float, str, str]:
        size = _number(value) if kind in (VariableKind.NUMBER, VariableKind.ORDINAL) else None
        return size is None, size or 0.0, value.casefold(), value

    return key


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _most(
    every: tuple[Category, ...], weights: Mapping[int, int], most: int, noun: str
) -> tuple[tuple[Category, ...], list[int]]:
    """The categories with those beyond the `most` heaviest put together, and where each of them has gone."""
    if not most or len(every) <= most + 1:
        return every, list(range(len(every)))
    heaviest = sorted(range(len(every)), key=lambda at: (-weights.get(at, 0), at))[:most]
    kept = sorted(heaviest)
    places = {at: place for place, at in enumerate(kept)}
    rest = Category("(other)", f"({len(every) - most} other {noun})", other=True)
    return (*(every[at] for at in kept), rest), [places.get(at, most) for at in range(len(every))]
