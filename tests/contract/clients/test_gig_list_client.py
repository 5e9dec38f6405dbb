"""The gig list as the front end asks for it."""

import uuid
from datetime import date
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from gig_web.clients import Clients
from gig_web.gigs import filters
from gig_web.upstream import Refused

Body = dict[str, Any]


def test_the_backend_takes_every_filter_the_list_page_offers(
    services: Clients, night: str, some_venue: Body, some_act: Body, word: str
) -> None:
    body = {"title": word, "held_for": word, "gig_day": night, "venue": some_venue | {"city": word}}
    gig = services.gigs.put(str(uuid.uuid4()), body | {"lineup": [some_act]})
    typed = {"q": word, "city": word, "held_for": word, "from": night, "to": night, "status": "idea"}
    ids = {"band": some_act["band_id"], "venue": some_venue["id"]}

    for sort in filters.SORTS:
        asked = filters.read(MultiDict(typed | {"sort": sort}), date.fromisoformat(night))
        assert asked.errors == {}
        found = services.gigs.page(asked.asked(ids, date.fromisoformat(night))).items
        assert [(each.id, each.title, each.headline, each.rev) for each in found] == [
            (gig.id, word, some_act["name"], gig.rev)
        ]
    for miss in ({"days": night, "status": "hold"}, {"q": f"{word}x"}, {"from": "2199-01-01"}):
        asked = filters.read(MultiDict(typed | miss), date.fromisoformat(night))
        assert services.gigs.page(asked.asked(ids, date.fromisoformat(night))).items == []


def test_gigs_are_read_page_by_page_those_without_a_date_last(services: Clients, night: str, word: str) -> None:
    for title, day in (("c", None), ("a", night), ("b", night)):
        services.gigs.put(str(uuid.uuid4()), {"title": f"{word} {title}", "gig_day": day})

    first = services.gigs.page({"q": word, "limit": 2})
    rest = services.gigs.page({"q": word, "limit": 2, "cursor": first.next})

    assert {gig.title for gig in first.items} == {f"{word} a", f"{word} b"}
    assert ([gig.title for gig in rest.items], rest.next) == ([f"{word} c"], None)


def test_the_trash_is_a_list_of_its_own(services: Clients, gig_id: str, word: str) -> None:
    gig = services.gigs.put(gig_id, {"title": word})
    services.gigs.trash(gig_id, gig.rev)

    assert services.gigs.page({"q": word}).items == []
    assert [found.id for found in services.gigs.page({"q": word, "trashed": 1, "sort": "-updated"}).items] == [gig_id]


def test_a_cursor_of_another_sort_is_a_422(services: Clients, word: str) -> None:
    for number in range(2):
        services.gigs.put(str(uuid.uuid4()), {"title": f"{word} {number}"})
    cursor = services.gigs.page({"q": word, "limit": 1}).next

    with pytest.raises(Refused) as refused:
        services.gigs.page({"q": word, "sort": "venue", "cursor": cursor})

    assert refused.value.status == 422
