"""What the people page shows, read together."""

from dataclasses import dataclass

from gig_web import clients
from gig_web.clients.people import Invite, Person

PAGE = 50


@dataclass(frozen=True, slots=True)
class Everybody:
    """One page of people by name, and the open invites with its first page."""

    people: list[Person]
    next: str | None
    invites: list[Invite]

    def find(self, person_id: str) -> Person | None:
        """Give one of them."""
        return next((person for person in self.people if person.id == person_id), None)


def read(cursor: str) -> Everybody:
    """Read people from `cursor` on; raises UpstreamError, and Refused for a cursor that is none."""
    client = clients.current().people
    page = client.page({"limit": PAGE, "cursor": cursor} if cursor else {"limit": PAGE})
    return Everybody(page.items, page.next, [] if cursor else client.invites())
