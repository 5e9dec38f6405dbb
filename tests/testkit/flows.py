"""What people do with the pages, one visit after the other; whatever a page calls saved goes into the ledger."""

import json
import re
from collections.abc import Callable, Mapping
from random import Random

from itsdangerous import URLSafeTimedSerializer
from testkit.accounts import Account
from testkit.forms import hidden_in
from testkit.ledger import Ledger
from testkit.pacing import Visitor

TAKEN = 409
CARD = ("csrf_token", "token", "query")
GONE = "This card cannot be dealt any more."
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
GIG_LINK = re.compile(r'href="/gigs/([0-9a-f-]{36})"')
PAGES = ("/gigs", "/bands", "/venues", "/gigs/trash", "/settings")
UNDOES, REPEATS, LEAVES = 0.15, 0.2, 0.3  # how likely

Flow = Callable[[Visitor, Ledger, Random], None]


def plan(visitor: Visitor, ledger: Ledger, chance: Random) -> None:
    """Deal a card, save it, and often go on with its gig: edit, trash, take back, or undo at once."""
    page = visitor.get("/").text
    if GONE in page:  # somebody took its night between dealing and showing it: part of the game
        return
    visitor.expect('name="token"', page)
    fields = hidden_in(page)
    gig_id = _id_of(fields["token"])
    saved = _save(visitor, ledger, fields)
    if saved is None:
        return
    if chance.random() < UNDOES:
        ledger.send(gig_id)
        _change(visitor, "/suggest/undo", _only(saved, "csrf_token", "notice", "query"), "Taken back")
        ledger.keep(gig_id, is_trashed=True)
        return
    if chance.random() < REPEATS:  # as a browser does that got no answer
        visitor.post("/suggest/save", _only(fields, *CARD))
    for step in (_edit, _trash, _restore):
        if chance.random() < LEAVES:
            return
        step(visitor, ledger, gig_id)


def look(visitor: Visitor, _ledger: Ledger, chance: Random) -> None:
    """Open a list, what it is made of, and one of its gigs."""
    page = visitor.get(chance.choice(PAGES)).text
    visitor.get(chance.choice(STATIC.findall(page)))
    if found := GIG_LINK.findall(page):
        visitor.get(f"/gigs/{chance.choice(found)}")


def deal(visitor: Visitor, _ledger: Ledger, chance: Random) -> None:
    """Look at a few cards, and at the style of the page."""
    page = visitor.get("/").text
    visitor.get(chance.choice(STATIC.findall(page)))
    visitor.get(f"/?seed={chance.randrange(2**31)}")


def sign_in(visitor: Visitor, account: Account) -> None:
    """Sign in anew, and look at the gigs."""
    visitor.sign_in(account)
    visitor.get("/gigs")


FLOWS: tuple[tuple[Flow, int], ...] = ((plan, 5), (look, 3), (deal, 2))


def choose(chance: Random) -> Flow:
    """Choose what somebody comes for."""
    flows, weights = zip(*FLOWS, strict=True)
    flow: Flow = chance.choices(flows, weights)[0]
    return flow


def _save(visitor: Visitor, ledger: Ledger, fields: Mapping[str, str]) -> dict[str, str] | None:
    """Save a card; give the hidden fields of the page that says so, None where its night was taken."""
    gig_id = _id_of(fields["token"])
    ledger.send(gig_id)
    answer = visitor.post("/suggest/save", _only(fields, *CARD))
    if answer.status_code == TAKEN:
        ledger.refuse(gig_id)
        return None
    page = visitor.get(answer.headers["Location"]).text
    visitor.expect("Saved:", page)
    ledger.keep(gig_id)
    return hidden_in(page)


def _edit(visitor: Visitor, ledger: Ledger, gig_id: str) -> None:
    """Change the notes through the form, which carries the revision it was opened with."""
    fields = visitor.hidden(f"/gigs/{gig_id}/edit")
    notes = f"Load in at the back of {gig_id[:8]}, again {fields['rev']}"
    form = _only(fields, "csrf_token", "rev", "base") | _acts(fields["base"]) | {"notes": notes}
    ledger.send(gig_id)
    _change(visitor, f"/gigs/{gig_id}/edit", form, notes)
    ledger.keep(gig_id, notes=notes)


def _trash(visitor: Visitor, ledger: Ledger, gig_id: str) -> None:
    form = _only(visitor.hidden(f"/gigs/{gig_id}"), "csrf_token", "rev")
    ledger.send(gig_id)
    _change(visitor, f"/gigs/{gig_id}/trash", form, "Moved to the trash")
    ledger.keep(gig_id, is_trashed=True)


def _restore(visitor: Visitor, ledger: Ledger, gig_id: str) -> None:
    form = _only(visitor.hidden(f"/gigs/{gig_id}"), "csrf_token", "rev")
    ledger.send(gig_id)
    _change(visitor, f"/gigs/{gig_id}/restore", form, "Taken back from the trash")
    ledger.keep(gig_id, is_trashed=False)


def _change(visitor: Visitor, path: str, form: dict[str, str], said: str) -> None:
    """Send a form, and read on the page it leads to that it was done."""
    answer = visitor.post(path, form)
    visitor.expect(said, visitor.get(answer.headers.get("Location", path)).text)


def _acts(base: str) -> dict[str, str]:
    """Fill in the line-up as the form shows it."""
    form = {}
    for row, act in enumerate(json.loads(base)["acts"]):
        band, at = act["band"], f"act-{row}"
        form |= {f"{at}-name": band["name"], f"{at}-name-pick": f"{band['id']} {band['name']}"}
        form |= {f"{at}-{part}": act[part] for part in ("billing", "set_time", "fee")}
    return form


def _id_of(token: str) -> str:
    """Give the id a card would save its gig under: anyone may read it."""
    _, (gig_id, *_) = URLSafeTimedSerializer("any").loads_unsafe(token)
    return str(gig_id)


def _only(fields: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: fields[name] for name in names}
