"""How long a service that ended waits before it is started again."""

from dataclasses import dataclass, field

import pytest

from launcher.errors import CannotStart
from launcher.supervisor import Supervisor


@dataclass
class FakeProcess:
    exit_code: int | None = None
    log: str = "band_picker.log"
    kills: int = 0
    ready: bool = True

    def kill(self) -> None:
        self.kills += 1

    def is_ready(self, within: float) -> bool:
        return self.ready and within < 1


@dataclass
class FakeStack:
    process: FakeProcess = field(default_factory=FakeProcess)
    port_is_taken: bool = False

    @property
    def processes(self) -> dict[str, FakeProcess]:
        return {"band_picker": self.process}

    def respawn(self, package: str) -> None:
        if self.port_is_taken:
            raise CannotStart(f"The port of {package} is taken.")
        self.process.exit_code = None


@dataclass
class Scene:
    """A supervisor over one made-up service, with a clock that the test moves."""

    stack: FakeStack = field(default_factory=FakeStack)
    now: float = 0.0
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.supervisor = Supervisor(self.stack, self.said.append, lambda: self.now)

    def end(self) -> None:
        self.stack.process.exit_code = 1
        self.supervisor.look()

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.supervisor.look()


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_the_pause_grows_while_a_service_keeps_ending(scene: Scene) -> None:
    pauses = []
    for _ in range(8):
        scene.end()
        pauses.append(scene.said[-1].partition("again in ")[2].partition(" s")[0])
        scene.wait(30)

    assert pauses == ["0.5", "1", "2", "4", "8", "16", "30", "30"]
    assert scene.stack.process.kills == 8, "what is left of its workers is ended too"


def test_nothing_is_started_before_the_pause_is_over(scene: Scene) -> None:
    scene.end()

    scene.wait(0.49)
    early = scene.stack.process.exit_code
    scene.wait(0.01)

    assert (early, scene.stack.process.exit_code) == (1, None)


def test_a_service_that_ran_for_a_minute_starts_again_with_the_first_pause(scene: Scene) -> None:
    scene.end()
    scene.wait(0.5)
    scene.wait(60)

    scene.end()

    assert "again in 0.5 s" in scene.said[-1]


def test_it_says_once_that_a_service_runs_again(scene: Scene) -> None:
    scene.stack.process.ready = False
    scene.end()
    scene.wait(0.5)
    scene.wait(0.5)
    before = list(scene.said)
    scene.stack.process.ready = True

    scene.wait(0.5)
    scene.wait(0.5)

    assert len(before) == 1
    assert scene.said[1:] == ["band_picker runs again."]


def test_a_port_taken_meanwhile_is_said_and_tried_again(scene: Scene) -> None:
    scene.end()
    scene.stack.port_is_taken = True
    scene.wait(0.5)
    said = scene.said[-1]
    scene.stack.port_is_taken = False

    scene.wait(1)

    assert said == "The port of band_picker is taken. Tried again in 1 s."
    assert scene.stack.process.exit_code is None
