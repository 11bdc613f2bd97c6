"""A study as it is gathered from another tool's file: names found again, double codings once, losses said."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cadrage.core.bundle import (
    Bundle,
    BundleCode,
    BundleCoder,
    BundleCoding,
    BundleDocument,
    BundleJudgement,
    BundleMemo,
    BundleSet,
    BundleVariable,
)
from cadrage.core.model import FORBIDDEN_IN_CODER_NAMES, Choice, Layer, Scope, Span, Subject, VariableKind
from cadrage.core.text import clean
from cadrage.core.variables import fits
from cadrage.exchange.tool_text import Claim, SourceText, Unit, fit

_SPACE = uuid.UUID("6f1d4a52-0c3f-5b3e-9a51-7c0f5d1b2a90")
_SHOWN = 3
_MOST_CHOICES = 50
_NAME_LENGTH = 200
_DEEPEST = 30
NO_NAME = "(no name)"


class Problems:
    """What could not be taken over, each kind once with how often and where."""

    def __init__(self) -> None:
        self._places: dict[str, Counter[str]] = {}

    def say(self, sentence: str, place: str = "") -> None:
        self._places.setdefault(sentence, Counter())[short(place)] += 1

    def sentences(self) -> tuple[str, ...]:
        return tuple(_told(sentence, places) for sentence, places in self._places.items())


def _told(sentence: str, places: Counter[str]) -> str:
    named = [place for place in places if place]
    if not named:
        return sentence if places.total() == 1 else f"{sentence} (times: {places.total()})"
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    times = f"{places.total()}: " if places.total() > 1 else ""
    return f"{sentence} ({times}{', '.join(named[:_SHOWN])}{more})"


def short(name: str) -> str:
    """A name that fits a sentence or a list."""
    return " ".join(clean(name).split())[:_NAME_LENGTH]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch that a tool's file says was coded; `codes` are GUIDs, `start` and `end` counted in the tool's unit."""

    claim: Claim
    codes: tuple[str, ...]
    coder: str
    created: str = ""
    memo: str = ""
    important: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    layer: Layer = Layer.CODER


