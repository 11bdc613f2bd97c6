"""Projects that hold a bit of everything, made by the verbs of the store from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from cadrage.core.errors import UserError
from cadrage.core.model import (
    Choice,
    DocumentDraft,
    ExampleKind,
    Layer,
    Scope,
    Span,
    State,
    Subject,
    VariableDraft,
    VariableKind,
)
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

WORDS = ("ministers", "met", "😀", "in", "Łódź,", "“again”", "failed;", "&", "<b>nobody</b>", "会談", "was", "=1+1")
_STATES = tuple(State)


def random_project(seed: int) -> Project:
    """The same one for the same seed."""
    maker = _Maker(random.Random(seed), Project.in_memory(name=f"Study {seed}", coder="Ann"))
    maker.make()
    return maker.project


class _Maker:
    def __init__(self, chance: random.Random, project: Project) -> None:
        self._chance = chance
        self.project = project
        self._texts: list[str] = []
        self._documents: tuple[int, ...] = ()
        self._codes: list[int] = []

    def make(self) -> None:
        for name in self._chance.sample(["Ben", "A", "李雷", "Ö. Naïve"], self._chance.randint(0, 3)):
            self.project.coders.add(name)
        self._add_documents()
        self._add_codes()
        self._add_variables()
        self._code()
        if self._chance.random() < 0.6:
            self.project.rounds.add("final", "Final", blind=self._chance.random() < 0.3)
            self._code()
        self._write_memos()
        self._put_in_sets()
        self._take_out()

    def _words(self, most: int = 5) -> str:
        return " ".join(self._chance.choices(WORDS, k=self._chance.randint(1, most)))

    def _attempt(self, work: Callable[[], object]) -> None:
        """What chance asks for is not always allowed."""
        try:
            work()
        except UserError:
            pass

    def _some(self, things: Sequence[int]) -> list[int]:
        return self._chance.sample(list(things), self._chance.randint(0, len(things)))

    def _add_documents(self) -> None:
        for number in range(self._chance.randint(0, 6)):
            self._texts.append("\n".join(self._words(9) for _ in range(self._chance.randint(1, 4))) + f"\n{number}")
        drafts = [
            DocumentDraft(
                self._words(),
                f"{number}.txt",
                text,
                "txt",
                "utf-8",
                text.encode() if self._chance.random() < 0.8 else b"",
            )
            for number, text in enumerate(self._texts)
        ]
        if drafts and self._chance.random() < 0.3:
            drafts.append(drafts[0])
            self._texts.append(self._texts[0])
        self._documents = self.project.documents.add(drafts)
        for document, text in zip(self._documents, self._texts, strict=True):
            if self._chance.random() < 0.3:
                self.project.documents.mark_duplicate(
                    document, self._documents[0] if document != self._documents[0] else None
                )
            if self._chance.random() < 0.3:
                self.project.documents.set_languages({document: self._chance.choice(["en", "pl"])})
            if self._chance.random() < 0.5:
                self.project.regions.mark(document, self._span(text))
                self.project.regions.unmark(document, self._span(text))

    def _span(self, text: str) -> Span:
        start = self._chance.randrange(len(text))
        return Span(start, self._chance.randint(start + 1, len(text)))

    def _add_codes(self) -> None:
        for number in range(self._chance.randint(0, 8)):
            parent = self._chance.choice([None, *self._codes])
            texts = {name: self._words() for name in ("brief", "definition", "when_to_use", "when_not", "notes")}
            short_id = f"C{number}" if self._chance.random() < 0.5 else ""
            code = self.project.codes.add(f"{self._words(2)} {number}", short_id=short_id, parent=parent, **texts)
            self._codes.append(code.id)
            for kind in self._chance.sample(list(ExampleKind), self._chance.randint(0, 3)):
                self._add_example(code.id, kind)

    def _add_example(self, code: int, kind: ExampleKind) -> None:
        if not self._documents or self._chance.random() < 0.4:
            self.project.codes.add_example(code, self._words(), kind=kind, note=self._words())
            return
        place = self._chance.randrange(len(self._documents))
        span = self._span(self._texts[place])
        words = span.quotation(self._texts[place])
        add = self.project.codes.add_example
        self._attempt(lambda: add(code, words, kind=kind, document=self._documents[place], span=span))

    def _add_variables(self) -> None:
        for scope in Scope:
            for kind in self._chance.sample(list(VariableKind), self._chance.randint(0, 4)):
                listed = kind in (VariableKind.CHOICE, VariableKind.ORDINAL)
                choices = (Choice("pos", "Positive"), Choice("neg")) if listed else ()
                self.project.variables.add(VariableDraft(scope, f"{kind} of it", kind, self._words(2), choices))
        for document in self._documents:
            for variable in self.project.variables.all(Scope.DOCUMENT):
                if self._chance.random() < 0.7:
                    value = self._value(variable.kind)
                    self.project.variables.set_for_document(document, variable, value, checked=False)

    def _value(self, kind: VariableKind) -> str:
        values = {
            VariableKind.CHOICE: ["pos", "neg"],
            VariableKind.ORDINAL: ["pos", "neg", "of no kind"],
            VariableKind.TEXT: [self._words()],
            VariableKind.ACTOR: ["Kerry", "Lavrov", "Łódź council"],
            VariableKind.NUMBER: ["12", "0.5", "-3"],
            VariableKind.DATE: ["2014-03-15", "2014-03", "2014"],
        }
        return self._chance.choice(values[kind])

    def _code(self) -> None:
        round_ = self.project.rounds.latest.id
        for coder in self.project.coders.all():
            self.project.switch_coder(coder)
            for _ in range(self._chance.randint(0, 10) if self._documents and self._codes else 0):
                self._add_coding(round_, coder.id)
            for document in self._some(self._documents):
                self.project.statuses.set(document, self._chance.choice(_STATES))
                self._judge(document)
        self.project.switch_coder(self.project.coders.all()[0])

    def _add_coding(self, round_: int, coder: int) -> None:
        place = self._chance.randrange(len(self._documents))
        span, code = self._span(self._texts[place]), self._chance.choice(self._codes)
        document = self._documents[place]
        present = {(each.document, each.code, each.coder, each.round, each.span) for each in self.project.codings.all()}
        if (document, code, coder, round_, span) in present:
            return
        with self.project.change("Code"):
            (row,) = self.project.codings.add_many([NewCoding(document, span, code, coder, round_)])
            if self._chance.random() < 0.2:
                self.project.write("UPDATE coding SET layer = ? WHERE id = ?", (Layer.GOLD, row))
        if self._chance.random() < 0.3:
            self.project.codings.mark_important(row, important=True)
        for variable in self.project.variables.all(Scope.CODING):
            if self._chance.random() < 0.5:
                value = self._value(variable.kind)
                self._attempt(lambda: self.project.variables.set_for_coding(row, variable, value))  # noqa: B023
        if self._chance.random() < 0.4:
            (coding,) = self.project.codings.get([row])
            self.project.memos.set(Subject.CODING, coding.guid, self._words(30))

    def _judge(self, document: int) -> None:
        for variable in self.project.variables.all(Scope.JUDGEMENT):
            value = self._value(variable.kind)
            self._attempt(lambda: self.project.variables.set_judgement(document, variable, value))  # noqa: B023

    def _write_memos(self) -> None:
        subjects = [(Subject.PROJECT, self.project.guid)]
        subjects += [(Subject.DOCUMENT, document.guid) for document in self.project.documents.all()]
        subjects += [(Subject.CODE, code.guid) for code in self.project.codes.all()]
        for coder in self.project.coders.all():
            for subject, guid in subjects:
                if self._chance.random() < 0.3:
                    self.project.memos.set(subject, guid, f"{self._words(9)}\n\n{self._words()}", coder=coder.id)

    def _put_in_sets(self) -> None:
        for sets, members in ((self.project.sets.documents, self._documents), (self.project.sets.codes, self._codes)):
            for number in range(self._chance.randint(0, 3)):
                sets.add(f"Set {number}", self._some(members))

    def _take_out(self) -> None:
        for actor in self.project.actors.all():
            chance = self._chance.random()
            if chance < 0.2:
                self.project.actors.remove(actor.id)
            elif chance < 0.6:
                self._attempt(lambda: self.project.actors.add_alias(actor.id, f"{actor.name} II"))  # noqa: B023
                self.project.actors.set_role(actor.id, "speaker")
        if self._codes and self._chance.random() < 0.4:
            self.project.codes.remove(self._chance.choice(self._codes))
