"""Articles in RTF files: the words of paragraphs and tables, in every code page that the file names."""

from __future__ import annotations

from cadrage.core.errors import UserError
from cadrage.core.text import canonical
from cadrage.exchange.article_content import NO_TEXT, Content, Source
from cadrage.exchange.rtf import RtfText, looks_like_rtf

_NOT_RTF = "The file is not an RTF document. Open it in Word or LibreOffice and save it as .rtf or .docx."
_CUT = "The file ends in the middle: it seems to have been cut off."
_LOST = "Some bytes could not be read; each such place stands as � (places: {number})."


def read(source: Source) -> Content:
    """Paragraphs and table rows as lines; headers, footers, notes, pictures and hidden text are left out."""
    if not looks_like_rtf(source.data):
        raise UserError(_NOT_RTF)
    found = RtfText(source.data, source.encoding)
    text = canonical(found.text.strip("\n"))
    if not text.strip():
        raise UserError(NO_TEXT)
    warnings = [_CUT] if found.cut else []
    if found.lost:
        warnings.append(_LOST.format(number=found.lost))
    return Content(source, text + "\n", warnings=tuple(warnings))
