"""What a reader finds in a file, before anybody decides how many articles that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.core.text import canonical, clean

NO_TEXT = "The document contains no text. If its pages are pictures, run OCR on them first."

TOO_LONG = "The file holds far more than articles do and was not opened. Split it, or save its text in a new document."


def _unasked() -> None:
    """Nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as a reader gets it. `encoding` is what a person chose; None leaves it to the reader.

    A reader that takes long calls `going_on` between its steps, which may raise Cancelled.
    """

    path: Path
    data: bytes
    format: str
    encoding: str | None = None
    going_on: Callable[[], None] = _unasked


@dataclass(frozen=True, slots=True)
class Content:
    """The words of one file. `text` holds a line per paragraph or table row, as the file has them; of a web
    page it is empty, and `markup` holds the decoded HTML instead. `pages` are positions in `text` at which
    pages begin."""

    source: Source
    text: str
    encoding: str = ""
    markup: str = ""
    title: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()

    def article(self) -> DocumentDraft:
        """The whole file as one article. Raises UserError where it holds no word."""
        if not self.text.strip():
            raise UserError(NO_TEXT)
        return self.draft(self.text, title=self.title, values=self.values, pages=self.pages)

    def draft(
        self,
        text: str,
        *,
        title: str = "",
        values: Mapping[str, str] | None = None,
        pages: tuple[int, ...] = (),
        warnings: tuple[str, ...] = (),
    ) -> DocumentDraft:
        """One article of this file; without a title it is called like the file. Values that are empty fall away.

        `warnings` come behind those of the whole file.
        """
        filled = {name: clean(value).strip() for name, value in (values or {}).items() if value.strip()}
        return DocumentDraft(
            title=clean(" ".join(title.split())) or clean(self.source.path.stem),
            file_name=clean(self.source.path.name),
            text=canonical(text),
            format=self.source.format,
            encoding=self.encoding,
            original=self.source.data,
            values=filled,
            warnings=(*self.warnings, *warnings),
            pages=pages,
            folder=clean(self.source.path.absolute().parent.as_posix()),
        )
