"""Tables of spans, good rows and bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadrage.core.errors import UserError
from cadrage.core.model import BadRow, Span, SpanRow
from cadrage.exchange.spans import SpanTable, read_spans


def read(tmp_path: Path, data: bytes | str) -> SpanTable:
    path = tmp_path / "spans.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_spans(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_columns_come_in_any_order_and_case(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    lines = ["Code,START,end,Doc,coder,Speaker", "ESC,0,5,é.txt,Ana,Kerry", "ESC,0,5,é.txt,Ana,"]
    table = read(tmp_path, end.join(lines).replace(",", delimiter).encode(encoding))
    assert table.columns == ("Code", "START", "end", "Doc", "coder", "Speaker")
    assert table.bad == ()
    assert table.rows == (
        SpanRow(2, "é.txt", "Ana", "ESC", Span(0, 5), {"Speaker": "Kerry"}),
        SpanRow(3, "é.txt", "Ana", "ESC", Span(0, 5), {}),
    )


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        'doc,coder,code,start,end,memo\n\na,Ana,X,0,1,"two\nlines"\na,Ana,X,5,2,\n\na,Ana,X,1,2,\n',
    )
    assert [row.line for row in table.rows] == [3, 7]
    assert table.rows[0].values == {"memo": "two\nlines"}
    assert table.bad == (BadRow(5, "start 5 is not before end 2"),)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,Ana,X,1.5,2", "start '1.5' is not a whole number"),
        ("a,Ana,X,0,ten", "end 'ten' is not a whole number"),
        ("a,Ana,X,0,٣", "end '٣' is not a whole number"),
        ("a,Ana,X,-1,2", "start -1 is negative"),
        ("a,Ana,X,2,2", "start 2 is not before end 2"),
        ("a, ,X,0,1", "the cell 'coder' is empty"),
        (",Ana,X,0,1", "the cell 'doc' is empty"),
        ("a,Ana", "the cell 'code' is empty"),
        ("a,A|B,X,0,1", "the coder's name 'A|B' holds a | or a comma"),
        ('a,"A,B",X,0,1', "the coder's name 'A,B' holds a | or a comma"),
        ("a,Ana,X,0,1,extra", "more cells (6) than columns (5)"),
        ("a,Ana,X,0,9999999999999999999999", "end '9999999999999999999999' is not a whole number"),
    ],
)
def test_a_bad_row_is_reported_by_its_line_and_the_others_are_kept(tmp_path: Path, row: str, reason: str) -> None:
    table = read(tmp_path, f"doc,coder,code,start,end\na,Ana,X,0,1\n{row}\na,Ana,Y,0,1,\n")
    assert table.bad == (BadRow(3, reason),)
    assert [row.code for row in table.rows] == ["X", "Y"]


def test_a_missing_column_is_named_with_what_was_found(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="lacks the columns code, end; it has doc, coder, start, stop"):
        read(tmp_path, "doc,coder,start,stop\na,b,1,2\n")


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    assert read(tmp_path, "doc,coder,code,start,end\n") == SpanTable((), (), ("doc", "coder", "code", "start", "end"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no text"),
        (b"\n\n", "no text"),
        (b"%PDF-1.4", "a PDF"),
        (b'doc,coder,code,start,end\na,Ana,"X,0,1\n', "line 2 on"),
        (b"doc,coder,code,start,end,Doc\n", "columns of one name: Doc, doc"),
        (b"doc,coder,,start,end,code\n", "Column 3 .* has no name"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read(tmp_path, data)


def test_a_separator_that_excel_wrote_down_is_taken(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=;\r\ndoc;coder;code;start;end\r\na;Ana;X;0;1\r\n")
    assert [(row.line, row.code) for row in table.rows] == [(3, "X")]
