"""The command line: the same work without a window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cadrage.arguments import parser
from cadrage.console import counted, guarded, print_json, print_out, progress, say, speak_utf8
from cadrage.console_codebook import codebook
from cadrage.console_hits import hits_as_text
from cadrage.console_studies import print_made, print_studies, say_problems
from cadrage.console_tables import as_text, ratings_as_text, spans_as_text, variable_as_text
from cadrage.core.errors import UserError

if TYPE_CHECKING:
    from cadrage.jobs.agreement import Question
    from cadrage.jobs.spans import CodingsReport
    from cadrage.jobs.studies import WholeReport
    from cadrage.store.project import Project


REGEX_WORKER = "--regex-worker"
SELF_TEST = "--self-test"


def main(arguments: Sequence[str] | None = None) -> int:
    """The console launcher. Exit status: 0 done, 1 something to put right, 2 wrong usage."""
    speak_utf8()
    return guarded(lambda: _run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(given: list[str]) -> int:
    if given == [REGEX_WORKER]:
        return _regex_worker()
    if given == [SELF_TEST]:
        return _self_test()
    command_line = parser()
    if not given or (not given[0].startswith("-") and given[0] not in COMMANDS):
        if len(given) > 1:
            command_line.error(f"“{given[0]}” is no command, and a project is opened by its name alone")
        return _open_window(given)
    options = command_line.parse_args(given)
    if options.sample:
        return _open_sample()
    if options.command is None:
        command_line.error("name a project or a command")
    if options.command == "reliability" and not _one_study(options):
        command_line.error("reliability takes a TABLE, or --spans with --lengths")
    if options.command == "agreement" and _one_variable(options) and (options.out or options.codes):
        command_line.error("--group, --attribute and --judgement stand without --codes and --out")
    return COMMANDS[options.command](options)


def _one_study(options: argparse.Namespace) -> bool:
    """Whether a table, or spans with lengths, are given: not both, not half."""
    spans = (options.spans is not None, options.lengths is not None)
    return spans == (False, False) if options.table is not None else spans == (True, True)


def _one_variable(options: argparse.Namespace) -> bool:
    return bool(options.group or options.attribute or options.judgement)


def window() -> int:
    """The launcher without a console: what goes wrong is shown in the window."""
    if sys.argv[1:] == [REGEX_WORKER]:
        return _regex_worker()
    from cadrage import app

    return app.run([Path(name) for name in sys.argv[1:]])


# What each command does.


def _open_window(given: Sequence[str]) -> int:
    if not _has_display():
        raise UserError("There is no display to open a window on. “cadrage tour” does the main job without one.")
    from cadrage import app

    return app.run([Path(name) for name in given])


def _open_sample() -> int:
    from cadrage.jobs import sample

    return _open_window([str(sample.own_copy())])


def _tour(options: argparse.Namespace) -> int:
    from cadrage import app

    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    table, folder = app.tour(options.out)
    print_out(as_text(table))
    print_out(f"\nThe results are in {folder}: study.cadrage, study.xlsx and the pictures.")
    return 0


def _new(options: argparse.Namespace) -> int:
    from cadrage.jobs import codebooks
    from cadrage.store.project import Project

    if options.project.name in ("", ".."):
        raise UserError(f"“{options.project}” is a folder. Name a file for the project in it.")
    path = options.project if options.project.suffix else options.project.with_suffix(".cadrage")
    if options.study:
        return _new_from_study(path, options)
    # Read before anything is made: a bad codebook must not leave a project behind.
    draft = codebooks.read(options.codebook) if options.codebook else None
    with Project.create(path) as project:
        try:
            if draft:
                codebooks.keep(project, draft)
            codes = len(project.codes.all())
        except BaseException:
            path.unlink()
            raise
    print_out(f"Made {path} with {codes} codes.")
    return 0


def _new_from_study(path: Path, options: argparse.Namespace) -> int:
    from cadrage.jobs import studies

    project, kept = studies.make_project(path, studies.read(options.study, progress("Reading")))
    project.close()
    print_made(path, kept)
    return 0


def _import(options: argparse.Namespace) -> int:
    from cadrage.jobs import import_facts, importing, studies
    from cadrage.store.project import Project

    table = importing.metadata(options.metadata) if options.metadata else None
    for_all = import_facts.values_for_all(options.value or ())
    with Project.open(options.project) as project, _stopping(project):
        found = studies.Found() if options.format else studies.find(options.paths, progress("Reading"))
        readings = importing.read(
            options.paths,
            format=options.format,
            encoding=options.encoding,
            but=found.taken,
            report=progress("Reading"),
        )
        names = [draft.path for draft in readings.drafts]
        pattern = import_facts.name_pattern(options.names, names) if options.names else None
        readings = import_facts.with_facts(readings, import_facts.Facts(pattern, for_all, headlines=options.headlines))
        take = studies.foresee_all if options.dry_run else studies.keep_all
        report = take(project, found, readings, table)
        _say_import(report, options)
    if not report.anything:
        raise UserError("No document was imported. Put right what is said above, or name other files.")
    return 0


def _say_import(report: WholeReport, options: argparse.Namespace) -> None:
    for item in report.skipped:
        say(f"skipped {item.file}: {item.reason}")
    say_problems(report)
    if options.json:
        print_json(report.as_json())
        return
    verb = "Would import" if options.dry_run else "Imported"
    print_out(f"{verb} {counted(len(report.imported), 'document')}, skipped {len(report.skipped)}.")
    print_studies(report)
    for imported in report.imported:
        for warning in imported.warnings:
            say(f"{imported.file}: {warning}")


@contextmanager
def _stopping(project: Project) -> Iterator[None]:
    """Ctrl+C leaves all or nothing; it may come when all is stored already, and then that is said."""
    before = len(project.journal())
    try:
        yield
    except KeyboardInterrupt:
        if len(project.journal()) > before:
            raise UserError("Stopped, but all had been stored by then. Undo it in the window if need be.") from None
        raise


def _codings(options: argparse.Namespace) -> int:
    from cadrage.jobs import spans
    from cadrage.store.project import Project

    with Project.open(options.project) as project, _stopping(project):
        try:
            report = spans.import_codings(project, options.spans, complete=options.complete, skip_bad=options.skip_bad)
        except spans.BadRows as error:
            raise UserError(f"{error} Or leave them out with --skip-bad.") from None
        _say_codings(report, options)
    return 0


def _say_codings(report: CodingsReport, options: argparse.Namespace) -> None:
    for row in report.skipped:
        say(f"skipped line {row.line}: {row.reason}")
    if options.json:
        print_json(report.as_json())
        return
    twice = f"; {counted(report.duplicates, 'row')} there already or twice" if report.duplicates else ""
    print_out(f"Added {counted(report.added, 'coding')}{twice}.")
    if report.created_coders:
        print_out(f"New coders: {', '.join(report.created_coders)}.")
    if report.created_codes:
        print_out(f"New codes: {', '.join(report.created_codes)}.")


def _agreement(options: argparse.Namespace) -> int:
    from cadrage.jobs import agreement, export, export_targets, filtering
    from cadrage.store.project import Project

    question = agreement.Question(
        unit=options.unit,
        coders=_names(options.coders),
        codes=_names(options.codes),
        round=options.round,
        interval=options.interval,
        seed=options.seed,
        least=options.least,
    )
    if _one_variable(options):
        return _variable_agreement(options, question)
    if options.out:
        export_targets.check_target(options.out, "agreement", options.project)
    with Project.open_reading(options.project) as project:
        wanted = filtering.compared(project, options.set, options.where)
        question = replace(question, filter=wanted)
        table = agreement.answer(project, question, progress("Comparing"))
        if options.out:
            export.to_file(project, options.out, what="agreement", filter=wanted, question=question)
    if options.json:
        print_json(table.as_json())
    else:
        print_out(as_text(table))
    return 0


def _variable_agreement(options: argparse.Namespace, question: Question) -> int:
    from cadrage.jobs import filtering, group_agreement
    from cadrage.jobs.group_agreement import Kind
    from cadrage.store.project import Project

    with Project.open_reading(options.project) as project:
        question = replace(question, filter=filtering.compared(project, options.set, options.where))
        if options.group:
            subject = group_agreement.named_group(project, options.group)
        elif options.attribute:
            subject = group_agreement.named_variable(project, Kind.ATTRIBUTE, options.attribute)
        else:
            subject = group_agreement.named_variable(project, Kind.JUDGEMENT, options.judgement)
        found = group_agreement.answer(project, question, subject)
    print_json(found.as_json()) if options.json else print_out(variable_as_text(found))
    return 0


def _reliability(options: argparse.Namespace) -> int:
    from cadrage.jobs import reliability

    if options.table is None:
        spans = reliability.of_spans(options.spans, options.lengths, interval=options.interval, seed=options.seed)
        print_json(spans.as_json()) if options.json else print_out(spans_as_text(spans))
    else:
        categories = _names(options.categories)
        table = reliability.of_table(
            options.table, metric=options.metric, weights=options.weights, categories=categories
        )
        print_json(table.as_json()) if options.json else print_out(ratings_as_text(table))
    return 0


def _search(options: argparse.Namespace) -> int:
    from cadrage.core.search import Wanted
    from cadrage.jobs import filtering, searching
    from cadrage.store.project import Project

    wanted = Wanted(options.query, options.regex, options.duplicates, options.not_article)
    with Project.open_reading(options.project) as project:
        question = searching.Question(wanted, filtering.named(project, options.set, options.where))
        report = searching.answer(project, question, limit=options.limit, report=progress("Searching"))
        titles = {document.id: document.title for document in project.documents.all()}
    print_json(report.as_json()) if options.json else print_out(hits_as_text(report, titles))
    return 0


def _export(options: argparse.Namespace) -> int:
    from cadrage import command_export

    return command_export.run(options)


def _results(options: argparse.Namespace) -> int:
    from cadrage import command_results

    return command_results.run(options)


def _package(options: argparse.Namespace) -> int:
    from cadrage import command_package

    return command_package.run(options)


def _check(options: argparse.Namespace) -> int:
    from cadrage.jobs import checking

    found = checking.check(options.project)
    if options.json:
        print_json(found)
    elif found["ok"]:
        print_out(f"{options.project} is sound.")
    else:
        problems = found["problems"]
        assert isinstance(problems, list)
        for problem in problems:
            say(f"cadrage: {problem}")
    return 0 if found["ok"] else 1


def _regex_worker() -> int:
    """The process that `jobs.regex_search` asks."""
    from cadrage.jobs import regex_search

    return regex_search.serve()


def _self_test() -> int:
    from cadrage import self_test

    return self_test.run()


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "tour": _tour,
    "new": _new,
    "import": _import,
    "codings": _codings,
    "codebook": codebook,
    "agreement": _agreement,
    "reliability": _reliability,
    "search": _search,
    "results": _results,
    "export": _export,
    "package": _package,
    "check": _check,
}


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _has_display() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform.split(":")[0] not in ("offscreen", "minimal", "vnc")
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
