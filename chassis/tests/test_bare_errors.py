"""What gunicorn itself refuses."""

import socket

import pytest
from gunicorn import util

from gig_chassis import bare_errors
from gig_chassis.headers import NOTHING_SHOWN, protective


def test_a_refusal_of_gunicorn_says_why_in_a_word_and_is_protected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(util, "write_error", util.write_error)
    bare_errors.install()
    ours, theirs = socket.socketpair()

    with ours, theirs:
        util.write_error(ours, 400, "Bad Request", "Invalid line: <script>")
        head, _, body = theirs.recv(4096).decode().partition("\r\n\r\n")

    line, *fields = head.split("\r\n")
    assert (line, body) == ("HTTP/1.1 400 Bad Request", "Bad Request\n")
    assert {f"{name}: {value}" for name, value in protective(NOTHING_SHOWN, "http")} <= set(fields)
    assert {"Connection: close", "Content-Length: 12", "Cache-Control: no-store"} <= set(fields)
    assert util.write_error is bare_errors.write_error
