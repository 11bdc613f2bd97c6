"""The command line: the same work without a window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cadrage import __version__
from cadrage.console import as_text, counted, guarded, print_json, print_out, progress, say, speak_utf8
from cadrage.core.agreement import INTERVALS, UNITS
from cadrage.core.errors import UserError

PARTS = ("codebook", "dataset", "agreement", "all")


def main(arguments: Sequence[str] | None = None) -> int:
    """The console launcher. Exit status: 0 done, 1 something to put right, 2 wrong usage."""
    speak_utf8()
    return guarded(lambda: _run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(given: list[str]) -> int:
    parser = _parser()
    if not given or (not given[0].startswith("-") and given[0] not in COMMANDS):
        if len(given) > 1:
            parser.error(f"“{given[0]}” is no command, and a project is opened by its name alone")
        return _open_window(given)
    options = parser.parse_args(given)
    if options.sample:
        return _open_sample()
    if options.command is None:
        parser.error("name a project or a command")
    return COMMANDS[options.command](options)


def window() -> int:
    """The launcher without a console: what goes wrong is shown in the window."""
    from cadrage import app

    return app.run([Path(name) for name in sys.argv[1:]])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cadrage",
        description="Framing analysis of news texts. Without a command: the window.",
        epilog="cadrage PROJECT opens a project; ./new opens a file named like a command.",
    )
    parser.add_argument("--version", action="version", version=f"cadrage {__version__}")
    parser.add_argument("--sample", action="store_true", help="open your copy of the sample project")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_tour(commands)
    _add_new(commands)
    _add_import(commands)
    _add_codings(commands)
    _add_agreement(commands)
    _add_export(commands)
    _add_check(commands)
    return parser


# What each command takes.


def _seed(given: str) -> int:
    if not given.isdecimal():
        raise argparse.ArgumentTypeError(f"“{given}” is not a whole number from 0 on")
    return int(given)


if TYPE_CHECKING:
    from cadrage.jobs.importing import ImportReport
    from cadrage.jobs.spans import CodingsReport
    from cadrage.store.project import Project

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def _add_tour(commands: _Commands) -> None:
    tour = commands.add_parser("tour", help="the main job on a copy of the sample corpus, through the window")
    tour.add_argument("--out", metavar="DIR", type=Path, help="where the results go (default: a new folder)")


def _add_new(commands: _Commands) -> None:
    new = commands.add_parser("new", help="make a project")
    new.add_argument("project", metavar="PROJECT", type=Path)
    new.add_argument("--codebook", metavar="X", help="a shipped template's name, or a .xlsx .csv .json .qdc file")


def _add_import(commands: _Commands) -> None:
    command = commands.add_parser("import", help="import articles, folders recursively")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("paths", metavar="PATH", type=Path, nargs="+")
    command.add_argument("--format", metavar="F", help="read every file as this format (txt, docx)")
    command.add_argument("--encoding", metavar="E", help="read every text in this encoding")
    command.add_argument("--metadata", metavar="TABLE", type=Path, help="variables by file name, .csv or .xlsx")
    command.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    command.add_argument("--json", action="store_true")


def _add_codings(commands: _Commands) -> None:
    codings = commands.add_parser("codings", help="codings from a table of spans")
    verbs = codings.add_subparsers(dest="verb", metavar="import", required=True)
    command = verbs.add_parser("import", help="columns doc,coder,code,start,end and attributes")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("spans", metavar="SPANS.csv", type=Path)
    command.add_argument("--complete", action="store_true", help="every document is complete for these coders")
    command.add_argument("--skip-bad", action="store_true", help="import the good rows, report the bad ones")
    command.add_argument("--json", action="store_true")


def _add_agreement(commands: _Commands) -> None:
    command = commands.add_parser("agreement", help="agreement between coders, per code and overall")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("--unit", choices=UNITS, default="sentence", help="default: sentence")
    command.add_argument("--coders", metavar="A,B,…", default="", help="default: all with a complete document")
    command.add_argument("--codes", metavar="X,…", default="", help="default: all")
    command.add_argument("--round", metavar="R", default="", help="default: the latest")
    command.add_argument("--interval", choices=INTERVALS, default="jackknife", help="default: jackknife")
    command.add_argument("--seed", metavar="N", type=_seed, default=0, help="of the bootstrap; default: 0")
    command.add_argument("--json", action="store_true")
    command.add_argument("--out", metavar="FILE.xlsx", type=Path)


def _add_export(commands: _Commands) -> None:
    command = commands.add_parser("export", help="an Excel workbook")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("out", metavar="OUT", type=Path)
    command.add_argument("--what", choices=PARTS, default="all")
    command.add_argument("--coders", metavar="A,B,…", default="")


def _add_check(commands: _Commands) -> None:
    command = commands.add_parser("check", help="is the project file sound?")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("--json", action="store_true")


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
    # Read before anything is made: a bad codebook must not leave a project behind.
    draft = codebooks.read(options.codebook) if options.codebook else None
    path = options.project if options.project.suffix else options.project.with_suffix(".cadrage")
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


def _import(options: argparse.Namespace) -> int:
    from cadrage.jobs import importing
    from cadrage.store.project import Project

    table = importing.metadata(options.metadata) if options.metadata else None
    with Project.open(options.project) as project, _stopping(project):
        readings = importing.read(
            options.paths, format=options.format, encoding=options.encoding, report=progress("Reading")
        )
        if options.dry_run:
            report = importing.foresee(project, readings, table)
        else:
            report = importing.keep(project, readings, table)
        _say_import(report, options)
    if not report.imported:
        raise UserError("No document was imported. Put right what is said above, or name other files.")
    return 0


def _say_import(report: ImportReport, options: argparse.Namespace) -> None:
    for item in report.skipped:
        say(f"skipped {item.file}: {item.reason}")
    if options.json:
        print_json(report.as_json())
        return
    verb = "Would import" if options.dry_run else "Imported"
    print_out(f"{verb} {counted(len(report.imported), 'document')}, skipped {len(report.skipped)}.")
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
    from cadrage.jobs import agreement, export
    from cadrage.store.project import Project

    question = agreement.Question(
        unit=options.unit,
        coders=_names(options.coders),
        codes=_names(options.codes),
        round=options.round,
        interval=options.interval,
        seed=options.seed,
    )
    if options.out:
        export.check_target(options.out, "agreement", options.project)
    with Project.open_reading(options.project) as project:
        table = agreement.answer(project, question, progress("Comparing"))
        if options.out:
            export.to_file(project, options.out, what="agreement", question=question)
    if options.json:
        print_json(table.as_json())
    else:
        print_out(as_text(table))
    return 0


def _export(options: argparse.Namespace) -> int:
    from cadrage.jobs import export
    from cadrage.store.project import Project

    export.check_target(options.out, options.what, options.project)
    with Project.open_reading(options.project) as project:
        done = export.to_file(
            project,
            options.out,
            what=options.what,
            coders=_names(options.coders),
            report=progress("Exporting"),
        )
    print_out(f"Wrote {done.path}: {counted(done.codings, 'coding')}, {counted(done.documents, 'document')}.")
    if done.changes:
        say(f"{done.changes} cells had to be changed to fit Excel; the sheet “readme” lists them.")
    return 0


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


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "tour": _tour,
    "new": _new,
    "import": _import,
    "codings": _codings,
    "agreement": _agreement,
    "export": _export,
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
