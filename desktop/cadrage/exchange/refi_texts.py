"""The text of one source of a REFI-QDA project, in whatever form the archive holds it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from cadrage.core.errors import UserError
from cadrage.core.text import clean
from cadrage.exchange.article_content import Source
from cadrage.exchange.encodings import decode
from cadrage.exchange.refi_archive import ORIGINAL_LIMIT, Archive, PartError
from cadrage.exchange.refi_counting import SourceText
from cadrage.exchange.refi_tree import child

if TYPE_CHECKING:
    from lxml.etree import _Element

_RICH = ("docx", "odt", "rtf", "pdf")


@dataclass(frozen=True, slots=True)
class Text:
    """What a source says. Not `certain` where another program's reading of a rich text was not kept, so that its
    positions may be others than in ours."""

    source: SourceText
    format: str = "txt"
    encoding: str = "utf-8"
    original: bytes = b""
    certain: bool = True


def text_of(element: _Element, archive: Archive, *, original: str = "") -> Text | str:
    """The text of a TextSource, Note, Representation or Transcript, or why there is none, in words.

    `original` is the path of the file that the text was taken from, where it is not the element's rich text.
    """
    content = child(element, "PlainTextContent")
    rich = original or element.get("richTextPath") or ""
    why = "it names no file"
    if path := element.get("plainTextPath"):
        try:
            return _plain(archive.part(path), archive, rich)
        except PartError as error:
            why = f"its text {error}"
        except UserError as error:
            why = str(error).partition(".")[0].lower()
    if content is not None:
        return Text(SourceText("".join(map(str, content.itertext()))))
    if rich:
        try:
            return _rich(rich, archive.part(rich, ORIGINAL_LIMIT))
        except PartError as error:
            why = f"its text {error}"
        except UserError as error:
            why = str(error).partition(".")[0].lower()
    return why


def decoded(data: bytes) -> tuple[str, str]:
    """The words in a plain text, its byte-order mark included, and their encoding. Raises UserError."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16-le" if data[0] == 0xFF else "utf-16-be"
        return data.decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        found = decode(data)
        return found.text, found.encoding


def _plain(data: bytes, archive: Archive, rich: str) -> Text:
    words, encoding = decoded(data)
    kind = _kind(rich)
    if kind in _RICH:
        try:
            return Text(SourceText(words), kind, encoding, archive.part(rich, ORIGINAL_LIMIT))
        except PartError:
            pass  # the text is what counts
    return Text(SourceText(words), "txt", encoding, data)


def _rich(path: str, data: bytes) -> Text:
    kind = _kind(path)
    source = Source(Path(clean(PurePosixPath(path.replace("\\", "/")).name)), data, kind)
    return Text(SourceText(_words(source)), kind, "", data, certain=False)


def _words(source: Source) -> str:
    match source.format:
        case "docx":
            from cadrage.exchange import article_docx

            return article_docx.read(source).text
        case "odt":
            from cadrage.exchange import article_odt

            return article_odt.read(source).text
        case "rtf":
            from cadrage.exchange import article_rtf

            return article_rtf.read(source).text
        case "pdf":
            from cadrage.exchange import article_pdf

            return article_pdf.read(source).text
    return decoded(source.data)[0]


def _kind(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).suffix.lower().removeprefix(".")
