"""What a command says: its output, and one line for what went wrong."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

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
