"""Add and edit a band or venue; what was typed is kept whatever happens."""

from dataclasses import replace
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from gig_chassis.ids import uuid7
from gig_web.accounts import access
from gig_web.catalogue import changes, forms, notices, placing, rendering, twins
from gig_web.catalogue.changes import Edit
from gig_web.catalogue.notices import Notice
from gig_web.catalogue.nouns import Item, Noun
from gig_web.catalogue.rendering import FormPage
from gig_web.upstream import Refused, UpstreamError

Answer = str | tuple[str, int] | Response

CLASHING, INVALID, UNAVAILABLE = 409, 422, 503
MOST_DIGITS = 15  # of a revision
MISSING = 404


@access.allow("booker", newcomer=True)
def new_item(noun: Noun) -> Answer:
    """Show an empty form."""
    name, city = (request.args.get(part, "")[: forms.MOST_TYPED] for part in ("name", "city"))
    others = twins.find(noun, name, city, but=request.args.get("but", ""))
    return rendering.form(noun, FormPage(forms.blank(noun, name=name, city=city), new_id=str(uuid7()), twins=others))


def create_item(noun: Noun) -> Answer:
    """Add an item."""
    page = _typed(noun, {})
    return _answer(noun, page) or _ask_about_twins(noun, page) or _create(noun, page)


@access.allow("booker", newcomer=True)
def edit_item(noun: Noun, item_id: UUID) -> Answer:
    """Show the form of one item."""
    item = noun.client().get(str(item_id))
    texts = forms.texts(noun, item)
    return rendering.form(noun, FormPage(texts, texts, item.rev, str(item_id)))


def save_item(noun: Noun, item_id: UUID) -> Answer:
    """Save one item."""
    page = _typed(noun, forms.remembered(noun, request.form.get("base", "")))
    page = replace(page, item_id=str(item_id), rev=_rev())
    return _answer(noun, page) or _save(noun, page)


def to_item(noun: Noun, item_id: str) -> str:
    """Give the address of an item's page."""
    return url_for(f"{noun.plural}.show_item", item_id=item_id)


def _typed(noun: Noun, base: forms.Texts) -> FormPage:
    """Read the form and fill in what the city tells."""
    placed = placing.fill(forms.typed(noun, request.form), base, request.form.get("place", ""))
    errors = forms.values(noun, placed.texts)[1]
    return FormPage(placed.texts, base, errors=errors, note=placed.note, choices=placed.choices, new_id=_new_id())


def _new_id() -> str:
    """Read the id the form was given, or make one where it is missing or spoilt."""
    try:
        return str(UUID(request.form.get("id", "")))
    except ValueError:
        return str(uuid7())


def _answer(noun: Noun, page: FormPage) -> Answer | None:
    """Ask again where something is wrong or means several things."""
    return rendering.form(noun, page, INVALID) if page.errors or page.choices else None


def _ask_about_twins(noun: Noun, page: FormPage) -> Answer | None:
    """Ask whether another of that name is meant, unless the form has said so before."""
    others = twins.find(noun, page.texts["name"], page.texts["city"], but=page.new_id)
    if others is None or others.were_seen(request.form.get("seen", "")):
        return None
    return rendering.form(noun, replace(page, twins=others, asks_first=True), CLASHING)


def _create(noun: Noun, page: FormPage) -> Answer:
    mine = forms.values(noun, page.texts)[0]
    try:
        item, is_new = noun.client().create({**mine, "id": page.new_id})
    except (Refused, UpstreamError) as error:
        return _ask(noun, page, error)
    if not is_new and not forms.alike(forms.texts(noun, item), page.texts):
        return _add_another(noun, page, item)
    notices.leave(Notice("created", item.id, page.note))
    return redirect(to_item(noun, item.id))


def _add_another(noun: Noun, page: FormPage, added: Item) -> Answer:
    """Show a form that came back changed after its first sending had been saved; sent once more it adds another."""
    sentence = f"{added.name} is saved already. Save again to add this as another {noun.singular}."
    again = replace(page, errors={"form": sentence}, new_id=str(uuid7()))
    return rendering.form(noun, again, CLASHING)


def _save(noun: Noun, page: FormPage) -> Answer:
    mine = forms.normal(noun, forms.values(noun, page.texts)[0])
    try:
        outcome = changes.save(noun, page.item_id, Edit(mine, page.base, page.rev))
    except (Refused, UpstreamError) as error:
        return _ask(noun, page, error)
    merged = outcome.merged
    if merged.clashes:
        newest = forms.texts(noun, outcome.item)
        asked = replace(page, texts=merged.values, base=newest, rev=outcome.item.rev)
        return rendering.form(noun, replace(asked, taken=merged.taken, clashes=merged.clashes), CLASHING)
    notices.leave(Notice("saved", page.item_id, page.note, merged.taken))
    return redirect(to_item(noun, page.item_id))


def _ask(noun: Noun, page: FormPage, error: Refused | UpstreamError) -> Answer:
    """Show the form again with what the picker said, or that it said nothing."""
    if isinstance(error, UpstreamError):
        sentence = f"{error.service} does not answer. Nothing was saved; what you typed is still here. Try again soon."
        return rendering.form(noun, replace(page, errors={"form": sentence[0].upper() + sentence[1:]}), UNAVAILABLE)
    if error.status == MISSING:
        raise error
    return rendering.form(noun, replace(page, errors=forms.refusal(noun, error)), error.status)


def _rev() -> int:
    text = request.form.get("rev", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
