"""Which letters the glyphs of a PDF stand for: where several share a glyph, the one that was meant.

Qt names for each glyph the first character that a font draws with it, so that the apostrophe of “it’s” is copied and
searched as U+02BC, and a space as a tab.
"""

from __future__ import annotations

import re
from pathlib import Path

from cadrage.exchange.pdf_whole import check_whole

_MAPS = re.compile(rb"begincmap\b.*?\bendcmap", re.DOTALL)
_LIST = re.compile(rb"\[[^\]]*\]")
_ENTRY = re.compile(rb"<([0-9A-Fa-f]{4})>")
_TWINS = {
    "\t": " ",
    "\u02bc": "\u2019",
    "\u02ee": "\u201d",
    "\u02bb": "\u2018",
    "\u00b5": "\u03bc",
    "\u2126": "\u03a9",
    "\u0387": "\u00b7",
}


def mend(path: Path, said: str = "") -> None:
    """Puts the usual letter in the place of its rarer twin, unless what the file says has the rare one more often.

    Raises OSError where the file had not come to the disk whole.
    """
    check_whole(path)
    wanted = {
        b"%04X" % ord(rare): b"%04X" % ord(usual)
        for rare, usual in _TWINS.items()
        if rare == "\t" or said.count(rare) <= said.count(usual)
    }
    before = path.read_bytes()

    def entry(found: re.Match[bytes]) -> bytes:
        return b"<%s>" % wanted.get(found[1].upper(), found[1])

    def one_map(found: re.Match[bytes]) -> bytes:
        return _LIST.sub(lambda each: _ENTRY.sub(entry, each[0]), found[0])

    # No position in the file moves: letters are replaced by as many.
    after = _MAPS.sub(one_map, before)
    if after != before:
        path.write_bytes(after)
