"""The command line: the same work without a window."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cadrage import __version__
from cadrage.core.agreement import INTERVALS, UNITS, AgreementTable, CodeAgreement, Coefficient
from cadrage.core.errors import Cancelled, UserError

PARTS = ("codebook", "dataset", "agreement", "all")


def main(arguments: Sequence[str] | None = None) -> int:
    """The console launcher. Exit status: 0 done, 1 something to put right, 2 wrong usage."""
    _speak_utf8()
    return _guarded(lambda: _run(list(sys.argv[1:] if arguments is None else arguments)))


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


def _guarded(work: Callable[[], int]) -> int:
    try:
        try:
            return work()
        finally:
            _flush()
    except UserError as error:
        _say(f"cadrage: {error}")
    except (Cancelled, KeyboardInterrupt):
        _say("cadrage: Stopped. Nothing was changed.")
    except BrokenPipeError:
        _forget_output()  # Its reader has gone: there is nobody left to tell.
    return 1


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

if TYPE_CHECKING:
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
    _print(_as_text(table))
    _print(f"\nThe results are in {folder}: study.cadrage, study.xlsx and the pictures.")
    return 0


def _new(options: argparse.Namespace) -> int:
    from cadrage.jobs import codebooks
    from cadrage.store.project import Project

    # Read before anything is made: a bad codebook must not leave a project behind.
    draft = codebooks.read(options.codebook) if options.codebook else None
    path = options.project if options.project.suffix else options.project.with_suffix(".cadrage")
    with Project.create(path) as project:
        try:
            if draft:
                codebooks.keep(project, draft)
        except BaseException:
            path.unlink()
            raise
        codes = len(project.codes.all())
    _print(f"Made {path} with {codes} codes.")
    return 0


def _import(options: argparse.Namespace) -> int:
    from cadrage.jobs import importing
    from cadrage.store.project import Project

    table = importing.metadata(options.metadata) if options.metadata else None
    with Project.open(options.project) as project:
        readings = importing.read(
            options.paths, format=options.format, encoding=options.encoding, report=_progress("Reading")
        )
        if options.dry_run:
            report = importing.foresee(project, readings, table)
        else:
            report = importing.keep(project, readings, table)
    for item in report.skipped:
        _say(f"skipped {item.file}: {item.reason}")
    if options.json:
        _print_json(report.as_json())
    else:
        verb = "Would import" if options.dry_run else "Imported"
        _print(f"{verb} {_counted(len(report.imported), 'document')}, skipped {len(report.skipped)}.")
        for imported in report.imported:
            for warning in imported.warnings:
                _say(f"{imported.file}: {warning}")
    if not report.imported:
        raise UserError("No document was imported. Put right what is said above, or name other files.")
    return 0


def _codings(options: argparse.Namespace) -> int:
    from cadrage.jobs import spans
    from cadrage.store.project import Project

    with Project.open(options.project) as project:
        report = spans.import_codings(project, options.spans, complete=options.complete, skip_bad=options.skip_bad)
    for row in report.skipped:
        _say(f"skipped line {row.line}: {row.reason}")
    if options.json:
        _print_json(report.as_json())
    else:
        twice = f"; {_counted(report.duplicates, 'row')} there already or twice" if report.duplicates else ""
        _print(f"Added {_counted(report.added, 'coding')}{twice}.")
        if report.created_coders:
            _print(f"New coders: {', '.join(report.created_coders)}.")
        if report.created_codes:
            _print(f"New codes: {', '.join(report.created_codes)}.")
    return 0


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
        table = agreement.answer(project, question, _progress("Comparing"))
        if options.out:
            export.to_file(project, options.out, what="agreement", question=question)
    if options.json:
        _print_json(table.as_json())
    else:
        _print(_as_text(table))
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
            report=_progress("Exporting"),
        )
    _print(f"Wrote {done.path}: {_counted(done.codings, 'coding')}, {_counted(done.documents, 'document')}.")
    if done.changes:
        _say(f"{done.changes} cells had to be changed to fit Excel; the sheet “readme” lists them.")
    return 0


def _check(options: argparse.Namespace) -> int:
    from cadrage.jobs import checking

    found = checking.check(options.project)
    if options.json:
        _print_json(found)
    elif found["ok"]:
        _print(f"{options.project} is sound.")
    else:
        problems = found["problems"]
        assert isinstance(problems, list)
        for problem in problems:
            _say(f"cadrage: {problem}")
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


# Speaking.


def _as_text(table: AgreementTable) -> str:
    """The table for a terminal: defaults first, then a row a code."""
    kappa = "cohen_kappa" if len(table.coders) == 2 else "fleiss_kappa"
    lines = [
        f"Unit: {table.unit} · coders: {', '.join(table.coders) or 'none'} · round: {table.round}"
        f" · {table.documents} documents complete by two or more · {table.units} units",
        f"Interval: {table.interval}" + (f", seed {table.seed}" if table.seed is not None else ""),
        "",
        f"{'Code':34} {'n':>6} {'Agree %':>8} {'Pos. %':>7} {'κ':>6} {'α':>6}  α 95 %",
    ]
    lines += [_row_as_text(row, kappa) for row in table.codes]
    lines.append("")
    lines += [f"{name.replace('_', ' ')}: {_number(value)}" for name, value in table.overall.items()]
    return "\n".join([*lines, *table.notes])


def _row_as_text(row: CodeAgreement, kappa: str) -> str:
    name = "  " * row.code.depth + row.code.label
    alpha = row.coefficients["krippendorff_alpha"]
    interval = f"{alpha.low:.2f} to {alpha.high:.2f}" if alpha.low is not None and alpha.high is not None else ""
    return (
        f"{name[:34]:34} {row.coded:>6} {_percent(row.coefficients['percent_agreement']):>8}"
        f" {_percent(row.coefficients['positive_agreement']):>7} {_number(row.coefficients[kappa], short=True):>6}"
        f" {_number(alpha, short=True):>6}  {interval or alpha.undefined or ''}"
    )


def _percent(value: Coefficient) -> str:
    return "—" if value.value is None else f"{100 * value.value:.1f}"


def _number(value: Coefficient, *, short: bool = False) -> str:
    if value.value is None:
        return "—" if short else f"undefined: {value.undefined}"
    return f"{value.value:.3f}"


def _seed(given: str) -> int:
    number = int(given)
    if number < 0:
        raise ValueError
    return number


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print_json(value: object) -> None:
    _print(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def _print(text: str) -> None:
    with _output_errors():
        print(text)


def _flush() -> None:
    """Now and not at the interpreter's end, where a failure could not be told in words."""
    if sys.stdout is not None:
        with _output_errors():
            sys.stdout.flush()


@contextmanager
def _output_errors() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _forget_output()
        raise UserError(f"The output could not be written: {error.strerror}. Send it to another place.") from error


def _forget_output() -> None:
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str) -> None:
    """One line on stderr; where that is closed there is nobody to tell."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(" ".join(line.split()), file=sys.stderr)


def _progress(what: str) -> Callable[[int, int], None]:
    """A counter on the terminal's last line; silent where stderr is a file."""

    def report(done: int, total: int) -> None:
        if sys.stderr is not None and sys.stderr.isatty():
            end = "\n" if done + 1 >= total else ""
            print(f"\r{what} {done + 1} of {total}", end=end, file=sys.stderr, flush=True)

    return report


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _has_display() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform.split(":")[0] not in ("offscreen", "minimal", "vnc")
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
