"""The process that reads: it knows no secret, is ended in time, and one works at a time."""

import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from diary_reader.trouble import Trouble
from gig_web.diaries import reading
from gig_web.diaries.reading import Crowded, Read, Wanted

TODAY = date(2027, 3, 1)
DIARY = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270312T200000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let another program read instead: what is written into this file."""
    package = tmp_path / "diary_reader"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return package / "__main__.py"


def wanted(content: bytes = DIARY, address: str | None = None) -> Wanted:
    return Wanted(TODAY, "Europe/London", address, content)


def test_a_file_is_read() -> None:
    assert reading.read(wanted()) == Read(["2027-03-12/2027-03-12"], "2028-04-04")


def test_what_is_the_matter_is_said_in_a_sentence() -> None:
    with pytest.raises(Trouble, match="This is a web page, not a calendar"):
        reading.read(wanted(b"<html>"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254"])
def test_nothing_of_this_machine_is_read(host: str) -> None:
    with pytest.raises(Trouble, match="This address leads to a private network"):
        reading.read(wanted(b"", f"http://{host}/"))


def test_it_has_no_secret_to_tell(instead: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    instead.write_text("import json, os; print(json.dumps({'trouble': ' '.join(sorted(os.environ))}))")

    with pytest.raises(Trouble) as told:
        reading.read(wanted())

    known = {"LC_CTYPE", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "SSL_CERT_DIR", "SSL_CERT_FILE", "TZDIR"}
    assert set(str(told.value).split()) <= known


def test_it_is_ended_when_its_time_is_over(instead: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.3)
    instead.write_text("import threading; threading.Event().wait()")

    with pytest.raises(Trouble, match="It took too long to read this diary"):
        reading.read(wanted())


@pytest.mark.parametrize("program", ["import sys; sys.exit('no')", "print('odd')", "import os; os.abort()"])
def test_a_process_that_dies_or_talks_nonsense_is_a_sentence_and_a_line_in_the_log(
    instead: Path, capfd: pytest.CaptureFixture[str], program: str
) -> None:
    instead.write_text(program)

    with pytest.raises(Trouble, match="This diary could not be read"):
        reading.read(wanted(DIARY, "https://example.org/s3cret.ics"))

    log = capfd.readouterr().out
    assert "diary not read" in log
    assert "s3cret" not in log


def test_a_second_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(reading, "_places", threading.BoundedSemaphore(1))

    with reading._places, pytest.raises(Crowded):  # noqa: SLF001  # somebody else is at it
        reading.read(wanted())

    assert reading.read(wanted()).busy


def test_the_pages_never_hold_what_parses_in_memory() -> None:
    import subprocess  # noqa: PLC0415  # only here

    asked = "import sys, gig_web; print([name for name in sys.modules if name.startswith(('icalendar', 'recurring'))])"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)  # noqa: S603

    assert found.stdout == "[]\n"
