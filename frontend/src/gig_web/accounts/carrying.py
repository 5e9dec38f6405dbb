"""A form that cannot be taken now goes along with the page shown instead, so that nothing typed is lost."""

from flask import request

from gig_web.accounts import signing_in

NOT_CARRIED = {"csrf_token", *signing_in.FIELDS}
PASSWORDS = {"password", "current", "new"}  # a page never gives these back, so such a form is typed anew


def has_password() -> bool:
    """Say whether the form under way holds a password of its own."""
    return bool(PASSWORDS & set(request.form))


def carried() -> list[tuple[str, str]]:
    """Give the fields to send again, repeated ones as often as they came; none of a form that holds a password."""
    if has_password():
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]


def address() -> str:
    """Give the address of the request under way with its query."""
    return request.full_path.rstrip("?")
