"""Random studies with all that is awkward to count: overlaps, copies, gaps, codes of one name, several rounds."""

from __future__ import annotations

import random
from collections.abc import Sequence

from cadrage.core.model import Choice, Coder, DocumentDraft, Scope, Span, State, Subject, VariableDraft, VariableKind
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

NAMES = ("=Ben", "Ծovinar", "Dé", "E:*?/\\[]")
WORDS = ("Krieg", "peace", "📰", "саммит", "don’t", "2014", "戦争が終わった", "a-b-c", "_", "é")


def random_study(seed: int, *, documents: int = 5, people: int = 3) -> Project:
    """Some documents are complete for some coders; one is a copy, a code is retired, not all text is article."""
    chance = random.Random(seed)
    project = Project.in_memory(coder="Ana")
    coders = [project.me, *(project.coders.add(name) for name in NAMES[: people - 1])]
    texts = [_text(chance) for _ in range(documents)]
    project.documents.add([_draft(number, text) for number, text in enumerate([*texts, texts[0]])])
    added = project.documents.all()
    project.documents.mark_duplicate(added[-1].id, added[0].id)
    codes = _codes(project)
    for round_ in range(1 + seed % 2):
        if round_:
            project.rounds.add("final", "Second")
        for document in project.documents.all():
            _code(project, document.id, document.length, coders, codes, chance)
    for document in project.documents.all()[::2]:
        start = chance.randrange(document.length - 1)
        project.regions.mark(document.id, Span(start, chance.randint(start + 1, document.length)))
    project.codes.remove(codes[-1])
    _say(project, coders, chance)
    return project


def _draft(number: int, text: str) -> DocumentDraft:
    return DocumentDraft(f"=Article {number}", f"{number}.txt", text, "txt", "utf-8", b"", {"outlet": "The Paper"})


def _text(chance: random.Random) -> str:
    words = (chance.choice(WORDS) for _ in range(chance.randint(8, 60)))
    return " ".join(f"{word}{chance.choice(['', '', '.', '. ', '!', chr(10) * 2])}" for word in words)


def _codes(project: Project) -> list[int]:
    parent = project.codes.add("Threat").id
    codes = [parent, project.codes.add("Threat", parent=parent).id, project.codes.add("Angst & Zorn").id]
    codes += [project.codes.add(name).id for name in ("Скрытая угроза", "Скрытая сила", "status", "long")]
    return [*codes, project.codes.add("=Gone away with a very long name for a code").id]


def _code(
    project: Project, document: int, length: int, coders: Sequence[Coder], codes: Sequence[int], chance: random.Random
) -> None:
    round_ = project.rounds.latest.id
    with project.change("Code"):
        for coder in coders:
            for code in codes:
                starts = [chance.randrange(length - 1) for _ in range(chance.choice([0, 0, 1, 3]))]
                spans = [Span(start, min(start + chance.randint(1, 60), length)) for start in starts]
                project.codings.add_many([NewCoding(document, span, code, coder.id, round_) for span in spans])
            if chance.random() < 0.7:
                project.statuses.complete_many([(document, coder.id)], round_)


def _say(project: Project, coders: Sequence[Coder], chance: random.Random) -> None:
    """Speakers and grades of codings, moods of documents, memos."""
    speaker = project.variables.find(Scope.CODING, "speaker") or project.variables.add(
        VariableDraft(Scope.CODING, "speaker", VariableKind.ACTOR, "Speaker")
    )
    grades = tuple(Choice(value, label) for value, label in (("1", "low"), ("3", "high")))
    grade = project.variables.add(VariableDraft(Scope.CODING, "n_threat", VariableKind.ORDINAL, "Grade", grades))
    moods = (Choice("hostile"), Choice("friendly", "Friendly!"))
    mood = project.variables.add(VariableDraft(Scope.JUDGEMENT, "mood", VariableKind.CHOICE, "Mood", moods))
    for coder in coders:
        project.switch_coder(coder)
        for coding in project.codings.all():
            if coding.coder == coder.id and chance.random() < 0.4:
                project.variables.set_for_coding(coding.id, speaker, chance.choice(["Merkel", "=Путин", "Kerry"]))
                project.variables.set_for_coding(coding.id, grade, chance.choice("13"))
                project.memos.set(Subject.CODING, coding.guid, "unsure")
        for document in project.documents.all():
            project.variables.set_judgement(document.id, mood, chance.choice(["hostile", "friendly", ""]))
            if chance.random() < 0.2:
                project.statuses.set(document.id, State.PROGRESS)
