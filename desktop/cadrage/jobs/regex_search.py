"""Regular expressions over many texts, in a process of their own that can be stopped.

Python's `re` cannot be interrupted, and some expressions take for ever on some texts (“(a+)+$”): whoever takes too
long for a portion of texts is ended, and that is told. The two processes speak in lines of JSON.
"""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from cadrage.core.errors import UserError
from cadrage.core.model import Span
from cadrage.core.text import clean

PATIENCE = 5.0  # seconds for a portion of texts
WORKER = "--regex-worker"  # the argument with which the program is the other process
_START = 30.0  # seconds for the process to begin, on a slow disk
_STEP = 0.05  # seconds between two looks at whether somebody has cancelled
_MOST_IN_ONE_TEXT = 100_000  # hits; an expression that finds every letter is a slip

_TOO_LONG = (
    "This regular expression takes too long: more than {seconds:g} seconds for {texts}. Make it simpler; what is"
    " repeated inside a repetition, as in “(a+)+”, can take for ever."
)
_ENDED = "This regular expression could not be tried: it needs more memory than there is. Make it simpler."


class RegexSearch:
    """Finds an expression in texts, without regard to case; ^ and $ are the ends of lines. To be closed."""

    def __init__(self, expression: str, *, patience: float = PATIENCE) -> None:
        self._expression = clean(expression)
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()

    def find(self, texts: Mapping[int, str], waiting: Callable[[], None] = lambda: None) -> dict[int, list[Span]]:
        """The places in each text, by the same keys; empty matches are none.

        `waiting` is called while it works and may raise to stop it. Raises UserError where the expression is
        faulty, or takes too long.
        """
        what = "1 text" if len(texts) == 1 else f"{len(texts)} texts"
        try:
            if self._process is None:
                self._begin(waiting)
            self._send(list(texts.values()))
            found = self._answer(self._patience, waiting, what)
        except BaseException:
            self.close()
            raise
        return {text: [Span(*pair) for pair in pairs] for text, pairs in zip(texts, found, strict=True)}

    def _begin(self, waiting: Callable[[], None]) -> None:
        """Start the process and have it read the expression, which may take long itself."""
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._answers = queue.Queue()
        reader = threading.Thread(target=_read, args=(self._process.stdout, self._answers), daemon=True)
        reader.start()
        self._answer(_START, waiting, "beginning")
        self._send(self._expression)
        self._answer(self._patience, waiting, "reading it")

    def _send(self, value: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(value).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise UserError(_ENDED) from None

    def _answer(self, patience: float, waiting: Callable[[], None], what: str) -> Any:
        last = time.monotonic() + patience
        while True:
            try:
                line = self._answers.get(timeout=_STEP)
                break
            except queue.Empty:
                waiting()
                if time.monotonic() > last:
                    raise UserError(_TOO_LONG.format(seconds=patience, texts=what)) from None
        if not line:
            raise UserError(_ENDED)
        answer = json.loads(line)
        if isinstance(answer, str):
            raise UserError(answer)
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)


def _command() -> list[str]:
    """The program itself, as it was started; a frozen one is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER]
    return [sys.executable, "-m", "cadrage", WORKER]


def _surroundings() -> dict[str, str]:
    """With the way to this package, however it was found here."""
    here = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([here, known] if known else [here])}


def _read(pipe: IO[bytes], answers: queue.Queue[bytes]) -> None:
    """Lines as they come; an empty one at the end."""
    try:
        for line in pipe:
            answers.put(line)
    except (OSError, ValueError):
        pass
    answers.put(b"")


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return  # What was still to be written has no reader any more.


# The other process.


def serve() -> int:
    """Says that it is there, takes the expression, then answers portions of texts until nobody asks any more."""
    _say([])
    expression = sys.stdin.buffer.readline()
    compiled = compiled_or_words(json.loads(expression)) if expression else ""
    if isinstance(compiled, str):
        _say(compiled)
        return 1
    _say([])
    for line in iter(sys.stdin.buffer.readline, b""):
        _say([_places(compiled, body) for body in json.loads(line)])
    return 0


def _say(value: object) -> None:
    sys.stdout.buffer.write(json.dumps(value).encode() + b"\n")
    sys.stdout.buffer.flush()


def compiled_or_words(expression: str) -> re.Pattern[str] | str:
    """The expression ready for use, or why it cannot be, in words."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(expression, re.IGNORECASE | re.MULTILINE)
    except re.error as error:
        where = f" at character {error.pos + 1}" if error.pos is not None else ""
        return f"This is no regular expression: {error.msg}{where}. Mend it, or search for plain words."
    except (OverflowError, RecursionError, MemoryError):
        return "This regular expression is too large to be tried. Make it simpler."


def _places(compiled: re.Pattern[str], body: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in compiled.finditer(body):
        if match.start() < match.end():
            found.append(match.span())
            if len(found) == _MOST_IN_ONE_TEXT:
                break
    return found
