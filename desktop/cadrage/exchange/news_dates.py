"""Dates as newspapers and databases write them, in many languages, to ISO: 2014-03-15, 2014-03 or 2014."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# Twelve months a language, names that mean the same month set apart by a bar.
_MONTHS = """
january|jan february|feb|febr march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct november|nov december|dec
januar|jaenner|jänner februar|feber märz|maerz|mrz|mär april mai juni juli august september oktober|okt november dezember|dez
janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre octobre novembre décembre|déc
enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre octubre noviembre diciembre|dic
gennaio|gen febbraio|febb marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre|sett|set ottobre|ott novembre dicembre
januari februari maart|mrt april mei juni juli augustus september oktober november december
styczeń|stycznia|sty luty|lutego|lut marzec|marca kwiecień|kwietnia|kwi maj|maja czerwiec|czerwca|cze lipiec|lipca|lip sierpień|sierpnia|sie wrzesień|września|wrz październik|października|paź listopad|listopada|lis grudzień|grudnia|gru
январь|января|янв февраль|февраля|фев|февр март|марта|мар апрель|апреля|апр май|мая июнь|июня|июн июль|июля|июл август|августа|авг сентябрь|сентября|сен|сент октябрь|октября|окт ноябрь|ноября|ноя|нояб декабрь|декабря|дек
січень|січня лютий|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня
janeiro fevereiro|fev março abril maio|mai junho julho agosto setembro outubro|out novembro dezembro
januari februari mars april maj juni juli augusti september oktober november december
januar februar|febr marts|mars april maj|mai juni juli august september oktober november december|des|desember
leden|ledna únor|února březen|března duben|dubna květen|května červen|června červenec|července srpen|srpna září říjen|října listopad|listopadu prosinec|prosince
január februári|február marec|március apríl|április máj|május jún|június júl|július august|augusztus szeptember október november december
tammikuu|tammikuuta helmikuu|helmikuuta maaliskuu|maaliskuuta huhtikuu|huhtikuuta toukokuu|toukokuuta kesäkuu|kesäkuuta heinäkuu|heinäkuuta elokuu|elokuuta syyskuu|syyskuuta lokakuu|lokakuuta marraskuu|marraskuuta joulukuu|joulukuuta
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
ianuarie|ian februarie martie aprilie mai iunie|iun iulie|iul august septembrie octombrie|oct noiembrie|noi decembrie
ιανουάριος|ιανουαρίου φεβρουάριος|φεβρουαρίου μάρτιος|μαρτίου απρίλιος|απριλίου μάιος|μαΐου ιούνιος|ιουνίου ιούλιος|ιουλίου αύγουστος|αυγούστου σεπτέμβριος|σεπτεμβρίου οκτώβριος|οκτωβρίου νοέμβριος|νοεμβρίου δεκέμβριος|δεκεμβρίου
"""  # noqa: E501
_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
poniedziałek wtorek środa czwartek piątek sobota niedziela
понедельник вторник среда четверг пятница суббота воскресенье
понеділок вівторок середа четвер субота неділя
segunda terça quarta quinta sexta feira segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag
pondělí úterý středa čtvrtek pátek neděle
"""
_SEASONS = """
spring summer autumn fall winter frühjahr frühling sommer herbst printemps été automne hiver primavera verano otoño
invierno estate autunno inverno lente zomer herfst
"""
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|ª|°|\.)?"
_OF = r"(?:(?:de|of|del|di|do)\s+|d['’]\s*)?"
_WORD = r"([^\W\d_]+)\.?"
_YEAR = r"((?:1[6-9]|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(\d{1,2})"
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?)?")
_ISO = re.compile(rf"(?<!\d){_YEAR}([-/.])(\d{{1,2}})(?:\2(\d{{1,2}})(?!\d))?(?!\d)")
_DAY_MONTH = re.compile(rf"{_DAY}{_ORDINAL}\s*{_OF}[-/ ]?{_WORD},?[-/ ]?\s*{_OF}{_YEAR}", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"{_WORD}\s+(\d{{1,2}}){_ORDINAL},?\s+{_YEAR}", re.IGNORECASE)
_YEAR_MONTH = re.compile(rf"(?<!\d){_YEAR}[.,/-]?\s*{_WORD}(?:[,/-]?\s*(\d{{1,2}})(?!\d))?", re.IGNORECASE)
_MONTH = re.compile(rf"{_WORD},?[-/ ]?\s*{_OF}{_YEAR}", re.IGNORECASE)
_NUMBERS = re.compile(rf"{_DAY}([-/.])\s?(\d{{1,2}})\2\s?{_YEAR}")
_ONLY_YEAR = re.compile(rf"(?<!\d){_YEAR}")
_TIME = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\b\.?|uhr\b|h\b|hrs\b)?|\b\d{1,2}\s*(?:[ap]\.?m\b|uhr\b)"
    r"|\b(?:gmt|utc|bst|cet|cest|mez|mesz|est|edt|cst|cdt|mst|mdt|pst|pdt|ist|aest|aedt|jst)\b(?:\s*[+-]\d{1,2})?"
    r"|(?<=\s)[+-]\d{2}:?\d{2}\b|\bt(?=\s*$)|\bz\b",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"\b(?:edition|ausgabe|édition|edición|edizione|editie|edição|wydanie|final|first|late|early|morning|evening)\b"
    r"|\b\w*ausgabe\b",
    re.IGNORECASE,
)
_BETWEEN = " \t,;.:|()[]-–—/"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date inside a text: ISO, as exact as it is given, and where it stands."""

    iso: str
    start: int
    end: int


def find_date(text: str) -> FoundDate | None:
    """The first of the most exact dates at the beginning of a text: days before months before years."""
    found = list(_all(text[:_FAR]))
    return min(found, key=_by_exactness, default=None)


def iso_date(text: str) -> str:
    """The date that a text gives, in ISO; empty where it gives none."""
    found = find_date(text)
    return found.iso if found else ""


def date_line(line: str) -> tuple[str, str] | None:
    """The date and the edition of a line that holds nothing else but weekday and time; None for other lines."""
    if not any(sign.isdigit() for sign in line) or len(line) > _LONGEST:
        return None
    found = find_date(line)
    if found is None:
        return None
    rest = _TIME.sub(" ", line[: found.start] + " " + line[found.end :])
    words = [word for word in rest.split() if _folded(word.strip(_BETWEEN)) not in _KNOWN_WORDS]
    left = " ".join(words).strip(_BETWEEN)
    return (found.iso, left) if not left or _EDITION.search(left) else None


def is_edition(line: str) -> bool:
    """Whether a line names an edition of a newspaper."""
    return len(line) <= _LONGEST and _EDITION.search(line) is not None


def _by_exactness(found: FoundDate) -> tuple[int, int]:
    return -len(found.iso), found.start


def _all(text: str) -> Iterator[FoundDate]:
    for match in _EAST.finditer(text):
        yield from _made(match, match[1], match[2], match[3])
    for match in _ISO.finditer(text):
        yield from _made(match, match[1], match[3], match[4])
    for match in _DAY_MONTH.finditer(text):
        yield from _made(match, match[3], _month(match[2]), match[1])
    for match in _MONTH_DAY.finditer(text):
        yield from _made(match, match[3], _month(match[1]), match[2])
    for match in _YEAR_MONTH.finditer(text):
        yield from _made(match, match[1], _month(match[2]), match[3])
    for match in _NUMBERS.finditer(text):
        yield from _of_numbers(match)
    for match in _MONTH.finditer(text):
        yield from _made(match, match[2], _month(match[1]), None)
    for match in _ONLY_YEAR.finditer(text):
        yield from _made(match, match[1], None, None)


def _of_numbers(match: re.Match[str]) -> Iterator[FoundDate]:
    """Day and month in numbers: with a dot or a dash the day comes first; 3/5/2014 says no more than the year."""
    first, sign, second, year = match.groups()
    if sign != "/" or int(first) > _LAST_MONTH or first == second:
        yield from _made(match, year, second, first)
    elif int(second) > _LAST_MONTH:
        yield from _made(match, year, first, second)
    else:
        yield from _made(match, year, None, None)


def _made(match: re.Match[str], year: str, month: str | int | None, day: str | None) -> Iterator[FoundDate]:
    if month == 0:
        return
    parts = [int(year), *(int(part) for part in (month, day) if part)]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return
    iso = "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(parts))
    yield FoundDate(iso, match.start(), match.end())


def _month(name: str) -> int:
    """The number of a month; 0 for another word."""
    return _NUMBER_OF.get(_folded(name), 0)


def _folded(word: str) -> str:
    """A word without case and accents: databases leave them out as they like."""
    split = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def _numbers_of_months() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in _MONTHS.split("\n"):
        for number, names in enumerate(line.split(), 1):
            for name in names.split("|"):
                found.setdefault(_folded(name), number)
    return found


_NUMBER_OF = _numbers_of_months()
_KNOWN_WORDS = frozenset(_folded(word) for word in (_WEEKDAYS + _SEASONS).split()) | {""}
_LAST_MONTH = 12
_LONGEST = 120
_FAR = 400  # characters that are looked at
