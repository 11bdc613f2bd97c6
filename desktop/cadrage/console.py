"""What a command says: its output, one line for what went wrong, and the agreement table for people."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from cadrage.core.agreement import AgreementTable, CodeAgreement, Coefficient
from cadrage.core.errors import Cancelled, UserError


def guarded(work: Callable[[], int]) -> int:
    """The exit status of the work: its own, or 1 where it ended in something that is told in words."""
    try:
        try:
            return work()
        finally:
            _flush()
    except UserError as error:
        say(f"cadrage: {error}")
    except (Cancelled, KeyboardInterrupt):
        say("cadrage: Stopped. Nothing was changed.")
    except BrokenPipeError:
        _forget_output()  # Its reader has gone: there is nobody left to tell.
    except OSError as error:
        name = f" “{error.filename}”" if error.filename else ""
        say(f"cadrage: The system refused{name}: {error.strerror or error}. Check the name, the disk and your rights.")
    return 1


def as_text(table: AgreementTable) -> str:
    """The table for a terminal: defaults first, then a row a code."""
    kappa = "cohen_kappa" if len(table.coders) == 2 else "fleiss_kappa"
    lines = [
        f"Unit: {table.unit} · coders: {', '.join(table.coders) or 'none'} · round: {table.round}"
        f" · {counted(table.documents, 'document')} complete by two or more · {counted(table.units, 'unit')}",
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


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_json(value: object) -> None:
    print_out(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def print_out(text: str) -> None:
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


def say(line: str) -> None:
    """One line on stderr; where that is closed there is nobody to tell."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(" ".join(line.split()), file=sys.stderr)


def progress(what: str) -> Callable[[int, int], None]:
    """A counter on the terminal's last line; silent where stderr is a file."""

    def report(done: int, total: int) -> None:
        if sys.stderr is not None and sys.stderr.isatty():
            end = "\n" if done + 1 >= total else ""
            print(f"\r{what} {done + 1} of {total}", end=end, file=sys.stderr, flush=True)

    return report


def speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
