"""matplotlib, loaded once and kept from everything that would make charts differ between machines."""

from __future__ import annotations

import os
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from cadrage import paths

_lock = threading.RLock()  # matplotlib's settings belong to the whole process
_OURS = {
    # Its own list of fonts, without a search through the system's, which takes seconds on some machines: what is
    # lacking is looked for in `fallback`. In a folder of ours, so that no other program meets this list.
    "MPL_IGNORE_SYSTEM_FONTS": "1",
    "MATPLOTLIBRC": "",
    "MPLBACKEND": "agg",
}


@cache
def matplotlib() -> Any:
    """The library, with the typeface that charts are set in."""
    with _lock, _environment({**_OURS, "MPLCONFIGDIR": str(cache_folder())}):
        import matplotlib as library
        import matplotlib.figure
        from matplotlib import font_manager

        for path in typeface():
            font_manager.fontManager.addfont(str(path))
    return library


@contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update({name: value for name, value in wanted.items() if value})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def settings(families: tuple[str, ...]) -> Iterator[None]:
    """Our settings alone, for drawing as for writing; nobody else draws meanwhile."""
    library = matplotlib()
    with _lock, library.rc_context(), warnings.catch_warnings():
        # A character that no font has is said by its box; the words stand in the file all the same.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        library.rcParams.update(_defaults())
        library.rcParams.update({"font.family": list(families)})
        yield


@cache
def _defaults() -> dict[str, Any]:
    library = matplotlib()
    kept = {name: value for name, value in library.rcParamsDefault.items() if not name.startswith("backend")}
    return {
        **kept,
        "svg.fonttype": "none",
        "svg.hashsalt": "cadrage",
        "pdf.fonttype": 42,
        "text.hinting": "none",
        "text.parse_math": False,
        "axes.unicode_minus": True,
        "hatch.linewidth": 0.6,
        "path.simplify": False,
        "axes.linewidth": 0.6,
    }


@cache
def cache_folder() -> Path:
    """Where what is made once lies; a temporary folder where the user's cannot be written."""
    with suppress(OSError):
        return paths.user_cache("charts")
    return Path(tempfile.mkdtemp(prefix="cadrage-charts-"))


@cache
def typeface() -> tuple[Path, ...]:
    """Inter as one file with one weight; none where its package is missing."""
    from importlib.util import find_spec

    spec = find_spec("fontpkg_inter")
    if spec is None or spec.origin is None:
        return ()
    found = sorted((Path(spec.origin).parent / "files").glob("*.ttf"))
    upright = [path for path in found if "Italic" not in path.name]
    return (_single(upright[0]),) if upright else ()


def _single(variable: Path) -> Path:
    """The regular weight of a variable font, without what the other weights need: files embed a twentieth of it."""
    made = cache_folder() / f"{variable.name.split('[')[0]}-{variable.stat().st_size}.ttf"
    if made.exists():
        return made
    from fontTools.ttLib import TTFont

    try:
        with TTFont(variable, lazy=True, recalcTimestamp=False) as font:
            for table in ("gvar", "fvar", "avar", "HVAR", "MVAR", "STAT", "GSUB"):
                if table in font:
                    del font[table]
            handle, name = tempfile.mkstemp(dir=made.parent, suffix=".ttf")
            with os.fdopen(handle, "wb") as file:
                font.save(file)
        Path(name).replace(made)
    except OSError:
        return variable
    return made
