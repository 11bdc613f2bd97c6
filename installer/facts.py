"""What every installer must know of Cadrage, each read from the one place where it stands."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

# Names that systems know the program and its files by. They must never change once a version is out.
IDENTIFIER = "org.cadrage.cadrage"
MIME_TYPE = "application/x-cadrage"
ENDING = "cadrage"

_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_HEADING = re.compile(r"^## (\d+(?:\.\d+)+), (.+)$", re.MULTILINE)


def version() -> str:
    """The version, read without importing anything."""
    found = _VERSION.search((ROOT / "desktop/cadrage/__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit("desktop/cadrage/__init__.py says no version.")
    return found[1]


def project() -> dict[str, Any]:
    """The table `project` of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def build_time() -> datetime:
    """When this is built; SOURCE_DATE_EPOCH makes two builds alike."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Release:
    """One version in CHANGELOG.md: its day (None while it is not out), its first sentence, its points' headings."""

    version: str
    day: date | None
    summary: str
    points: tuple[str, ...]


def releases(changelog: str | None = None) -> tuple[Release, ...]:
    """The versions in CHANGELOG.md, newest first. A heading reads `## 1.2.3, 2026-11-30` or `…, not yet released`."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8") if changelog is None else changelog
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return tuple(_release(heading, text[heading.end() : end]) for heading, end in zip(headings, ends, strict=True))


def _release(heading: re.Match[str], body: str) -> Release:
    day = date.fromisoformat(heading[2]) if re.fullmatch(r"\d{4}-\d\d-\d\d", heading[2]) else None
    opening, *rest = re.split(r"^- ", body.strip(), flags=re.MULTILINE)
    return Release(heading[1], day, _plain(opening), tuple(_plain(point) for point in rest))


def _plain(markdown: str) -> str:
    """Markdown's words without its marks, on one line."""
    words = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"\*\*|`", "", words).split())
