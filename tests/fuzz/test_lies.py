"""Whatever the services answer, each page is a page: in time, without a crash, without their markup."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import urlsplit

import hypothesis
import icalendar
import pytest
from hypothesis import strategies as st
from testkit.crowding import crowding
from testkit.figures import SCALE, SEED, Figures
from testkit.lied_to import SERVICES, Page, World, lied_to, sparing_accounts
from testkit.lies import LIES, ODD_VALUES, Change, holding
from testkit.oracles import Said
from werkzeug.test import TestResponse

VISITS = 3_000
VALUES = 10_000  # of all odd values in all places, by the seed
LEADING = {"href", "src", "action", "formaction"}
OWN_SCHEMES = {"", "http", "https", "mailto", "tel"}
PAGE_SECONDS, CHANGE_SECONDS, SLACK_SECONDS = 1.5, 5.1, 1.0
FREE = "Nothing else in your planner"
MOST_COOKIE = 4096
QUERIES = (
    "",
    "?seed=7",
    "?q=howl&sort=-updated",
    "?days=next+friday&status=hold",
    "?own=any&genre=jazz",
    "?next=/gigs",
)
FORM = {"name": "The Howl", "rev": "1", "status": "confirmed", "role": "booker", "password": "a quiet walk home"}
OTHER = {"title": "A night", "lineup": "The Howl", "query": "seed=7", "time_zone": "", "theme": "dark", "disabled": "1"}
FORMS = ({}, FORM, FORM | OTHER, {"gig_day": "2027-03-12", "venue": "The Wardrobe", "band": "The Howl", "rev": "x"})


class Reader(HTMLParser):
    """Reads a page; `foreign` is what no page of ours holds."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.foreign += [tag] if tag.startswith("lie") else []
        self.foreign += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]
        leading = {value or "" for name, value in attrs if name in LEADING}
        self.foreign += [f"{tag} {value}" for value in leading if urlsplit(value.strip()).scheme not in OWN_SCHEMES]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give the pages, and services that lie."""
    with lied_to(tmp_path_factory.mktemp("lies")) as world:
        yield world


@pytest.mark.parametrize("accounts_lie", [False, True], ids=["about gigs", "also about accounts"])
def test_no_answer_of_a_service_breaks_a_page(world: World, accounts_lie: bool, figures: Figures) -> None:  # noqa: FBT001  # a parameter of the test
    others, statuses = crowding(), Counter[int]()
    lying = LIES if accounts_lie else LIES.map(sparing_accounts)

    @hypothesis.seed(SEED)
    @hypothesis.settings(
        max_examples=round(VISITS * SCALE),
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(
        page=st.sampled_from(world.routes),
        query=st.sampled_from(QUERIES),
        form=st.sampled_from(FORMS),
        lies=st.dictionaries(st.sampled_from(SERVICES), lying, min_size=1),
    )
    def visit(page: Page, query: str, form: Mapping[str, str], lies: Mapping[str, Change]) -> None:
        began = time.monotonic()
        answer = world.visit(page, query, form if page.method == "POST" else {}, lies)
        taken = time.monotonic() - began

        statuses[answer.status_code] += 1
        told = [said for oracle in world.oracles.values() for said in oracle.told]
        hypothesis.note(f"{page} {query} {told!r:.3000}")
        judge(answer, told)
        most = PAGE_SECONDS if page.method == "GET" else CHANGE_SECONDS
        assert taken <= most * others + SLACK_SECONDS

    visit()

    figures(
        "lying services never break a page",
        visits=statuses.total(),
        **{f"of_{key}": statuses[key] for key in (200, 500, 503)},
    )
    assert statuses.total() >= VISITS * SCALE
    assert min(statuses[200], statuses[303], statuses[503]) > 0, "the lies were all the same to the pages"


def test_no_odd_value_of_any_member_breaks_a_page(world: World, seed: int, figures: Figures) -> None:
    odd = [(place, value) for place in world.members() for value in ODD_VALUES]
    tried = random.Random(seed).sample(odd, min(len(odd), round(VALUES * SCALE)))

    broken = []
    for (page, service, member), value in tried:
        query = "?seed=7" if page.path == "/" else ""
        answer = world.visit(page, query, {}, {service: holding(member, value)})
        try:
            judge(answer, [])
        except AssertionError as error:
            broken.append(f"{page.path}: {service} says {member}: {value!r:.60}: {answer.status_code} {error!r:.60}")

    figures("odd values never break a page", values=len(tried), of=len(odd), broken=len(broken))
    assert "\n".join(broken) == ""


def judge(answer: TestResponse, told: list[tuple[str, Said]]) -> None:
    """Hold an answer against what every page promises."""
    assert answer.status_code < 500 or answer.status_code == 503, answer.text
    assert all(len(cookie) <= MOST_COOKIE for cookie in answer.headers.getlist("Set-Cookie"))
    if answer.status_code // 100 == 3:
        assert answer.location.startswith("/")
        assert not answer.location.startswith(("//", "/\\"))
        return
    if answer.mimetype in {"text/calendar", "text/plain"}:  # for calendars: what is wrong is said in plain text
        assert answer.mimetype == "text/plain" or icalendar.Calendar.from_ical(answer.text)
        return
    assert "<main" in answer.text
    reader = Reader()
    reader.feed(answer.text)
    assert reader.foreign == []
    if any(path.startswith("/v1/conflicts") and not is_sensible(said) for path, said in told):
        assert FREE not in answer.text


def is_sensible(said: Said) -> bool:
    """Say whether an answer about conflicts can be taken for one."""
    try:
        body = json.loads(said.body)
    except (ValueError, RecursionError):
        return False
    return said.status // 100 == 2 and isinstance(body, dict) and isinstance(body.get("items"), list)
