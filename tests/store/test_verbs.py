"""Every verb of every noun, taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import (
    Change,
    Choice,
    ExampleKind,
    Layer,
    Origin,
    Scope,
    Span,
    State,
    Subject,
    VariableDraft,
    VariableKind,
)
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project
from tests.store.material import TEXT, World, draft, furnish, snapshot, switch

Verb = Callable[[World], object]


def example_of(world: World) -> int:
    return world.project.codes.examples()[0].id


def set_value_before(world: World) -> None:
    world.project.variables.set_for_document(world.documents[0], world.fact, "The Courier")


def add_many(world: World) -> None:
    with world.project.change("Import codings"):
        coder, round_ = world.project.me.id, world.project.rounds.latest.id
        world.project.codings.add_many(
            NewCoding(world.documents[0], Span(at, at + 3), world.codes[0].id, coder, round_) for at in range(5)
        )
        world.project.statuses.complete_many([(world.documents[0], coder)], round_)


VERBS: dict[str, tuple[str, Verb]] = {
    "import a document": ("Import a document", lambda w: w.project.documents.add([draft("three")])),
    "import documents": ("Import 2 documents", lambda w: w.project.documents.add([draft("three"), draft("four")])),
    "rename a document": ("Rename document", lambda w: w.project.documents.rename(w.documents[0], " Talks fail ")),
    "mark a duplicate": ("Mark as duplicate", lambda w: w.project.documents.mark_duplicate(*reversed(w.documents))),
    "remove a document": ("Remove a document", lambda w: w.project.documents.remove([w.documents[1]])),
    "new code": ("New code NEW", lambda w: w.project.codes.add("New", short_id="NEW", key="1", definition="What.")),
    "new sub-code": ("New code Deep", lambda w: w.project.codes.add("Deep", parent=w.codes[2].id)),
    "edit a code": ("Edit SO", lambda w: w.project.codes.edit(w.codes[1].id, name="Remedy", key="1", brief="x")),
    "move a code": ("Move CO", lambda w: w.project.codes.move(w.codes[3].id, w.codes[0].id, 0)),
    "reorder codes": ("Move CO", lambda w: w.project.codes.move(w.codes[3].id, None, 0)),
    "remove an unused code": ("Remove code SO", lambda w: w.project.codes.remove(w.codes[1].id)),
    "remove a used code": ("Remove code BL", lambda w: w.project.codes.remove(w.codes[0].id)),
    "new example": (
        "New example of SO",
        lambda w: w.project.codes.add_example(w.codes[1].id, "said", kind=ExampleKind.COUNTER, note="not this"),
    ),
    "place an example": (
        "Place example",
        lambda w: w.project.codes.place_example(example_of(w), w.documents[0], Span(1, 4)),
    ),
    "remove an example": ("Remove example", lambda w: w.project.codes.remove_example(example_of(w))),
    "apply": ("Apply SO", lambda w: w.project.codings.add(w.documents[1], Span(0, 9), w.codes[1].id)),
    "import codings": ("Import codings", add_many),
    "remove a coding": ("Remove BL", lambda w: w.project.codings.remove([w.coding.id])),
    "move the ends": ("Move the ends of a coding", lambda w: w.project.codings.move(w.coding.id, Span(2, 8))),
    "recode": ("Change code to SO", lambda w: w.project.codings.recode(w.coding.id, w.codes[1].id)),
    "mark important": ("Mark as important", lambda w: w.project.codings.mark_important(w.coding.id, important=True)),
    "memo": ("Memo", lambda w: w.project.memos.set(Subject.CODING, w.coding.guid, "Why? “Because”; 😀\n'")),
    "mark complete": ("Mark complete", lambda w: w.project.statuses.set(w.documents[0], State.COMPLETE)),
    "mark not started": ("Mark not started", lambda w: w.project.statuses.set(w.documents[0], State.NONE)),
    "rename a coder": ("Rename coder", lambda w: w.project.coders.rename(w.project.me.id, "Ann")),
    "new round": ("New round", lambda w: w.project.rounds.add("pilot", "Pilot", blind=True)),
    "name the codebook": ("Name the codebook version", lambda w: w.project.codebook_versions.name_draft("1.0")),
    "new codebook version": ("New codebook version", lambda w: w.project.codebook_versions.add_draft()),
    "new variable": (
        "New variable stance",
        lambda w: w.project.variables.add(
            VariableDraft(Scope.JUDGEMENT, "stance", VariableKind.CHOICE, choices=(Choice("+", "for"), Choice("-")))
        ),
    ),
    "set a fact": ("Set outlet", lambda w: w.project.variables.set_for_document(w.documents[0], w.fact, "Courier")),
    "set an attribute": ("Set Tone", lambda w: w.project.variables.set_for_coding(w.coding.id, w.attribute, "angry")),
}


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_one_step_that_can_be_taken_back_and_done_again(world: World, name: str) -> None:
    label, verb = VERBS[name]
    project = world.project
    notices: list[Change] = []
    project.on_change(notices.append)
    before = snapshot(project)

    verb(world)
    after = snapshot(project)
    assert after != before
    assert project.next_undo == label
    assert [notice.label for notice in notices] == [label]

    project.undo()
    assert snapshot(project) == before
    assert project.next_redo == label

    project.redo()
    assert snapshot(project) == after
    assert project.next_undo == label
    assert [notice.label for notice in notices] == [label, f"Undo: {label}", label]
    assert notices[0].rows == notices[1].rows == notices[2].rows

    project.undo()
    assert snapshot(project) == before


def test_every_verb_in_turn_is_undone_and_redone_after_reopening(path: Path) -> None:
    states = []
    project = Project.create(path)
    world = furnish(project)
    for name in ("apply", "memo", "set an attribute", "mark complete", "new sub-code", "remove a used code"):
        states.append(snapshot(project))
        VERBS[name][1](world)
    states.append(snapshot(project))
    for expected in reversed(states[:-1]):
        project.close()
        project = Project.open(path)
        project.undo()
        assert snapshot(project) == expected
    for expected in states[1:]:
        project.close()
        project = Project.open(path)
        project.redo()
        assert snapshot(project) == expected
    project.close()


# What the verbs store.


def test_a_coding_is_stored_as_it_was_made(world: World) -> None:
    coding = world.coding
    assert (coding.document, coding.code, coding.span) == (world.documents[0], world.codes[0].id, Span(0, 9))
    assert (coding.coder, coding.layer, coding.origin) == (world.project.me.id, Layer.CODER, Origin.HAND)
    assert coding.codebook_version == world.project.codebook_versions.current
    assert coding.created == coding.modified != ""
    assert world.project.codings.get([coding.id]) == (coding,)
    assert coding.span.quotation(world.project.documents.body(coding.document)) == "Ministers"


def test_many_codings_come_back_in_the_order_they_were_given(world: World) -> None:
    spans = [Span(9, 12), Span(0, 4), Span(5, 7)]
    me, round_ = world.project.me.id, world.project.rounds.latest.id
    with world.project.change("Import codings"):
        ids = world.project.codings.add_many(
            NewCoding(world.documents[1], span, world.codes[1].id, me, round_) for span in spans
        )
    by_id = {coding.id: coding for coding in world.project.codings.all()}
    assert [by_id[row].span for row in ids] == spans
    assert {by_id[row].origin for row in ids} == {Origin.IMPORT}
    assert world.project.codings.counts_by_code() == {world.codes[0].id: 1, world.codes[1].id: 3}
    assert world.project.codings.counts_by_document(coders=[me]) == {world.documents[0]: 1, world.documents[1]: 3}


def test_a_first_coding_starts_the_document_and_a_complete_one_stays_complete(world: World) -> None:
    project, (one, two) = world.project, world.documents
    assert project.statuses.of_coder(project.me.id) == {one: State.PROGRESS}
    project.statuses.set(two, State.COMPLETE)
    project.codings.add(two, Span(0, 4), world.codes[0].id)
    assert project.statuses.of_coder(project.me.id) == {one: State.PROGRESS, two: State.COMPLETE}


def test_documents_keep_their_text_and_original(world: World) -> None:
    project = world.project
    (added,) = project.documents.add([draft("five", "a😀b")])
    document = project.documents.get(added)
    assert document is not None
    assert (document.title, document.length, document.position) == ("five", 3, 3)
    assert project.documents.body(added) == "a😀b"
    assert project.documents.length(added) == 3
    blob = project.one("SELECT blob FROM document WHERE id = ?", (added,))
    assert project.texts.original(blob) == "a😀b".encode()


def test_equal_texts_are_stored_once(project: Project) -> None:
    ids = project.documents.add([draft("one", TEXT), draft("two", TEXT), draft("three", "else")])
    texts = [document.text_id for document in project.documents.all()]
    assert len(ids) == 3
    assert texts[0] == texts[1] != texts[2]
    assert project.one("SELECT count(*) FROM text_index WHERE text_index MATCH 'ministers'") == 1


def test_removing_a_coding_takes_its_values_and_its_coders_memo_with_it(world: World) -> None:
    project = world.project
    project.variables.set_for_coding(world.coding.id, world.attribute, "angry")
    project.memos.set(Subject.CODING, world.coding.guid, "Mine")
    before = snapshot(project)
    project.codings.remove([world.coding.id])
    assert project.variables.of_codings() == {}
    assert project.memos.all() == ()
    project.undo()
    assert snapshot(project) == before


def test_removing_a_coding_leaves_other_coders_memos(world: World) -> None:
    switch(world.project, "B")
    world.project.memos.set(Subject.CODING, world.coding.guid, "B's thought")
    switch(world.project, "A")
    world.project.codings.remove([world.coding.id])
    assert [memo.text for memo in world.project.memos.all()] == ["B's thought"]
    world.project.undo()
    world.project.redo()
    assert [memo.text for memo in world.project.memos.all()] == ["B's thought"]


def test_a_code_with_codings_is_retired_and_one_without_is_deleted(world: World) -> None:
    project = world.project
    project.codes.remove(world.codes[0].id)
    project.codes.remove(world.codes[1].id)
    kept = {code.id: code.retired for code in project.codes.all()}
    assert kept == {world.codes[0].id: True, world.codes[2].id: True, world.codes[3].id: False}


def test_a_code_with_a_memo_is_retired(world: World) -> None:
    world.project.memos.set(Subject.CODE, world.codes[1].guid, "Think about it")
    world.project.codes.remove(world.codes[1].id)
    found = world.project.codes.get(world.codes[1].id)
    assert found is not None
    assert found.retired


def test_a_key_belongs_to_the_code_that_took_it_last(world: World) -> None:
    project = world.project
    project.codes.edit(world.codes[1].id, key="1")
    project.codes.add("Third", key="1")
    assert [code.name for code in project.codes.all() if code.key == "1"] == ["Third"]


def test_names_are_kept_without_white_space_around_them(world: World) -> None:
    world.project.codes.edit(world.codes[1].id, name="  Remedy ")
    found = world.project.codes.get(world.codes[1].id)
    assert found is not None
    assert found.name == "Remedy"


def test_moved_codes_stand_where_they_were_put(world: World) -> None:
    first, second, child, fourth = (code.id for code in world.codes)
    world.project.codes.move(fourth, first, 0)
    book = world.project.codes.codebook()
    assert [code.id for code in book.children(first)] == [fourth, child]
    world.project.codes.move(second, None, 0)
    assert [code.id for code in world.project.codes.codebook().children(None)] == [second, first]


def test_values_are_set_changed_and_removed(world: World) -> None:
    variables, document = world.project.variables, world.documents[0]
    variables.set_for_document(document, world.fact, " Courier ")
    variables.set_for_document(document, world.fact, "Herald")
    assert variables.of_documents() == {(document, "outlet"): "Herald"}
    variables.set_for_document(document, world.fact, " ")
    assert variables.of_document(document) == {}
    variables.set_for_coding(world.coding.id, world.attribute, "calm")
    assert variables.of_coding(world.coding.id) == {"tone": "calm"}


def test_text_from_outside_is_cleaned(world: World) -> None:
    world.project.memos.set(Subject.PROJECT, world.project.guid, "a\x00b\ud800c")
    assert world.project.memos.about(world.project.guid) == "a\ufffdb\ufffdc"
    assert world.project.coders.add("Z\x00").name == "Z\ufffd"


# What they refuse, in words and without a trace.


def code(world: World, at: int) -> int:
    return world.codes[at].id


REFUSALS: dict[str, Verb] = {
    "applying a code twice to the same words": lambda w: w.project.codings.add(w.documents[0], Span(0, 9), code(w, 0)),
    "a span beyond the text": lambda w: w.project.codings.add(w.documents[0], Span(0, len(TEXT) + 4), code(w, 0)),
    "a document that is gone": lambda w: w.project.codings.add(99, Span(0, 1), code(w, 0)),
    "a code that is gone": lambda w: w.project.codings.add(w.documents[0], Span(0, 1), 99),
    "recoding to a code that is gone": lambda w: w.project.codings.recode(w.coding.id, 99),
    "moving ends beyond the text": lambda w: w.project.codings.move(w.coding.id, Span(0, 999)),
    "removing a coding that is gone": lambda w: w.project.codings.remove([99]),
    "a code without a name": lambda w: w.project.codes.add("  "),
    "a short id twice": lambda w: w.project.codes.add("Other", short_id="bl"),
    "a name twice at one place": lambda w: w.project.codes.add("BLAME"),
    "a key that is none": lambda w: w.project.codes.add("Other", key="x"),
    "editing to a key that is none": lambda w: w.project.codes.edit(code(w, 1), key="12"),
    "editing to a name that is there": lambda w: w.project.codes.edit(code(w, 1), name=" blame "),
    "a parent that is gone": lambda w: w.project.codes.add("Other", parent=99),
    "a code below itself": lambda w: w.project.codes.edit(code(w, 0), parent=code(w, 2)),
    "moving a code below itself": lambda w: w.project.codes.move(code(w, 0), code(w, 2), 0),
    "moving a code that is gone": lambda w: w.project.codes.move(99, None, 0),
    "a document without a title": lambda w: w.project.documents.rename(w.documents[0], "\n"),
    "a duplicate of itself": lambda w: w.project.documents.mark_duplicate(w.documents[0], w.documents[0]),
    "removing a coded document": lambda w: w.project.documents.remove([w.documents[1], w.documents[0]]),
    "a coder without a name": lambda w: w.project.coders.add(""),
    "a coder twice": lambda w: w.project.coders.add(" B "),
    "a coder's name that separates": lambda w: w.project.coders.add("A|B"),
    "renaming a coder to another": lambda w: w.project.coders.rename(w.project.me.id, "B"),
    "a variable without a name": lambda w: w.project.variables.add(VariableDraft(Scope.CODING, "", VariableKind.TEXT)),
    "a variable twice": lambda w: w.project.variables.add(VariableDraft(Scope.CODING, "TONE", VariableKind.TEXT)),
    "an unknown round": lambda w: w.project.rounds.find("Reliability"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_the_store_refuses_in_words(world: World, name: str) -> None:
    before, step = snapshot(world.project), world.project.next_undo
    with pytest.raises(UserError, match=r"^[A-Z“].*\.$"):
        REFUSALS[name](world)
    assert snapshot(world.project) == before
    assert world.project.next_undo == step


def test_a_retired_code_cannot_be_applied(world: World) -> None:
    world.project.codes.remove(world.codes[0].id)
    with pytest.raises(UserError, match="no longer in the codebook"):
        world.project.codings.add(world.documents[1], Span(0, 4), world.codes[0].id)


def test_ends_cannot_be_moved_onto_an_equal_coding(world: World) -> None:
    other = world.project.codings.add(world.documents[0], Span(10, 13), world.codes[0].id)
    with pytest.raises(UserError, match="already on exactly these words"):
        world.project.codings.move(other.id, Span(0, 9))


def test_a_code_cannot_be_moved_to_where_its_name_is_taken(world: World) -> None:
    world.project.codes.add("Conflict", parent=world.codes[0].id)
    with pytest.raises(UserError, match="already a code"):
        world.project.codes.move(world.codes[3].id, world.codes[0].id, 0)


@pytest.mark.parametrize(
    "verb",
    [
        lambda w: w.project.codings.remove([w.coding.id]),
        lambda w: w.project.codings.move(w.coding.id, Span(1, 2)),
        lambda w: w.project.codings.recode(w.coding.id, w.codes[1].id),
        lambda w: w.project.codings.mark_important(w.coding.id, important=True),
    ],
)
def test_another_coders_coding_is_left_alone(world: World, verb: Verb) -> None:
    switch(world.project, "B")
    with pytest.raises(UserError, match="another coder's coding"):
        verb(world)


def test_nothing_is_removed_when_one_coding_of_several_is_another_coders(world: World) -> None:
    switch(world.project, "B")
    mine = world.project.codings.add(world.documents[1], Span(0, 4), world.codes[1].id)
    before = snapshot(world.project)
    with pytest.raises(UserError, match="another coder's coding"):
        world.project.codings.remove([mine.id, world.coding.id])
    assert snapshot(world.project) == before


def test_a_retired_code_gives_its_key_back(world: World) -> None:
    world.project.codes.remove(world.codes[0].id)
    found = world.project.codes.get(world.codes[0].id)
    assert found is not None
    assert (found.retired, found.key) == (True, "")


def test_a_status_keeps_when_it_was_begun_and_completed(world: World) -> None:
    project = world.project
    (begun,) = project.statuses.all()
    assert (begun.state, begun.completed) == (State.PROGRESS, None)
    project.statuses.set(world.documents[0], State.COMPLETE)
    (complete,) = project.statuses.all(round=begun.round)
    assert complete.started == begun.started
    assert complete.completed is not None
    project.statuses.set(world.documents[0], State.PROGRESS)
    assert project.statuses.all()[0].completed is None


def test_a_document_that_another_coder_completed_is_not_removed(world: World) -> None:
    switch(world.project, "B")
    world.project.statuses.set(world.documents[1], State.COMPLETE)
    switch(world.project, "A")
    with pytest.raises(UserError, match="Another coder"):
        world.project.documents.remove([world.documents[1]])


def test_a_document_with_a_memo_is_not_removed(world: World) -> None:
    document = world.project.documents.get(world.documents[1])
    assert document is not None
    world.project.memos.set(Subject.DOCUMENT, document.guid, "Ends oddly")
    with pytest.raises(UserError, match="has a memo"):
        world.project.documents.remove([document.id])


# A change without effect leaves no step.

IDLE: dict[str, Verb] = {
    "the same title": lambda w: w.project.documents.rename(w.documents[0], "one"),
    "the same name of a code": lambda w: w.project.codes.edit(w.codes[0].id, name=" Blame "),
    "the same place": lambda w: w.project.codes.move(w.codes[2].id, w.codes[0].id, 0),
    "the same span": lambda w: w.project.codings.move(w.coding.id, Span(0, 9)),
    "the same importance": lambda w: w.project.codings.mark_important(w.coding.id, important=False),
    "the same state": lambda w: w.project.statuses.set(w.documents[0], State.PROGRESS),
    "an empty memo": lambda w: w.project.memos.set(Subject.CODING, w.coding.guid, "  "),
    "an empty value": lambda w: w.project.variables.set_for_document(w.documents[0], w.fact, ""),
    "the same name of a coder": lambda w: w.project.coders.rename(w.project.me.id, "A"),
    "the same codebook version": lambda w: w.project.codebook_versions.name_draft(""),
    "no document": lambda w: w.project.documents.add([]),
    "no duplicate": lambda w: w.project.documents.mark_duplicate(w.documents[0], None),
}


@pytest.mark.parametrize("name", IDLE)
def test_a_change_without_effect_leaves_no_step(world: World, name: str) -> None:
    project = world.project
    project.codes.move(world.codes[2].id, world.codes[0].id, 0)
    journal, versions = project.journal(), project.rows("SELECT * FROM version")
    step, before = project.next_undo, snapshot(project)
    project.on_change(lambda _: pytest.fail("a notice of nothing"))
    IDLE[name](world)
    assert project.next_undo == step
    assert project.journal() == journal
    assert project.rows("SELECT * FROM version") == versions
    assert snapshot(project) == before
