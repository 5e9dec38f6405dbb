"""Services of several replicas: real servers on 127.0.0.1 to .3 at one port, and a DNS that names some of them."""

import socket

from testkit.wires import Wire

from gig_web import names
from gig_web.upstream import Upstream

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
FIRST, SECOND, THIRD = HOSTS


class World:
    """Servers by address, what the DNS says of `service1`, the clock of both, and the way to the service."""

    def __init__(self) -> None:
        self.wires = {FIRST: Wire()}
        self.port = self.wires[FIRST].port
        for host in HOSTS[1:]:
            self.wires[host] = Wire(host, self.port)
        self.named: dict[str, tuple[str, ...]] = {"service1": HOSTS}
        self.now = 1000.0
        self.upstreams: list[Upstream] = []

    def resolve(self, host: str, _port: int) -> tuple[str, ...]:
        """Answer as the DNS does."""
        if host not in self.named:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self.named[host]

    def way_to(self, host: str) -> Upstream:
        """Make a way to a service."""
        self.upstreams.append(Upstream(host, f"http://{host}:{self.port}", "t"))
        return self.upstreams[-1]

    def name(self, *hosts: str) -> None:
        """Let the DNS name these, and so much time go by that it is asked again."""
        self.named["service1"] = hosts
        self.now += names.FRESH_SECONDS

    def requests(self) -> list[int]:
        """Give how many requests each server has heard."""
        return [self.wires[host].requests for host in HOSTS]

    def connections(self) -> list[int]:
        """Give how many connections each server has accepted."""
        return [self.wires[host].connections for host in HOSTS]

    def close(self) -> None:
        """End all."""
        for upstream in self.upstreams:
            upstream.close()
        for wire in self.wires.values():
            wire.close()
