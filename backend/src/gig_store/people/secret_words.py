"""What only its holder knows (session tokens, the secrets of invites): made at random, kept as a hash."""

import hashlib
import secrets

BYTES = 32


def make() -> str:
    """Make one; it cannot be guessed, so a fast hash of it is as good as a slow one."""
    return secrets.token_urlsafe(BYTES)


def hashed(secret: str) -> bytes:
    """Give what is kept of it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
