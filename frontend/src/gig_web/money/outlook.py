"""What a night may bring: its deal with what is usual filled in, or what is still missing to work it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gig_web.money import deals
from gig_web.money.amounts import pence, percent_of
from gig_web.money.deals import Deal, Takings
from gig_web.money.usual import FIELDS, NOTHING, Usual

CAPACITY, GUARANTEE, PRICE, SPLIT, SEATS = "capacity", "guarantee", "ticket_price", "split_pct", "seats"
_SHARES = ("tax_pct", "gross_pct")  # the same in every currency


@dataclass(frozen=True, slots=True)
class Fees:
    """What all acts get together, and what those who play before the headliner do; None where no fee is known."""

    all: str | None = None
    supports: str | None = None


NO_FEES = Fees()


@dataclass(frozen=True, slots=True)
class Missing:
    """What has to be known first, by field; "seats" where the guest list leaves none to sell."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A night that can be worked out: `filled` are the fields taken from what is usual, each with its source.

    `known` are the fields that count at all; costs and tax that nobody knows are counted as nothing. `others` of the
    costs, in pence, are the fees of those the deal is not with.
    """

    deal: Deal
    currency: str
    sellable: int
    comps: int = 0
    filled: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    breaks_even: int | None = None
    others: int = 0

    @property
    def share(self) -> int | None:
        """The tickets that it takes, in per cent of those there are."""
        return None if self.breaks_even is None else percent_of(self.breaks_even, self.sellable)

    @property
    def full(self) -> Takings:
        """What a full room brings."""
        return deals.takings(self.deal, self.sellable)

    @property
    def scenarios(self) -> list[tuple[int, Takings]]:
        """What 40, 70 and 100 % of the tickets bring."""
        return deals.scenarios(self.deal, self.sellable)

    def came(self, attendance: int) -> Takings:
        """Say what it brought: those who came, without the guest list, bought a ticket each."""
        return deals.takings(self.deal, max(0, attendance - self.comps))


def read(
    terms: Mapping[str, Any], capacity: int | None, fees: Fees = NO_FEES, usual: Usual = NOTHING
) -> Outlook | Missing:
    """Fill in what the terms leave open; without any the fees make a flat deal. Amounts stay within their currency."""
    currency = terms.get("currency") or usual.currency
    is_ours = currency == usual.currency
    kind = terms.get("type") or deals.FLAT
    amounts = {name: terms[name] for name in (*FIELDS, GUARANTEE, SPLIT) if terms.get(name) is not None}
    open_ones = [name for name in usual.amounts if name not in amounts and (is_ours or name in _SHARES)]
    amounts |= {name: usual.amounts[name] for name in open_ones}
    is_settled = kind == deals.DOOR or GUARANTEE in amounts  # with the headliner: the others are paid beside that
    if fees.all is not None and is_ours and not is_settled:
        amounts[GUARANTEE] = fees.all
    others = pence(fees.supports) if fees.supports is not None and is_ours and is_settled else 0
    comps = int(terms.get("comps") or 0)
    if missing := _missing(kind, amounts, capacity, comps):
        return Missing(tuple(missing))
    deal = _deal(kind, {name: pence(text) for name, text in amounts.items()}, others)
    sellable = (capacity or 0) - comps
    filled = {name: usual.sources[name] for name in open_ones}
    breaks_even = deals.break_even(deal, sellable)
    return Outlook(deal, currency, sellable, comps, filled, frozenset(amounts), breaks_even, others)


def fees_of(acts: Iterable[tuple[str, str | None]]) -> Fees:
    """Add the fees that are known, of acts given by billing and fee."""
    given = list(acts)
    return Fees(_total(fee for _, fee in given), _total(fee for billing, fee in given if billing == "support"))


def _total(fees: Iterable[str | None]) -> str | None:
    known = [pence(fee) for fee in fees if fee is not None]
    return f"{sum(known) // 100}.{sum(known) % 100:02}" if known else None


def _missing(kind: str, amounts: Mapping[str, str], capacity: int | None, comps: int) -> list[str]:
    needed = {PRICE, *({SPLIT} if kind == deals.DOOR else {GUARANTEE} if kind == deals.FLAT else {SPLIT, GUARANTEE})}
    missing = [name for name in (PRICE, GUARANTEE, SPLIT) if name in needed and name not in amounts]
    if not capacity:
        return [*missing, CAPACITY]
    return [*missing, SEATS] if comps >= capacity else missing


def _deal(kind: str, amounts: Mapping[str, int], others: int) -> Deal:
    return Deal(
        kind,
        price=amounts[PRICE],
        tax=amounts.get("tax_pct", 0),
        pct=amounts.get("gross_pct", 0),
        guarantee=amounts.get(GUARANTEE, 0),
        split=amounts.get(SPLIT, 0),
        costs=amounts.get("costs", 0) + others,
    )
