"""The backend's accounts as the front end sees them: who is here, who may come in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from gig_web.clients import records
from gig_web.clients.catalogue import Page
from gig_web.clients.history import By
from gig_web.clients.kinds import CURRENCY, Id, Instant, Whole
from gig_web.upstream import Query, Refused, Upstream, UpstreamError

ROLES = {"viewer", "booker", "admin"}
THEMES = {"auto", "light", "dark"}


def _check_role(word: str) -> None:
    if word not in ROLES:
        raise ValueError("no role")


def _check_theme(word: str) -> None:
    if word not in THEMES:
        raise ValueError("no theme")


Role = Annotated[str, _check_role]
Theme = Annotated[str, _check_theme]


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose session the backend has checked, as it says with each answer."""

    id: Id
    name: str
    role: Role
    rev: Whole


@dataclass(frozen=True, slots=True)
class Person:
    """An account; `constraints` is the remembered query string of Suggest."""

    id: Id
    name: str
    role: Role
    disabled: bool
    time_zone: str | None
    theme: Theme
    keys: bool
    constraints: str
    created_at: Instant
    rev: Whole


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has begun: its token is said once."""

    token: str
    person: Person


@dataclass(frozen=True, slots=True)
class Planner:
    """What holds for the whole planner."""

    leave_starter_out: bool
    currency: str = CURRENCY  # unsaid by a backend of the version before


@dataclass(frozen=True, slots=True)
class Present:
    """Who is here: a person, or a newcomer while there is no account at all; and how the planner is set."""

    person: Person | None
    newcomer: bool
    planner: Planner | None = None


@dataclass(frozen=True, slots=True)
class Invite:
    """A way in for somebody; `secret` is there only when it has just been made."""

    id: Id
    role: Role
    note: str | None
    invited_by: By | None
    created_at: Instant
    expires_at: Instant
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invite as its guest sees it."""

    role: Role
    invited_by: By | None


class People:
    """The client of the backend's accounts."""

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        self.name = upstream.name

    def present(self) -> Present:
        """Say who is here; raises SignedOut for nobody."""
        try:
            return records.read(Present, self.upstream.get("/v1/sessions/current").body, self.name)
        except Refused as error:  # it is open to all: whoever refuses it has lost their way
            raise UpstreamError(self.name, f"does not say who is here: {error.status}") from error

    def sign_in(self, name: str, password: str, client: str) -> SignedIn:
        """Begin a session; Refused 422 (code wrong_sign_in) or 429."""
        return self._begin("POST", "/v1/sessions", {"name": name, "password": password, "client": client})

    def sign_out(self) -> None:
        """End all sessions of the person."""
        self.upstream.send("DELETE", "/v1/sessions/current")

    def make_first(self, body: Mapping[str, object]) -> SignedIn:
        """Make the first account; Refused 409 when there is one, 422 for a name or password it cannot have."""
        return self._begin("POST", "/v1/people/first", body)

    def me(self) -> Person:
        """Give one's own account."""
        return self._person(self.upstream.get("/v1/people/me").body)

    def change_me(self, body: Mapping[str, object], rev: int) -> Person:
        """Change one's own name or preferences; Refused 412 or 422."""
        return self._person(self.upstream.send("PATCH", "/v1/people/me", body, rev=rev).body)

    def change_password(self, current: str, new: str) -> SignedIn:
        """Change one's own password and end all other sessions; Refused 422 or 429."""
        return self._begin("PUT", "/v1/people/me/password", {"current": current, "new": new})

    def page(self, params: Query) -> Page[Person]:
        """One page of all accounts."""
        return Page(*records.read_page(Person, self.upstream.get("/v1/people", params).body, self.name))

    def change(self, person_id: str, body: Mapping[str, object], rev: int) -> Person:
        """Change somebody's role, or disable them; Refused 409 for the last admin, 412."""
        return self._person(self.upstream.send("PATCH", f"/v1/people/{person_id}", body, rev=rev).body)

    def invites(self) -> list[Invite]:
        """Give the invites that are open, newest first; there are not so many that they need pages."""
        return records.read_page(Invite, self.upstream.get("/v1/invites", {"limit": 100}).body, self.name)[0]

    def invite(self, role: str, note: str | None) -> Invite:
        """Make a one-time way in."""
        body = {"role": role, "note": note}
        return records.read(Invite, self.upstream.send("POST", "/v1/invites", body).body, self.name)

    def revoke(self, invite_id: str) -> None:
        """Close a way in; one that is closed already stays so."""
        self.upstream.send("DELETE", f"/v1/invites/{invite_id}")

    def look(self, secret: str) -> Invitation:
        """Look at an invite; Refused 404 when it was used, revoked or is too old."""
        body = self.upstream.send("POST", "/v1/invites/look", {"secret": secret}).body
        return records.read(Invitation, body, self.name)

    def accept(self, body: Mapping[str, object]) -> SignedIn:
        """Come in by an invite; Refused 404, or 422 for a name or password it cannot have."""
        return self._begin("POST", "/v1/invites/accept", body)

    def _begin(self, method: str, path: str, body: Mapping[str, object]) -> SignedIn:
        return records.read(SignedIn, self.upstream.send(method, path, body).body, self.name)

    def _person(self, body: object) -> Person:
        if body is None:
            raise UpstreamError(self.name, "answered without a body")
        return records.read(Person, body, self.name)


def read_heard(said: str, service: str) -> Heard:
    """Read the header that says whose session was checked; raises UpstreamError for what nobody can be."""
    try:
        body = json.loads(said)
    except (ValueError, RecursionError) as error:
        raise UpstreamError(service, "does not say who is here") from error
    return records.read(Heard, body, service)
