"""The backend as the front end sees it: gigs, conflicts, discards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gig_web.clients import records, takings
from gig_web.clients.catalogue import Page
from gig_web.clients.history import By, Change
from gig_web.clients.kinds import Day, Id, Instant
from gig_web.clients.merges import Moved, Used
from gig_web.clients.nouns import Gig
from gig_web.clients.settings import PlannerSettings
from gig_web.clients.takings import Attended, Takings
from gig_web.streams import Download
from gig_web.upstream import Query, Upstream, UpstreamError


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that stands against a night: level block, warn or info; `gig` is `{id, title, gig_day, status}`."""

    level: str
    rule: str
    gig: dict[str, Any] | None
    text: str


@dataclass(frozen=True, slots=True)
class Against:
    """The conflicts of one combination; a side that is null stands for all of that side."""

    gig_day: Day
    band_id: Id | None
    venue_id: Id | None
    conflicts: list[Conflict]


@dataclass(frozen=True, slots=True)
class Reading:
    """When a diary was read, and up to which day all that is busy in it is known."""

    read_at: Instant
    until: Day | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """What stands against the combinations, and the diaries that were read lately, by the id of whose they are.

    Beside it what a card is weighed by: past nights by band, usual amounts for those who may see them.
    """

    items: list[Against]
    diaries: dict[str, Reading]
    attended: dict[str, list[Attended]] = field(default_factory=dict)
    takings: Takings | None = None


@dataclass(frozen=True, slots=True)
class HeldFor:
    """Promoters and agents."""

    items: list[str]


@dataclass(frozen=True, slots=True)
class Discard:
    """A pair that rests, or a band or venue everybody leaves out."""

    id: Id
    band_id: Id | None
    venue_id: Id | None
    band_name: str | None
    venue_name: str | None
    gig_day: Day | None
    until: Instant | None
    by: By | None


