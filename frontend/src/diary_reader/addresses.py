"""The address of a diary as it is typed, or as a server leads on to it."""

from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from diary_reader.trouble import Trouble

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
_SCHEMES = {"webcal": "https", "webcals": "https", "https": "https", "http": "http"}
_KEPT = "/%:=&?~#+!$,;'@()*[]"  # what has a meaning in a path or a query, and what is escaped already

NO_ADDRESS = "Write an address that begins with https://, http:// or webcal://."
TOO_LONG = f"This address is longer than {LONGEST:,} characters. Check that only the address was pasted."
CREDENTIALS = "Leave name and password out of the address. Most calendars have a secret iCal address instead."
OTHER_PORT = "This address names a port of its own. The planner reads only from the usual ports, 80 and 443."


@dataclass(frozen=True, slots=True)
class Address:
    """Where to ask: `host` as the DNS writes it, `target` with its query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """Give it in one way of writing."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """Give the host as a URL has it, with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read(text: str) -> Address:
    """Read an address; raises Trouble with a sentence. Which ports may be asked is for who asks them."""
    text = text.strip()
    if len(text) > LONGEST:
        raise Trouble(TOO_LONG)
    try:
        parts = urlsplit(text)
        port, host = parts.port, _host(parts.hostname or "")
    except ValueError as error:  # UnicodeError is one
        raise Trouble(NO_ADDRESS) from error
    scheme = _SCHEMES.get(parts.scheme.lower(), "")
    if not scheme or not host or not text.isprintable() or any(sign.isspace() for sign in text):
        raise Trouble(NO_ADDRESS)
    if parts.username is not None or parts.password is not None:
        raise Trouble(CREDENTIALS)
    return _short(Address(scheme, host, PORTS[scheme] if port is None else port, _target(parts)))


def check_port(address: Address) -> None:
    """Raise Trouble for any port but that of its scheme."""
    if address.port != PORTS[address.scheme]:
        raise Trouble(OTHER_PORT)


def _host(name: str) -> str:
    """Give the name as the DNS knows it; raises UnicodeError for what can be none."""
    return name if ":" in name else name.rstrip(".").encode("idna").decode("ascii").lower()


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_KEPT)
    return f"{path}?{quote(parts.query, safe=_KEPT)}" if parts.query else path


def _short(address: Address) -> Address:
    """Raise Trouble for what escaping made too long to be kept."""
    if len(address.url) > LONGEST:
        raise Trouble(TOO_LONG)
    return address
