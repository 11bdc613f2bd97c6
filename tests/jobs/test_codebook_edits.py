"""What was edited in a codebook outside is named, edit by edit, and applied as it was named."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadrage.core.codebook_edits import FIELDS, Kind
from cadrage.core.errors import UserError
from cadrage.core.model import ExampleKind, Scope, Span, VariableDraft, VariableKind
from cadrage.jobs import codebook_changes
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project
from tests.jobs.edited_codebooks import (
    Sheet,
    add_row,
    code,
    edited,
    exported,
    row,
    said,
    set_cell,
    state,
    talks,
)


@pytest.fixture
def project() -> Iterator[Project]:
    with talks() as project:
        yield project


class TestEdits:
    @pytest.mark.parametrize(("field", "column"), [item for item in FIELDS.items() if "xample" not in item[1]])
    def test_one_cell_is_one_edit(self, project: Project, tmp_path: Path, field: str, column: str) -> None:
        new = "#00AA77" if field == "colour" else "Something else"
        threat = code(project, "ESC-THR")
        path = edited(project, tmp_path, set_cell("ESC-THR", column, new))
        edits = codebook_changes.foresee(project, path)
        assert said(edits) == [("changed", "ESC-THR", field, getattr(threat, field), new)]
        assert edits.edits[0].place == "Row 3"
        others = [each for each in project.codes.all() if each.id != threat.id]
        codebook_changes.apply(project, edits)
        now = project.codes.get(threat.id)
        assert now is not None
        assert getattr(now, field) == new
        assert [each for each in project.codes.all() if each.id != threat.id] == others
        assert codebook_changes.foresee(project, exported(project, tmp_path)).edits == ()
        project.undo()
        assert project.codes.get(threat.id) == threat

    def test_a_code_is_known_though_its_name_id_and_parent_changed(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            place = row(sheet, columns, "ESC-THR")
            for name, value in (("Code", "Menaces"), ("Short id", "SAN-MEN"), ("Parent", "SAN"), ("Code path", "x")):
                sheet.cell(place, columns[name]).value = value

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        assert [(kind, field) for kind, _, field, _, _ in said(edits)] == [
            ("changed", "name"), ("changed", "short_id"), ("moved", "parent"),
        ]  # fmt: skip
        threat = code(project, "ESC-THR").id
        codebook_changes.apply(project, edits)
        assert project.codes.codebook().path(threat) == "Sanctions > Menaces"
        assert [coding.code for coding in project.codings.all()] == [threat]
        assert project.next_undo == "Codebook book"

    def test_a_parent_that_is_renamed_does_not_move_its_codes(self, project: Project, tmp_path: Path) -> None:
        project.codes.edit(code(project, "ESC").id, short_id="")
        path = edited(
            project, tmp_path, lambda sheet, columns: setattr(sheet.cell(2, columns["Code"]), "value", "Tension")
        )
        assert said(codebook_changes.foresee(project, path)) == [
            ("changed", "Escalation", "name", "Escalation", "Tension")
        ]

        def all_of_it(sheet: Sheet, columns: dict[str, int]) -> None:
            sheet.cell(2, columns["Code"]).value = "Tension"
            for place in (3, 4):
                sheet.cell(place, columns["Parent"]).value = "Tension"

        assert len(codebook_changes.foresee(project, edited(project, tmp_path, all_of_it)).edits) == 1

    def test_two_codes_change_names_ids_and_places_for_each_other(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            one, two = row(sheet, columns, "ESC-THR"), row(sheet, columns, "SAN-COS")
            for name in ("Code", "Short id", "Parent"):
                a, b = sheet.cell(one, columns[name]), sheet.cell(two, columns[name])
                a.value, b.value = b.value, a.value

        first, second = code(project, "ESC-THR").id, code(project, "SAN-COS").id
        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        assert len(edits.proposed) == 6
        codebook_changes.apply(project, edits)
        assert project.codes.codebook().path(first) == "Sanctions > Unspecified costs"
        assert project.codes.codebook().path(second) == "Escalation > Threat of force"

    def test_parent_and_child_change_places(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            sheet.cell(row(sheet, columns, "SAN"), columns["Parent"]).value = "SAN-COS"
            sheet.cell(row(sheet, columns, "SAN-COS"), columns["Parent"]).value = None

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        assert [(edit.kind, edit.label) for edit in edits.proposed] == [(Kind.MOVED, "SAN"), (Kind.MOVED, "SAN-COS")]
        codebook_changes.apply(project, edits)
        assert project.codes.codebook().path(code(project, "SAN").id) == "Unspecified costs > Sanctions"

    def test_new_codes_come_where_they_stand_with_all_they_say(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            sheet.insert_rows(4)
            for name, value in (("Code", "Ultimatum"), ("Parent", "ESC"), ("Definition", "A date is set.")):
                sheet.cell(4, columns[name]).value = value
            sheet.cell(4, columns["Examples"]).value = "• “There will be costs” [talks.txt 0–19] — plain\n• other"
            add_row(sheet, columns, Code="Offers", Short_id="OFF", Parent="PEACE")
            add_row(sheet, columns, Code="Talks", Parent="OFF")

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        assert [(edit.kind.value, edit.path) for edit in edits.edits] == [
            ("added", "Escalation > Ultimatum"), ("added", "Peace > Offers"), ("added", "Peace > Offers > Talks"),
        ]  # fmt: skip
        codebook_changes.apply(project, edits, edits.edits[::2])
        book = project.codes.codebook()
        assert [child.name for child in book.children(code(project, "ESC").id)] == [
            "Threat of force", "Ultimatum", "Military build-up",
        ]  # fmt: skip
        assert [node.path for node in book.nodes][-2:] == ["Peace > Offers", "Peace > Offers > Talks"]
        ultimatum = next(each for each in book.codes if each.name == "Ultimatum")
        assert ultimatum.definition == "A date is set."
        examples = project.codes.examples((ultimatum.id,))
        assert [(each.quotation, each.span, each.note) for each in examples] == [
            ("There will be costs", Span(0, 19), "plain"), ("other", None, ""),
        ]  # fmt: skip

    def test_examples_that_stay_keep_their_place_in_the_corpus(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            cell = sheet.cell(row(sheet, columns, "ESC-THR"), columns["Examples"])
            cell.value = f"• Borderline: “new one”\n{cell.value} twice"

        before = project.codes.examples()
        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        assert [edit.field for edit in edits.proposed] == ["examples"]
        codebook_changes.apply(project, edits)
        now = {each.quotation: each for each in project.codes.examples()}
        assert now["There will be costs"].guid == before[0].guid
        assert now["There will be costs"].span == before[0].span
        assert now["There will be costs"].note == "announced twice"
        assert now["new one"].kind is ExampleKind.BORDERLINE
        assert now["a caption"] == before[1]

    @pytest.mark.parametrize("by", ["column", "ids"])
    def test_merging_takes_the_codings_along(self, project: Project, tmp_path: Path, by: str) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            one, two = row(sheet, columns, "ESC-THR"), row(sheet, columns, "ESC-MIL")
            if by == "column":
                sheet.cell(one, columns["Merge into"]).value = "Military build-up"
            else:
                ids = sheet.cell(one, columns["Id"]).value
                sheet.cell(two, columns["Id"]).value += f", {ids}"
                sheet.delete_rows(one)

        kept = code(project, "ESC-MIL").id
        path = edited(project, tmp_path, edit)
        edits = codebook_changes.foresee(project, path)
        assert [(edit.kind, edit.label, edit.after) for edit in edits.edits] == [
            (Kind.MERGED, "ESC-THR", "Escalation > Military build-up")
        ]
        codebook_changes.apply(project, edits)
        assert [coding.code for coding in project.codings.all()] == [kept]
        assert len(project.codes.examples((kept,))) == 2
        assert not [edit for edit in codebook_changes.foresee(project, path).proposed if edit.label != "ESC-MIL"]

    def test_a_merged_code_gives_its_name_to_the_one_that_is_kept(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            kept = row(sheet, columns, "ESC-MIL")
            sheet.cell(row(sheet, columns, "ESC-THR"), columns["Merge into"]).value = "ESC-MIL"
            sheet.cell(kept, columns["Code"]).value = "Threat of force"

        codebook_changes.apply(project, codebook_changes.foresee(project, edited(project, tmp_path, edit)))
        assert [node.path for node in project.codes.codebook().nodes][:2] == [
            "Escalation", "Escalation > Threat of force",
        ]  # fmt: skip

    def test_what_is_not_in_the_file_stays_unless_it_is_chosen(self, project: Project, tmp_path: Path) -> None:
        path = edited(project, tmp_path, lambda sheet, columns: sheet.delete_rows(row(sheet, columns, "ESC-THR")))
        edits = codebook_changes.foresee(project, path)
        assert [(edit.kind, edit.label, edit.proposed) for edit in edits.edits] == [(Kind.MISSING, "ESC-THR", False)]
        assert codebook_changes.apply(project, edits) == 0
        codebook_changes.apply(project, edits, edits.edits)
        assert code(project, "ESC-THR").retired
        assert len(project.codings.all()) == 1

    def test_retired_and_restored_by_the_column(self, project: Project, tmp_path: Path) -> None:
        project.codes.remove(code(project, "ESC-THR").id)

        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            sheet.cell(row(sheet, columns, "ESC-THR"), columns["Retired"]).value = None
            sheet.cell(row(sheet, columns, "PEACE"), columns["Retired"]).value = "Yes"

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        assert {(edit.kind, edit.label) for edit in edits.edits} == {
            (Kind.RESTORED, "ESC-THR"), (Kind.RETIRED, "PEACE"),
        }  # fmt: skip
        codebook_changes.apply(project, edits)
        assert not code(project, "ESC-THR").retired
        assert code(project, "PEACE").retired

    def test_a_row_that_was_moved_changes_the_order(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            values = [cell.value for cell in sheet[4]]
            sheet.delete_rows(4)
            sheet.insert_rows(3)
            for column, value in enumerate(values, 1):
                sheet.cell(3, column).value = value

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        assert said(edits) == [("reordered", "ESC", "order", "ESC-THR\nESC-MIL", "ESC-MIL\nESC-THR")]
        codebook_changes.apply(project, edits)
        children = project.codes.codebook().children(code(project, "ESC").id)
        assert [child.short_id for child in children] == ["ESC-MIL", "ESC-THR"]

    def test_a_row_copied_for_a_new_code_is_a_new_code(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            sheet.insert_rows(3)
            for column in columns.values():
                sheet.cell(3, column).value = sheet.cell(4, column).value
            sheet.cell(3, columns["Code"]).value = "Ultimatum"
            sheet.cell(3, columns["Short id"]).value = "ESC-ULT"

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        assert [(edit.kind, edit.label) for edit in edits.edits] == [(Kind.ADDED, "ESC-ULT")]
        assert "repeats the id" in edits.notes[0]

    def test_what_a_cell_had_no_room_for_is_kept(self, project: Project, tmp_path: Path) -> None:
        long = "".join(f"word{number} " for number in range(6_000)) + "end"
        project.codes.edit(code(project, "SAN").id, definition=long)

        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            cell = sheet.cell(row(sheet, columns, "SAN"), columns["Definition"])
            cell.value = cell.value.replace("word7 ", "WORD7 ")

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        codebook_changes.apply(project, edits)
        assert code(project, "SAN").definition == long.replace("word7 ", "WORD7 ")

    def test_only_what_is_chosen_is_applied(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            for name in ("Brief definition", "Definition", "Notes"):
                sheet.cell(3, columns[name]).value = f"{name}!"
            add_row(sheet, columns, Code="New")

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        before = code(project, "ESC-THR")
        codebook_changes.apply(project, edits, [each for each in edits.edits if each.field == "definition"])
        now = code(project, "ESC-THR")
        assert (now.definition, now.brief, now.notes) == ("Definition!", before.brief, before.notes)
        assert len(project.codes.all()) == 6

    def test_half_of_a_swap_is_refused_and_nothing_changes(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            sheet.cell(3, columns["Code"]).value = "Military build-up"
            sheet.cell(4, columns["Code"]).value = "Threat of force"

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        before = state(project)
        with pytest.raises(UserError, match="already a code"):
            codebook_changes.apply(project, edits, edits.edits[:1])
        assert state(project) == before

    def test_variables_of_a_json_codebook_are_added(self, project: Project, tmp_path: Path) -> None:
        project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.TEXT))
        path = exported(project, tmp_path, ".json")
        assert codebook_changes.foresee(project, path).edits == ()
        project.undo()
        edits = codebook_changes.foresee(project, path)
        assert [(edit.kind, edit.label) for edit in edits.edits] == [(Kind.VARIABLE, "tone")]
        codebook_changes.apply(project, edits)
        assert project.variables.find(Scope.CODING, "tone")

    def test_random_edits_are_named_and_applied_exactly(self, project: Project, tmp_path: Path) -> None:
        chance = random.Random(7)
        for number in range(40):
            above = chance.choice([None, *(each.id for each in project.codes.all())])
            project.codes.add(f"Code {number}", short_id=f"C{number}", parent=above, key="", definition=f"D {number}")
        for _ in range(10):
            wanted: dict[tuple[str, str], str] = {}

            def edit(sheet: Sheet, columns: dict[str, int], wanted: dict[tuple[str, str], str] = wanted) -> None:
                for _ in range(6):
                    place = chance.randrange(2, sheet.max_row + 1)
                    name = chance.choice(["Code", "Definition", "When to use", "Notes"])
                    label = sheet.cell(place, columns["Short id"]).value
                    wanted[label, name] = f"{label} {chance.random()}"
                    sheet.cell(place, columns[name]).value = wanted[label, name]

            edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
            assert {(each.label, FIELDS[each.field]): each.after for each in edits.edits} == wanted
            codebook_changes.apply(project, edits)
            assert codebook_changes.foresee(project, exported(project, tmp_path)).edits == ()


def test_codings_of_every_coder_follow_a_merge(project: Project, tmp_path: Path) -> None:
    other = project.coders.add("B").id
    threat, kept = code(project, "ESC-THR").id, code(project, "PEACE").id
    round_ = project.rounds.latest.id
    with project.change("Code"):
        project.codings.add_many([NewCoding(1, Span(6, 10), threat, other, round_)])
    path = edited(project, tmp_path, set_cell("ESC-THR", "Merge into", "PEACE"))
    codebook_changes.apply(project, codebook_changes.foresee(project, path))
    assert {(coding.coder, coding.code) for coding in project.codings.all()} == {(project.me.id, kept), (other, kept)}
