"""Viewers see the catalogue without its money and change nothing."""

from dataclasses import replace

import pytest
from testkit.pickers import Api


@pytest.fixture
def viewer(api: Api) -> Api:
    return replace(api, role="viewer")


def test_a_viewer_sees_an_entry_without_its_money(api: Api, viewer: Api) -> None:
    money = api.picker.money
    entry = api.create("The Howl", **{money: "250.00"})

    seen = [viewer.get(f"/{entry['id']}"), *viewer.get()["items"], *viewer.get("/random")["items"]]

    assert seen == [{**entry, money: None}] * 3
    assert "250.00" not in viewer.call("GET", "/export").text
    assert "250.00" in api.call("GET", "/export").text


@pytest.mark.parametrize("amount", ["300.00", "0"])
def test_a_viewer_cannot_find_out_money_by_limits(api: Api, viewer: Api, amount: str) -> None:
    limit = {"fee": "fee_max", "hire": "hire_max"}[api.picker.money_rule]

    answer = viewer.call("GET", f"/random?{limit}={amount}")

    assert (answer.status_code, answer.json["code"]) == (403, "role")
    assert api.call("GET", f"/random?{limit}={amount}").status_code == 200


@pytest.mark.parametrize("role", ["guest", "newcomer", "viewer"])
def test_who_may_not_plan_changes_no_entry(api: Api, role: str) -> None:
    entry = api.create("The Howl")
    other, one = replace(api, role=role), f"/{entry['id']}"

    tries = [
        other.call("POST", json={"name": "Mine"}),
        other.call("PUT", one, rev=1, json={"name": "Mine"}),
        other.call("DELETE", one, rev=1),
        other.call("POST", f"{one}/restore", rev=1),
    ]

    assert {answer.status_code for answer in tries} == {403 if role == "viewer" else 401}
    assert api.get()["items"] == [entry]
