"""Render the pages of bands and of venues."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from flask import render_template, url_for

from gig_chassis import places
from gig_web import clients, parallel, planner
from gig_web.accounts import visitor
from gig_web.catalogue import counted, listing, notices, wording
from gig_web.catalogue.forms import Errors, Texts
from gig_web.catalogue.listing import Listing
from gig_web.catalogue.notices import Notice
from gig_web.catalogue.nouns import Item, Noun, Section
from gig_web.catalogue.twins import Twins
from gig_web.clients.diaries import Diary
from gig_web.clients.nouns import Gig
from gig_web.diaries import showing
from gig_web.diaries.showing import Typed
from gig_web.gigs import clock, holding
from gig_web.upstream import Refused, UpstreamError

GIGS = 20
UNTYPED = Typed()


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form as it is shown: what stands in it, what it was made from, what is wrong with it, what it asks."""

    texts: Texts
    base: Texts = field(default_factory=dict)
    rev: int = 0
    item_id: str = ""
    errors: Errors = field(default_factory=dict)
    note: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    taken: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    new_id: str = ""
    twins: Twins | None = None
    asks_first: bool = False


def listed(noun: Noun, view: Listing) -> str:
    """Render a list; raises Refused when its cursor is too old."""
    client = noun.client()
    page, answer = parallel.both(lambda: client.page(view.params()), client.facets, client.name)
    found = None if isinstance(page, UpstreamError) else page
    facets = None if isinstance(answer, UpstreamError) else answer
    notice = notices.take()
    return _render(
        "catalogue/list.html",
        noun,
        view=view,
        page=found,
        missing=sorted({each.service for each in (page, answer) if isinstance(each, UpstreamError)}),
        how_many=counted.sentence(noun, view, found, facets),
        choices={"genre": counted.genres(view, facets), "city": counted.cities(view, facets)},
        labels={"own": counted.own(facets), "archived": counted.archived(facets)},
        starter_choices=counted.starter(view, facets),
        sorts=listing.sorts(noun),
        notice=notice,
        noticed=_noticed(noun, notice, found.items if found else []),
    )


def shown(
    noun: Noun, item_id: str, typed: Typed = UNTYPED, status: int = 200, amiss: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, int]:
    """Render the page of one item with its gigs and its diary; any of them may be missing.

    `amiss` is what is wrong with its usual amounts, by field.
    """
    store = clients.current().gigs
    asked, gigs = parallel.both(
        lambda: _with_diary(noun, item_id), lambda: store.page(_coming(noun, item_id)), store.name
    )
    item, diary = (None, None) if isinstance(asked, UpstreamError) else asked
    known = None if isinstance(gigs, UpstreamError) else gigs
    html = _render(
        "catalogue/item.html",
        noun,
        item=item,
        gigs=known,
        holds=_holds(known.items) if known and noun.singular == "band" else "",
        gig_list=_gig_list(noun, item_id),
        past_gigs=_gig_list(noun, item_id, past=True),
        diary=None if isinstance(diary, UpstreamError) else showing.section(diary),
        diary_known=not isinstance(diary, UpstreamError),
        typed=typed,
        amiss=amiss,
        **_money_of(noun, item),
        missing=sorted({each.service for each in (asked, diary, gigs) if isinstance(each, UpstreamError)}),
        notice=notices.take(),
        **_known_of(noun, item),
    )
    return html, status if item else 503


def form(noun: Noun, page: FormPage, status: int = 200) -> tuple[str, int]:
    """Render a form; the newest saved texts are its base."""
    countries = sorted(places.countries().items(), key=lambda country: country[1])
    html = _render(
        "catalogue/form.html",
        noun,
        form=page,
        beside={name: text for name, text in page.errors.items() if name != "form"},
        base=json.dumps(page.base),
        said=lambda name: wording.text(name, page.base[name]),
        sections=_sections(noun, page.base),
        countries=[("", "Not known"), *countries],
        hint=lambda field: field.hint and field.hint.format(currency=planner.currency()),
    )
    return html, status


def merging(noun: Noun, item: Item, **values: Any) -> str:  # noqa: ANN401  # what there is to choose, compare or tell
    """Render the page on which two are made one."""
    blank: dict[str, Any] = {"kept": None, "gigs": None, "others": [], "q": "", "trouble": "", "clashes": []}
    facts = [(each, wording.facts(each)) for each in (item, values.get("kept")) if each]
    return _render("catalogue/merge.html", noun, item=item, sides=facts, **{**blank, **values})


def _render(template: str, noun: Noun, **values: Any) -> str:  # noqa: ANN401  # whatever the template shows
    return render_template(template, noun=noun, place=wording.place, size=wording.size, at=_address(noun), **values)


def _address(noun: Noun) -> Any:  # noqa: ANN401  # url_for takes anything
    return lambda view, **values: url_for(f"{noun.plural}.{view}", **values)


def _known_of(noun: Noun, item: Item | None) -> dict[str, Any]:
    """Say what is known of an item and what is not, where the item itself is."""
    if item is None:
        return {"facts": [], "not_known": []}
    missing = wording.not_known(noun, item, with_money=visitor.sees_money())
    return {"facts": wording.facts(item), "not_known": missing}


def _holds(gigs: list[Gig]) -> str:
    """Write the holds that stand, to be copied."""
    return holding.copied(gig for gig in gigs if gig.status in holding.WAITING and not gig.hold_lapsed)


def _money_of(noun: Noun, item: Item | None) -> dict[str, Any]:
    """Give what is usual in a room of mine; a backend of the version before has no place for it."""
    if noun.singular != "venue" or item is None or not item.own or item.archived or not visitor.may("booker"):
        return {"has_money": False}
    try:
        found = clients.current().rooms.money(item.id)
    except UpstreamError:
        return {"has_money": True, "room_money": None}
    return {"has_money": found is not None, "room_money": found}


def _with_diary(noun: Noun, item_id: str) -> tuple[Item, Diary | UpstreamError | None]:
    """Ask for the item, and for its diary once it is there."""
    item = noun.client().get(item_id)
    try:
        return item, clients.current().diaries.of(noun.singular, item_id)
    except UpstreamError as error:
        return item, error


def _coming(noun: Noun, item_id: str) -> dict[str, object]:
    """Word the question for the gigs to come."""
    return {noun.singular: item_id, "from": clock.today().isoformat(), "limit": GIGS}


def _gig_list(noun: Noun, item_id: str, *, past: bool = False) -> str:
    values: dict[str, Any] = {noun.singular: item_id}
    if past:
        values |= {"past": 1, "to": clock.today() - timedelta(1), "sort": "-gig_day"}
    return url_for("gigs.list_gigs", **values)


def _sections(noun: Noun, base: Texts) -> list[Section]:
    """Leave out the question about the starter list where the row is not of it."""
    if base.get("starter"):
        return list(noun.sections)
    kept = [tuple(field for field in section.fields if field.name != "starter") for section in noun.sections]
    return [Section(section.title, fields) for section, fields in zip(noun.sections, kept, strict=True)]


def _noticed(noun: Noun, notice: Notice | None, items: list[Item]) -> Item | None:
    """Give the item a notice is about, which may have left the list just by what was done."""
    if notice is None:
        return None
    try:
        return next((item for item in items if item.id == notice.item_id), None) or noun.client().get(notice.item_id)
    except (Refused, UpstreamError):
        return None
