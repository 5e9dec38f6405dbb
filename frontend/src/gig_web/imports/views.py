"""The routes of imports: the same for bands, venues and gigs, for admins alone."""

from collections.abc import Callable, Collection
from functools import partial, update_wrapper
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from gig_web import deadline, exports
from gig_web.accounts import access
from gig_web.clients.imports import COMMITTED, COMMITTING, NAMING, UNDOING, UNDONE
from gig_web.imports import adding, kinds, looking_up, showing, undoing, uploading
from gig_web.imports.kinds import Kind
from gig_web.imports.showing import Form, View
from gig_web.imports.uploading import Wrong
from gig_web.upstream import Refused, UpstreamError

Answer = str | tuple[str, int] | Response

MISSING, CONFLICT, INVALID, UNAVAILABLE = 404, 409, 422, 503
NONE = "none"


def add(bp: Blueprint, kind: Kind) -> None:
    """Add the pages of imports to those of the list."""
    one = "/import/<uuid:import_id>"
    views: list[tuple[str, str, Callable[..., Answer]]] = [
        ("GET", "/import", choose_list),
        ("POST", "/import", upload_import),
        ("GET", one, show_import),
        ("GET", f"{one}/report.csv", report_import),
        ("POST", f"{one}/commit", commit_import),
        ("POST", f"{one}/undo", undo_import),
        ("POST", f"{one}/drop", drop_import),
    ]
    if kind.is_gigs:
        views += [("POST", f"{one}/names", look_up_names), ("POST", f"{one}/missing", add_missing)]
    else:
        views += [("POST", f"{one}/answers", answer_import)]
    for method, path, view in views:
        bp.add_url_rule(path, view.__name__, update_wrapper(partial(view, kind), view), methods=[method])


@access.allow("admin")
def choose_list(kind: Kind) -> Answer:
    """Show where to send a list, what is understood, and the latest imports."""
    errors = {"file": uploading.TOO_LARGE} if request.args.get("too_large") else {}
    return showing.start(kind, Form(errors=errors))


@access.allow("admin")
@deadline.for_lists
def upload_import(kind: Kind) -> Answer:
    """Send a list on to be read; nothing of it is taken yet."""
    try:
        sent = uploading.read(kind)
        kind.client().upload(sent.import_id, sent.name, sent.file)
    except Wrong as wrong:
        return _ask_again(kind, {wrong.field: str(wrong)}, INVALID)
    except UpstreamError as error:
        sentence = f"{error.service} does not answer, so nothing was read. Send the list again in a moment."
        return _ask_again(kind, {"file": sentence[0].upper() + sentence[1:]}, UNAVAILABLE)
    except Refused as refused:
        if refused.status != INVALID:
            raise
        return _ask_again(kind, {"file": str(refused)}, INVALID)
    return _to_import(kind, sent.import_id)


@access.allow("admin")
def show_import(kind: Kind, import_id: UUID) -> Answer:
    """Show one import: how far it is, what it would do, or what it did."""
    found, view = kind.client().get(str(import_id)), View.asked()
    try:
        return showing.job(kind, found, view)
    except Refused as refused:
        if refused.status != INVALID or not view.cursor:
            raise
        where: dict[str, Any] = {"import_id": import_id, **view.query()}
        return redirect(url_for(f"{kind.plural}.show_import", **where))


@access.allow("admin")
@deadline.for_lists
def report_import(kind: Kind, import_id: UUID) -> Response:
    """Hand on what becomes of each row, as CSV."""
    client = kind.client()
    name = client.get(str(import_id)).filename.removesuffix(".csv")
    return exports.csv(client.report(str(import_id)), f"report of {name}.csv")


@access.allow("admin")
def answer_import(kind: Kind, import_id: UUID) -> Response:
    """Note which place each city is."""
    numbers = [name.partition("-")[2] for name in request.form if name.startswith("city-")]
    chosen = {request.form[f"city-{number}"]: request.form.get(f"choice-{number}", "") for number in numbers}
    answers = {
        city: None if choice == NONE else int(choice)
        for city, choice in chosen.items()
        if choice == NONE or (choice.isascii() and choice.isdigit() and len(choice) < len(NONE))
    }
    return _done(kind, import_id, lambda: kind.client().answer(str(import_id), answers))


@access.allow("admin")
@deadline.for_lists
def commit_import(kind: Kind, import_id: UUID) -> Response:
    """Take the rows of a list, without those that cannot be taken."""
    return _done(kind, import_id, lambda: kind.client().commit(str(import_id)), {COMMITTING, COMMITTED})


@access.allow("admin")
@deadline.for_lists
def undo_import(kind: Kind, import_id: UUID) -> Response:
    """Take an import back."""
    return _done(kind, import_id, lambda: undoing.undo(kind, str(import_id)), {UNDOING, UNDONE})


@access.allow("admin")
def drop_import(kind: Kind, import_id: UUID) -> Response:
    """Forget a list of which nothing was taken."""
    try:
        kind.client().drop(str(import_id))
    except Refused as refused:
        if refused.status == CONFLICT:
            return _told(kind, import_id, str(refused))
        if refused.status != MISSING:
            raise
    return redirect(url_for(f"{kind.plural}.choose_list"), 303)


@access.allow("admin")
@deadline.for_lists
def look_up_names(kind: Kind, import_id: UUID) -> Response:
    """Look up names in the catalogue, as many as one answer has time for."""
    try:
        looking_up.look_up(str(import_id))
    except UpstreamError as error:
        return _told(kind, import_id, f"{error.service} does not answer. What was looked up is kept; go on soon.")
    return _to_import(kind, str(import_id))


@access.allow("admin")
@deadline.for_lists
def add_missing(kind: Kind, import_id: UUID) -> Response:
    """Add the bands and venues that are missing, by imports of their own, and look the names up again."""
    try:
        adding.add(kinds.gig_imports().get(str(import_id)))
    except UpstreamError as error:
        return _told(kind, import_id, f"{error.service} does not answer. What was added stays; go on soon.")
    except Refused as refused:
        return _refused(kind, import_id, refused, {NAMING})
    return _to_import(kind, str(import_id))


def _done(kind: Kind, import_id: UUID, work: Callable[[], object], reached: Collection[str] = ()) -> Response:
    try:
        work()
    except Refused as refused:
        return _refused(kind, import_id, refused, reached)
    return _to_import(kind, str(import_id))


def _refused(kind: Kind, import_id: UUID, refused: Refused, reached: Collection[str]) -> Response:
    """Tell why not, unless somebody's other click has reached the same already."""
    if refused.status not in {CONFLICT, INVALID}:
        raise refused
    if kind.client().get(str(import_id)).state in reached:
        return _to_import(kind, str(import_id))
    return _told(kind, import_id, str(refused))


def _told(kind: Kind, import_id: UUID, sentence: str) -> Response:
    flash(sentence[:1].upper() + sentence[1:])
    return _to_import(kind, str(import_id))


def _to_import(kind: Kind, import_id: str) -> Response:
    return redirect(url_for(f"{kind.plural}.show_import", import_id=import_id), 303)


def _ask_again(kind: Kind, errors: dict[str, str], status: int) -> tuple[str, int]:
    form = Form(uploading.form_id(), request.form.get("text", ""), errors)
    return showing.start(kind, form), status
