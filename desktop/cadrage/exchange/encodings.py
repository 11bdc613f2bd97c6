"""From a file's bytes to its words: which encoding they are in, and how sure that is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from cadrage.core.errors import UserError
from cadrage.exchange import letters, plausibility
from cadrage.exchange.binary import NOT_TEXT, refuse_binary

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEVEN_BIT_SHIFTS = ((b"\x1b$", "iso2022_jp"), (b"~{", "hz"))
# UTF-8 that was once read as a Western encoding: quotation marks, accented letters, Cyrillic.
_GARBLED_STARTS = ("â€", "Ã", "Â", "Ð", "Ñ")
_GARBLED = re.compile(
    "â€[\x80-\xff™œ“”\u02dc]"
    "|[ÂÃ][\x80-\xbf\u20ac\u201a-\u203a\u0152-\u017e\u2122]"
    "|(?:[ÐÑ][\x80-\xbf\u20ac\u201a-\u203a\u0152-\u017e\u2122]){3}"
)
_REFUSED = "The encoding '{encoding}' is {reason}. Choose another one, or leave the choice to Cadrage."
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SAMPLE_BYTES = 65_536
_SAMPLE_CHARACTERS = 120
_CANDIDATES = 8
# In nats: how much likelier than the next reading. The commonest encoding by far needs less.
_CLEARLY_BETTER, _BETTER = 6.0, 3.0
_MOSTLY_KNOWN = 0.03
_TOO_FEW_TO_DETECT = 32
# The names that people know for codecs that charset-normalizer may answer with; each decodes the same words.
_KNOWN_AS = {
    "cp1125": "cp866",
    "kz1048": "cp1251",
    "ptcp154": "cp1251",
    "euc_jis_2004": "euc_jp",
    "euc_jisx0213": "euc_jp",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5hkscs": "big5",
    "euc_kr": "cp949",
    "latin_1": "cp1252",
    "ascii": "utf_8",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding that the bytes could be in, and some of the words that it makes of them."""

    encoding: str
    sample: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text (not yet canonical). Where `confident` is false, `text` is the first of `candidates`
    and a person must choose; candidates are ordered, the likeliest first."""

    text: str
    encoding: str
    confident: bool
    candidates: tuple[Candidate, ...]
    warnings: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The words in a file's bytes: by the encoding given, else BOM, strict UTF-8, UTF-16, detection.

    Raises UserError where the bytes are no text, hold no text, or are not in the encoding given.
    """
    refuse_binary(data)
    decoded = _as_told(data, encoding) if encoding else _found(data)
    if decoded.text.count("\0") * 200 > len(decoded.text):
        raise UserError(NOT_TEXT.format(kind="binary data"))
    if not decoded.text.strip("\ufeff \t\r\n\f\v\x00\xa0\u2028\u2029\u200b") or decoded.text.isspace():
        raise UserError("The file contains no text. Check that it was saved completely.")
    return decoded


def check_encoding(encoding: str) -> None:
    """Raises UserError for the name of no encoding."""
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise UserError(_REFUSED.format(encoding=encoding, reason="unknown")) from error


def _found(data: bytes) -> Decoded:
    marked = _by_mark(data)
    if marked:
        return marked
    shifted = _seven_bit(data)
    if shifted:
        return shifted
    if b"\0" in data:
        return _wide(data)
    text, cut = _strictly(data, "utf-8")
    if text is not None:
        return _sure(text, "utf-8", cut=cut)
    return _detected(data)


