"""Whatever is sent to the pages: a sentence that helps, never a crash, and nothing changed."""

import time
import uuid
from typing import Any

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from testkit.forms import Client
from testkit.making import Body, Maker, rows
from testkit.screens import search

from gig_web.suggest import cards
from launcher import data_dir
from launcher.stack import Stack

NUL, RTL = "a\0b", "\u202egnp.exe"
HUGE = "x" * 100_000
ODD = {"empty": "", "NUL": NUL, "huge": HUGE, "markup": "<script>alert(1)</script>", "right to left": RTL}
SEARCHES = {
    "dates": "from=2027-13-40&to=yesterday&day=0000-00-00",
    "backwards": "from=2030-01-02&to=2030-01-01",
    "numbers": "km=-1&capacity_min=1e9&capacity_max=%EF%BC%91&fee_max=NaN",
    "ids": "band=1&venue=../../etc&bands=a,b,c&passed=x",
    "choices": "keep=everything&own=yours&weekday=someday",
    "seed": "seed=99999999999999999999999",
    "NUL": "place=a%00b&genre=%00",
    "no UTF-8": "place=%ff%fe&genre=%c3%28",
    "huge": f"genre={'x' * 5000}",
    "many": "&".join(f"genre={number}" for number in range(500)),
}
PATHS = {
    "a gig that is none": "/gigs/not-an-id",
    "a gig that is not there": f"/gigs/{uuid.uuid4()}",
    "a form of one": f"/gigs/{uuid.uuid4()}/edit",
    "a band that is not there": f"/bands/{uuid.uuid4()}",
    "climbing out": "/static/..%2f..%2fsettings.py",
    "NUL": "/gigs/%00",
    "no UTF-8": "/%ff%fe",
    "long": "/" + "x" * 4000,
}
LISTS = {
    "days": "days=blue+moon&from=x&to=2027-99-99",
    "odd": f"q={'x' * 3000}&city=%00&status=lost&sort=up",
    "cursor": "cursor=%27%3B+DROP+TABLE+gig",
    "old cursor": "cursor=WyJuYW1lIiwgMV0&sort=venue",
    "band": "band=%00&venue=%ff",
}


@pytest.fixture
def sender(client: Client, maker: Maker, stack: Stack) -> Any:  # noqa: ANN401  # a function
    """Send a form and see that it is refused with a page in words, and that nothing changed."""
    token = client.hidden("/settings")["csrf_token"]

    def send(path: str, form: Body) -> str:
        before = rows(stack)
        answer = client.post(path, {"csrf_token": token, **form})
        assert 400 <= answer.status_code < 500, answer.text
        assert "<h1" in answer.text
        assert maker.saved_since(before) == {}
        return answer.text

    return send


