"""Is a project file sound, and what of it could be recovered?"""

from __future__ import annotations

from pathlib import Path

from cadrage.store import integrity


def check(path: Path) -> dict[str, object]:
    """`{"ok": bool, "problems": [sentence, …]}`."""
    found = integrity.problems(path)
    return {"ok": not found, "problems": found}
