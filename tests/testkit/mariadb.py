"""A MariaDB or MySQL server that a test may kill: its own, durable as `docs/operations.md` asks of one in use."""

import getpass
import socket
import subprocess
from pathlib import Path

import pymysql
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed
from testkit.database_servers import HOST, START_SECONDS, DatabaseServer
from testkit.databases import find_program

DURABLE = ("--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1", "--log-bin=changes", "--server-id=1")
SMALL = ("--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M", "--skip-name-resolve")
STOP_SECONDS = 60


class Server(DatabaseServer):
    """`install` once, then `start`, `kill` (as kill -9 does) or `stop`, and `start` again at the same port."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._folder = folder
        self._options = (*DURABLE, *SMALL, *options)
        self._user = getpass.getuser()
        super().__init__(
            free_port(), lambda: pymysql.connect(unix_socket=self._socket, user=self._user, ssl_disabled=True)
        )
        self._process: subprocess.Popen[bytes] | None = None

    def install(self) -> None:
        """Make its files, and the account of the services."""
        program = find_program("mariadb-install-db", "mysql_install_db") or ""
        command = [program, "--no-defaults", f"--datadir={self._files}", f"--user={self._user}", "--skip-test-db"]
        command += ["--auth-root-authentication-method=socket"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
        self.start()
        self.make_account()

    def start(self) -> None:
        """Start it and wait until it answers."""
        assert self._process is None, "it runs"
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(self._command(), stdout=log, stderr=log, start_new_session=True)
        self._await()

    def kill(self) -> None:
        """End it at once: what it has not written is lost."""
        if self._process:
            self._process.kill()
            self._process.wait(STOP_SECONDS)
            self._process = None

    def stop(self) -> None:
        """Let it end in order."""
        if self._process:
            self._process.terminate()
            self._process.wait(STOP_SECONDS)
            self._process = None

    @property
    def _files(self) -> Path:
        return self._folder / "files"

    @property
    def _socket(self) -> str:
        return str(self._folder / "server.sock")

    def _command(self) -> list[str]:
        place = [f"--datadir={self._files}", f"--socket={self._socket}", f"--bind-address={HOST}"]
        program = find_program("mariadbd", "mysqld") or ""
        return [program, "--no-defaults", *place, f"--port={self.port}", f"--user={self._user}", *self._options]

    @retry(
        stop=stop_after_delay(START_SECONDS),
        wait=wait_fixed(0.05),
        retry=retry_if_exception_type(OSError),
        reraise=True,
    )
    def _await(self) -> None:
        assert self._process, "it was not started"
        assert self._process.poll() is None, (self._folder / "server.log").read_text(encoding="utf-8")[-2000:]
        with socket.socket(socket.AF_UNIX) as probe:  # PyMySQL leaves its own open when nobody answers
            probe.connect(self._socket)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.create_server((HOST, 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
