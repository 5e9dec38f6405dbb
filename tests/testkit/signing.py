"""The headers one service sends another: its token, and who acts."""

from uuid import UUID

from gig_chassis import acting, service_auth
from gig_chassis.acting import Acting, Role

TOKEN = "t" * 40


def headers(
    role: Role = "booker", *, person: UUID | None = None, session: str | None = None, token: str = TOKEN
) -> dict[str, str]:
    """Act as somebody with `role`; at the backend it is the session that counts."""
    tokens = service_auth.tokens(token)
    signed = acting.sign(Acting(person, role, session), tokens)
    return {"Authorization": f"Bearer {tokens[0]}", acting.HEADER: signed}