class StudyDraft:
    """Gathers a bundle. Every part gets a GUID that follows from what it is, so that the same file gives the same."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = short(name) or source, source
        self.problems = Problems()
        self._documents: dict[str, BundleDocument] = {}
        self._texts: dict[str, SourceText] = {}
        self._codes: dict[tuple[str, ...], BundleCode] = {}
        self._coders: dict[str, BundleCoder] = {}
        self._codings: dict[tuple[str, str, str, Span, Layer], BundleCoding] = {}
        self._memos: dict[tuple[Subject, str, str], BundleMemo] = {}
        self._answers: dict[tuple[str, str, str], dict[str, None]] = {}
        self._sets: dict[str, list[str]] = {}
        self._values: dict[tuple[Scope, str], VariableKind | None] = {}
        self._times: Counter[str] = Counter()

    def coder(self, name: str) -> str:
        """The GUID of the coder of that name, whose forbidden characters are replaced."""
        wanted = short(name)
        allowed = short(wanted.translate({ord(char): " " for char in FORBIDDEN_IN_CODER_NAMES})) or NO_NAME
        if allowed != wanted and wanted:
            self.problems.say("A coder's name held | or a comma, which became a space.", wanted)
        if allowed not in self._coders:
            self._coders[allowed] = BundleCoder(self._guid("coder", allowed), allowed)
        return self._coders[allowed].guid

    def code(self, path: Sequence[str], *, definition: str = "", colour: str = "") -> str:
        """The GUID of the code at the end of a path of names; its parents are made where they are missing."""
        names = tuple(short(name) or NO_NAME for name in path) or (NO_NAME,)
        if len(names) > _DEEPEST:
            self.problems.say("A code stood too deep in its tree and was put higher.", names[-1])
            names = (*names[: _DEEPEST - 1], names[-1])
        known = self._codes.get(names)
        if known is None:
            parent = self.code(names[:-1]) if names[1:] else None
            known = BundleCode(self._guid("code", *names), names[-1], parent=parent)
        self._codes[names] = replace(
            known, definition=known.definition or clean(definition).strip(), colour=known.colour or _colour(colour)
        )
        return known.guid

    def document(
        self, title: str, text: SourceText, *, file_name: str = "", format: str = "txt", original: bytes = b""
    ) -> str:
        """The GUID of a new document, empty where it has no words and is left out."""
        title = short(title) or short(file_name) or NO_NAME
        if not text.canonical.strip():
            self.problems.say("A document has no words and was left out.", title)
            return ""
        guid = self._guid("document", title, text.canonical)
        self._documents[guid] = BundleDocument(
            guid, title, text.canonical, clean(file_name), format, "utf-8" if original else "", original=original
        )
        self._texts[guid] = text
        return guid

    def fact(self, document: str, name: str, value: str) -> None:
        """One of a document's values, of a variable of that name."""
        value = clean(value).strip()
        if document and value:
            name = self.variable(Scope.DOCUMENT, name)
            known = self._documents[document]
            self._documents[document] = replace(known, values={**known.values, name: value})

    def add_fact(self, document: str, name: str, value: str) -> None:
        """The same for a value that may come to others that are known."""
        known = self._documents[document].values.get(short(name), "") if document else ""
        if value.strip() and clean(value).strip() not in known.split("; "):
            self.fact(document, name, f"{known}; {value}" if known else value)

    def variable(self, scope: Scope, name: str, kind: VariableKind | None = None) -> str:
        """The name under which a variable is kept; without a kind, its values tell it in the end."""
        name = short(name) or NO_NAME
        if self._values.get((scope, name)) is None:
            self._values[scope, name] = kind
        return name

    def answer(self, document: str, coder: str, name: str, value: str) -> None:
        """A coder's judgement of a whole document; several answers to one question are all kept."""
        value = clean(value).strip()
        if document and value:
            self._answers.setdefault((document, coder, short(name) or NO_NAME), {})[value] = None

    def memo(self, subject: Subject, guid: str, coder: str, text: str, created: str = "") -> None:
        """A memo; what one coder wrote on one thing twice stands in one."""
        text = clean(text).strip()
        if not text:
            return
        key = (subject, guid, coder)
        known = self._memos.get(key)
        if known is None:
            self._memos[key] = BundleMemo(self._guid("memo", *key), subject, guid, coder, text, created=created)
        elif text not in known.text:
            self._memos[key] = replace(known, text=f"{known.text}\n\n{text}")

    def member(self, name: str, document: str) -> None:
        """Puts a document into the set of that name."""
        if document:
            members = self._sets.setdefault(short(name) or NO_NAME, [])
            members.extend([] if document in members else [document])

    def code_all(self, document: str, highlights: Sequence[Highlight], preferred: Sequence[Unit]) -> None:
        """Codes a document as the file says; what cannot be placed is said."""
        if not document:
            self.problems.say("Codings of documents without words were left out.")
            return
        title = self._documents[document].title
        fitted = fit(self._texts[document], [highlight.claim for highlight in highlights], preferred)
        for index, (highlight, span) in enumerate(zip(highlights, fitted.spans, strict=True)):
            if span is None:
                self._lost(highlight.claim, title)
                continue
            if index in fitted.elsewhere:
                self.problems.say(
                    "A coding's positions did not fit its words; it was put where these words stand, once only.", title
                )
            for code in highlight.codes:
                self._add(document, code, span, highlight)

    def _lost(self, claim: Claim, title: str) -> None:
        if claim.end <= claim.start:
            self.problems.say("A coding without any words (of length 0) was left out.", title)
        elif claim.words:
            self.problems.say("A coding was left out: its words do not stand at its positions.", title)
        else:
            self.problems.say("A coding was left out: its positions are outside of the text.", title)

    def _add(self, document: str, code: str, span: Span, highlight: Highlight) -> None:
        key = (document, code, highlight.coder, span, highlight.layer)
        known = self._codings.get(key)
        if known is None:
            guid = self._guid("coding", document, code, highlight.coder, f"{span.start}-{span.end}", highlight.layer)
            known = BundleCoding(
                guid, document, code, highlight.coder, span, layer=highlight.layer, created=highlight.created
            )
        else:
            self.problems.say("The same coding stood in the file twice and was kept once.", self.title(document))
        values = {self.variable(Scope.CODING, name): clean(value).strip() for name, value in highlight.values.items()}
        values = {name: value for name, value in values.items() if value}
        self._codings[key] = replace(
            known, important=known.important or highlight.important, values={**values, **known.values}
        )
        self.memo(Subject.CODING, known.guid, highlight.coder, highlight.memo)

    def title(self, document: str) -> str:
        return self._documents[document].title if document else ""

    def _guid(self, *parts: str) -> str:
        """Follows from the parts; equal things in one file are numbered."""
        name = "\x1f".join((self.source, *parts))
        self._times[name] += 1
        return str(uuid.uuid5(_SPACE, f"{name}\x1f{self._times[name]}"))

    def bundle(self) -> Bundle:
        judgements = self._judgements()
        variables = self._variables(judgements)
        sets = (BundleSet(self._guid("set", name), name, tuple(members)) for name, members in self._sets.items())
        return Bundle(
            self.name,
            self.source,
            documents=tuple(self._documents.values()),
            codes=tuple(self._codes.values()),
            coders=tuple(self._coders.values()),
            codings=tuple(self._codings.values()),
            variables=variables,
            judgements=judgements,
            memos=tuple(self._memos.values()),
            document_sets=tuple(sets),
            problems=self.problems.sentences(),
        )

    def _judgements(self) -> tuple[BundleJudgement, ...]:
        """A question that somebody answered twice becomes one of yes and no for each answer."""
        several = {name for (_, _, name), values in self._answers.items() if len(values) > 1}
        options: dict[str, dict[str, None]] = defaultdict(dict)
        for (_, _, name), values in self._answers.items():
            options[name].update(values)
        several -= {name for name in several if len(options[name]) > _MOST_CHOICES}
        made = []
        for (document, coder, name), values in self._answers.items():
            if name in several:
                answers = {f"{name}: {option}": "yes" if option in values else "no" for option in options[name]}
            else:
                answers = {name: "; ".join(values)}
            for variable, value in answers.items():
                kept = self.variable(Scope.JUDGEMENT, variable)
                made.append(BundleJudgement(document, coder, kept, value))
        return tuple(made)

    def _variables(self, judgements: Iterable[BundleJudgement]) -> tuple[BundleVariable, ...]:
        """Every variable, with the choices and the kind that its values tell."""
        found: dict[tuple[Scope, str], dict[str, None]] = {key: {} for key in self._values}
        for document in self._documents.values():
            for name, value in document.values.items():
                found[Scope.DOCUMENT, name][value] = None
        for coding in self._codings.values():
            for name, value in coding.values.items():
                found[Scope.CODING, name][value] = None
        for judgement in judgements:
            found[Scope.JUDGEMENT, judgement.variable][judgement.value] = None
        made = []
        for (scope, name), values in found.items():
            kind = self._values[scope, name]
            if kind is None or not all(fits(kind, (), value) for value in values):
                kind = _kind_of(scope, values)
            choices = tuple(Choice(value) for value in values) if kind is VariableKind.CHOICE else ()
            made.append(BundleVariable(self._guid("variable", scope, name), scope, name, kind, choices=choices))
        return tuple(made)


def _kind_of(scope: Scope, values: Collection[str]) -> VariableKind:
    if values and all(fits(VariableKind.NUMBER, (), value) for value in values):
        return VariableKind.NUMBER
    if scope is Scope.DOCUMENT or len(values) > _MOST_CHOICES or any(len(value) > _NAME_LENGTH for value in values):
        return VariableKind.TEXT
    return VariableKind.CHOICE


def _colour(colour: str) -> str:
    digits = colour.strip().upper()
    if digits.startswith("#") and len(digits) == 4:
        digits = "#" + "".join(2 * digit for digit in digits[1:])
    valid = digits.startswith("#") and len(digits) == 7 and all(digit in "0123456789ABCDEF" for digit in digits[1:])
    return digits if valid else ""
