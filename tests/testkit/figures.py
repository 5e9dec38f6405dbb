"""What the long series measured: rows that tests hand in, one table of them at the end, their seed and length."""

import os
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SCALE = float(os.environ.get("SCALE", "0.1"))  # the part of the long series to run
SEED = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(2**32))
os.environ["CHAOS_SEED"] = str(SEED)  # the processes that share a run start from the same

Figures = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Row:
    """What one promise came to: its test, each figure in words in the order given."""

    promise: str
    said: list[str]


FIGURES = "figures"  # among the properties of a test, which its report brings from whichever process ran it


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what measures time (a clock is no unit test) or takes long to `make prove` and the whole rehearsal."""
    left = [item for item in items if SCALE < 1 and any(item.get_closest_marker(name) for name in ("clock", "whole"))]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Note a row of the table: `figures("no double booking", rounds=100, refused=6300)`."""

    def note(promise: str, **values: object) -> None:
        variant = getattr(getattr(request.node, "callspec", None), "id", "")
        said = [f"{name.replace('_', ' ')} {_short(value)}" for name, value in values.items()]
        request.node.user_properties.append((FIGURES, [f"{promise} ({variant})" if variant else promise, said]))

    return note


@pytest.fixture
def scale() -> float:
    """Give the part of the long series to run; SCALE=1 runs all of it."""
    return SCALE


@pytest.fixture
def seed() -> int:
    """Give the number every chance starts from; CHAOS_SEED repeats a run."""
    return SEED


@pytest.fixture
def share(scale: float) -> Callable[..., int]:
    """Give this run's share of a whole series, at least `least`."""
    return lambda whole, least=1: max(least, round(whole * scale))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table; write it as Markdown to the file FIGURES names."""
    rows = list(_rows(terminalreporter))
    if not rows:
        return
    terminalreporter.section(f"figures (SCALE={SCALE:g}, CHAOS_SEED={SEED})")
    width = max(len(row.promise) for row in rows)
    for row in rows:
        terminalreporter.line(f"{row.promise:<{width}}  {'  '.join(row.said)}")
    if path := os.environ.get("FIGURES"):
        Path(path).write_text(_markdown(rows), encoding="utf-8")


def _rows(reporter: pytest.TerminalReporter) -> Iterator[Row]:
    """Read what the tests noted: the last report of each has all of it."""
    reports = [report for found in reporter.stats.values() for report in found]
    for report in reports:
        if isinstance(report, pytest.TestReport) and report.when == "teardown":
            for name, noted in report.user_properties:
                if name == FIGURES and isinstance(noted, list):
                    yield Row(*noted)


def _markdown(rows: Iterable[Row]) -> str:
    head = [f"SCALE={SCALE:g}, CHAOS_SEED={SEED}", "", "| promise | figures |", "|---|---|"]
    lines = [f"| {_cell(row.promise)} | {_cell(' · '.join(row.said))} |" for row in rows]
    return "\n".join([*head, *lines, ""])


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return str(value)


def _cell(text: str) -> str:
    return text.replace("|", r"\|")
