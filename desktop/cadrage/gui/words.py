"""Names and numbers as the window says them: plurals, and names too long for a menu."""

from __future__ import annotations

_LONGEST = 48  # characters of a name in a menu


def counted(number: int, what: str) -> str:
    """“1 coding”, “2,000 codings”."""
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def shortened(name: str, most: int = _LONGEST) -> str:
    """A name with its end left out where it is very long."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def in_menu(words: str) -> str:
    """Words for a menu or a button, where a bare & would mark a key."""
    return words.replace("&", "&&")
