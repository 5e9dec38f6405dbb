"""The four services together: migrated, started at once, awaited, stopped; also what the tests across services run."""

from collections.abc import Sequence
from typing import Self

from launcher import data_dir, migrations
from launcher.process import Process
from launcher.services import APIS, LOOPBACK, PAGES, SERVICES, Site


class Stack:
    """The services of one site; a context manager that starts and stops them."""

    def __init__(self, site: Site, ports: Sequence[int] = (0, 0, 0, 0)) -> None:
        self.site = site
        self.processes = {service.package: Process(site, service) for service in SERVICES}
        self._ports = ports

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Give the address of the pages."""
        return self.url_of(PAGES.package)

    @property
    def token(self) -> str:
        """Give the token the services ask of each other."""
        return (self.site.folder / data_dir.TOKEN).read_text(encoding="utf-8")

    def url_of(self, package: str) -> str:
        """Give the address of one service."""
        return self.processes[package].url

    def start(self) -> None:
        """Start all and wait until each is ready; raises CannotStart."""
        for process, port in zip(self.processes.values(), self._ports, strict=True):
            process.bind(self.site.host if process.service is PAGES else LOOPBACK, port)
        data_dir.prepare(self.site.folder)
        migrations.upgrade(self.site, APIS)
        for process in self.processes.values():
            process.start(self._urls())
        for process in self.processes.values():
            process.await_ready()

    def stop(self) -> None:
        """Stop all gracefully: the pages first, so that what they have under way finds the others."""
        pages, *apis = self.processes.values()
        pages.stop()
        for process in apis:
            process.ask_to_stop()
        for process in apis:
            process.stop()

    def take_down(self, package: str) -> None:
        """Stop one service gracefully; connections to it are refused from now on."""
        self.processes[package].stop()

    def kill(self, package: str) -> None:
        """End one service at once, as `kill -9` does."""
        self.processes[package].kill()

    def respawn(self, package: str) -> None:
        """Start one service again at its address, without waiting for it."""
        self.processes[package].start(self._urls())

    def restart(self, package: str) -> None:
        """Stop one service if it runs, start it again at its address and wait until it is ready."""
        self.take_down(package)
        self.respawn(package)
        self.processes[package].await_ready()

    def _urls(self) -> dict[str, str]:
        return {package: process.url for package, process in self.processes.items()}
