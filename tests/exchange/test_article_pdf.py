"""PDFs: paragraphs as they were written, columns in their order, pages kept as positions, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exchange.made_files import PARAGRAPHS, Placed, column, pdf

from cadrage.core.errors import Cancelled, UserError
from cadrage.core.model import DocumentDraft
from cadrage.exchange.articles import read_article


def read(folder: Path, data: bytes) -> DocumentDraft:
    path = folder / "paper.pdf"
    path.write_bytes(data)
    (draft,) = read_article(path)
    return draft


def refusal(folder: Path, data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read(folder, data)
    return str(caught.value)


def one_column(*paragraphs: str, indent: bool = False) -> list[Placed]:
    lines: list[Placed] = []
    y = 100.0
    for words in paragraphs:
        placed, y = column(words, x=60, y=y, characters=70, indent=indent)
        lines += placed
        y += 0 if indent else 8
    return lines


@pytest.mark.parametrize("indent", [False, True])
def test_lines_become_paragraphs_told_by_gaps_or_by_indents(tmp_path: Path, indent: bool) -> None:
    draft = read(tmp_path, pdf([one_column(*PARAGRAPHS, indent=indent)]))
    assert draft.text.splitlines() == list(PARAGRAPHS)
    assert (draft.format, draft.pages, draft.warnings) == ("pdf", (0,), ())


def test_words_broken_at_line_ends_are_whole_again_and_compounds_keep_their_hyphens(tmp_path: Path) -> None:
    lines = [
        (60, 100, 10, "The govern-"),
        (60, 112, 10, "ment and the vice-"),
        (60, 124, 10, "president met the Franco-"),
        (60, 136, 10, "German group on pre- and"),
        (60, 148, 10, "post-war debts. The vice-president left."),
        (60, 160, 10, "Wages in East-"),
        (60, 172, 10, "or West rose."),
    ]
    assert read(tmp_path, pdf([lines])).text == (
        "The government and the vice-president met the Franco-German group on pre- and post-war debts."
        " The vice-president left. Wages in East- or West rose.\n"
    )


def test_columns_are_read_one_after_the_other_and_headlines_stand_where_they_stood(tmp_path: Path) -> None:
    for rows_first in (False, True):
        head = [(60, 60, 20, "Talks on the ferry strike fail")]
        left, below = column(f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}", x=60, y=100, characters=36)
        right, _ = column(PARAGRAPHS[2], x=320, y=100, characters=36)
        second = [(60, below + 20, 20, "Bridge to be closed on Sunday night")]
        low, _ = column(PARAGRAPHS[1], x=60, y=below + 60, characters=36)
        beside, _ = column(PARAGRAPHS[0], x=320, y=below + 60, characters=36)
        lines = [*head, *left, *right, *second, *low, *beside]
        # Some programs write a page line by line across the columns.
        lines = sorted(lines, key=lambda line: line[1]) if rows_first else lines
        assert read(tmp_path, pdf([lines])).text.splitlines() == [
            "Talks on the ferry strike fail",
            f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}",
            PARAGRAPHS[2],
            "Bridge to be closed on Sunday night",
            PARAGRAPHS[1],
            PARAGRAPHS[0],
        ]


def test_running_heads_and_page_numbers_are_left_out_and_the_text_flows_across_pages(tmp_path: Path) -> None:
    lines, _ = column(" ".join(PARAGRAPHS * 4), x=60, y=0, characters=70)
    pages: list[list[Placed]] = []
    for number in range(4):
        body = [(x, 100 + 12 * place, size, words) for place, (x, _, size, words) in enumerate(lines[number * 7 :][:7])]
        head: Placed = (60, 40, 8, "The Quay" if number % 2 else "Monday, 5 May 2014")
        pages.append([head, *body, (290, 800, 8, f"- {number + 11} -")])
    draft = read(tmp_path, pdf(pages))
    assert draft.text == " ".join(words for _, _, _, words in lines[:28]) + "\n"
    assert draft.warnings == ("Running heads and page numbers were left out (lines: 8).",)
    assert len(draft.pages) == 4
    for number, start in enumerate(draft.pages):
        assert draft.text.startswith(lines[number * 7][3], start)


def test_footnotes_do_not_come_between_the_halves_of_a_paragraph(tmp_path: Path) -> None:
    first = one_column("The minister said at noon that she")
    note: Placed = (60, 700, 7, "1 See the report of 3 May.")
    second = one_column("would not resign before the vote.")
    draft = read(tmp_path, pdf([[*first, note], second]))
    assert (
        draft.text
        == "The minister said at noon that she would not resign before the vote.\n1 See the report of 3 May.\n"
    )
    assert draft.text.startswith("would not", draft.pages[1])


def test_pages_that_are_pictures_are_named_and_a_scanned_file_is_refused(tmp_path: Path) -> None:
    draft = read(
        tmp_path, pdf([one_column(PARAGRAPHS[0]), [], [], one_column(PARAGRAPHS[1]), []], picture_on=(1, 2, 4))
    )
    assert draft.warnings == ("Pages 2–3, 5 seem to be scanned: their text is in pictures and is missing here.",)
    assert draft.pages == (
        0,
        len(PARAGRAPHS[0]) + 1,
        len(PARAGRAPHS[0]) + 1,
        len(PARAGRAPHS[0]) + 1,
        len(draft.text) - 1,
    )
    assert "OCR" in refusal(tmp_path, pdf([[]], picture_on=(0,)))
    assert "contains no text" in refusal(tmp_path, pdf([[]]))


def test_a_title_counts_only_where_the_first_page_says_it(tmp_path: Path) -> None:
    page = one_column("Ferry Talks Fail", PARAGRAPHS[0])
    assert read(tmp_path, pdf([page], title="Ferry talks fail")).title == "Ferry talks fail"
    assert read(tmp_path, pdf([page], title="Microsoft Word - final2.doc")).title == "paper"


def test_pages_that_lie_on_their_side_are_read_too(tmp_path: Path) -> None:
    assert read(tmp_path, pdf([one_column(PARAGRAPHS[0])], rotate=90)).text == f"{PARAGRAPHS[0]}\n"


def test_locked_broken_and_pretended_pdfs_are_refused_for_their_true_reason(tmp_path: Path) -> None:
    sound = pdf([one_column(PARAGRAPHS[0])])
    locked = sound.replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"11" * 32
        + b"> /U <"
        + b"22" * 32
        + b"> >>",
    )
    assert "password" in refusal(tmp_path, locked)
    assert "damaged or cut off" in refusal(tmp_path, b"%PDF-1.7\nnothing")
    assert "damaged or cut off" in refusal(tmp_path, b"plain words")
    assert "really a PNG picture" in refusal(tmp_path, b"\x89PNG\r\n\x1a\n" + bytes(50))


@pytest.mark.usefixtures("qapp")
def test_what_qt_prints_comes_back_in_every_script(tmp_path: Path) -> None:
    words = "Négociations “échouées”. Переговоры в Лондоне. Οι συνομιλίες απέτυχαν."
    assert words in " ".join(read(tmp_path, printed(tmp_path, words)).text.split())


def printed(folder: Path, words: str) -> bytes:
    """A PDF with subsets of fonts, as office programs make them."""
    from PySide6.QtGui import QFont, QPdfWriter, QTextDocument

    writer = QPdfWriter(str(folder / "printed.pdf"))
    document = QTextDocument()
    document.setDefaultFont(QFont("DejaVu Sans", 10))
    document.setPlainText(words)
    document.print_(writer)
    return (folder / "printed.pdf").read_bytes()


def test_a_long_pdf_can_be_stopped_between_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf([one_column(f"{paragraph} {number}") for number, paragraph in enumerate(PARAGRAPHS * 3)]))
    asked = 0

    def stop_at_the_third() -> None:
        nonlocal asked
        asked += 1
        if asked == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_article(path, going_on=stop_at_the_third)
    assert asked == 3
    assert len(read_article(path)) == 1
