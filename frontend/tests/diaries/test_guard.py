"""Which machines a diary may be fetched from."""

import pytest

from diary_reader import guard


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),  # noqa: S104  # asked about, not bound
        *("100.64.0.1", "100.127.255.255", "169.254.169.254", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    ],
)
def test_an_ipv4_address_that_is_not_of_the_internet_is_closed(address: str) -> None:
    assert not guard.is_open(address)
    assert not guard.is_open(f"::ffff:{address}")
    assert not guard.is_open(f"64:ff9b::{address}")
    assert not guard.is_open(f"::{address}")


@pytest.mark.parametrize(
    "address",
    [
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1"),
        *("2001::1", "2001:db8::1", "2002:7f00:1::", "2002:5db8:d822::", "3fff::1", "64:ff9b:1::7f00:1", "4000::1"),
        *("2606:4700::1111%1", "", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3.4.5"),
    ],
)
def test_an_ipv6_address_that_is_not_given_out_and_what_is_no_address_is_closed(address: str) -> None:
    assert not guard.is_open(address)


@pytest.mark.parametrize(
    "address",
    [
        *("1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.0", "223.255.255.1"),
        *("2606:4700:4700::1111", "2a00:1450::1", "::ffff:93.184.216.34", "64:ff9b::93.184.216.34"),
    ],
)
def test_what_is_of_the_internet_is_open(address: str) -> None:
    assert guard.is_open(address)
