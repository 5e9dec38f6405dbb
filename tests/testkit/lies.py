"""Answers no honest service gives: any status, header and body, and right answers with something wrong in them."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from testkit.oracles import Said

MARK = "<lie onlie=1>"  # what must never become a part of a page
MARKUP = (MARK, f'">{MARK}', f"'>{MARK}", f"</script>{MARK}", f"--></style>{MARK}", "javascript:lie()", "{{ 7*7 }}")
JSON_TYPE = ("Content-Type", "application/json")
BOMB = gzip.compress(b'{"items": [' + b" " * 60_000_000 + b"]}", 9)
DEEP = b'{"items": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
HUGE = b'{"items": [' + b"9" * 5_000 + b"]}"

TEXTS = [
    *MARKUP,
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e",
    "x" * 5_000,
    "9999-99-99",
    "2027-02-30",
    "25:61",
    "NaN",
    "-1",
    "1e999",
]
TEXTS += ["2027-03-12", "0000-00-00", "2027-W10-5", "2027-03-12T20:15:00Z", "GB", "zz", "confirmed", "offered", "block"]
OTHERS: list[Any] = [
    None,
    True,
    -1,
    0,
    7.5,
    2**31,
    2**63,
    10**400,
    float("nan"),
    float("inf"),
    [],
    {},
    [{}],
    [None],
    ["x"],
]
OTHERS += [{"at_least": "x"}, {"genre": "x"}, {"genre": 10**400}, ["2027-03-12"], ["9999-01-01/0001-01-01"]]
ODD_VALUES = [*TEXTS, *OTHERS]
ODD_TEXTS, ODD = st.sampled_from(TEXTS), st.sampled_from(ODD_VALUES)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([2**31, 2**63, -(2**63), 10**400, 0, -1]),
    st.floats(),
    ODD_TEXTS,
    st.text(max_size=20),
)
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | ODD_TEXTS, inner, max_size=4),
)
NAMES = st.sampled_from(
    ["X-Person", "Location", "Set-Cookie", "Retry-After", "ETag", "Content-Encoding", "Content-Type", "Link", "X-Odd"]
)
VALUES = st.one_of(
    st.sampled_from(
        ["", "gzip", "br", "text/html", "application/json", "-1", "1e99", "http://evil.test/", MARK, "{}", "[]"]
    ),
    st.sampled_from(
        ['{"id": "x", "name": "y", "role": "admin", "rev": 1}', '{"role": 7}', "null", "{", '"', "9" * 5000]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
)
HEADERS = st.lists(st.tuples(NAMES, VALUES), max_size=3)
STATUSES = st.sampled_from(
    [200, 200, 200, 201, 204, 206, 301, 304, 400, 401, 403, 404, 409, 410, 412, 418, 422, 428]
) | (st.sampled_from([429, 451, 499, 500, 502, 503, 504, 599, 600, 999]))
BODIES = st.one_of(
    ANY_JSON.map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=200),
    st.sampled_from(
        [b"", b"<html>", DEEP, HUGE, b"\xff\xfe", b"NaN", b'{"items": [', b'{"code": "signed_out"}', MARK.encode()]
    ),
)

Change = Callable[[str, Said], Said]
Path = list[str | int]


@st.composite
def raw(draw: st.DrawFn) -> Change:
    """Make an answer of nothing but chance."""
    status, body = draw(STATUSES), draw(BODIES)
    headers = [
        draw(st.sampled_from([JSON_TYPE, ("Content-Type", "text/html"), ("Content-Type", MARK)])),
        *draw(HEADERS),
    ]
    length = draw(st.none() | st.sampled_from([0, 1, len(body) + 10, 10**12]))
    said = Said(status, headers, body, length, draw(st.sampled_from([1.0, 1.0, 0.5])))
    return lambda _asked, _true: said


BOMBS = st.sampled_from([200, 409]).map(
    lambda status: lambda _asked, _true: Said(status, [JSON_TYPE, ("Content-Encoding", "gzip")], BOMB)
)


@st.composite
def nearly_right(draw: st.DrawFn) -> Change:
    """Change one to three places of what is true; sometimes it is cut, or comes with another status or headers."""
    changes = draw(st.lists(st.tuples(st.integers(0, 10_000), OPERATIONS, ODD | ANY_JSON), min_size=1, max_size=3))
    status, more = draw(st.none() | STATUSES), draw(HEADERS)
    cut = draw(st.sampled_from([1.0] * 6 + [0.9]))

    def change(_asked: str, true: Said) -> Said:
        body = true.body
        if "json" in dict(true.headers).get("Content-Type", "") and body:
            value = json.loads(body)
            for place, operation, other in changes:
                value = _changed(value, place, operation, other)
            body = json.dumps(value).encode()
        return replace(true, status=status or true.status, headers=[*true.headers, *more], body=body, cut=cut)

    return change


OPERATIONS = st.sampled_from(
    ["replace", "replace", "replace", "drop", "wrap", "twice", "mark", "null", "stringify", "add"]
)
MEMBERS = st.sampled_from(["detail", "code", "errors", "conflicts", "alternative", "level", "rev", "title", "status"])
ROWS = st.fixed_dictionaries({}, optional={"pointer": ODD, "detail": ODD, "level": ODD, "gig_day": ODD, "text": ODD})
REFUSALS = st.sampled_from([400, 401, 403, 404, 409, 410, 412, 413, 422, 428, 429])
PROBLEMS = st.dictionaries(MEMBERS, ODD | ROWS | st.lists(ROWS, max_size=2), min_size=1)
REFUSED = st.tuples(REFUSALS, PROBLEMS).map(
    lambda made: lambda _asked, _true: Said(made[0], [JSON_TYPE], json.dumps(made[1]).encode())
)
LIES: st.SearchStrategy[Change] = st.one_of(nearly_right(), nearly_right(), nearly_right(), raw(), REFUSED, BOMBS)


def _changed(value: Any, place: int, operation: str, other: Any) -> Any:  # noqa: ANN401  # any JSON
    """Change the value at one of its places, counted from the whole downwards."""
    places = _places(value)
    path = places[place % len(places)]
    if not path:
        return _other(value, operation, other)
    holder = value
    for step in path[:-1]:
        holder = holder[step]
    last = path[-1]
    if operation == "drop":
        del holder[last]
    else:
        holder[last] = _other(holder[last], operation, other)
    return value


def _other(value: Any, operation: str, other: Any) -> Any:  # noqa: ANN401  # any JSON
    made = {
        "replace": other,
        "drop": None,
        "wrap": [value],
        "twice": [value, value],
        "mark": MARKUP[len(str(other)) % len(MARKUP)],
        "null": None,
        "stringify": str(value),
        "add": {**value, "more": other} if isinstance(value, dict) else other,
    }
    return made[operation]


def _places(value: Any) -> list[Path]:  # noqa: ANN401  # any JSON
    """Give the way to each part of the value, itself first."""
    steps: list[str | int] = []
    if isinstance(value, dict):
        steps = list(value)
    elif isinstance(value, list):
        steps = list(range(len(value)))
    return [[], *([step, *path] for step in steps for path in _places(value[step]))]


def members_of(said: Said) -> set[str]:
    """Give the names of all members, however deep, of an answer in JSON."""
    if said.body[:1] not in {b"{", b"["}:
        return set()
    return {step for path in _places(json.loads(said.body)) for step in path if isinstance(step, str)}


def holding(member: str, odd: Any) -> Change:  # noqa: ANN401  # any JSON
    """Tell the truth, but for one member wherever it stands."""

    def put(value: Any) -> Any:  # noqa: ANN401  # any JSON
        if isinstance(value, dict):
            return {name: odd if name == member else put(each) for name, each in value.items()}
        return [put(each) for each in value] if isinstance(value, list) else value

    def change(_asked: str, true: Said) -> Said:
        if true.body[:1] not in {b"{", b"["}:
            return true
        return replace(true, body=json.dumps(put(json.loads(true.body))).encode())

    return change
