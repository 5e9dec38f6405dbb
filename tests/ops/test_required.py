"""Database and browser tests: skipped by name on a small machine, never skipped under CI."""

import pytest

pytest_plugins = ["pytester"]

SUITE = """
import pytest

@pytest.mark.database
def test_on_a_server():
    pytest.skip("no MariaDB or MySQL server")

def test_in_a_browser(browser_name):
    pass

def test_of_something_else():
    pytest.skip("another day")

@pytest.mark.database
@pytest.mark.xfail
def test_expected_to_fail():
    assert False
"""
CONFTEST = """
import pytest
from testkit.required import *

@pytest.fixture
def browser_name():
    pytest.skip("no Chromium")
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("MAY_SKIP", raising=False)
    pytester.makeini("[pytest]\nmarkers =\n  database\n  browser")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(SUITE)
    return pytester


def run(suite: pytest.Pytester, *args: str) -> pytest.RunResult:
    return suite.runpytest_inprocess("-rsf", "-p", "no:playwright", "-p", "no:cacheprovider", *args)


def test_what_cannot_be_had_is_skipped_with_its_reason(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)

    result = run(suite)

    result.assert_outcomes(skipped=3, xfailed=1)
    result.stdout.fnmatch_lines(["SKIPPED*no MariaDB or MySQL server", "SKIPPED*no Chromium"])


def test_under_ci_such_a_skip_is_a_failure(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    result = run(suite)

    result.assert_outcomes(failed=1, errors=1, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(["With CI=true this test must run. Skipped: no Chromium"])


def test_under_ci_what_may_be_skipped_is_named(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("MAY_SKIP", "disk database")

    run(suite).assert_outcomes(errors=1, skipped=2, xfailed=1)


def test_browser_tests_are_marked_by_themselves(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)

    run(suite, "-m", "browser").assert_outcomes(skipped=1, deselected=3)
