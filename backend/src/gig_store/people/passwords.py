"""Passwords: their form, which are refused, and argon2id hashes, at most two computed at a time."""

import secrets
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError
from marshmallow import ValidationError, fields

from gig_chassis.folding import fold
from gig_chassis.problems import Problem
from gig_store import limits

MEMORY_KIB, ROUNDS, LANES = 19_456, 2, 1  # 19 MiB: the least OWASP asks for; two at a time fit a small machine
AT_ONCE = 2
WAIT_SECONDS = 5.0
OWN_NAMES = {"gigplanner"}
COMMON = Path(__file__).with_name("common_passwords.list")

_LEAST, _MOST = limits.PASSWORD
_SALT_BYTES, _HASH_BYTES = 16, 32
_turns = BoundedSemaphore(AT_ONCE)


class Password(fields.String):
    """A password in the form RFC 8265 gives it (OpaqueString): NFC, every space a plain one, no control characters."""

    def __init__(self) -> None:
        super().__init__(required=True, load_only=True, metadata={"format": "password", "maxLength": _MOST})

    def _deserialize(self, value: object, attr: str | None, data: object, **options: object) -> str:
        text = super()._deserialize(value, attr, data, **options)
        if len(text) > _MOST or len(prepared := prepare(text)) > _MOST:
            raise ValidationError(f"Must have at most {_MOST} characters.")
        if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in prepared):
            raise ValidationError("Must not hold control characters.")
        return prepared


def prepare(text: str) -> str:
    """Bring a password into one spelling, whatever keyboard typed it; nothing is trimmed and no case is changed."""
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    return unicodedata.normalize("NFC", spaced)


def weakness(password: str, name: str) -> str | None:
    """Say why this cannot be the password of `name`; None when it can."""
    if len(password) < _LEAST:
        return f"Must have at least {_LEAST} characters."
    squeezed = fold(password).replace(" ", "")
    if squeezed in OWN_NAMES | {fold(name).replace(" ", "")}:
        return "Must be something else than a name."
    if _is_common(password.lower()):
        return "This is one of the passwords tried first. Choose another one."
    return None


def digest(password: str) -> str:
    """Give the argon2id hash to keep, with its own salt; raises Problem 503 when too many wait for theirs."""
    with _turn():
        return _hasher().hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Say whether the password belongs to the hash; without one the same work is done for nothing."""
    with _turn():
        try:
            return _hasher().verify(kept or _nobodys(), password) and kept is not None
        except VerifyMismatchError:
            return False


def _is_common(password: str) -> bool:
    """Search the list, which is not kept in memory: passwords are set rarely."""
    return f"\n{password}\n".encode() in b"\n" + COMMON.read_bytes()


def _hasher() -> PasswordHasher:
    return PasswordHasher(ROUNDS, MEMORY_KIB, LANES, hash_len=_HASH_BYTES, salt_len=_SALT_BYTES, type=Type.ID)


def _nobodys() -> str:
    """Make a hash that no password has and that takes as long to check as any other."""
    salt, made_up = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (_SALT_BYTES, _HASH_BYTES))
    return f"$argon2id$v=19$m={MEMORY_KIB},t={ROUNDS},p={LANES}${salt}${made_up}"


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise Problem(503, "Many people are signing in at once. Try again in a moment.", headers={"Retry-After": "2"})
    try:
        yield
    finally:
        _turns.release()
