"""Which quotations stand for a code: important ones first, then from many outlets, documents and coders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cadrage.core.model import Span

LONGEST = 1_200
"""Characters of a quotation that is printed whole."""

TELLING = 25
"""Fewer characters say little by themselves."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage under one code: the codings that say so, by id, and whose they are."""

    document: int
    span: Span
    codings: tuple[int, ...]
    coders: tuple[int, ...]
    outlet: str = ""
    important: bool = False


def together(passages: Iterable[Passage]) -> list[Passage]:
    """In their order, those on the same words as one."""
    found: dict[tuple[int, Span], Passage] = {}
    for each in passages:
        key = (each.document, each.span)
        first = found.get(key)
        if first is None:
            found[key] = each
            continue
        found[key] = replace(
            first,
            codings=first.codings + each.codings,
            coders=tuple(dict.fromkeys(first.coders + each.coders)),
            important=first.important or each.important,
        )
    return list(found.values())


def chosen(passages: Iterable[Passage], most: int) -> list[Passage]:
    """At most so many, the most telling first; the same ones each time.

    Important ones come first, then those that are neither too short nor too long to be quoted. Of equal claims it is
    the one from an outlet, a document and a coder that is not yet there; then the one that more coders agree on, and
    that comes first.
    """
    left = together(passages)
    seen: Counter[tuple[str, object]] = Counter()
    found: list[Passage] = []

    def claim(each: Passage) -> tuple[int, ...]:
        fit = TELLING <= len(each.span) <= LONGEST
        return (
            not each.important,
            not fit,
            seen["outlet", each.outlet],
            seen["document", each.document],
            min((seen["coder", coder] for coder in each.coders), default=0),
            -len(each.codings),
        )

    while left and len(found) < most:
        best = min(left, key=claim)
        left.remove(best)
        found.append(best)
        seen["outlet", best.outlet] += 1
        seen["document", best.document] += 1
        seen.update(("coder", coder) for coder in best.coders)
    return found


def bounded(words: str) -> tuple[str, bool]:
    """The words, or their beginning up to the end of a word, and whether that is not all."""
    if len(words) <= LONGEST:
        return words, False
    head = words[:LONGEST]
    end = max(head.rfind(" "), head.rfind("\n"))
    return (head[:end] if end > LONGEST // 2 else head), True
