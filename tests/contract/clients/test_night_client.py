"""Nights as the front end asks for them: what waits, a month, what stands on the nights of rooms."""

import uuid
from datetime import date, timedelta
from typing import Any

from gig_web.clients import Clients
from gig_web.clients.nights import NightCount

Body = dict[str, Any]


def test_a_confirmed_night_without_a_deal_waits(services: Clients, gig_id: str, night: str, some_venue: Body) -> None:
    gig = services.gigs.put(gig_id, {"title": "a", "gig_day": night, "venue": some_venue, "status": "confirmed"})

    needs = services.nights.needs()

    others = needs.more.get("no_deal", 0)
    waits = [need.why for need in needs.items if need.gig.id == gig.id]
    assert waits == ["no_deal"] or others > 0


def test_a_month_and_its_nights_tell_of_a_gig(services: Clients, gig_id: str, night: str, some_venue: Body) -> None:
    gig = services.gigs.put(gig_id, {"title": "a", "gig_day": night, "venue": some_venue, "status": "hold"})
    venue, last = some_venue["id"], str(date.fromisoformat(night) + timedelta(27))

    [day] = services.nights.month([("from", night), ("to", last), ("venue", venue), ("each", 4)])
    spanned = services.nights.counts([("venue", f"{venue},{uuid.uuid4()}"), ("from", night), ("to", last)])
    chosen = services.nights.counts([("venue", venue), ("days", f"{night},{last}")])

    assert (day.gig_day, day.total, [each.id for each in day.gigs]) == (night, 1, [gig.id])
    assert spanned == chosen == [NightCount(venue, night, confirmed=0, holds=1, ideas=0)]
