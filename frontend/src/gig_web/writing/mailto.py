"""A draft as an address that mail programs open (RFC 6068)."""

from dataclasses import dataclass
from urllib.parse import quote

from gig_web.writing.templates import Template

MOST = 1_900  # characters that all mail programs and systems take


@dataclass(frozen=True, slots=True)
class Link:
    """The address, and whether it holds the text as well as the subject."""

    address: str
    is_whole: bool


def link(email: str, draft: Template) -> Link:
    """Make the address of a draft; one that would be too long leaves the text to be pasted."""
    to, subject = f"mailto:{quote(email, safe='@')}", quote(draft.subject, safe="")
    body = quote(draft.body.replace("\n", "\r\n"), safe="")
    whole = f"{to}?subject={subject}&body={body}"
    if len(whole) <= MOST:
        return Link(whole, is_whole=True)
    short = f"{to}?subject={subject}"
    return Link(short if len(short) <= MOST else to, is_whole=False)
