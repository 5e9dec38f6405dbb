"""The routes of bands and of venues: the same for both."""

from functools import partial, update_wrapper
from urllib.parse import parse_qsl
from uuid import UUID

from flask import Blueprint, redirect, request, url_for

from gig_web import deadline, exports, planner
from gig_web.accounts import access
from gig_web.catalogue import changes, form_views, merge_views, notices, rendering
from gig_web.catalogue.form_views import INVALID, Answer, to_item
from gig_web.catalogue.listing import Listing
from gig_web.catalogue.notices import Notice
from gig_web.catalogue.nouns import Noun
from gig_web.diaries import views as diary_views
from gig_web.upstream import Refused


def blueprint(noun: Noun) -> Blueprint:
    """Give all pages of `noun`."""
    bp = Blueprint(noun.plural, __name__, url_prefix=f"/{noun.plural}")
    one = "/<uuid:item_id>"
    for method, path, view in (
        ("GET", "", list_items),
        ("GET", "/export.csv", export_items),
        ("GET", "/new", form_views.new_item),
        ("POST", "/new", form_views.create_item),
        ("GET", one, show_item),
        ("GET", f"{one}/edit", form_views.edit_item),
        ("POST", f"{one}/edit", form_views.save_item),
        ("POST", f"{one}/own", mark_item),
        ("POST", f"{one}/archive", archive_item),
        ("POST", f"{one}/restore", restore_item),
        ("GET", f"{one}/merge", merge_views.choose_other),
        ("POST", f"{one}/merge", merge_views.merge_item),
        ("POST", f"{one}/unmerge", merge_views.part_item),
        ("POST", f"{one}/diary", diary_views.set_diary),
        ("POST", f"{one}/diary/read", diary_views.read_diary),
        ("POST", f"{one}/diary/forget", diary_views.forget_diary),
    ):
        bp.add_url_rule(path, view.__name__, update_wrapper(partial(view, noun), view), methods=[method])
    return bp


@access.allow("viewer", newcomer=True, unchecked=True)
def list_items(noun: Noun) -> Answer:
    """Show one page of the list."""
    view = Listing.parse(noun, request.args, without_starter=planner.leaves_starter_out())
    try:
        return rendering.listed(noun, view)
    except Refused as refused:
        if refused.status != INVALID or not view.cursor:
            raise
        return redirect(_to_list(noun, view.first()))  # an old bookmark of a page further down


@access.allow("viewer", newcomer=True)
@deadline.for_lists
def export_items(noun: Noun) -> Answer:
    """Hand on all that the list shows, on all its pages, as CSV."""
    view = Listing.parse(noun, request.args, without_starter=planner.leaves_starter_out())
    return exports.csv(noun.client().export(view.filter_params()), f"{noun.plural}.csv")


@access.allow("viewer", newcomer=True, unchecked=True)
def show_item(noun: Noun, item_id: UUID) -> Answer:
    """Show one item."""
    return rendering.shown(noun, str(item_id))


def mark_item(noun: Noun, item_id: UUID) -> Answer:
    """Mark one item as mine, or not."""
    own = request.form.get("own") == "1"
    changes.mark(noun, str(item_id), own=own)
    notices.leave(Notice("mine" if own else "not_mine", str(item_id)))
    return redirect(_back(noun, str(item_id)))


def archive_item(noun: Noun, item_id: UUID) -> Answer:
    """Take one item out of lists and picks."""
    changes.set_archived(noun, str(item_id), archived=True)
    notices.leave(Notice("archived", str(item_id)))
    return redirect(_back(noun, str(item_id)))


def restore_item(noun: Noun, item_id: UUID) -> Answer:
    """Bring one item back."""
    changes.set_archived(noun, str(item_id), archived=False)
    notices.leave(Notice("restored", str(item_id)))
    return redirect(_back(noun, str(item_id)))


def _back(noun: Noun, item_id: str) -> str:
    """Give the page a button was on: the list, as it was narrowed, or the item's own."""
    query = request.form.get("back")
    return to_item(noun, item_id) if query is None else _to_list(noun, Listing.parse(noun, dict(parse_qsl(query))))


def _to_list(noun: Noun, view: Listing) -> str:
    query = view.query_string()
    return url_for(f"{noun.plural}.list_items") + (f"?{query}" if query else "")
