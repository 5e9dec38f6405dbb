"""Read a diary and keep what it says: a new one, one that is known again; or forget it."""

from diary_reader import addresses
from diary_reader.trouble import Trouble
from gig_web import clients, deadline
from gig_web.catalogue.nouns import Item, Noun
from gig_web.clients.diaries import Diary
from gig_web.diaries import homes, reading
from gig_web.diaries.reading import Crowded, Read, Wanted
from gig_web.upstream import Refused

NEITHER = "Give the address of the diary, or choose a file."
BOTH = "Give either the address or a file, not both: one of them is the diary."
CHANGED = {404, 412, 428}  # somebody else gave, read or forgot it meanwhile


def take(noun: Noun, item: Item, address: str, content: bytes | None) -> Diary:
    """Read what was given and keep it instead of what was known; raises Trouble, and then nothing changes."""
    if address and content is not None:
        raise Trouble(BOTH)
    if not address and content is None:
        raise Trouble(NEITHER)
    source = addresses.read(address).url if address else None
    found = _read(item, source, content or b"")
    body: dict[str, object] = {"source": source, "busy": found.busy, "known_until": found.known_until, "error": None}
    try:
        return _put(noun, item, body)
    except Refused as refused:
        if refused.status not in CHANGED:
            raise
    return _put(noun, item, body)


def read_again(noun: Noun, item: Item, known: Diary) -> Trouble | None:
    """Read a diary anew from its address; what went wrong is kept beside the days known before, and given back."""
    body: dict[str, object] = {"source": known.source, "busy": None, "known_until": None, "error": None}
    trouble = None
    try:
        found = _read(item, known.source, b"")
        body |= {"busy": found.busy, "known_until": found.known_until}
    except Crowded as crowded:
        return crowded
    except Trouble as error:
        trouble = error
        body["error"] = str(trouble)
    try:
        clients.current().diaries.put(noun.singular, item.id, body, known.rev)
    except Refused as refused:
        if refused.status not in CHANGED:
            raise  # else: what somebody else did meanwhile stands
    return trouble


def forget(noun: Noun, item_id: str) -> None:
    """Forget a diary; one that is gone stays gone."""
    try:
        _forget(noun, item_id)
    except Refused as refused:
        if refused.status not in CHANGED:
            raise
        _forget(noun, item_id)


def _read(item: Item, address: str | None, content: bytes) -> Read:
    zone = homes.zone(item)
    try:
        return reading.read(Wanted(homes.today(zone), zone, address, content))
    finally:
        deadline.start(deadline.CHANGE_SECONDS)  # reading had a time of its own; now the backend is to keep it


def _put(noun: Noun, item: Item, body: dict[str, object]) -> Diary:
    diaries = clients.current().diaries
    known = diaries.of(noun.singular, item.id)
    return diaries.put(noun.singular, item.id, body, known.rev if known else None)


def _forget(noun: Noun, item_id: str) -> None:
    diaries = clients.current().diaries
    if known := diaries.of(noun.singular, item_id):
        diaries.forget(noun.singular, item_id, known.rev)
