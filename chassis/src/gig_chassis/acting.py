"""Who acts: person, role and session, signed by the service that asks and good for a minute (`X-Acting`)."""

import hashlib
import time
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args
from uuid import UUID

from flask import g, has_request_context, request
from itsdangerous import BadData, URLSafeTimedSerializer

from gig_chassis.problems import Problem

HEADER = "X-Acting"
LIFE_SECONDS = 60  # either way: the clocks of two machines differ
MAX_LENGTH = 1024

Role = Literal["guest", "newcomer", "viewer", "booker", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Acting:
    """The person behind a request; `session` is what the backend checks. A newcomer acts while there is no account."""

    person: UUID | None = None
    role: Role = "guest"
    session: str | None = None

    @property
    def may_see_money(self) -> bool:
        """Say whether fees and deals are for their eyes."""
        return self.role not in {"guest", "viewer"}


def sign(acting: Acting, tokens: tuple[str, ...]) -> str:
    """Give the header for `acting`, signed with the first of the service tokens."""
    person = str(acting.person) if acting.person else None
    return str(_serializer(tokens).dumps([person, acting.role, acting.session]))


def read(tokens: tuple[str, ...]) -> Acting:
    """Read the header of the request under way; raises Problem 401."""
    text = request.headers.get(HEADER, "")
    try:
        if len(text) > MAX_LENGTH:
            raise BadData("too long")
        content, signed_at = _serializer(tokens).loads(text, return_timestamp=True)
    except BadData as error:
        raise Problem(401, f"Send the acting person as {HEADER}, signed with the service token.") from error
    if abs(time.time() - signed_at.timestamp()) > LIFE_SECONDS:
        raise Problem(401, f"{HEADER} was signed too long ago, or the clocks differ: sign it anew.")
    return _parse(content)


def current() -> Acting:
    """Give who acts in the request under way; nobody where it came without an account."""
    return cast("Acting", g.get("acting", Acting()))


def may_see_money() -> bool:
    """Say whether what is under way may show fees and deals: to those who plan, and to programs."""
    return not has_request_context() or current().may_see_money


def _parse(content: Any) -> Acting:  # noqa: ANN401  # JSON that was signed
    person, role, session = content
    return Acting(UUID(person) if person else None, role, session)


@cache
def _serializer(tokens: tuple[str, ...]) -> URLSafeTimedSerializer:
    newest_last = list(reversed(tokens))
    return URLSafeTimedSerializer(newest_last, salt=HEADER, signer_kwargs={"digest_method": hashlib.sha256})
