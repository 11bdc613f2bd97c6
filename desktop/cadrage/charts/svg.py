"""SVG as other programs need it: fonts to fall back on, the typeface in the file, a role for screen readers."""

from __future__ import annotations

import base64
import io
import re

from cadrage.charts.engine import typeface

_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
_INSTEAD = "'Helvetica Neue', Arial, 'Liberation Sans'"


def finished(svg: bytes, families: tuple[str, ...]) -> bytes:
    """The same drawing, with the letters of its typeface that it uses."""
    text = svg.decode("utf-8")
    listed = ", ".join(f"'{family}'" for family in families)
    others = [f"'{family}'" for family in families if family != "Inter"]
    known = ", ".join(["Inter", _INSTEAD, *others, "sans-serif"] if "Inter" in families else [*others, "sans-serif"])
    text = text.replace(f"font-family: {listed}", f"font-family: {known}")
    text = text.replace("<svg ", '<svg role="img" ', 1)
    face = _face("".join(_TEXT.findall(text))) if "Inter" in families else ""
    return text.replace("<defs>", f"<defs>{face}", 1).encode("utf-8") if face else text.encode("utf-8")


def _face(letters: str) -> str:
    """A `style` element with the letters as a web font; empty where the typeface is missing."""
    paths = typeface()
    if not paths or not letters:
        return ""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(notdef_outline=True, recalc_timestamp=False)
    with TTFont(paths[0], lazy=True, recalcTimestamp=False) as font:
        chosen = subset.Subsetter(options)
        chosen.populate(text=_unescaped(letters))
        chosen.subset(font)
        font.flavor = "woff"
        file = io.BytesIO()
        font.save(file)
    data = base64.b64encode(file.getvalue()).decode("ascii")
    return (
        '<style type="text/css">@font-face{font-family:"Inter";font-weight:400;'
        f'src:url("data:font/woff;base64,{data}") format("woff")}}</style>'
    )


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