class GigStore:
    """The client of the backend."""

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        self.name = upstream.name

    def page(self, params: Query) -> Page[Gig]:
        """One page of gigs."""
        return Page(*records.read_page(Gig, self.upstream.get("/v1/gigs", params).body, self.name))

    def get(self, gig_id: str) -> Gig:
        """One gig, trashed or not; Refused 404 when there is none."""
        return self._read(self.upstream.get(f"/v1/gigs/{gig_id}").body)

    def history(self, gig_id: str, params: Query) -> Page[Change]:
        """Give the changes of a gig, newest first."""
        body = self.upstream.get(f"/v1/gigs/{gig_id}/history", params).body
        return Page(*records.read_page(Change, body, self.name))

    def against(self, gig_id: str) -> list[Conflict]:
        """Give what stands against a gig on its night as things are, hardest first; Refused 404 by an old backend."""
        body = self.upstream.get(f"/v1/gigs/{gig_id}/conflicts").body
        return records.read_page(Conflict, body, self.name)[0]

    def put(self, gig_id: str, body: Mapping[str, object], rev: int | None = None) -> Gig:
        """Create a gig under its id, or replace it with `rev`; Refused 409 carries the conflicts."""
        return self._read(self.upstream.send("PUT", f"/v1/gigs/{gig_id}", body, rev=rev).body)

    def patch(self, gig_id: str, body: Mapping[str, object], rev: int) -> Gig:
        """Change some fields or the status; Refused 409, 412 or 422."""
        return self._read(self.upstream.send("PATCH", f"/v1/gigs/{gig_id}", body, rev=rev).body)

    def trash(self, gig_id: str, rev: int) -> None:
        """Put a gig into the trash."""
        self.upstream.send("DELETE", f"/v1/gigs/{gig_id}", rev=rev)

    def restore(self, gig_id: str, rev: int, *, as_idea: bool = False, accepted: Sequence[str] = ()) -> Gig:
        """Take a gig back from the trash, over the `accepted` warnings; Refused 409 when its night was taken."""
        params = [("as_idea", "1")] if as_idea else [("accept_warnings", rule) for rule in accepted]
        return self._read(self.upstream.send("POST", f"/v1/gigs/{gig_id}/restore", rev=rev, params=params).body)

    def challenge(self, gig_id: str, rev: int, *, take_back: bool = False) -> Gig:
        """Ask the hold in front to confirm or release, or no longer; gives that hold, Refused 412 or 422."""
        method = "DELETE" if take_back else "POST"
        return self._read(self.upstream.send(method, f"/v1/gigs/{gig_id}/challenge", rev=rev).body)

    def undo(self, gig_id: str, rev: int, accepted: Sequence[str] = ()) -> Gig:
        """Take the last change back, over the `accepted` warnings; Refused 409, 412 or 422."""
        params = [("accept_warnings", rule) for rule in accepted]
        return self._read(self.upstream.send("POST", f"/v1/gigs/{gig_id}/undo", rev=rev, params=params).body)

    def put_back(self, gig_id: str, rev: int, field: str, of: int, accepted: Sequence[str] = ()) -> Gig:
        """Give a plain field the value it had before revision `of`, over warnings; Refused 409, 412 or 422."""
        params = [("field", field), ("of", str(of)), *(("accept_warnings", rule) for rule in accepted)]
        return self._read(self.upstream.send("POST", f"/v1/gigs/{gig_id}/undo", rev=rev, params=params).body)

    def held_for(self) -> list[str]:
        """Name the promoters and agents that gigs were held for lately."""
        return records.read(HeldFor, self.upstream.get("/v1/gigs/held-for").body, self.name).items

    def duplicate(self, gig_id: str, body: Mapping[str, object]) -> Gig:
        """Make the same again under the `id` of the body, on its `gig_day`; Refused 409 or 422."""
        return self._read(self.upstream.send("POST", f"/v1/gigs/{gig_id}/duplicate", body).body)

    def conflicts(self, body: Mapping[str, object]) -> Matrix:
        """Say what stands against each combination of days, bands and venues; of old, a backend knew no diaries."""
        answer = self.upstream.send("POST", "/v1/conflicts", body).body
        items = records.read_page(Against, answer, self.name)[0]
        found = answer.get("diaries") or {}
        if not isinstance(found, dict):
            raise UpstreamError(self.name, "sent unexpected diaries")
        diaries = {owner: records.read(Reading, each, self.name) for owner, each in found.items()}
        beside = takings.read_attended(answer, self.name), takings.read_takings(answer, self.name)
        return Matrix(items, diaries, *beside)

    def discard(self, discard_id: str, body: Mapping[str, object]) -> None:
        """Let a pair rest, or leave a band or venue out; the same id twice is one discard."""
        self.upstream.send("PUT", f"/v1/discards/{discard_id}", body)

    def undo_discard(self, discard_id: str) -> None:
        """Take a discard back."""
        self.upstream.send("DELETE", f"/v1/discards/{discard_id}")

    def discards(self, params: Query) -> Page[Discard]:
        """Give the discards that stand, newest first."""
        body = self.upstream.get("/v1/discards", params).body
        return Page(*records.read_page(Discard, body, self.name))

    def repoint(self, body: Mapping[str, object]) -> Moved:
        """Let gigs follow a merged band or venue; Refused 409 carries the clashes, then none moved."""
        return records.read(Moved, self.upstream.send("POST", "/v1/gigs/repoint", body).body, self.name)

    def part(self, body: Mapping[str, object]) -> Moved:
        """Give the gigs that followed what they had before; Refused 409 as `repoint`."""
        return records.read(Moved, self.upstream.send("POST", "/v1/gigs/repoint/undo", body).body, self.name)

    def used(self, kind: str, ids: Sequence[str]) -> list[str]:
        """Give those of up to 1,000 bands or venues that any gig names, a trashed one too."""
        body = self.upstream.send("POST", "/v1/gigs/used", {"kind": kind, "ids": list(ids)}).body
        return records.read(Used, body, self.name).ids

    def export(self, params: Query) -> Download:
        """Give all gigs that fit `params`, as CSV."""
        return self.upstream.open("/v1/gigs/export", params)

    def settings(self) -> PlannerSettings:
        """Give what holds for the whole planner."""
        return records.read(PlannerSettings, self.upstream.get("/v1/settings").body, self.name)

    def change_settings(self, body: Mapping[str, object], rev: int) -> None:
        """Set what is named of what holds for the whole planner; Refused 412 when it was changed meanwhile."""
        self.upstream.send("PUT", "/v1/settings", body, rev=rev)

    def _read(self, body: object) -> Gig:
        if body is None:
            raise UpstreamError(self.name, "answered without a body")
        return records.read(Gig, body, self.name)
