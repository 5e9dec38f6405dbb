"""The whole planner over any site: its services as processes, and people who signed in at its pages."""

from contextlib import ExitStack
from pathlib import Path

from testkit.forms import Client
from testkit.sites import SiteElsewhere, book_in

from launcher.stack import Stack

PROC = Path("/proc")


class Planner(Stack):
    """The four services; `client` is somebody signed in as a booker."""

    def __init__(self, site: SiteElsewhere) -> None:
        super().__init__(site)
        self._elsewhere = site
        self._clients = ExitStack()

    def stop(self) -> None:
        """Stop all, and let go of the clients' connections."""
        self._clients.close()
        super().stop()

    def client(self) -> Client:
        """Sign somebody new in."""
        client = Client(self.url)
        self._clients.callback(client.close)
        client.sign_in(book_in(self._elsewhere))
        return client

    def process_ids(self) -> dict[str, list[int]]:
        """Give the ids of each service's processes: the master and its workers."""
        return {package: [process.pid, *_children(process.pid)] for package, process in self.processes.items()}


def _children(pid: int) -> list[int]:
    said = (PROC / str(pid) / "task" / str(pid) / "children").read_text(encoding="utf-8")
    return [int(child) for child in said.split()]
