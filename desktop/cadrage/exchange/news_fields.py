"""The facts that databases give with an article: their names in many languages, and one way to write their values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cadrage.core.model import DocumentDraft
from cadrage.exchange.article_content import Content
from cadrage.exchange.news_dates import iso_date
from cadrage.exchange.news_lines import plain

# What a field is called in the documents of Nexis and LexisNexis, by what it means.
HEAD_FIELDS = {
    "byline": "byline by-line author authors autor autorin auteur auteurs autore autoren verfasser signature firma",
    "section": "section rubrik rubrique sección seccion sezione sectie rubriek seção secção ressort katern deel dział",
    "length": "length länge laenge longueur longitud extensión extension lengte lunghezza comprimento tamanho długość",
    "title": "headline schlagzeile überschrift titre titular titolo kop titel título",
    "highlight": "highlight highlights teaser chapeau accroche samenvatting résumé",
    "dateline": "dateline ort datumszeile ursprung lieu plaats",
    "edition": "edition ausgabe édition edición edizione editie",
    "genre": "document-type dokumenttyp type-document type-article artikeltype textsorte artikelsoort",
    "series": "series serie distribution feature column copyright",
}
TAIL_FIELDS = {
    "language": "language sprache langue idioma lengua taal lingua língua język",
    "source_type": "publication-type publikationsart publikationstyp type-publication type-de-publication"
    " tipo-de-publicación publicatietype tipo-di-pubblicazione source-type",
    "genre": "document-type type dokumenttyp type-document artikeltype textsorte tipo-de-documento",
    "graphic": "graphic grafik graphique gráfico grafiek grafica illustration bild abbildung",
    "load_date": "load-date loaddate update date-chargement date-de-chargement chargement fecha-carga fecha-de-carga"
    " ladedatum laaddatum data-di-caricamento actualización mise-à-jour aktualisierung",
    "ignored": "journal-code pub-code zeitungs-code code-journal subject subjects thema company companies organization"
    " organisation person people ticker industry geographic city state country region correction correction-date notes"
    " note acc-no issn isbn url copyright name terms keywords enhancement series index-terms sujet société personne"
    " branche firma firmen persönlichkeit classification doc-id document-id document-number",
}
_NAME = re.compile(r"([^\W\d_][\w()/ \-]{1,28}?)\s*[:：]\s*(.*)", re.DOTALL)
_COPYRIGHT = re.compile(r"copyright\b|©|\(c\)\s", re.IGNORECASE)
_RIGHTS = re.compile(
    r"\b(?:all|alle) (?:rights?|rechten?|rechte) (?:are )?(?:reserved|vorbehalten|voorbehouden)\b|tous droits r[ée]serv"
    r"|todos los derechos res|tutti i diritti ris|todos os direitos res|wszelkie prawa zast|все права защ",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:^|[;,|]\s*|\s)(?:pg|pag|pág|p|s|pp|blz|bl|str|seite|page|pages|pagina|página|strona|с|стр)\.?\s*"
    r"((?:[A-Z]{0,4}[-/ ]?\d+[\w./-]*)(?:\s*[,&+-]\s*[A-Z]{0,4}\d+\w*)*)\s*$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|par|por|door|di|автор|av|af|od)\s*:?\s+(?=\S)", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,3}(?:[.,’'\s]\d{3})+|\d+")
_LANGUAGES = """
en english englisch anglais inglés ingles inglese engels inglês английский engelska engelsk angielski
de german deutsch allemand alemán aleman tedesco duits alemão немецкий tyska tysk niemiecki
fr french französisch franzoesisch français francais francés frances francese frans francês французский francuski
es spanish spanisch espagnol español espanol castellano spagnolo spaans espanhol испанский hiszpański
it italian italienisch italien italiano italiaans итальянский włoski
nl dutch niederländisch néerlandais neerlandais neerlandés nederlands olandese holandês нидерландский niderlandzki
pt portuguese portugiesisch portugais portugués português portugues portoghese portugees португальский
pl polish polnisch polonais polaco polacco pools polski польский
ru russian russisch russe ruso russo русский rosyjski
uk ukrainian ukrainisch ukrainien ucraniano ukraiński украинский українська
sv swedish schwedisch suédois sueco svedese zweeds svenska
da danish dänisch danois danés danese deens dansk
no norwegian norwegisch norvégien noruego norvegese noors norsk
fi finnish finnisch finnois finlandés suomi
cs czech tschechisch tchèque checo ceco čeština
sk slovak slowakisch slovaque
hu hungarian ungarisch hongrois magyar
ro romanian rumänisch roumain român română
tr turkish türkisch turc turco türkçe
ar arabic arabisch arabe árabe العربية
he hebrew hebräisch hébreu
zh chinese chinesisch chinois chino cinese 中文
ja japanese japanisch japonais japonés giapponese 日本語
ko korean koreanisch coréen coreano 한국어
el greek griechisch grec griego ελληνικά
ca catalan katalanisch catalán català
bg bulgarian bulgarisch bulgare български
hr croatian kroatisch croate hrvatski
sr serbian serbisch serbe srpski
"""
LANGUAGE_OF = {name: line.split()[0] for line in _LANGUAGES.strip().split("\n") for name in line.split()[1:]}
_NO_TEXT = "The database gave no text of this article: its {given} stands in its place."


@dataclass(slots=True)
class Fields:
    """The facts of one article while its lines are read."""

    values: dict[str, str] = field(default_factory=dict)
    text: str = ""
    warnings: list[str] = field(default_factory=list)

    def set(self, name: str, value: str) -> None:
        """Keep a fact; the first that is given stays."""
        value = plain(value).strip(" |")
        if value and name != "ignored":
            self.values.setdefault(name, value)

    def extend(self, name: str, value: str) -> None:
        """A further line of a fact."""
        if name != "ignored":
            self.values[name] = plain(f"{self.values.get(name, '')} {value}").strip(" |")

    def draft(self, content: Content) -> DocumentDraft | None:
        """The article; None where there is neither text nor title."""
        values = {name: value for name, value in _tidied(self.values).items() if name not in _NOT_KEPT}
        title = values.pop("title", "")
        text, warnings = self.text, tuple(self.warnings)
        for given in ("highlight", "graphic", "title"):
            if not text.strip() and (stand_in := self.values.get(given, "")):
                text = plain(stand_in) + "\n"
                warnings = (*warnings, _NO_TEXT.format(given=_SHOWN.get(given, given)))
        return content.draft(text, title=title, values=values, warnings=warnings) if text.strip() else None


def named(key: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """The field that a line begins, and its value: “LÄNGE: 543 Wörter” is the length."""
    match = _NAME.match(key)
    if match is None:
        return None
    name = names.get("-".join(unicodedata.normalize("NFC", match[1]).casefold().split()))
    return (name, match[2].strip()) if name else None


def tail_field(key: str) -> tuple[str, str] | None:
    """The field below an article's text that a line begins; the article may end with “Note: …” in its own words."""
    found = named(key, _TAIL_NAMES)
    if found is None or not _believable(*found):
        return None
    return found if found[0] in _SURE or key.partition(":")[0].isupper() else None


