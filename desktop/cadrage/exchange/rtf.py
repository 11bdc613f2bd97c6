"""RTF to text, after Microsoft's Rich Text Format Specification 1.9.1: groups, destinations, code pages."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from cadrage.core.errors import UserError
from cadrage.exchange.article_content import TOO_LONG

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
# What is no part of the text: tables of fonts and styles, fields' codes, notes, pictures, list numbers.
_LEFT_OUT = frozenset(
    b"annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart author background"
    b" bkmkend bkmkstart blipuid colortbl comment company creatim datafield datastore doccomm docvar falt fldinst"
    b" footer footerf footerl footerr footnote formfield ftncn ftnsep ftnsepc generator header headerf headerl"
    b" headerr info keywords latentstyles listoverridetable listtable listtext manager mmathPr nesttableprops"
    b" nonesttables objclass objdata objname operator panose pgptbl pict picprop pn pnseclvl pntext pntxta pntxtb"
    b" private printim revtbl revtim rsidtbl rxe shprslt sn sp stylesheet subject sv tc template themedata"
    b" colorschememapping title txe upr userprops wgrffmtfilter xe xmlnstbl".split()
)
# Marked as what other programs may leave out, and holding words all the same.
_KEPT_IF_MARKED = frozenset((b"shpinst", b"shptxt", b"ud", b"nestrow"))
_WORDS = {
    b"par": "\n",
    b"sect": "\n",
    b"page": "\n",
    b"column": "\n",
    b"line": "\n",
    b"softline": "",
    b"tab": "\t",
    b"cell": "\t",
    b"nestcell": "\t",
    b"row": "\n",
    b"nestrow": "\n",
    b"emdash": "—",
    b"endash": "–",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
    b"qmspace": "\u2005",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
    b"ltrmark": "\u200e",
    b"rtlmark": "\u200f",
}
_SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"-": "\u00ad", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n"}
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_CODE_PAGES = {10000: "mac_roman", 10007: "mac_cyrillic", 65001: "utf-8", 936: "gb18030", 1361: "johab"}
_DEEPEST = 5_000
_MOST_WORDS = 8_000_000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and gives back."""

    left_out: bool = False
    hidden: bool = False
    in_table: bool = False
    in_fonts: bool = False
    fallback: int = 1  # characters after \\u that stand for it in old programs
    codec: str = ""  # of the present font; empty: the file's own


