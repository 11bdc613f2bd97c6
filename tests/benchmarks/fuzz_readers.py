"""Feeds mutated files to every reader: each must end in what it reads or a UserError, soon, in little memory.

Run: python -m tests.benchmarks.fuzz_readers [--count 2000] [--seed 1] [--kind .pdf]
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.exchange.articles import read_article
from cadrage.exchange.codebooks import read_codebook
from tests.exchange.made_files import every_kind
from tests.exchange.refi_files import every_study, read_soundly

MOST_SECONDS = 10.0
MOST_MEGABYTES = 1024.0
# What readers of each format take note of, and a few things that hurt all of them.
TOKENS = {
    "xml": (
        b"<", b">", b"</p>", b"<p>", b"&amp;", b"&x;", b"&#0;", b"&#xD800;", b"]]>", b"<![CDATA[", b"<!--", b"<pre>",
        b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]>', b"<table><tr><td>", b"<w:tbl><w:tr><w:tc>", b"<br/>", b"<script>",
        b"<text:s text:c='999999999'/>", b"<title/>", b"xmlns:a='b'", b'encoding="utf-16"', b'charset="hz"',
        b"<div>" * 300, b'count="4294967295"', b'r="ZZZ9999999"', b"1e999", b"<v>9999999</v>", b"<c t='s'>",
    ),
    ".rtf": (
        b"{", b"}", b"\\", b"\\'", b"\\u-1", b"\\u55357", b"\\bin9", b"\\bin-5", b"\\uc9999999999", b"{\\*",
        b"\\ansicpg9999", b"\\f7", b"{\\field{\\*\\fldinst", b"\\row", b"\\cell", b"\\intbl", b"{" * 9000,
        b"\\fonttbl", b"\\fcharset128",
    ),
    ".pdf": (
        b"<<", b">>", b"[", b"]", b"(", b")", b"stream", b"endstream", b"endobj", b"1 0 R", b"4 0 R", b"/Kids [2 0 R]",
        b"/Count 999999999", b"/Length 99999999", b"/Rotate 90", b"1e38 Tf", b"0 0 0 0 0 0 cm", b"-32768",
        b"/Encrypt 3 0 R", b"/Filter /FlateDecode", b"/MediaBox [0 0 1e9 1e9]", b"%%EOF", b"startxref\n0\n",
        b"BT ET q Q ",
    ),
    ".qdpx": (
        b"<", b">", b"&x;", b"&#xD800;", b"]]>", b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]>', b"<Code>" * 300,
        b'startPosition="-1"', b'endPosition="99999999999999999999"', b'guid=""', b'targetGUID="x"', b"<Coding/>",
        b"internal://../../x", b'encoding="utf-16"', b"xmlns:a='b'", b"null", b"[]", b"{}", b'"start":-1', b'":1e999',
        b"\r\n", b"<PlainTextContent>", b"<Description>Position: 9-1", b"<User/>", b"<Set>", b"<Note>", b"<Link/>",
    ),
    ".csv": (b'"', b'""', b";", b",", b"\t", b"\r", b"\n", b"\0", b"sep=|\n", b";" * 3000, b"text;text\n"),
}  # fmt: skip
ANYWHERE = (b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"A" * 70_000, b"\x1b$B", b"~{", b"\n" * 500)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the files of one kind ended; `worst` is the longest that one took, in CPU seconds."""

    kind: str
    read: int
    refused: int
    worst: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="", help="one ending, such as .pdf; all of them without")
    wanted = parser.parse_args()
    if wanted.kind:
        _report(fuzz(wanted.kind, wanted.count, wanted.seed))
        return
    # A process for each: a crash of one library must not hide what the others do.
    failed = [
        kind
        for kind in (*every_kind(), *every_study())
        if subprocess.run(
            [
                sys.executable,
                "-m",
                __spec__.name,
                "--kind",
                kind,
                "--count",
                str(wanted.count),
                "--seed",
                str(wanted.seed),
            ],
            check=False,
        ).returncode
    ]
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


def _report(outcome: Outcome) -> None:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{outcome.kind:6} {outcome.read:6} read {outcome.refused:6} refused"
        f"   longest {outcome.worst:6.2f} s   memory {megabytes:6.0f} MB",
        flush=True,
    )
    if outcome.worst > MOST_SECONDS or megabytes > MOST_MEGABYTES:
        raise SystemExit(1)


def fuzz(kind: str, count: int, seed: int) -> Outcome:
    """Read so many mutations of a sound file; whatever is neither drafts nor a UserError is raised."""
    chance = random.Random(f"{kind}{seed}")
    sound = (every_kind() | every_study())[kind]
    read_one = reader_of(kind)
    read = refused = 0
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"story{kind}"
        for number, data in enumerate(mutations(kind, sound, chance, count)):
            path.write_bytes(data)
            faulthandler.dump_traceback_later(3 * MOST_SECONDS, exit=True)
            begin = time.process_time()
            try:
                read += bool(read_one(path))
            except UserError:
                refused += 1
            except Exception as error:
                kept = Path(tempfile.gettempdir()) / f"fuzz-{seed}-{number}{kind}"
                kept.write_bytes(data)
                error.add_note(f"the file is kept as {kept}")
                raise
            finally:
                faulthandler.cancel_dump_traceback_later()
            worst = max(worst, time.process_time() - begin)
    return Outcome(kind, read, refused, worst)


def reader_of(kind: str) -> Callable[[Path], object]:
    if kind.endswith(".qdpx"):
        return read_soundly
    return read_codebook if kind.endswith(".qdc") else read_article


def mutations(kind: str, sound: bytes, chance: random.Random, count: int) -> Iterator[bytes]:
    """Of archives, mostly a part within is changed: of a changed archive the checksum tells at once."""
    tokens = TOKENS.get(Path(f"story{kind}").suffix, TOKENS["xml"] if kind not in (".txt", ".md") else ())
    archived = sound.startswith(b"PK")
    for _ in range(count):
        if archived and chance.random() < 0.8:
            yield _repacked(sound, tokens, chance)
        else:
            yield mutated(sound, tokens, chance)


def _repacked(sound: bytes, tokens: tuple[bytes, ...], chance: random.Random) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(sound)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        changed = chance.sample(names, k=min(len(names), chance.choice((1, 1, 1, 2))))
        left_out = chance.choice(names) if chance.random() < 0.1 else ""
        for name in names:
            part = source.read(name)
            if name != left_out:
                target.writestr(name, mutated(part, tokens, chance) if name in changed else part)
    return buffer.getvalue()


def mutated(data: bytes, tokens: tuple[bytes, ...], chance: random.Random) -> bytes:
    """A few changes, of the kinds that break parsers."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        place = chance.randrange(len(changed) + 1)
        end = min(len(changed), place + chance.choice((1, 2, 8, 64, 1024)))
        match chance.randrange(8):
            case 0 if place < len(changed):
                changed[place] ^= 1 << chance.randrange(8)
            case 1:
                del changed[place:end]
            case 2:
                changed[place:place] = changed[place:end] * chance.choice((1, 2, 50))
            case 3:
                changed[place:end] = chance.randbytes(end - place)
            case 4 if chance.random() < 0.3:
                del changed[place:]
            case 5:
                changed[place:place] = chance.choice(ANYWHERE)
            case _ if tokens:
                changed[place : place + chance.choice((0, 0, 5))] = chance.choice(tokens) * chance.choice((1, 1, 3))
            case _:
                changed[place:place] = chance.randbytes(3)
    return bytes(changed)


if __name__ == "__main__":
    main()
