"""Which machines may be asked: those of the open internet, never one that only the planner can reach."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: it leads to the IPv4 address in its last four bytes
_CLOSED = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by the customers of a provider
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local: where clouds keep the secrets of a machine
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_OPEN = ip_network("2000::/3")  # all that is given out of IPv6
_NOT_OPEN = tuple(
    ip_network(each)
    for each in (
        "2001::/23",  # of protocols; Teredo carries an IPv4 address in it
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries an IPv4 address
        "3fff::/20",
    )
)


def is_open(text: str) -> bool:
    """Say whether an address may be connected to; those with an IPv4 address inside are as open as that."""
    try:
        found = ip_address(text)
    except ValueError:  # with a zone, such as fe80::1%eth0, or no address at all
        return False
    return _is_open_4(found) if isinstance(found, IPv4Address) else _is_open_6(found)


def _is_open_4(found: IPv4Address) -> bool:
    return not any(found in network for network in _CLOSED)


def _is_open_6(found: IPv6Address) -> bool:
    if found.scope_id is not None:
        return False
    inside = found.ipv4_mapped or (IPv4Address(found.packed[-4:]) if found in _NAT64 else None)
    if inside is not None:
        return _is_open_4(inside)
    return found in _OPEN and not any(found in network for network in _NOT_OPEN)
