"""The pages as a person sees them: one place to change when a word on them changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

Body = dict[str, Any]
MOST_TABS = 60


def search(bands: Iterable[Body] = (), venues: Iterable[Body] = (), **more: object) -> str:
    """Give the address that deals from these bands and venues alone."""
    named = {"bands": ",".join(each["id"] for each in bands), "venues": ",".join(each["id"] for each in venues)}
    return "/?own=any" + "".join(f"&{name}={value}" for name, value in {**named, **more}.items() if value)


@dataclass(frozen=True, slots=True)
class Seen:
    """A card, letter by letter."""

    band: str
    venue: str
    day: str
    doors: str


class Card:
    """The card on Suggest."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ticket = page.get_by_role("article")
        self.save = page.get_by_role("button", name="Save", exact=False).first
        self.discard = page.get_by_role("button", name="Discard")
        self.notice = page.locator("[data-notice]")

    def part(self, name: str) -> Locator:
        """Give the part "Band", "Venue" or "Date" of the ticket."""
        return self.ticket.get_by_role("region", name=name, exact=True)

    def seen(self) -> Seen:
        """Read the card."""
        band, venue = (self._text(self.part(name).get_by_role("heading")) for name in ("Band", "Venue"))
        stub = self.part("Date")
        day = stub.get_by_role("time").get_attribute("datetime") or ""
        return Seen(band, venue, day, self._text(stub.get_by_text("doors")).removeprefix("doors "))

    def keep(self, part: str) -> Locator:
        """Give the toggle that keeps a part."""
        return self.page.get_by_role("button", name=f"Keep {part}")

    def another(self, part: str) -> Locator:
        """Give the link that deals another part."""
        return self.page.get_by_role("link", name=f"Another {part}")

    def in_notice(self, name: str) -> Locator:
        """Give a button or link of the notice above the card."""
        link = self.notice.get_by_role("link", name=name, exact=True)
        return self.notice.get_by_role("button", name=name, exact=True).or_(link)

    def _text(self, found: Locator) -> str:
        return (found.text_content() or "").strip()


class GigPage:
    """The page of one gig."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ticket = page.get_by_role("article")
        self.name = self.ticket.get_by_role("heading", level=1)
        self.history = page.locator("details").filter(has=page.get_by_text("History", exact=True))

    def press(self, verb: str) -> None:
        """Press one of its buttons and wait for the page that follows."""
        self.page.get_by_role("button", name=verb, exact=True).click()

    def status(self, word: str) -> Locator:
        """Give its status where it reads `word`."""
        return self.ticket.get_by_text(word, exact=True)

    def edit(self) -> None:
        """Open its form."""
        self.page.get_by_role("link", name="Edit", exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name="Edit gig")).to_be_visible()

    def save(self) -> None:
        """Save its form."""
        self.page.get_by_role("button", name="Save", exact=True).last.click()


class GigList:
    """The list of gigs, or the trash."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def find(self, text: str) -> None:
        """Search the list."""
        self.page.get_by_role("searchbox").fill(text)
        self.page.get_by_role("button", name="Search").click()

    def row(self, name: str) -> Locator:
        """Give the row of a gig as a wide screen shows it."""
        return self.page.get_by_role("row").filter(has=self.page.get_by_role("link", name=name))


class ImportPage:
    """The pages of imports."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def send_file(self, content: bytes, name: str = "list.csv") -> None:
        """Send a file."""
        file = {"name": name, "mimeType": "text/csv", "buffer": content}
        self.page.get_by_label("File").set_input_files([file])  # type: ignore[list-item]  # as playwright documents it
        self._read()

    def paste(self, text: str) -> None:
        """Send pasted rows."""
        self.page.get_by_label("Or paste the rows").fill(text)
        self._read()

    def expect(self, state: str) -> None:
        """Wait until the import is in a state."""
        expect(self.page.locator(f"#import[data-state={state}]")).to_be_visible()

    def tab_to(self, wanted: Locator) -> None:
        """Press Tab until something has the focus."""
        for _ in range(MOST_TABS):
            if wanted.evaluate("(one) => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("not reached by the keyboard")

    def _read(self) -> None:
        self.page.get_by_role("button", name="Read the list").click()
