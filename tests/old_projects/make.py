"""Makes `schemaN.cadrage` in the present schema. Run once per released schema: python -m tests.old_projects.make"""

from __future__ import annotations

from pathlib import Path

from cadrage.core.model import DocumentDraft, ExampleKind, Scope, Span, State, Subject, VariableDraft, VariableKind
from cadrage.core.results_question import Dimension, Kind, Measure, Question
from cadrage.store import schema
from cadrage.store.project import Project

FOLDER = Path(__file__).parent
TEXTS = {
    "Talks fail": "Ministers met in London. 😀 The talks failed, and nobody was to blame.\n\nA café closed.\n",
    "Talks go on": "The ministers will meet again. A solution, they said, is near.\n",
}
BLAME_BY_OUTLET = Question(columns=(Dimension(Kind.FACT, "outlet"),), measure=Measure.COLUMN)


def main() -> None:
    path = FOLDER / f"schema{schema.SCHEMA}.cadrage"
    with Project.create(path, name="Old project", coder="Ann") as project:
        furnish(project)
        project.set("device", "{}")  # names this computer; every opening makes it anew


def furnish(project: Project) -> None:
    one, two = project.documents.add(
        [DocumentDraft(title, f"{title}.txt", text, "txt", "utf-8", text.encode()) for title, text in TEXTS.items()]
    )
    blame = project.codes.add("Blame", short_id="BL", key="1", definition="Who is held responsible.")
    child = project.codes.add("Ministers", parent=blame.id)
    solution = project.codes.add("Solution", short_id="SO", colour="#123456")
    quotation = "nobody was to blame"
    at = TEXTS["Talks fail"].index(quotation)
    span = Span(at, at + len(quotation))
    project.codes.add_example(blame.id, quotation, kind=ExampleKind.BORDERLINE, document=one, span=span)
    outlet = project.variables.ensure(Scope.DOCUMENT, "outlet")
    project.variables.set_for_document(one, outlet, "The Courier")
    tone = project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.TEXT))
    coding = project.codings.add(one, Span(0, 9), child.id)
    project.variables.set_for_coding(coding.id, tone, "calm")
    project.memos.set(Subject.CODING, coding.guid, "“Met”, not “agreed”; 😀")
    project.statuses.set(one, State.COMPLETE)
    project.sets.documents.add("Talks that failed", [one])
    project.sets.codes.add("Causes", [blame.id, child.id])
    project.saved_results.add("Blame by outlet", BLAME_BY_OUTLET, {"page": "table"})
    ben = project.coders.add("Ben")
    project.switch_coder(ben)
    project.codings.add(two, Span(31, 41), solution.id)
    project.codings.add(two, Span(4, 13), child.id)
    project.undo()


if __name__ == "__main__":
    main()
