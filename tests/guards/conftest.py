"""A copy of the code in which one guard at a time is taken away."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("chassis", "service1", "service2", "backend", "frontend", "local", "tests", "conftest.py", "pyproject.toml")
PASSED, FAILED = 0, 1  # pytest's exit codes

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the code and its tests."""
    folder = tmp_path_factory.mktemp("copied")
    for name in COPIED:
        source, leave = ROOT / name, shutil.ignore_patterns("__pycache__", "vendor")
        shutil.copytree(source, folder / name, ignore=leave) if source.is_dir() else shutil.copy(source, folder)
    return folder


@pytest.fixture
def run(copied: Path) -> Run:
    """Run tests of the copy, on SQLite; what they execute does not count as covered."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    environ["PYTHONDONTWRITEBYTECODE"] = "1"  # a change within the same second must be seen

    def run_tests(*tests: str) -> "subprocess.CompletedProcess[str]":
        options = ["-q", "-x", "-p", "no:cacheprovider", "-m", "not database"]
        command = [sys.executable, "-m", "pytest", *options, *tests]
        return subprocess.run(
            command, cwd=copied, env=environ, capture_output=True, text=True, check=False, timeout=120
        )

    return run_tests
