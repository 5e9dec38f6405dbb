"""Text stays text: whatever is typed into whichever field, no page runs it, and all show it as it was typed."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from testkit.making import Body, Maker, act, night, room
from testkit.payloads import PAYLOADS
from testkit.people import People
from testkit.screens import search
from testkit.visits import Visits

GIG_TEXTS = ("title", "held_for", "notes", "staff_notes", "description")
LEAST = 200
LISTS = ("/bands?sort=-updated", "/venues?sort=-updated", "/gigs")
MONTH = f"/gigs/calendar?month={night()[:7]}"
NIGHTS = (MONTH, f"{MONTH}&show=all", "/gigs/dates")


def test_no_text_of_any_field_runs_on_any_page(
    visits: Visits, maker: Maker, share: Callable[..., int], figures: Callable[..., None]
) -> None:
    assert len(set(PAYLOADS)) >= LEAST
    page = visits.begin()
    tried = PAYLOADS[:: len(PAYLOADS) // share(len(PAYLOADS))]

    for payload in tried:
        world = filled(maker, payload)
        for path in pages_of(world):
            page.goto(path)
        for kind in ("bands", "venues", "gigs"):
            page.goto(f"/{kind}/{world[kind]['id']}")
            expect(page.get_by_role("heading", level=1)).to_have_text(as_read(world[kind]))
        if tried.index(payload) % 50 == 0:  # a list shows so many at once
            for kind in world:
                page.goto(f"/{kind}")
                search_for(page, payload)
    maker.venue(tried[0], own=True)
    for path in (*LISTS, *NIGHTS):
        page.goto(path)

    figures("text stays text", payloads=len(tried), dialogs=0, csp_reports=0)


def test_no_name_of_a_person_runs_on_the_pages_of_people(
    visits: Visits, people: People, share: Callable[..., int]
) -> None:
    tried = PAYLOADS[:: len(PAYLOADS) // share(len(PAYLOADS), 10)][:20]
    named = [people.add("viewer", name=f"{payload[:80]} {number}") for number, payload in enumerate(tried)]

    for account in named[:3]:
        page = visits.by(account).begin("/settings")
        expect(page.locator("input[name=name]")).to_have_value(account.name)
    page = visits.by("admin").begin("/settings/people")

    expect(page.get_by_role("heading", level=1)).to_have_text("People")


def filled(maker: Maker, payload: str) -> dict[str, Body]:
    """Make a band, a venue and a gig that hold it in every field of text."""
    words = {"contact": payload[:100], "phone": payload[:40], "city": payload[:100], "notes": f"{payload}\n{payload}"}
    genre = re.sub(r"[;,]", "", payload).lower()[:50].strip()
    band = maker.band(payload, genres=[genre], **words)
    venue = maker.venue(payload, genres=[genre], address=payload, postcode=payload[:15], **words)
    gig = maker.gig(lineup=[act(band)], venue=room(venue), **dict.fromkeys(GIG_TEXTS, payload))
    return {"bands": band, "venues": venue, "gigs": gig}


def pages_of(world: dict[str, Body]) -> list[str]:
    """Give the pages with forms, a day sheet, and a card."""
    forms = [f"/{kind}/{made['id']}/edit" for kind, made in world.items()]
    return [*forms, f"/gigs/{world['gigs']['id']}/sheet", search([world["bands"]], [world["venues"]])]


def search_for(page: Page, payload: str) -> None:
    """Search a list for it."""
    box = page.locator("input[name=q]").first
    box.fill(payload)
    box.press("Enter")
    expect(box).to_have_value(payload.strip())


def as_read(made: Body) -> str:
    """Give the name or title as a reader sees it."""
    return str(made.get("name") or made["title"])
