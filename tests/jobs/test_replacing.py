"""A document's text is replaced: everything that points into it moves along, and one undo brings it all back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cadrage.core.anchoring import Fate
from cadrage.core.errors import Cancelled, UserError
from cadrage.core.identity import new_guid
from cadrage.core.model import Document, DocumentDraft, Scope, Span, State, Subject, VariableDraft, VariableKind
from cadrage.jobs import replacing
from cadrage.jobs.replacing import Kind, Plan
from cadrage.store.project import Project
from tests.store.material import World, assert_sound, draft, furnish, snapshot, switch

TEXT = "Ministers met in London. 😀 The talks failed, the ministers said, and nobody was to blame.\none"


@pytest.fixture
def world() -> Iterator[World]:
    with Project.in_memory() as project:
        yield furnish(project)


def document(world: World) -> Document:
    found = world.project.documents.get(world.documents[0])
    assert found is not None
    return found


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def plan(world: World, text: str) -> Plan:
    material = replacing.gather(world.project, world.documents[0])
    return replacing.compare(material, replacing.typed(text, material.document))


def replace_by(world: World, text: str) -> Plan:
    made = plan(world, text)
    replacing.keep(world.project, made)
    return made


def words_of(world: World, coding: int) -> str:
    (found,) = world.project.codings.get((coding,))
    return found.span.quotation(world.project.documents.body(found.document))


def test_codings_of_every_coder_keep_their_words(world: World) -> None:
    mine = world.project.codings.add(world.documents[0], span("The talks failed"), world.codes[1].id)
    switch(world.project, "B")
    other = world.project.codings.add(world.documents[0], span("nobody was to blame"), world.codes[1].id)
    switch(world.project, "A")
    made = replace_by(world, "A correction: 😀😀\n\n" + TEXT)
    assert words_of(world, world.coding.id) == "Ministers"
    assert words_of(world, mine.id) == "The talks failed"
    assert words_of(world, other.id) == "nobody was to blame"
    assert made.count(Fate.MOVED) == 3
    assert_sound(world.project)


def test_one_undo_brings_everything_back_and_one_redo_the_new_text(world: World) -> None:
    project = world.project
    coding = project.codings.add(world.documents[0], span("nobody was to blame"), world.codes[1].id)
    project.memos.set(Subject.CODING, coding.guid, "Telling.")
    project.variables.set_for_coding(coding.id, world.attribute, "bitter")
    before, body = snapshot(project), project.documents.body(world.documents[0])
    replace_by(world, TEXT.replace(", and nobody was to blame", ""))
    after = snapshot(project)
    assert project.codings.get((coding.id,)) == ()
    project.undo()
    assert snapshot(project) == before
    assert project.documents.body(world.documents[0]) == body
    project.redo()
    assert snapshot(project) == after
    assert_sound(project)


def test_a_coding_without_a_place_is_written_down_for_its_coder_with_all_that_hung_on_it(world: World) -> None:
    project = world.project
    switch(project, "B")
    theirs = project.me
    coding = project.codings.add(world.documents[0], span("nobody was to blame"), world.codes[1].id)
    project.memos.set(Subject.CODING, coding.guid, "Telling.")
    project.variables.set_for_coding(coding.id, world.attribute, "bitter")
    project.memos.set(Subject.DOCUMENT, document(world).guid, "A long article.")
    switch(project, "A")
    replace_by(world, TEXT.replace(", and nobody was to blame", ""))
    memo = project.memos.about(document(world).guid, coder=theirs.id)
    assert memo.startswith("A long article.\n\n")
    assert "SO “nobody was to blame”" in memo
    assert "tone: bitter" in memo
    assert "Telling." in memo
    # Nobody else is told what they coded.
    assert project.memos.about(document(world).guid) == ""
    assert_sound(project)


def test_what_others_had_noted_on_a_lost_coding_is_written_down_for_them(world: World) -> None:
    project = world.project
    coding = project.codings.add(world.documents[0], span("nobody was to blame"), world.codes[1].id)
    switch(project, "B")
    project.memos.set(Subject.CODING, coding.guid, "I doubt that.")
    switch(project, "A")
    replace_by(world, TEXT.replace(", and nobody was to blame", ""))
    other = project.coders.find("B")
    assert other is not None
    memo = project.memos.about(document(world).guid, coder=other.id)
    assert memo.endswith("SO “nobody was to blame” (coding of A; I doubt that.)")
    mine = project.memos.about(document(world).guid)
    assert mine.endswith("SO “nobody was to blame”")
    project.undo()
    assert dict(project.memos.by_coder(coding.guid)) == {other.id: "I doubt that."}


def test_complete_is_taken_back_from_who_lost_a_coding_and_from_nobody_else(world: World) -> None:
    project = world.project
    project.codings.add(world.documents[0], span("nobody was to blame"), world.codes[1].id)
    me = project.me.id
    project.statuses.set(world.documents[0], State.COMPLETE)
    switch(project, "B")
    other = project.me.id
    project.statuses.set(world.documents[0], State.COMPLETE)
    switch(project, "A")
    made = replace_by(world, TEXT.replace(", and nobody was to blame", ""))
    assert replacing.names(project.coders.all(), made.reopened) == ["A"]
    assert project.statuses.of_coder(me)[world.documents[0]] is State.PROGRESS
    assert project.statuses.of_coder(other)[world.documents[0]] is State.COMPLETE


def test_complete_is_taken_back_from_everybody_where_there_is_more_to_read(world: World) -> None:
    project = world.project
    for name in ("A", "B"):
        switch(project, name)
        project.statuses.set(world.documents[0], State.COMPLETE)
    made = replace_by(world, TEXT + "\nA whole paragraph that the first copy of the article left out for want of room.")
    assert len(made.fresh) == 1
    assert {status.state for status in project.statuses.all()} == {State.PROGRESS}


def test_an_example_moves_along_and_takes_the_mended_words(world: World) -> None:
    project = world.project
    old = TEXT.replace("failed", "faiied")
    (with_error,) = project.documents.add([draft("error", old)])
    project.codes.add_example(
        world.codes[1].id, "The talks faiied", document=with_error, span=span("The talks faiied", old)
    )
    project.codes.add_example(world.codes[1].id, "(talks) faiied", document=with_error, span=span("talks faiied", old))
    material = replacing.gather(project, with_error)
    replacing.keep(project, replacing.compare(material, replacing.typed(f"{TEXT} error", material.document)))
    first, second = (example for example in project.codes.examples() if example.document == with_error)
    assert (first.quotation, first.span) == ("The talks failed", span("The talks failed"))
    assert (second.quotation, second.span) == ("(talks) faiied", span("talks failed"))


def test_an_example_without_a_place_keeps_its_quotation_and_loses_its_document(world: World) -> None:
    project = world.project
    project.codes.add_example(
        world.codes[1].id, "nobody was to blame", document=world.documents[0], span=span("nobody was to blame")
    )
    replace_by(world, TEXT.replace(", and nobody was to blame", ""))
    found = next(each for each in project.codes.examples() if each.quotation == "nobody was to blame")
    assert (found.document, found.span) == (None, None)


def test_regions_move_along_in_every_state(world: World) -> None:
    project = world.project
    with project.change("Regions"):
        for words, state in (("Ministers met", "accepted"), ("nobody was to blame", "rejected"), ("\none", "proposed")):
            project.write(
                'INSERT INTO region (guid, document, start, "end", kind, state) VALUES (?, ?, ?, ?, ?, ?)',
                (new_guid(), world.documents[0], span(words).start, span(words).end, "advert", state),
            )
    new = "New. " + TEXT.replace(", and nobody was to blame", "")
    replace_by(world, new)
    regions = project.documents.all_regions(world.documents[0])
    assert [(region.span.quotation(new), region.state) for region in regions] == [
        ("Ministers met", "accepted"),
        ("\none", "proposed"),
    ]


def test_file_format_encoding_and_original_follow_the_new_file_and_the_title_stays(world: World) -> None:
    project = world.project
    new = DocumentDraft("better", "better.docx", "New. " + TEXT, "docx", "", b"the file itself")
    replacing.keep(project, replacing.compare(replacing.gather(project, world.documents[0]), new))
    found = document(world)
    assert (found.title, found.file_name, found.format, found.encoding) == ("one", "better.docx", "docx", "")
    blob = project.one("SELECT blob FROM document WHERE id = ?", (found.id,))
    assert project.texts.original(blob) == b"the file itself"
    assert project.texts.segments((found.text_id,), "sentence") == {}


def test_a_pasted_text_leaves_the_document_its_file_name_and_is_made_canonical(world: World) -> None:
    replace_by(world, "\ufeffNew.\r\n" + TEXT)
    assert document(world).file_name == "one.txt"
    assert world.project.documents.body(world.documents[0]) == "New.\n" + TEXT


def test_the_old_text_stays_in_the_project(world: World) -> None:
    before = document(world).text_id
    replace_by(world, "New. " + TEXT)
    assert world.project.texts.body(before) == TEXT


@pytest.mark.parametrize("text", ["", " \n ", TEXT])
def test_no_text_and_the_same_text_are_refused(world: World, text: str) -> None:
    with pytest.raises(UserError):
        plan(world, text)


def test_the_text_of_another_document_is_refused(world: World) -> None:
    before = snapshot(world.project)
    with pytest.raises(UserError, match="“two”"):
        replace_by(world, TEXT.replace("one", "two"))
    assert snapshot(world.project) == before


def test_a_plan_is_refused_once_the_document_has_changed(world: World) -> None:
    made = plan(world, "New. " + TEXT)
    world.project.codings.add(world.documents[0], span("The talks failed"), world.codes[1].id)
    before = snapshot(world.project)
    with pytest.raises(UserError, match="meanwhile"):
        replacing.keep(world.project, made)
    with pytest.raises(UserError, match="meanwhile"):
        world.project.documents.replace_text(world.documents[0], replacing._replacement(made))
    assert snapshot(world.project) == before


def test_a_plan_is_refused_once_a_coding_has_other_ends(world: World) -> None:
    made = plan(world, "New. " + TEXT)
    world.project.codings.move(world.coding.id, span("Ministers met"))
    with pytest.raises(UserError, match="meanwhile"):
        replacing.keep(world.project, made)
    assert words_of(world, world.coding.id) == "Ministers met"


def test_a_person_can_put_a_passage_elsewhere_or_leave_it_off(world: World) -> None:
    coding = world.project.codings.add(world.documents[0], span("nobody was to blame"), world.codes[1].id)
    new = TEXT.replace("nobody was to blame", "it is no one’s fault")
    made = plan(world, new)
    assert [item.key[1] for item in made.lost_codings] == [coding.id]
    chosen = Span(span(" it is", new).start, span("fault.", new).end)
    made = made.placed((Kind.CODING, coding.id), chosen).placed((Kind.CODING, world.coding.id), None)
    assert [item.key[1] for item in made.lost_codings] == [world.coding.id]
    replacing.keep(world.project, made)
    assert words_of(world, coding.id) == "it is no one’s fault."
    assert world.project.codings.get((world.coding.id,)) == ()


def test_white_space_is_no_passage(world: World) -> None:
    with pytest.raises(UserError):
        plan(world, "New. " + TEXT).placed((Kind.CODING, world.coding.id), Span(4, 5))


def test_two_codings_that_come_to_lie_on_the_same_words_do_not_both_stay(world: World) -> None:
    project = world.project
    short = project.codings.add(world.documents[0], span("The talks failed"), world.codes[1].id)
    long = project.codings.add(world.documents[0], span("😀 The talks failed"), world.codes[1].id)
    made = replace_by(world, TEXT.replace("😀 ", ""))
    assert [(item.key[1], item.double) for item in made.lost_codings] == [(long.id, True)]
    assert words_of(world, short.id) == "The talks failed"


def test_only_codings_whose_words_changed_count_as_modified(world: World) -> None:
    project = world.project
    other = project.codings.add(world.documents[0], span("The talks failed"), world.codes[1].id)
    with project.change("Age"):
        project.write("UPDATE coding SET modified = 'before'")
    replace_by(world, TEXT.replace("failed", "foiled"))
    first, second = project.codings.get((world.coding.id, other.id))
    assert first.modified == "before"
    assert second.modified != "before"


def test_a_retired_code_and_a_project_variable_do_not_stand_in_the_way(world: World) -> None:
    project = world.project
    project.variables.add(VariableDraft(Scope.CODING, "unused", VariableKind.TEXT))
    project.codes.remove(world.codes[0].id)
    replace_by(world, TEXT.replace("Ministers met in London. ", ""))
    assert "BL “Ministers”" in project.memos.about(document(world).guid)


def test_comparing_can_be_cancelled(world: World) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    material = replacing.gather(world.project, world.documents[0])
    with pytest.raises(Cancelled):
        replacing.compare(material, replacing.typed("New. " + TEXT, material.document), stop)


def test_a_document_that_is_gone_cannot_be_replaced(world: World) -> None:
    with pytest.raises(UserError):
        replacing.gather(world.project, 999)
    made = plan(world, "New. " + TEXT)
    gone = replace(made, material=replace(made.material, document=replace(made.material.document, id=999)))
    with pytest.raises(UserError):
        replacing.keep(world.project, gone)
