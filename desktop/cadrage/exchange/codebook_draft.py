"""From the codes in a file to a codebook that holds together: parents found, nothing named twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cadrage.core.codebook import PATH_SEPARATOR
from cadrage.core.errors import UserError
from cadrage.core.model import CodebookDraft, CodeDraft, VariableDraft

_COLOUR = re.compile("#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as it stands in a file, with the place of its parent among the entries."""

    code: CodeDraft
    parent: int | None


def assemble(
    title: str, entries: Sequence[Entry], variables: Iterable[VariableDraft] = (), notes: str = ""
) -> CodebookDraft:
    """The codebook, parents before their children, siblings in the order of the file.

    Raises UserError, with the names, for codes without name, circles, names or short ids given twice,
    and colours that are none.
    """
    if not entries:
        raise UserError("The file contains no codes. Check that it is a codebook.")
    _check_names(entries)
    order = list(_in_order(entries))
    if len(order) < len(entries):
        raise UserError(f"These codes are each other's parents: {_circle(entries)}. Give one of them another.")
    labels = _labels(entries)
    codes = []
    for place in order:
        code, parent = entries[place].code, entries[place].parent
        codes.append(
            replace(
                code,
                short_id=labels[place],
                colour=_colour(code),
                parent="" if parent is None else labels[parent] or entries[parent].code.name,
            )
        )
    return CodebookDraft(title, tuple(codes), tuple(variables), notes)


def find_parent(codes: Sequence[CodeDraft], wanted: str, paths: Sequence[str] = ()) -> int:
    """The place of the code that a short id, a path or a name means, in this order of preference.

    Raises UserError where there is none, or more than one of the name.
    """
    key = wanted.strip().casefold()
    for names in ([code.short_id for code in codes], paths, [code.name for code in codes]):
        places = [place for place, name in enumerate(names) if name.strip().casefold() == key]
        if len(places) > 1:
            raise UserError(f"The parent '{wanted}' is the name of two codes. Name it by its short id.")
        if places:
            return places[0]
    raise UserError(f"The parent '{wanted}' is not in the codebook. Add it, or correct the name.")


def _check_names(entries: Sequence[Entry]) -> None:
    for place, entry in enumerate(entries, 1):
        if not entry.code.name.strip():
            raise UserError(f"Code number {place} of the codebook has no name. Give it one.")
    ids = Counter(entry.code.short_id.casefold() for entry in entries if entry.code.short_id)
    twice = [entry.code.short_id for entry in entries if ids[entry.code.short_id.casefold()] > 1]
    if twice:
        raise UserError(f"These short ids are given twice: {_listed(twice)}. Change one of each.")
    names = Counter((entry.parent, entry.code.name.strip().casefold()) for entry in entries)
    twice = [entry.code.name for entry in entries if names[entry.parent, entry.code.name.strip().casefold()] > 1]
    if twice:
        raise UserError(
            f"These codes stand twice under the same parent: {_listed(twice)}. Rename or remove one of each."
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in dict.fromkeys(names))


def _in_order(entries: Sequence[Entry]) -> Iterator[int]:
    """The places of all entries that hang, at whatever depth, on one without a parent."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        children[entry.parent].append(place)
    waiting = children[None][::-1]
    while waiting:
        place = waiting.pop()
        yield place
        waiting.extend(reversed(children[place]))


def _circle(entries: Sequence[Entry]) -> str:
    reached = set(_in_order(entries))
    place: int | None = next(place for place in range(len(entries)) if place not in reached)
    walked: list[int] = []
    while place is not None and place not in walked:
        walked.append(place)
        place = entries[place].parent
    circle = walked[walked.index(place) :] if place is not None else walked
    return PATH_SEPARATOR.join(entries[place].code.name for place in reversed(circle))


def _labels(entries: Sequence[Entry]) -> list[str]:
    """Each entry's short id; a parent whose name alone would not say which code is meant gets one."""
    parents = {entry.parent for entry in entries}
    used = {entry.code.short_id.casefold() for entry in entries if entry.code.short_id}
    names = Counter(entry.code.name.strip().casefold() for entry in entries)
    labels = []
    for place, entry in enumerate(entries):
        label, name = entry.code.short_id, entry.code.name.strip().casefold()
        if not label and place in parents and (names[name] > 1 or name in used):
            number = next(n for n in range(1, len(entries) + 2) if f"c{n}" not in used)
            label = f"C{number}"
            used.add(label.casefold())
        labels.append(label)
    return labels


def _colour(code: CodeDraft) -> str:
    text = code.colour.strip()
    if not text:
        return ""
    found = _COLOUR.fullmatch(text)
    if not found:
        raise UserError(f"The colour '{text}' of the code '{code.name}' is not of the form #RRGGBB. Correct it.")
    digits = found[1].upper()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
