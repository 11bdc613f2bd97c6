"""Where quotation marks open and close, whatever marks a text uses, and where lines of dialogue begin with a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cadrage.core.text import trimmed

_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"[“”\"«»„‟‘’‚'‹›「」『』]")
_CLOSES = {"“": "”", "„": "“”", "‟": "”", "‘": "’", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"',
           "'": "'", "”": "”", "「": "」", "『": "』"}  # fmt: skip
_OPENING_BEFORE = frozenset(" \t\u00a0\u202f([{–—-/:")
_SINGLE = "‘’‚'"
_SINGLE_CLOSE = re.compile(r"(?<=\S)[’'](?!\w)")
_SINGLE_OPEN = re.compile(r"(?<!\w)[‘'](?=\w)")
_SOON = 600  # characters in which a single mark must close: at the beginning of a word it may be an apostrophe


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation with its marks from `start` to `end`, and the words inside without white space at their edges."""

    start: int
    end: int
    words_start: int
    words_end: int


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    parts: int = 1


def marked(text: str) -> list[Marked]:
    """Outermost quotations in order. One that goes on in the next paragraph repeats its opening mark there."""
    found: list[Marked] = []
    going_on: _Open | None = None
    for line in _LINE.finditer(text):
        content = line.group()
        if not content.strip():
            continue
        stack: list[_Open] = []
        at = line.start()
        if going_on is not None:
            lead = len(content) - len(content.lstrip())
            if content[lead] in (going_on.mark, _CLOSES[going_on.mark][0]) and going_on.parts < 40:
                stack, at = [_Open(going_on.mark, going_on.start, going_on.parts + 1)], at + lead + 1
        found.extend(_in_line(text, at, line.end(), stack))
        # Only the first mark on the line that is still open can go on: one within it ended with its paragraph.
        going_on = stack[0] if stack and stack[0].mark not in _SINGLE else None
    return found


def _in_line(text: str, start: int, end: int, stack: list[_Open]) -> Iterator[Marked]:
    closes = _Closes(text, end)
    for sign in _MARK.finditer(text, start, end):
        place, mark = sign.start(), sign.group()
        before = text[place - 1] if place > start else " "
        after = text[place + 1] if place + 1 < end else " "
        if mark in "'’" and before.isalnum() and after.isalnum():
            continue  # don’t
        if mark in "'’" and before in "sxz" and after == " " and closes.again(place):
            continue  # the workers’ day, where the quotation closes later
        depth = _closed_by(stack, mark, before, after)
        if depth is not None:
            closed = stack[depth]
            del stack[depth:]
            if not stack and (inner := trimmed(text, closed.start + 1, place)):
                yield Marked(closed.start, place + 1, *inner)
        elif _opens(stack, mark, before, after, closes, place):
            stack.append(_Open(mark, place))


class _Closes:
    """Where in a line single marks can close: behind a character, before none of a word."""

    def __init__(self, text: str, end: int) -> None:
        self._text, self._end = text, end
        self._next = -1

    def after(self, place: int) -> int:
        """The next one behind a place, far away where there is none."""
        if self._next <= place:
            found = _SINGLE_CLOSE.search(self._text, place + 1, self._end)
            self._next = found.start() if found else len(self._text) + _SOON
        return self._next

    def soon(self, place: int) -> bool:
        return self.after(place) - place < _SOON

    def again(self, place: int) -> bool:
        """Whether another closes before the next opens."""
        following = self.after(place)
        return following - place < _SOON and not _SINGLE_OPEN.search(self._text, place + 1, following)


def _closed_by(stack: list[_Open], mark: str, before: str, after: str) -> int | None:
    """The place in the stack of what the mark closes; what was opened within it and not closed ends there too."""
    if mark in "'’" and after.isalnum():
        return None
    if mark == '"' and before in _OPENING_BEFORE and after.isalnum():
        return None
    for depth in range(len(stack) - 1, max(len(stack) - 5, -1), -1):
        if mark in _CLOSES[stack[depth].mark]:
            return depth
    return None


def _opens(stack: list[_Open], mark: str, before: str, after: str, closes: _Closes, place: int) -> bool:
    if len(stack) > 8 or mark in "’」』":
        return False
    free = before in _OPENING_BEFORE or before in "“„«‘‚\"'¿¡‹›»"
    if mark in "'‘":
        return free and after.isalnum() and closes.soon(place)
    if mark in '"”»›':
        return free and not after.isspace()
    return True


_DASH_LINE = re.compile(r"^[ \t]*[—–―-][ \u00a0]?(?=[\w¿¡«“\"…])", re.MULTILINE)
_INCISE = re.compile(r"[,.!?…][ \u00a0][—–―-][ \u00a0]?|[ \u00a0][—–―](?=\w)|[,.!?…]?[ \u00a0][—–―-][ \u00a0]")


def dialogue(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Lines that begin with a dash and have another: (start, end) of the words before it, then of what comes behind
    it up to the next dash or the end of the line."""
    for begin in _DASH_LINE.finditer(text):
        end = text.find("\n", begin.end())
        end = len(text) if end < 0 else end
        first = _INCISE.search(text, begin.end(), end)
        if first is not None:
            again = _INCISE.search(text, first.end(), end)
            stop = again.start() + 1 if again and again.group()[0] in ",.!?…" else again.start() if again else end
            head = first.start() + (1 if first.group()[0] in ",.!?…" else 0)
            yield begin.end(), head, first.end(), stop
