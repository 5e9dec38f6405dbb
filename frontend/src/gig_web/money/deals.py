"""What a night brings under a deal: net, what the artist gets, what is left, where it breaks even. Exact integers.

Net and the artist's part are rounded to pence, halves up; what is left is the rest, so that the pence add up.
"""

from dataclasses import dataclass

from gig_web.money.amounts import half_up

FLAT, DOOR, VERSUS, PLUS = KINDS = "flat", "door", "versus", "plus"
SCENARIOS = (40, 70, 100)  # per cent of what can be sold
_WHOLE = 10_000  # hundredths of a per cent


@dataclass(frozen=True, slots=True)
class Deal:
    """The terms of a night: amounts in pence, `tax` (on top of the net price), `pct` (of gross) and `split` as shares.

    Shares are in hundredths of a per cent, from 0 to 10,000.
    """

    kind: str
    price: int
    tax: int = 0
    pct: int = 0
    guarantee: int = 0
    split: int = 0
    costs: int = 0


@dataclass(frozen=True, slots=True)
class Takings:
    """What `sold` tickets bring, in pence: net = costs + artist + promoter."""

    sold: int
    net: int
    costs: int
    artist: int
    promoter: int


def takings(deal: Deal, sold: int) -> Takings:
    """Work out what so many tickets bring."""
    net = half_up(sold * deal.price * _kept(deal), _WHOLE * (_WHOLE + deal.tax))
    artist = _artist(deal, net)
    return Takings(sold, net, deal.costs, artist, net - deal.costs - artist)


def break_even(deal: Deal, sellable: int) -> int | None:
    """Give the fewest tickets that leave the promoter without a loss, None where a full room does not do it.

    A split takes a share of what is above costs (and guarantee) and never more than all of it. So under each deal the
    promoter is at nothing or above exactly where the net reaches costs and guarantee, and that is solved for n.
    """
    needed = deal.costs + (0 if deal.kind == DOOR else deal.guarantee)
    if needed <= 0:
        return 0
    each = deal.price * _kept(deal)
    if each <= 0:  # more goes off the gross than a ticket brings
        return None
    tickets = -(-(2 * needed - 1) * _WHOLE * (_WHOLE + deal.tax) // (2 * each))
    return tickets if tickets <= sellable else None


def scenarios(deal: Deal, sellable: int) -> list[tuple[int, Takings]]:
    """Give what 40, 70 and 100 % of the tickets bring, each with its per cent."""
    return [(share, takings(deal, half_up(share * sellable, 100))) for share in SCENARIOS]


def _kept(deal: Deal) -> int:
    """Give what is kept of a ticket as a share of 10,000 · (10,000 + tax): 1/(1+tax) - pct."""
    return _WHOLE * _WHOLE - deal.pct * (_WHOLE + deal.tax)


def _artist(deal: Deal, net: int) -> int:
    left = net - deal.costs
    if deal.kind == FLAT:
        return deal.guarantee
    if deal.kind == PLUS:
        return deal.guarantee + _share(deal, left - deal.guarantee)
    return max(deal.guarantee if deal.kind == VERSUS else 0, _share(deal, left))


def _share(deal: Deal, above: int) -> int:
    return half_up(deal.split * max(0, above), _WHOLE)
