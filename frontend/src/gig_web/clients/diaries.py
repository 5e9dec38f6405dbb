"""The backend's diaries as the front end sees them: when bands and venues say they are busy."""

from collections.abc import Mapping
from dataclasses import dataclass

from gig_web.clients import records
from gig_web.clients.history import By
from gig_web.clients.kinds import Day, DayRange, Id, Instant, Whole
from gig_web.upstream import Refused, Upstream, UpstreamError

MISSING = 404


@dataclass(frozen=True, slots=True)
class Diary:
    """What is known of one diary; `source` is its address, for those alone who may read it again.

    `read_at` is when its days were read, all of them up to `known_until`; `tried_at` and `by` also count failed tries.
    """

    kind: str
    id: Id
    has_source: bool
    source: str | None
    busy: list[DayRange]
    read_at: Instant | None
    known_until: Day | None
    tried_at: Instant
    by: By | None
    error: str | None
    rev: Whole


class Diaries:
    """The client of the diaries; `kind` is "band" or "venue"."""

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        self.name = upstream.name

    def of(self, kind: str, owner: str) -> Diary | None:
        """Give the diary of one band or venue, if there is one; a backend of the version before has none."""
        try:
            body = self.upstream.get("/v1/diaries", {"kind": kind, "ids": owner}).body
        except Refused as refused:
            if refused.status != MISSING:
                raise
            return None
        return next(iter(records.read_page(Diary, body, self.name)[0]), None)

    def put(self, kind: str, owner: str, body: Mapping[str, object], rev: int | None) -> Diary:
        """Keep what was read, new or with `rev`; Refused 404, 412, 422 or 428."""
        answer = self.upstream.send("PUT", f"/v1/diaries/{kind}/{owner}", body, rev=rev).body
        if answer is None:
            raise UpstreamError(self.name, "answered without a body")
        return records.read(Diary, answer, self.name)

    def forget(self, kind: str, owner: str, rev: int) -> None:
        """Forget one with its address and its days; Refused 412."""
        self.upstream.send("DELETE", f"/v1/diaries/{kind}/{owner}", rev=rev)
