"""The settings page, as it is or with what is wrong with a form of it."""

from dataclasses import dataclass, field

from flask import render_template, request
from werkzeug.wrappers import Response

from gig_web import clients, memory
from gig_web.accounts import roles, visitor, zones
from gig_web.clients.settings import PlannerSettings
from gig_web.gigs import clock, past
from gig_web.preferences import left_out, remembered, telling
from gig_web.upstream import Refused, UpstreamError
from gig_web.writing import usual

THEME_WORDS = {"auto": "As the system has it", "light": "Light", "dark": "Dark"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was wrong with a form: a sentence for each field, "" for all of it."""

    errors: dict[str, str] = field(default_factory=dict)
    status: int = 200
    wait: str = ""

    @classmethod
    def of(cls, refused: Refused) -> "Trouble":
        """Take what the backend refused."""
        return cls(refused.fields(), refused.status, refused.wait)


def page(trouble: Trouble | None = None) -> Response:
    """Render the settings; without the backend all but what is left out."""
    trouble = trouble or Trouble()
    here = visitor.current()
    html = render_template(
        "preferences/settings.html",
        themes=THEME_WORDS,
        left_out=_left_out(),
        said=telling.take(),
        undo=telling.undo(),
        planner=_planner(),
        mails=usual,
        updated=_moment,
        errors=trouble.errors,
        name=request.form.get("name", here.name if here else ""),
        time_zone=request.form.get("time_zone", memory.time_zone()),
        typed=request.form,
        zones=zones.offered(),
        role=roles.words(visitor.role()) if here else "",
        has_search=bool(memory.constraints()),
        search=remembered.in_words(memory.constraints(), clock.today(), with_money=visitor.sees_money()),
    )
    headers = {"Retry-After": trouble.wait} if trouble.wait else {}
    return Response(html, trouble.status, headers, mimetype="text/html")


def _planner() -> PlannerSettings | None:
    try:
        return clients.current().gigs.settings()
    except UpstreamError:
        return None


def _moment(at: str) -> str:
    return past.moment(at, clock.zone())


def _left_out() -> left_out.LeftOut | None:
    try:
        return left_out.read()
    except UpstreamError:
        return None