def looks_like_rtf(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


class RtfText:
    """The text of a file; `lost` counts bytes that its code pages do not have, `cut` tells that its end is missing."""

    def __init__(self, data: bytes, encoding: str | None = None) -> None:
        self.lost = 0
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._told = encoding or ""
        self._own = encoding or "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._to_skip = 0
        self._marked = False
        self._read(data)
        self._flush()
        self.cut = bool(self._stack)
        # \\u gives UTF-16 units, so that halves of pairs stand side by side.
        self.text = "".join(self._parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _read(self, data: bytes) -> None:
        if data.count(b"\\") > _MOST_WORDS:
            raise UserError(TOO_LONG)
        place = 0
        while place < len(data):
            token = _TOKEN.match(data, place)
            if token is None:
                break
            place = token.end()
            word, number, hexadecimal, sign, brace, run = token.groups()
            if run is not None:
                self._take_bytes(run)
            elif hexadecimal is not None:
                self._take_bytes(bytes.fromhex(hexadecimal.decode("ascii")))
            elif word is not None:
                if word == b"bin":
                    place += max(0, int(number or 0))
                else:
                    self._control(word, int(number) if number else None)
            elif brace is not None:
                self._group(opens=brace == b"{")
                if not self._stack:
                    break
            elif sign is not None:
                self._sign(sign)

    def _group(self, *, opens: bool) -> None:
        self._flush()
        self._to_skip = 0
        self._marked = False
        if not opens:
            if self._stack:
                self._state = self._stack.pop()
            return
        if len(self._stack) > _DEEPEST:
            raise UserError(
                "The file is damaged: its groups never end. Open it in Word or LibreOffice and save it again."
            )
        self._stack.append(self._state)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._marked = True
        elif sign in _SIGNS:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._say(_SIGNS[sign])

    def _take_bytes(self, run: bytes) -> None:
        self._marked = False
        if self._to_skip:
            skipped = min(self._to_skip, len(run))
            self._to_skip -= skipped
            run = run[skipped:]
        if run and not self._state.left_out and not self._state.hidden:
            self._bytes += run

    def _say(self, words: str) -> None:
        if not self._state.left_out and not self._state.hidden:
            self._flush()
            self._parts.append(words)

    def _flush(self) -> None:
        """Bytes become words only when a run ends: characters of East Asian code pages have two."""
        if self._bytes:
            words = self._bytes.decode(self._state.codec or self._own, "replace")
            self.lost += words.count("\ufffd")
            self._parts.append(words)
            self._bytes.clear()

    def _control(self, word: bytes, number: int | None) -> None:
        marked, self._marked = self._marked, False
        self._to_skip = 0
        if word in _LEFT_OUT or (marked and word not in _KEPT_IF_MARKED):
            self._flush()
            self._state = replace(self._state, left_out=True)
        elif word in _WORDS:
            self._break(word)
        elif word == b"u" and number is not None:
            self._say(chr(number % 0x10000))
            self._to_skip = self._state.fallback
        elif word in _SETTERS:
            self._flush()
            _SETTERS[word](self, number)

    def _break(self, word: bytes) -> None:
        if word == b"par" and self._state.in_table:
            self._say(" ")
            return
        if word in (b"row", b"nestrow") and not self._bytes and self._parts and self._parts[-1] == "\t":
            self._parts.pop()
        self._say(_WORDS[word])

    # What control words set.

    def _set_font(self, number: int | None) -> None:
        self._font = number or 0
        if not self._state.in_fonts:
            self._state = replace(self._state, codec=self._fonts.get(self._font, ""))

    def _set_charset(self, number: int | None) -> None:
        if self._state.in_fonts and number in _CHARSETS:
            self._fonts[self._font] = _CHARSETS[number]

    def _set_code_page(self, number: int | None) -> None:
        name = _CODE_PAGES.get(number or 0, f"cp{number}")
        try:
            codecs.lookup(name)
        except LookupError:
            return
        self._own = self._told or name

    def _enter_fonts(self, number: int | None) -> None:
        self._state = replace(self._state, left_out=True, in_fonts=True)

    def _set_hidden(self, number: int | None) -> None:
        self._state = replace(self._state, hidden=number != 0)

    def _set_fallback(self, number: int | None) -> None:
        self._state = replace(self._state, fallback=max(0, min(number or 0, 100)))

    def _enter_table(self, number: int | None) -> None:
        self._state = replace(self._state, in_table=True)

    def _leave_table(self, number: int | None) -> None:
        self._state = replace(self._state, in_table=False)

    def _plain(self, number: int | None) -> None:
        self._state = replace(self._state, hidden=False, codec="")

    def _mac(self, number: int | None) -> None:
        self._own = self._told or "mac_roman"

    def _pc(self, number: int | None) -> None:
        self._own = self._told or "cp437"


_SETTERS = {
    b"f": RtfText._set_font,
    b"fcharset": RtfText._set_charset,
    b"ansicpg": RtfText._set_code_page,
    b"fonttbl": RtfText._enter_fonts,
    b"v": RtfText._set_hidden,
    b"deleted": RtfText._set_hidden,
    b"uc": RtfText._set_fallback,
    b"intbl": RtfText._enter_table,
    b"pard": RtfText._leave_table,
    b"plain": RtfText._plain,
    b"mac": RtfText._mac,
    b"pc": RtfText._pc,
}
