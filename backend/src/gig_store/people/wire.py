"""How people and invites are written as JSON."""

from gig_store import clock
from gig_store.people.accounts import SignedIn
from gig_store.people.invites import Invited
from gig_store.people.models import Person
from gig_store.wire import JsonObject, by


def person(row: Person) -> JsonObject:
    """Write an account, without its password in any form."""
    return {
        "id": str(row.id),
        "name": row.name,
        "role": row.role,
        "disabled": row.disabled,
        "time_zone": row.time_zone,
        "theme": row.theme,
        "keys": row.keys,
        "constraints": row.constraints,
        "created_at": clock.wire(row.created_at),
        "rev": row.rev,
    }


def signed_in(made: SignedIn) -> JsonObject:
    """Write a person with the token of a new session."""
    return {"token": made.token, "person": person(made.person)}


def invite(found: Invited) -> JsonObject:
    """Write an invite; its secret is not known here."""
    row, name = found
    return {
        "id": str(row.id),
        "role": row.role,
        "note": row.note,
        "invited_by": by(row.invited_by, name),
        "created_at": clock.wire(row.created_at),
        "expires_at": clock.wire(row.expires_at),
    }
