"""The whole loop in a browser: suggest, save or discard, and all that becomes of a gig, with scripts and without."""

import pytest
from playwright.sync_api import expect
from testkit.making import Maker, act, night, room, rows
from testkit.screens import Card, GigList, GigPage, Seen, search
from testkit.visits import Visits

from launcher.stack import Stack


def test_a_suggestion_becomes_a_gig_and_goes_all_its_ways(visits: Visits, maker: Maker, *, script: bool) -> None:
    bands, venues = [maker.band() for _ in range(3)], [maker.venue() for _ in range(3)]
    page = visits.begin(search(bands, venues), script=script)
    card, gig, gigs = Card(page), GigPage(page), GigList(page)
    first = card.seen()

    card.keep("band").click()
    expect(page.get_by_role("list", name="Kept")).to_have_text(f"✓ {first.band}")
    expect(card.another("band")).to_have_count(0)
    card.another("venue").click()
    expect(card.part("Venue").get_by_role("heading")).not_to_have_text(first.venue)
    second = card.seen()
    card.save.click()
    expect(card.notice).to_contain_text(f"Saved: {second.band}")
    assert second.band == first.band

    page.get_by_role("link", name="Gigs", exact=True).click()
    gigs.find(second.band)
    night = page.locator(f"time[datetime='{second.day}']")
    row = gigs.row(second.band).filter(has_text=second.venue).filter(has=night)
    expect(row).to_have_count(1)
    row.get_by_role("link", name=second.band).click()
    assert Seen(*_ticket(gig)) == second

    gig.edit()
    page.get_by_label("Doors").fill("20:15")
    page.get_by_label("Notes", exact=True).fill("Bring the banner\nand tape")
    gig.save()
    expect(gig.ticket).to_contain_text("doors 20:15")
    expect(page.get_by_text("Bring the banner\nand tape", exact=True)).to_be_visible()

    for verb, status in (("Place hold", "Hold"), ("Confirm", "Confirmed"), ("Cancel gig", "Cancelled")):
        gig.press(verb)
        expect(gig.status(status)).to_be_visible()
    gig.press("Revive")
    expect(gig.status("Idea")).to_be_visible()

    gig.press("Move to trash")
    expect(page.get_by_role("heading", name="In the trash")).to_be_visible()
    address = page.url
    page.goto("/gigs/trash")
    expect(gigs.row(second.band).first).to_be_visible()
    page.goto(address)
    gig.press("Restore")
    expect(page.get_by_role("button", name="Move to trash")).to_be_visible()

    saved = maker.read_gig(address.rsplit("/", 1)[1])
    assert (saved["status"], saved["doors"], saved["trashed_at"]) == ("idea", "20:15", None)
    assert saved["notes"] == "Bring the banner\nand tape"


def test_a_discard_deals_another_band_and_room_at_once_and_is_undone(
    visits: Visits, maker: Maker, *, script: bool
) -> None:
    bands, venues = [maker.band() for _ in range(3)], [maker.venue() for _ in range(3)]
    page = visits.begin(search(bands, venues), script=script)
    card = Card(page)
    first = card.seen()

    card.discard.click()
    expect(card.notice).to_contain_text(f"Discarded: {first.band} at {first.venue}")
    second = card.seen()
    card.in_notice("Undo").click()
    expect(card.notice).to_contain_text("Back again")

    assert (second.band != first.band, second.venue != first.venue) == (True, True)
    assert card.seen() == first


@pytest.mark.parametrize(("part", "side"), [("Not this band", "band"), ("Not this venue", "venue")])
def test_what_is_not_wanted_is_left_out_for_everybody_until_settings_let_it_in(
    visits: Visits, maker: Maker, part: str, side: str
) -> None:
    address = search([maker.band() for _ in range(2)], [maker.venue() for _ in range(2)])
    page = visits.begin(address)
    card = Card(page)
    unwanted = getattr(card.seen(), side)

    card.discard.click()
    card.in_notice(part).click()
    expect(card.notice).to_contain_text(f"{unwanted} is left out")
    elsewhere = [Card(visits.begin(f"{address}&seed={seed}")).seen() for seed in range(3)]
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name=f"suggest {unwanted} again").click()
    expect(page.get_by_role("status")).to_contain_text(unwanted)

    assert unwanted not in {getattr(seen, side) for seen in elsewhere}


