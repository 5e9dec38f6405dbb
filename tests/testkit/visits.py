"""A visit to the pages in a browser, with or without scripts; whatever a page does that none may do is noted."""

from collections.abc import Callable
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

Scheme = Literal["light", "dark"]

REPORT_CSP = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI}`));"""
OF_THE_NETWORK = "Failed to load resource"  # told again, with its address, by the response


class Visits:
    """Opens pages of `url`; `complaints` are CSP reports, script errors, dialogs, lost files and foreign requests."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self.complaints: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def begin(self, path: str = "", *, script: bool = True, width: int = 1280, **options: Any) -> Page:  # noqa: ANN401  # the browser's own
        """Open a page as somebody new; `options` as of a browser context."""
        size = {"width": width, "height": 900}
        context = self._browser.new_context(
            base_url=self.url, java_script_enabled=script, viewport=size, reduced_motion="reduce", **options
        )
        context.set_default_timeout(15_000)
        context.add_init_script(REPORT_CSP)
        self._contexts.append(context)
        page = context.new_page()
        self._watch(page)
        if path:
            page.goto(path)
        return page

    def end(self) -> None:
        """Close all that was opened."""
        for context in self._contexts:
            context.close()

    def _watch(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("dialog", self._dismiss)
        page.on("response", self._look_at)
        page.on("request", lambda request: self._keep_home(request.url))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and OF_THE_NETWORK not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _dismiss(self, dialog: Any) -> None:  # noqa: ANN401  # the browser's own
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _look_at(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status} for {response.url}")

    def _keep_home(self, url: str) -> None:
        if not url.startswith((self.url, "data:")):
            self.complaints.append(f"foreign request: {url}")


Begin = Callable[..., Page]
