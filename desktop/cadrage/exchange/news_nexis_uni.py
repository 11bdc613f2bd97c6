"""Exports of Nexis Uni and its siblings (Word, RTF, PDF, text): articles that end with “End of Document”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.exchange.article_content import Content
from cadrage.exchange.news_dates import date_line, is_edition
from cadrage.exchange.news_fields import (
    HEAD_FIELDS,
    Fields,
    any_in,
    head_field,
    is_copyright,
    listed_field,
    tail_field,
    with_count,
)
from cadrage.exchange.news_lines import filled, joined, lines_of, plain, position

_ENDS = (
    "end of document",
    "ende des dokuments",
    "dokumentende",
    "fin du document",
    "fin de document",
    "fin del documento",
    "fine del documento",
    "einde van het document",
    "einde van document",
    "einde document",
    "fim do documento",
    "koniec dokumentu",
    "конец документа",
)
_GATE = ("ocument", "okument", "OCUMENT", "OKUMENT", "окумент")
_SIGNS = re.compile(rf"^[^\w\n]*(?:{'|'.join(_ENDS)})[^\w\n]*$|^.?Search Terms:", re.IGNORECASE | re.MULTILINE)
_END = re.compile("|".join(_ENDS), re.IGNORECASE)
_BODY = re.compile(
    r"(?:body|hauptteil|haupttext|textkörper|volltext|corps|corps du texte|texte|cuerpo|texto|corpo|testo|tekst"
    r"|hoofdtekst)\s*:?",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:documents?|dokumente?|documenten|documentos?|documenti|dokumenty|документы)\s*\((\d+)\)", re.IGNORECASE
)
_CLASSES = re.compile(
    r"classification|klassifizierung|klassifikation|clasificación|classificazione|classificatie", re.I
)
_GRAPHIC = re.compile(r"graphics?|grafik(?:en)?|graphique|gráfico|grafiek|grafica|illustration", re.IGNORECASE)
_PAGE = re.compile(r"(?:page|seite|página|pagina|strona)\s+\d+\s+(?:of|von|de|sur|van|di|z)\s+\d+", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d+)[.)]\s*(\S.*)")
_COVER = re.compile(
    r"\d+[.)](?:\s.*)?|(?:user name|date and time|job number|client/matter|search terms|search type|narrowed by"
    r"|content type|benutzername|suchbegriffe|suchtyp|auftragsnummer|termes de recherche|type de recherche"
    r"|zoektermen|zoektype|inhoudstype|inhaltstyp|mandant|client|news timeline|sources?|timeline|sort)\b.*"
    r"|news|news\W+-none-|-none-|.*\babout lexisnexis\b.*|lexisnexis|\W+",
    re.IGNORECASE,
)
_IMAGES = re.compile(r"link to (?:image|original|pdf)|view original|load-date", re.IGNORECASE)
_FACTS = "Section|Length|Byline|Highlight|Dateline|Language|Publication-Type|Subject|Industry|Geographic|Load-Date"
_JOINED_FACT = re.compile(rf"\s+(?=(?:{_FACTS}):\s)|(?<=words)\s+(?=Body$)")
_JOINED_END = re.compile(
    r"(?<=[.!?”\"’)])\s+(?=(?:Classification|Graphic)$)|\s+(?=Load-Date:\s+\S+(?:\s\S+){0,3}$|End of Document$)"
)
_LISTED_ONLY = (
    "This is the list of a Nexis export, without its articles: {count} are announced. Import the file or the "
    "folder with the articles, which came in the same download."
)
_NEAR = 40  # lines with words in which the head of an article must end
_CAPTION_LINES = 20


def parse(content: Content) -> tuple[DocumentDraft, ...]:
    """The articles of a Nexis export. Raises UserError for the list that comes along with separate files."""
    if not any_in(content.text, _GATE) or not _SIGNS.search(content.text):
        return ()
    lines = lines_of(content.text)
    if content.source.format == "pdf":
        lines = [part for line in lines for part in _parted(line)]
    keys = [plain(line).strip(" |") for line in lines]
    announced = next((int(match[1]) for key in keys if (match := _ANNOUNCED.fullmatch(key))), 0)
    ends = [at for at, key in enumerate(keys) if _END.fullmatch(key)]
    if not ends:
        if announced and sum(key.casefold().startswith("search terms") for key in keys):
            raise UserError(_LISTED_ONLY.format(count=announced))
        return ()
    if not any(_is_field_of_nexis(key) for key in keys):
        return ()
    drafts: list[DocumentDraft | None] = []
    start = 0
    for end in (*ends, len(keys)):
        piece_lines, piece = lines[start:end], keys[start:end]
        if start == 0:
            begin = _after_cover(piece)
            piece_lines, piece = piece_lines[begin:], piece[begin:]
        if end < len(keys) or any(_is_field_of_nexis(key) for key in piece):
            drafts.append(_article(content, piece_lines, piece, cut=end == len(keys)))
        start = end + 1
    return with_count(drafts, announced, content)


def _parted(line: str) -> list[str]:
    """In a PDF, facts may be joined to the line before them where a page ends."""
    if is_copyright(plain(line)) or head_field(plain(line)):
        line = _JOINED_FACT.sub("\n", line)
    return _JOINED_END.sub("\n", line).split("\n")


def _is_field_of_nexis(key: str) -> bool:
    found = head_field(key)
    return _BODY.fullmatch(key) is not None or (found is not None and found[0] in ("length", "load_date"))


def _after_cover(keys: Sequence[str]) -> int:
    """Where the first article begins, behind the cover page and the list of titles."""
    dated = _date_at(keys, 0, len(keys))
    if dated < 0:
        dated = next((at for at, key in enumerate(keys) if head_field(key) or _BODY.fullmatch(key)), 0)
    listed: set[str] = set()
    repeated = 0
    begin = 0
    for at in range(dated):
        numbered = _NUMBERED.fullmatch(keys[at])
        title = (numbered[2] if numbered else keys[at]).casefold()
        if title and not numbered and title in listed:
            repeated = at
        listed.add(title)
        if _COVER.fullmatch(keys[at]) or _ANNOUNCED.fullmatch(keys[at]) or _PAGE.fullmatch(keys[at]):
            begin = at + 1
    return max(begin, repeated) if begin or repeated else 0


def _date_at(keys: Sequence[str], start: int, stop: int) -> int:
    """The first line that is a date and stands in the head of an article."""
    for at in range(start, stop):
        if date_line(keys[at]) and any(
            head_field(keys[near]) or is_copyright(keys[near]) or _BODY.fullmatch(keys[near])
            for near in filled(keys, at + 1, 6)
        ):
            return at
    return -1


def _article(content: Content, lines: Sequence[str], keys: Sequence[str], *, cut: bool) -> DocumentDraft | None:
    fields = Fields()
    near = list(filled(keys, 0, _NEAR))
    last = near[-1] + 1 if near else 0
    dated = _date_at(keys, 0, last)
    marked = position(keys[:last], _BODY, dated + 1)
    begin = marked + 1 if marked >= 0 else _body_without_mark(keys, dated)
    _read_head(fields, keys[: marked if marked >= 0 else begin], dated)
    end = _read_tail(fields, keys, begin)
    title = fields.values.get("title", "").casefold()
    kept = [
        lines[at].strip(" |")
        for at in range(begin, end)
        if not _PAGE.fullmatch(keys[at])
        and not _IMAGES.fullmatch(keys[at])
        and not (keys[at].casefold() == title and _behind_page(keys, at))
    ]
    fields.text = joined(kept)
    if cut:
        fields.warnings.append("This article is not closed by “End of Document”: the file may have been cut off.")
    return fields.draft(content)


def _behind_page(keys: Sequence[str], at: int) -> bool:
    """Whether a line follows upon a page number: there the title is repeated on each page."""
    before = next((keys[near] for near in range(at - 1, -1, -1) if keys[near]), "")
    return _PAGE.fullmatch(before) is not None


def _read_head(fields: Fields, keys: Sequence[str], dated: int) -> None:
    """Title, outlet and date above the fields; then the fields, which may run over several lines."""
    first = next((at for at, key in enumerate(keys) if head_field(key) or is_copyright(key)), len(keys))
    above = _without_repeats(key for key in keys[: dated if dated >= 0 else first] if key and not is_copyright(key))
    loose = _read_fields(fields, keys, dated + 1 if dated >= 0 else first)
    if dated >= 0:
        iso, edition = date_line(keys[dated]) or ("", "")
        fields.set("published", iso)
        fields.set("edition", edition)
        if len(above) == 1 and loose and not is_edition(loose[0]) and "title" not in fields.values:
            above = [loose.pop(0), *above]
        elif len(above) == 1 and "title" in fields.values:
            above = ["", *above]
    for line in loose:
        fields.set("edition", line)
    if dated < 0:
        above = [*above[:1], *above[1:2]]
    if len(above) > 1:
        fields.set("outlet", above[-1])
        above = above[:-1]
    fields.set("title", " ".join(above))


def _without_repeats(keys: Iterable[str]) -> list[str]:
    """Lines of a head; the running title of the first page stands there once more."""
    found: list[str] = []
    for key in keys:
        if not _PAGE.fullmatch(key) and key not in found[-1:]:
            found.append(key)
    return found


def _read_fields(fields: Fields, keys: Sequence[str], start: int) -> list[str]:
    """Set the fields in the head; gives the lines before the first of them that are no field."""
    loose: list[str] = []
    current = ""
    for key in keys[start:]:
        found = head_field(key)
        if not key or _PAGE.fullmatch(key) or _IMAGES.fullmatch(key):
            continue
        if is_copyright(key):
            current = "ignored"
        elif found:
            current = found[0]
            fields.set(*found)
        elif current in ("", "ignored"):
            loose += [key] if is_edition(key) or not current else []
        elif current != "length":
            fields.extend(current, key)
    return loose


def _body_without_mark(keys: Sequence[str], dated: int) -> int:
    """The first line behind the head, where no line says “Body”."""
    seen = False
    for at in range(dated + 1, len(keys)):
        key = keys[at]
        if not key or is_copyright(key):
            continue
        found = head_field(key)
        if found and found[0] in HEAD_FIELDS:
            seen = True
        elif seen and not any(
            (further := head_field(keys[near])) and further[0] in HEAD_FIELDS for near in filled(keys, at + 1, 3)
        ):
            return at
    return dated + 1 if not seen else len(keys)


def _read_tail(fields: Fields, keys: Sequence[str], begin: int) -> int:
    """Set the fields behind the text; gives the line at which the text ends."""
    end = _tail_start(keys, begin)
    current = "ignored"
    for key in keys[end:]:
        found = listed_field(key)
        if found:
            current = found[0]
            fields.set(*found)
        elif _CLASSES.fullmatch(key) or is_copyright(key):
            current = "ignored"
        elif key and current != "load_date":
            fields.extend(current, key)
    caption = max((at for at in range(begin, end) if _GRAPHIC.fullmatch(keys[at])), default=-1)
    if caption >= 0 and len(list(filled(keys[:end], caption + 1, _CAPTION_LINES + 1))) <= _CAPTION_LINES:
        fields.set("graphic", " ".join(key for key in keys[caption + 1 : end] if key))
        return caption
    return end


def _tail_start(keys: Sequence[str], begin: int) -> int:
    """Behind the text stand a heading “Classification” with fields, or fields alone, then the load date."""
    for at in range(len(keys) - 1, begin - 1, -1):
        if _CLASSES.fullmatch(keys[at]) and any(listed_field(keys[near]) for near in filled(keys, at + 1, 3)):
            return at
    end = len(keys)
    for at in range(len(keys) - 1, begin - 1, -1):
        if not keys[at] or _PAGE.fullmatch(keys[at]):
            continue
        if not tail_field(keys[at]) and not is_copyright(keys[at]):
            break
        end = at
    return end
