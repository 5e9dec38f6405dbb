"""The whole planner over any site: its services as processes, and people who signed in at its pages."""

from contextlib import ExitStack
from pathlib import Path

from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed
from testkit.forms import Client
from testkit.sites import SiteElsewhere, book_in

from launcher.errors import CannotStart
from launcher.stack import Stack

PROC = Path("/proc")


class Planner(Stack):
    """The four services; `client` is somebody signed in as a booker."""

    def __init__(self, site: SiteElsewhere) -> None:
        super().__init__(site)
        self.given_site = site
        self._clients = ExitStack()

    def stop(self) -> None:
        """Stop all, and let go of the clients' connections."""
        self._clients.close()
        super().stop()

    def client(self) -> Client:
        """Sign somebody new in."""
        client = Client(self.url)
        self._clients.callback(client.close)
        client.sign_in(book_in(self.given_site))
        return client

    def kill_and_respawn(self, package: str) -> None:
        """End a service as kill -9 does and start it again; what is left of it may hold the port a moment longer."""
        self.kill(package)
        held = retry_if_exception_type(CannotStart)
        Retrying(stop=stop_after_delay(10), wait=wait_fixed(0.05), retry=held, reraise=True)(self.respawn, package)

    def process_ids(self) -> dict[str, list[int]]:
        """Give the ids of each service's processes: the master and its workers."""
        return {package: [process.pid, *_children(process.pid)] for package, process in self.processes.items()}


def _children(pid: int) -> list[int]:
    said = (PROC / str(pid) / "task" / str(pid) / "children").read_text(encoding="utf-8")
    return [int(child) for child in said.split()]
