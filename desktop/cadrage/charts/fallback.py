"""Fonts of the system for what the charts' own typeface lacks: Chinese, Arabic, emoji."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from cadrage.charts.engine import matplotlib, typeface

_LAST = "DejaVu Sans"  # comes with matplotlib
_MOST_FILES = 600
_ENDINGS = {".ttf", ".otf", ".ttc"}
# Parts of file names, those looked into first in front: large fonts with many scripts, then pictures in outlines.
_LIKELY = (  # noqa: SIM905 (a list of words)
    "notosanscjk sourcehansans msyh yugoth meiryo malgun pingfang hiraginosans applesdgothic wqy droidsansfallback "
    "notosansarabic notosanshebrew notosansdevanagari notosansthai notosans nirmala leelawad arialuni segoeui tahoma "
    "notoemoji seguiemj seguisym symbola freesans freeserif unifont"
).split()


def families(texts: Iterable[str]) -> tuple[str, ...]:
    """The fonts in which all of these can be set, as far as the system has them."""
    own = _own()
    wanted = frozenset(each for text in texts for each in text if each.isprintable() and not each.isspace())
    if typeface() and all(_has(_own_fonts()[0], each) for each in wanted):
        # Alone it is faster.
        return own[:1]
    lacking = frozenset(each for each in wanted if not any(_has(font, each) for font in _own_fonts()))
    return own[:1] + _found(lacking) + own[1:]


@cache
def _own() -> tuple[str, ...]:
    matplotlib()
    return ("Inter", _LAST) if typeface() else (_LAST,)


@cache
def _own_fonts() -> tuple[Any, ...]:
    from matplotlib.font_manager import fontManager
    from matplotlib.ft2font import FT2Font

    upright = [each for each in fontManager.ttflist if each.weight in (400, "normal") and each.style == "normal"]
    known = {entry.name: entry.fname for entry in upright}
    return tuple(FT2Font(known[name]) for name in _own() if name in known)


def _has(font: Any, letter: str) -> bool:
    return bool(font.get_char_index(ord(letter)))


@cache
def _found(lacking: frozenset[str]) -> tuple[str, ...]:
    """Families that have some of these characters, one after the other until none is left."""
    from matplotlib.font_manager import fontManager

    names: list[str] = []
    left = set(lacking)
    for path in islice(_files(), _MOST_FILES):
        if not left:
            break
        font = _opened(path)
        has = {each for each in left if font is not None and _has(font, each)}
        if has:
            fontManager.addfont(str(path))
            names.append(font.family_name)
            left -= has
    return tuple(names)


def _opened(path: Path) -> Any:
    """None for what cannot be drawn: broken files, and pictures without outlines."""
    from matplotlib.ft2font import FT2Font

    try:
        font = FT2Font(str(path))
    except (OSError, RuntimeError):
        return None
    return font if font.scalable else None


def _files() -> Iterator[Path]:
    """The system's font files, likely ones first; in the order of their names, the same each time."""
    found = sorted({path for folder in _folders() for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS})

    def rank(path: Path) -> tuple[int, str]:
        name = path.name.lower().replace("-", "")
        return (next((at for at, part in enumerate(_LIKELY) if part in name), len(_LIKELY)), path.name)

    yield from sorted(found, key=rank)


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        import os

        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return [windows, home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local" / "share" / "fonts"]
