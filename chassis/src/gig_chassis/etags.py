"""Optimistic locking over HTTP (RFC 9110, 13.1.1): the ETag is the quoted revision, changes need `If-Match`."""

import re

from flask import Response, request

from gig_chassis.problems import Problem

REVISION = re.compile(r'"([0-9]{1,17})"')  # well inside a 64-bit integer


def tag(response: Response, rev: int) -> Response:
    """Give `response` the ETag of `rev`; answers 304 where the request's `If-None-Match` has it."""
    response.set_etag(str(rev))
    if request.method in {"GET", "HEAD"}:
        response.make_conditional(request)
    return response


def expected_rev() -> int | None:
    """Give the revision of `If-Match`, None without one; raises Problem 400 when it is no revision of ours."""
    if "If-Match" not in request.headers:
        return None
    found = REVISION.fullmatch(request.headers["If-Match"].strip())
    if found is None:
        raise Problem(400, 'If-Match must hold one revision as it was sent in ETag, such as "3".')
    return int(found[1])


def require_rev() -> int:
    """Give the revision of `If-Match`; raises Problem 428 without one."""
    rev = expected_rev()
    if rev is None:
        raise Problem(428, "Read it first, then send its ETag as If-Match with your change.")
    return rev


def check(current: int, expected: int) -> None:
    """Raise Problem 412 when somebody changed it since it was read."""
    if current != expected:
        raise Problem(
            412, "Somebody changed this since you read it. Read it again and repeat your change.", rev=current
        )
