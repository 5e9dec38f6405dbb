"""Who is at the page, as the one signed cookie knows it and as the backend confirms it."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast
from uuid import UUID

from flask import Flask, current_app, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from gig_chassis import acting, service_auth
from gig_chassis.acting import Acting, Role
from gig_web import memory
from gig_web.clients.people import Person, SignedIn, read_heard

ACCOUNT, CHECKED, CSRF = "account", "checked", "csrf_token"
CONFIRMS = "X-Person"  # the header in which the backend says whose session it checked
KEPT_SECONDS = 900  # the time of the last check is written this often, not with every page
ROLES: tuple[Role, ...] = ("viewer", "booker", "admin")


@dataclass(frozen=True, slots=True, eq=False)
class Visitor(UserMixin):  # type: ignore[misc]  # flask-login ships no types
    """Somebody signed in; `checked` is when the backend last confirmed it, in seconds since 1970."""

    session: str
    person_id: str
    name: str
    role: Role
    rev: int
    checked: float

    def get_id(self) -> str:
        """Give what the cookie keeps: the session, which the backend can end, and not the person."""
        return self.session


def init_app(app: Flask, service_token: str) -> None:
    """Let Flask-Login find the visitor in the cookie."""
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(_load)
    app.extensions["service_tokens"] = service_auth.tokens(service_token)
    app.jinja_env.globals.update(visitor=current, may=may, plans=plans, sees_money=sees_money, may_enter=may_enter)


def current() -> Visitor | None:
    """Give who is signed in, as far as the cookie says."""
    return cast("Visitor", current_user._get_current_object()) if current_user.is_authenticated else None  # noqa: SLF001  # a proxy compares as itself


def role() -> Role:
    """Give the role of who is here: as the backend says, or before it was asked as the cookie does."""
    if "heard" in g:
        return cast("Role", g.heard["role"])
    visitor = current()
    return visitor.role if visitor else "newcomer" if g.get("newcomer") else "guest"


def may(least: Role) -> bool:
    """Say whether who is here has at least this role; pages show nobody what they may not do."""
    here = role()
    return here in ROLES and ROLES.index(here) >= ROLES.index(least)


def plans() -> bool:
    """Say whether to offer what changes the planner; a newcomer's first change makes their account."""
    return may("booker") or role() == "newcomer"


def sees_money() -> bool:
    """Say whether fees and deals are for who is here, as the services decide it too."""
    return Acting(role=role()).may_see_money


def may_enter() -> bool:
    """Say whether the planner is open to who is here, so that its pages are worth a link."""
    return current() is not None or bool(g.get("newcomer"))


def person_id() -> str:
    """Give the id of who is here; a newcomer has one that the first account takes over."""
    visitor = current()
    return visitor.person_id if visitor else memory.newcomer()


def begin(signed_in: SignedIn) -> None:
    """Keep a session that has begun; what the cookie knew of somebody else is forgotten."""
    csrf, before = session.get(CSRF), session.get(ACCOUNT, {}).get("id", signed_in.person.id)
    if before != signed_in.person.id:
        session.clear()
    session.update({CSRF: csrf} if csrf else {})
    memory.constraints_sent()
    keep(signed_in.person)
    login_user(_visitor(signed_in.token))
    session.permanent = True


def keep(person: Person) -> None:
    """Keep a copy of the account, as the backend has just given it, in the cookie."""
    g.heard = {"id": person.id, "name": person.name, "role": person.role, "rev": person.rev}
    session[ACCOUNT] = dict(g.heard)
    session[CHECKED] = int(time.time())
    memory.take_over(person)


def kept_rev() -> int:
    """Give the revision of the account that the cookie has a copy of."""
    return int(session[ACCOUNT]["rev"])


def end() -> None:
    """Forget who was here; a form that is open in another tab still arrives."""
    csrf = session.get(CSRF)
    logout_user()
    session.clear()
    session.update({CSRF: csrf} if csrf else {})
    for name in ("heard", "acting"):
        g.pop(name, None)


def headers() -> dict[str, str]:
    """Give the headers that tell a service who acts."""
    visitor = current()
    person = memory.known_newcomer() if visitor is None else visitor.person_id
    who = Acting(UUID(person) if person else None, role(), visitor.session if visitor else None)
    if g.get("acting", (None, ""))[0] != who:
        g.acting = who, acting.sign(who, current_app.extensions["service_tokens"])
    return {acting.HEADER: g.acting[1]}


def hear(answered: Mapping[str, str]) -> None:
    """Take note of whose session the backend has checked."""
    if said := answered.get(CONFIRMS):
        g.heard = asdict(read_heard(said, "your gig list"))


def _load(token: str) -> Visitor | None:
    return _visitor(token) if ACCOUNT in session else None


def _visitor(token: str) -> Visitor:
    account = session[ACCOUNT]
    return Visitor(
        token, account["id"], account["name"], account["role"], account["rev"], float(session.get(CHECKED, 0))
    )
