"""The codebook as a tree: order, paths, families, and the code that a name means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cadrage.core.agreement import CodeGroup
from cadrage.core.model import Code

PATH_SEPARATOR = " > "
_ID_LENGTH = 3  # letters of a suggested short id
_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])


def suggest_short_id(name: str, parent: str, taken: Iterable[str]) -> str:
    """A free short id for a name: its initials or first letters, below the parent's id (`ESC-THR`).

    Empty for a name without letters and digits.
    """
    words = ["".join(filter(str.isalnum, word)).upper() for word in name.replace("-", " ").split()]
    words = [word for word in words if word]
    telling = [word for word in words if word.casefold() not in _SMALL] or words
    if not telling:
        return ""
    initials = "".join(word[0] for word in telling)[:_ID_LENGTH]
    first, whole = telling[0], "".join(telling)
    stem = f"{parent}-" if parent else ""
    used = {each.casefold() for each in taken}
    tried = [first[:_ID_LENGTH]]
    if len(initials) == _ID_LENGTH:
        tried.append(initials)
    tried += [first[:2] + letter for letter in whole[2:]]
    tried += [f"{first[:_ID_LENGTH]}{number}" for number in range(2, len(used) + 3)]
    return next(f"{stem}{each}" for each in tried if f"{stem}{each}".casefold() not in used)


@dataclass(frozen=True, slots=True)
class Node:
    """A code at its place in the tree."""

    code: Code
    depth: int
    path: str


class Codebook:
    """A read-only tree over codes; retired codes are left out unless asked for."""

    def __init__(self, codes: Iterable[Code], *, with_retired: bool = False) -> None:
        kept = [code for code in codes if with_retired or not code.retired]
        self.by_id = {code.id: code for code in kept}
        self._children: dict[int | None, list[Code]] = defaultdict(list)
        for code in kept:
            self._children[self.parent(code)].append(code)
        for siblings in self._children.values():
            siblings.sort(key=lambda code: (code.position, code.id))
        self.nodes = tuple(self._walk(None, 0, ""))

    def parent(self, code: Code) -> int | None:
        """What the code stands under in this tree; none where its parent is missing.

        Two coders' moves, each right by itself, can meet in a circle (by merging, by redoing): it is cut at
        its oldest code, so that none of its codes is lost from view.
        """
        ancestors: list[int] = []
        above = code.parent
        while above in self.by_id and above not in ancestors:
            assert above is not None
            ancestors.append(above)
            above = self.by_id[above].parent
        cut = code.id in ancestors and code.id == min(ancestors)
        return None if cut or code.parent not in self.by_id else code.parent

    def __len__(self) -> int:
        return len(self.nodes)

    def _walk(self, parent: int | None, depth: int, prefix: str) -> Iterator[Node]:
        for code in self._children.get(parent, ()):
            path = f"{prefix}{PATH_SEPARATOR}{code.name}" if prefix else code.name
            yield Node(code, depth, path)
            yield from self._walk(code.id, depth + 1, path)

    @property
    def codes(self) -> tuple[Code, ...]:
        return tuple(node.code for node in self.nodes)

    def children(self, parent: int | None) -> tuple[Code, ...]:
        return tuple(self._children.get(parent, ()))

    def path(self, code: int) -> str:
        return next((node.path for node in self.nodes if node.code.id == code), "")

    def family(self, code: int) -> frozenset[int]:
        """The code with all its sub-codes."""
        members = {code}
        for child in self._children.get(code, ()):
            members |= self.family(child.id)
        return frozenset(members)

    def groups(self, only: Sequence[int] | None = None) -> tuple[CodeGroup, ...]:
        """The rows of a table of codes, in codebook order, sub-codes rolled up into their parents."""
        return tuple(
            CodeGroup(node.code.id, node.code.label, node.path, self.family(node.code.id), node.depth)
            for node in self.nodes
            if only is None or node.code.id in only
        )

    def find(self, name: str) -> Code | None:
        """The code that a short id, a path or a name means; a short id wins over a name."""
        wanted = name.strip().casefold()
        if not wanted:
            return None
        for names in zip(*((node.code.short_id, node.path, node.code.name) for node in self.nodes), strict=True):
            for node, name in zip(self.nodes, names, strict=True):
                if name.casefold() == wanted:
                    return node.code
        return None
