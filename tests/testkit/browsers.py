"""The machine's own Chromium for pytest-playwright; no browser is ever downloaded."""

import os
from typing import Any

import pytest
from testkit.databases import find_program

NO_BROWSER = "no Chromium: apt install chromium-headless-shell"
PROGRAMS = (  # the one without windows takes a third less of the processors
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
QUIET = [  # it talks to the pages under test and to nobody else
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's Chromium; as root it refuses its sandbox."""
    found = find_program(*PROGRAMS)
    if found is None:
        pytest.skip(NO_BROWSER)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": [*QUIET, *sandbox]}
