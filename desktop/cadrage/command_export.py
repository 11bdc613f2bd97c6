"""`cadrage export`: the project, or a part of it, in the format of a file's ending."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cadrage.console import counted, print_out, progress, say

if TYPE_CHECKING:
    from cadrage.exchange.report_material import Wishes
    from cadrage.jobs.export import Exported, Order
    from cadrage.store.project import Project

_PDF = ".pdf"


def run(options: argparse.Namespace) -> int:
    from cadrage.jobs import export, export_targets, filtering
    from cadrage.store.project import Project

    wishes = _wishes(options)
    kind = export_targets.check_target(options.out, options.what, options.project, wishes)
    with Project.open_reading(options.project) as project:
        order = export.Order(
            kind,
            options.what,
            _names(options.coders),
            filtering.named(project, options.set, options.where),
            wishes=wishes,
        )
        if options.out.suffix.casefold() == _PDF:
            done = _pdf(project, order, options)
        else:
            report = progress("Exporting")
            done = export.write(export.gathered(project, order, report), options.out, kind, report=report)
    _say(done, kind, codebook=kind == "codebook" or options.what == "codebook")
    return 0


def _wishes(options: argparse.Namespace) -> Wishes | None:
    """None where nothing is asked for that only a report has."""
    if not (options.parts or options.extracts or options.quotations is not None):
        return None
    from cadrage.exchange.report_material import PARTS, Wishes

    usual = Wishes()
    quotations = usual.quotations if options.quotations is None else options.quotations
    return Wishes(_names(options.parts) or PARTS, options.extracts, quotations)


def _pdf(project: Project, order: Order, options: argparse.Namespace) -> Exported:
    """The one format that needs the window's typesetting."""
    from cadrage import app
    from cadrage.jobs import export, reports

    report = progress("Exporting")
    found = export.gathered(project, order, report)
    assert isinstance(found, reports.Material)
    app.save_report(reports.made(found, report), options.out, report)
    return export.exported_report(found, options.out)


def _say(done: Exported, kind: str, *, codebook: bool) -> None:
    if codebook:
        print_out(f"Wrote {done.path}: {counted(done.codes, 'code')}.")
    else:
        print_out(f"Wrote {done.path}: {counted(done.codings, 'coding')}, {counted(done.documents, 'document')}.")
    if done.changes and kind == "workbook":
        say(f"{done.changes} cells had to be changed to fit Excel; the sheet “readme” lists them.")
    elif done.changes:
        say(f"{done.changes} cells had to be changed; “readme.csv” lists them.")
    for note in done.notes:
        say(note)


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())
