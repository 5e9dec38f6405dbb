"""Each JSON API under whatever schemathesis can think of: no crash, no undocumented answer, nothing unknown taken."""

from collections.abc import Callable

import pytest
from testkit.figures import SCALE
from testkit.fuzzing import Api, Run

from launcher.services import APIS, Service

CASES = 10_000
PARTS = {"booker": (0.8, "coverage"), "viewer": (0.1, "fuzzing"), "admin": (0.1, "fuzzing")}
READS = ("GET ", "HEAD ", "OPTIONS ")
OF_ONES_OWN = {  # what changes nothing of the planner, or only the account of who asks
    *("POST /v1/conflicts", "POST /v1/sessions", "DELETE /v1/sessions/current"),
    *("PATCH /v1/people/me", "PUT /v1/people/me/password"),
    *("POST /v1/invites/look", "POST /v1/invites/accept"),
    *("POST /v1/feeds", "DELETE /v1/feeds/{feed_id}", "POST /v1/feeds/look", "POST /v1/shares/look"),
    *("POST /v1/bands/match", "POST /v1/venues/match", "POST /v1/gigs/used"),
}
OF_NEWCOMERS = {"POST /v1/people/first"}
SELDOM_GOOD = {"PUT /v1/gigs/{gig_id}", "PATCH /v1/gigs/{gig_id}"}  # by so many rules that chance rarely meets all
IMPORTS = [f"/v1/{plural}/imports" for plural in ("bands", "venues", "gigs")]
SELDOM_GOOD |= {"POST /v1/feeds/look", "POST /v1/shares/look", "POST /v1/shares"}  # a secret; a gig with a night
SELDOM_GOOD |= {f"{method} /v1/gigs/{{gig_id}}/challenge" for method in ("POST", "DELETE")}  # a queue at a room of mine
SELDOM_GOOD |= {"POST /v1/gigs/{gig_id}/undo", "POST /v1/gigs/repoint", "PUT /v1/settings"}  # an edit; facts; texts
ACTS = ("answers", "names", "names/again", "commit", "undo")
SELDOM_GOOD |= {f"POST {path}/{{import_id}}/{act}" for path in IMPORTS for act in ACTS}
Served = Callable[[Service], Api]
Figures = Callable[..., None]


@pytest.mark.parametrize("service", APIS, ids=lambda service: service.package)
def test_an_api_answers_as_it_documents_whatever_comes(
    served: Served, share: Callable[..., int], figures: Figures, seed: int, service: Service
) -> None:
    api, cases = served(service), share(CASES)

    runs = {role: fuzz(api, role, cases, seed) for role in PARTS}

    together = sum((run.counted for run in runs.values()), start=Run().counted)
    whole = Run(together)
    figures("input is validated where it arrives", cases=whole.cases, crashes=len(whole.answered(5)))
    assert [run.complaints for run in runs.values() if run.complaints] == []
    assert whole.answered(5) == set()
    assert whole.cases >= cases, "fewer cases than were asked for"
    assert {call for call in runs["viewer"].answered(2) if not call.startswith(READS)} <= OF_ONES_OWN
    wanted = {call for call in whole.tried if SCALE == 1 or _is_list(call)}  # the others are chance in a short run
    assert wanted - whole.answered(2) - OF_NEWCOMERS - SELDOM_GOOD == set(), "no call of these was ever good"


def _is_list(call: str) -> bool:
    return call.startswith("GET ") and "{" not in call


def fuzz(api: Api, role: str, cases: int, seed: int) -> Run:
    """Send this role's part; bookers try every route's borders first."""
    part, phases = PARTS[role]
    return api.fuzz(role, round(cases * part), seed % 100_000, phases)
