"""A load generator: a program of its own, kept to one core so that it does not starve what it presses.

`python pressing.py PLAN` with PLAN as JSON: host, port, path, headers, seconds, and either `connections` (each sends as
soon as it is answered) or `rate` (sends so many a second, answered or not). Prints one [status, ms, whole] a request.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_SECONDS = 15
BROKEN = 0  # the status of a request that was not answered

Plan = Mapping[str, Any]
Reply = tuple[int, float, bool]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a run came to; a reply is whole when its body has no word of `broken`, refused only with Retry-After."""

    replies: list[Reply]
    seconds: float

    @property
    def goodput(self) -> float:
        """Give the whole answers a second."""
        return sum(status == 200 and whole for status, _, whole in self.replies) / self.seconds  # OK

    def milliseconds(self, status: int) -> list[float]:
        """Give how long the replies with `status` took, the shortest first."""
        return sorted(ms for one, ms, _ in self.replies if one == status)

    def p95(self, status: int) -> float:
        """Give the 95th percentile of those; 0 without any."""
        taken = self.milliseconds(status)
        return taken[int(0.95 * len(taken))] if taken else 0.0

    def counts(self) -> dict[int, int]:
        """Give how many replies there were of each status."""
        found = [status for status, _, _ in self.replies]
        return {status: found.count(status) for status in sorted(set(found))}


def press(url: str, path: str, seconds: float, headers: Mapping[str, str] | None = None, **how: float) -> Pressed:
    """Press `path` for some seconds with `connections=` or `rate=`."""
    host, _, port = url.removeprefix("http://").partition(":")
    plan = {"host": host, "port": int(port), "path": path, "seconds": seconds, "headers": dict(headers or {}), **how}
    command = [sys.executable, str(Path(__file__)), json.dumps(plan)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    told = subprocess.check_output(command, env=environ, timeout=seconds + 2 * LONGEST_SECONDS)
    return Pressed([(status, ms, whole) for status, ms, whole in json.loads(told)], seconds)


class Generator:
    """Sends requests over kept-alive connections, opening another where none is idle."""

    def __init__(self, plan: Plan) -> None:
        self._at = plan["host"], plan["port"]
        lines = [f"GET {plan['path']} HTTP/1.1", f"Host: {plan['host']}:{plan['port']}"]
        lines += [f"{name}: {value}" for name, value in plan["headers"].items()]
        self._request = "\r\n".join([*lines, "", ""]).encode()
        self._broken = plan.get("broken", "\0").encode()
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.replies: list[Reply] = []

    async def ask(self) -> None:
        """Send one request and note what came of it."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                status, whole = await self._exchange()
        except (OSError, EOFError, TimeoutError):
            status, whole = BROKEN, False
        self.replies.append((status, (time.perf_counter() - began) * 1000, whole))

    async def keep_asking(self, until: float) -> None:
        """Send the next as soon as the last is answered."""
        while time.perf_counter() < until:
            await self.ask()

    async def _exchange(self) -> tuple[int, bool]:
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection(*self._at)
        writer.write(self._request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(head.split(maxsplit=2)[1])
        body = await reader.readexactly(int(head.partition(b"content-length: ")[2].split(b"\r\n")[0]))
        if b"connection: close" in head:
            writer.close()
        else:
            self._idle.append((reader, writer))
        whole = b"\r\nretry-after: " in head if status == 503 else self._broken not in body  # unavailable
        return status, whole


async def _run(plan: Plan) -> list[Reply]:
    generator, began = Generator(plan), time.perf_counter()
    if "connections" in plan:
        until = began + plan["seconds"]
        await asyncio.gather(*(generator.keep_asking(until) for _ in range(plan["connections"])))
    else:
        asked = []
        for place in range(int(plan["rate"] * plan["seconds"])):
            await asyncio.sleep(max(0.0, began + place / plan["rate"] - time.perf_counter()))
            asked.append(asyncio.create_task(generator.ask()))
        await asyncio.gather(*asked)
    return generator.replies


def main() -> None:
    """Take one core, press, print."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    sys.stdout.write(json.dumps(asyncio.run(_run(json.loads(sys.argv[1])))))


if __name__ == "__main__":
    main()
