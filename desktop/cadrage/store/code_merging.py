"""Work on the codebook that coders' work follows: merging codes into one, and splitting one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadrage.core.codebook import Codebook
from cadrage.core.errors import UserError
from cadrage.core.model import Code
from cadrage.store.coding_folding import fold_memos, joined, listed, sort_out, take_over

if TYPE_CHECKING:
    from cadrage.store.project import Project

_TEXTS = ("brief", "definition", "when_to_use", "when_not")


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging one code into another would bring: codings that come, those of them that fold into one
    that is on the same words already, examples, and sub-codes."""

    codings: int
    folded: int
    examples: int
    children: int


def outlook(project: Project, code: int, into: int, coders: Iterable[int]) -> Merging:
    """What `merge` would do, as far as these coders' codings go."""
    moved, folded = sort_out(project, f"code = {int(code)} AND owner IN ({listed(coders)})", into)
    children = [child for child in project.codes.codebook().children(code) if child.id != into]
    return Merging(len(moved) + len(folded), len(folded), len(project.codes.examples((code,))), len(children))


def merge(project: Project, codes: Iterable[int], into: int) -> None:
    """Make one code of several, as one change of the codebook: what every coder did with them follows.

    A coder's two codings on the same words of a round become one, with what was said about both. Examples,
    sub-codes and memos follow; a text, key or rule that the kept code lacks is taken over. A merged code that
    a coder had used is retired, with a line on where it went; an unused one goes.
    """
    kept = _present(project, into)
    merged = [_present(project, code) for code in dict.fromkeys(codes) if code != into]
    if not merged:
        raise UserError("A code cannot be merged with itself. Choose another one.")
    what = merged[0].label if len(merged) == 1 else f"{len(merged)} codes"
    with project.change(f"Merge {what} into {kept.label}"):
        for code in merged:
            _merge(project, code, _present(project, into))


def split(
    project: Project, code: int, codings: Iterable[int], name: str, *, short_id: str = "", below: bool = False
) -> Code:
    """A new code beside (or `below`) the code, and the present coder's chosen codings under it.

    Which of a coder's codings belong to the new code is that coder's own judgement, so others' stay.
    """
    whole = _present(project, code)
    chosen = tuple(dict.fromkeys(codings))
    if not chosen:
        raise UserError("Choose the codings that the new code shall have.")
    if any(coding.code != code for coding in project.codings.own(chosen)):
        raise UserError(f"One of the chosen codings is no longer under “{whole.label}”. Choose anew.")
    parent = whole.id if below else project.codes.codebook().parent(whole)
    with project.change(f"Split {whole.label}"):
        new = project.codes.add(name, short_id=short_id, parent=parent, key="")
        if not below:
            siblings = [sibling.id for sibling in project.codes.codebook().children(parent)]
            project.codes.move(new.id, parent, siblings.index(whole.id) + 1)
        take_over(project, f"id IN ({listed(chosen)})", new.id)
    return new


def _present(project: Project, code: int) -> Code:
    found = project.codes.get(code)
    if found is None or found.retired:
        raise UserError("This code is no longer in the codebook.")
    return found


def _merge(project: Project, code: Code, kept: Code) -> None:
    used = project.codes.used((code.id,))
    _bring_children(project, code, kept)
    _bring_examples(project, code.id, kept.id)
    _bring_sets(project, code.id, kept.id)
    fold_memos(project, code.guid, kept.guid)
    take_over(project, f"code = {code.id}", kept.id)
    if used:
        project.write(
            "UPDATE code SET retired = 1, key = '', notes = ? WHERE id = ?",
            (joined(code.notes, f"Merged into {kept.short_id} {kept.name}.".replace("  ", " ")), code.id),
        )
    else:
        project.write("DELETE FROM code WHERE id = ?", (code.id,))
    _bring_texts(project, code, kept)


def _bring_children(project: Project, code: Code, kept: Code) -> None:
    book = project.codes.codebook()
    # Retired codes may stand between the two.
    if kept.id in Codebook(project.codes.all(), with_retired=True).family(code.id):
        # The kept code stands below the merged one: it takes its place.
        project.write("UPDATE code SET parent = ?, position = ? WHERE id = ?", (code.parent, code.position, kept.id))
        siblings = [each for each in book.children(book.parent(code)) if each.id != code.id and each.id != kept.id]
        _check_names(siblings, (kept,), "the place it would take")
    own = [child for child in book.children(kept.id) if child.id != code.id]
    coming = [child for child in book.children(code.id) if child.id != kept.id]
    _check_names(own, coming, f"“{kept.label}”")
    last: int = project.one("SELECT coalesce(max(position), 0) FROM code WHERE parent = ?", (kept.id,))
    for place, child in enumerate(coming, last + 1):
        project.write("UPDATE code SET parent = ?, position = ? WHERE id = ?", (kept.id, place, child.id))
    project.write("UPDATE code SET parent = ? WHERE parent = ? AND id <> ?", (kept.id, code.id, kept.id))


def _check_names(present: Iterable[Code], coming: Iterable[Code], place: str) -> None:
    names = {code.name.casefold() for code in present}
    for code in coming:
        if code.name.casefold() in names:
            raise UserError(f"There are two codes “{code.name}” then under {place}. Rename or merge one of them first.")


def _bring_examples(project: Project, code: int, kept: int) -> None:
    same = 'kind, quotation, coalesce(document, 0), coalesce(start, 0), coalesce("end", 0)'
    project.write(
        f"DELETE FROM example WHERE code = ? AND ({same}) IN (SELECT {same} FROM example WHERE code = ?)", (code, kept)
    )
    last: int = project.one("SELECT coalesce(max(position), 0) FROM example WHERE code = ?", (kept,))
    project.write("UPDATE example SET code = ?, position = position + ? WHERE code = ?", (kept, last, code))


def _bring_sets(project: Project, code: int, kept: int) -> None:
    """The kept code stands in every named set that the merged one stood in."""
    project.write(
        "UPDATE code_set_member SET code = ? WHERE code = ? AND code_set NOT IN"
        " (SELECT code_set FROM code_set_member WHERE code = ?)",
        (kept, code, kept),
    )
    project.write("DELETE FROM code_set_member WHERE code = ?", (code,))


def _bring_texts(project: Project, code: Code, kept: Code) -> None:
    """What the kept code does not say, the merged one says for it."""
    wanted = {name: getattr(code, name) for name in _TEXTS if not getattr(kept, name).strip()}
    if code.notes.strip():
        wanted["notes"] = joined(kept.notes, code.notes)
    if code.key and not kept.key:
        wanted["key"] = code.key
    project.codes.edit(kept.id, **wanted)
