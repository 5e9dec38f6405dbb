"""The templates of mails, kept for everybody: one is changed at a time, and nobody's words are lost."""

from gig_web import clients, revs
from gig_web.clients.settings import PlannerSettings
from gig_web.writing import templates
from gig_web.writing.templates import Template

TRIES = 3


class Meanwhile(Exception):  # noqa: N818  # it says what was found
    """Somebody else wrote another text, `theirs`, since the form was shown."""

    def __init__(self, theirs: Template) -> None:
        super().__init__()
        self.theirs = theirs


def keep(mail: str, base: Template, wanted: Template | None) -> None:
    """Keep a template made from `base`, None for the usual one; raises Meanwhile when it is another by now."""
    revs.persist(lambda: _keep(clients.current().gigs.settings(), mail, base, wanted), TRIES)


def _keep(there: PlannerSettings, mail: str, base: Template, wanted: Template | None) -> None:
    now, after = templates.of(mail, there.templates), wanted or templates.the_usual(mail)
    if now == after:
        return
    if now != base:
        raise Meanwhile(now)
    kept = {name: words for name, words in there.templates.items() if name != mail}
    if after != templates.the_usual(mail):
        kept[mail] = {"subject": after.subject, "body": after.body}
    clients.current().gigs.change_settings({"templates": kept}, there.rev)
