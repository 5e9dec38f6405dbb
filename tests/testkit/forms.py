"""A browser without a browser: cookies and forms over plain HTTP, for what no button sends."""

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin

import requests
from testkit.accounts import Account

SECONDS = 20
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Client:
    """Somebody with a cookie jar."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.trust_env = False

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    @property
    def cookies(self) -> requests.cookies.RequestsCookieJar:
        """Give the cookie jar."""
        return self._session.cookies

    def sign_in(self, account: Account) -> None:
        """Sign in on the sign-in page."""
        answer = self.try_to_sign_in(account)
        assert answer.status_code == 303, answer.text

    def try_to_sign_in(self, account: Account) -> requests.Response:
        """Send the sign-in page's form, whatever is answered."""
        form = {"sign_in_name": account.name, "sign_in_password": account.password}
        return self.post("/sign-in", self.hidden("/sign-in") | form)

    def get(self, path: str, **options: Any) -> requests.Response:  # noqa: ANN401  # requests' own
        """Open a page."""
        return self._session.get(urljoin(self._url, path), timeout=SECONDS, **options)

    def post(self, path: str, form: object = None, **options: Any) -> requests.Response:  # noqa: ANN401  # requests' own
        """Send a form; what it answers is not followed."""
        url = urljoin(self._url, path)
        return self._session.post(url, data=form, timeout=SECONDS, allow_redirects=False, **options)

    def hidden(self, path: str) -> dict[str, str]:
        """Give the hidden fields of a page; where forms share a name, those of the first."""
        return hidden_in(self.get(path).text)


def hidden_in(page: str) -> dict[str, str]:
    """Give the hidden fields of a page that is open; where forms share a name, those of the first."""
    found: dict[str, str] = {}
    for name, value in FIELD.findall(page):
        found.setdefault(name, unescape(value))
    return found
