"""Addresses that services are bound to."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches what is bound to `host`; of names only localhost is known to be so."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
