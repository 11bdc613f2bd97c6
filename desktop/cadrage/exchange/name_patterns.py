"""What the names of files say: outlet, date and title by a pattern such as {outlet}_{date}_{title}."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import PurePath

from cadrage.core.errors import UserError
from cadrage.core.text import clean
from cadrage.exchange.news_dates import iso_date

SKIPPED = "skip"
_FIELD = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[^\W\d]\w{0,39}")
# What people call a date; the variable is `published`.
_DATES = ("date", "published", "day")
_DATE_SHAPES = (
    r"\d{4}[-._ ]?\d{2}[-._ ]?\d{2}|\d{1,2}[-. _](?:\d{1,2}|[^\W\d_]{3,10})[-. _]\d{4}|\d{1,2}[^\W\d_]{3,10}\d{4}"
    r"|[^\W\d_]{3,10}[-. _]\d{1,2},?[-. _]\d{4}|\d{4}[-._ ]\d{2}|\d{4}"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SEPARATORS = (" - ", "__", "_", " ", "-", ".")
_EXAMPLES = "{outlet}_{date}_{title}"
_MOST_LOOKED_AT = 200
_ENOUGH = 0.6  # share of the names that a guess must fit
_SHORT_WORDS = 4
_MOST_PARTS = 4
_TOO_FEW = 3
_DATE_MARK = "\0"
_DATE_IN_NAME = re.compile(rf"(?<![^\W_])(?:{_DATE_SHAPES})(?![^\W_])")
_WORTH = {"date": 2.0, "outlet": 2.0, "title": 1.0, SKIPPED: -0.1}


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A pattern, ready to be held against names. `fields` in their order, without those that are skipped."""

    pattern: str
    fields: tuple[str, ...]
    _sign: re.Pattern[str]
    _groups: tuple[tuple[str, str], ...]

    def values(self, file_name: str) -> Mapping[str, str]:
        """The variables that a file's name gives; empty where the name does not fit the pattern.

        The ending and the folder do not count, unless the pattern has a "/": then it is held against as many
        folders as it names. A date becomes ISO; one that is no date is left out.
        """
        match = self._sign.fullmatch(_shown(file_name, self.pattern.count("/")))
        if match is None:
            return {}
        found = {name: match[group].replace("_", " ") for group, name in self._groups}
        found = {name: " ".join(clean(value).split()) for name, value in found.items()}
        if "published" in found:
            found["published"] = _as_date(next(match[group] for group, name in self._groups if name == "published"))
        return {name: value for name, value in found.items() if value}


def read_pattern(pattern: str) -> NamePattern:
    """A pattern as a person types it: fields in braces, everything else as it stands in the names.

    `{date}` fills the variable `published`, `{skip}` stands for words that nobody needs. Raises UserError for a
    pattern without fields, with a field twice, or with two fields that nothing parts.
    """
    pattern = pattern.strip()
    fields: list[str] = []
    groups: list[tuple[str, str]] = []
    sign: list[str] = []
    end = 0
    for number, match in enumerate(_FIELD.finditer(pattern)):
        between = pattern[end : match.start()]
        if number and not between:
            raise UserError(f"Nothing parts “{{{fields[-1]}}}” and “{match[0]}”. Put what stands between them there.")
        name = _field(match[1], fields)
        fields.append(name)
        sign += [re.escape(_literal(between)), f"(?P<part{number}>{_shape(name)})"]
        groups += [] if name == SKIPPED else [(f"part{number}", name)]
        end = match.end()
    if not groups:
        raise UserError(f"The pattern names no variable. Write it like {_EXAMPLES}.")
    rest = pattern[end:]
    if "{" in _FIELD.sub("", pattern) or "}" in _FIELD.sub("", pattern):
        raise UserError(f"A brace in “{pattern}” is not closed. Write it like {_EXAMPLES}.")
    sign.append(re.escape(_literal(rest)))
    return NamePattern(pattern, tuple(name for _, name in groups), re.compile("".join(sign)), tuple(groups))