def _as_told(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        for mark, marked in _BOMS:
            if data.startswith(mark) and name.replace("_", "-") in (marked, marked[:6]):
                return _sure(*_required(data[len(mark) :], marked))
        return _sure(*_required(data, name))
    except (LookupError, ValueError) as error:
        reason = "unknown" if isinstance(error, LookupError) else "not the file's"
        raise UserError(_REFUSED.format(encoding=encoding, reason=reason)) from error


def _required(data: bytes, name: str) -> tuple[str, str]:
    text = data.decode(name)
    # Codecs such as rot13 or hex work on something else than bytes or text.
    if "\0" in text:
        raise UnicodeError("NUL")
    return text, name


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text, cut = _strictly(data[len(mark) :], encoding)
            if text is not None:
                return _sure(text, encoding, cut=cut)
            damaged = data[len(mark) :].decode(encoding, errors="replace")
            return _sure(damaged, encoding, damaged=damaged.count("\ufffd"))
    return None


def _strictly(data: bytes, encoding: str) -> tuple[str | None, bool]:
    """The text, and whether its last character was cut off; None where the bytes cannot be in it."""
    try:
        return data.decode(encoding), False
    except UnicodeDecodeError as error:
        if error.end < len(data) - 3 or encoding.replace("-", "_") not in _MAY_BE_CUT:
            return None, False
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        return decoder.decode(data, final=False) + "\ufffd", True
    except UnicodeDecodeError:
        return None, False


_MAY_BE_CUT = letters.MULTIBYTE | {"utf_8", "utf_32_le", "utf_32_be"}


def _sure(text: str, encoding: str, *, cut: bool = False, damaged: int = 0) -> Decoded:
    candidate = Candidate(encoding, _sample(text))
    return Decoded(text, encoding, True, (candidate,), _warnings(text, cut=cut, damaged=damaged))


def _warnings(text: str, *, cut: bool = False, damaged: int = 0) -> tuple[str, ...]:
    if text.isascii():
        return ()
    found = []
    if cut:
        found.append("The last character is incomplete: the file seems to have been cut off.")
    elif damaged:
        found.append(f"Some bytes could not be read; each such place stands as � (places: {damaged}).")
    elif "\ufffd" in text:
        found.append("Characters had been lost before the text came here: each stands as �.")
    if any(start in text for start in _GARBLED_STARTS) and len(_GARBLED.findall(text)) >= 2:
        found.append("Some characters look garbled, as in â€™ for ’: the text was damaged earlier.")
    return tuple(found)


def _seven_bit(data: bytes) -> Decoded | None:
    """Encodings that shift with ASCII sequences, so that strict UTF-8 would accept them."""
    for shift, encoding in _SEVEN_BIT_SHIFTS:
        if shift in data and data.isascii():
            text, cut = _strictly(data, encoding)
            if text is None:
                text = data.decode(encoding, errors="replace")
            verdict = plausibility.judge(text[:_SAMPLE_BYTES], encoding)
            if not text.isascii() and verdict.strange <= _MOSTLY_KNOWN:
                return _sure(text, encoding, cut=cut, damaged=text.count("\ufffd"))
    return None


def _wide(data: bytes) -> Decoded:
    """UTF-16 or UTF-32 without a mark: NULs in one place of each unit, and words when read so."""
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text, cut = _strictly(data, encoding)
        if text is None or "\0" in text:
            continue
        readable = sum(char.isalpha() or char.isspace() or char.isascii() for char in text[:4000])
        common = sum(char in " \n\r\t,." for char in text[:4000])
        if readable >= 0.85 * len(text[:4000]) and common:
            return _sure(text, encoding, cut=cut)
    raise UserError(NOT_TEXT.format(kind="binary data"))


def _detected(data: bytes) -> Decoded:
    readings = _readings(data)
    if not readings or _partly_utf8(data):
        return _damaged(data, readings)
    best = readings[0]
    detector = _detector_says(data)
    margin = best.score - readings[1].score if len(readings) > 1 else float("inf")
    agreed = detector in (None, best.encoding) or best.sample == _try_sample(data, detector)
    needed = (_BETTER if best.encoding == "cp1252" else _CLEARLY_BETTER) * (1 if agreed else 2)
    confident = best.strange <= _MOSTLY_KNOWN and margin >= needed
    candidates = tuple(Candidate(reading.encoding, reading.sample) for reading in readings)
    text, cut = _strictly(data, best.encoding)
    return Decoded(text or "", best.encoding, confident, candidates, _warnings(text or "", cut=cut))


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    score: float
    strange: float
    sample: str


def _readings(data: bytes) -> list[_Reading]:
    """What the likeliest encodings make of the bytes, the best first, equal texts once.

    All are judged by an excerpt; only as many as are needed must prove that they can read the whole.
    """
    excerpt = _telling_lines(data)
    wide = letters.WIDE if len(data) % 2 == 0 else ()
    judged: dict[str, tuple[float, float, str]] = {}
    for encoding in (*letters.ENCODINGS, *wide):
        # Lines cannot be cut out of two-byte encodings: their line ends hold other characters' bytes.
        part = (data[:_SAMPLE_BYTES] if encoding in letters.WIDE else excerpt).decode(encoding, "replace")
        verdict = plausibility.judge(part, encoding)
        if part not in judged or judged[part][0] < verdict.score:
            judged[part] = (verdict.score, verdict.strange, encoding)
    readings: list[_Reading] = []
    for score, strange, encoding in sorted(judged.values(), reverse=True):
        text, _ = _strictly(data, encoding)
        if text is not None and "\0" not in text:
            readings.append(_Reading(encoding, score, strange, _sample(text)))
        if len(readings) == _CANDIDATES:
            break
    return readings


def _telling_lines(data: bytes) -> bytes:
    """As much as is needed to judge: of a long file, the lines that are not plain ASCII."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    return b"\n".join(lines)[:_SAMPLE_BYTES]


def _detector_says(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    if sum(byte > 127 for byte in data[:_SAMPLE_BYTES]) < _TOO_FEW_TO_DETECT:
        return None
    best = from_bytes(_telling_lines(data)).best()
    return _KNOWN_AS.get(best.encoding, best.encoding) if best else None


def _try_sample(data: bytes, encoding: str | None) -> str | None:
    text = _strictly(data, encoding)[0] if encoding else None
    return None if text is None else _sample(text)


def _partly_utf8(data: bytes) -> bool:
    """Whether a run of the bytes is UTF-8 beyond chance, though not all of them are."""
    runs = data.decode("utf-8", errors="replace").split("\ufffd")
    return any(len(run) > 12 and sum(not char.isascii() for char in run) > 12 for run in runs)


def _damaged(data: bytes, readings: list[_Reading]) -> Decoded:
    """Text that no encoding reads whole: what is UTF-8 in it, with gaps, and the other possibilities."""
    text = data.decode("utf-8", errors="replace")
    others = [Candidate(reading.encoding, reading.sample) for reading in readings[: _CANDIDATES - 1]]
    if not others:
        others = [Candidate("cp1252", _sample(data.decode("cp1252", errors="replace")))]
    candidates = (Candidate("utf-8", _sample(text)), *others)
    return Decoded(text, "utf-8", False, candidates, _warnings(text, damaged=text.count("\ufffd")))


def _sample(text: str) -> str:
    """Some words from the first place that is not plain ASCII, where encodings differ."""
    found = None if text.isascii() else _FOREIGN.search(text)
    first = found.start() if found else 0
    start = max(0, first - 30)
    part = text[start : start + 2 * _SAMPLE_CHARACTERS].replace("\ufeff", "")
    return " ".join(part.split())[:_SAMPLE_CHARACTERS]
