"""The forms about a diary on the page of a band or venue."""

from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from diary_reader.trouble import Trouble
from gig_web import clients
from gig_web.catalogue import notices, rendering
from gig_web.catalogue.form_views import INVALID, Answer, to_item
from gig_web.catalogue.notices import Done, Notice
from gig_web.catalogue.nouns import Noun
from gig_web.diaries import files, keeping
from gig_web.diaries.reading import Crowded
from gig_web.diaries.showing import Typed


def set_diary(noun: Noun, item_id: UUID) -> Answer:
    """Read a diary from the address or the file that was given, and keep what it says."""
    item = noun.client().get(str(item_id))
    address = request.form.get("address", "").strip()
    try:
        keeping.take(noun, item, address, files.uploaded())
    except Trouble as trouble:
        return rendering.shown(noun, item.id, Typed(address, str(trouble)), INVALID)
    return _told(noun, item.id, "diary_read")


def read_diary(noun: Noun, item_id: UUID) -> Answer:
    """Read a diary again from the address that is known."""
    known = clients.current().diaries.of(noun.singular, str(item_id))
    if known is None or known.source is None:
        return _told(noun, str(item_id), "diary_gone")
    trouble = keeping.read_again(noun, noun.client().get(str(item_id)), known)
    if isinstance(trouble, Crowded):
        return _told(noun, str(item_id), "diary_crowded")
    return _told(noun, str(item_id), "diary_failed" if trouble else "diary_read")


def forget_diary(noun: Noun, item_id: UUID) -> Answer:
    """Forget a diary."""
    keeping.forget(noun, str(item_id))
    return _told(noun, str(item_id), "diary_forgotten")


def _told(noun: Noun, item_id: str, done: Done) -> Response:
    notices.leave(Notice(done, item_id))
    return redirect(to_item(noun, item_id), 303)
