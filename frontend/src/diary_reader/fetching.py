"""Fetch a diary from its address, within bounds of time, size and redirects, from the open internet alone.

The name is resolved once a hop; what it resolves to is checked, and exactly that is connected to, under the name: an
answer of the DNS that changes in between leads nowhere.
"""

import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin

import certifi
import urllib3
from urllib3.exceptions import HTTPError, SSLError
from urllib3.response import BaseHTTPResponse

from diary_reader import addresses, alarms, guard
from diary_reader.addresses import Address
from diary_reader.trouble import Trouble

SECONDS = 7.0  # for all of it
CONNECT_SECONDS, SILENT_SECONDS = 3.0, 5.0
MOST_BYTES = 2 * 1024 * 1024  # also once unpacked
MOST_REDIRECTS = 3
MOST_TRIED = 3  # of the addresses a name has
PIECE = 64 * 1024
_FOUND = 200
_REDIRECTS = {301, 302, 303, 307, 308}
_HEADERS = {"User-Agent": "Gig-Planner", "Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "gzip, identity"}

PRIVATE = (
    "This address leads to a private network, where the planner does not look. "
    "Give an address that can be opened from anywhere, or the file itself."
)
UNKNOWN = "There is no such address on the internet. Check its spelling."
NOT_NOW = "The name in this address could not be looked up just now. Try again later, or give the file itself."
SILENT = "Nothing answers at this address. Check it, or try again later."
UNSAFE = "The connection to this address is not safe: its certificate does not fit. Check the address."
SLOW = f"This address did not send the diary within {SECONDS:g} seconds. Try again later, or give the file itself."
LARGE = "This diary is larger than 2 MB. Export a shorter time, such as from this year on."
ROUNDABOUT = f"This address leads on more than {MOST_REDIRECTS} times. Open it in a browser and give the last address."
ASKS_WHO = "This address asks for a password. Most calendars have a secret iCal address that needs none: give that."
NOTHING = "There is nothing at this address, or not any more. Look up the iCal address in the calendar's settings."
FAILS = "This address answers with an error. Try again later, or give the file itself."
_SAID = {401: ASKS_WHO, 403: ASKS_WHO, 404: NOTHING, 410: NOTHING}


def resolve(host: str, port: int) -> list[str]:
    """Ask the DNS; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def trust() -> ssl.SSLContext:
    """Believe the certificates that browsers believe."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True)
class Network:
    """The way out: who tells addresses, which may be connected to, on which ports, whose certificates count."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    is_open: Callable[[str], bool] = guard.is_open
    check_port: Callable[[Address], None] = addresses.check_port
    trust: Callable[[], ssl.SSLContext] = trust


def fetch(address: Address, network: Network, seconds: float = SECONDS) -> bytes:
    """Give what stands at `address`; raises Trouble."""
    try:
        with alarms.within(seconds):
            return _follow(address, network)
    except alarms.TimeIsUp as error:
        raise Trouble(SLOW) from error


def _follow(address: Address, network: Network) -> bytes:
    for _ in range(MOST_REDIRECTS + 1):
        found = _ask(address, network)
        if isinstance(found, bytes):
            return found
        address = addresses.read(urljoin(address.url, found))
    raise Trouble(ROUNDABOUT)


def _ask(address: Address, network: Network) -> bytes | str:
    """Give what stands there, or where it leads on to."""
    trouble: Exception | None = None
    for machine in _machines(address, network)[:MOST_TRIED]:
        try:
            return _get(address, machine, network)
        except SSLError as error:
            raise Trouble(UNSAFE) from error
        except (HTTPError, OSError, ValueError) as error:
            trouble = error
    raise Trouble(SILENT) from trouble


def _machines(address: Address, network: Network) -> Sequence[str]:
    """Resolve the name; one closed address among several closes them all."""
    network.check_port(address)
    try:
        found = network.resolve(address.host, address.port)
    except (OSError, UnicodeError) as error:
        is_passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        raise Trouble(NOT_NOW if is_passing else UNKNOWN) from error
    if not all(network.is_open(each) for each in found):
        raise Trouble(PRIVATE)
    return found


def _get(address: Address, machine: str, network: Network) -> bytes | str:
    with _pool(address, machine, network) as pool:
        headers = {**_HEADERS, "Host": address.authority}
        answer = pool.urlopen(
            "GET", address.target, headers=headers, redirect=False, retries=False, preload_content=False
        )
        with closing(answer):  # also where it is given up half-way
            return _take(answer)


def _pool(address: Address, machine: str, network: Network) -> urllib3.HTTPConnectionPool:
    """Give a way to that machine alone, which must prove to be the one the name means."""
    waits = urllib3.Timeout(connect=CONNECT_SECONDS, read=SILENT_SECONDS)
    if address.scheme == "http":
        return urllib3.HTTPConnectionPool(machine, address.port, timeout=waits)
    return urllib3.HTTPSConnectionPool(
        machine,
        address.port,
        timeout=waits,
        ssl_context=network.trust(),
        server_hostname=address.host,
        assert_hostname=address.host,
    )


def _take(answer: BaseHTTPResponse) -> bytes | str:
    if answer.status in _REDIRECTS and "Location" in answer.headers:
        return answer.headers["Location"]
    if answer.status != _FOUND:
        raise Trouble(_SAID.get(answer.status, FAILS))
    taken = bytearray()
    for piece in answer.stream(PIECE, decode_content=True):
        taken += piece
        if len(taken) > MOST_BYTES:
            raise Trouble(LARGE)
    return bytes(taken)
