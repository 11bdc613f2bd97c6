"""ProQuest's text exports: articles between lines of underscores, each fact in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cadrage.core.model import DocumentDraft
from cadrage.exchange.article_content import Content
from cadrage.exchange.news_dates import iso_date
from cadrage.exchange.news_fields import Fields, any_in, by_name, is_copyright, with_count
from cadrage.exchange.news_lines import filled, joined, lines_of, plain, unwrapped, width_of

_FIELDS = {
    "title": "title titel titre título titolo",
    "byline": "author authors autor autoren auteur auteurs autores autore",
    "outlet": "publication-title publikationstitel titel-der-publikation titre-de-la-publication"
    " título-de-publicación título-de-la-publicación titolo-della-pubblicazione",
    "published": "publication-date erscheinungsdatum publikationsdatum date-de-publication fecha-de-publicación"
    " data-di-pubblicazione",
    "year": "publication-year erscheinungsjahr année-de-publication año-de-publicación",
    "info": "publication-info publikationsinformationen informations-sur-la-publication",
    "section": "section rubrik sección rubrique",
    "page": "first-page start-page pages page seiten erste-seite páginas première-page",
    "length": "word-count words length wortanzahl",
    "language": "language-of-publication language publikationssprache sprache-der-publikation sprache"
    " langue-de-publication langue idioma-de-la-publicación idioma",
    "genre": "document-type dokumenttyp type-de-document tipo-de-documento",
    "source_type": "source-type quellentyp quellenart type-de-source tipo-de-fuente",
    "url": "document-url url dokument-url url-du-document url-del-documento",
    "database_id": "proquest-document-id proquest-dokument-id",
    "dateline": "dateline",
    "edition": "edition ausgabe",
    "highlight": "abstract zusammenfassung abstrakt résumé resumen subtitle",
    "text": "full-text volltext texte-intégral texto-completo fulltext testo-completo",
    "ignored": "links subject subjects location people company company-organization company-/-organization"
    " identifier-/-keyword identifier-keyword keywords classification publication-subject publisher"
    " place-of-publication country-of-publication issn e-issn isbn accession-number database copyright last-updated"
    " volume issue number-of-pages publication-place source-attribution alternate-title product-name credit-line"
    " illustration caption column column-name publisher-location entry-date schlagwort schlagwörter verlag datenbank"
    " zuletzt-aktualisiert sujet éditeur base-de-données materia editorial base-de-datos elecdate lcc doi",
}
_NAMES = by_name(_FIELDS)
_GATE = ("ProQuest", "Publication ", "proquest")
_NAMED = re.compile(r"([^\W\d_][\w /()-]{1,34}?)\s*:(?:\s+|$)(.*)", re.DOTALL)
_LINE = re.compile(r"[_=*\u2014-]{20,}")
_NUMBERED = re.compile(r"(?:document|dokument|documento)\s+\d+\s+(?:of|von|de|di)\s+(\d+)", re.IGNORECASE)
_LISTED = re.compile(r"(\d+)[.)]\s+\S.*")
_CONTENTS = re.compile(
    r"table of contents|inhaltsverzeichnis|table des matières|índice|tabla de contenido", re.IGNORECASE
)
_TELLING = ("outlet", "published", "database_id", "info", "text")
_INFO = re.compile(r"(?P<outlet>[^;\[]+).*?(?::\s*(?P<page>[A-Z]{0,3}[.\d][\w.,-]*?)\.?)?\s*$", re.DOTALL)
_MISSING = re.compile(r"(?:full text )?(?:is )?not available\.?|keine?n? volltext.*|non disponible\.?", re.IGNORECASE)
_LEAST = 3
_HEAD_LINES = 3
_LONGEST_INFO = 400


def parse(content: Content) -> tuple[DocumentDraft, ...]:
    """The articles of a ProQuest export; none where the text is no such export."""
    if not any_in(content.text, _GATE):
        return ()
    lines = lines_of(content.text)
    pieces: list[list[str]] = [[]]
    for line in lines:
        if _LINE.fullmatch(line.strip()):
            pieces.append([])
        else:
            pieces[-1].append(line)
    articles = [piece for piece in pieces if _is_article(piece)]
    if not articles:
        return ()
    width = width_of(lines)
    return with_count([_article(content, piece, width) for piece in articles], _announced(lines), content)


def _announced(lines: Sequence[str]) -> int:
    """How many articles there should be: “Document 1 of 25”, or the table of contents."""
    keys = [plain(line) for line in lines]
    said = [int(match[1]) for key in keys if (match := _NUMBERED.fullmatch(key))]
    if said:
        return max(said)
    start = next((at for at, key in enumerate(keys) if _CONTENTS.fullmatch(key)), len(keys))
    listed = 0
    for key in keys[start + 1 :]:
        if _LINE.fullmatch(key):
            break
        match = _LISTED.fullmatch(key)
        listed += 1 if match and int(match[1]) == listed + 1 else 0
    return listed


def _field(key: str) -> tuple[str, str] | None:
    match = _NAMED.fullmatch(key)
    name = _NAMES.get("-".join(match[1].casefold().split())) if match else None
    return (name, match[2]) if match and name else None


def _is_article(lines: Sequence[str]) -> bool:
    found = [field[0] for line in lines if (field := _field(plain(line)))]
    return len(found) >= _LEAST and sum(name in found for name in _TELLING) > 1


def _article(content: Content, lines: Sequence[str], width: int) -> DocumentDraft | None:
    fields = Fields()
    keys = [plain(line) for line in lines]
    begin = next((at for at, key in enumerate(keys) if (found := _field(key)) and found[0] == "text"), -1)
    end = _text_end(keys, begin) if begin >= 0 else len(keys)
    outside = [key if not begin <= at < end or begin < 0 else "" for at, key in enumerate(keys)]
    _read_fields(fields, outside)
    if begin >= 0:
        first = lines[begin].strip().partition(":")[2].strip()
        text = unwrapped([first, *lines[begin + 1 : end]], width)
        fields.text = "" if _MISSING.fullmatch(plain(" ".join(text))) else joined(text)
    _settle(fields)
    return fields.draft(content)


def _text_end(keys: Sequence[str], begin: int) -> int:
    """The first fact behind the text: a line that is one, and so is the next, or nothing follows."""
    for at in range(begin + 1, len(keys)):
        if not _field(keys[at]):
            continue
        following = list(filled(keys, at + 1, 2))
        if not following or any(_field(keys[near]) for near in following):
            return at
    return len(keys)


def _read_fields(fields: Fields, keys: Sequence[str]) -> None:
    current = ""
    loose: list[str] = []
    for key in keys:
        found = _field(key)
        if found:
            current = found[0]
            fields.set(*found)
        elif not key or is_copyright(key):
            current = "" if not key else current
        elif current in ("title", "byline", "highlight", "outlet", "section"):
            fields.extend(current, key)
        elif not fields.values and not _NUMBERED.fullmatch(key) and len(loose) < _HEAD_LINES:
            loose.append(key)
    fields.set("title", " ".join(loose))


def _settle(fields: Fields) -> None:
    """One outlet, date and page from what is given in several ways."""
    values = fields.values
    info = values.pop("info", "")[:_LONGEST_INFO]
    if info and (match := _INFO.match(info)):
        fields.set("outlet", match["outlet"].strip(" ,"))
        fields.set("page", match["page"] or "")
    # “The Guardian; London (UK)”: the place is no part of the name.
    outlet, _, place = values.get("outlet", "").partition(";")
    if outlet:
        values["outlet"] = outlet.strip()
        fields.set("place", place)
    dates = [iso_date(values.pop(name, "")) for name in ("published", "year")] + [iso_date(info)]
    values.update({"published": max(dates, key=len)} if any(dates) else {})
