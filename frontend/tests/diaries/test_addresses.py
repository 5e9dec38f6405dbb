"""The address of a diary: what is understood, what is refused and in which words."""

import pytest

from diary_reader import addresses
from diary_reader.trouble import Trouble


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://example.org/a.ics", "https://example.org/a.ics"),
        ("  http://example.org  ", "http://example.org/"),
        ("webcal://example.org/a.ics?key=s3cret", "https://example.org/a.ics?key=s3cret"),
        ("WEBCAL://EXAMPLE.org/A", "https://example.org/A"),
        ("https://example.org:443/a#today", "https://example.org/a"),
        ("https://bücher.example/ä b".replace(" ", "%20"), "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://[2001:4860::8888]/a", "https://[2001:4860::8888]/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
    ],
)
def test_an_address_is_written_in_one_way(typed: str, url: str) -> None:
    assert addresses.read(typed).url == url


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "example.org/a.ics",
            "ftp://example.org/",
            "file:///etc/passwd",
            "https://",
            "https:///a",
            "javascript:1",
        ),
        *("https://exa mple.org/", "https://example.org/a b", "https://example.org/\r\nHost: x", "https://[::1/"),
        *(
            "https://example.org:port/",
            "https://example.org:99999/",
            "https://.example.org/",
            f"https://{'a' * 64}.org",
        ),
    ],
)
def test_what_is_no_address_is_said_with_what_would_be_one(typed: str) -> None:
    with pytest.raises(Trouble, match="Write an address that begins with https://, http:// or webcal://"):
        addresses.read(typed)


@pytest.mark.parametrize(
    "typed", ["https://sam@example.org/", "https://sam:s3cret@example.org/", "https://:@example.org"]
)
def test_credentials_are_refused_without_being_repeated(typed: str) -> None:
    with pytest.raises(Trouble) as refused:
        addresses.read(typed)

    assert str(refused.value) == addresses.CREDENTIALS
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("typed", ["https://example.org/" + "a" * 2000, "https://example.org/" + "ä" * 400])
def test_an_address_that_is_too_long_to_be_kept_is_refused(typed: str) -> None:
    with pytest.raises(Trouble, match=r"longer than 2,000 characters"):
        addresses.read(typed)


@pytest.mark.parametrize("typed", ["https://example.org:80/", "http://example.org:443/", "http://example.org:6379/"])
def test_only_the_usual_port_of_a_scheme_is_asked(typed: str) -> None:
    with pytest.raises(Trouble, match="only from the usual ports, 80 and 443"):
        addresses.check_port(addresses.read(typed))


@pytest.mark.parametrize("typed", ["https://example.org/", "http://example.org:80/"])
def test_the_usual_port_may_be_asked(typed: str) -> None:
    addresses.check_port(addresses.read(typed))
