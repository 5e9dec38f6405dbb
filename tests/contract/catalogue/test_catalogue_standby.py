"""A picker whose database is away: it picks from what it keeps in memory, and says so where that does not do."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from testkit.pickers import Api, Picker, close, open_app

from gig_chassis.catalogue import Catalogue, picks, standby
from gig_chassis.catalogue.standby import AGAIN_SECONDS, FRESH_SECONDS, KEPT, Standby

NOWHERE = "mysql+pymysql://nobody@127.0.0.1:1/nothing"
Refresh = Callable[[], None]


@pytest.fixture
def away(picker: Picker) -> Iterator[Api]:
    """Give the API of a picker whose database does not answer."""
    app = open_app(picker, NOWHERE)
    yield Api(picker, app, app.test_client())
    close(picker, app)


@pytest.fixture
def refresh(api: Api, away: Api) -> Refresh:
    """Have it keep what another database holds, as if that had been its own until now."""

    def read() -> None:
        with api.app.app_context():
            away.app.extensions["standby"].refresh(api.picker.catalogue.db.engine)

    return read


def test_it_deals_what_the_database_would_have_dealt(api: Api, away: Api, refresh: Refresh) -> None:
    api.fill([{"name": f"Number {number}", "genres": ["Dub" if number % 3 else "Folk"]} for number in range(60)])
    refresh()

    for seed in range(5):
        wanted = {"seed": seed, "count": 4, "genre": "Dub"}
        assert away.get("/random", **wanted) == api.get("/random", **wanted)


def test_it_shows_an_entry_it_dealt(api: Api, away: Api, refresh: Refresh) -> None:
    entry = api.create("Seen Before", genres=["Dub"], notes="Loud")
    refresh()

    shown = away.call("GET", f"/{entry['id']}")

    assert (shown.json, shown.headers["ETag"]) == (entry, '"1"')


def test_it_tells_viewers_no_money(api: Api, away: Api, refresh: Refresh) -> None:
    money = api.picker.money
    api.create("Dear", **{money: "400.00"})
    refresh()

    seen = Api(away.picker, away.app, away.client, "viewer").get("/random")

    assert [entry[money] for entry in seen["items"]] == [None]
    assert [entry[money] for entry in away.get("/random")["items"]] == ["400.00"]


@pytest.mark.parametrize("path", ["/random?genre=Polka", f"/{uuid.UUID(int=7)}"])
def test_what_it_does_not_keep_may_be_in_the_database(api: Api, away: Api, refresh: Refresh, path: str) -> None:
    api.create("Something Else", genres=["Dub"])
    refresh()

    answer = away.call("GET", path)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.json["detail"] == "The database does not answer just now. Try again in a moment."


@pytest.mark.parametrize("path", ["", "/facets", "/export"])
def test_it_makes_no_list_of_what_it_keeps(api: Api, away: Api, refresh: Refresh, path: str) -> None:
    api.create("Kept")
    refresh()

    assert away.call("GET", path).status_code == 503


def test_it_keeps_nothing_of_an_empty_catalogue(away: Api, refresh: Refresh) -> None:
    refresh()

    assert away.call("GET", "/random").status_code == 503


def test_it_forgets_what_was_archived(api: Api, away: Api, refresh: Refresh) -> None:
    gone = api.create("Gone")
    api.create("Here")
    refresh()
    api.archive(gone)
    refresh()

    assert away.names("/random", count=9) == ["Here"]


def test_replicas_keep_the_same_part_of_a_large_catalogue_while_it_grows(api: Api, away: Api, refresh: Refresh) -> None:
    def kept() -> set[str]:
        with away.app.app_context():
            own = away.app.extensions["standby"]._kept  # noqa: SLF001  # no answer shows all of it
            rows = own.session.execute(own.entries.select()).all()
            own.session.remove()
        return {row.name for row in rows}

    api.fill([{"name": f"Number {number}"} for number in range(KEPT * 3)])
    refresh()
    first = kept()
    api.fill([{"name": f"Later {number}"} for number in range(30)])
    refresh()

    assert len(first) == len(kept()) == KEPT
    assert len(first & kept()) > KEPT * 0.9


def test_it_asks_the_database_again_each_time(api: Api) -> None:
    api.create("One")
    asked, catalogue = [], api.picker.catalogue
    source = Standby(catalogue)

    def answer(read: Catalogue) -> dict[str, Any]:
        asked.append("memory" if read.reader else "database")
        if len(asked) == 1:
            raise OperationalError("SELECT", {}, ConnectionRefusedError())
        return picks.answer(read, {"count": 1, "counts": False})

    with api.app.app_context():
        source.refresh(catalogue.db.engine)
        names = [source.read(answer)["items"][0]["name"] for _ in range(2)]

    assert names == ["One"] * 2
    assert asked == ["database", "memory", "database"]


def test_it_looks_beside_the_requests_and_at_most_so_often(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    started, source = [], Standby(api.picker.catalogue)
    monkeypatch.setattr(standby.threading, "Thread", lambda **given: started.append(given) or Started())

    with api.app.app_context():
        source.refresh_when_due()
        source.refresh_when_due()
        source.refresh(api.picker.catalogue.db.engine)
        source.refresh_when_due()

    assert len(started) == 1


def test_a_catalogue_that_was_empty_is_looked_at_again_soon(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    now, started, source = [1000.0], [], Standby(api.picker.catalogue)
    monkeypatch.setattr(standby.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(standby.threading, "Thread", lambda **given: started.append(given) or Started())

    def look_after(seconds: float) -> int:
        source.refresh(api.picker.catalogue.db.engine)
        now[0] += seconds
        source.refresh_when_due()
        return len(started)

    with api.app.app_context():
        while_empty = look_after(AGAIN_SECONDS)
        api.create("First")
        once_filled = [look_after(AGAIN_SECONDS), look_after(FRESH_SECONDS)]

    assert (while_empty, once_filled) == (1, [1, 2])


class Started:
    """A thread that does nothing."""

    def start(self) -> None: ...
