"""`cadrage codebook import`: what an edited codebook changes, said and taken over."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cadrage.console import counted, print_json, print_out, say
from cadrage.core.codebook_edits import FIELDS, Edit, Edits, Kind
from cadrage.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Collection

    from cadrage.store.project import Project

_LONGEST = 60  # characters of a field on a line


def codebook(options: argparse.Namespace) -> int:
    """Compare, and apply what the file changes; with --dry-run only compare."""
    from cadrage.jobs import codebook_changes
    from cadrage.store.project import Project

    opened = Project.open_reading if options.dry_run else Project.open
    with opened(options.project) as project:
        edits = codebook_changes.foresee(project, options.file)
        chosen = _chosen(edits, options)
        if not options.dry_run:
            _apply(project, edits, chosen)
        _say(edits, chosen, options)
    return 0


def _apply(project: Project, edits: Edits, chosen: Collection[Edit]) -> None:
    from cadrage.jobs import codebook_changes

    before = len(project.journal())
    try:
        codebook_changes.apply(project, edits, chosen)
    except KeyboardInterrupt:
        if len(project.journal()) > before:
            raise UserError("Stopped, but all had been stored by then. Undo it in the window if need be.") from None
        raise


def _chosen(edits: Edits, options: argparse.Namespace) -> tuple[Edit, ...]:
    return tuple(
        edit
        for edit in edits.edits
        if edit.proposed
        or (edit.kind is Kind.MISSING and options.retire_missing)
        or (edit.kind is Kind.REORDERED and options.reorder)
    )


def _say(edits: Edits, chosen: Collection[Edit], options: argparse.Namespace) -> None:
    for note in edits.notes:
        say(note)
    left = [edit for edit in edits.edits if edit not in chosen]
    if options.json:
        print_json(
            {
                "changes": [edit.as_json() for edit in chosen],
                "missing": [edit.as_json() for edit in left if edit.kind is Kind.MISSING],
                "order": [edit.as_json() for edit in left if edit.kind is Kind.REORDERED],
                "notes": list(edits.notes),
                "applied": not options.dry_run,
            }
        )
        return
    verb = "Would change" if options.dry_run else "Changed"
    nothing = "Nothing in the file changes the codebook." if left else "The file and the codebook are the same."
    print_out(f"{verb} {counted(len(chosen), 'thing')}." if chosen else nothing)
    for edit in chosen:
        print_out(f"  {in_words(edit)}")
    missing = [edit for edit in left if edit.kind is Kind.MISSING]
    if missing:
        print_out(f"Not in the file, and kept: {', '.join(edit.label for edit in missing)}.")


def in_words(edit: Edit) -> str:
    """An edit on one line."""
    match edit.kind:
        case Kind.CHANGED:
            return f"changed {edit.path}, {FIELDS[edit.field]}: {_line(edit.before)} → {_line(edit.after)}"
        case Kind.MOVED:
            return f"moved {edit.path}: {edit.before} → {edit.after}"
        case Kind.MERGED:
            return f"merged {edit.path} into {edit.after}"
        case Kind.REORDERED:
            names = ", ".join(edit.after.split("\n"))
            return f"reordered under {edit.path}: {_line(names)}"
        case Kind.MISSING:
            return f"retired {edit.path}, which is not in the file"
        case Kind.VARIABLE:
            return f"added the variable {edit.after}"
    return f"{edit.kind.value} {edit.path}"


def _line(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”" if words else "nothing"