def test_a_saved_card_is_undone_from_the_notice(visits: Visits, maker: Maker, *, script: bool) -> None:
    band = maker.band()
    page = visits.begin(search([band], [maker.venue()]), script=script)
    card = Card(page)
    first = card.seen()

    card.save.click()
    card.in_notice("Undo").click()
    expect(card.notice).to_contain_text("Taken back")

    assert card.seen() == first
    assert maker.gigs_of(band) == []


def test_reload_and_back_show_the_same_card(visits: Visits, *, script: bool) -> None:
    page = visits.begin("/", script=script)
    card = Card(page)
    first = card.seen()

    page.reload()
    reloaded = card.seen()
    card.another("band").click()
    expect(card.part("Band").get_by_role("heading")).not_to_have_text(first.band)
    page.go_back()

    assert (reloaded, card.seen()) == (first, first)


def test_what_was_shown_is_what_was_saved_byte_for_byte(visits: Visits, maker: Maker, *, script: bool) -> None:
    band = maker.band("Sîgur & “Sons” <b>é</b>  'n' \u200dCo %2F +1")
    venue = maker.venue('Ωmega\\"Room" &amp; Bar', city="Łódź", capacity=1200)
    card = Card(visits.begin(search([band], [venue]), script=script))
    seen = card.seen()

    card.save.click()
    expect(card.notice).to_contain_text("Saved")

    [saved] = maker.gigs_of(band)
    assert Seen(saved["lineup"][0]["name"], saved["venue"]["name"], saved["gig_day"], saved["doors"]) == seen
    assert (seen.band, seen.venue) == (band["name"], venue["name"])
    assert saved["venue"]["capacity"] == 1200


def test_a_card_whose_night_was_taken_meanwhile_is_not_saved_and_says_who_took_it(
    visits: Visits, maker: Maker, *, script: bool
) -> None:
    band, venue = maker.band(), maker.venue()
    page = visits.begin(search([band], [venue]), script=script)
    card = Card(page)
    seen = card.seen()

    room = {"id": venue["id"], "name": venue["name"]}
    winner = maker.gig(status="confirmed", venue=room, gig_day=seen.day, lineup=[], title=f"Winner {band['name']}")
    card.save.click()
    expect(card.notice).to_contain_text("Not saved")
    expect(page.get_by_text(winner["title"]).first).to_be_visible()
    expect(card.part("Band").get_by_role("heading")).to_have_text(band["name"])
    page.locator(".changed > p a").click()
    card.save.click()
    expect(card.notice).to_contain_text("Saved")

    [saved] = maker.gigs_of(band)
    assert saved["gig_day"] != seen.day


def test_looking_at_cards_changes_nothing(visits: Visits, maker: Maker, stack: Stack) -> None:
    page = visits.begin()
    before = rows(stack)

    page.goto("/?own=any")
    card = Card(page)
    for part in ("band", "venue", "date"):
        card.another(part).click()
        page.wait_for_load_state()

    assert maker.saved_since(before) == {}


def _ticket(gig: GigPage) -> tuple[str, str, str, str]:
    """Read the ticket of a gig's page as a card is read."""
    room = gig.ticket.get_by_role("link")
    day = gig.ticket.get_by_role("time").get_attribute("datetime")
    doors = gig.ticket.get_by_text("doors").text_content() or ""
    return (gig.name.text_content() or "").strip(), room.text_content() or "", day or "", doors.removeprefix("doors ")


def test_a_support_is_found_for_a_headliner_that_plays_what_nobody_else_plays(
    visits: Visits, maker: Maker, *, script: bool
) -> None:
    venue = maker.venue()
    alone = act(maker.band(genres=["one of a kind"]))
    gig = maker.gig(lineup=[alone], venue=room(venue), gig_day=night(90))

    page = visits.begin(f"/?gig={gig['id']}&for=support", script=script)
    found = Card(page).part("Band").get_by_role("heading").text_content()
    Card(page).save.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(alone["name"])
    assert [each["name"] for each in maker.read_gig(gig["id"])["lineup"]] == [alone["name"], found]
