"""The mails' templates: filled in, checked, and made into an address a mail program opens."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from gig_web.writing import mailto, nights, templates, usual
from gig_web.writing.templates import Template


@pytest.mark.parametrize("mail", usual.NAMES)
def test_every_usual_text_can_be_kept_and_is_filled_in_whole(mail: str) -> None:
    template = templates.the_usual(mail)

    filled = templates.fill(template, usual.EXAMPLES)

    assert templates.check(template) == {}
    assert "{" not in filled.subject + filled.body
    assert set(usual.EXAMPLES) == set(usual.PLACES)


def test_a_line_with_something_that_is_not_known_is_left_out() -> None:
    template = Template("Hold: {gig}, {dates}", "Hi {contact},\n\nDoors: {doors}\n\nBye")

    filled = templates.fill(template, {"gig": "The Howl", "dates": "", "contact": "there", "doors": ""})

    assert filled == Template("Hold: The Howl", "Hi there,\n\nBye")


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert templates.fill(Template("{gig}", "{gig}"), {"gig": "{fee}", "fee": "9"}) == Template("{fee}", "{fee}")


@pytest.mark.parametrize(
    ("subject", "body", "said"),
    [
        pytest.param("a", "Hi {nobody}", {"body": "Nothing can be filled in for {nobody}."}, id="unknown"),
        pytest.param("", "b", {"subject": "Write something"}, id="empty"),
        pytest.param("a" * 201, "b", {"subject": "Shorten this to 200 characters"}, id="long"),
    ],
)
def test_a_template_that_cannot_be_kept_says_what_to_do(subject: str, body: str, said: dict[str, str]) -> None:
    errors = templates.check(Template(subject, body))

    assert set(errors) == set(said)
    assert all(errors[name].startswith(sentence) for name, sentence in said.items())


@pytest.mark.parametrize(
    ("email", "draft"),
    [
        pytest.param("a@example.org", Template("Hold & more? 50 %", "Hi,\n\nüber Ω 演奏 = #1"), id="any script"),
        pytest.param("a+b@example.org", Template("x&cc=me@example.org", "y\nBcc: z"), id="nothing is smuggled in"),
    ],
)
def test_a_draft_survives_its_address_letter_by_letter(email: str, draft: Template) -> None:
    link = mailto.link(email, draft)

    parts = urlsplit(link.address)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", email)
    assert parse_qs(parts.query) == {"subject": [draft.subject], "body": [draft.body.replace("\n", "\r\n")]}
    assert "%0D%0A" in link.address
    assert link.is_whole


def test_a_text_too_long_for_an_address_is_left_to_be_pasted() -> None:
    link = mailto.link("a@example.org", Template("Hold", "演" * 400))

    assert (link.address, link.is_whole) == ("mailto:a@example.org?subject=Hold", False)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["2027-10-14"], "Thu 14 Oct 2027", id="one"),
        pytest.param(["2027-10-14", "2027-10-15"], "Thu 14 or Fri 15 Oct 2027", id="two of a month"),
        pytest.param(
            ["2027-10-14", "2027-10-15", "2027-11-06"], "Thu 14, Fri 15 Oct 2027 or Sat 6 Nov 2027", id="two months"
        ),
    ],
)
def test_alternative_nights_are_said_in_one_phrase(days: list[str], said: str) -> None:
    assert nights.say(days) == said
