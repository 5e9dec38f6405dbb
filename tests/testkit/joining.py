"""People who come to a planner by its pages alone: an admin invites them, they join and are signed in."""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_fixed
from testkit.accounts import PASSWORD, Account
from testkit.forms import Client

INVITE = re.compile(r"/invites/[\w-]+")
PEOPLE = "/settings/people"
TRIES = 6
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, and the cookies of a browser in which they are signed in."""

    account: Account
    cookies: requests.cookies.RequestsCookieJar


def admin(name: str, password: str) -> Account:
    """Name the admin whose name and password were given to the planner."""
    return Account(uuid.UUID(int=0), name, "admin", "", password)


@contextmanager
def client_of(url: str, account: Account | None = None) -> Iterator[Client]:
    """Give somebody at the pages, signed in where they have an account."""
    client = Client(url)
    try:
        if account:
            client.sign_in(account)
        yield client
    finally:
        client.close()


def join(url: str, host: Account, number: int) -> list[Person]:
    """Let the admin `host` invite so many bookers, and each of them join."""
    with client_of(url) as inviting:
        _patiently(inviting.sign_in, host)
        return [_patiently(_join, url, _patiently(_invite, inviting)) for _ in range(number)]


def _patiently(act: Callable[..., Result], *given: object) -> Result:
    """Try again where a planner that has just come up, on a busy machine, does not answer in time."""
    refused = retry_if_exception_type((AssertionError, KeyError, requests.RequestException))
    return Retrying(stop=stop_after_attempt(TRIES), wait=wait_fixed(1), retry=refused, reraise=True)(act, *given)


def _invite(client: Client) -> str:
    """Make an invite; give its path."""
    form = {"csrf_token": client.hidden(PEOPLE)["csrf_token"], "role": "booker", "note": "the rehearsal"}
    client.post(f"{PEOPLE}/invites", form).raise_for_status()
    found = INVITE.search(client.get(PEOPLE).text)
    assert found, "no link of an invite"
    return found[0]


def _join(url: str, path: str) -> Person:
    name = f"Booker {uuid.uuid4().hex[:8]}"
    with client_of(url) as client:
        form = client.hidden(path) | {"name": name, "password": PASSWORD}
        answer = client.post(path, form)
        assert answer.status_code == requests.codes.see_other, answer.text
        return Person(Account(uuid.UUID(int=0), name, "booker", ""), client.cookies.copy())
