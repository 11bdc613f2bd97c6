"""Names and times that stay true when copies of a project meet: UUIDv7 and UTC."""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime


def new_guid() -> str:
    """A UUIDv7 in lower case (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000 & (2**48 - 1)
    chance = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | chance >> 62 << 64 | 0b10 << 62 | chance & (2**62 - 1)
    # uuid.UUID says the same at five times the price, and an import makes tens of thousands.
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def now() -> str:
    """The present moment in ISO 8601, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def short_ids(guids: Iterable[str], length: int = 8) -> dict[str, str]:
    """A short name for each GUID: its last `length` characters, more only for those that collide.

    The head of a UUIDv7 is its time, alike in all rows of one import: the random tail tells them apart.
    """
    bare = {guid: guid.replace("-", "") for guid in guids}
    found: dict[str, str] = {}
    while bare:
        tails = Counter(name[-length:] for name in bare.values())
        alone = {guid: name for guid, name in bare.items() if tails[name[-length:]] == 1 or length >= 32}
        found.update({guid: name[-length:] for guid, name in alone.items()})
        bare = {guid: name for guid, name in bare.items() if guid not in alone}
        length += 1
    return found
