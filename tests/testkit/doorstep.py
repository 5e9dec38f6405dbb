"""The pages of accounts as a person sees them: the way in, one's own account, people."""

from playwright.sync_api import Locator, Page, expect
from testkit.accounts import PASSWORD, Account


class Doorstep:
    """The page that asks who you are: to sign in, to make the first account, to come by an invite."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heading = page.get_by_role("heading", level=1)
        self.name = page.get_by_label("Name")
        self.password = page.get_by_label("Password")
        self.trouble = page.get_by_role("alert").or_(page.locator(".field-error"))

    def enter(self, name: str, password: str, button: str = "Sign in") -> None:
        """Fill it in and go on."""
        self.name.fill(name)
        self.password.fill(password)
        self.page.get_by_role("button", name=button).click()

    def sign_in(self, account: Account, password: str = "") -> None:
        """Sign in as an account."""
        self.enter(account.name, password or account.password)

    def expect_sign_in(self) -> None:
        """See that it asks to sign in."""
        expect(self.heading).to_have_text("Sign in")


class Masthead:
    """The head of every page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def who(self, name: str) -> Locator:
        """Give the link to one's own account, where it has this name."""
        return self.page.get_by_role("banner").get_by_role("link", name=name)

    def sign_out(self) -> None:
        """Sign out."""
        self.page.get_by_role("banner").get_by_role("button", name="Sign out").click()


class PeoplePage:
    """The page on which an admin looks after people."""

    ADDRESS = "/settings/people"

    def __init__(self, page: Page) -> None:
        self.page = page

    def invite(self, role: str, note: str = "") -> str:
        """Invite somebody; give the link."""
        self.page.get_by_role("radio", name=role).check()
        self.page.get_by_label("Note").fill(note)
        self.page.get_by_role("button", name="Make the link").click()
        return self.page.get_by_label("Link of the invite").input_value()

    def of(self, account: Account) -> Locator:
        """Give the entry of somebody."""
        named = self.page.get_by_role("heading", name=account.name, exact=True)
        return self.page.get_by_role("listitem").filter(has=named)


def change_password(page: Page, new: str, current: str = PASSWORD) -> None:
    """Change one's own password on the settings page."""
    page.goto("/settings")
    page.get_by_label("Password now").fill(current)
    page.get_by_label("New password").fill(new)
    page.get_by_role("button", name="Change password").click()
