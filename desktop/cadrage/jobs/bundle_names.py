"""GUIDs, names, colours and dates of a bundle as a project can keep them."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import datetime

from cadrage.core.identity import new_guid
from cadrage.core.model import FORBIDDEN_IN_CODER_NAMES
from cadrage.core.text import clean
from cadrage.jobs.bundle_problems import NAME_CHANGED, NO_NAME, Problems, altered, quoted

LONGEST = 1000  # characters of a name: what is longer is no name, and no list could show it
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SHORT_COLOUR = re.compile(r"#[0-9A-Fa-f]{3}")
_SEPARATORS = re.compile(f"[{re.escape(FORBIDDEN_IN_CODER_NAMES)}]")


def tidy_guid(guid: str) -> str:
    """A GUID as projects write it; a new one for what is none."""
    plain = guid.strip().strip("{}").lower()
    return plain if _GUID.fullmatch(plain) else new_guid()


def plain_name(name: str, instead: str) -> str:
    """A name without what cannot be stored; `instead` for an empty one."""
    plain = clean(name).strip() or instead
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"


def tidy_name(name: str, instead: str, problems: Problems) -> str:
    """The same, and it is told where the name is another now."""
    plain = plain_name(name, instead)
    if not clean(name).strip():
        problems.note(NO_NAME, quoted(instead))
    elif len(name.strip()) > LONGEST:
        problems.note(NAME_CHANGED, altered(name, plain))
    return plain


def coder_name(name: str, problems: Problems) -> str:
    """A coder's name without the signs that separate names in tables."""
    plain = tidy_name(name, "Unnamed coder", problems)
    if not _SEPARATORS.search(plain):
        return plain
    new = " ".join(_SEPARATORS.sub(" ", plain).split()) or "Unnamed coder"
    problems.note(NAME_CHANGED, altered(plain, new))
    return new


def distinct(name: str, taken: Container[str]) -> str:
    """The name, or the first of “name (2)”, “name (3)” … that is not taken."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def colour(given: str) -> str | None:
    """A colour as #RRGGBB; None for what is none."""
    plain = given.strip()
    if _SHORT_COLOUR.fullmatch(plain):
        return "#" + "".join(2 * digit for digit in plain[1:])
    return plain if _COLOUR.fullmatch(plain) else None


def moment(given: str | None, otherwise: str) -> str:
    """A time in ISO 8601 as it came; `otherwise` where it is none."""
    if not given:
        return otherwise
    try:
        datetime.fromisoformat(given)
    except ValueError:
        return otherwise
    return given
