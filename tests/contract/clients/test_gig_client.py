"""Gigs as the front end makes, reads and changes them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from gig_web.clients import Clients
from gig_web.upstream import Refused

Body = dict[str, Any]
Confirm = Callable[[Body, str], Any]

FACTS = {
    "title": "A night out",
    "held_for": "Sam",
    "slot": "matinee",
    "load_in": "14:00",
    "soundcheck": "16:00",
    "doors": "19:30",
    "start": "20:00",
    "end": "23:00",
    "asked_on": "2027-01-02",
    "attendance": 120,
    "notes": "Two\nlines",
    "staff_notes": "Ring the bell",
    "description": "Loud",
    "published": True,
    "deal": {
        "type": "versus",
        "currency": "GBP",
        "ticket_price": "12.00",
        "tax_pct": "20.00",
        "gross_pct": "4.00",
        "comps": 10,
        "guarantee": "400.00",
        "split_pct": "70.00",
        "costs": "600.00",
    },
}


def test_every_field_sent_comes_back_and_is_read_again(
    services: Clients, gig_id: str, night: str, some_venue: Body, some_act: Body
) -> None:
    body = {**FACTS, "status": "hold", "gig_day": night, "hold_level": 2, "hold_expires": night}

    created = services.gigs.put(gig_id, {**body, "venue": some_venue, "lineup": [some_act]})
    found = services.gigs.get(gig_id)

    assert found == created
    assert {name: getattr(found, name) for name in body} == body
    assert (found.id, found.rev, found.trashed_at, found.played) == (gig_id, 1, None, False)
    assert {name: getattr(found.venue, name) for name in some_venue} == some_venue
    assert [{name: getattr(act, name) for name in some_act} for act in found.lineup] == [some_act]


def test_the_same_body_twice_is_one_gig(services: Clients, gig_id: str) -> None:
    first = services.gigs.put(gig_id, {"title": "Once"})
    again = services.gigs.put(gig_id, {"title": "Once"})

    assert again == first


def test_another_body_under_the_same_id_is_a_428(services: Clients, gig_id: str) -> None:
    services.gigs.put(gig_id, {"title": "Once"})

    with pytest.raises(Refused) as refused:
        services.gigs.put(gig_id, {"title": "Twice"})

    assert refused.value.status == 428
    assert services.gigs.get(gig_id).title == "Once"


def test_a_gig_is_replaced_changed_trashed_and_restored(services: Clients, gig_id: str) -> None:
    created = services.gigs.put(gig_id, {"title": "First", "notes": "Keep me"})

    replaced = services.gigs.put(gig_id, {"title": "Second"}, created.rev)
    changed = services.gigs.patch(gig_id, {"notes": "New"}, replaced.rev)
    services.gigs.trash(gig_id, changed.rev)
    trashed = services.gigs.get(gig_id)
    restored = services.gigs.restore(gig_id, trashed.rev)

    assert (replaced.title, replaced.notes, changed.title, changed.notes) == ("Second", None, "Second", "New")
    assert trashed.trashed_at
    assert (restored.trashed_at, restored.rev) == (None, 5)


def test_its_history_is_read_page_by_page(services: Clients, gig_id: str) -> None:
    gig = services.gigs.put(gig_id, {"title": "1"})
    for number in range(2, 5):
        gig = services.gigs.patch(gig_id, {"title": str(number)}, gig.rev)

    first = services.gigs.history(gig_id, {"limit": 3})
    rest = services.gigs.history(gig_id, {"limit": 3, "cursor": first.next})

    assert [entry.rev for entry in first.items + rest.items] == [4, 3, 2, 1]
    assert first.items[0].changes == [{"field": "title", "old": "3", "new": "4"}]
    assert (first.items[0].accepted_warnings, rest.next) == ([], None)


def test_what_is_not_there_is_a_404(services: Clients, gig_id: str) -> None:
    for call in (
        lambda: services.gigs.get(gig_id),
        lambda: services.gigs.history(gig_id, {}),
        lambda: services.gigs.patch(gig_id, {"title": "x"}, 1),
        lambda: services.gigs.trash(gig_id, 1),
        lambda: services.gigs.restore(gig_id, 1),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.status == 404


def test_a_stale_revision_is_a_412_and_changes_nothing(services: Clients, gig_id: str) -> None:
    created = services.gigs.put(gig_id, {"title": "First"})
    newest = services.gigs.patch(gig_id, {"notes": "Newest"}, created.rev)

    for call in (
        lambda: services.gigs.put(gig_id, {"title": "Lost"}, created.rev),
        lambda: services.gigs.patch(gig_id, {"title": "Lost"}, created.rev),
        lambda: services.gigs.trash(gig_id, created.rev),
        lambda: services.gigs.restore(gig_id, created.rev),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.status == 412
    assert services.gigs.get(gig_id) == newest


def test_what_is_not_allowed_is_a_422_that_says_what_is(services: Clients, gig_id: str) -> None:
    idea = services.gigs.put(gig_id, {"title": "An idea"})

    with pytest.raises(Refused, match=r".") as step:
        services.gigs.patch(gig_id, {"status": "cancelled"}, idea.rev)
    with pytest.raises(Refused) as field:
        services.gigs.patch(gig_id, {"doors": "25:00"}, idea.rev)

    assert (step.value.status, field.value.status) == (422, 422)
    assert [error["pointer"] for error in field.value.problem["errors"]] == ["/doors"]


def test_a_taken_night_is_a_409_with_the_winner_and_the_nearest_other_night(
    services: Clients, gig_id: str, night: str, some_venue: Body, confirm: Confirm
) -> None:
    winner = confirm(some_venue, night)
    body = {"status": "idea", "title": "Too late", "gig_day": night, "venue": some_venue, "from_suggestion": True}

    with pytest.raises(Refused) as refused:
        services.gigs.put(gig_id, body)

    problem = refused.value.problem
    block = next(conflict for conflict in problem["conflicts"] if conflict["level"] == "block")
    assert refused.value.status == 409
    assert (block["rule"], block["gig"]["id"], block["gig"]["title"]) == ("venue_taken", winner.id, "The winner")
    assert abs(date.fromisoformat(problem["alternative"]["gig_day"]) - date.fromisoformat(night)) == timedelta(days=1)
    assert problem["alternative"]["venue_id"] == some_venue["id"]


def test_a_warning_stands_until_it_is_accepted(services: Clients, gig_id: str, night: str, some_venue: Body) -> None:
    closed = some_venue | {"dark_days": [f"{night}/{night}"]}
    idea = services.gigs.put(gig_id, {"title": "Dark", "gig_day": night, "venue": closed})

    with pytest.raises(Refused) as refused:
        services.gigs.patch(gig_id, {"status": "confirmed"}, idea.rev)
    accepted = {"status": "confirmed", "accept_warnings": ["dark_day"]}
    confirmed = services.gigs.patch(gig_id, accepted, idea.rev)

    assert refused.value.status == 409
    assert [(each["level"], each["rule"]) for each in refused.value.problem["conflicts"]] == [("warn", "dark_day")]
    assert confirmed.status == "confirmed"
    assert services.gigs.history(gig_id, {"limit": 1}).items[0].accepted_warnings == ["dark_day"]


def test_a_gig_comes_back_onto_a_taken_night_as_an_idea_only(
    services: Clients, night: str, some_venue: Body, confirm: Confirm
) -> None:
    first = confirm(some_venue, night)
    services.gigs.trash(first.id, first.rev)
    confirm(some_venue, night)
    trashed = services.gigs.get(first.id)

    with pytest.raises(Refused) as refused:
        services.gigs.restore(first.id, trashed.rev)
    back = services.gigs.restore(first.id, trashed.rev, as_idea=True)

    assert refused.value.status == 409
    assert (back.status, back.gig_day, back.trashed_at) == ("idea", night, None)


def test_a_gig_comes_back_over_an_accepted_warning(
    services: Clients, gig_id: str, night: str, some_venue: Body
) -> None:
    closed = some_venue | {"dark_days": [f"{night}/{night}"]}
    body = {"status": "confirmed", "title": "Dark", "gig_day": night, "venue": closed, "accept_warnings": ["dark_day"]}
    created = services.gigs.put(gig_id, body)
    services.gigs.trash(gig_id, created.rev)

    back = services.gigs.restore(gig_id, created.rev + 1, accepted=["dark_day"])

    assert (back.status, back.trashed_at) == ("confirmed", None)
