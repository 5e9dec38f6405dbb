"""Which addresses nobody else reaches."""

import pytest

from gig_chassis import addresses


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2", "::1"])
def test_only_this_machine_reaches_a_loopback_address(host: str) -> None:
    assert addresses.is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", "localhost.example.org", "", "127.1"])  # noqa: S104  # asked about, not bound
def test_others_reach_every_other_address(host: str) -> None:
    assert not addresses.is_loopback(host)
