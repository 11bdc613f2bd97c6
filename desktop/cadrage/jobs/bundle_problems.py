"""What of a bundle cannot come into a project as it is, in sentences; many cases of one kind are one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN = 3
_LONGEST = 60

Kind = tuple[str, str]
"""The sentence for one case and the one for several, with {what} and {count}."""

NAME_CHANGED: Kind = ("A name is changed: {what}.", "{count} names are changed: {what}.")
NO_NAME: Kind = ("Something without a name is now {what}.", "{count} things without a name are now {what}.")
COLOUR: Kind = (
    "The colour of {what} cannot be read: it gets one of the palette.",
    "The colours of {count} codes or coders cannot be read: they get those of the palette ({what}).",
)
NEW_IDENTITY: Kind = (
    "{what} has the identity of something else in the project and gets a new one.",
    "{count} things have the identity of something else in the project and get new ones ({what}).",
)
OTHER_TITLE: Kind = (
    "A document is in the project already under another title, which stays: {what}.",
    "{count} documents are in the project already under other titles, which stay: {what}.",
)
OTHER_CODE: Kind = (
    "A code of the project differs and stays as it is: {what}.",
    "{count} codes of the project differ and stay as they are: {what}.",
)
OTHER_VALUE: Kind = (
    "A value differs from the project's, which stays: {what}.",
    "{count} values differ from the project's, which stay: {what}.",
)
OTHER_KIND: Kind = (
    "A variable is of another kind in the project, which stays: {what}.",
    "{count} variables are of another kind in the project, which stay: {what}.",
)
MISFIT: Kind = (
    "A value does not fit its variable and is kept as it came: {what}.",
    "{count} values do not fit their variables and are kept as they came: {what}.",
)
TWICE: Kind = (
    "A coding stands twice in the file and becomes one: {what}.",
    "{count} codings stand more than once in the file and become one each: {what}.",
)
OUTSIDE: Kind = (
    "A coding reaches beyond the end of its text and is left out: {what}.",
    "{count} codings reach beyond the ends of their texts and are left out: {what}.",
)
REGION_OUTSIDE: Kind = (
    "A passage that is not article text reaches beyond the end of its text and is left out: {what}.",
    "{count} passages that are not article text reach beyond the ends of their texts and are left out: {what}.",
)
EXAMPLE_OUTSIDE: Kind = (
    "An example does not stand where it should and keeps its words alone: {what}.",
    "{count} examples do not stand where they should and keep their words alone: {what}.",
)
NO_DOCUMENT: Kind = (
    "A coding, state or judgement is of a document that is not in the file, and is left out: {what}.",
    "{count} codings, states or judgements are of documents that are not in the file, and are left out: {what}.",
)
NO_CODE: Kind = (
    "A coding has a code that is not in the file, and is left out: {what}.",
    "{count} codings have codes that are not in the file, and are left out: {what}.",
)
NO_CODER: Kind = (
    "It is not said who made {what}: it goes to “Unknown coder”.",
    "Of {count} codings or memos it is not said who made them: they go to “Unknown coder” ({what}).",
)
NO_PARENT: Kind = (
    "{what} stands under a code that is not in the file: it is put at the top.",
    "{count} codes stand under codes that are not in the file: they are put at the top ({what}).",
)
NO_SUBJECT: Kind = (
    "A memo is about something that is not in the file, and is left out: {what}.",
    "{count} memos are about something that is not in the file, and are left out: {what}.",
)
NO_MEMBER: Kind = (
    "A set names something that is not in the file: {what}.",
    "Sets name {count} things that are not in the file: {what}.",
)
NO_ORIGINAL: Kind = (
    "A document repeats one that is not in the file, and counts as a text of its own: {what}.",
    "{count} documents repeat others that are not in the file, and count as texts of their own: {what}.",
)
KEY_TAKEN: Kind = (
    "A key is in use already: {what} has none.",
    "Keys are in use already: {count} codes have none ({what}).",
)
NEW_ROUND: Kind = (
    "{what} is the latest round now: new codings go into it.",
    "{what} are the latest rounds now: new codings go into the last of them.",
)


@dataclass(slots=True)
class Problems:
    """Gathers cases by kind, in the order in which the kinds first came up."""

    _cases: dict[Kind, list[str]] = field(default_factory=dict)

    def note(self, kind: Kind, what: str) -> None:
        self._cases.setdefault(kind, []).append(what)

    def sentences(self) -> tuple[str, ...]:
        return tuple(_sentence(kind, cases) for kind, cases in self._cases.items())


def _sentence(kind: Kind, cases: list[str]) -> str:
    one, many = kind
    template = one if len(cases) == 1 else many
    sentence = template.format(what=_listed(cases), count=f"{len(cases):,}")
    return sentence[:1].upper() + sentence[1:]


def _listed(cases: list[str]) -> str:
    different = list(dict.fromkeys(cases))
    more = f" and {len(different) - _SHOWN:,} more" if len(different) > _SHOWN else ""
    return ", ".join(different[:_SHOWN]) + more


def quoted(words: str) -> str:
    """Words for a sentence: on one line, in quotation marks, not too long."""
    line = " ".join(words.split())
    return f"“{line[: _LONGEST - 1]}…”" if len(line) > _LONGEST else f"“{line}”"


def at(title: str, start: int, end: int) -> str:
    """Where a span stands: “Talks fail” 120–140."""
    return f"{quoted(title)} {start:,}–{end:,}"


def altered(before: str, after: str) -> str:
    return f"{quoted(before)} → {quoted(after)}"
