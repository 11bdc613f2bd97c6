"""Feeds mutated exports of other tools to their readers: each must end in a sound bundle or a UserError, soon.

Run: python -m tests.benchmarks.fuzz_tools [--count 2000] [--seed 1] [--tool brat]
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.exchange import tool_files
from tests.benchmarks.fuzz_readers import MOST_SECONDS, Outcome, mutated
from tests.exchange.made_tool_files import every_tool

TOOLS = ("taguette", "qualcoder", "brat", "webanno", "label_studio", "doccano")
TOKENS = {
    "brat": (b"T1\t", b";", b"0 0", b"99999999999999999999", b"\t", b"E1\tA:T1", b"A1\tX E1", b"\r\n", b"#1\tx T1\t"),
    "webanno": (b"\t", b"_", b"*", b"|", b"[1]", b"\\", b"->1-1", b"1-1.1\t", b"0-0", b"#Text=", b"#T_", b"\\u"),
    "label_studio": (b'"', b"{", b"[", b"]", b"}", b"null", b"-1", b"1e999", b'"start":', b"NaN", b"\\ud800"),
}
# What stands where something else was expected.
VALUES: tuple[object, ...] = (
    None, True, 0, -1, 2**70, 1e308, float("nan"), "", "x" * 3000, "\ud800", "1", "NaN", "<p>" * 50, "|,", "\x00",
    "\r\n\ufeff", b"\xff\xfe", b"", [], {}, [[]], [None], {"a": {}}, [0, 5, "label"], {"start": 0, "end": 3},
    {"text": ["a"]},
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tool", choices=TOOLS)
    wanted = parser.parse_args()
    for tool in [wanted.tool] if wanted.tool else TOOLS:
        outcome = fuzz(tool, wanted.count, wanted.seed)
        print(
            f"{tool:12} {outcome.read:6} read {outcome.refused:6} refused   longest {outcome.worst:6.2f} s", flush=True
        )
        if outcome.worst > MOST_SECONDS:
            raise SystemExit(1)


def fuzz(tool: str, count: int, seed: int) -> Outcome:
    """Read so many mutations of a sound export; whatever is neither a sound bundle nor a UserError is raised."""
    chance = random.Random(f"{tool}{seed}")
    read = refused = 0
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        sound = every_tool(Path(folder) / "sound")[tool]
        for number in range(count):
            path = _mutation(tool, sound, Path(folder) / "changed", chance)
            faulthandler.dump_traceback_later(3 * MOST_SECONDS, exit=True)
            begin = time.process_time()
            try:
                bundle = tool_files.read(path)
                check(bundle)
                read += bundle is not None
            except UserError:
                refused += 1
            except Exception as error:
                kept = Path(tempfile.gettempdir()) / f"fuzz-{tool}-{seed}-{number}"
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(path.parent, kept)
                error.add_note(f"the file is kept in {kept}")
                raise
            finally:
                faulthandler.cancel_dump_traceback_later()
            worst = max(worst, time.process_time() - begin)
    return Outcome(tool, read, refused, worst)


def check(bundle: Bundle | None) -> None:
    """Whether everything refers to what is there, and every word can be stored."""
    if bundle is None:
        return
    texts = {each.guid: each.text for each in bundle.documents}
    codes, coders = {each.guid for each in bundle.codes}, {each.guid for each in bundle.coders}
    for coding in bundle.codings:
        assert coding.span.end <= len(texts[coding.document])
        assert coding.code in codes
        assert coding.coder in coders
    assert len({coding.guid for coding in bundle.codings}) == len(bundle.codings)
    assert all(coder.name and not set(coder.name) & set("|,") for coder in bundle.coders)
    assert all(code.name.strip() for code in bundle.codes)
    assert all(variable.name.strip() for variable in bundle.variables)
    known = {(variable.scope, variable.name) for variable in bundle.variables}
    assert len(known) == len(bundle.variables)
    repr(bundle).encode("utf-8")


def _mutation(tool: str, sound: Path, folder: Path, chance: random.Random) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / sound.name
    if sound.is_dir():
        shutil.copytree(sound, path)
    else:
        shutil.copy(sound, path)
    files = [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
    file = chance.choice(files)
    structured = STRUCTURED.get(tool)
    if structured is not None and chance.random() < 0.75:
        structured(file, chance)
    else:
        file.write_bytes(mutated(file.read_bytes(), TOKENS.get(tool, ()), chance))
    return path


def _change_rows(file: Path, chance: random.Random) -> None:
    """A sound database whose values are none that the tool would write."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for _ in range(chance.choice((1, 1, 3, 9))):
        table = chance.choice(tables)
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        value = chance.choice([each for each in VALUES if not isinstance(each, list | dict)])
        value = value if not isinstance(value, int) or abs(value) < 2**62 else 2**62
        value = value if value != "\ud800" else "\x01"
        try:
            connection.execute(f'UPDATE {table} SET "{chance.choice(columns)}" = ?', (value,))
        except sqlite3.Error:
            continue
    if chance.random() < 0.1:
        connection.execute(f"DROP TABLE {tables.pop(chance.randrange(len(tables)))}")
    if chance.random() < 0.1:
        table = chance.choice(tables)
        column = chance.choice([row[1] for row in connection.execute(f"PRAGMA table_info({table})")])
        connection.execute(f'ALTER TABLE {table} RENAME COLUMN "{column}" TO other') if column != "other" else None
    connection.commit()
    connection.close()


def _change_json(file: Path, chance: random.Random) -> None:
    """Sound JSON with values of other types than were there."""
    lines = file.suffix == ".jsonl"
    text = file.read_text()
    value = [json.loads(line) for line in text.splitlines()] if lines else json.loads(text)
    for _ in range(chance.choice((1, 1, 3, 9))):
        places = list(_places(value))
        holder, key = chance.choice(places)
        holder[key] = deepcopy(chance.choice([each for each in VALUES if not isinstance(each, bytes)]))
    file.write_text("\n".join(json.dumps(each) for each in value) if lines else json.dumps(value))


def _places(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield value, key
            yield from _places(inner)


STRUCTURED: dict[str, Callable[[Path, random.Random], None]] = {
    "taguette": _change_rows,
    "qualcoder": _change_rows,
    "label_studio": _change_json,
    "doccano": _change_json,
}


if __name__ == "__main__":
    main()
