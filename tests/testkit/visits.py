"""A visit to the pages in a browser, with or without scripts; whatever a page does that none may do is noted."""

from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Response
from testkit.accounts import Account
from testkit.people import People

from gig_chassis.acting import Role

WAIT_MS = 15_000  # two busy cores
BLANK = "about:blank"
REPORT_CSP = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI}`));"""
OF_THE_NETWORK = "Failed to load resource"  # told again, with its address, by the response

Scheme = Literal["light", "dark"]


class Tab:
    """A page of the browser; `complaints` are CSP reports, script errors, dialogs, lost files, foreign requests."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("dialog", self._dismiss)
        self.page.on("response", self._look_at)
        self.page.on("request", lambda request: self._keep_home(request.url))

    def forget(self) -> None:
        """Leave the page as somebody new would find it."""
        self.page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
        self.page.goto(BLANK)
        self.page.context.clear_cookies()
        self.complaints.clear()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and OF_THE_NETWORK not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _look_at(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status} for {response.url}")

    def _keep_home(self, url: str) -> None:
        if not url.startswith((self.url, "data:", BLANK)):
            self.complaints.append(f"foreign request: {url}")


class Tabs:
    """Tabs that are used again: opening one takes longer than most tests."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[tuple[str, bool], list[Tab]] = {}

    def take(self, url: str, *, script: bool) -> Tab:
        """Give a tab nobody uses, with cookies of its own."""
        idle = self._idle.setdefault((url, script), [])
        return idle.pop() if idle else self._open(url, script=script)

    def give_back(self, tab: Tab, *, script: bool) -> None:
        """Take a tab back."""
        tab.forget()
        self._idle[tab.url, script].append(tab)

    def _open(self, url: str, *, script: bool) -> Tab:
        context = self._browser.new_context(base_url=url, java_script_enabled=script)
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(REPORT_CSP)
        return Tab(context.new_page(), url)


class Visits:
    """Somebody who opens pages of `url`, each time as somebody new; signed in where `people` have accounts."""

    def __init__(self, tabs: Tabs, url: str, people: People | None = None, who: Account | Role = "booker") -> None:
        self._tabs = tabs
        self._url = url
        self._people = people
        self._who = who
        self._open: list[tuple[Tab, bool, bool]] = []

    def by(self, who: Account | Role | None) -> "Visits":
        """Give visits by an account, by somebody new with a role, or by nobody the planner knows."""
        others = Visits(self._tabs, self._url, self._people if who else None, who or self._who)
        others._open = self._open  # of the same class: they end together
        return others

    @property
    def complaints(self) -> list[str]:
        """Give what the pages did that none may do."""
        return [text for tab, _, _ in self._open for text in tab.complaints]

    def begin(
        self, path: str = "", *, script: bool = True, width: int = 1280, scheme: Scheme = "light", changed: bool = False
    ) -> Page:
        """Open a page as somebody new; with `changed` the test changes the tab for good, such as its clock."""
        tab = self._tabs.take(self._url, script=script)
        self._open.append((tab, script, changed))
        tab.page.set_viewport_size({"width": width, "height": 900})
        tab.page.emulate_media(color_scheme=scheme, forced_colors="none", reduced_motion="reduce")
        if self._people:
            tab.page.context.add_cookies(self._people.cookies(self._account(self._people)))
        if path:
            tab.page.goto(path)
        return tab.page

    def end(self) -> None:
        """Give all tabs back."""
        for tab, script, changed in self._open:
            if changed:
                tab.page.context.close()
            else:
                self._tabs.give_back(tab, script=script)

    def _account(self, people: People) -> Account:
        return self._who if isinstance(self._who, Account) else people.add(self._who)
