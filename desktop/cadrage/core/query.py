"""The query language of the search through the corpus: words, “phrases”, prefixes*, AND, OR, NOT; all else is literal.

Words beside each other must all be there. AND does the same; OR separates alternatives and binds weaker than AND;
NOT takes away the texts that have the word behind it. An operator that has nothing to work on is an ordinary word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cadrage.core.errors import UserError
from cadrage.core.text import clean

LONGEST = 4_000  # characters of a query
QUOTES = '"“”„‟«»'
_OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase to be found; with `prefix` its last word may go on."""

    text: str
    prefix: bool = False

    @property
    def bare(self) -> bool:
        """Whether it has neither letter nor digit nor sign: punctuation alone."""
        return not any(is_letter(sign) or is_symbol(sign) for sign in self.text)


@dataclass(frozen=True, slots=True)
class Clause:
    """One alternative: all of `wanted` and none of `unwanted` must be in a text. `wanted` is never empty."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives; none where there is nothing to look for."""

    clauses: tuple[Clause, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """What hits consist of, each once."""
        return tuple(dict.fromkeys(term for clause in self.clauses for term in clause.wanted))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A term, or an operator's name in `operator` with the word that it would be else."""

    term: Term
    operator: str = ""


def parse(words: str) -> Query:
    """Any text is a query. Raises UserError where it is too long to be meant as one."""
    words = clean(words)
    if len(words) > LONGEST:
        raise UserError(
            f"This query has {len(words):,} characters, and at most {LONGEST:,} can be searched for."
            " Search for a part of it."
        )
    pieces = list(_pieces(words))
    if any(not piece.term.bare for piece in pieces):
        pieces = [piece for piece in pieces if not piece.term.bare]
    alternatives = _split_at_or(pieces)
    return Query(tuple(dict.fromkeys(_clause(alternative) for alternative in alternatives)))


def is_letter(sign: str) -> bool:
    """Letters and digits of any script: what words are made of."""
    return sign.isalnum()


def is_symbol(sign: str) -> bool:
    """Signs that are looked for as they stand: emoji, currencies, + = < > | ~ and % & # @ §; not punctuation."""
    return sign in "%‰&#@§" or unicodedata.category(sign)[0] == "S"


def _pieces(words: str) -> Iterator[_Piece]:
    place = 0
    while place < len(words):
        if words[place].isspace():
            place += 1
            continue
        end = _closing(words, place)
        if end is not None:
            text, after = words[place + 1 : end], end + 1
            starred = words[after : after + 1] == "*"
            place = after + starred
            if text.strip():
                yield _Piece(_term(text, starred=starred))
            continue
        end = place
        while end < len(words) and not words[end].isspace():
            end += 1
        word = words[place:end]
        place = end
        bare = word.rstrip("*")
        yield _Piece(_term(bare or word, starred=bool(bare) and bare != word), word if word in _OPERATORS else "")


def _closing(words: str, place: int) -> int | None:
    """Where the phrase that opens here closes; None where none does: a single mark is a character like others."""
    if words[place] not in QUOTES:
        return None
    found = (position for position in range(place + 1, len(words)) if words[position] in QUOTES)
    return next(found, None)


def _term(text: str, *, starred: bool) -> Term:
    text = text.strip()
    return Term(text, prefix=starred and is_letter(text[-1]))


def _split_at_or(pieces: list[_Piece]) -> list[list[_Piece]]:
    """The alternatives, none empty: an OR at an end, or behind another one, is a word."""
    found: list[list[_Piece]] = [[]]
    for place, piece in enumerate(pieces):
        if piece.operator == "OR" and found[-1] and place + 1 < len(pieces):
            found.append([])
        else:
            found[-1].append(replace(piece, operator="") if piece.operator == "OR" else piece)
    return [alternative for alternative in found if alternative]


def _clause(pieces: list[_Piece]) -> Clause:
    """NOT works where something else is wanted and a term stands behind it; AND where it stands between two."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    last, place = len(pieces) - 1, 0
    while place <= last:
        piece = pieces[place]
        if piece.operator == "NOT" and place < last:
            place += 1
            unwanted.append(pieces[place].term)
        elif piece.operator != "AND" or place in (0, last):
            wanted.append(piece.term)
        place += 1
    if not wanted:
        return Clause(_each_once(piece.term for piece in pieces))
    return Clause(_each_once(wanted), _each_once(unwanted))


def _each_once(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(terms))
