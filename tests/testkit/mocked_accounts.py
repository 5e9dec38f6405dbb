"""The accounts of a mocked backend: people, sessions and invites as `/v1/sessions`, `/v1/people`, `/v1/invites` say."""

import hashlib
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests
import requests_mock
from itsdangerous import URLSafeTimedSerializer
from testkit.signing import TOKEN

from gig_chassis import acting

Body = dict[str, Any]
Answer = tuple[int, Body | None]
Sent = Any  # the request and the answer as requests-mock hands them to a callback

URL = "http://gigs.test"
PASSWORD = "a quiet walk to the harbour"
SIGNED_OUT = 401, {"detail": "Sign in first.", "code": "signed_out"}
WRONG = 422, {"detail": "Name and password do not belong together. Check both.", "code": "wrong_sign_in"}
GONE = 404, {"detail": "This invite was used, taken back, or is over a week old. Ask for a new one."}
STALE = 412, {"detail": "Somebody changed this since you read it."}


def invalid(pointer: str, detail: str) -> Answer:
    """Refuse one field."""
    return 422, {"detail": "Some of this cannot be.", "errors": [{"pointer": pointer, "detail": detail}]}


@dataclass(slots=True)
class Accounts:
    """The mocked accounts; while `is_silent` nothing of the backend answers, and `refuses` answers the next call."""

    mock: requests_mock.Mocker
    people: dict[str, Body] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    invites: dict[str, Body] = field(default_factory=dict)
    is_silent: bool = False
    refuses: Answer | None = None

    def __post_init__(self) -> None:
        self.listen()

    def listen(self) -> None:
        """Answer all that is asked of accounts, whatever a test had answered for some of it."""
        self.mock.register_uri(requests_mock.ANY, re.compile(f"{URL}/v1/(sessions|people|invites)"), json=self._answer)

    def add(self, name: str = "Sam", role: str = "booker", **more: object) -> Body:
        """Make an account."""
        person = {"id": str(uuid.uuid4()), "name": name, "role": role, "disabled": False, "time_zone": None}
        person |= {"theme": "auto", "keys": True, "constraints": "", "created_at": "2026-01-01T12:00:00Z", "rev": 1}
        self.people[person["id"]] = person | {"password": PASSWORD} | more
        return self.people[person["id"]]

    def invite(self, role: str = "booker", note: str | None = None) -> str:
        """Make an invite; give its secret."""
        secret = uuid.uuid4().hex
        by = next(({"id": each["id"], "name": each["name"]} for each in self.people.values()), None)
        about = {"id": str(uuid.uuid4()), "role": role, "note": note, "invited_by": by}
        self.invites[secret] = about | {"created_at": "2026-11-01T12:00:00Z", "expires_at": "2026-11-08T12:00:00Z"}
        return secret

    def change(self, person: Body, **changes: object) -> None:
        """Change somebody from elsewhere."""
        person.update(changes, rev=person["rev"] + 1)

    def end(self, person: Body) -> None:
        """End all sessions of somebody."""
        self.sessions = {token: owner for token, owner in self.sessions.items() if owner != person["id"]}

    def asked(self, method: str = "", path: str = "") -> list[Any]:
        """Give what the backend was asked."""
        return [
            each
            for each in self.mock.request_history
            if each.method.startswith(method) and each.hostname == "gigs.test" and each.path.endswith(path)
        ]

    def _answer(self, request: Sent, context: Sent) -> Body | None:
        if self.is_silent:
            raise requests.ConnectionError("nobody answers")
        who, _, session = _acting(request)
        owner = self.people.get(self.sessions.get(session, ""))
        given, self.refuses = self.refuses, None
        context.status_code, body = given or self._route(request, owner, who)
        if owner and owner["id"] in self.sessions.values():
            said = {name: owner[name] for name in ("id", "name", "role", "rev")}
            context.headers["X-Person"] = json.dumps(said)
        if context.status_code == 429:
            context.headers["Retry-After"] = "17"
        return body

    def _route(self, request: Sent, owner: Body | None, who: str | None) -> Answer:
        path, sent = request.path.removeprefix("/v1"), request.json() if request.text else {}
        if (request.method, path) == ("GET", "/sessions/current"):
            newcomer = 200, {"person": None, "newcomer": True}
            return (
                (200, {"person": _public(owner), "newcomer": False})
                if owner
                else (SIGNED_OUT if self.people else newcomer)
            )
        if (request.method, path) in self._doors():
            return self._doors()[request.method, path](sent, who)
        if owner is None:
            return SIGNED_OUT
        rev = int(request.headers["If-Match"].strip('"')) if "If-Match" in request.headers else None
        if path.startswith("/people/me") or path == "/sessions/current":
            return self._own(request.method, path, owner, sent, rev)
        if owner["role"] != "admin":
            return 403, {"detail": "This needs the role admin; ask an admin for it.", "code": "role"}
        return self._others(request.method, path, sent, rev)

    def _doors(self) -> dict[tuple[str, str], Callable[[Body, str | None], Answer]]:
        """Give the routes that need no account."""
        return {
            ("POST", "/sessions"): self._sign_in,
            ("POST", "/people/first"): self._first,
            ("POST", "/invites/look"): self._look,
            ("POST", "/invites/accept"): self._accept,
        }

    def _own(self, method: str, path: str, owner: Body, sent: Body, rev: int | None) -> Answer:
        if method == "DELETE":
            self.end(owner)
            return 204, None
        if path.endswith("/password"):
            if sent["current"] != owner["password"]:
                return invalid("/current", "This is not your password now.")
            if len(sent["new"]) < 8:
                return invalid("/new", "Must have at least 8 characters.")
            self.end(owner)
            owner["password"] = sent["new"]
            return 200, self._begin(owner)
        return self._patch(owner, sent, rev) if method == "PATCH" else (200, _public(owner))

    def _others(self, method: str, path: str, sent: Body, rev: int | None) -> Answer:
        if method == "PATCH":
            person = self.people[path.removeprefix("/people/")]
            is_last = sum(each["role"] == "admin" and not each["disabled"] for each in self.people.values()) < 2
            if person["role"] == "admin" and is_last and rev == person["rev"]:
                return 409, {"detail": "This is the last admin who can sign in. Make somebody else an admin first."}
            return self._patch(person, sent, rev)
        if method == "DELETE":
            self.invites = {s: each for s, each in self.invites.items() if each["id"] != path.removeprefix("/invites/")}
            return 204, None
        if method == "POST":
            secret = self.invite(sent["role"], sent["note"])
            return 201, {**self.invites[secret], "secret": secret}
        listed = self.invites.values() if path == "/invites" else map(_public, self.people.values())
        return 200, {"items": list(listed), "next": None}

    def _patch(self, person: Body, sent: Body, rev: int | None) -> Answer:
        if rev != person["rev"]:
            return STALE
        if sent.get("name") in {each["name"] for each in self.people.values()}:
            return invalid("/name", "Somebody here has this name already. Choose another one.")
        self.change(person, **sent)
        return 200, _public(person)

    def _begin(self, person: Body) -> Body:
        token = f"token-{uuid.uuid4().hex}"
        self.sessions[token] = person["id"]
        return {"token": token, "person": _public(person)}

    def _sign_in(self, sent: Body, _who: str | None) -> Answer:
        found = next((each for each in self.people.values() if each["name"] == sent["name"]), None)
        if found is None or found["disabled"] or found["password"] != sent["password"]:
            return WRONG
        return 201, self._begin(found)

    def _first(self, sent: Body, who: str | None) -> Answer:
        if self.people:
            return 409, {"detail": "There is an account already. Sign in, or ask an admin for an invite."}
        if len(sent["password"]) < 8:
            return invalid("/password", "Must have at least 8 characters.")
        made = self.add(role="admin", **{name: value for name, value in sent.items() if value is not None})
        del self.people[made["id"]]
        self.people[who or made["id"]] = made | {"id": who or made["id"]}
        return 201, self._begin(self.people[who or made["id"]])

    def _look(self, sent: Body, _who: str | None) -> Answer:
        found = self.invites.get(sent["secret"])
        return (200, {"role": found["role"], "invited_by": found["invited_by"]}) if found else GONE

    def _accept(self, sent: Body, _who: str | None) -> Answer:
        found = self.invites.get(sent["secret"])
        if found is None:
            return GONE
        if sent["name"] in {each["name"] for each in self.people.values()}:
            return invalid("/name", "Somebody here has this name already. Choose another one.")
        del self.invites[sent["secret"]]
        return 201, self._begin(self.add(sent["name"], found["role"], password=sent["password"]))


def _public(person: Body) -> Body:
    return {name: value for name, value in person.items() if name != "password"}


def _acting(request: Sent) -> tuple[str | None, str, str]:
    signed = URLSafeTimedSerializer(TOKEN, salt=acting.HEADER, signer_kwargs={"digest_method": hashlib.sha256})
    person, role, session = signed.loads(request.headers[acting.HEADER])
    return person, role, session or ""
