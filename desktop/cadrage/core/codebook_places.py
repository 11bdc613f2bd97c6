"""Where the codes of an edited codebook stand: parents by whatever names them, and the order of siblings."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from cadrage.core.cell_likeness import normal, same_words
from cadrage.core.codebook import PATH_SEPARATOR
from cadrage.core.codebook_edits import EditedBook, EditedCode, as_row
from cadrage.core.codebook_matching import PresentCode
from cadrage.core.errors import UserError

_WORD = re.compile(r"[^\W_]+")
_MANY = 3  # codes out of their order: more than a person moves unless it is meant


class Places:
    """Codes of the project by id, new ones of the file as rows (`as_row`), by every name that they go by.

    Ids and short ids of the file come first, then paths, then what the project calls them, then bare names.
    """

    def __init__(
        self, book: EditedBook, present: Mapping[int, PresentCode], parents: Mapping[int, int | None], of: Sequence[int]
    ) -> None:
        self._book, self._present, self._parents, self._of = book, present, parents, of
        self.odd_paths: list[str] = []
        active = [each for each in present.values() if not each.code.retired]
        rows = list(zip(of, book.codes, strict=True))
        self._tables = (
            _table((node, each) for node, row in rows for each in row.ids),
            _table((node, row.short_id) for node, row in rows),
            _table((node, row.path or "") for node, row in rows),
            _table((each.code.id, each.code.short_id) for each in active),
            _table((each.code.id, each.path) for each in active),
            _table((node, row.name) for node, row in rows),
            _table((each.code.id, each.code.name) for each in active),
        )

    def find(self, wanted: str, within: str = "") -> int | None:
        """The code that a short id, path, name or id means; of several, the one whose path is `within`."""
        key, path = _key(wanted), _key(within)
        for table in self._tables:
            nodes = table.get(key, ())
            if len(nodes) > 1 and path:
                nodes = [node for node in nodes if path in self._paths(node)] or nodes
            if len(nodes) > 1:
                raise UserError(
                    f"“{wanted}” is the name of {len(nodes)} codes. Name the one by its short id or its path."
                )
            if nodes:
                return nodes[0]
        return None

    def parent(self, row: int) -> int | None:
        """What the row's code stands under now; None for the top. Raises UserError, naming row and cell."""
        edited, node = self._book.codes[row], self._of[row]
        present = self._present.get(node)
        above = _above(edited)
        if present is None:
            wanted = edited.parent or above
            return self._named(edited, "Parent", wanted, above) if wanted else None
        kept = self._parents[node]
        if present.as_orphan is not None and edited.path is not None and same_words(present.as_orphan, edited.path):
            return kept
        if edited.parent is not None and not same_words(present.parent, edited.parent):
            return self._named(edited, "Parent", edited.parent, above) if edited.parent.strip() else None
        if edited.path is None or same_words(present.path, edited.path):
            return kept
        if _key(above) == _key(present.path.removesuffix(present.code.name).removesuffix(PATH_SEPARATOR)):
            return kept
        if edited.parent is None:
            return self._named(edited, "Code path", above, "") if above else None
        # Both columns speak: Parent counts, since paths are seldom kept up with it.
        self.odd_paths.append(edited.place)
        return kept

    def _named(self, edited: EditedCode, column: str, wanted: str, within: str) -> int:
        try:
            found = self.find(wanted, within)
        except UserError as error:
            raise UserError(f"{edited.place}, column {column}: {error}") from None
        if found is None:
            raise UserError(
                f"{edited.place}, column {column}: “{wanted}” is no code of the file or the project. "
                "Correct it, or add the code in a row of its own."
            )
        return found

    def target(self, row: int) -> int:
        """What the row's code is to be merged into."""
        edited = self._book.codes[row]
        found = self._named(edited, "Merge into", edited.merge_into, "")
        if found == self._of[row]:
            raise UserError(
                f"{edited.place}, column Merge into: a code cannot be merged into itself. Name another one."
            )
        return found

    def _paths(self, node: int) -> set[str]:
        present = self._present.get(node)
        row = self._book.codes[as_row(node)] if node < 0 else None
        found = {_key(present.path)} if present else set()
        return found | ({_key(row.path)} if row and row.path else set())


def _table(names: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for node, name in names:
        key = _key(name)
        if key and node not in found[key]:
            found[key].append(node)
    return found


def _above(edited: EditedCode) -> str:
    """The path of the parent, as the column Code path has it; names may hold the separator."""
    path = (edited.path or "").strip()
    tail = f"{PATH_SEPARATOR}{edited.name}"
    if path == edited.name.strip():
        return ""
    return path.removesuffix(tail) if path.endswith(tail) else path.rpartition(PATH_SEPARATOR)[0]


def _key(text: str) -> str:
    return normal(text).casefold()


def displaced(order: Sequence[int]) -> int:
    """How many of the places would have to move for the rest to be in ascending order."""
    tails: list[int] = []
    for place in order:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(order) - len(tails)


def looks_sorted(book: EditedBook, project_order: Sequence[int], parents: Mapping[int, int | None], moved: int) -> bool:
    """Whether the rows stand as after sorting or shuffling the table, rather than as somebody ordered the codes.

    `project_order`: the rows of known codes as the project has them; `parents`: by row, the row above it;
    `moved`: how many codes would be out of their order.
    """
    scattered = _scattered(sorted(project_order), parents)
    if moved >= _MANY and scattered:
        return True
    return (moved >= _MANY or scattered) and any(
        _ascending([cells[row] for row in sorted(project_order)])
        and not _ascending([cells[row] for row in project_order])
        for cells in book.columns.values()
    )


def _scattered(rows: Sequence[int], parents: Mapping[int, int | None]) -> bool:
    """Whether a code stands before its parent, or away from its family."""
    listed = set(rows)
    open_rows: list[int] = []
    for row in rows:
        above = parents.get(row)
        if above not in listed:
            above = None
        while open_rows and open_rows[-1] != above:
            open_rows.pop()
        if above is not None and not open_rows:
            return True
        open_rows.append(row)
    return False


def _ascending(cells: Iterable[str]) -> bool:
    """Ascending or descending, with at least two values, as spreadsheet programs sort: numbers, then words."""
    keys = [_sort_key(cell) for cell in cells if cell]
    pairs = list(pairwise(keys))
    return len(set(keys)) > 1 and (all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs))


def _sort_key(cell: str) -> tuple[float, str]:
    try:
        return float(cell), ""
    except ValueError:
        plain = unicodedata.normalize("NFKD", cell.casefold())
        return float("inf"), "".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))
