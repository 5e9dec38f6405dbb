"""CSV files as they are found in the wild, and those that are none."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest

from gig_chassis.imports import reading
from gig_chassis.imports.columns import Columns
from gig_chassis.imports.reading import Row
from gig_chassis.imports.unreadable import Unreadable

COLUMNS = Columns(("id", "name", "city", "notes"), {"Venue Name": "name", "City Name": "city"})


def read(content: bytes, columns: Columns = COLUMNS) -> list[Row]:
    with reading.opened(BytesIO(content), columns) as table:
        return list(table.rows)


def refused(content: bytes) -> tuple[str, int | None]:
    with pytest.raises(Unreadable) as refusal:
        read(content)
    return refusal.value.detail, refusal.value.line


def names(content: bytes) -> list[str]:
    return [row.cells["name"] for row in read(content)]


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-be-marked", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
    ids=str,
)
def test_the_encoding_is_found_out_and_said(codec: str, said: str) -> None:
    text = "name,city\r\nCafé Zoë,Malmö\r\n"
    content = b"\xfe\xff" + text.encode("utf-16-be") if codec.endswith("marked") else text.encode(codec)

    with reading.opened(BytesIO(content), COLUMNS) as table:
        rows = list(table.rows)

    assert table.encoding == said
    assert rows == [Row(2, {"name": "Café Zoë", "city": "Malmö"})]


def test_bytes_that_windows_gives_no_letter_are_latin() -> None:
    with reading.opened(BytesIO(b"name\nCaf\xe9\x81\n"), COLUMNS) as table:
        assert (table.encoding, [row.cells["name"] for row in table.rows]) == ("ISO 8859-1", ["Café\x81"])


def test_a_letter_cut_by_the_edge_of_a_block_stays_one() -> None:
    content = b"name\n" + b"x" * (encoded_block() - 6) + "é\n".encode()

    assert names(content)[0].endswith("é")


def encoded_block() -> int:
    from gig_chassis.imports.encodings import CHUNK  # noqa: PLC0415  # the size under test

    return CHUNK


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name,city\nA,B;C\n", "comma"),
        (b"name;city\nA;B,C\n", "semicolon"),
        (b"name\tcity\nA\tB,C\n", "tab"),
        (b"name\nA\n", "comma"),
        (b'"a,b,c,d";name;city\nx;A;B\n', "semicolon"),
    ],
    ids=["comma", "semicolon", "tab", "one column", "commas in quotes"],
)
def test_the_separator_is_found_out_and_said(content: bytes, said: str) -> None:
    with reading.opened(BytesIO(content), COLUMNS) as table:
        assert table.delimiter == said
        assert [row.cells["name"] for row in table.rows] == ["A"]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_lines_are_counted_through_breaks_inside_quotes(ending: bytes) -> None:
    content = ending.join([b"name,notes", b'A,"one', b'two"', b"", b",", b"B,"])

    rows = read(content)

    assert [(row.line, row.cells["name"]) for row in rows] == [(2, "A"), (6, "B")]
    assert rows[0].cells["notes"] == f"one{ending.decode()}two"


def test_headers_are_known_in_any_case_and_by_their_other_names() -> None:
    rows = read(b" VENUE_name ,City-Name,CAPACITY,\nA,B,3,4\n")

    assert rows == [Row(2, {"name": "A", "city": "B"})]


def test_what_is_not_understood_is_left_out_and_named() -> None:
    with reading.opened(BytesIO(b"name,Shoe size,Venue Name,,name\nA,B,C,D,E\n"), COLUMNS) as table:
        assert table.header.left_out == ("Shoe size", "Venue Name", "column 4, which has no name", "name")
        assert next(table.rows).cells == {"name": "A"}


def test_our_own_name_of_a_column_goes_before_another_spelling_of_it() -> None:
    assert names(b"Venue Name,name\nA,B\n") == ["B"]


def test_entities_become_what_they_stand_for_but_not_in_an_export_of_ours() -> None:
    content = b"id,name\n,&quot;A&quot; &amp; B&#39;s\n7,&amp; Sons\n,Bed&Breakfast &para\n"

    assert names(content) == ['"A" & B\'s', "&amp; Sons", "Bed&Breakfast &para"]


def test_a_short_row_has_empty_cells_and_a_long_one_is_said_to_be_wrong() -> None:
    rows = read(b"name,city\nA\nB,C,,\nD,E,F\n")

    assert [(row.cells["city"], row.fault) for row in rows] == [
        ("", None),
        ("C", None),
        ("E", "This row has 3 cells, the first line 2 columns."),
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"), (b"%PDF-1.7\n", "a PDF document"), (b"\x1f\x8b\x08", "a gzip archive")],
    ids=["png", "pdf", "gzip"],
)
def test_another_kind_of_file_is_named(content: bytes, kind: str) -> None:
    detail = f"This is not a text file (it looks like {kind}). Save the list as CSV and send that."

    assert refused(content) == (detail, None)


def test_a_zip_bomb_is_not_opened() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.csv", b"name\n" * 1_000_000)

    assert "a ZIP archive or an Excel workbook" in refused(bomb.getvalue())[0]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", None, "The file is empty."),
        (b"\r\n \r\n", None, "The file is empty."),
        (b"a\0b", 1, "zero bytes"),
        (b"name\n" * 20_000 + b"\0", 20_001, "zero bytes"),
        ("name\nZoë\n".encode() + b"A\nCaf\xe9\nB\n", 4, "another encoding than those before"),
        (b"name\nCaf\xe9\n" + "Zoë\n".encode(), 3, "another encoding than those before"),
        (b"\n\ncity,notes\nA,B\n", 3, "no column “name”"),
        (b"city,notes\nA,B\n", 1, "These columns are understood: id, name, city, notes."),
        (b",".join([b"name"] * 5000), 1, "5,000 columns; at most 200"),
        (b"name\n" + b"x" * 100_001, 2, "longer than 100,000 characters"),
        (b"x" * 1_000_000, 1, "longer than 100,000 characters"),
        (b'name,notes\nA,B\nC,"open\n\nD,E\n', 3, "opened here and never closed"),
        (b'name,notes\n"A\nA",ok\nC,"open\nD,"E"\n', 4, "opened here and never closed"),
        (b'name,notes\n"A"x,B\n', 2, "followed by something else"),
        (b'name\n"' + b"x\n" * 60_000, 2, "opened here and never closed"),
        (b"\xff\xfen\0a\0m\0e\0\n\0\x00\xd8\x00\xd8", 1, "no text of the encoding"),
    ],
    ids=[
        "empty",
        "empty lines",
        "zero bytes",
        "a zero byte far behind",
        "UTF-8, then not",
        "not UTF-8, then it is",
        "no name behind empty lines",
        "no name",
        "5,000 columns",
        "a long line",
        "one long line",
        "an open quote",
        "a later open quote",
        "text behind a quote",
        "a long open quote",
        "half of a pair",
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(content: bytes, line: int | None, words: str) -> None:
    detail, found = refused(content)

    assert words in detail
    assert found == line


def test_a_file_with_too_many_rows_is_refused_where_they_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)

    assert refused(b"name\nA\nB\nC\nD\n") == ("The file has more than 3 rows. Part it.", 5)


@pytest.mark.parametrize("line", [b"A,B,a note\n", b'"A","' + b"x" * 40_000 + b'",C\n'], ids=["short", "long"])
def test_reading_takes_no_more_memory_for_a_large_file(line: bytes) -> None:
    file = BytesIO(b"name,city,notes\n" + line * (2_000_000 // len(line)))
    tracemalloc.start()

    with reading.opened(file, COLUMNS) as table:
        number = sum(1 for _ in table.rows)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert number == 2_000_000 // len(line)
    assert most < 3_000_000
