"""Each guard, taken away, makes a test fail: what protects people is itself protected."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from testkit.figures import SCALE
from testkit.stacks import CHECKOUT

Run = Any
FAILED = 1  # pytest's exit code for tests that failed, as opposed to such as could not run


@dataclass(frozen=True, slots=True)
class Guard:
    """Where a guard stands, what is left without it, and the test that misses it."""

    name: str
    file: str
    code: str
    without: str
    test: str


CHASSIS, BACKEND, PAGES = "chassis/src/gig_chassis", "backend/src/gig_store", "frontend/src/gig_web"

GUARDS = (
    Guard(
        "UNIQUE over confirmed nights",
        "backend/migrations/0001_create_gig.py",
        'sa.UniqueConstraint("venue_id", "slot", "confirmed_day", name=op.f("uq_gig_venue_id_slot_confirmed_day"))',
        'sa.CheckConstraint("1 = 1", name="nothing")',
        "backend/tests/test_guards.py::test_the_database_itself_refuses_a_second_confirmed_gig_on_one_night",
    ),
    Guard(
        "CSRF tokens",
        f"{PAGES}/security.py",
        "    CSRFProtect(app)\n",
        '    app.jinja_env.globals["csrf_token"] = str\n',
        "frontend/tests/test_security.py::test_a_form_without_its_token_is_refused_in_words",
    ),
    Guard(
        "If-Match against the revision",
        f"{CHASSIS}/etags.py",
        "    if current != expected:\n",
        "    if current < 0:\n",
        "chassis/tests/test_api.py::test_a_change_needs_the_current_revision",
    ),
    Guard(
        "If-Match asked for at all",
        f"{CHASSIS}/etags.py",
        "    if rev is None:\n        raise",
        "    if rev is None:\n        return 3\n        raise",
        "chassis/tests/test_api.py::test_a_change_needs_the_current_revision",
    ),
    Guard(
        "the service token",
        f"{CHASSIS}/service_auth.py",
        "not is_shown(accepted)",
        "not accepted",
        "chassis/tests/test_api.py::test_a_request_without_the_service_token_is_refused_except_for_health",
    ),
    Guard(
        "the signature of the acting person",
        f"{CHASSIS}/acting.py",
        "_serializer(tokens).loads(text, return_timestamp=True)",
        '_serializer(tokens).loads_unsafe(text)[1], __import__("datetime").datetime.now()',
        "chassis/tests/test_access.py::test_a_role_that_was_not_signed_here_is_refused",
    ),
    Guard(
        "the short life of that signature",
        f"{CHASSIS}/acting.py",
        "LIFE_SECONDS = 60",
        "LIFE_SECONDS = 600",
        "chassis/tests/test_access.py::test_the_signed_person_is_good_for_a_minute_either_way",
    ),
    Guard(
        "the role check of the services",
        f"{CHASSIS}/access.py",
        "        _require(least, g.acting.role)\n",
        "",
        "chassis/tests/test_access.py::test_each_role_may_use_its_routes_and_no_more",
    ),
    Guard(
        "the check of the session in the database",
        f"{BACKEND}/people/presence.py",
        "    holder = sessions.holder(signed.session)\n    if holder is None:\n        return Acting()\n",
        "    holder = sessions.holder(signed.session)\n    if holder is None:\n        return signed\n",
        "backend/tests/people/test_sessions.py::test_a_session_ends_everywhere_at_once",
    ),
    Guard(
        "sessions that end with a new password",
        f"{BACKEND}/people/accounts.py",
        "    person.password_hash = password_hash\n    sessions.end_all(person.id)\n",
        "    person.password_hash = password_hash\n",
        "backend/tests/people/test_own_account.py::test_a_new_password_ends_all_other_sessions",
    ),
    Guard(
        "tries counted before the hash",
        f"{BACKEND}/people/attempts.py",
        "    if row.tries > MOST:\n",
        "    if row.tries > 1000 * MOST:\n",
        "backend/tests/people/test_tries.py::test_of_a_hundred_tries_at_once_ten_reach_the_hash",
    ),
    Guard(
        "an invite that is good once",
        f"{BACKEND}/people/invites.py",
        "        if not _remove(Invite.id == offered.id):  # somebody else had it at the same moment\n",
        "        if not offered:\n",
        "backend/tests/people/test_invites.py::test_an_invite_makes_one_account_with_its_role",
    ),
    Guard(
        "the first account that is made once",
        "backend/migrations/0005_create_person.py",
        'sa.UniqueConstraint("first", name=op.f("uq_person_first"))',
        'sa.CheckConstraint("1 = 1", name="nothing")',
        "backend/tests/people/test_first_account.py::test_of_many_who_make_the_first_account_at_once_one_does",
    ),
    Guard(
        "the last admin",
        f"{BACKEND}/people/accounts.py",
        "        if admins == {person_id} and ",
        "        if not admins and ",
        "backend/tests/people/test_people.py::test_the_last_admin_who_can_sign_in_stays_one",
    ),
    Guard(
        "money kept from viewers",
        f"{CHASSIS}/catalogue/rows.py",
        "_written if acting.may_see_money() else _kept_back",
        "_written",
        "tests/contract/catalogue/test_catalogue_roles.py::test_a_viewer_sees_an_entry_without_its_money",
    ),
    Guard(
        "the signature of a card",
        f"{PAGES}/suggest/cards.py",
        "_serializer(secret_key).loads(token, max_age=MAX_AGE_SECONDS)",
        "_serializer(secret_key).loads_unsafe(token)[1]",
        "frontend/tests/suggest/test_cards.py::test_a_tampered_token_is_refused_with_a_sentence",
    ),
    Guard(
        "the role check of the pages",
        f"{PAGES}/accounts/check.py",
        "    if not visitor.may(wanted.least):\n",
        "    if not wanted.least:\n",
        "tests/contract/access/test_pages_matrix.py::test_each_caller_may_what_the_table_says_and_no_more",
    ),
    Guard(
        "the protective headers",
        f"{CHASSIS}/headers.py",
        "kept + by_scheme[scheme]",
        "kept",
        "chassis/tests/test_headers.py::test_every_answer_is_protected",
    ),
    Guard(
        "the names a planner answers to",
        f"{PAGES}/hosts.py",
        "asked and (names is None or asked in names)",
        "asked",
        "frontend/tests/test_hosts.py::test_a_planner_on_this_machine_is_not_reached_by_another_name",
    ),
    Guard(
        "the cookie's bond to TLS",
        f"{PAGES}/cookies.py",
        "        del app\n        return request.is_secure\n",
        "        del app\n        return False\n",
        "frontend/tests/test_cookies.py::test_behind_tls_the_cookie_is_bound_to_its_host",
    ),
    Guard(
        "the limit of tries to sign in",
        f"{PAGES}/limits.py",
        "exempt_when=lambda: not is_sign_in()",
        "exempt_when=lambda: True",
        "frontend/tests/test_limits.py::test_tries_to_sign_in_are_limited_by_address",
    ),
    Guard(
        "warnings that keep a card from being dealt",
        f"{PAGES}/suggest/standing.py",
        '_HARD = ("block", "warn")',
        '_HARD = ("block",)',
        "tests/contract/suggestions/test_never_refused.py"
        "::test_no_card_that_is_dealt_is_refused_when_it_is_saved_at_once",
    ),
    Guard(
        "the private addresses a diary is not read from",
        "frontend/src/diary_reader/fetching.py",
        "if not all(network.is_open(each) for each in found)",
        "if not found",
        "frontend/tests/diaries/test_apart.py::test_nothing_of_this_machine_is_read",
    ),
    Guard(
        "the limit of a body in chunks",
        f"{CHASSIS}/bodies.py",
        "            _read_chunks(most_here)\n",
        "            pass\n",
        "chassis/tests/test_bodies.py::test_a_body_up_to_the_limit_is_taken_and_a_larger_one_refused",
    ),
    Guard(
        "secrets that are kept as hashes",
        f"{BACKEND}/people/secret_words.py",
        'hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()',
        'secret.encode("utf-8", "surrogatepass")[:32]',
        "backend/tests/people/test_secrets.py::test_no_secret_is_kept_as_it_is",
    ),
    Guard(
        "feeds that end with the account",
        f"{BACKEND}/feeds/keeping.py",
        ", Person.disabled == false())",
        ")",
        "backend/tests/feeds/test_keeping_feeds.py::test_feeds_end_with_the_account_of_their_person",
    ),
    Guard(
        "links to a day sheet that end",
        f"{BACKEND}/shares/keeping.py",
        " or ends <= columns.now()",
        "",
        "backend/tests/shares/test_shares.py::test_a_link_ends_at_noon_after_the_night_where_it_was",
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_stands_where_it_is_looked_for(guard: Guard) -> None:
    assert (CHECKOUT / guard.file).read_text(encoding="utf-8").count(guard.code) == 1


ALWAYS = 8  # the first of them; the rest is part of the long series


@pytest.mark.parametrize("guard", GUARDS[: ALWAYS if SCALE < 1 else None], ids=lambda guard: guard.name)
def test_without_a_guard_a_test_fails(guard: Guard, copied: Path, run: Run) -> None:
    file = copied / guard.file
    whole = file.read_text(encoding="utf-8")

    file.write_text(whole.replace(guard.code, guard.without), encoding="utf-8")
    told = run(guard.test)
    file.write_text(whole, encoding="utf-8")

    assert told.returncode == FAILED, told.stdout[-2000:]
