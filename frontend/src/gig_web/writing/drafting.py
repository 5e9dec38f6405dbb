"""Draft a mail about a gig: all that is needed is read, and what does not answer is named."""

from dataclasses import dataclass

from gig_web import clients, parallel
from gig_web.accounts import visitor
from gig_web.clients.history import Change
from gig_web.clients.nouns import Gig
from gig_web.clients.settings import PlannerSettings
from gig_web.gigs import clock
from gig_web.upstream import UpstreamError
from gig_web.writing import choosing, mailto, nights, recipients, templates, usual, values
from gig_web.writing.mailto import Link
from gig_web.writing.recipients import Recipient
from gig_web.writing.templates import Template
from gig_web.writing.values import Around


@dataclass(frozen=True, slots=True)
class Mail:
    """A draft: to whom, which, its words, the link that opens it, and which services did not answer."""

    to: Recipient
    mail: str
    words: Template
    email: str | None
    is_listed: bool
    link: Link | None
    missing: tuple[str, ...]

    @property
    def asks(self) -> bool:
        """Whether one waits for an answer after it."""
        return self.mail in usual.ASKING


def draft(gig: Gig, to: Recipient, asked: str) -> Mail:
    """Draft a mail, the one asked for or the usual one; raises UpstreamError without the gig list."""
    every = clients.current()
    row, settings = parallel.both(lambda: recipients.look_up(to), every.gigs.settings, every.gigs.name)
    if isinstance(settings, UpstreamError):
        raise settings
    found = None if isinstance(row, UpstreamError) else row
    mail = choosing.chosen(asked, gig, [] if asked in usual.NAMES else _history(gig))
    words = _words(gig, to, mail, found.contact if found else None, settings)
    email = found.email if found else None
    return Mail(
        to,
        mail,
        words,
        email,
        is_listed=row is not None,
        link=mailto.link(email, words) if email else None,
        missing=(row.service,) if isinstance(row, UpstreamError) else (),
    )


def _words(gig: Gig, to: Recipient, mail: str, contact: str | None, settings: PlannerSettings) -> Template:
    here = visitor.current()
    days = nights.of_booking(gig, clock.today())
    around = Around(contact, _day(gig, mail), days, settings.currency, here.name if here else "")
    return templates.fill(templates.of(mail, settings.templates), values.of(gig, to, around))


def _history(gig: Gig) -> list[Change]:
    return clients.current().gigs.history(gig.id, {"limit": choosing.LOOKED_AT}).items


def _day(gig: Gig, mail: str) -> str | None:
    """Give the gig's night; where that was cleared, the one that is given back."""
    return gig.gig_day or (gig.previous_gig_day if mail == usual.RELEASE else None)
