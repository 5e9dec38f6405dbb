"""The pages of imports, rendered."""

from dataclasses import dataclass, field
from typing import Any

from flask import render_template, request, url_for

from gig_chassis.ids import uuid7
from gig_web import clients, parallel, planner
from gig_web.clients.imports import COMMITTED, FAILED, NAMING, STAGED, UNDONE, Import, ImportRow
from gig_web.gigs import clock, past
from gig_web.imports import adding, bounds, words
from gig_web.imports.kinds import Kind
from gig_web.upstream import UpstreamError

PAGE = 50
MOST_PEOPLE = 100
WITH_ROWS = {STAGED, COMMITTED, UNDONE}
NOBODY = "somebody"


@dataclass(frozen=True, slots=True)
class Form:
    """The form that sends a list, with what is wrong with it."""

    id: str = field(default_factory=lambda: str(uuid7()))
    text: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def start(kind: Kind, form: Form) -> str:
    """Render the page that takes a list, with the latest imports."""
    people = clients.current().people
    latest, listed = parallel.both(kind.client().latest, lambda: people.page({"limit": MOST_PEOPLE}).items, people.name)
    missing = {each.service for each in (latest, listed) if isinstance(each, UpstreamError)}
    names = {} if isinstance(listed, UpstreamError) else {person.id: person.name for person in listed}
    return _render(
        "imports/start.html",
        kind,
        form=form,
        latest=[] if isinstance(latest, UpstreamError) else latest,
        missing=sorted(missing),
        who=lambda job: names.get(job.created_by, NOBODY),
        most_bytes=bounds.MOST_BYTES,
    )


def job(kind: Kind, found: Import, view: "View") -> str:
    """Render one import: at work, as a dry run, or done."""
    page = kind.client().rows(found.id, view.params()) if found.state in WITH_ROWS else None
    return _render(
        "imports/job.html",
        kind,
        job=found,
        page=page,
        view=view,
        missing=adding.shown(found) if kind.is_gigs else [],
        is_over=found.state not in {STAGED, NAMING, FAILED} and not found.is_at_work,
        offers_starter=found.state == COMMITTED and _is_first(kind, found),
        item=lambda row: _item(kind, found, row),
    )


@dataclass(frozen=True, slots=True)
class View:
    """Which rows are looked at."""

    action: str = ""
    cursor: str = ""

    @classmethod
    def asked(cls) -> "View":
        """Read the address; what no link of ours says is left out."""
        action = request.args.get("action", "")
        return cls(action if action in words.ACTIONS else "", request.args.get("cursor", ""))

    def params(self) -> list[tuple[str, object]]:
        """Give what the service is asked."""
        given = [("action", self.action), ("cursor", self.cursor)]
        return [("limit", PAGE), *((name, value) for name, value in given if value)]

    def query(self, cursor: str | None = None) -> dict[str, str]:
        """Give the same rows from `cursor` on."""
        return {name: value for name, value in (("action", self.action), ("cursor", cursor)) if value}


def _is_first(kind: Kind, found: Import) -> bool:
    """Say whether nothing was imported into this list before, and the starter list still counts."""
    if planner.leaves_starter_out():
        return False
    return all(other.id == found.id or other.committed_at is None for other in kind.client().latest())


def _item(kind: Kind, found: Import, row: ImportRow) -> str:
    """Give the address of what a row made or met, once it is there."""
    if found.state != COMMITTED or row.entry_id is None:
        return ""
    where: dict[str, Any] = {kind.item_name: row.entry_id}
    return url_for(kind.item_view, **where)


def _render(template: str, kind: Kind, **values: Any) -> str:  # noqa: ANN401  # whatever the template shows
    def at(view: str, **more: Any) -> str:  # noqa: ANN401  # url_for takes anything
        return url_for(f"{kind.plural}.{view}", **more)

    def moment(when: str) -> str:
        return past.moment(when, clock.zone())

    return render_template(template, kind=kind, at=at, moment=moment, words=words, section=kind.section, **values)
