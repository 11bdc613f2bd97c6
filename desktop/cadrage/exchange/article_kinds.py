"""Which format an article file is in: by its ending, and by its first bytes where these say otherwise."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from cadrage.core.text import clean

FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".ris": "txt",
    ".md": "md",
    ".markdown": "md",
    ".docx": "docx",
    ".doc": "doc",
    ".odt": "odt",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
}
CHOICES = tuple(sorted(set(FORMATS.values()) - {"doc"}))
FILE_FILTER = f"Articles ({' '.join(f'*{ending}' for ending in FORMATS)});;All files (*)"
SUPPORTED = ", ".join(ending for ending in FORMATS if ending != ".doc")
_NAMES = {
    "docx": "a Word document",
    "doc": "an old or encrypted Office document",
    "odt": "an OpenDocument text",
    "rtf": "an RTF document",
    "pdf": "a PDF",
    "html": "a web page",
    "epub": "an e-book",
    "xlsx": "an Excel workbook",
}
_OTHER_THAN_ENDING = "The name ends in {ending}, but the file is {name}: it was read as that."
_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("META-INF/container.xml", "epub"))
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/epub+zip": "epub",
}
_FIRST = 4096
# After a mark, comments and declarations; a text that merely quotes HTML begins with something else.
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_MARKED = b"\xef\xbb\xbf \t\r\n"


def kind_and_warning(path: Path, data: bytes) -> tuple[str, str]:
    """The format to read a file as, and a sentence where that is another than its ending says.

    A file without a known ending is text unless its first bytes say otherwise.
    """
    ending = path.suffix.lower()
    told = FORMATS.get(ending)
    seen = _sniffed(data)
    if seen is None:
        # An office program's .doc would have shown itself.
        return "txt" if told in (None, "doc") else told, ""
    if seen == told:
        return told, ""
    # Programs call many things .doc; a name without a known ending promises nothing.
    if told in (None, "doc"):
        return seen, ""
    return seen, _OTHER_THAN_ENDING.format(ending=clean(ending), name=_NAMES[seen])


def _sniffed(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return _archived(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    first = data[:_FIRST].lstrip(_MARKED)
    if first.startswith(b"%PDF-"):
        return "pdf"
    if first.startswith(b"{\\rtf"):
        return "rtf"
    # Without the NULs of UTF-16 the letters of a tag stand side by side.
    return "html" if _WEB_PAGE.match(first.replace(b"\0", b"")) else None


def _archived(data: bytes) -> str | None:
    """What a ZIP file holds, by its first entry where that says so, else by its parts."""
    for name, kind in _MIMETYPES.items():
        if data[30:38] == b"mimetype" and data[38 : 38 + len(name)] == name:
            return kind
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return None
    return next((kind for part, kind in _PARTS if part in parts), None)
