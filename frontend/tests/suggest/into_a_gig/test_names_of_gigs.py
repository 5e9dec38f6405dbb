"""What names the gig in an address and in a token: read back as written, or refused with a sentence."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gig_web.suggest.address import Address
from gig_web.suggest.cards import Card, CardError, Change
from gig_web.suggest.into import PURPOSES, Into

GIG_ID = "0190a1b2-0000-7000-8000-0000000000aa"
KEPT = "0190a1b2-0000-7000-8000-0000000000bb"  # the headliner that the gig has
SECRET = "k" * 40


@settings(deadline=None, derandomize=True)
@given(
    into=st.builds(
        Into,
        gig_id=st.uuids().map(str),
        purpose=st.sampled_from(PURPOSES[:2]),
        replaces=st.just("") | st.uuids().map(str) | st.integers(0, 49).map(str),
    ),
    seed=st.none() | st.integers(0, 2**31 - 1),
    band=st.none() | st.uuids().map(str),
)
def test_an_address_into_a_gig_is_read_back_as_it_was_written(into: Into, seed: int | None, band: str | None) -> None:
    address = Address(into=into, seed=seed, band=band)

    assert Address.parse(parse_qs(address.query_string()), date(2026, 11, 22)) == (address, {})


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_tampered_token_into_a_gig_is_refused_with_a_sentence(place: int, flip: int) -> None:
    change = Change(3, "support", "", ("band",), ("travel",), "0" * 16)
    card = Card(GIG_ID, 7, "2027-03-12", "", {"band_id": KEPT, "name": "Cold Harbour"}, {"id": KEPT}, change)
    token = card.seal(SECRET)
    place %= len(token) - 1  # of the last letter, some bits mean nothing
    spoilt = token[:place] + chr(ord(token[place]) ^ flip) + token[place + 1 :]

    assert Card.open(token, SECRET) == card
    with pytest.raises(CardError, match="did not arrive as it was dealt"):
        Card.open(spoilt, SECRET)
