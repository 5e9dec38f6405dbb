"""An outlook in words: where it breaks even, and what that counts."""

from dataclasses import dataclass

from gig_web import pages
from gig_web.money import deals
from gig_web.money.amounts import written
from gig_web.money.deals import Takings
from gig_web.money.outlook import GUARANTEE, Missing, Outlook
from gig_web.money.usual import ROOM

_NEEDED = {
    "ticket_price": "the ticket price",
    "guarantee": "the guarantee or a fee",
    "split_pct": "their split",
    "capacity": "the capacity of the room",
    "seats": "somebody to sell to: the guest list fills the room",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what it is about, tickets and amounts as written."""

    name: str
    tickets: str
    net: str
    artist: str
    promoter: str
    is_loss: bool
    is_real: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """An outlook as a page shows it; `meter` is (value, most), None where it cannot break even."""

    line: str
    beside: str
    counts: str
    currency: str
    meter: tuple[int, int] | None
    rows: tuple[Row, ...] = ()


def say(outlook: Outlook, attendance: int | None = None) -> Said:
    """Put it into words, with the three scenarios and, once it is known, with how many came."""
    rows = [_row("Sold out" if share == 100 else f"{share} % sold", each) for share, each in outlook.scenarios]  # noqa: PLR2004  # all of it
    if attendance is not None:
        rows.append(_row(f"{pages.number(attendance)} came", outlook.came(attendance), is_real=True))
    return Said(*_short(outlook), rows=tuple(rows))


def say_short(outlook: Outlook) -> Said:
    """Put it into words without scenarios."""
    return Said(*_short(outlook))


def needs(missing: Missing) -> str:
    """Say what is still needed."""
    words = [_NEEDED[name] for name in missing.names]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _short(outlook: Outlook) -> tuple[str, str, str, str, tuple[int, int] | None]:
    sellable, fewest = pages.number(outlook.sellable), outlook.breaks_even
    counts = f"{_counts(outlook)}."
    if fewest is None:
        short = written(-outlook.full.promoter)
        return "Cannot break even", f"{short} {outlook.currency} short when sold out", counts, outlook.currency, None
    share = f"{outlook.share} % of {'the tickets' if outlook.comps else 'the room'}"
    line = f"Breaks even at {pages.number(fewest)} of {sellable}" if fewest else "Breaks even without selling a ticket"
    return line, share, counts, outlook.currency, (fewest, outlook.sellable)


def _counts(outlook: Outlook) -> str:
    """Say what it counts: "At 12.00 GBP a ticket, a fee of 400.00 and your usual costs of 600.00, 20 % tax"."""
    deal = outlook.deal
    price = f"{_usual(outlook, 'ticket_price', '')}{written(deal.price)} {outlook.currency} a ticket"
    fee = f"a fee of {written(deal.guarantee)}" if deal.kind == deals.FLAT and GUARANTEE in outlook.known else ""
    costs = f"{_usual(outlook, 'costs', '')}costs of {written(deal.costs - outlook.others)}"
    counted = [fee, costs if "costs" in outlook.known else "", _others(outlook), _tax(outlook), _off(outlook)]
    parts = [f"At {price}", *filter(None, counted)]
    said = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    not_known = [word for name, word in (("costs", "costs"), ("tax_pct", "tax")) if name not in outlook.known]
    return f"{said}; {' and '.join(not_known)} not known, so not counted" if not_known else said


def _others(outlook: Outlook) -> str:
    return f"{written(outlook.others)} for the other acts" if outlook.others else ""


def _tax(outlook: Outlook) -> str:
    return f"{_usual(outlook, 'tax_pct', '')}tax of {_percent(outlook.deal.tax)}" if outlook.deal.tax else ""


def _off(outlook: Outlook) -> str:
    return f"{_usual(outlook, 'gross_pct', '')}{_percent(outlook.deal.pct)} off the gross" if outlook.deal.pct else ""


def _percent(share: int) -> str:
    return f"{written(share).rstrip('0').rstrip('.')} %"


def _usual(outlook: Outlook, name: str, otherwise: str) -> str:
    """Say whose the usual amount is, where it is one."""
    source = outlook.filled.get(name)
    return otherwise if source is None else "this room's usual " if source == ROOM else "your usual "


def _row(name: str, found: Takings, *, is_real: bool = False) -> Row:
    net, artist, promoter = (written(amount) for amount in (found.net, found.artist, found.promoter))
    return Row(name, pages.number(found.sold), net, artist, promoter, found.promoter < 0, is_real)
