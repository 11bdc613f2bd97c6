"""Codings that come under another code: where the coder's coding is there already, the two become one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from cadrage.core.identity import now
from cadrage.core.model import Subject

if TYPE_CHECKING:
    from cadrage.store.project import Project

_SAME = 'document, owner, round, layer, start, "end"'
Place = tuple[int, int, int, str, int, int]
"""Where a coding stands and whose it is: two codings of one code with the same place say the same twice."""


def listed(numbers: Iterable[int]) -> str:
    """Numbers for an SQL list."""
    return ", ".join(str(int(number)) for number in numbers)


def sort_out(project: Project, which: str, code: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Which codings would move to the code, and which would fold into which one that is there.

    `which` is a condition on codings, made of names and numbers only: there may be too many to list them.
    """
    moving = project.rows(f"SELECT id, {_SAME} FROM coding WHERE {which} AND code <> ? ORDER BY id", (code,))
    documents = listed({document for _, document, *_ in moving})
    present = project.rows(
        f"SELECT id, {_SAME} FROM coding WHERE code = ? AND document IN ({documents}) ORDER BY id", (code,)
    )
    kept: dict[Place, int] = {}
    for row, *place in present:
        kept.setdefault(tuple(place), row)
    moved: list[int] = []
    folded: list[tuple[int, int]] = []
    for row, *place in moving:
        other = kept.setdefault(tuple(place), row)
        if other == row:
            moved.append(row)
        else:
            folded.append((row, other))
    return moved, folded


def take_over(project: Project, which: str, code: int) -> None:
    """Put codings, whoever made them, under the code, inside the caller's change; `which` as in `sort_out`."""
    moved, folded = sort_out(project, which, code)
    moment = now()
    project.write_many("UPDATE coding SET code = ?, modified = ? WHERE id = ?", ((code, moment, row) for row in moved))
    for gone, kept in folded:
        _fold(project, gone, kept)


def _fold(project: Project, gone: int, kept: int) -> None:
    """Everything said about one coding is said about the other, then it goes."""
    found = project.codings.get((gone, kept))
    lost, stays = (next(coding for coding in found if coding.id == row) for row in (gone, kept))
    fold_memos(project, lost.guid, stays.guid)
    other_values = _fold_values(project, gone, kept)
    if other_values:
        memo = project.memos.about(stays.guid, coder=stays.coder)
        code = project.codes.get(lost.code)
        said = f"Folded from {code.label if code else 'another code'}: {'; '.join(other_values)}"
        project.memos.set(Subject.CODING, stays.guid, joined(memo, said), coder=stays.coder)
    if lost.important and not stays.important:
        project.write("UPDATE coding SET important = 1, modified = ? WHERE id = ?", (now(), kept))
    project.write("DELETE FROM coding WHERE id = ?", (gone,))


def _fold_values(project: Project, gone: int, kept: int) -> list[str]:
    """Values that the kept coding lacks become its own; those that it contradicts, in words."""
    project.write(
        "UPDATE coding_value SET coding = ? WHERE coding = ? AND variable NOT IN"
        " (SELECT variable FROM coding_value WHERE coding = ?)",
        (kept, gone, kept),
    )
    rows = project.rows(
        "SELECT coalesce(nullif(variable.label, ''), variable.name), coalesce(actor.name, lost.value)"
        " FROM coding_value AS lost"
        " JOIN coding_value AS stays ON stays.coding = ? AND stays.variable = lost.variable"
        " JOIN variable ON variable.id = lost.variable"
        " LEFT JOIN actor ON variable.kind = 'actor' AND actor.guid = lost.value"
        " WHERE lost.coding = ? AND lost.value <> stays.value"
        " ORDER BY variable.position, variable.id",
        (kept, gone),
    )
    return [f"{name} was “{value}”" for name, value in rows]


def fold_memos(project: Project, gone: str, kept: str) -> None:
    """Every coder's memo on one thing becomes a memo on the other; two of one coder are joined."""
    for row, owner, text in project.rows("SELECT id, owner, text FROM memo WHERE subject_guid = ?", (gone,)):
        present = project.rows("SELECT id, text FROM memo WHERE subject_guid = ? AND owner = ?", (kept, owner))
        if present:
            ((other, words),) = present[:1]
            project.write("DELETE FROM memo WHERE id = ?", (row,))
            whole = joined(words, text)
            if whole != words:
                project.write("UPDATE memo SET text = ?, modified = ? WHERE id = ?", (whole, now(), other))
        else:
            project.write("UPDATE memo SET subject_guid = ? WHERE id = ?", (kept, row))


def joined(first: str, second: str) -> str:
    """Two texts as two paragraphs; one that the other holds already adds nothing."""
    kept: Collection[str] = [text for text in (first.strip(), second.strip()) if text]
    if len(kept) == 2 and second.strip() in first:
        return first
    return "\n\n".join(kept)
