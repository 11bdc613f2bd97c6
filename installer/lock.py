"""What requirements.lock names, and which of it Cadrage itself needs: the rest serves its development."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cadrage.jobs import parts
from installer.facts import ROOT, project

FILE = ROOT / "requirements.lock"


@dataclass(frozen=True, slots=True, order=True)
class Locked:
    """One package with its exact version; `name` as names are compared."""

    name: str
    version: str


def locked(file: Path = FILE) -> tuple[Locked, ...]:
    """Every package of the lock, by name."""
    lines = (line.partition("#")[0].partition(";")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(sorted(Locked(parts.key(name), version) for name, _, version in map(_split, filter(None, lines))))


def _split(line: str) -> tuple[str, str, str]:
    return line.partition("==")


def needed() -> dict[str, tuple[str, ...]]:
    """What Cadrage needs when it runs, from the metadata of this Python's packages: each name with what it needs."""
    roots = tuple(_roots())
    found = parts.closure(roots)
    tree = {name: tuple(sorted(set(parts.required(package)) & found.keys())) for name, package in found.items()}
    return {"cadrage": tuple(sorted(set(roots) & found.keys())), **tree}


def _roots() -> Iterator[str]:
    for wanted in project()["dependencies"]:
        name = re.match(r"[A-Za-z0-9._-]+", wanted)
        assert name is not None, wanted
        yield parts.key(name[0])
