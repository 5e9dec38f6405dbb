"""One API under gunicorn and schemathesis against it: so many cases, as somebody with a role."""

import json
import math
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from testkit import worlds
from testkit.stacks import CHECKOUT

from launcher import data_dir, migrations
from launcher.process import Process
from launcher.services import APIS, Service, Site

PROGRAM = CHECKOUT / ".venv-fuzz" / "bin" / "schemathesis"
SETTINGS = CHECKOUT / "tests" / "fuzz"
MOST_ROUNDS = 5
GENEROUS = 1.3  # some routes have fewer inputs than are asked for
SUMMARY = "Test cases:"
BACKEND = APIS[-1]


@dataclass(slots=True)
class Run:
    """What was answered: how often each `METHOD path status`, and what schemathesis complains of."""

    counted: Counter[str] = field(default_factory=Counter)
    complaints: str = ""

    @property
    def cases(self) -> int:
        """Give how many calls were answered."""
        return self.counted.total()

    def answered(self, hundreds: int) -> set[str]:
        """Give the `METHOD path` that were answered so, such as 2 for 2xx."""
        return {key.rpartition(" ")[0] for key in self.counted if key.endswith(tuple(_of(hundreds)))}

    @property
    def tried(self) -> set[str]:
        """Give every `METHOD path` there is, but what Flask answers by itself."""
        return {
            key.rpartition(" ")[0] for key in self.counted if not (key.endswith(" 405") or key.startswith("OPTIONS"))
        }


class Api:
    """A service that is up."""

    def __init__(self, process: Process, folder: Path) -> None:
        self._process = process
        self._folder = folder

    def fuzz(self, role: str, cases: int, seed: int, phases: str = "coverage") -> Run:
        """Send at least so many cases; begins with `phases`, then goes on by chance until there are enough."""
        run = Run()
        for number in range(MOST_ROUNDS):
            self._round(run, role, cases, seed + number, "fuzzing" if number else phases)
            if run.complaints or run.cases >= cases:
                break
        return run

    def _round(self, run: Run, role: str, cases: int, seed: int, phases: str) -> None:
        world = worlds.make(self._folder, self._process.service, role, seed)
        each = math.ceil(max(1, cases - run.cases) * GENEROUS / self._operations(world["token"]))
        said = self._schemathesis(world, seed, phases, str(each))
        run.counted += Counter(json.loads(Path(world["tally"]).read_text(encoding="utf-8")))
        if said.returncode or SUMMARY not in said.stdout:
            run.complaints += f"{said.stdout}{said.stderr}{self._crashes()}"

    def _operations(self, token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        paths = requests.get(f"{self._process.url}/openapi.json", headers=headers, timeout=20).json()["paths"]
        return sum(method != "parameters" for methods in paths.values() for method in methods)

    def _schemathesis(
        self, world: dict[str, Any], seed: int, phases: str, each: str
    ) -> subprocess.CompletedProcess[str]:
        url, auth = f"{self._process.url}/openapi.json", f"Authorization: Bearer {world['token']}"
        options = ["--phases", phases, "--max-examples", each, "--seed", str(seed), "-H", auth]
        quiet = ["--no-color", "--warnings", "off", "--generation-database", "none"]
        environ = {"FUZZ_WORLD": world["file"], "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(SETTINGS)}
        command = [PROGRAM, "--config-file", SETTINGS / "schemathesis.toml", "run", url, *options, *quiet]
        return subprocess.run(
            command, env={**os.environ, **environ}, capture_output=True, text=True, check=False, cwd=self._folder
        )

    def _crashes(self) -> str:
        lines = self._process.log.read_text(encoding="utf-8").splitlines()
        return "\n".join([line for line in lines if '"crash"' in line][:3])


@contextmanager
def serving(service: Service, folder: Path) -> Iterator[Api]:
    """Run one service on a data folder of its own; the backend's database lies beside it, with the accounts."""
    assert PROGRAM.exists(), f"{PROGRAM} is not there: `make fuzz` and `make test` install it"
    site = Site(CHECKOUT, folder)
    data_dir.prepare(folder)
    migrations.upgrade(site, {service, BACKEND})
    process = Process(site, service)
    process.bind("127.0.0.1", 0)
    process.start({})
    try:
        process.await_ready()
        yield Api(process, folder)
    finally:
        process.stop()


def _of(hundreds: int) -> list[str]:
    return [f" {status}" for status in range(100 * hundreds, 100 * hundreds + 100)]
