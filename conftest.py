"""The fixtures every suite shares; each lies in its own module of `tests/testkit`."""

import pytest

pytest_plugins = [
    "testkit.figures",
    "testkit.required",
    "testkit.databases",
    "testkit.serving",
    "testkit.gunicorns",
    "testkit.browsers",
    "testkit.stacks",
    "testkit.prepared",
    "testkit.routing",
    "testkit.pipelines",
]


@pytest.fixture(scope="session")
def base_url() -> None:
    """Set no base address: each service has a port of its own. Here, as pytest 9 warns about pytest-playwright's."""
