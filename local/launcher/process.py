"""One service as a process: its socket is bound here and handed to gunicorn, so no other server can answer for it."""

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from launcher import child
from launcher.errors import CannotStart
from launcher.services import Service, Site

CHILD = Path(child.__file__)
BACKLOG = 2048
READY_SECONDS = 60  # two cores under coverage take a while
GRACE_SECONDS = 12  # gunicorn's own graceful timeout is 10
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # what reaches a server that is bound to all
LOG_BYTES = 10 * 1024 * 1024
TAIL_LINES = 8


class Process:
    """A service under gunicorn; `bind`, `start`, `await_ready`, then `stop` or `kill`."""

    def __init__(self, site: Site, service: Service) -> None:
        self.service = service
        self._site = site
        self._socket: socket.socket | None = None
        self._popen: subprocess.Popen[bytes] | None = None
        self._address = ("", 0)

    @property
    def url(self) -> str:
        """Give the address it answers at."""
        host, port = self._reached_at
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def pid(self) -> int:
        """Give the process id of gunicorn's master."""
        assert self._popen, "start comes first"  # noqa: S101  # a slip in this program, not in use
        return self._popen.pid

    @property
    def exit_code(self) -> int | None:
        """Give how it ended; None while it runs."""
        return self._popen.poll() if self._popen else None

    @property
    def log(self) -> Path:
        """Give its log file."""
        return self._site.log(self.service)

    def bind(self, host: str, port: int) -> None:
        """Take the port (0: any free one); from now on connections wait instead of being refused."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            self._socket = socket.create_server((host, port), family=family, backlog=BACKLOG)
        except OSError as error:
            raise CannotStart(self._why_not(host, port, error)) from error
        self._address = (host, self._socket.getsockname()[1])

    def start(self, urls: dict[str, str]) -> None:
        """Start gunicorn over the bound socket; the launcher lets go of it, so a dead service refuses connections."""
        if self._socket is None:
            self.bind(*self._address)
        with self._take_socket() as listener, self._open_log() as log:
            self._popen = subprocess.Popen(
                self._command(listener.fileno()),
                cwd=self._site.folder,
                env=self._environment(urls),
                pass_fds=[listener.fileno()],
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches the launcher alone, which then stops it gracefully
            )

    def await_ready(self) -> None:
        """Wait until it says it is ready; raises CannotStart with the end of its log when it dies or takes too long."""
        deadline = time.monotonic() + READY_SECONDS
        while not self.is_ready(max(0.1, deadline - time.monotonic())):
            if self.exit_code is not None or time.monotonic() > deadline:
                raise CannotStart(f"{self.service.package} did not start. Its log ends:\n{self.log_tail()}")
            time.sleep(0.05)

    def ask_to_stop(self) -> None:
        """Let it finish what is under way."""
        if self._popen and self._popen.poll() is None:
            self._popen.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """Wait for its end, and force it after a while; what is left of its workers goes too."""
        self.ask_to_stop()
        if self._popen:
            with suppress(subprocess.TimeoutExpired):
                self._popen.wait(GRACE_SECONDS)
            self.kill()
        if self._socket:
            self._socket.close()

    def kill(self) -> None:
        """End it and its workers at once, as `kill -9` does."""
        if self._popen:
            with suppress(ProcessLookupError):
                os.killpg(self._popen.pid, signal.SIGKILL)
            self._popen.wait()

    def log_tail(self) -> str:
        """Give the last lines of its log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-TAIL_LINES:])

    def is_ready(self, within: float) -> bool:
        """Ask whether it is ready; give up after `within` seconds."""
        connection = http.client.HTTPConnection(*self._reached_at, timeout=within)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    @property
    def _reached_at(self) -> tuple[str, int]:
        """Give where this machine reaches it: a server bound to every address has one of its own too."""
        host, port = self._address
        return EVERY_ADDRESS.get(host, host), port

    def _why_not(self, host: str, port: int, error: OSError) -> str:
        number = error.errno or 0
        reason = os.strerror(number) if number > 0 else error.strerror  # of a name nobody knows it is below 0
        if number in {errno.EADDRINUSE, errno.EACCES}:
            return f"Port {port} ({self.service.package}) cannot be used: {reason}. Set PORT to another."
        return f"HOST={host} cannot be used: {reason}. It must be an address of this machine."

    def _take_socket(self) -> socket.socket:
        assert self._socket, "bind comes first"  # noqa: S101  # a slip in this program, not in use
        taken, self._socket = self._socket, None
        return taken

    def _command(self, descriptor: int) -> list[str]:
        app = f"{self.service.package}:create_app()"
        settings = ["-c", "python:gig_chassis.gunicorn", "--bind", f"fd://{descriptor}"]
        return [sys.executable, "-P", str(CHILD), *settings, app]

    def _environment(self, urls: dict[str, str]) -> dict[str, str]:
        return {**self._site.environment(self.service, urls), child.PARENT: str(os.getpid())}

    def _open_log(self) -> BinaryIO:
        """Append to the log; a long one is put aside first, in place of the one put aside before."""
        path = self.log
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.replace(path.with_suffix(".log.1"))
        return path.open("ab")
