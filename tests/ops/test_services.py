"""The four real services, run as `make run` runs them."""

import pytest
import requests

from launcher.services import APIS
from launcher.stack import Stack

APIS_BY_NAME = [api.package for api in APIS]


def status(url: str, token: str | None = None) -> int:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return requests.get(url, headers=headers, timeout=5).status_code


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_every_service_says_that_it_is_well(stack: Stack, path: str) -> None:
    answers = {package: status(stack.url_of(package) + path) for package in stack.processes}

    assert answers == dict.fromkeys(["gig_web", *APIS_BY_NAME], 200)


@pytest.mark.parametrize("package", APIS_BY_NAME)
def test_an_api_answers_only_with_the_token_this_installation_made(stack: Stack, package: str) -> None:
    document = stack.url_of(package) + "/openapi.json"

    assert [status(document), status(document, "x" * 43), status(document, stack.token)] == [401, 401, 200]


@pytest.mark.parametrize("package", APIS_BY_NAME)
def test_the_pages_stay_up_while_a_service_is_gone(stack: Stack, package: str) -> None:
    stack.take_down(package)

    with pytest.raises(requests.ConnectionError):
        status(stack.url_of(package) + "/readyz")
    assert status(stack.url + "/readyz") == 200


def test_a_service_taken_down_runs_again_for_the_next_test(stack: Stack) -> None:
    assert all(process.exit_code is None for process in stack.processes.values())
