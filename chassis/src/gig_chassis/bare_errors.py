"""What gunicorn itself refuses, such as a line that is too long: as bare and as protected as the app's own answers."""

import socket

from gunicorn import util

from gig_chassis.headers import NOTHING_SHOWN, UNCACHED, protective


def install() -> None:
    """Take the place of gunicorn's own page, which repeats what was sent and carries no headers."""
    util.write_error = write_error


def write_error(sock: socket.socket, status: int, reason: str, told: str) -> None:
    """Answer with the reason alone; `told` says to the log what was wrong, not to the caller."""
    del told
    body = f"{reason}\n"
    own = {"Connection": "close", "Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body))}
    fields = [*own.items(), UNCACHED, *protective(NOTHING_SHOWN, "http")]
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    util.write_nonblock(sock, f"HTTP/1.1 {status} {reason}\r\n{head}\r\n{body}".encode())
