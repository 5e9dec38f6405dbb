"""Links to day sheets as the backend keeps them, and what such a link leads to."""

from dataclasses import asdict, dataclass, field, fields
from http import HTTPStatus

from gig_web.clients import records
from gig_web.clients.history import By
from gig_web.clients.kinds import Clock, Day, Degrees, Id, Instant
from gig_web.clients.nouns import Act, Gig, GigVenue, headline
from gig_web.upstream import Refused, Upstream, UpstreamError

GONE = "share_gone"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call of a band or venue."""

    id: Id
    contact: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class RoomContact(Contact):
    """Whom to call of a venue, and where it is."""

    address: str | None = None
    postcode: str | None = None
    lat: Degrees | None = None
    lon: Degrees | None = None
    curfew: Clock | None = None


@dataclass(frozen=True, slots=True)
class Contacts:
    """What the catalogue knows beside a gig, or knew when its sheet was shared."""

    venue: RoomContact | None = None
    bands: list[Contact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SheetGig:
    """What of a gig stands on its day sheet: no money, no private notes."""

    title: str | None
    status: str
    gig_day: Day | None
    load_in: Clock | None
    soundcheck: Clock | None
    doors: Clock | None
    start: Clock | None
    end: Clock | None
    venue: GigVenue | None
    lineup: list[Act]
    staff_notes: str | None

    @classmethod
    def of(cls, gig: Gig) -> "SheetGig":
        """Take it from a gig."""
        return cls(**{each.name: getattr(gig, each.name) for each in fields(cls)})

    @property
    def headline(self) -> str:
        """What it is called in one line."""
        return headline(self.title, self.venue, self.lineup)


@dataclass(frozen=True, slots=True)
class Share:
    """A link; it leads nowhere while `ends_at` is null. `secret` is there only when it has just been made."""

    id: Id
    created_at: Instant
    created_by: By | None
    ends_at: Instant | None
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class SharedSheet:
    """What a link leads to: the gig as it is now, address and contacts as they were when it was shared."""

    gig: SheetGig
    contacts: Contacts
    shared_at: Instant


class Shares:
    """The client of the backend's links to day sheets."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self.name = upstream.name

    def of(self, gig_id: str) -> list[Share]:
        """Give the links to a gig's sheet, newest first; UpstreamError also from a backend of the version before."""
        try:
            return records.read_page(Share, self._upstream.get("/v1/shares", {"gig": gig_id}).body, self.name)[0]
        except Refused as refused:
            raise self._unknown(refused) from refused

    def make(self, gig_id: str, contacts: Contacts) -> Share:
        """Make a link; Refused 409 or 410 in the trash or with too many, 422 without a date."""
        body = {"gig": gig_id, "contacts": asdict(contacts)}
        return records.read(Share, self._upstream.send("POST", "/v1/shares", body).body, self.name)

    def revoke(self, share_id: str) -> None:
        """End a link; one that is over already stays so."""
        self._upstream.send("DELETE", f"/v1/shares/{share_id}")

    def look(self, secret: str) -> SharedSheet:
        """Open a link; Refused 404 for one that is wrong, revoked or over, 422 for what cannot be one."""
        try:
            body = self._upstream.send("POST", "/v1/shares/look", {"secret": secret}).body
        except Refused as refused:
            raise self._unknown(refused) from refused
        return records.read(SharedSheet, body, self.name)

    def _unknown(self, refused: Refused) -> Exception:
        """Tell a link that is gone from a backend that knows no links."""
        is_gone = refused.status == HTTPStatus.NOT_FOUND and refused.problem.get("code") == GONE
        if is_gone or refused.status != HTTPStatus.NOT_FOUND:
            return refused
        return UpstreamError(self.name, "knows no shared sheets yet")
