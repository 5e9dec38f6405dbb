"""What a night brings under each deal, and where it breaks even."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gig_web.money import deals
from gig_web.money.amounts import pence, written
from gig_web.money.deals import DOOR, FLAT, PLUS, VERSUS, Deal, Takings

SELLABLE = 200
KINDS = (FLAT, DOOR, VERSUS, PLUS)

shares = some.integers(0, 10_000)
amounts = some.integers(0, 500_000)
offered = some.builds(
    Deal,
    some.sampled_from(KINDS),
    price=some.integers(0, 6_000),
    tax=shares,
    pct=some.one_of(some.integers(0, 2_000), shares),
    guarantee=amounts,
    split=shares,
    costs=amounts,
)


def a_deal(kind: str) -> Deal:
    """Give the deal of the specification: 12.00 a ticket, 20 % tax, costs 600, guarantee 400, split 70 %."""
    return Deal(kind, price=1200, tax=2000, guarantee=40_000, split=7000, costs=60_000)


@pytest.mark.parametrize(
    ("kind", "sold", "artist", "promoter"),
    [
        (FLAT, 100, 400, 0),
        (VERSUS, 100, 400, 0),
        (PLUS, 100, 400, 0),
        (VERSUS, 118, 406, 174),
        (PLUS, 118, 526, 54),
        (FLAT, 200, 400, 1000),
        (VERSUS, 200, 980, 420),
        (PLUS, 200, 1100, 300),
        (DOOR, 200, 980, 420),
    ],
)
def test_each_deal_pays_as_it_is_written(kind: str, sold: int, artist: int, promoter: int) -> None:
    found = deals.takings(a_deal(kind), sold)

    assert found == Takings(sold, sold * 1000, 60_000, artist * 100, promoter * 100)


@pytest.mark.parametrize(("kind", "fewest"), [(FLAT, 100), (VERSUS, 100), (PLUS, 100), (DOOR, 60)])
def test_each_deal_breaks_even_at_its_number_of_tickets(kind: str, fewest: int) -> None:
    assert deals.break_even(a_deal(kind), SELLABLE) == fewest


@pytest.mark.parametrize("kind", KINDS)
def test_a_room_that_is_too_small_cannot_break_even(kind: str) -> None:
    assert deals.break_even(a_deal(kind), 59) is None


def test_a_share_of_the_gross_goes_off_before_anything_else() -> None:
    found = deals.takings(Deal(FLAT, price=1200, tax=2000, pct=500), 10)

    assert found.net == 10 * 940


def test_a_ticket_of_which_more_goes_off_than_it_brings_never_breaks_even() -> None:
    deal = Deal(FLAT, price=1200, tax=10_000, pct=6000, costs=1)

    assert deals.takings(deal, 10).net == -1200
    assert deals.break_even(deal, 10_000_000) is None


def test_what_costs_nothing_breaks_even_without_a_ticket() -> None:
    assert deals.break_even(Deal(DOOR, price=1000, split=10_000), 100) == 0


def test_the_three_scenarios_are_shares_of_what_can_be_sold() -> None:
    found = deals.scenarios(a_deal(FLAT), 195)

    assert [(share, each.sold) for share, each in found] == [(40, 78), (70, 137), (100, 195)]


def test_the_largest_room_is_worked_out_exactly() -> None:
    deal = Deal(FLAT, price=1, tax=2000, costs=8_333_333)

    fewest = deals.break_even(deal, 10_000_000)

    assert fewest == 9_999_999
    assert [deals.takings(deal, sold).promoter for sold in (fewest - 1, fewest)] == [-1, 0]


@given(offered, some.integers(0, 400))
def test_the_fewest_tickets_are_those_that_trying_one_after_the_other_finds(deal: Deal, sellable: int) -> None:
    tried = (sold for sold in range(sellable + 1) if deals.takings(deal, sold).promoter >= 0)

    assert deals.break_even(deal, sellable) == next(tried, None)


@given(offered, some.integers(0, 10_000_000))
def test_the_pence_add_up(deal: Deal, sold: int) -> None:
    found = deals.takings(deal, sold)

    assert found.costs + found.artist + found.promoter == found.net
    assert found.artist >= 0


@given(offered, some.integers(0, 10_000_000))
def test_one_more_ticket_never_costs_the_promoter_unless_it_brings_nothing(deal: Deal, sold: int) -> None:
    more, less = deals.takings(deal, sold + 1), deals.takings(deal, sold)

    assert (more.promoter - less.promoter) * (1 if more.net >= less.net else -1) >= 0


@given(some.integers(0, 10**12))
def test_an_amount_that_is_written_is_read_back(amount: int) -> None:
    assert pence(written(amount).replace(",", "")) == amount


@pytest.mark.parametrize(("text", "amount"), [("12", 1200), ("12.5", 1250), ("12.05", 1205), ("0.07", 7)], ids=str)
def test_amounts_are_read_in_pence(text: str, amount: int) -> None:
    assert pence(text) == amount


def test_a_loss_is_written_with_a_minus() -> None:
    assert written(-123456) == "\u22121,234.56"
