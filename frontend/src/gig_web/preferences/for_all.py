"""Settings that hold for everybody: some are set, all others stay as somebody else may have set them meanwhile."""

from collections.abc import Mapping

from gig_web import clients, revs


def put(wanted: Mapping[str, object]) -> None:
    """Set these, by the names of `PlannerSettings`, where they are not so already. Raises Refused."""
    revs.persist(lambda: _put(wanted))


def _put(wanted: Mapping[str, object]) -> None:
    gigs = clients.current().gigs
    there = gigs.settings()
    if any(getattr(there, name) != value for name, value in wanted.items()):
        gigs.change_settings(wanted, there.rev)
