"""The load of a rehearsal on an installation, and what its answers are held to."""

from dataclasses import dataclass, field

from testkit.crowding import crowding
from testkit.installations import Installation
from testkit.joining import Person
from testkit.patience import await_that
from testkit.traffic import Traffic

LONGEST = 1.0  # p99 in seconds, on an idle machine
SHOWN = 10


@dataclass(slots=True)
class Load:
    """Page flows at `rate` while `traffic` lasts; `crowds` says how many times slower the machine was for others."""

    installation: Installation
    people: list[Person]
    rate: float
    seed: int
    before: set[str] = field(default_factory=set)
    crowds: list[float] = field(default_factory=list)

    def begin(self) -> Traffic:
        """Give the traffic, which runs while its block lasts."""
        self.before = {row.gig_id for row in self.installation.gigs()}
        self.crowds = [crowding()]
        return Traffic(self.installation.url, self.people, self.rate, self.seed)

    def look(self) -> None:
        """Look how crowded the machine is now."""
        self.crowds.append(crowding())

    def judge(self, traffic: Traffic) -> None:
        """Hold the answers to what is promised: nothing failed, lost or doubled, and nobody waited long."""
        self.judge_saves(traffic)
        assert traffic.record.failed == [], traffic.record.failed[:SHOWN]
        assert traffic.record.percentile(0.99) < LONGEST * max(self.crowds)

    def judge_saves(self, traffic: Traffic) -> None:
        """Hold the database to what people were told: nothing lost or doubled."""
        self.look()
        rows = self.installation.gigs()
        assert traffic.record.ledger.lost(rows) == []
        assert traffic.record.ledger.doubled(rows, self.before) == []

    def said(self, traffic: Traffic) -> dict[str, object]:
        """Give the figures of a load."""
        record = traffic.record
        return {
            "rate_asked": self.rate,
            "rate": len(record.replies) / traffic.seconds,
            "requests": len(record.replies),
            "failed": len(record.failed),
            "changes_kept": record.ledger.acknowledged,
            "lost_or_doubled": 0,
            "p50_s": record.percentile(0.5),
            "p99_s": record.percentile(0.99),
            "machine_shared_by": max(self.crowds),
        }


def await_more(traffic: Traffic, requests: int, seconds: float = 120) -> None:
    """Wait until so many more requests are answered."""
    seen = len(traffic.record.replies)
    await_that(lambda: len(traffic.record.replies) >= seen + requests, seconds)
