"""Tests that need more than Python: marked, skipped by name where a machine lacks what they need.

With `CI=true` such a skip is a failure, but for the kinds MAY_SKIP names: `MAY_SKIP=disk` where CI is not root.
"""

import os
from collections.abc import Generator

import pytest

REQUIRED = {"database", "browser", "disk", "pipeline", "engine"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that opens a browser, so that nobody has to remember it."""
    for item in items:
        if "browser_name" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of such a test into a failure where `CI=true`."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and _is_ci() and any(item.get_closest_marker(name) for name in REQUIRED - _may_skip()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"With CI=true this test must run. {reason}"
    return report


def _may_skip() -> set[str]:
    return set(os.environ.get("MAY_SKIP", "").split())


def _is_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}
