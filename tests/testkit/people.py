"""The people of a running stack: each with an account of their own, so that nobody meets what others chose."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import requests
from sqlalchemy import delete
from testkit import signing
from testkit.accounts import PASSWORD, Account, give_account
from testkit.elsewhere import PlannerElsewhere, url_of_database
from testkit.forms import Client

import gig_store
from gig_chassis import database
from gig_chassis.acting import Role
from gig_chassis.ids import uuid7
from gig_store.models import db
from gig_store.people.models import Attempt
from launcher.services import APIS
from launcher.stack import Stack

BACKEND = next(service for service in APIS if service.package == "gig_store")
SECONDS = 20


class People:
    """Whoever gets an account at a stack."""

    def __init__(self, stack: Stack | PlannerElsewhere) -> None:
        self._url = stack.url
        self._app = gig_store.create_app(gig_store.Settings(url_of_database(stack, BACKEND), stack.token))

    def close(self) -> None:
        """Give the connections back."""
        with self._app.app_context():
            db.engine.dispose()

    def add(self, role: Role = "booker", name: str = "") -> Account:
        """Make an account; written to the database, where the sign-in page takes it as any other.

        Wrong tries of tests before are forgotten: all tests come from one address, which has ten a minute.
        """
        with self._app.app_context():
            database.write(db, lambda: db.session.execute(delete(Attempt)))
        return give_account(self._app, role, name)

    def cookies(self, account: Account) -> list[dict[str, Any]]:
        """Sign in at the pages; give the cookies as a browser takes them."""
        client = Client(self._url)
        client.sign_in(account)
        given = [{"name": name, "value": value, "url": self._url} for name, value in client.cookies.items()]
        client.close()
        return given


@contextmanager
def people_of(stack: Stack | PlannerElsewhere) -> Iterator[People]:
    """Give the people of `stack`; afterwards their connections are given back."""
    people = People(stack)
    yield people
    people.close()


def make_first(stack: Stack) -> None:
    """Make the first account, as the page of a newcomer does; from now on nobody is one."""
    sent = signing.headers("newcomer", person=uuid7(), token=stack.token)
    body = {"name": "Ada the first", "password": PASSWORD}
    url = f"{stack.url_of(BACKEND.package)}/v1/people/first"
    requests.post(url, json=body, headers=sent, timeout=SECONDS).raise_for_status()


def begin_anew(stack: Stack) -> None:
    """Leave the backend of `stack` as nobody had used it: without gigs and accounts, and sure that there are none."""
    with closing(sqlite3.connect(stack.site.database(BACKEND), timeout=SECONDS)) as tables, tables:
        for table in ("history", "act", "gig", "discard", "session", "invite", "attempt"):
            tables.execute(f"DELETE FROM {table}")  # noqa: S608  # words of this line
        known = tables.execute("DELETE FROM person").rowcount
    if known:
        stack.restart(BACKEND.package)
