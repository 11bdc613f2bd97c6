"""A small study that tests know by heart: two coders, exclusive sub-codes, an attribute and a judgement."""

from __future__ import annotations

from pathlib import Path

from cadrage.core.model import Choice, DocumentDraft, Scope, Span, VariableDraft, VariableKind
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

DOCUMENTS, LINES = 8, 10
LINE = "Here stands sentence number 00.\n"
WHOLE, SHORT = len(LINE) - 1, 6  # a span of a whole line, and of less than half of one

# By coder the lines of every document that each code stands on; B swaps the sub-codes on line 1 of even documents.
A = {"THR": (0, 1), "MIL": (2, 3), "ESC": (5,), "SAN": (8,)}
B = {"THR": (0, 1), "MIL": (2, 3), "SAN": (8,)}


def study(path: Path | None = None) -> Project:
    """ESC with THR and MIL as sub-codes, SAN beside; A alone puts ESC itself. In memory, or in a file."""
    project = Project.in_memory(coder="A") if path is None else Project.create(path, coder="A")
    texts = ["".join(LINE.replace("00", f"{line:02}") for line in range(LINES)) for _ in range(DOCUMENTS)]
    project.documents.add(
        [DocumentDraft(f"Article {i}", f"{i}.txt", f"{text}{i}", "txt", "utf-8", b"") for i, text in enumerate(texts)]
    )
    parent = project.codes.add("Escalation", short_id="ESC").id
    codes = {"ESC": parent, "SAN": project.codes.add("Sanctions", short_id="SAN").id}
    for short_id, name in (("THR", "Threat"), ("MIL", "Build-up")):
        codes[short_id] = project.codes.add(name, short_id=f"ESC-{short_id}", parent=parent).id
    people = {"A": project.me.id, "B": project.coders.add("B").id}
    with project.change("Code everything"):
        for number, document in enumerate(project.documents.all()):
            for coder, lines in (("A", A), ("B", B)):
                project.codings.add_many(_codings(project, document.id, number, people[coder], coder, lines, codes))
        everybody = [(document.id, person) for document in project.documents.all() for person in people.values()]
        project.statuses.complete_many(everybody, project.rounds.latest.id)
    _note(project)
    return project


def _codings(
    project: Project,
    document: int,
    number: int,
    person: int,
    coder: str,
    lines: dict[str, tuple[int, ...]],
    codes: dict[str, int],
) -> list[NewCoding]:
    found = []
    for code, places in lines.items():
        for place in places:
            swapped = coder == "B" and code == "THR" and place == 1 and number % 2 == 0
            length = SHORT if code == "SAN" and coder == "B" else WHOLE
            start = place * len(LINE)
            wanted = codes["MIL" if swapped else code]
            found.append(NewCoding(document, Span(start, start + length), wanted, person, project.rounds.latest.id))
    return found


def _note(project: Project) -> None:
    """Certainty 1–3 on every coding (B one more on MIL), tone of every document (B differs on the first)."""
    grades = tuple(Choice(value) for value in "123")
    certainty = project.variables.find(Scope.CODING, "certainty") or project.variables.add(
        VariableDraft(Scope.CODING, "certainty", VariableKind.ORDINAL, "Certainty", grades)
    )
    tone = project.variables.add(
        VariableDraft(Scope.JUDGEMENT, "mood", VariableKind.CHOICE, "Mood", (Choice("hostile"), Choice("friendly")))
    )
    codes = {code.id: code.short_id for code in project.codes.all()}
    for coder in project.coders.all():
        project.switch_coder(coder)
        for coding in project.codings.all():
            if coding.coder == coder.id:
                more = coder.name == "B" and codes[coding.code] == "ESC-MIL"
                project.variables.set_for_coding(coding.id, certainty, "3" if more else "2")
        for number, document in enumerate(project.documents.all()):
            friendly = number % 2 == 0 and not (coder.name == "B" and number == 0)
            project.variables.set_judgement(document.id, tone, "friendly" if friendly else "hostile")
