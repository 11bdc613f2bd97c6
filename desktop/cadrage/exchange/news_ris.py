"""RIS files from ProQuest and other databases: two-letter tags, a record from TY to ER."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cadrage.core.model import DocumentDraft
from cadrage.exchange.article_content import Content
from cadrage.exchange.news_dates import iso_date
from cadrage.exchange.news_fields import Fields, with_count
from cadrage.exchange.news_lines import joined, lines_of

_TAG = re.compile(r"([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*)|$)")
# What a tag holds; of several tags the first one that is filled counts.
_TAGS = {
    "title": ("TI", "T1", "CT"),
    "byline": ("AU", "A1"),
    "outlet": ("JF", "T2", "JO", "JA", "BT", "J2", "SO"),
    "section": ("SE",),
    "edition": ("ET",),
    "language": ("LA",),
    "genre": ("M3", "PT"),
    "place": ("CY", "PP"),
    "url": ("UR", "L2", "LK"),
    "database_id": ("AN", "ID"),
}
_DATES = ("DA", "Y1", "PY", "YR")
_TEXTS = ("FT", "N2", "AB", "N1", "C1")
_FULL_TEXT = 1200  # characters: abstracts of news are shorter
_NOT_FULL = "This RIS record holds an abstract, not the text of the article."
_ONLY_TITLE = "This RIS record holds neither text nor abstract: its title stands in their place."


def parse(content: Content) -> tuple[DocumentDraft, ...]:
    """The records of a RIS file; none where it is no such file."""
    if not content.text.lstrip("\ufeff\n\r\t ").startswith(("TY  -", "TY -")):
        return ()
    drafts = [_draft(content, record) for record in _records(lines_of(content.text))]
    return with_count(drafts, len(drafts), content)


def _records(lines: Iterable[str]) -> list[dict[str, list[str]]]:
    """The values of each tag, record by record; lines without a tag go on with the one before."""
    found: list[dict[str, list[str]]] = []
    tag = ""
    for line in lines:
        match = _TAG.fullmatch(line.strip())
        if match and match[1] == "TY":
            found.append({})
        tag = match[1] if match else tag
        if not found or tag in ("TY", "ER", ""):
            continue
        if match:
            found[-1].setdefault(tag, []).append(match[2] or "")
        else:
            found[-1][tag][-1] += "\n" + line
    return found


def _draft(content: Content, record: dict[str, list[str]]) -> DocumentDraft | None:
    fields = Fields()
    for name, tags in _TAGS.items():
        fields.set(name, "; ".join(_first(record, tags)))
    fields.values.update({"title": _first(record, _TAGS["title"])[0]} if _first(record, _TAGS["title"]) else {})
    fields.set("url", fields.values.pop("url", "").split(";")[0])
    fields.set("published", max((iso_date(" ".join(record.get(tag, ()))) for tag in _DATES), key=len))
    pages = [*record.get("SP", ())[:1], *record.get("EP", ())[:1]]
    fields.set("page", "-".join(dict.fromkeys(page.strip() for page in pages if page.strip())))
    text = max((joined("\n".join(record.get(tag, ())).split("\n")) for tag in _TEXTS), key=len)
    fields.text = text
    if text.strip() and len(text) < _FULL_TEXT and "FT" not in record:
        fields.warnings.append(_NOT_FULL)
    elif not text.strip():
        fields.text = joined([fields.values.get("title", "")])
        fields.warnings.append(_ONLY_TITLE)
    return fields.draft(content)


def _first(record: dict[str, list[str]], tags: Sequence[str]) -> list[str]:
    """The filled values of the first of these tags that has any."""
    for tag in tags:
        if values := [value.strip() for value in record.get(tag, ()) if value.strip()]:
            return values
    return []
