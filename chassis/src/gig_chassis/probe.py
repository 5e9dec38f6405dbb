"""A container's health check: one GET of /healthz here, light enough to run every few seconds.

Run as a file (`python -S -E probe.py`), so nothing of the services is imported; exits 0, or 1 with a line saying why.
"""

import os
import socket
import sys

SECONDS = 8.0  # for everything; the container's health check gives up after 10
REQUEST = b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n"
WELL = b"200"
STATUS_BYTES = len("HTTP/1.1 200")


def why_not(port: int, seconds: float = SECONDS) -> str:
    """Say why the service at `port` of this machine is not well; nothing when it is."""
    ends = _now() + seconds
    try:
        with socket.create_connection(("127.0.0.1", port), seconds) as connection:
            connection.sendall(REQUEST)
            said = _read(connection, ends)
    except TimeoutError:
        return f"no answer within {seconds:g} s"
    except OSError as error:
        return error.strerror or type(error).__name__
    if not said.startswith(b"HTTP/1.") or len(said) < STATUS_BYTES:
        return "it does not speak HTTP"
    status = said[-len(WELL) :]
    return "" if status == WELL else f"status {status.decode('ascii', 'replace')}"


def _read(connection: socket.socket, ends: float) -> bytes:
    """Read up to the end of the status code, however the bytes are parted."""
    said = b""
    while len(said) < STATUS_BYTES:
        left = ends - _now()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)
        chunk = connection.recv(STATUS_BYTES - len(said))
        if not chunk:
            break
        said += chunk
    return said


def _now() -> float:
    """Give a clock that nobody turns; `os` has it, so `time` need not be loaded."""
    return os.times().elapsed


def main() -> int:
    """Check the service at `PORT`, print what is wrong, give the exit code."""
    port = os.environ.get("PORT") or "5000"
    wrong = why_not(int(port)) if port.isdigit() else "PORT is not a number"
    if wrong:
        sys.stdout.write(f"/healthz on port {port}: {wrong}\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
