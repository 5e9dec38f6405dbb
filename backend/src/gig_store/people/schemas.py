"""What bodies about people hold, and the shapes of what is answered."""

from marshmallow import Schema, fields

from gig_chassis.fields import OPTIONAL, Flag, Text, Timezone
from gig_store import limits
from gig_store.answers import Planner, Who
from gig_store.fields import Id, Instant, one_of
from gig_store.people.fields import Address, PersonName, Words, secret
from gig_store.people.passwords import Password
from gig_store.schemas import OwnSchema


class SignIn(Schema):
    """Name, password, and the address of the browser, by which tries are counted."""

    name = PersonName(required=True)
    password = Password()
    client = Address(required=True, metadata={"format": "ip-address"})


class FirstAccount(Schema):
    """The first account, with what was chosen before there was one."""

    name = PersonName(required=True)
    password = Password()
    time_zone = Timezone(**OPTIONAL)
    theme = one_of(limits.THEMES, load_default="auto")
    keys = Flag(load_default=True)
    constraints = Words(limits.CONSTRAINTS, load_default="")


class OwnAccount(OwnSchema):
    """What people change about themselves."""

    set_by_service = frozenset({"id", "created_at", "rev"})
    name = PersonName()
    time_zone = Timezone(allow_none=True)
    theme = one_of(limits.THEMES)
    keys = Flag()
    constraints = Words(limits.CONSTRAINTS)


class NewPassword(Schema):
    """A password in place of the current one."""

    current = Password()
    new = Password()


class Standing(Schema):
    """What an admin changes about a person."""

    role = one_of(limits.ROLES)
    disabled = Flag()


class InviteBody(Schema):
    """Who is invited as what; the note is for the admins."""

    role = one_of(limits.ROLES, required=True)
    note = Text(limits.NAME, **OPTIONAL)


class Secret(Schema):
    """What the link of an invite holds."""

    secret = secret()


class Acceptance(Secret):
    """The account somebody makes of an invite."""

    name = PersonName(required=True)
    password = Password()
    time_zone = Timezone(**OPTIONAL)


class PersonAnswer(Schema):
    """An account."""

    id = Id()
    name = fields.String()
    role = one_of(limits.ROLES)
    disabled = fields.Boolean()
    time_zone = fields.String(allow_none=True)
    theme = one_of(limits.THEMES)
    keys = fields.Boolean()
    constraints = fields.String()
    created_at = Instant()
    rev = fields.Integer()


class PeoplePage(Schema):
    """A page of people."""

    items = fields.List(fields.Nested(PersonAnswer))
    next = fields.String(allow_none=True)


class SignedInAnswer(Schema):
    """A person with the token of a new session."""

    token = fields.String()
    person = fields.Nested(PersonAnswer)


class WhoIsHere(Schema):
    """Whose session this is; nobody's while there is no account."""

    person = fields.Nested(PersonAnswer, allow_none=True)
    newcomer = fields.Boolean()
    planner = fields.Nested(Planner)


class InviteAnswer(Schema):
    """An open invite."""

    id = Id()
    role = one_of(limits.ROLES)
    note = fields.String(allow_none=True)
    invited_by = fields.Nested(Who)
    created_at = Instant()
    expires_at = Instant()


class NewInvite(InviteAnswer):
    """A new invite with its secret, which is said this once."""

    secret = fields.String()


class InvitePage(Schema):
    """A page of invites."""

    items = fields.List(fields.Nested(InviteAnswer))
    next = fields.String(allow_none=True)


class InviteSeen(Schema):
    """What an invite offers, and who says so."""

    role = one_of(limits.ROLES)
    invited_by = fields.Nested(Who)
