"""Speech found in a text: whose words a passage gives, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cadrage.core.model import Span


class SpeechForm(StrEnum):
    DIRECT = "direct quotation"
    PARTIAL = "partial quotation"
    REPORTED = "reported speech"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of somebody. `words` lies inside the marks, `marked` holds them too (the same where there are none).

    `verb` is what says so as written (“said”, “according to”), `speaker_span` where the speaker stands, and `speaker`
    the name as written; for a pronoun that can mean one earlier speaker only, that speaker's name. Empty and None
    where nobody is named.
    """

    words: Span
    marked: Span
    form: SpeechForm
    verb: str = ""
    speaker_span: Span | None = None
    speaker: str = ""

    def __post_init__(self) -> None:
        if not (self.marked.start <= self.words.start and self.words.end <= self.marked.end):
            raise ValueError(f"{self.words} lies outside its marks, {self.marked}")
