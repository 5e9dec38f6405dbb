"""The one cookie: signed, kept from scripts and other sites, and behind TLS bound to this very host."""

from typing import Any

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

NAME = "gig_planner"
BOUND_NAME = f"__Host-{NAME}"  # browsers take it only over TLS, for all paths and without a domain (RFC 6265bis)
MAX_BYTES = 4093  # of name, value and attributes; browsers silently drop a larger one
ATTRIBUTES_BYTES = 120  # Expires, HttpOnly, Path, SameSite, Secure
GIVES_WAY = ("last", "constraints")  # a convenience each; the first to go is the first here


class _TimestampSigner(TimestampSigner):
    """Takes what was signed by a clock ahead of this one: another replica's, or this one's before it was set back."""

    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002  # as itsdangerous has it
        value, signed_at = super().unsign(signed_value, return_timestamp=True)
        if max_age is not None and self.get_timestamp() - signed_at.timestamp() > max_age:
            raise SignatureExpired("too old", payload=value, date_signed=signed_at)
        return (value, signed_at) if return_timestamp else value


class CarefulCookie(SecureCookieSessionInterface):
    """Flask's signed session; name and `Secure` follow the request, as one app may answer with TLS and without."""

    def get_cookie_name(self, app: Flask) -> str:
        """Give the name for the scheme of the request under way."""
        del app
        return BOUND_NAME if request.is_secure else NAME

    def get_cookie_secure(self, app: Flask) -> bool:
        """Ask for TLS where there is TLS."""
        del app
        return request.is_secure

    def get_cookie_httponly(self, app: Flask) -> bool:
        """Keep it from scripts, always."""
        del app
        return True

    def get_cookie_samesite(self, app: Flask) -> str:
        """Keep it from forms of other sites, always."""
        del app
        return "Lax"

    def get_cookie_path(self, app: Flask) -> str:
        """Send it to all pages, as its name promises."""
        del app
        return "/"

    def get_cookie_domain(self, app: Flask) -> None:
        """Send it to no other host."""
        del app

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Let no clock that is behind another send people to the sign-in page: the backend knows who is signed in."""
        serializer = super().get_signing_serializer(app)
        if serializer:
            serializer.signer = _TimestampSigner
        return serializer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie; what is only convenient is left out when it would grow too large."""
        if self.should_set_cookie(app, session):
            self._shrink(app, session)
        super().save_session(app, session, response)

    def _shrink(self, app: Flask, session: SessionMixin) -> None:
        for name in GIVES_WAY:
            while session.get(name) and self._size(app, session) > MAX_BYTES:
                session[name] = session[name][:-1] if isinstance(session[name], list) else ""

    def _size(self, app: Flask, session: SessionMixin) -> int:
        serializer = self.get_signing_serializer(app)
        assert serializer, "security.init_app asks for a key"  # noqa: S101  # a slip in this program, not in use
        return len(BOUND_NAME) + len(serializer.dumps(dict(session))) + ATTRIBUTES_BYTES
