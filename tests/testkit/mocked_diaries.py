"""The diaries of a mocked backend, the form that gives one, and what reads them, mocked."""

import re
from typing import Any

from testkit.mocked_pickers import ID, Picker

from diary_reader.trouble import Trouble
from gig_web.diaries.reading import Read, Wanted

URL = "http://gigs.test/v1/diaries"
ADDRESS = "https://calendar.example/s3cret/basic.ics?key=hush"
DIARY = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270312T200000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
KEPT: dict[str, Any] = {
    "kind": "band",
    "id": ID,
    "has_source": True,
    "source": ADDRESS,
    "busy": ["2026-11-01/2026-11-02", "2026-11-20/2026-12-02", "2027-03-12/2027-03-12"],
    "read_at": "2026-11-22T10:30:00Z",
    "known_until": "2027-12-27",
    "tried_at": "2026-11-22T10:30:00Z",
    "by": {"id": ID, "name": "Kim"},
    "error": None,
    "rev": 5,
}


class Reader:
    """What reads, mocked: what it was given and what it finds, or the trouble it has."""

    def __init__(self) -> None:
        self.given: list[Wanted] = []
        self.finds: Read | Trouble = Read(["2027-03-12/2027-03-12"], "2027-12-27")

    def __call__(self, wanted: Wanted) -> Read:
        self.given.append(wanted)
        if isinstance(self.finds, Trouble):
            raise self.finds
        return self.finds


def has(picker: Picker, **changes: object) -> None:
    """Let it have a diary."""
    picker.mock.get(URL, json={"items": [KEPT | changes], "next": None})


def kept(picker: Picker) -> tuple[dict[str, Any], str | None]:
    """Give what was kept last, and the revision it was meant for."""
    sent = picker.sent("PUT")[-1]
    return sent.json(), sent.headers.get("If-Match")


def form(content: bytes | None, address: str = "") -> dict[str, Any]:
    """Make the form as a browser sends it, with the file where there is one."""
    head = '--parts\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    name = '; filename="diary.ics"' if content is not None else '; filename=""'
    fields = (head.format("address", "") + address + "\r\n" + head.format("file", name)).encode()
    body = fields + (content or b"") + b"\r\n--parts--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=parts"}


def section(html: str) -> str:
    """Give the words of the section."""
    found = re.search(r'<section id="diary".*?</section>', html, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())
