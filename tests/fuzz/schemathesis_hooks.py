"""What schemathesis loads to speak to our APIs: signs who acts anew with each call, aims, counts, checks.

FUZZ_WORLD names a JSON file: who acts, spare sessions for calls that end one, secrets of invites, the file to count in.
"""

import atexit
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any
from unicodedata import normalize
from uuid import UUID

import schemathesis
import value_formats
from aiming import Aim
from schemathesis import AuthContext, Case, CheckContext, HookContext, Response, SerializationContext
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import AcceptedNegativeData

from gig_chassis import acting
from gig_chassis.acting import Acting

WORLD: dict[str, Any] = json.loads(Path(os.environ["FUZZ_WORLD"]).read_text(encoding="utf-8"))
ENDS_SESSIONS = {"DELETE /v1/sessions/current", "PUT /v1/people/me/password"}
JSON, CSV = "application/json", "text/csv"
GATES = {401, 403, 405, 413, 415, 503}  # what may be said before a body is looked at

aim = Aim(WORLD)
counted: Counter[str] = Counter()
value_formats.register()


@schemathesis.auth(refresh_interval=None)  # a signed header lives for a minute
class Signed:
    """Sends the service token and the acting person."""

    def get(self, case: Case, _context: AuthContext) -> dict[str, str]:
        ends = case.operation.label in ENDS_SESSIONS and WORLD["spare"]
        who = WORLD["spare"].pop() if ends else WORLD["who"]
        signed = acting.sign(Acting(UUID(who["person"]), who["role"], who["session"]), (WORLD["token"],))
        return {"Authorization": f"Bearer {WORLD['token']}", acting.HEADER: signed}

    def set(self, case: Case, headers: dict[str, str], _context: AuthContext) -> None:
        case.headers = {**(case.headers or {}), **headers}


@schemathesis.serializer(CSV)
def serialize_csv(_context: SerializationContext, value: object) -> bytes:
    """Send what was drawn as it is."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@schemathesis.hook
def before_call(_context: HookContext, case: Case, _options: dict[str, Any]) -> None:
    aim.at(case)


@schemathesis.hook
def after_call(_context: HookContext, case: Case, response: Response) -> None:
    counted[f"{response.request.method} {case.path} {response.status_code}"] += 1
    aim.learn(case, response)


@schemathesis.check
def unknown_members_are_refused(_context: CheckContext, response: Response, case: Case) -> None:
    """Refuse a body with a member that the document does not know."""
    is_json = isinstance(case.body, dict) and case.media_type == JSON
    if response.status_code in GATES or not is_json or _leads_nowhere(case, response):
        return
    unknown = set(case.body) - _members(case)
    assert not unknown or response.status_code == 422, f"{sorted(unknown)} were taken"


@schemathesis.hook
def filter_failure(_context: HookContext, failure: Failure, case: Case, _response: Response) -> bool:
    """Let pass what is only too long before it is brought into the form that is kept, and any text sent as a list."""
    is_kept = _kept([case.body, case.query]) == [case.body, case.query]
    return not isinstance(failure, AcceptedNegativeData) or (is_kept and not _is_list(case))


def _is_list(case: Case) -> bool:
    """Say whether the body is wrong only in that it is no text, as which it was sent."""
    return case.media_type == CSV and case.meta is not None and case.meta.is_negative_at(ParameterLocation.BODY)


def _kept(value: object) -> object:
    if isinstance(value, dict):
        return {key: _kept(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_kept(each) for each in value]
    return normalize("NFC", value.replace("\r\n", "\n")).strip() if isinstance(value, str) else value


def _leads_nowhere(case: Case, response: Response) -> bool:
    """Say whether the address was wrong on purpose: no body is read there."""
    return response.status_code == 404 and case.meta is not None and case.meta.is_negative_at(ParameterLocation.PATH)


def _members(case: Case) -> set[str]:
    document = case.operation.schema.raw_schema
    described = document["paths"][case.path][case.operation.method]["requestBody"]["content"][JSON]
    return set(document["components"]["schemas"][described["schema"]["$ref"].rpartition("/")[2]]["properties"])


@atexit.register
def _save() -> None:
    Path(WORLD["tally"]).write_text(json.dumps(counted), encoding="utf-8")
