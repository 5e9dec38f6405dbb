"""A commit that dies half-way, or meets somebody else, leaves nothing behind that anybody sees."""

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from testkit.accounts import acting_as
from testkit.gig_lists import Importer, Job
from testkit.importing import wait
from testkit.signing import TOKEN

from gig_chassis import columns
from gig_store.importing import commit, planning
from gig_store.importing.jobs import HOLD, STORE
from gig_store.models import Act, Gig, History, db

Desk = Any
Make = Callable[..., dict[str, Any]]

DAY = "2190-03-12"
LIST = "".join(f"0192f3a0-7c1e-7abc-8def-{n:012},X,Act {n},2190-{n % 12 + 1:02}-12,confirmed\n" for n in range(12))
LIST = f"id,venue,act,date,status\n{LIST}"
DYING = """
import os, signal, sys
import gig_store
from gig_store.importing import commit
commit._warn = lambda hold: os.kill(os.getpid(), signal.SIGKILL)
app = gig_store.create_app(gig_store.Settings(sys.argv[1], sys.argv[2]))
import uuid
with app.app_context():
    commit.run(commit.begin(uuid.UUID(sys.argv[3]), skip_errors=False), None)
"""


def kill_in_the_middle(app: Flask, job: Job) -> None:
    """Commit in a process of its own, which is killed once all gigs are put in."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    command = [sys.executable, "-c", DYING, str(url), TOKEN, job["id"]]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603  # our own program
    assert run.returncode == -signal.SIGKILL, run.stderr


def age(app: Flask) -> None:
    """Let a minute pass without a sign of life of any import."""
    with app.app_context():
        db.session.execute(update(STORE.imports).values(heartbeat_at=columns.now() - timedelta(minutes=2)))
        db.session.commit()


def stored(app: Flask) -> list[int]:
    """Count what lies in the tables, seen or not."""
    with app.app_context():
        tables = (Gig, Act, History)
        return [db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


@pytest.fixture
def killed(importer: Importer) -> Job:
    """Give an import whose commit was killed."""
    job = importer.stage(LIST)
    kill_in_the_middle(importer.app, job)
    return job


def test_nobody_sees_gigs_of_a_commit_that_was_killed(importer: Importer, planner: Desk, killed: Job) -> None:
    [gig_id] = [row["entry_id"] for row in importer.get(f"/{killed['id']}/rows", limit=1)["items"]]
    ids = {"kind": "venue", "ids": [str(uuid.uuid5(uuid.NAMESPACE_DNS, "venue x"))]}
    asked = {"days": [DAY], "bands": [], "venues": [{"id": ids["ids"][0], "name": "X"}]}

    export = importer.app.test_client().get("/v1/gigs/export", headers=acting_as(importer.account))

    assert stored(importer.app) == [12, 12, 12]
    assert planner.get("/v1/gigs")["items"] == planner.get("/v1/gigs?trashed=1")["items"] == []
    assert [planner.send("GET", f"/v1/gigs/{gig_id}{part}").status_code for part in ("", "/history")] == [404, 404]
    assert planner.send("PATCH", f"/v1/gigs/{gig_id}", {"title": "x"}, 1).status_code == 404
    assert planner.put(gig_id, {"title": "x"}).status_code == 409
    assert planner.send("POST", "/v1/gigs/used", ids).json == {"ids": []}
    assert planner.send("POST", "/v1/conflicts", asked).json["items"] == []
    assert len(export.text.splitlines()) == 1


def test_a_commit_that_was_killed_can_be_done_again(importer: Importer, planner: Desk, killed: Job) -> None:
    at_work = importer.send("POST", f"/{killed['id']}/commit")
    age(importer.app)
    cut_off = importer.get(f"/{killed['id']}")

    done = importer.do(killed, "commit")

    assert at_work.status_code == 409
    assert (cut_off["state"], done["state"], stored(importer.app)) == ("staged", "committed", [12, 12, 12])
    assert len(planner.get("/v1/gigs")["items"]) == 12


def test_another_import_sweeps_what_a_killed_one_left(importer: Importer, planner: Desk, killed: Job) -> None:
    other = importer.stage("title\nOne\n")
    age(importer.app)

    importer.do(other, "commit")

    assert (planner.titles(), stored(importer.app)) == (["One"], [1, 0, 1])
    assert importer.get(f"/{killed['id']}")["state"] == "staged"


def test_a_killed_commit_keeps_nobody_from_a_night(importer: Importer, planner: Desk, killed: Job, band: Make) -> None:
    venue = {"id": str(uuid.uuid5(uuid.NAMESPACE_DNS, "venue x")), "name": "X"}
    wanted = {"venue": venue, "lineup": [band()], "gig_day": DAY, "status": "confirmed"}

    at_once = planner.put(str(uuid.uuid4()), wanted)
    age(importer.app)
    later = planner.put(str(uuid.uuid4()), wanted)

    assert (at_once.status_code, later.status_code) == (409, 201)
    assert at_once.json["detail"].startswith("A list that is being imported just now")
    assert stored(importer.app) == [1, 1, 1]
    assert importer.get(f"/{killed['id']}")["state"] == "staged"


def test_a_night_taken_meanwhile_stops_the_commit_and_nothing_is_left(
    importer: Importer, planner: Desk, band: Make
) -> None:
    venue = {"id": str(uuid.uuid5(uuid.NAMESPACE_DNS, "venue x")), "name": "X"}
    job = importer.stage(LIST)
    planner.add(venue=venue, lineup=[band("The Owls")], gig_day=DAY, status="confirmed")

    after = importer.do(job, "commit")

    detail = "X is taken on Fri 12 Mar 2190: The Owls is confirmed there. Upload the file again."
    assert (after["state"], after["problem"]) == ("staged", {"line": None, "detail": detail})
    assert stored(importer.app) == [1, 1, 1]


def test_an_undo_that_was_cut_off_goes_on(importer: Importer, planner: Desk) -> None:
    job = importer.do(importer.stage(LIST), "commit")
    with importer.app.app_context():
        STORE.note(uuid.UUID(job["id"]), state="undoing")
        db.session.commit()
    age(importer.app)

    cut_off = importer.get(f"/{job['id']}")
    undone = importer.do(job, "undo")

    assert (cut_off["state"], undone["state"], stored(importer.app)) == ("committed", "undone", [0, 0, 0])
    assert planner.get("/v1/gigs")["items"] == []


def test_planning_that_was_cut_off_begins_again(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(planning, "_finish", lambda _import_id: None)
        job = importer.stage("act,date\nA,2190-01-01\nB,\nA,2190-01-01\n")
    age(importer.app)

    cut_off = importer.get(f"/{job['id']}")
    importer.tell(job, "band", [])
    wait()

    planned = importer.get(f"/{job['id']}")
    assert (job["state"], cut_off["state"], cut_off["counts"]["names"]["open"]) == ("planning", "naming", 0)
    assert (planned["state"], planned["counts"]["created"], planned["counts"]["duplicates"]) == ("staged", 2, 1)


def test_one_import_at_a_time_changes_the_planner(importer: Importer) -> None:
    first, second = importer.stage("title\nOne\n"), importer.stage("title\nTwo\n")
    with importer.app.app_context():
        commit.begin(uuid.UUID(first["id"]), skip_errors=False)

    answer = importer.send("POST", f"/{second['id']}/commit")

    assert answer.status_code == 409
    with importer.app.app_context():
        assert db.session.execute(select(HOLD.c.held_by)).scalar() == uuid.UUID(first["id"])
