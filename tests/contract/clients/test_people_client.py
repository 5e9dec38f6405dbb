"""Accounts as the front end signs in, invites and changes them."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from testkit.accounts import PASSWORD, Account

from gig_web.clients import Clients
from gig_web.clients.history import By
from gig_web.upstream import Refused, SignedOut

As = Callable[[str], AbstractContextManager[Clients]]

NEW = "another quiet walk"


def test_whoever_is_signed_in_is_known_by_name_and_role(services: Clients, booker: Account) -> None:
    present, own = services.people.present(), services.people.me()

    assert present.person == own
    assert (own.id, own.name, own.role, own.disabled) == (str(booker.id), booker.name, "booker", False)
    assert not present.newcomer


def test_nobody_is_told_to_sign_in(somebody: As) -> None:
    with somebody("guest") as stranger, pytest.raises(SignedOut):
        stranger.people.present()


def test_name_and_password_begin_a_session_of_the_person(somebody: As, booker: Account) -> None:
    with somebody("guest") as stranger:
        begun = stranger.people.sign_in(booker.name.upper(), PASSWORD, "127.0.0.1")

    assert (begun.person.id, begun.person.name) == (str(booker.id), booker.name)
    assert begun.token not in {"", booker.token}


@pytest.mark.parametrize("password", ["not the password", ""], ids=["wrong", "empty"])
def test_a_wrong_password_is_refused_with_its_code(somebody: As, booker: Account, password: str) -> None:
    with somebody("guest") as stranger, pytest.raises(Refused) as refused:
        stranger.people.sign_in(booker.name, password, "192.0.2.7")

    assert (refused.value.status, refused.value.problem["code"]) == (422, "wrong_sign_in")


def test_a_person_who_signed_out_is_nobody(services: Clients) -> None:
    services.people.sign_out()

    with pytest.raises(SignedOut):
        services.people.me()


def test_only_the_first_account_is_made_without_an_invite(somebody: As) -> None:
    with somebody("guest") as stranger, pytest.raises(Refused) as refused:
        stranger.people.make_first({"name": "Too late", "password": NEW})

    assert refused.value.status == 409


def test_own_preferences_are_kept_and_count_the_revision(services: Clients) -> None:
    chosen = {"time_zone": "Europe/London", "theme": "dark", "keys": False, "constraints": "own=any"}

    before = services.people.me()
    changed = services.people.change_me(chosen, before.rev)
    with pytest.raises(Refused) as stale:
        services.people.change_me({"theme": "light"}, before.rev)

    assert {name: getattr(changed, name) for name in chosen} == chosen
    assert (services.people.me(), changed.rev, stale.value.status) == (changed, before.rev + 1, 412)


def test_a_name_somebody_has_is_refused_at_the_field(services: Clients, somebody: As) -> None:
    with somebody("viewer") as other:
        taken = other.people.me().name

    with pytest.raises(Refused) as refused:
        services.people.change_me({"name": taken.upper()}, services.people.me().rev)

    assert [error["pointer"] for error in refused.value.problem["errors"]] == ["/name"]


def test_a_new_password_begins_another_session_and_ends_the_old(services: Clients, booker: Account) -> None:
    with pytest.raises(Refused) as wrong:
        services.people.change_password("not the password", NEW)
    begun = services.people.change_password(PASSWORD, NEW)

    assert [error["pointer"] for error in wrong.value.problem["errors"]] == ["/current"]
    assert (begun.person.id, begun.token != booker.token) == (str(booker.id), True)
    with pytest.raises(SignedOut):
        services.people.me()


def test_an_invite_makes_one_account_with_its_role(somebody: As) -> None:
    with somebody("admin") as admin:
        made = admin.people.invite("viewer", "for the sound desk")
        assert made.secret
        [listed] = [each for each in admin.people.invites() if each.id == made.id]
        inviting = admin.people.me()
    with somebody("guest") as guest:
        seen = guest.people.look(made.secret)
        joined = guest.people.accept({"secret": made.secret, "name": f"Guest {uuid.uuid4().hex[:8]}", "password": NEW})
        with pytest.raises(Refused) as again:
            guest.people.look(made.secret)

    assert (seen.role, joined.person.role) == ("viewer", "viewer")
    assert seen.invited_by == listed.invited_by == By(inviting.id, inviting.name)
    assert (listed.role, listed.note, listed.secret) == ("viewer", "for the sound desk", None)
    assert again.value.status == 404


def test_a_revoked_invite_is_closed_and_revoking_it_twice_is_as_good_as_once(somebody: As) -> None:
    with somebody("admin") as admin:
        made = admin.people.invite("booker", None)
        for _ in range(2):
            admin.people.revoke(made.id)
        open_ids = {each.id for each in admin.people.invites()}

        with pytest.raises(Refused) as refused:
            admin.people.look(made.secret or "")

    assert (made.id in open_ids, refused.value.status) == (False, 404)


def test_an_admin_changes_roles_and_disables(somebody: As, booker: Account) -> None:
    with somebody("admin") as admin:
        found, params = [], {"limit": 100}
        while True:
            page = admin.people.page(params)
            found += page.items
            if page.next is None:
                break
            params = {"limit": 100, "cursor": page.next}
        [theirs] = [each for each in found if each.id == str(booker.id)]
        demoted = admin.people.change(theirs.id, {"role": "viewer"}, theirs.rev)
        disabled = admin.people.change(theirs.id, {"disabled": True}, demoted.rev)

    assert (demoted.role, disabled.disabled, disabled.rev) == ("viewer", True, theirs.rev + 2)


@pytest.mark.parametrize("role", ["viewer", "booker"])
def test_who_is_no_admin_does_not_see_people(somebody: As, role: str) -> None:
    with somebody(role) as curious:
        for look in (lambda: curious.people.page({"limit": 1}), curious.people.invites):
            with pytest.raises(Refused) as refused:
                look()
            assert (refused.value.status, refused.value.problem["code"]) == (403, "role")


def test_a_viewer_is_told_no_money(services: Clients, somebody: As, gig_id: str, some_act: dict[str, object]) -> None:
    services.gigs.put(gig_id, {"lineup": [some_act], "deal": {"type": "flat", "currency": "GBP", "guarantee": "90.00"}})

    with somebody("viewer") as viewer:
        seen = viewer.gigs.get(gig_id)

    assert seen.deal is None
    assert [act.fee for act in seen.lineup] == [None]
    assert services.gigs.get(gig_id).lineup[0].fee == some_act["fee"]
