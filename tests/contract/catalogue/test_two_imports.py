"""Two admins at once, and one who clicks twice: every list comes in once or is refused, and nothing is lost."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from testkit.importing import Job, do, upload, wait
from testkit.pickers import PICKERS, Api, Picker, close, migrate_up, open_app
from werkzeug.test import TestResponse

from gig_chassis import database
from gig_chassis.catalogue.importing import answers

MANY = 600  # rows: more than one lot


@pytest.fixture
def picker() -> Picker:
    """Import bands: the two share every line of an import."""
    return PICKERS[0]


@pytest.fixture
def admin(database_api: Api) -> Iterator[Api]:
    yield replace(database_api, role="admin")
    wait()


def beside(admin: Api) -> Api:
    """Give another admin: a client of their own."""
    return replace(admin, client=admin.app.test_client())


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Let all act at the same moment; give what came of each."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:  # noqa: ANN401  # whatever comes
        start.wait(10)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def send(admin: Api, job: Job, what: str) -> TestResponse:
    """Commit or undo an import without waiting."""
    body = {"json": {}} if what == "undo" else {}
    return admin.call("POST", f"/imports/{job['id']}/{what}", **body)


def listed(word: str, rows: int = MANY) -> str:
    return "name,genres\n" + "".join(f"{word} {number},ska\n" for number in range(rows))


def assert_there(admin: Api, number: int) -> None:
    """So many entries are there, each once, at positions without a gap."""
    catalogue = admin.picker.catalogue
    size, position = catalogue.sizes.c, catalogue.entries.c.position
    with admin.app.app_context(), database.reading(catalogue.db):
        counted = catalogue.session.execute(sa.select(size.entries, size.unseen, size.held_by)).one()
        found = sa.select(sa.func.count(), sa.func.count(sa.distinct(catalogue.entries.c.name)), sa.func.max(position))
        assert tuple(catalogue.session.execute(found).one()) == (number, number, number - 1)
    assert tuple(counted) == (number, 0, None)
    assert admin.get("/facets")["totals"]["all"] == number


def test_two_lists_read_at_once_are_both_read_whole(admin: Api) -> None:
    jobs = at_once(lambda: upload(admin, listed("Left")), lambda: upload(beside(admin), listed("Right")))

    assert [(job["state"], job["counts"]["created"]) for job in jobs] == [("staged", MANY), ("staged", MANY)]


def test_of_two_commits_at_once_one_waits_for_another_try_and_both_lists_come_in(admin: Api) -> None:
    left, right = upload(admin, listed("Left")), upload(admin, listed("Right"))

    answers = at_once(lambda: send(admin, left, "commit"), lambda: send(beside(admin), right, "commit"))
    wait()
    late = left if answers[0].status_code == 409 else right
    do(admin, late, "commit")

    assert sorted(answer.status_code for answer in answers) == [202, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert "Another import is being committed" in refused.json["detail"]
    assert_there(admin, 2 * MANY)


def test_two_lists_that_name_the_same_are_not_both_added(admin: Api) -> None:
    first, second = upload(admin, listed("Same")), upload(admin, listed("Same", MANY + 1))

    do(admin, first, "commit")
    after = do(admin, second, "commit")

    assert after["state"] == "staged"
    assert "was added to the catalogue meanwhile" in after["problem"]["detail"]
    assert_there(admin, MANY)


@pytest.mark.parametrize("what", ["commit", "undo"])
def test_a_double_click_acts_once(admin: Api, what: str) -> None:
    job = upload(admin, listed("New"))
    if what == "undo":
        admin.create("Old")
        do(admin, job, "commit")

    answers = at_once(*[lambda: send(beside(admin), job, what)] * 4)
    wait()

    assert Counter(answer.status_code for answer in answers) == {202: 1, 409: 3}
    assert_there(admin, MANY if what == "commit" else 1)


def test_an_undo_and_a_commit_at_once_do_not_mix(admin: Api) -> None:
    admin.create("Old")
    old, new = do(admin, upload(admin, listed("Left")), "commit"), upload(admin, listed("Right"))

    undo, commit = at_once(lambda: send(admin, old, "undo"), lambda: send(beside(admin), new, "commit"))
    wait()

    assert sorted((undo.status_code, commit.status_code)) == [202, 409]
    assert_there(admin, 1 if undo.status_code == 202 else 1 + 2 * MANY)


def test_people_add_and_change_while_a_list_comes_in_and_goes(admin: Api) -> None:
    there, job = admin.create("Old"), upload(admin, listed("New"))
    other, added = beside(admin), []

    for what in ("commit", "undo"):
        assert send(admin, job, what).status_code == 202
        added += [other.create(f"Mine {what} {number}")["name"] for number in range(15)]
        changed = other.call("PUT", f"/{there['id']}", rev=there["rev"], json={"name": "Old", "notes": what})
        there = changed.json
        wait()

    assert changed.status_code == 200
    assert sorted(admin.names(limit=100)) == sorted(["Old", *added])
    assert_there(admin, 31)


def test_a_drop_and_a_commit_at_once_are_one_or_the_other(admin: Api) -> None:
    job = upload(admin, listed("New"))
    other = beside(admin)

    drop, commit = at_once(lambda: other.call("DELETE", f"/imports/{job['id']}"), lambda: send(admin, job, "commit"))
    wait()

    assert (drop.status_code, commit.status_code) in {(204, 409), (204, 404), (409, 202)}
    assert admin.get("/facets")["totals"]["all"] == (MANY if commit.status_code == 202 else 0)


def test_what_somebody_changed_since_the_list_was_read_is_not_written_over(admin: Api) -> None:
    there = admin.create("Old", notes="quiet")
    job = upload(admin, "name,notes,genres\nOld,loud,ska\nNew,,\n")
    admin.call("PUT", f"/{there['id']}", rev=1, json={"name": "Old", "notes": "louder"})

    after = do(admin, job, "commit")

    assert after["state"] == "staged"
    assert after["problem"]["detail"] == "Old was changed meanwhile (notes). Upload the file again."
    assert (admin.names(), admin.get(f"/{there['id']}")["notes"]) == (["Old"], "louder")


def test_what_somebody_changed_elsewhere_in_the_entry_stays(admin: Api) -> None:
    there = admin.create("Old", notes="quiet")
    job = upload(admin, "name,notes,genres\nOld,loud,ska\n")
    admin.call("PUT", f"/{there['id']}", rev=1, json={"name": "Old", "notes": "quiet", "phone": "1"})

    done = do(admin, job, "commit")
    changed = admin.get(f"/{there['id']}")
    do(admin, done, "undo", json={})

    assert (changed["notes"], changed["genres"], changed["phone"], changed["rev"]) == ("loud", ["ska"], "1", 3)
    back = admin.get(f"/{there['id']}")
    assert (back["notes"], back["genres"], back["phone"]) == ("quiet", [], "1")


def test_numbers_that_change_places_stop_the_commit_with_a_sentence(admin: Api) -> None:
    one, two = admin.create("One", external_id="1"), admin.create("Two", external_id="2")
    job = upload(admin, f"id,name,external_id\n{one['id']},One,3\n{two['id']},Two,2b\n")
    admin.create("Three", external_id="3")

    after = do(admin, job, "commit")

    assert (after["state"], admin.get(f"/{one['id']}")["external_id"]) == ("staged", "1")
    assert after["problem"]["detail"] == "The catalogue was changed meanwhile by somebody else. Upload the file again."


def test_many_rows_of_a_city_that_is_asked_for_are_answered_lot_by_lot(
    admin: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "BATCH", 7)
    admin.create("Club 3", city="Newcastle")
    content = "name,city\n" + "".join(f"Club {number},Newcastle\n" for number in range(40))
    job = upload(admin, content)
    city = job["questions"][0]["city"]

    answered = admin.call("POST", f"/imports/{job['id']}/answers", json={"answers": {city: 0}})
    do(admin, job, "commit")

    assert answered.json["counts"] == job["counts"] | {"updated": 1, "duplicates": 0}
    assert {entry["lat"] for entry in admin.get(limit=100)["items"]} == {job["questions"][0]["choices"][0]["lat"]}


def test_a_list_read_before_a_restart_can_be_committed_and_undone_after_it(picker: Picker, database_url: str) -> None:
    app = open_app(picker, database_url)
    migrate_up(picker, app)
    job = upload(Api(picker, app, app.test_client(), "admin"), listed("New"))
    close(picker, app)
    again = open_app(picker, database_url)
    admin = Api(picker, again, again.test_client(), "admin")

    done = do(admin, job, "commit")
    undone = do(admin, job, "undo", json={})

    assert (done["state"], done["counts"]["created"], undone["state"]) == ("committed", MANY, "undone")
    assert admin.names() == []
    close(picker, again)
