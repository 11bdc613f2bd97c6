"""What REFI-QDA has no place for, as sentences for people who open the file in another program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cadrage.core.bundle import Bundle, BundleCoding, BundleMemo, BundleVariable
from cadrage.core.model import Layer, Scope, State, Subject
from cadrage.exchange import refi_labels

_SCOPES = {Scope.CODING: "Attribute of codings", Scope.JUDGEMENT: "Judgement of documents"}


@dataclass(frozen=True, slots=True)
class Remarks:
    """Descriptions by GUID, of documents and of codings, and that of the project; empty ones are left out."""

    project: str
    documents: Mapping[str, str]
    codings: Mapping[str, str]


def remarks(bundle: Bundle) -> Remarks:
    """The Descriptions that a bundle is written with, always the same for the same bundle."""
    words = _Words(bundle)
    return Remarks(
        refi_labels.written(words.project(), "\n"),
        {guid: refi_labels.written(items, "\n") for guid, items in words.documents().items()},
        dict(words.codings()),
    )


def variable_remark(variable: BundleVariable) -> str:
    """A variable's label, and what its values mean."""
    label = variable.label if variable.label != variable.name else ""
    choices = refi_labels.written([("Values", found)]) if (found := _choices(variable)) else ""
    return "\n".join(part for part in (label, choices) if part)


def _choices(variable: BundleVariable) -> str:
    return "; ".join(
        f"{each.value} = {each.label}" if each.label and each.label != each.value else each.value
        for each in variable.choices
    )


class _Words:
    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._coders = {coder.guid: coder.name for coder in bundle.coders}
        self._rounds = {each.guid: each.name for each in bundle.rounds} if len(bundle.rounds) > 1 else {}
        self._variables = {(each.scope, each.name): each for each in bundle.variables}
        self._order = {each.name: place for place, each in enumerate(bundle.variables)}

    def project(self) -> Iterator[tuple[str, str]]:
        bundle = self._bundle
        for memo in bundle.memos:
            if memo.subject is Subject.PROJECT:
                yield self._memo(memo)
        for each in bundle.variables:
            if each.scope in _SCOPES:
                remark = variable_remark(each).replace("\n", "; ")
                yield _SCOPES[each.scope], f"{each.name} ({remark})" if remark else each.name
        if self._rounds:
            yield "Rounds", "; ".join(self._rounds.values())
        if bundle.codebook_version:
            yield "Codebook version", bundle.codebook_version

    def documents(self) -> dict[str, list[tuple[str, str]]]:
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for memo in self._bundle.memos:
            if memo.subject is Subject.DOCUMENT:
                found[memo.subject_guid].append(self._memo(memo))
        for status in self._bundle.statuses:
            if status.state is not State.NONE:
                state = "complete" if status.state is State.COMPLETE else "in progress"
                found[status.document].append((f"Coding by {self._who(status.coder, status.round)}", state))
        for each in self._bundle.judgements:
            value = self._shown(Scope.JUDGEMENT, each.variable, each.value)
            found[each.document].append((f"{each.variable} ({self._who(each.coder, each.round)})", value))
        return found

    def codings(self) -> Iterator[tuple[str, str]]:
        memos: defaultdict[str, list[BundleMemo]] = defaultdict(list)
        for memo in self._bundle.memos:
            if memo.subject is Subject.CODING:
                memos[memo.subject_guid].append(memo)
        for coding in self._bundle.codings:
            own = memos.get(coding.guid, ())
            if own or coding.values or coding.important or coding.layer is Layer.GOLD:
                items = [self._memo(memo) for memo in own]
                yield coding.guid, refi_labels.written([*items, *self._attributes(coding)], "\n")

    def _attributes(self, coding: BundleCoding) -> Iterator[tuple[str, str]]:
        for name in sorted(coding.values, key=lambda name: (self._order.get(name, len(self._order)), name)):
            variable = self._variables.get((Scope.CODING, name))
            label = variable.label if variable and variable.label else name
            yield label, self._shown(Scope.CODING, name, coding.values[name])
        if coding.important:
            yield "Important", "yes"
        if coding.layer is Layer.GOLD:
            yield "Layer", "adjudicated"

    def _shown(self, scope: Scope, name: str, value: str) -> str:
        variable = self._variables.get((scope, name))
        label = next((each.label for each in variable.choices if each.value == value), "") if variable else ""
        return f"{value} ({label})" if label and label != value else value

    def _memo(self, memo: BundleMemo) -> tuple[str, str]:
        return f"Memo ({self._who(memo.coder, memo.round)})", memo.text

    def _who(self, coder: str, round: str | None) -> str:
        name = self._coders.get(coder, "")
        within = self._rounds.get(round or "", "")
        return f"{name}, {within}" if within else name
