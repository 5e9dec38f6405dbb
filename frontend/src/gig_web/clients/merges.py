"""What the backend says of the gigs of merged bands and venues."""

from dataclasses import dataclass

from gig_web.clients.kinds import Id


@dataclass(frozen=True, slots=True)
class Moved:
    """The gigs that followed a merged band or venue or went back, and those that no longer can."""

    moved: list[Id]
    left: list[Id] | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """Bands or venues that gigs name."""

    ids: list[Id]
