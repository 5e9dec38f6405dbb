"""A safe connection: made to the machine that was checked, under the name that was asked for."""

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from diary_reader import fetching
from diary_reader.addresses import Address
from diary_reader.fetching import Network
from diary_reader.trouble import Trouble


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for calendar.test, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "calendar.test")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("calendar.test")]), critical=False)
    signed = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    path.write_bytes(signed + key.private_bytes(*kinds))
    return path


class Handler(BaseHTTPRequestHandler):
    """Give the name that was asked for back."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.headers["Host"].encode())

    def log_message(self, *_: object) -> None:
        pass


class Quiet(HTTPServer):
    """Say nothing of those who do not trust it."""

    def handle_error(self, *_: object) -> None:
        pass


@pytest.fixture
def asked_names() -> list[str | None]:
    """Give the names that were asked for before any certificate was shown."""
    return []


@pytest.fixture
def port(certificate: Path, asked_names: list[str | None]) -> Iterator[int]:
    """Serve over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: asked_names.append(name)
    server = Quiet(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def way() -> Callable[..., Network]:
    """Give a way to this machine alone, which trusts as told."""

    def make(trust: Callable[[], ssl.SSLContext] = fetching.trust) -> Network:
        return Network(lambda _host, _port: ["127.0.0.1"], lambda _machine: True, lambda _address: None, trust)

    return make


def test_the_machine_proves_to_be_what_was_asked_for(
    port: int, certificate: Path, way: Callable[..., Network], asked_names: list[str | None]
) -> None:
    network = way(lambda: ssl.create_default_context(cafile=certificate))

    found = fetching.fetch(Address("https", "calendar.test", port, "/"), network)

    assert found.decode() == f"calendar.test:{port}"
    assert asked_names == ["calendar.test"]


def test_a_certificate_for_another_name_is_refused(port: int, certificate: Path, way: Callable[..., Network]) -> None:
    network = way(lambda: ssl.create_default_context(cafile=certificate))

    with pytest.raises(Trouble, match="its certificate does not fit"):
        fetching.fetch(Address("https", "another.test", port, "/"), network)


def test_a_certificate_that_nobody_vouches_for_is_refused(port: int, way: Callable[..., Network]) -> None:
    with pytest.raises(Trouble, match="its certificate does not fit"):
        fetching.fetch(Address("https", "calendar.test", port, "/"), way())
