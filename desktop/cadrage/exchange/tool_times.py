"""Moments as other tools write them, in the form in which projects keep theirs."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(written: str) -> str:
    """ISO 8601 in UTC to the millisecond; empty where the words are no moment. Without a zone, UTC is taken."""
    written = written.strip().replace("_", " ")
    try:
        found = datetime.fromisoformat(written)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")