def guess_pattern(file_names: Sequence[str]) -> str:
    """The pattern that most of these names follow; empty where they follow none that holds an outlet or a date.

    A part that is a date in nearly all names is the date; one that comes back in many is the outlet; the last one is
    the title, and numbers are skipped.
    """
    stems = [_shown(name, 0) for name in file_names[:_MOST_LOOKED_AT]]
    marked = [_DATE_IN_NAME.sub(_DATE_MARK, stem, count=1) for stem in stems]
    best, most = "", 0.0
    for separator in _SEPARATORS:
        for size in range(2, _MOST_PARTS + 1):
            rows = [row for stem in marked if (row := _parts(stem, separator, size))]
            # Words with spaces between them may as well be a title that begins with “The”.
            names = _names_of(rows, len(stems), certain=separator != " " and len(stems) > _TOO_FEW)
            if not names:
                continue
            pattern = separator.join(f"{{{name}}}" for name in names)
            sign = read_pattern(pattern)
            fitting = sum(1 for stem in stems if sign.values(stem + ".txt")) / len(stems)
            worth = fitting * sum(_WORTH[name] for name in names)
            if fitting >= _ENOUGH and worth > most:
                best, most = pattern, worth
    return best


# Patterns.


def _field(given: str, known: Sequence[str]) -> str:
    name = "_".join(given.casefold().split())
    name = "published" if name in _DATES else name
    if not _NAME.fullmatch(name):
        raise UserError(f"“{{{given}}}” is no name of a variable. Write it like {_EXAMPLES}.")
    if name in known and name != SKIPPED:
        raise UserError(f"The pattern has “{{{given}}}” twice. Name each variable once.")
    return name


def _shape(name: str) -> str:
    """Dates have a shape of their own; other parts end as soon as what follows them fits."""
    return _DATE_SHAPES if name == "published" else "[^/]*?"


def _literal(between: str) -> str:
    return between.replace("\\", "/")


def _shown(file_name: str, folders: int) -> str:
    """A name without its ending, with as many of its folders as the pattern names."""
    path = PurePath(file_name.replace("\\", "/"))
    stem = path.stem if _is_ending(path.suffix) else path.name
    return "/".join([*path.parent.parts[-folders:], stem]) if folders else stem


def _is_ending(suffix: str) -> bool:
    """“2014.03.15” ends in no ending of a file."""
    return bool(suffix) and not suffix[1:].isdigit() and len(suffix) <= 6 and " " not in suffix


@lru_cache(maxsize=4096)
def _as_date(given: str) -> str:
    if compact := _COMPACT.fullmatch(given):
        return iso_date("-".join(compact.groups()))
    ways = (given, re.sub("[_ ]", "-", given), re.sub("[-_.]", " ", given))
    return max((iso_date(way) for way in ways), key=len)


# Guessing.


def _parts(stem: str, separator: str, size: int) -> list[str]:
    """A name in so many parts; the last one, a title, may hold the separator too. Empty where there are fewer."""
    parts = stem.split(separator, size - 1)
    return parts if len(parts) == size and all(part.strip() for part in parts) else []


def _names_of(rows: Sequence[Sequence[str]], wanted: int, *, certain: bool) -> list[str]:
    """What each part is; empty where too few names have these parts, or none of them is an outlet or a date.

    `certain`: an outlet without a date is believed.
    """
    if not rows or len(rows) < _ENOUGH * wanted:
        return []
    columns = list(zip(*rows, strict=True))
    names = [SKIPPED] * len(columns)
    for place, column in enumerate(columns):
        if _share(part == _DATE_MARK for part in column) >= _ENOUGH and "date" not in names:
            names[place] = "date"
    outlets = [place for place, column in enumerate(columns) if names[place] == SKIPPED and _is_outlet(column)]
    if outlets:
        names[min(outlets, key=partial(_different, columns))] = "outlet"
    if names[-1] == SKIPPED and not _is_number(columns[-1]):
        names[-1] = "title"
    return names if "date" in names or (certain and "outlet" in names) else []


def _is_outlet(column: Sequence[str]) -> bool:
    """Short words that come back; of two or three names nobody can tell whether they do."""
    few = len(column) <= _TOO_FEW or len(set(column)) <= _ENOUGH * len(column)
    short = all(len(re.split(r"[\s_-]+", part)) <= _SHORT_WORDS for part in column)
    return few and short and not _is_number(column) and not any(_DATE_MARK in part for part in column)


def _is_number(column: Sequence[str]) -> bool:
    return _share(part.strip().isdigit() for part in column) >= _ENOUGH


def _different(columns: Sequence[Sequence[str]], place: int) -> tuple[int, int]:
    return len(set(columns[place])), place


def _share(each: Iterable[bool]) -> float:
    values = list(each)
    return sum(values) / len(values) if values else 0.0
