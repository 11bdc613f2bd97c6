"""Tables with an article in each row: which column is what, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exchange.made_files import PARAGRAPHS, STORY, workbook

from cadrage.core.errors import UserError
from cadrage.core.model import DocumentDraft
from cadrage.exchange.articles import read_article


def read_rows(folder: Path, *rows: str, name: str = "news.csv", encoding: str = "utf-8") -> tuple[DocumentDraft, ...]:
    path = folder / name
    path.write_bytes("\r\n".join(rows).encode(encoding))
    return read_article(path)


def test_each_row_is_a_document_with_title_date_and_variables(tmp_path: Path) -> None:
    first, second = read_rows(
        tmp_path,
        "id;Headline;Full Text;Date;Newspaper;Author;section",
        f'7;Talks fail;"{STORY[0]}\n{STORY[1]}";03.05.2014;The Quay;I. Solheim;News',
        f"8;;{STORY[2]};4.5.2014;;;",
    )
    assert first.text == f"{STORY[0]}\n{STORY[1]}"
    assert first.title == "Talks fail"
    assert first.values == {
        "id": "7",
        "published": "2014-05-03",
        "outlet": "The Quay",
        "author": "I. Solheim",
        "section": "News",
    }
    assert (second.title, second.values) == ("news 8", {"id": "8", "published": "2014-05-04"})
    assert first.original is second.original
    assert (first.file_name, first.format, first.encoding) == ("news.csv", "csv", "utf-8")


@pytest.mark.parametrize(
    "header",
    [
        "Titel,Volltext,Datum",
        "titre,Texte intégral,Date de publication",
        "Título,Cuerpo,Fecha",
        "Заголовок,Текст статьи,Дата",
        "标题,正文,日期",
        "headline,article_text,pub_date",
        "العنوان,النص,التاريخ",
        "Overskrift,Brødtekst,Dato",
        "a,b,published",
    ],
)
def test_columns_are_known_by_their_names_in_many_languages_or_by_length(tmp_path: Path, header: str) -> None:
    for draft in read_rows(tmp_path, header, *[f'Talks fail,"{words}",2014-05-03' for words in PARAGRAPHS]):
        assert draft.text in PARAGRAPHS
        assert draft.values["published"] == "2014-05-03"


def test_the_longest_column_is_taken_over_one_that_only_sounds_like_it(tmp_path: Path) -> None:
    (draft,) = read_rows(tmp_path, "article,words", f'A17,"{PARAGRAPHS[0]} {PARAGRAPHS[1]}"')
    assert draft.text.startswith(PARAGRAPHS[0])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("13/05/2014", "03/05/2014"), ("2014-05-13", "2014-05-03")),
        (("05/13/2014", "05/03/2014"), ("2014-05-13", "2014-05-03")),
        (("04/05/2014", "03/05/2014"), ("04/05/2014", "03/05/2014")),
        (("20140503", "2014-05"), ("2014-05-03", "2014-05")),
        (("2014-05-03T10:00:00Z", "31.2.2014"), ("2014-05-03", "31.2.2014")),
        (("3 May 2014", "2014"), ("3 May 2014", "2014")),
    ],
)
def test_dates_become_iso_only_where_the_column_leaves_no_doubt(
    tmp_path: Path, cells: tuple[str, str], expected: tuple[str, str]
) -> None:
    rows = [f'"{words}",{cell}' for words, cell in zip(STORY, cells, strict=False)]
    assert tuple(draft.values["published"] for draft in read_rows(tmp_path, "text,date", *rows)) == expected


def test_tables_without_header_with_nameless_or_repeated_columns_are_read(tmp_path: Path) -> None:
    drafts = read_rows(tmp_path, *[f'{number},"{words * 2}"' for number, words in enumerate(PARAGRAPHS)])
    assert [draft.values for draft in drafts] == [{"column 1": str(number)} for number in range(3)]
    (draft,) = read_rows(tmp_path, ",text,note,note", f'x,"{STORY[2]}",a,b')
    assert draft.values == {"column 1": "x", "note": "a", "note (2)": "b"}


def test_rows_without_a_text_are_left_out_and_named(tmp_path: Path) -> None:
    drafts = read_rows(tmp_path, "text\tid", "\t1", f"{STORY[0]}\t2", "\t3", name="news.tsv")
    assert len(drafts) == 1
    assert drafts[0].warnings == ("Rows without a text were left out: 2, 4.",)


def test_tables_that_hold_no_articles_are_refused_for_their_true_reason(tmp_path: Path) -> None:
    cases = {
        "describes files": ("file,outlet,note", f'a.txt,The Quay,"{PARAGRAPHS[0]}"'),
        "it has “case”, “age”": ("case,age", "1,20"),
        "contains no text": ("", ""),
        "Check the quotation marks": ("text,id", f'"{STORY[0]},1'),
    }
    for message, rows in cases.items():
        with pytest.raises(UserError, match=message):
            read_rows(tmp_path, *rows)


def test_a_cell_may_be_longer_than_the_module_for_csv_allows_by_itself(tmp_path: Path) -> None:
    (draft,) = read_rows(tmp_path, "text", "word " * 60_000)
    assert len(draft.text) == 299_999


def test_a_table_in_an_old_encoding_is_read_or_warned_about(tmp_path: Path) -> None:
    words = "Переговоры о паромах в понедельник закончились ничем, и обе стороны винили друг друга."
    (draft,) = read_rows(tmp_path, "id;текст", f"1;{words * 3}", encoding="cp1251")
    assert (draft.text, draft.encoding) == (words * 3, "cp1251")


def test_of_a_workbook_the_first_sheet_with_texts_counts_and_cells_that_excel_cut_are_named(tmp_path: Path) -> None:
    path = tmp_path / "news.xlsx"
    sheets = {
        "Read me": [["about"], ["a table"]],
        "Articles": [["title", "text", "pages"], ["One", STORY[2], 3], ["Two", "x" * 32_767, None]],
    }
    path.write_bytes(workbook(sheets))
    one, two = read_article(path)
    assert (one.title, one.text, one.values) == ("One", STORY[2], {"pages": "3"})
    assert "its end may be missing" in two.warnings[0]
