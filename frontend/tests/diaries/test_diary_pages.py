"""What a page says of a diary."""

import pytest
from flask.testing import FlaskClient
from testkit.mocked_diaries import URL, has, section
from testkit.mocked_pickers import Picker

pytestmark = pytest.mark.usefixtures("today")


def test_where_none_is_known_the_page_says_what_it_is_for(client: FlaskClient, either: Picker) -> None:
    html = client.get(either.page).text

    assert section(html).startswith("Their diary Nothing is known of it. When they are busy can be read")
    assert f'action="{either.page}/diary"' in html
    assert "/static/diary" not in html


def test_the_next_busy_days_are_listed_and_the_rest_counted(client: FlaskClient, either: Picker) -> None:
    has(either, busy=["2026-11-01/2026-11-02", "2026-11-20/2026-12-04", "2027-03-12/2027-03-12"])

    said = section(client.get(either.page).text)

    assert "They say they are busy on: Sun 22 Nov 2026 Mon 23 Nov 2026" in said
    assert "Thu 3 Dec 2026 and 2 more" in said
    assert "Read from calendar.example on Sun 22 Nov 2026, 10:30 UTC, by Kim." in said
    assert "Known until Mon 27 Dec 2027." in said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"has_source": False, "source": None}, "Read from a file on"),
        ({"busy": []}, "No busy day from today on."),
        ({"known_until": None}, "Not all of it could be understood, so other days may be busy too."),
        ({"read_at": "2026-10-22T10:30:00Z"}, "That is more than 30 days ago: suggestions no longer go by it."),
        ({"by": None}, "on Sun 22 Nov 2026, 10:30 UTC ."),
        ({"read_at": None, "error": "Nothing answers."}, "Given from calendar.example, not read yet."),
        (
            {"read_at": "2026-11-20T10:30:00Z", "error": "Nothing answers."},
            "It could not be read on Sun 22 Nov 2026, 10:30 UTC, by Kim: Nothing answers. What was known before stays",
        ),
    ],
)
def test_what_there_is_to_know_of_it_is_said(
    client: FlaskClient, either: Picker, changes: dict[str, object], words: str
) -> None:
    has(either, **changes)

    assert words.replace(" .", "") in section(client.get(either.page).text).replace(" .", "")


def test_without_the_backend_the_page_says_that_it_is_missing(client: FlaskClient, either: Picker) -> None:
    either.mock.get(URL, status_code=503)

    answer = client.get(either.page)

    assert answer.status_code == 200
    assert "Your gig list does not answer, so this cannot be shown." in section(answer.text)


def test_a_backend_of_the_version_before_knows_no_diaries(client: FlaskClient, either: Picker) -> None:
    either.mock.get(URL, status_code=404, json={"detail": "There is nothing here."})

    assert "Nothing is known of it." in section(client.get(either.page).text)


def test_a_page_reads_again_by_itself_what_was_not_tried_for_a_day(client: FlaskClient, either: Picker) -> None:
    has(either, tried_at="2026-11-21T11:59:00Z", read_at="2026-11-21T11:59:00Z")
    due = client.get(either.page).text
    has(either, tried_at="2026-11-21T12:01:00Z", read_at="2026-11-01T12:00:00Z")
    tried = client.get(either.page).text

    assert ("data-due" in due, "/static/diary" in due) == (True, True)
    assert ("data-due" in tried, "/static/diary" in tried) == (False, False)


def test_a_viewer_sees_the_days_but_neither_address_nor_buttons(viewer: FlaskClient, either: Picker) -> None:
    has(either, source=None, tried_at="2026-11-01T10:30:00Z")

    html = viewer.get(either.page).text

    assert "Read from an address on" in section(html)
    assert "Sun 22 Nov 2026" in section(html)
    assert f"{either.page}/diary" not in html
    assert "data-due" not in html