def listed_field(key: str) -> tuple[str, str] | None:
    """The field that a line begins in a block which holds nothing but fields."""
    return named(key, _TAIL_NAMES)


def head_field(key: str) -> tuple[str, str] | None:
    """The field above an article's text that a line begins; what mostly stands below may stand there too."""
    found = named(key, _HEAD_NAMES)
    if found is None or not _believable(*found):
        return None
    return found if found[0] in HEAD_FIELDS or found[0] in _SURE else None


def _believable(name: str, value: str) -> bool:
    """Articles too have lines such as “Update: three people are missing”."""
    if name == "load_date":
        return bool(iso_date(value)) and len(value) <= _LONGEST_FACT
    return name != "language" or len(value) <= _LONGEST_FACT


def by_name(*tables: Mapping[str, str]) -> dict[str, str]:
    """What each name of a field means."""
    found: dict[str, str] = {}
    for table in tables:
        for meaning, names in table.items():
            for name in names.split():
                found.setdefault(name, meaning)
    return found


def is_copyright(key: str) -> bool:
    """Whether a line says who owns the article."""
    return _COPYRIGHT.match(key) is not None or (len(key) <= _LONGEST_RIGHTS and _RIGHTS.search(key) is not None)


def byline(value: str) -> str:
    """Who wrote it, without “By”."""
    return _BY.sub("", value, count=1) if _BY.match(value) else value


def starts_with_by(value: str) -> bool:
    """Whether a line begins like a by-line: “By”, “Von”, “Par” and a name."""
    return _BY.match(value) is not None


def section_and_page(value: str) -> tuple[str, str]:
    """“NEWS; Pg. 3” is the section NEWS, and page 3; “Politik; S. 6; Ausg. 62” is on page 6."""
    parts = [part.strip() for part in value.split(";")]
    for at, part in enumerate(parts):
        match = _PAGE.search(part)
        if match:
            parts[at] = part[: match.start()].strip(" ,|")
            return "; ".join(left for left in parts if left), match[1].strip()
    return value, ""


def count(value: str) -> str:
    """The number in “1,234 words”; empty where there is none."""
    match = _COUNT.search(value)
    return re.sub(r"\D", "", match[0]) if match else ""


def language(value: str) -> str:
    """The code of a language that is named in some language; other words as they are."""
    for word in re.split(r"[\s;,/()|]+", value.casefold()):
        if word in LANGUAGE_OF:
            return LANGUAGE_OF[word]
    return value.casefold() if re.fullmatch("[a-zA-Z]{2}", value) else value


def with_count(drafts: Sequence[DocumentDraft | None], announced: int, content: Content) -> tuple[DocumentDraft, ...]:
    """The articles; the first warns where the file announces another number of them."""
    from dataclasses import replace

    found = tuple(draft for draft in drafts if draft is not None)
    if not found or not announced or announced == len(found):
        return found
    warning = (
        f"'{content.source.path.name}' announces {announced} articles, and {len(found)} were found in it. "
        "Check whether the first and the last one are complete."
    )
    return (replace(found[0], warnings=(*found[0].warnings, warning)), *found[1:])


def any_in(text: str, signs: Iterable[str]) -> bool:
    """Whether one of these words stands in a text; the quickest look that there is."""
    return any(sign in text for sign in signs)


def _tidied(values: Mapping[str, str]) -> dict[str, str]:
    found = dict(values)
    if "section" in found:
        found["section"], page = section_and_page(found["section"])
        if page:
            found.setdefault("page", page)
    for name, tidy in _TIDY.items():
        if name in found:
            found[name] = tidy(found[name])
    return {name: value.strip(" ;") for name, value in found.items() if value.strip(" ;")}


_SURE = ("load_date", "language", "source_type", "genre")
_LONGEST_FACT = 60
_LONGEST_RIGHTS = 200
_HEAD_NAMES = by_name(HEAD_FIELDS, TAIL_FIELDS)
_TAIL_NAMES = by_name(TAIL_FIELDS)
_TIDY = {"byline": byline, "length": count, "language": language}
_NOT_KEPT = ("load_date", "series")
_SHOWN = {"title": "headline", "graphic": "caption"}
