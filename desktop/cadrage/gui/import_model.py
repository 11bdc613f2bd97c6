"""What files turned into, before anything is written: values that a Task makes and the import view shows."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.core.text import count_words, text_hash
from cadrage.exchange.articles import find_articles
from cadrage.exchange.encodings import Candidate
from cadrage.gui.words import counted
from cadrage.jobs import importing, studies
from cadrage.jobs.import_facts import Facts, with_facts_of

Report = Callable[[int, int], None]
Place = tuple[Path, int]
_FORMATS = {
    "txt": "Text",
    "md": "Markdown",
    "docx": "Word",
    "odt": "OpenDocument",
    "html": "Web page",
    "epub": "E-book",
    "csv": "Table",
    "xlsx": "Excel",
}
_ENCODED = frozenset(("txt", "md", "html", "csv"))
_KNOWN_AS = {
    "mac_cyrillic": "Mac Cyrillic",
    "mac_roman": "Mac Roman",
    "big5": "Big5",
    "gb18030": "GB 18030",
    "cp932": "Shift-JIS",
    "cp949": "Korean (949)",
}


@dataclass(frozen=True, slots=True)
class Article:
    """One document that could be imported; `place` is its file and its number in it."""

    place: Place
    draft: DocumentDraft
    words: int
    digest: str


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file: its articles or its study, or the reason why there are none.

    `candidates` are the encodings to choose among where it is not certain; `chosen` is what a person chose.
    """

    path: Path
    articles: tuple[Article, ...] = ()
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    chosen: str = ""
    study: Bundle | None = None

    @property
    def uncertain(self) -> bool:
        return bool(self.candidates) and not self.chosen


@dataclass(frozen=True, slots=True)
class Batch:
    """What one Task read; `number` tells whether it is still wanted."""

    number: int
    files: tuple[FileReading, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An article as it stands in the table. `obstacle` says why it cannot be taken; `remark` what is odd about it."""

    article: Article
    taken: bool
    obstacle: str = ""
    remark: str = ""


def read_files(number: int, paths: Sequence[Path], report: Report) -> Batch:
    """Every article under the paths, file by file. One bad file never stops the rest."""
    whole = studies.find(paths, report)
    found = find_articles(paths, whole.taken)
    files = [FileReading(each.path, reason=_sentence(each.reason), study=each.bundle) for each in whole.studies]
    files += [FileReading(item.path, reason=_sentence(item.reason)) for item in found.skipped]
    for done, path in enumerate(found.files):
        report(done, len(found.files))
        files.append(read_file(path))
    report(len(found.files), len(found.files))
    return Batch(number, tuple(sorted(files, key=lambda file: file.path)))


def read_again(number: int, files: Sequence[FileReading], encoding: str, report: Report) -> Batch:
    """The files with an encoding that a person chose; the other candidates stay to choose from."""
    again = []
    for done, before in enumerate(files):
        report(done, len(files))
        reading = read_file(before.path, encoding)
        again.append(replace(reading, candidates=before.candidates, chosen="" if reading.reason else encoding))
    return Batch(number, tuple(again))


def read_file(path: Path, encoding: str | None = None) -> FileReading:
    readings = importing.read([path], encoding=encoding)
    articles = tuple(
        Article((path, number), draft, count_words(draft.text), text_hash(draft.text))
        for number, draft in enumerate(readings.drafts)
    )
    reason = " ".join(_sentence(item.reason) for item in readings.skipped)
    uncertain = any("encoding" in warning for article in articles for warning in article.draft.warnings)
    return FileReading(path, articles, reason, _candidates(path) if uncertain else ())


def _candidates(path: Path) -> tuple[Candidate, ...]:
    try:
        return importing.candidates(path)
    except UserError:
        return ()  # The file went away since it was read: what was read of it stays.


def with_facts(files: Sequence[FileReading], facts: Facts) -> tuple[FileReading, ...]:
    """The files whose articles have what a person says of them besides."""
    if facts == Facts():
        return tuple(files)
    return tuple(replace(file, articles=_told(file.articles, facts)) for file in files)


def _told(articles: Sequence[Article], facts: Facts) -> tuple[Article, ...]:
    alone = len(articles) == 1
    return tuple(replace(article, draft=with_facts_of(article.draft, facts, alone=alone)) for article in articles)


def lines(files: Iterable[FileReading], left_out: Collection[Place], known: Mapping[str, str]) -> tuple[Line, ...]:
    """The table's rows; `known` are titles by hash of what the project has, `left_out` what a person does not want."""
    seen: dict[str, str] = {}
    found = []
    for file in files:
        for article in file.articles:
            if article.digest in known:
                line = Line(article, taken=False, obstacle=f"in the project already: {known[article.digest]}")
            elif article.digest in seen:
                line = Line(article, taken=False, obstacle=f"the same text as {seen[article.digest]}")
            else:
                line = Line(article, taken=article.place not in left_out, remark=_remark(file, article))
                if line.taken:
                    seen[article.digest] = article.draft.title
            found.append(line)
    return tuple(found)


def _remark(file: FileReading, article: Article) -> str:
    if file.uncertain:
        return "encoding uncertain"
    if article.draft.warnings:
        return " ".join(article.draft.warnings)
    return "encoding chosen" if file.chosen else ""


def readings(files: Iterable[FileReading], rows: Iterable[Line]) -> importing.Readings:
    """What `importing.keep` is given: the articles that are taken, and the files that could not be read."""
    skipped = tuple(importing.Skipped(str(file.path), file.reason) for file in files if file.reason)
    return importing.Readings(tuple(line.article.draft for line in rows if line.taken), skipped)


def what(file: FileReading) -> str:
    """Format and encoding of a file in a few words, or why it cannot be read."""
    if file.study is not None:
        return f"{file.study.source}, {counted(len(file.study.codings), 'coding')}"
    if not file.articles:
        return file.reason or "no article in it"
    draft = file.articles[0].draft
    format_ = _FORMATS.get(draft.format, draft.format.upper())
    if file.uncertain:
        return f"{format_}, encoding uncertain"
    return f"{format_}, {encoding_name(draft.encoding)}" if draft.format in _ENCODED else format_


def encoding_name(codec: str) -> str:
    """An encoding as people write it: "Windows-1251", "KOI8-R", "ISO 8859-5", "UTF-8"."""
    try:
        name = codecs.lookup(codec).name
    except LookupError:
        return codec
    plain = name.replace("-", "_")
    if plain in _KNOWN_AS:
        return _KNOWN_AS[plain]
    if name.startswith("cp125"):
        return f"Windows-{name[2:]}"
    if name.startswith("iso8859"):
        return f"ISO 8859-{name.rpartition('-')[2]}"
    return name.replace("_", "-").upper()


def _sentence(reason: str) -> str:
    """Reasons come as clauses from folders and as sentences from readers; shown they are sentences."""
    words = reason.strip()
    words = words[:1].upper() + words[1:]
    return words if not words or words[-1] in ".!?" else f"{words}."
