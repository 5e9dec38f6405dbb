"""Months as people write them, and their weeks."""

from datetime import date

import pytest

from gig_web.nights.months import Month, UnreadableMonthError


@pytest.mark.parametrize("text", ["2027-03", "2027-3", "March 2027", " mar  2027 ", "03/2027"])
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert Month.read(text) == Month(2027, 3)


@pytest.mark.parametrize("text", ["2027-13", "0000-01", "1899-12", "2200-01", "March", "soon", "2027-03-12"])
def test_what_is_no_month_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableMonthError, match=r"^Write the month as 2027-03 or March 2027\.$"):
        Month.read(text)


def test_weeks_begin_on_monday() -> None:
    weeks = Month(2027, 5).weeks

    assert weeks[0] == [None] * 5 + [date(2027, 5, 1), date(2027, 5, 2)]
    assert weeks[-1] == [date(2027, 5, 31)] + [None] * 6


@pytest.mark.parametrize(("year", "last"), [(2028, 29), (2027, 28), (2000, 29), (2100, 28)])
def test_a_leap_day_is_a_night_of_its_month(year: int, last: int) -> None:
    assert Month(year, 2).last == date(year, 2, last)


def test_months_lead_to_those_beside_them() -> None:
    assert (Month(2026, 12).after, Month(2027, 1).before) == (Month(2027, 1), Month(2026, 12))
    assert (Month(1900, 1).before, Month(2199, 12).after) == (None, None)
