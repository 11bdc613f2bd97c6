"""Running `cadrage` in tests: in this process where that is enough, in one of its own where it must be."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cadrage
from cadrage import cli

HEADER = "doc,coder,code,start,end"
Row = tuple[str, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: its exit status, what it printed and what it complained of."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON document on stdout; fails where anything else stands there."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def complaint(self) -> str:
        """The one line `cadrage: what happened. What to do.`; fails where there are more or none."""
        lines = [line for line in self.err.splitlines() if line.startswith("cadrage: ")]
        assert len(lines) == 1, self.err
        assert lines[0].endswith("."), lines[0]
        assert "Traceback" not in self.err
        return lines[0].removeprefix("cadrage: ")


def run(*arguments: object) -> Said:
    """A command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 1
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return Said(status, *texts)


def done(*arguments: object) -> Said:
    """A command in this process that must succeed."""
    said = run(*arguments)
    assert said.status == 0, said.err
    return said


def environment(**more: str) -> dict[str, str]:
    source = str(Path(cadrage.__file__).parents[1])
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "PYTHONPATH": source, "QT_QPA_PLATFORM": "", **more}


def begin(*arguments: object, code: str = "", **options: Any) -> subprocess.Popen[bytes]:
    """A command, or a script, in a process of its own."""
    program = ["-c", code] if code else ["-m", "cadrage"]
    return subprocess.Popen(
        [sys.executable, *program, *map(str, arguments)],
        env=environment(),
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options},
    )


def finish(process: subprocess.Popen[bytes]) -> Said:
    out, err = process.communicate(timeout=60)
    return Said(process.returncode, (out or b"").decode(), (err or b"").decode())


def apart(*arguments: object, code: str = "", **options: Any) -> Said:
    """A command, or a script, in a process of its own, until it has ended."""
    return finish(begin(*arguments, code=code, **options))


def content(project: Path) -> list[str]:
    """All that a project file holds, as SQL."""
    connection = sqlite3.connect(project)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def articles(folder: Path, texts: Mapping[str, str]) -> Path:
    """A folder of text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def spans(path: Path, rows: Iterable[Row]) -> Path:
    """A table of spans."""
    path.write_text("\n".join([HEADER, *(",".join(map(str, row)) for row in rows), ""]), encoding="utf-8")
    return path


def study(folder: Path, texts: Mapping[str, str], rows: Iterable[Row]) -> Path:
    """A project with these articles and codings, every article complete for every coder."""
    project = folder / "study.cadrage"
    done("new", project)
    done("import", project, articles(folder / "articles", texts))
    done("codings", "import", project, spans(folder / "spans.csv", rows), "--complete")
    return project
