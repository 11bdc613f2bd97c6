"""`cadrage results`: what the codings say, as a table, as JSON or as a workbook."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cadrage.console import print_json, print_out, progress
from cadrage.console_results import table_as_text, tests_as_text, together_as_text
from cadrage.core.errors import UserError
from cadrage.core.results import CoOccurrence
from cadrage.core.results_as_json import table_as_json, tests_as_json, together_as_json

if TYPE_CHECKING:
    from cadrage.core.results_question import Question
    from cadrage.jobs.export_targets import Kind
    from cadrage.jobs.results_asking import Named
    from cadrage.store.project import Project


def run(options: argparse.Namespace) -> int:
    from cadrage.jobs import results
    from cadrage.jobs.results_asking import question
    from cadrage.store.project import Project

    kind = _target(options)
    with Project.open_reading(options.project) as project:
        asked = _kept(project, options.saved) if options.saved else question(project, _named(project, options))
        found = results.answer(project, asked, None, progress("Splitting"))
        if kind is not None:
            from cadrage.jobs import results_files

            results_files.write(project, found, options.out, kind)
        if options.chart is not None:
            from cadrage.jobs import results_charts

            results_charts.write(project, found, options.chart, options.kind, options.width)
    if isinstance(found, CoOccurrence):
        print_json(together_as_json(found)) if options.json else print_out(together_as_text(found))
        return 0
    tests = results.tests_of(found) if options.tests else None
    if options.json:
        print_json({**table_as_json(found), "tests": None if tests is None else tests_as_json(tests)})
    else:
        print_out(table_as_text(found))
        if tests is not None:
            print_out(f"\n{tests_as_text(tests)}")
    return 0


def _target(options: argparse.Namespace) -> Kind | None:
    """What is to be written. Raises UserError before any work is done."""
    if options.chart is not None:
        from cadrage.jobs import results_charts

        results_charts.check(options.chart, options.width)
    if options.out is None:
        return None
    from cadrage.jobs import results_files

    return results_files.check(options.out, options.project)


def _kept(project: Project, name: str) -> Question:
    found = project.saved_results.find(name)
    if found is None:
        known = ", ".join(f"“{each.name}”" for each in project.saved_results.all())
        there = f"Its results are {known}." if known else "It has none yet."
        raise UserError(f"There is no result “{name}” in this project. {there}")
    if found.question is None:
        raise UserError(found.unreadable)
    return found.question


def _named(project: Project, options: argparse.Namespace) -> Named:
    from cadrage.jobs import filtering
    from cadrage.jobs.results_asking import Named

    return Named(
        rows=_names(options.rows),
        by=None if options.by is None else _names(options.by),
        measure=options.measure,
        unit=options.unit,
        apart=options.apart,
        coders=_names(options.coders),
        round=options.round,
        layer=options.layer,
        near=options.near,
        any_coder=options.any_coder,
        filter=filtering.named(project, options.set, options.where),
    )


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())
