"""A codebook out, edited outside, and in again: exactly the edits are named, and nothing else changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import ExampleKind
from cadrage.jobs import codebook_changes
from cadrage.store.project import Project
from tests.jobs.edited_codebooks import (
    ODD,
    Sheet,
    code,
    edited,
    exported,
    set_cell,
    state,
    talks,
)


@pytest.fixture
def project() -> Iterator[Project]:
    with talks() as project:
        yield project


class TestNothingEdited:
    @pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json", ".qdc"])
    def test_the_file_as_it_was_written_changes_nothing(self, project: Project, tmp_path: Path, ending: str) -> None:
        edits = codebook_changes.foresee(project, exported(project, tmp_path, ending))
        assert edits.edits == ()
        assert edits.notes == ()
        before = state(project)
        assert codebook_changes.apply(project, edits) == 0
        assert state(project) == before

    @pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json", ".qdc"])
    def test_odd_text_in_every_field_is_no_edit(self, project: Project, tmp_path: Path, ending: str) -> None:
        parent = code(project, "PEACE").id
        for text in ODD:
            made = project.codes.add(
                text, parent=parent, key="", brief=text, definition=text, when_to_use=text, when_not=text, notes=text
            )
            project.codes.add_example(made.id, text, note=text)
            project.codes.add_example(made.id, f"{text}\n• more", kind=ExampleKind.BORDERLINE)
        project.codes.add("Long", definition="word " * 8_000, notes="ü" * 40_000, brief="=a\x02" + "z" * 40_000)
        edits = codebook_changes.foresee(project, exported(project, tmp_path, ending))
        assert edits.edits == ()

    def test_a_thousand_codes_and_a_retired_parent_are_no_edit(self, project: Project, tmp_path: Path) -> None:
        for number in range(1_000):
            above = code(project, "ESC" if number % 2 else "SAN").id
            project.codes.add(f"Code {number}", short_id=f"C{number}", parent=above, key="")
        project.codes.edit(code(project, "ESC").id, retired=1)
        assert codebook_changes.foresee(project, exported(project, tmp_path)).edits == ()

    def test_a_used_code_that_is_retired_comes_back_as_it_is_even_without_ids(
        self, project: Project, tmp_path: Path
    ) -> None:
        project.codes.remove(code(project, "ESC-THR").id)
        project.codes.add("Threat of force", short_id="ESC-THR", parent=code(project, "ESC").id, brief="Another.")
        path = edited(project, tmp_path, lambda sheet, columns: sheet.delete_cols(columns["Retired"], 3))
        assert codebook_changes.foresee(project, path).edits == ()

    @pytest.mark.parametrize("delimiter", [";", "\t", ","])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_dialects_of_csv_are_no_edit(self, project: Project, tmp_path: Path, delimiter: str, encoding: str) -> None:
        project.codes.edit(code(project, "SAN").id, definition="Größe “quoted” – naïve\nin two lines; and more\ttabs")
        path = exported(project, tmp_path, ".csv")
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        text = io.StringIO(newline="")
        crlf = [[cell.replace("\n", "\r\n") for cell in cells] for cells in rows]
        csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(crlf)
        path.write_bytes(text.getvalue().encode(encoding))
        assert codebook_changes.foresee(project, path).edits == ()

    def test_a_title_above_a_renamed_sheet_and_columns_in_another_order_are_no_edit(
        self, project: Project, tmp_path: Path
    ) -> None:
        path = exported(project, tmp_path)
        book = openpyxl.load_workbook(path)
        rows = [list(cells)[::-1] for cells in book["codebook"].values]
        del book["codebook"]
        sheet = book.create_sheet("Tabelle1")
        sheet.append(["Our codebook"])
        for cells in rows:
            sheet.append(cells)
        book.save(path)
        assert codebook_changes.foresee(project, path).edits == ()

    def test_columns_that_were_taken_out_are_no_edit(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            for name in ("Id", "Notes", "Parent", "Colour", "Brief definition"):
                sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == name))

        assert codebook_changes.foresee(project, edited(project, tmp_path, edit)).edits == ()

    @pytest.mark.parametrize("key", ["Code", "Colour", "Codings", "Definition"])
    def test_rows_that_were_sorted_keep_the_order_of_the_codes(
        self, project: Project, tmp_path: Path, key: str
    ) -> None:
        for name in ("Zeal", "Yield", "Xeno", "Watch"):
            project.codes.add(name, parent=code(project, "SAN").id, key="", definition=name, colour="")

        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            rows = sorted(list(sheet.values)[1:], key=lambda cells: str(cells[columns[key] - 1] or "~"))
            for place, cells in enumerate(rows, 2):
                for column, value in enumerate(cells, 1):
                    sheet.cell(place, column).value = value

        edits = codebook_changes.foresee(project, edited(project, tmp_path, edit))
        assert edits.proposed == ()
        before = state(project)
        codebook_changes.apply(project, edits)
        assert state(project) == before


class TestRefused:
    @pytest.mark.parametrize(
        ("short_id", "column", "value", "said"),
        [
            ("ESC-MIL", "Code", "threat of force", "Row 4, column Code"),
            ("ESC-MIL", "Short id", "san", "Row 4, column Short id"),
            ("ESC-MIL", "Parent", "Nowhere", "Row 4, column Parent"),
            ("ESC", "Parent", "ESC-THR", "Row 2, column Parent"),
            ("ESC", "Parent", "ESC", "Row 2, column Parent"),
            ("ESC-MIL", "Colour", "reddish", "Row 4, column Colour"),
            ("ESC-MIL", "Merge into", "Nowhere", "Row 4, column Merge into"),
            ("ESC-MIL", "Merge into", "ESC-MIL", "Row 4, column Merge into"),
            ("ESC-MIL", "Code", None, "Row 4, column Code"),
        ],
    )
    def test_what_cannot_be_names_row_and_cell(
        self, project: Project, tmp_path: Path, short_id: str, column: str, value: str, said: str
    ) -> None:
        path = edited(project, tmp_path, set_cell(short_id, column, value))
        with pytest.raises(UserError, match=said):
            codebook_changes.foresee(project, path)

    def test_codes_that_are_merged_into_each_other(self, project: Project, tmp_path: Path) -> None:
        def edit(sheet: Sheet, columns: dict[str, int]) -> None:
            sheet.cell(3, columns["Merge into"]).value = "ESC-MIL"
            sheet.cell(4, columns["Merge into"]).value = "ESC-THR"

        with pytest.raises(UserError, match="become parts of each other"):
            codebook_changes.foresee(project, edited(project, tmp_path, edit))

    def test_an_error_of_the_spreadsheet_program_is_left_alone_and_told(self, project: Project, tmp_path: Path) -> None:
        edits = codebook_changes.foresee(project, edited(project, tmp_path, set_cell("SAN", "Notes", "#NAME?")))
        assert edits.edits == ()
        assert "Row 5, column Notes" in edits.notes[0]
