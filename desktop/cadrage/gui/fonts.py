"""The two typefaces, Inter and Source Serif 4, from their packages, and every size that the window uses."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600
ARTICLE_SIZE = 16
_tabular: dict[str, QFont] = {}
_copyable: dict[str, QFont] = {}
_PACKAGES = {"sans": "fontpkg_inter", "serif": "fontpkg_source_serif_4"}


def _files(package: str, *, italic: bool) -> list[Path]:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return []
    found = sorted((Path(spec.origin).parent / "files").glob("*.ttf"))
    return [path for path in found if ("Italic" in path.name) == italic]


@cache
def _load(kind: str, *, italic: bool) -> str:
    """Loads a face once; its family, or an empty string where the package is missing."""
    for path in _files(_PACKAGES[kind], italic=italic):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            return QFontDatabase.applicationFontFamilies(number)[0]
    return ""


def _font(kind: str, size: float, weight: int, *, italic: bool) -> QFont:
    # A copy: whoever asks may change it.
    return QFont(_made(kind, round(size), weight, italic=italic))


@cache
def _made(kind: str, size: int, weight: int, *, italic: bool) -> QFont:
    family = _load(kind, italic=False)
    if italic:
        # The italic face is a file of its own, loaded when first asked for.
        _load(kind, italic=True)
    if family:
        font = QFont(family)
    elif kind == "sans":
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    else:
        font = QFont("serif")
        font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    if family:
        # Qt picks a variable file's regular instance for every weight: the axis must be set by hand.
        font.setVariableAxis(QFont.Tag("wght"), weight)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def ui(size: float = 13, weight: int = REGULAR, *, italic: bool = False) -> QFont:
    """The interface's font; sizes in pixels."""
    return _font("sans", size, weight, italic=italic)


def serif(size: float = ARTICLE_SIZE, weight: int = REGULAR, *, italic: bool = False) -> QFont:
    """The font of article text and of every quotation."""
    return _font("serif", size, weight, italic=italic)


def reading(size: float = ARTICLE_SIZE, *, sans: bool = False) -> QFont:
    """The font of the article in the document view; a setting offers the sans."""
    return ui(size) if sans else serif(size)


def figures(font: QFont) -> QFont:
    """The font with tabular figures, for number cells only: elsewhere they widen hyphens."""
    key = font.key()
    tabular = _tabular.get(key)
    if tabular is None:
        # Kept: Qt looks for the face of a font with features anew each time that one is made.
        tabular = _tabular[key] = QFont(font)
        tabular.setFeature(QFont.Tag("tnum"), 1)
    return QFont(tabular)


def copyable(font: QFont) -> QFont:
    """The font for a PDF: ligatures and the like have no code point, so that they could not be copied out of it."""
    key = font.key()
    if key not in _copyable:
        # Kept, as those with tabular figures.
        _copyable[key] = QFont(font)
        for feature in ("calt", "liga", "clig", "dlig", "tnum"):
            _copyable[key].setFeature(QFont.Tag(feature), 0)
    return QFont(_copyable[key])


def start_title() -> QFont:
    return ui(26, SEMIBOLD)


def title() -> QFont:
    return ui(16, SEMIBOLD)


def code_name() -> QFont:
    return ui(15, SEMIBOLD)


def palette_input() -> QFont:
    return ui(17)


def heading() -> QFont:
    return ui(12, SEMIBOLD)


def secondary() -> QFont:
    return ui(12)


def badge() -> QFont:
    return ui(11)


def group_heading() -> QFont:
    return ui(11, SEMIBOLD)


def quotation(size: float = 15) -> QFont:
    return serif(size)
