"""A planner with nothing set."""

from collections.abc import Callable

import pytest
import requests_mock
from flask.testing import FlaskClient

from gig_web.clients.people import People, Person, Present


@pytest.fixture(autouse=True)
def nothing_set(requests_mock: requests_mock.Mocker) -> None:
    """Let the backend have no settings of the planner unless a test says otherwise."""
    untouched = {"leave_starter_out": False, "rev": 1, "updated_at": None, "updated_by": None}
    requests_mock.get("http://gigs.test/v1/settings", json=untouched)


@pytest.fixture
def as_role(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], FlaskClient]:
    """Give the client a role."""

    def become(role: str) -> FlaskClient:
        with client.session_transaction() as cookie:
            account = cookie["account"] = cookie["account"] | {"role": role}
        sam = Person(**account, disabled=False, time_zone=None, theme="auto", keys=True, constraints="", created_at="")
        monkeypatch.setattr(People, "present", lambda _people: Present(sam, newcomer=False))
        return client

    return become
