"""The browser the other suites rely on: it starts, it shows a page of ours, it runs scripts."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect
from testkit.serving import LiveService

PAGE = """<!doctype html><html lang="en"><title>Doors</title>
<button onclick="this.textContent = 'Saved'">Save</button></html>"""


def test_the_browser_shows_a_page_and_runs_its_script(page: Page, live_service: Callable[[Flask], LiveService]) -> None:
    app = Flask("stage")
    app.add_url_rule("/", "home", view_func=lambda: PAGE)
    app.add_url_rule("/favicon.ico", "icon", view_func=lambda: ("", 204))

    page.goto(live_service(app).url)
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("button")).to_have_text("Saved")
