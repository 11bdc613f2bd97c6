"""Who is likely to say a coding's words, and in which form: suggestions for its attributes, never values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from cadrage.core.model import Coding, Scope, Span, Variable, VariableKind
from cadrage.core.speech import Quoted, SpeechForm
from cadrage.core.variables import CHOSEN
from cadrage.store.project import Project

_SPEAKER = frozenset(
    [
        "speaker",
        "source",
        "actor",
        "quoted",
        "who says it",
        "who speaks",
        "speaker name",
        "sprecher",
        "sprecherin",
        "quelle",
        "akteur",
        "locuteur",
        "énonciateur",
        "acteur",
        "hablante",
        "fuente",
        "fonte",
        "parlante",
        "spreker",
        "bron",
        "mówca",
        "źródło",
        "спикер",
        "источник",
        "джерело",
        "мовець",
    ]
)
_FORM = re.compile(
    r"attribution|form of (?:speech|quotation)|speech form|redeform|zitierweise|zitatform|forme du discours"
)
# What a choice must and must not say to stand for a form, in the languages of codebooks.
_CHOICES: dict[SpeechForm, tuple[re.Pattern[str], re.Pattern[str]]] = {
    SpeechForm.DIRECT: (
        re.compile(r"direct|direkt|wörtlich|verbatim|dirett|dosłown|прям|пряма"),
        re.compile(r"in-?d[ií]re|part|teil|непрям"),
    ),
    SpeechForm.PARTIAL: (
        re.compile(r"partial|partiel|parcial|parzial|teilz|gedeelte|części|частич|част"),
        re.compile("(?!)"),
    ),
    SpeechForm.REPORTED: (
        re.compile(r"indirect|indirekt|indirecto|indirett|reported|paraphras|sinngemäß|rapporté|zależn|косвен|непрям"),
        re.compile("(?!)"),
    ),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What could be said of a coding: (variable, value) each, and in words for whoever decides."""

    speaker: str
    verb: str
    form: str
    values: tuple[tuple[Variable, str], ...]


def speaker_variable(variables: Sequence[Variable]) -> Variable | None:
    """The attribute that says who speaks, by its name or label; one of actors before one of words."""
    fitting = [
        variable
        for kind in (VariableKind.ACTOR, VariableKind.TEXT)
        for variable in variables
        if variable.kind is kind and {_plain(variable.name), _plain(variable.label)} & _SPEAKER
    ]
    return fitting[0] if fitting else None


def form_variable(variables: Sequence[Variable]) -> Variable | None:
    """The attribute that says how the words are attributed, by its name or label."""
    kinds = (*CHOSEN, VariableKind.TEXT)
    fitting = (
        variable
        for variable in variables
        if variable.kind in kinds and (_FORM.search(_plain(variable.name)) or _FORM.search(_plain(variable.label)))
    )
    return next(fitting, None)


def _plain(name: str) -> str:
    return name.strip().casefold().replace("_", " ")


def finding(text: str, language: str) -> Callable[[object], tuple[Quoted, ...]]:
    """The work of finding a text's quotations, for a Task."""
    return partial(_find, text, language)


def _find(text: str, language: str, _report: object) -> tuple[Quoted, ...]:
    # Its rules are large: nobody waits for them when the window opens.
    from cadrage.language import quotations

    return quotations.quotations(text, language)


def overlapping(found: Sequence[Quoted], span: Span) -> Quoted | None:
    """The quotation that shares most with the span; of equals the shorter, which says more exactly."""

    def shared(each: Quoted) -> int:
        return min(each.marked.end, span.end) - max(each.marked.start, span.start)

    touching = [each for each in found if shared(each) > 0]
    return max(touching, key=lambda each: (shared(each), bool(each.speaker), -len(each.marked)), default=None)


def suggestion(project: Project, coding: Coding, found: Sequence[Quoted]) -> Suggestion | None:
    """What the text says of the coding's speaker and form, for attributes that have no value yet."""
    quoted = overlapping(found, coding.span)
    if quoted is None:
        return None
    variables = project.variables.all(Scope.CODING)
    present = project.variables.of_coding(coding.id)
    who, how = speaker_variable(variables), form_variable(variables)
    values: list[tuple[Variable, str]] = []
    name = known_name(project, quoted.speaker, found)
    if who is not None and name and not present.get(who.name):
        values.append((who, name))
    form = _form_value(how, quoted.form) if how is not None else ""
    if how is not None and form and not present.get(how.name):
        values.append((how, form))
    if not values:
        return None
    shown = {variable.id for variable, _ in values}
    return Suggestion(
        name if who is not None and who.id in shown else "",
        quoted.verb,
        form if how is not None and how.id in shown else "",
        tuple(values),
    )


def known_name(project: Project, name: str, found: Sequence[Quoted]) -> str:
    """The actor whom a speaker's name means, else the fullest form of the name among the text's speakers."""
    if not name:
        return ""
    words = name.split()
    for first in range(len(words)):
        actor = project.actors.resolve(" ".join(words[first:]))
        if actor is not None and (first == 0 or words[first][0].isupper()):
            return actor.name
    last = words[-1].casefold()
    if len(words) > 2 or not words[-1][0].isupper():
        return name
    actors = [actor.name for actor in project.actors.all() if actor.name.casefold().split()[-1:] == [last]]
    if len(actors) == 1 and (len(words) == 1 or words[0].endswith(".")):
        return actors[0]
    fuller = {
        each.speaker for each in found if each.speaker.casefold().endswith(f" {last}") and "." not in each.speaker
    }
    return fuller.pop() if len(words) == 1 and len(fuller) == 1 else name


def _form_value(variable: Variable, form: SpeechForm) -> str:
    """The choice that stands for a form, the form's name where any words may stand; empty where none fits."""
    if variable.kind not in CHOSEN or not variable.choices:
        return form.value
    wanted, unwanted = _CHOICES[form]
    for choice in variable.choices:
        said = f"{choice.value} {choice.label}".casefold()
        if wanted.search(said) and not unwanted.search(said):
            return choice.value
    return ""


def take(project: Project, coding: Coding, offered: Suggestion) -> None:
    """Give the coding what was suggested, in one change."""
    with project.change("Take the suggested speaker" if offered.speaker else "Take the suggested form"):
        for variable, value in offered.values:
            project.variables.set_for_coding(coding.id, variable, value)