@pytest.mark.parametrize("query", SEARCHES.values(), ids=SEARCHES)
def test_a_search_that_cannot_be_read_is_a_sentence(client: Client, query: str) -> None:
    page = client.get(f"/?{query}")
    answer = client.get(f"/?{query}", headers={"Accept": "application/json"})

    assert page.status_code in {200, 422, 414, 400}
    assert "<h1" in page.text or page.status_code == 400
    assert answer.status_code < 500


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_an_address_of_nothing_says_so(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in {404, 400}
    assert answer.status_code == 400 or "Nothing here" in answer.text


@pytest.mark.parametrize("noun", ["gigs", "gigs/trash", "bands", "venues"])
@pytest.mark.parametrize("query", LISTS.values(), ids=LISTS)
def test_a_list_takes_any_address(client: Client, noun: str, query: str) -> None:
    answer = client.get(f"/{noun}?{query}")

    assert answer.status_code in {200, 422, 400}
    assert "<h1" in answer.text


@pytest.mark.parametrize("text", [*ODD.values(), "a.b.c"], ids=[*ODD, "three parts"])
@pytest.mark.parametrize("action", ["save", "discard"])
def test_a_card_that_did_not_arrive_as_it_was_dealt_is_refused(sender: Any, action: str, text: str) -> None:  # noqa: ANN401  # a function
    assert "That card cannot be used" in sender(f"/suggest/{action}", {"token": text, "query": text})


def test_a_tampered_card_is_refused(sender: Any, client: Client, maker: Maker) -> None:  # noqa: ANN401  # a function
    token = client.hidden(search([maker.band()], [maker.venue()]))["token"]
    body, rest = token[1:].split(".", 1)
    swapped = f".{body[:20]}{'A' if body[20] != 'A' else 'B'}{body[21:]}.{rest}"

    for changed in (swapped, token[:-2], f"{token}x", token.rsplit(".", 1)[0]):
        assert "did not arrive as it was dealt" in sender("/suggest/save", {"token": changed, "query": ""})


def test_a_card_of_last_week_is_refused(sender: Any, client: Client, maker: Maker, stack: Stack) -> None:  # noqa: ANN401  # a function
    class LongAgo(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time.time()) - cards.MAX_AGE_SECONDS - 60

    key = (stack.site.folder / data_dir.SECRET_KEY).read_text(encoding="utf-8")
    fresh = client.hidden(search([maker.band()], [maker.venue()]))["token"]
    card = cards.Card.open(fresh, key)
    parts = (card.gig_id, card.seed, card.gig_day, card.doors, dict(card.act), dict(card.venue))
    old = URLSafeTimedSerializer(key, salt="suggested card 1", signer=LongAgo).dumps(parts)

    assert "more than a week old" in sender("/suggest/save", {"token": old, "query": ""})


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_undo_that_was_not_offered_is_refused(sender: Any, text: str) -> None:  # noqa: ANN401  # a function
    sender("/suggest/undo", {"notice": text, "query": ""})
    sender("/suggest/leave-out", {"notice": text, "part": text, "query": ""})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("gig_day", "2027-02-30", id="no such day"),
        pytest.param("gig_day", "soon", id="no day"),
        pytest.param("doors", "25:99", id="no such time"),
        pytest.param("title", NUL, id="NUL"),
        pytest.param("title", "x" * 201, id="long"),
        pytest.param("notes", "x" * 10_001, id="long notes"),
        pytest.param("notes", HUGE * 3, id="larger than any form"),
        pytest.param("slot", "brunch", id="no slot"),
        pytest.param("deal_guarantee", "-5", id="less than nothing"),
        pytest.param("deal_comps", "9" * 400, id="a number of 400 digits"),
        pytest.param("rev", "x", id="no revision"),
        pytest.param("rev", "9" * 400, id="a revision of 400 digits"),
        pytest.param("base", "{}", id="no base"),
        pytest.param("base", "[" * 9000, id="brackets thousands deep"),
        pytest.param("act-0-name", NUL, id="an act with NUL"),
        pytest.param("act-0-billing", "opener", id="no billing"),
    ],
)
def test_a_gig_form_with_something_impossible_is_refused(
    sender: Any,  # noqa: ANN401  # a function
    client: Client,
    maker: Maker,
    field: str,
    value: str,
) -> None:
    gig = maker.gig()
    form = client.hidden(f"/gigs/{gig['id']}/edit")

    sender(f"/gigs/{gig['id']}/edit", {**form, "deal_type": "flat", "act-0-name": "Somebody", field: value})


@pytest.mark.parametrize("to", ["lost", "", "played", "cancelled", NUL])
def test_a_status_that_cannot_follow_is_refused(sender: Any, maker: Maker, to: str) -> None:  # noqa: ANN401  # a function
    gig = maker.gig()

    sender(f"/gigs/{gig['id']}/status", {"rev": gig["rev"], "to": to, "was": "idea"})


@pytest.mark.parametrize("rev", ["", "x", "-1", "9" * 400])
def test_a_button_without_its_revision_is_refused(sender: Any, maker: Maker, rev: str) -> None:  # noqa: ANN401  # a function
    gig = maker.gig()

    for button in ("status", "trash", "restore"):
        sender(f"/gigs/{gig['id']}/{button}", {"rev": rev, "to": "hold", "was": "idea"})


@pytest.mark.parametrize("noun", ["bands", "venues"])
@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"name": ""}, id="no name"),
        pytest.param({"name": NUL}, id="NUL"),
        pytest.param({"name": "x" * 201}, id="long"),
        pytest.param({"name": "n", "lat": "north", "lon": "200"}, id="no place on earth"),
        pytest.param({"name": "n", "draw": "many", "capacity": "9" * 400}, id="no number"),
        pytest.param({"name": "n", "fee": "free", "hire_cost": "1e400"}, id="no money"),
        pytest.param({"name": "n", "country": "Atlantis"}, id="no country"),
        pytest.param({"name": "n", "unavailable": "now and then", "dark_days": "2027-02-30"}, id="no days"),
        pytest.param({"name": "n", "notes": HUGE}, id="huge notes"),
    ],
)
def test_a_band_or_venue_with_something_impossible_is_refused(sender: Any, noun: str, form: Body) -> None:  # noqa: ANN401  # a function
    sender(f"/{noun}/new", form)


def test_a_form_of_many_thousand_fields_is_refused(sender: Any) -> None:  # noqa: ANN401  # a function
    sender("/gigs/new", {f"act-{number}-name": "x" for number in range(5000)})
