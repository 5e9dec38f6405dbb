"""What people write into fields and what the pickers hold."""

import pytest

from gig_web.catalogue import written
from gig_web.catalogue.written import Kind


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        pytest.param(written.TEXT, "The Howl", "The Howl", id="text"),
        pytest.param(written.WHOLE, "1,200", 1200, id="thousands"),
        pytest.param(written.WHOLE, "007", 7, id="leading zeros"),
        pytest.param(written.MONEY, "250", "250.00", id="pounds"),
        pytest.param(written.MONEY, "1,250.5", "1250.50", id="pounds and pence"),
        pytest.param(written.DEGREES, "53.801", 53.801, id="degrees"),
        pytest.param(written.DEGREES, "-1.5", -1.5, id="degrees west"),
        pytest.param(written.DEGREES, "\u22121.5", -1.5, id="a typographic minus"),
        pytest.param(written.GENRES, "post-punk, indie  rock;jazz,,", ["post-punk", "indie rock", "jazz"], id="genres"),
        pytest.param(written.DAYS, "2026-05-01", ["2026-05-01/2026-05-01"], id="a day"),
        pytest.param(written.DAYS, "2026-05-01 to 2026-05-14", ["2026-05-01/2026-05-14"], id="a range"),
        pytest.param(written.DAYS, "2026-05-01/2026-05-14", ["2026-05-01/2026-05-14"], id="a range as in a list"),
        pytest.param(written.DAYS, "2026-05-01 \u2013 2026-05-14", ["2026-05-01/2026-05-14"], id="a range with a dash"),
        pytest.param(
            written.DAYS, "2026-05-01\n\n 2026-06-01 ", ["2026-05-01/2026-05-01", "2026-06-01/2026-06-01"], id="lines"
        ),
        pytest.param(written.TICK, "1", True, id="a tick"),
    ],
)
def test_what_is_written_is_read(kind: Kind, text: str, value: object) -> None:
    assert kind.read(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        pytest.param(written.WHOLE, "12.5", "whole number", id="a fraction"),
        pytest.param(written.WHOLE, "1,20", "whole number", id="a comma in the wrong place"),
        pytest.param(written.WHOLE, "-3", "whole number", id="less than nothing"),
        pytest.param(written.WHOLE, "١٢", "whole number", id="other digits"),
        pytest.param(written.WHOLE, "9" * 5000, "whole number", id="a number without end"),
        pytest.param(written.MONEY, "250,50", "an amount", id="a decimal comma"),
        pytest.param(written.MONEY, "250.505", "an amount", id="parts of pence"),
        pytest.param(written.MONEY, "1e5", "an amount", id="in powers of ten"),
        pytest.param(written.DEGREES, "nan", "degrees with a point", id="no number"),
        pytest.param(written.DEGREES, "53°48'N", "degrees with a point", id="degrees and minutes"),
        pytest.param(written.DAYS, "2026-05-01\nsoon", "Line 2: write a day", id="no day"),
        pytest.param(written.DAYS, "2026-02-30", "Line 1: there is no such day", id="a day that is not"),
        pytest.param(written.DAYS, "2026-05-14 to 2026-05-01", "Line 1: the last day is before", id="backwards"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(kind: Kind, text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        kind.read(text)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param(written.WHOLE, 1200, id="whole"),
        pytest.param(written.MONEY, "1250.50", id="money"),
        pytest.param(written.DEGREES, -0.1353, id="degrees"),
        pytest.param(written.DEGREES, 51.0, id="degrees without a fraction"),
        pytest.param(written.GENRES, ["post-punk", "jazz"], id="genres"),
        pytest.param(written.DAYS, ["2026-05-01/2026-05-14", "2026-06-01/2026-06-01"], id="days"),
    ],
)
def test_what_is_shown_is_read_back_as_it_was(kind: Kind, value: object) -> None:
    assert kind.read(kind.show(value)) == value
