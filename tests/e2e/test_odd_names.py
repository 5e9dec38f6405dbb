"""Names of every script and length, and names that look like code: shown as they are, on every page."""

import pytest
from playwright.sync_api import expect
from testkit import judging
from testkit.making import Body, Maker, named
from testkit.screens import Card, search
from testkit.visits import Visits

NAMES = {
    "200 letters": "W" * 200,
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{ 7 * 7 }} ${7*7} {% raw %}",
    "quotes": """O'Brien & "Söhne" &lt;b&gt; \\""",
    "right to left": "فرقة الليل الطويل",
    "Hebrew and Latin": "להקת The Night 24/7",
    "CJK": "東京事変と椎名林檎の長い長い長い長い長い長い長い長い長い夜",
    "combining": "Z̷̢̛a̴l̷g̸o̵ ́́́́́́́́́́́́",
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿 Family",
    "link": "javascript:alert(1)",
}


@pytest.fixture(params=NAMES)
def odd(request: pytest.FixtureRequest) -> str:
    """Give an odd name no other test uses."""
    name = NAMES[request.param]
    return name if len(name) == 200 else f"{name} {named('n')}"


@pytest.fixture
def world(maker: Maker, odd: str) -> Body:
    """Give a band, a venue and a gig that all bear it wherever a text may stand."""
    words = {"notes": odd, "contact": odd}
    band = maker.band(odd, genres=[odd[:50].lower().replace(";", "").strip()], city=odd[:100].strip(), **words)
    venue = maker.venue(odd, city=odd[:100].strip(), address=odd, **words)
    act = {"band_id": band["id"], "name": band["name"], "billing": "headline"}
    room = {"id": venue["id"], "name": venue["name"], "city": venue["city"]}
    texts = dict.fromkeys(("title", "held_for", "notes", "staff_notes", "description"), odd)
    gig = maker.gig(lineup=[act], venue=room, status="hold", **texts)
    trashed = maker.trash(maker.gig(lineup=[act], venue=room, **texts))
    return {"band": band, "venue": venue, "gig": gig, "trashed": trashed}


def test_a_name_is_shown_as_it_is_on_every_page(visits: Visits, world: Body) -> None:
    page = visits.begin(width=320)
    ids = {name: made["id"] for name, made in world.items()}
    headings = [f"/gigs/{ids['gig']}", f"/gigs/{ids['trashed']}", f"/bands/{ids['band']}", f"/venues/{ids['venue']}"]
    forms = [f"/gigs/{ids['gig']}/edit", f"/bands/{ids['band']}/edit", f"/venues/{ids['venue']}/edit"]
    lists = [f"/gigs?band={ids['band']}", "/gigs/trash", "/bands?sort=-updated", "/venues?sort=-updated"]

    for path in (*headings, *forms, *lists, search([world["band"]], [world["venue"]])):
        page.goto(path)
        assert judging.too_wide(page) == [], path
        if path in headings:
            expect(page.get_by_role("heading", level=1)).to_have_text(world["band"]["name"])
        if path not in forms:
            expect(page.get_by_role("main")).to_contain_text(world["band"]["name"])
    assert Card(page).seen().band == world["band"]["name"]


@pytest.mark.parametrize("odd", ["200 letters", "script", "quotes", "right to left"], indirect=True)
def test_an_odd_name_is_kept_saved_undone_and_left_out_as_it_is(visits: Visits, maker: Maker, odd: str) -> None:
    band, venue = maker.band(odd), maker.venue(odd)
    card = Card(visits.begin(search([band], [venue]), width=320))

    for act, told in (
        (card.keep("band"), "Kept"),
        (card.save, "Saved"),
        (card.in_notice("Undo"), "Taken back"),
        (card.discard, "Discarded"),
        (card.in_notice("Not this band"), "is left out"),
        (card.in_notice("Undo"), "may be suggested again"),
    ):
        act.click()
        said = card.page.get_by_role("list", name="Kept") if told == "Kept" else card.notice.filter(has_text=told)
        expect(said).to_contain_text(band["name"])
        assert judging.too_wide(card.page) == [], told

    [saved] = maker.send("GET", "gig_store", f"/gigs?band={band['id']}&trashed=1").json()["items"]
    assert (saved["lineup"][0]["name"], saved["venue"]["name"]) == (band["name"], venue["name"])
