"""Files that are no list of bands or venues, sent to the pickers as they run: a sentence, a line, and no harm."""

import gzip
import http.client
import io
import json
import socket
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import closing

import pytest
from testkit.memory import pss_megabytes
from testkit.served_pickers import PACKAGES, ServedPicker

MEGABYTE = 1 << 20
MORE_MB = 40  # of memory, at the most, whatever is sent
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4_000
ZEROS = b"name\n" + b"0" * 10_000_000


def zipped() -> bytes:
    """Give a small archive that would be a large file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.csv", ZEROS * 10)
    return packed.getvalue()


BAD = {
    "a picture": (PNG, None, "looks like a PNG image"),
    "nothing": (b"", None, "The file is empty."),
    "empty lines": (b"\r\n\r\n \r\n", None, "The file is empty."),
    "a mark and nothing": (b"\xef\xbb\xbf", None, "The file is empty."),
    "no name": (b"city,notes\nLeeds,x\n", 1, "has no column “name”"),
    "5,000 columns": (b",".join([b"name"] * 5_000) + b"\nA\n", 1, "names 5,000 columns; at most 200"),
    "a line of 10 MB": (b"name\nA\n" + b"x" * 10 * MEGABYTE, 3, "longer than 100,000 characters"),
    "10 MB without a line": (b"x" * 10 * MEGABYTE, 1, "longer than 100,000 characters"),
    "10 MB of commas": (b"name\n" + b"," * 10 * MEGABYTE, 2, "longer than 100,000 characters"),
    "10 MB of quotes": (b"name\n" + b'"' * 10 * MEGABYTE, 2, "opened here and never closed"),
    "an open quote": (b'name,notes\nA,B\nC,"open\n' + b"D,E\n" * 50_000, 3, "opened here and never closed"),
    "text behind a quote": (b'name\n"A" B\n', 2, "followed by something else"),
    "a zip archive": (zipped(), None, "a ZIP archive or an Excel workbook"),
    "a gzip archive": (gzip.compress(ZEROS), None, "a gzip archive"),
    "zero bytes": (b"name\nA\nB\0\n", 3, "zero bytes"),
    "two encodings": ("name\nCafé\n".encode() + b"Caf\xe9\n", 3, "another encoding"),
    "half a letter of UTF-16": (b"\xff\xfe" + "name\n".encode("utf-16-le") + b"\x00\xd8\x41\x00", 1, "no text of the"),
}


@pytest.fixture(scope="module", params=PACKAGES)
def picker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPicker]:
    with ServedPicker(request.param, tmp_path_factory.mktemp("served") / "var") as served:
        served.staged(b"name\nThe first\n")
        yield served


@pytest.fixture
def unharmed(picker: ServedPicker) -> Iterator[None]:
    """See that the catalogue stays as it is and the memory within bounds."""
    before, memory = picker.send("GET", "/export").text, pss_megabytes(picker.process.pid)
    yield
    assert picker.send("GET", "/export").text == before
    assert pss_megabytes(picker.process.pid) - memory < MORE_MB


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize(("content", "line", "words"), BAD.values(), ids=BAD)
def test_what_is_no_list_is_refused_with_its_line(
    picker: ServedPicker, content: bytes, line: int | None, words: str
) -> None:
    job = picker.staged(content)

    assert (job["state"], job["problem"]["line"]) == ("failed", line)
    assert words in job["problem"]["detail"]
    assert picker.send("POST", f"/imports/{job['id']}/commit", params={"skip_errors": "1"}).status_code == 409


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("picker", ["bands", pytest.param("venues", marks=pytest.mark.whole)], indirect=True)
def test_a_row_more_than_a_million_is_refused_with_its_line(picker: ServedPicker) -> None:
    problem = picker.staged(b"name\n" + b"A\n" * 1_000_001)["problem"]

    assert problem["line"] == 1_000_002
    assert "more than 1,000,000 rows. Part it." in problem["detail"]


@pytest.mark.usefixtures("unharmed")
def test_a_header_alone_is_a_list_of_nothing(picker: ServedPicker) -> None:
    job = picker.staged(b"name,city\n")

    assert (job["state"], job["counts"]["rows"], job["problem"]) == ("staged", 0, None)


@pytest.mark.usefixtures("unharmed")
def test_a_formula_stays_text_and_comes_out_guarded(picker: ServedPicker) -> None:
    job = picker.done(picker.staged(b"name,notes\n=cmd|'/c calc'!A0,+1\n"), "commit")
    exported = picker.send("GET", "/export").text
    report = picker.send("GET", f"/imports/{job['id']}/report").text
    picker.done(job, "undo", json={})

    assert job["counts"]["created"] == 1
    assert all("'=cmd|'/c calc'!A0" in text for text in (exported, report))


@pytest.mark.usefixtures("unharmed")
def test_utf_16_without_its_mark_is_read(picker: ServedPicker) -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        job = picker.staged("name,city\nCafé Zoë,Malmö\n".encode(codec))

        assert (job["state"], job["encoding"], job["counts"]["created"]) == ("staged", "UTF-16", 1)


@pytest.mark.usefixtures("unharmed")
def test_cells_that_no_entry_may_have_are_errors_of_their_rows(picker: ServedPicker) -> None:
    cells = [b"x" * 201, b"A\x01B", b"\xed\xa0\x80", b"ok"]
    content = b"name,lat,lon\n" + b"".join(cell + b",1e999,nan\n" for cell in cells)

    job = picker.staged(content)

    assert (job["state"], job["counts"]["errors"]) == ("staged", 4)


@pytest.mark.usefixtures("unharmed")
def test_a_packed_body_is_not_unpacked(picker: ServedPicker) -> None:
    answer = picker.upload(gzip.compress(ZEROS), **{"Content-Encoding": "gzip"})

    job = picker.awaited(answer.json()["id"])
    assert (answer.status_code, job["state"]) == (202, "failed")
    assert "a gzip archive" in job["problem"]["detail"]


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("in_chunks", [False, True], ids=["with its length", "in chunks"])
def test_33_mib_are_too_much(picker: ServedPicker, *, in_chunks: bool) -> None:
    chunk = b"name\n" * (MEGABYTE // 5)
    body = (chunk for _ in range(34)) if in_chunks else chunk * 34

    answer = picker.upload(body, Connection="close")

    assert answer.status_code == 413, answer.text
    assert answer.json()["detail"]


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize(
    ("told", "sent"),
    [({"Content-Length": "5000000"}, b"name\nA\n"), ({"Transfer-Encoding": "chunked"}, b"7\r\nname\nA\n\r\n9\r\nB")],
    ids=["with its length", "in chunks"],
)
def test_a_body_that_breaks_off_begins_no_import(picker: ServedPicker, told: dict[str, str], sent: bytes) -> None:
    before = picker.get("/imports")
    connection = http.client.HTTPConnection(picker.process.url.removeprefix("http://"), timeout=20)
    connection.putrequest("POST", f"/v1/{picker.plural}/imports?id={uuid.uuid4()}&filename=cut.csv")
    for name, value in (picker.headers() | {"Content-Type": "text/csv"} | told).items():
        connection.putheader(name, value)

    connection.endheaders(sent)
    connection.sock.shutdown(socket.SHUT_WR)
    with closing(connection):
        answer = connection.getresponse()

        assert answer.status == 400
        assert json.loads(answer.read())["detail"]
    assert picker.get("/imports") == before
