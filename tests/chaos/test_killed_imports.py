"""A picker that dies while it reads, commits or takes back a list: nothing is half there, the next try goes through."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from testkit import databases
from testkit.figures import Figures
from testkit.served_pickers import AT_WORK, Job, ServedPicker

ROWS, KILLS = 20_000, 10
LONG_AGO = "2000-01-01 00:00:00.000000"
Share = Callable[..., int]


@pytest.fixture(params=["sqlite", pytest.param("mysql", marks=databases.DATABASE)])
def picker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ServedPicker]:
    """Serve the venues on SQLite, and on MariaDB or MySQL."""
    url = None if request.param == "sqlite" else request.getfixturevalue("database_server").make_database()
    with ServedPicker("venues", tmp_path / "var", url) as served:
        yield served


@pytest.fixture
def content(share: Share) -> bytes:
    """Give a list; one row in ten changes a venue of another."""
    rows = share(ROWS, 2_000)
    return b"name,city,capacity,genres\n" + b"".join(
        b"Old %d,Leeds,%d,ska\n" % (number, number + 7) if number % 10 == 0 else b"New %d,Leeds,90,dub\n" % number
        for number in range(rows)
    )


@pytest.fixture
def old(content: bytes) -> bytes:
    """Give the list of those venues as they were."""
    return b"name,city,capacity\n" + b"".join(
        b"Old %d,Leeds,5\n" % number for number in range(0, content.count(b"\n") - 1, 10)
    )


@pytest.fixture
def moments(share: Share, seed: int) -> list[float]:
    """Give how far each step is when it is cut off: at the very start, the very end and in between."""
    chance = Random(seed)
    return [0.0, 0.99, *(chance.random() for _ in range(share(KILLS, 3) - 2))]


def test_a_picker_killed_while_it_reads_a_list_keeps_nothing_of_it(
    picker: ServedPicker, content: bytes, moments: list[float], figures: Figures
) -> None:
    before = exported(picker)

    for moment in moments:
        cut(picker, picker.upload(content).json(), moment)
        assert exported(picker) == before
    job = picker.staged(content)

    assert (job["state"], job["counts"]["created"]) == ("staged", content.count(b"\n") - 1)
    assert {each["state"] for each in picker.get("/imports")["items"]} <= {"failed", "staged"}
    figures("kill -9 of a picker that reads a list", kills=len(moments), rows=job["counts"]["rows"], half_there=0)


def test_a_picker_killed_while_it_commits_or_takes_back_leaves_all_or_nothing(
    picker: ServedPicker, content: bytes, old: bytes, moments: list[float], figures: Figures
) -> None:
    picker.done(picker.staged(old), "commit")
    before = exported(picker)
    job = picker.staged(content)

    for moment in moments:
        job = until_committed(picker, job, moment, before)
        after = exported(picker)
        undo_in_spite_of(picker, job, moment)
        assert exported(picker) == before
        assert_dense(picker)
        job = picker.staged(content)
    again = picker.done(job, "commit")

    assert again["state"] == "committed"
    assert sorted(without_ids(exported(picker))) == sorted(without_ids(after))
    assert_dense(picker)
    figures("kill -9 of a picker that commits, then undoes", kills=2 * len(moments), half_there=0, gaps=0)


def until_committed(picker: ServedPicker, job: Job, moment: float, before: list[str]) -> Job:
    """Commit, cut that off, and commit what was not committed by then."""
    cut(picker, picker.send("POST", f"/imports/{job['id']}/commit").json(), moment)
    now: Job = picker.get(f"/imports/{job['id']}")
    if now["state"] == "staged":
        assert exported(picker) == before
        now = picker.done(job, "commit")
    assert now["state"] == "committed", now
    assert_dense(picker)
    return now


def undo_in_spite_of(picker: ServedPicker, job: Job, moment: float) -> None:
    """Take it back, cut that off, and take back what was not taken back by then."""
    cut(picker, picker.send("POST", f"/imports/{job['id']}/undo", json={}).json(), moment)
    now = picker.get(f"/imports/{job['id']}")
    if now["state"] == "committed":
        now = picker.done(job, "undo", json={})
    assert now["state"] == "undone", now


def cut(picker: ServedPicker, job: Job, moment: float) -> None:
    """Kill the picker once it is so far, start it again, and let the minute pass after which it counts as dead."""
    while job["state"] in AT_WORK and job["progress"] < moment:
        job = picker.get(f"/imports/{job['id']}")
    picker.process.kill()
    picker.respawn()
    engine = sa.create_engine(picker.url_of_database)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE venue_import SET heartbeat_at = :then"), {"then": LONG_AGO})
    engine.dispose()


def exported(picker: ServedPicker) -> list[str]:
    """Give all venues as lines of a file."""
    return picker.send("GET", "/export").text.splitlines()


def without_ids(lines: list[str]) -> list[str]:
    return [line.partition(",")[2] for line in lines]


def assert_dense(picker: ServedPicker) -> None:
    """As many venues as are counted, at positions without a gap."""
    engine = sa.create_engine(picker.url_of_database)
    with engine.connect() as connection:
        counted = "SELECT entries, unseen FROM venue_count"
        [(entries, unseen)] = connection.execute(sa.text(counted)).all()
        found = "SELECT count(*), min(position), max(position) FROM venue"
        assert connection.execute(sa.text(found)).one() == (entries, 0, entries - 1)
        lost = "SELECT count(*) FROM venue_genre WHERE entry_id NOT IN (SELECT id FROM venue)"
        assert connection.execute(sa.text(lost)).scalar_one() == 0
    engine.dispose()
    assert unseen == 0
