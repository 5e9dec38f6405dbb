"""The draw of the starter bands is an estimate, so it is only said in steps."""

from band_picker.catalogue import BANDS
from band_picker.migrate import STARTER
from gig_chassis.catalogue import starter

STEPS = {50, 100, 150, 200, 300, 500, 800, 1200, 2000, 3000, 5000, 8000, 12000, 20000, 30000, 50000}


def test_each_band_draws_a_step_of_the_scale() -> None:
    bands = starter.read(BANDS, STARTER)

    assert {band["draw"] for band in bands} - {None} <= STEPS


def test_bands_range_from_grassroots_to_arena() -> None:
    draws = [band["draw"] for band in starter.read(BANDS, STARTER) if band["draw"]]

    assert (min(draws) <= 100, max(draws) >= 10_000) == (True, True)
    assert sum(draw <= 500 for draw in draws) > len(draws) / 3


def test_nothing_is_said_of_a_band_that_only_it_could_know() -> None:
    bands = starter.read(BANDS, STARTER)

    private = ("fee", "contact", "email", "phone", "radius_km", "days_before", "days_after", "notes")
    assert {band[name] for band in bands for name in private} == {None}
    assert all(band["unavailable"] == [] and band["own"] is False for band in bands)
