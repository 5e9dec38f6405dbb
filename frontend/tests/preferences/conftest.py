"""A planner with nothing set."""

import pytest
import requests_mock


@pytest.fixture(autouse=True)
def nothing_set(requests_mock: requests_mock.Mocker) -> None:
    """Let the backend have no settings of the planner unless a test says otherwise."""
    untouched = {"leave_starter_out": False, "rev": 1, "updated_at": None, "updated_by": None}
    requests_mock.get("http://gigs.test/v1/settings", json=untouched)
