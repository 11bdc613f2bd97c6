"""Finding the articles that a person means, and reading each file into drafts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.exchange import article_txt
from cadrage.exchange.article_content import Content, Source
from cadrage.exchange.article_kinds import CHOICES, FORMATS, SUPPORTED, kind_and_warning
from cadrage.exchange.encodings import check_encoding
from cadrage.exchange.files import read_bytes

_OLD_OFFICE = (
    "The file is an old Office document, or one that is encrypted. "
    "Open it in Word, Excel or LibreOffice and save it as .docx or .xlsx without a password."
)
# A project, and what lies beside it while it is open.
_PROJECT = re.compile(r".\.cadrage(?:\.|$)")
# Browsers put a saved page's pictures and frames beside it.
_PAGES = (".html", ".htm", ".xhtml")
_BESIDE_PAGE = re.compile(
    "[-_.](?:files|dateien|fichiers|archivos|ficheiros|arquivos|file|bestanden|filer|tiedostot|pliki|soubory|dosyalar"
    "|файлы|файли)$",
    re.IGNORECASE,
)
_UNREADABLE_FOLDER = "the folder could not be read: check its permissions"


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A path that gives no article, and why, in words."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The article files under some paths, in order, and what was passed over."""

    files: tuple[Path, ...]
    skipped: tuple[SkippedFile, ...]


def read_article(
    path: Path,
    *,
    format: str | None = None,
    encoding: str | None = None,
    going_on: Callable[[], None] | None = None,
) -> tuple[DocumentDraft, ...]:
    """The articles in one file, in its order; `format` is "txt", "docx" … where the file's own signs are not to count.

    `going_on()` is called now and then while a long file is read, and may raise Cancelled. Raises UserError where it
    cannot be read.
    """
    check_choice(format, encoding)
    data = read_bytes(path)
    kind, warning = (format, "") if format else kind_and_warning(path, data)
    source = Source(path, data, kind, encoding)
    drafts = _articles(replace(source, going_on=going_on) if going_on else source)
    if not warning:
        return drafts
    return tuple(replace(draft, warnings=(warning, *draft.warnings)) for draft in drafts)


def _articles(source: Source) -> tuple[DocumentDraft, ...]:
    """One for each row of a table; else those of a news database's file; else the file is one."""
    if source.format in ("csv", "xlsx"):
        from cadrage.exchange import article_table

        return article_table.read(source)
    from cadrage.exchange import news

    content = _content(source)
    if drafts := news.split(content):
        return drafts
    if not content.markup:
        return (content.article(),)
    from cadrage.exchange import article_html

    return (article_html.article(content),)


def _content(source: Source) -> Content:
    """The readers come with the first file of their kind: the window opens without them."""
    match source.format:
        case "txt" | "md":
            return article_txt.read(source)
        case "docx":
            from cadrage.exchange import article_docx

            return article_docx.read(source)
        case "odt":
            from cadrage.exchange import article_odt

            return article_odt.read(source)
        case "rtf":
            from cadrage.exchange import article_rtf

            return article_rtf.read(source)
        case "pdf":
            from cadrage.exchange import article_pdf

            return article_pdf.read(source)
        case "html":
            from cadrage.exchange import article_html

            return article_html.read(source)
        case "epub":
            from cadrage.exchange import article_epub

            return article_epub.read(source)
    raise UserError(_OLD_OFFICE)


def check_choice(format: str | None, encoding: str | None) -> None:
    """Raises UserError for a format or an encoding that does not exist; None is any."""
    if format is not None and format not in CHOICES:
        raise UserError(f"There is no format '{format}'. Choose one of {', '.join(CHOICES)}.")
    if encoding is not None:
        check_encoding(encoding)


def find_articles(paths: Iterable[Path], but: Collection[Path] = ()) -> Found:
    """The article files among paths: files as they are, folders with all that lies in them, sorted.

    Hidden files, Office lock files, project files, what belongs to a saved web page and what is in `but` are passed
    over silently; each file once.
    """
    files: dict[Path, None] = {}
    named: set[Path] = set()
    skipped: list[SkippedFile] = []
    for path in paths:
        if path in but:
            continue
        if _is_folder(path):
            found = _in_folder(path, skipped, but)
            told = any(path in each.parents for each in but) or SkippedFile(path, _UNREADABLE_FOLDER) in skipped
            if not found and not told:
                skipped.append(SkippedFile(path, f"no articles in this folder (supported: {SUPPORTED})"))
            files.update(dict.fromkeys(found))
        elif reason := _refusal(path):
            skipped.append(SkippedFile(path, reason))
        elif path in named:
            skipped.append(SkippedFile(path, "was named twice and is taken once"))
        else:
            named.add(path)
            files[path] = None
    return Found(tuple(files), tuple(skipped))


def _in_folder(folder: Path, skipped: list[SkippedFile], but: Collection[Path]) -> list[Path]:
    found = []
    for entry in _walk(folder, skipped, frozenset()):
        path = Path(entry.path)
        if path in but or any(above in but for above in path.parents):
            continue
        if path.suffix.lower() not in FORMATS:
            ending = f"files ending in {path.suffix}" if path.suffix else "files without an ending"
            skipped.append(SkippedFile(path, f"{ending} are not supported"))
        elif not _is_plain(entry) and (reason := _refusal(path)):
            skipped.append(SkippedFile(path, reason))
        else:
            found.append(path)
    return found


def _walk(folder: Path, skipped: list[SkippedFile], above: frozenset[str]) -> Iterator[os.DirEntry[str]]:
    """Files under a folder; a link back to a folder that is being walked is not followed."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        with os.scandir(folder) as inside:
            entries = sorted(inside, key=_name)
    except OSError:
        skipped.append(SkippedFile(folder, _UNREADABLE_FOLDER))
        return
    pages = {Path(entry.name).stem for entry in entries if entry.name.lower().endswith(_PAGES)}
    for entry in entries:
        if entry.name.startswith((".", "~$")) or _PROJECT.search(entry.name):
            continue
        if _is_folder(entry):
            if _BESIDE_PAGE.sub("", entry.name) in pages:
                continue
            yield from _walk(Path(entry.path), skipped, above | {real})
        else:
            yield entry


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Whether the folder itself says that this is a file; whether it can be read shows when it is."""
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def _is_folder(path: Path | os.DirEntry[str]) -> bool:
    """False also where the system will not say."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _refusal(path: Path) -> str:
    """Why a file cannot be read at all; empty where it can."""
    if not os.path.lexists(path):
        return "does not exist"
    try:
        if not path.is_file():
            return "is not a file" if path.exists() else "points to a file that does not exist"
        with path.open("rb"):
            return ""
    except PermissionError:
        return "may not be read: check its permissions"
    except OSError as error:
        return f"could not be read ({error.strerror})"
