"""What is gathered for tables: of blind rounds only one's own, sentences only where somebody needs them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadrage.core.filtering import Filter
from cadrage.core.model import Choice, DocumentDraft, Scope, Span, State, Subject, VariableDraft, VariableKind
from cadrage.jobs import datasets, export, reports
from cadrage.store.project import Project

TEXT = "Talks failed. Sanctions follow.\n\nA third sentence stands alone."
SAID = "Round “Blind” is blind: only Ben's own work of it is here until it is unsealed."


@pytest.fixture
def project() -> Iterator[Project]:
    """An open round of Ann's, then a blind one in which both worked; Ben is at the desk."""
    with Project.in_memory(coder="Ann") as project:
        project.documents.add([DocumentDraft("One", "one.txt", TEXT, "txt", "utf-8", b"")])
        project.variables.add(
            VariableDraft(Scope.JUDGEMENT, "mood", VariableKind.CHOICE, "Mood", (Choice("calm"), Choice("hot")))
        )
        project.codes.add("Threat")
        _work(project, "calm", "")
        project.rounds.add("reliability", "Blind", blind=True)
        _work(project, "hot", "secret of Ann")
        # A memo that was written in the blind round on a coding of the open one.
        first = project.codings.all()[0]
        project.memos.set(Subject.CODING, first.guid, "secret of Ann too")
        project.switch_coder(project.coders.add("Ben"))
        _work(project, "calm", "thought of Ben")
        yield project


def _work(project: Project, mood: str, memo: str) -> None:
    document, code = project.documents.all()[0], project.codes.all()[0]
    coding = project.codings.add(document.id, Span(0, 5 + len(project.codings.all())), code.id)
    project.memos.set(Subject.CODING, coding.guid, memo)
    mine = project.variables.find(Scope.JUDGEMENT, "mood")
    assert mine is not None
    project.variables.set_judgement(document.id, mine, mood)
    project.statuses.set(document.id, State.COMPLETE)


def test_others_work_in_a_sealed_round_is_not_gathered(project: Project) -> None:
    found = datasets.gather(project, Filter())
    ann, ben = (coder.id for coder in found.coders)
    open_round, blind = (round_.id for round_ in found.rounds)
    assert {(coding.coder, coding.round) for coding in found.codings} == {(ann, open_round), (ben, blind)}
    assert {(status.coder, status.round) for status in found.statuses} == {(ann, open_round), (ben, blind)}
    assert not [memo for memo in found.all_memos if "secret" in memo.text]
    assert not [memo for memo in found.memos.values() if "secret" in memo]
    assert "thought of Ben" in found.memos.values()
    document = project.documents.all()[0].id
    assert found.judgements == {(document, ann, "mood"): "calm", (document, ben, "mood"): "calm"}
    assert found.held_back == (SAID,)


def test_the_folder_says_what_it_holds_back(project: Project, tmp_path: Path) -> None:
    done = export.to_file(project, tmp_path / "out")
    assert SAID in done.notes
    everything = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*.csv")).decode()
    assert "secret" not in everything
    with (tmp_path / "out" / "readme.csv").open(encoding="utf-8-sig", newline="") as file:
        assert ["Project", "Held back", SAID] in list(csv.reader(file))


def test_an_unsealed_round_leaves_whole(project: Project) -> None:
    with project.change("Unseal"):
        project.write("UPDATE round SET unsealed = '2024-01-01T00:00:00Z' WHERE blind = 1")
    found = datasets.gather(project, Filter())
    assert len(found.codings) == 3
    assert len([memo for memo in found.all_memos if "secret" in memo.text]) == 2
    assert "hot" in found.judgements.values()
    assert found.held_back == ()


def test_whoever_exports_only_their_own_work_is_told_nothing(project: Project) -> None:
    found = datasets.gather(project, Filter(coders=frozenset([project.me.id])))
    assert {coding.coder for coding in found.codings} == {project.me.id}
    assert found.held_back == ()


def test_texts_are_split_only_for_the_table_of_codings(project: Project) -> None:
    texts = [document.text_id for document in project.documents.all()]
    reports.gather(project)
    export.gather(project, what="codebook")
    assert not project.texts.segments(texts, "sentence")
    found = export.gather(project).dataset
    assert len(found.sentences[project.documents.all()[0].id]) == 3
    assert project.texts.segments(texts, "sentence")


def test_documents_marked_as_duplicates_leave_frequencies_and_their_share_unless_they_count(tmp_path: Path) -> None:
    with Project.in_memory(coder="Ann") as project:
        drafts = [DocumentDraft(name, f"{name}.txt", text, "txt", "utf-8", b"") for name, text in COPIES.items()]
        one, copy, _ = project.documents.add(drafts)
        code = project.codes.add("Threat")
        for document in (one, copy):
            project.codings.add(document, Span(0, 5), code.id)
        project.documents.mark_duplicate(copy, one)
        assert _frequencies(project, tmp_path / "out") == ("1", "1", "0.5")
        project.documents.set_count_duplicates(counted=True)
        assert _frequencies(project, tmp_path / "out") == ("2", "2", str(2 / 3))


COPIES = {"One": TEXT, "Copy": f"{TEXT} More.", "Other": "Nothing of it."}


def _frequencies(project: Project, folder: Path) -> tuple[str, str, str]:
    export.to_file(project, folder, what="dataset")
    with (folder / "frequencies.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    return row["codings"], row["documents"], row["share_documents"]
