"""Somebody with an account: the first, made where everything is measured signed in."""

import re
from dataclasses import dataclass, field
from uuid import UUID

import requests

from gig_chassis import acting
from gig_chassis.acting import Acting
from gig_chassis.ids import uuid7

NAME, PASSWORD = "Bench", "a quiet walk to the harbour"
SECONDS = 10
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Somebody:
    """An admin with a session at the services."""

    person: str
    session: str = field(repr=False)
    token: str = field(repr=False)

    def headers(self) -> dict[str, str]:
        """Give the headers of a request they make now."""
        signed = acting.sign(Acting(UUID(self.person), "admin", self.session), (self.token,))
        return {"Authorization": f"Bearer {self.token}", acting.HEADER: signed}


def make_first(url: str, token: str) -> Somebody:
    """Make the first account at the backend that answers at `url`."""
    newcomer = acting.sign(Acting(uuid7(), "newcomer"), (token,))
    made = requests.post(
        f"{url}/v1/people/first",
        json={"name": NAME, "password": PASSWORD},
        headers={"Authorization": f"Bearer {token}", acting.HEADER: newcomer},
        timeout=SECONDS,
    )
    made.raise_for_status()
    return Somebody(made.json()["person"]["id"], made.json()["token"], token)


def cookie_of(url: str) -> str:
    """Sign in at the pages; give the cookie."""
    with requests.Session() as browser:
        browser.trust_env = False
        [csrf, *_] = CSRF.findall(browser.get(f"{url}/sign-in", timeout=SECONDS).text)
        form = {"csrf_token": csrf, "sign_in_name": NAME, "sign_in_password": PASSWORD}
        answer = browser.post(f"{url}/sign-in", data=form, allow_redirects=False, timeout=SECONDS)
        if answer.status_code != requests.codes.see_other:
            raise RuntimeError(f"signing in answered {answer.status_code}")
        return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
