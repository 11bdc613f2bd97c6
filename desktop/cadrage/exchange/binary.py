"""What is not text at all, named by what it seems to be."""

from __future__ import annotations

from cadrage.core.errors import UserError

NOT_TEXT = "The file is not text: it seems to be {kind}. Save it as text and import that."
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office document"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh9", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "an RTF document"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a sound, a film or a picture"),
    (b"OggS", "a sound or a film"),
    (b"ID3", "a sound"),
)
_WEIRD = bytes((*range(0x01, 0x08), *range(0x0E, 0x1A), *range(0x1C, 0x20)))
_MANY = 200
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def kind_of(data: bytes) -> str | None:
    """What the first bytes say that a file is; None where they say nothing."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return "a film" if data[4:8] == b"ftyp" else None


def refuse_binary(data: bytes) -> None:
    """Raises UserError for data that is known not to be text, naming what it seems to be."""
    kind = kind_of(data)
    if kind is None and not _is_wide(data):
        weird = len(data) - len(data.translate(None, _WEIRD))
        kind = "binary data" if weird * _MANY > len(data) else None
    if kind:
        raise UserError(NOT_TEXT.format(kind=kind))


def _is_wide(data: bytes) -> bool:
    """UTF-16 and UTF-32 hold such bytes lawfully; what has no mark is judged by its NULs later."""
    return data.startswith(_WIDE_MARKS) or b"\0" in data
