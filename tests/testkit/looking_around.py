"""What people see while the database is away: pages that say so and suggest unchecked; and when saving works again."""

import time
from collections import Counter

from testkit.forms import Client
from testkit.patience import await_that

NOT_SAVED = "Your gig list does not answer, so nothing was changed."
UNCHECKED = "this night cannot be checked or saved"
LONGEST_RECOVERY = 60


def save_form(client: Client) -> dict[str, str]:
    """Take the form of a card that can be saved."""
    return {name: value for name, value in client.hidden("/").items() if name in {"csrf_token", "token", "query"}}


def look_around(client: Client, card: dict[str, str], seconds: float) -> Counter[str]:
    """Open pages and save again and again; count what they answered. Each card must say that it is unchecked."""
    ends, seen = time.monotonic() + seconds, Counter[str]()
    while time.monotonic() < ends:
        for path in ("/", "/gigs", "/bands"):
            answer = client.get(path)
            seen[f"{path}: {answer.status_code}"] += 1
            assert path != "/" or UNCHECKED in answer.text
        saved = client.post("/suggest/save", card)
        told = client.get(saved.headers["Location"])
        seen[f"/suggest/save: {told.status_code}"] += 1
        assert NOT_SAVED in told.text
    return seen


def seconds_until_unchecked(client: Client) -> float:
    """Ask for cards until one says that it is unchecked."""
    began = time.monotonic()
    await_that(lambda: UNCHECKED in client.get("/").text, LONGEST_RECOVERY)
    return time.monotonic() - began


def seconds_until_saved(client: Client) -> float:
    """Save new cards until one is saved."""
    began = time.monotonic()

    def try_once() -> bool:
        answer = client.post("/suggest/save", save_form(client))
        return answer.status_code == 303 and "Saved" in client.get(answer.headers["Location"]).text

    await_that(try_once, LONGEST_RECOVERY)
    return time.monotonic() - began
