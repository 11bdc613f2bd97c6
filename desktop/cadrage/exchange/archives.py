"""Opening ZIP-based documents from strangers: no bombs, no surprises."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from cadrage.core.errors import UserError
from cadrage.exchange.binary import kind_of

UNPACKED_LIMIT = 200 * 1024 * 1024
RATIO_LIMIT = 300
# A parsed part needs ten times its size or more.
PARSED_LIMIT = 32 * 1024 * 1024
_PARSED = (".xml", ".xhtml", ".html", ".htm", ".opf", ".rels")
_SMALL = 10 * 1024 * 1024
# What python-docx, openpyxl and the XML parsers raise for parts that are missing or not what they should be.
DAMAGED = (OSError, KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError)
# What zipfile raises for damaged, truncated, encrypted or exotic archives.
UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def check_office(data: bytes, kind: str, part: str, *, streamed: bool = False) -> None:
    """Raises UserError unless the bytes are a sound ZIP of reasonable size that holds `part`.

    `kind` words the message: "a Word document (.docx)". `streamed` tells that its parts are read bit by bit, so
    that one of them may be large.
    """
    if kind_of(data) == "an old or encrypted Office document":
        raise UserError(
            f"The file is not {kind}: it is encrypted or in the old Office format. "
            "Open it in your office program and save it again without a password in the present format."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive, streamed=streamed)
            _check_methods(archive)
            if part not in archive.namelist():
                raise UserError(f"The file is not {kind}. Save it in that format and import it again.")
            _check_content(archive)
    except UNSOUND as error:
        seems = kind_of(data)
        named = "damaged or cut off" if seems is None or "ZIP" in seems else f"really {seems}"
        raise UserError(
            f"The file is not {kind} that can be read: it seems to be {named}. Get it again, or save it in that format."
        ) from error


def read_part(data: bytes, part: str) -> bytes:
    """One part of an archive that `check_office` has let through; nothing where it has no such part."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(part)
    except KeyError:
        return b""


def _check_sizes(archive: zipfile.ZipFile, *, streamed: bool) -> None:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = sum(entry.compress_size for entry in archive.infolist())
    largest = max((entry.file_size for entry in archive.infolist() if entry.filename.endswith(_PARSED)), default=0)
    bomb = unpacked > _SMALL and unpacked > RATIO_LIMIT * max(1, packed)
    if unpacked > UNPACKED_LIMIT or (largest > PARSED_LIMIT and not streamed) or bomb:
        raise UserError(
            "The file would unpack to far more than a document holds and was not opened. "
            "Save the text in a new document."
        )


def _check_methods(archive: zipfile.ZipFile) -> None:
    """Office documents are stored or deflated, nothing else (ECMA-376, part 2)."""
    allowed = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(entry.compress_type not in allowed for entry in archive.infolist()):
        raise zipfile.BadZipFile("a compression that Office does not use")


def _check_content(archive: zipfile.ZipFile) -> None:
    """The sizes in a ZIP's directory may lie; zipfile stops at the size that was checked, and by CRC."""
    if archive.testzip() is not None:
        raise zipfile.BadZipFile("a part does not match its checksum")
