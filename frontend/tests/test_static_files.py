"""Static files: kept for ever under the hash of their content, found under no other."""

import hashlib
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import gig_web
from gig_web import static_files

FOLDER = Path(gig_web.__file__).parent / "static"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())
FOR_EVER, FOR_A_DAY = "public, max-age=31536000, immutable", "public, max-age=86400"


def address_of(name: str) -> str:
    """Write down what the address must be."""
    start, _, suffix = name.rpartition(".")
    return f"/static/{start}.{hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]}.{suffix}"


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_kept_for_ever_under_the_hash_of_its_content(stranger: FlaskClient, name: str) -> None:
    assert static_files.address(name) == address_of(name)

    with stranger.get(address_of(name)) as answer:
        assert (answer.status_code, answer.data) == (200, (FOLDER / name).read_bytes())
        assert answer.headers["Cache-Control"] == FOR_EVER


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_kept_for_a_day_under_its_plain_name(stranger: FlaskClient, name: str) -> None:
    with stranger.get(f"/static/{name}") as answer:
        assert (answer.status_code, answer.data) == (200, (FOLDER / name).read_bytes())
        assert answer.headers["Cache-Control"] == FOR_A_DAY


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("gig.0123456789ab.css", id="of another version"),
        pytest.param(address_of("parts.css").replace("parts", "gig").removeprefix("/static/"), id="of another file"),
        pytest.param(address_of("gig.css").removeprefix("/static/")[:-5] + "g.css", id="almost"),
        pytest.param(address_of("gig.css").removeprefix("/static/").upper(), id="in capitals"),
        pytest.param("vendor/" + address_of("gig.css").removeprefix("/static/"), id="elsewhere"),
        pytest.param("gig..css", id="no hash"),
        pytest.param("none.css", id="no file"),
        pytest.param("vendor", id="a folder"),
        pytest.param("../settings.py", id="outside"),
    ],
)
def test_what_is_not_here_is_not_found_and_kept_by_nobody(stranger: FlaskClient, path: str) -> None:
    answer = stranger.get(f"/static/{path}")

    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [address_of("gig.css"), "/static/gig.css"], ids=["hashed", "plain"])
def test_a_file_somebody_has_is_not_sent_again(stranger: FlaskClient, path: str) -> None:
    with stranger.get(path) as first:
        known = {"If-None-Match": first.headers["ETag"]}

    with stranger.get(path, headers=known) as again:
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_page_names_its_files_by_hash_and_its_font_as_the_css_does(client: FlaskClient) -> None:
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/nowhere").text)

    font = "vendor/bricolage-grotesque-latin.woff2"
    files = ["icon.svg", font, "vendor/bootstrap.min.css", "gig.css", "parts.css", "forms.js"]
    assert named == [f"/static/{name}" if name == font else address_of(name) for name in files]
    assert f'url("{font}")' in (FOLDER / "gig.css").read_text(encoding="utf-8")


def test_what_the_css_names_is_found_from_where_it_lies(stranger: FlaskClient) -> None:
    for css in (FOLDER / name for name in FILES if name.endswith(".css")):
        for named in re.findall(r'url\("?(?!data:)([^)"]+)', css.read_text(encoding="utf-8")):
            with stranger.get(f"/static/{css.parent.relative_to(FOLDER).as_posix()}/{named}") as answer:
                assert answer.status_code == 200, (css, named)
