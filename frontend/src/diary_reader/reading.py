"""One reading: a file, or an address to fetch it from, into busy days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from diary_reader import addresses, alarms, entries, fetching, gig_days, sheets
from diary_reader.fetching import Network
from diary_reader.gig_days import Window
from diary_reader.sheets import Sheet
from diary_reader.trouble import Trouble

DAYS_BACK, DAYS_AHEAD = 1, 400


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read; `today` is the gig day under way in `zone`, `address` empty where the file itself came."""

    today: date
    zone: str
    address: str = ""
    content: bytes = b""


def read(wanted: Wanted, network: Network) -> dict[str, Any]:
    """Give `{busy: [ranges], known_until: day | null}`, or `{trouble: sentence}`."""
    try:
        return _found(wanted, network)
    except Trouble as trouble:
        return {"trouble": str(trouble)}


def _found(wanted: Wanted, network: Network) -> dict[str, Any]:
    content = fetching.fetch(addresses.read(wanted.address), network) if wanted.address else wanted.content
    if len(content) > fetching.MOST_BYTES:
        raise Trouble(fetching.LARGE)
    first, last = wanted.today - timedelta(DAYS_BACK), wanted.today + timedelta(DAYS_AHEAD)
    found = entries.read(_sheet(content), Window(first, last, ZoneInfo(wanted.zone)))
    until = found.until.isoformat() if found.is_understood else None
    return {"busy": gig_days.ranges(found.days), "known_until": until}


def _sheet(content: bytes) -> Sheet:
    try:
        with alarms.within(entries.SECONDS, of_work=True):
            return sheets.read(content)
    except alarms.TimeIsUp as error:
        raise Trouble(entries.TOO_MUCH) from error
