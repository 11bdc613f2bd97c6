"""REFI-QDA projects (.qdpx): a study as the programs of the field exchange it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from cadrage.core.bundle import Bundle
from cadrage.exchange import refi_extra, refi_reading
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.refi_archive import opened
from cadrage.exchange.refi_words import is_time
from cadrage.exchange.refi_writing import marked, notes_with_files, project_xml

# ZIP counts from 1980, and so does a study without any date.
_EARLIEST = "1980-01-01T00:00:00.000Z"
# Twice as fast as the usual level, for archives larger by a twentieth.
_LEVEL = 3


def read(path: Path, report: Report = silent) -> Bundle:
    """The study in a .qdpx file of whatever program. What could not be taken over stands in `problems`.

    Raises UserError where the file is no such archive, or is damaged.
    """
    with opened(path) as archive:
        return refi_reading.read(archive, report)


def write(bundle: Bundle, path: Path, report: Report = silent) -> None:
    """The same bytes for the same bundle. Raises UserError where the file cannot be written."""
    stamp = _latest(bundle)
    day = (int(stamp[:4]), int(stamp[5:7]), int(stamp[8:10]), int(stamp[11:13]), int(stamp[14:16]), int(stamp[17:19]))
    with (
        safe_replace(path) as draft,
        zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive,
    ):
        for name, data in _parts(bundle, stamp, report):
            entry = zipfile.ZipInfo(name, day)
            entry.create_system = 3  # else the bytes would depend on the machine
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)


def _parts(bundle: Bundle, stamp: str, report: Report) -> Iterator[tuple[str, bytes]]:
    yield "project.qde", project_xml(bundle, stamp, report).encode("utf-8")
    for document in bundle.documents:
        yield f"sources/{document.guid}.txt", marked(document.text).encode("utf-8")
    for memo in notes_with_files(bundle):
        yield f"sources/{memo.guid}.txt", marked(memo.text).encode("utf-8")
    originals = {
        refi_extra.original_part(each.original): each.original
        for each in bundle.documents
        if refi_extra.has_own_original(each)
    }
    yield from sorted(originals.items())
    yield refi_extra.PART, refi_extra.written(bundle)


def _latest(bundle: Bundle) -> str:
    """When the study was last touched, so that writing it again gives the same file."""
    times = [
        *(each.added for each in bundle.documents),
        *(time for each in bundle.codings for time in (each.created, each.modified)),
        *(time for each in bundle.memos for time in (each.created, each.modified)),
    ]
    latest = max((time for time in times if "1980" <= time[:4] <= "2107"), default=_EARLIEST)
    return latest if is_time(latest) else _EARLIEST
