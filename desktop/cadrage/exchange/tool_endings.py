"""How the files of other tools are named, for dialogs and drops; what they are is told by what they hold."""

from __future__ import annotations

from cadrage.exchange.article_kinds import FORMATS

OWN_ENDINGS = (".qdpx", ".qda", ".sqlite3", ".sqlite")
"""Endings that only other tools' studies have."""
ENDINGS = (*OWN_ENDINGS, ".db", ".zip", ".ann", ".tsv", ".json", ".jsonl", ".csv", ".xlsx")


def _pattern(endings: tuple[str, ...]) -> str:
    return " ".join(f"*{ending}" for ending in dict.fromkeys(endings))


STUDY_FILTER = f"Files of other tools ({_pattern(ENDINGS)});;All files (*)"
IMPORT_FILTER = (
    f"Articles and other tools' files ({_pattern((*FORMATS, *ENDINGS))})"
    f";;Articles ({_pattern(tuple(FORMATS))});;{STUDY_FILTER}"
)
