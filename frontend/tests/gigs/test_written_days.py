"""Days as people write them."""

from datetime import date

import pytest

from gig_web.gigs import written_days
from gig_web.gigs.written_days import HOW, UnreadableDaysError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("14 or 15 Oct", ["2027-10-14", "2027-10-15"], id="two days of one month"),
        pytest.param("14-16 Oct", ["2027-10-14", "2027-10-15", "2027-10-16"], id="a range"),
        pytest.param("14 \u2013 16 october", ["2027-10-14", "2027-10-15", "2027-10-16"], id="an en dash"),
        pytest.param("Fri 12 Mar 2027", ["2027-03-12"], id="as the planner writes it"),
        pytest.param("2027-03-12", ["2027-03-12"], id="ISO"),
        pytest.param("2027-03-12 to 2027-03-13", ["2027-03-12", "2027-03-13"], id="a range of ISO days"),
        pytest.param("1st & 3rd of Dec", ["2026-12-01", "2026-12-03"], id="ordinals, next occurrence"),
        pytest.param("22 Nov", ["2026-11-22"], id="today is still to come"),
        pytest.param("21 Nov", ["2027-11-21"], id="yesterday is next year's"),
        pytest.param("31 Dec - 1 Jan", ["2026-12-31", "2027-01-01"], id="over new year"),
        pytest.param("31 Dec - 1 Jan 2029", ["2028-12-31", "2029-01-01"], id="over a new year that is named"),
        pytest.param("29 Feb", ["2028-02-29"], id="the next leap day"),
        pytest.param("1 Mar 2027 or 3 Feb 2027", ["2027-02-03", "2027-03-01"], id="sorted"),
        pytest.param("2 Dec, 2 Dec", ["2026-12-02"], id="twice is once"),
    ],
)
def test_days_are_read_as_they_are_written(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in written_days.read(text, TODAY)] == days


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("soon", HOW, id="no day at all"),
        pytest.param("14", f"Which month? {HOW}", id="no month"),
        pytest.param("12/03/2027", HOW, id="a date that two countries read differently"),
        pytest.param("31 Apr", "There is no 31 Apr.", id="a day that never comes"),
        pytest.param("31 Apr 2027", "There is no 31 Apr 2027.", id="nor in that year"),
        pytest.param("2027-13-01", "There is no day 2027-13-01.", id="a thirteenth month"),
        pytest.param("Thu 12 Mar 2027", "12 Mar 2027 is a Friday. Leave the weekday out or correct it.", id="weekday"),
        pytest.param("16-14 Oct", "No range leads from 16 Oct to 14 Oct 2027.", id="backwards"),
        pytest.param("1 Mar - 30 Apr", "That is more than 31 days. Use From and To for a long range.", id="too long"),
        pytest.param(
            "1 Mar 1999 - 1 Mar 2027", "That is more than 31 days. Use From and To for a long range.", id="years long"
        ),
        pytest.param(
            "1-20 Mar, 1-20 Apr", "That is more than 31 days. Use From and To for a long range.", id="too many"
        ),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableDaysError) as refusal:
        written_days.read(text, TODAY)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "day"), [("2027-03-12", date(2027, 3, 12)), ("2028-02-29", date(2028, 2, 29)), ("", None)]
)
def test_a_field_for_one_date_is_read(text: str, day: date | None) -> None:
    assert written_days.one(text) == day


@pytest.mark.parametrize("text", ["12 Mar", "2027-02-29", "1899-12-31", "2200-01-01", "20270312", "٢٠٢٧-٠٣-١٢"])
def test_what_is_no_date_is_answered_with_how_to_write_one(text: str) -> None:
    with pytest.raises(UnreadableDaysError, match=r"^Write the date as year-month-day, such as 2027-03-12\.$"):
        written_days.one(text)
