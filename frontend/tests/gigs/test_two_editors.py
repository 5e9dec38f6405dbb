"""Two people edit one gig: nothing of either side is lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gig_web.clients.nouns import Gig
from gig_web.gigs import draft, two_editors
from gig_web.gigs.draft import ActDraft, ClauseDraft, Draft, Named

HOWL = ActDraft(Named("The Howl", "b1"), "headline")
LANKUM = ActDraft(Named("Lankum", "b2"))
BIG_JOANIE = ActDraft(Named("Big Joanie", "-"))
BASE = Draft(venue=Named("The Wardrobe", "v1"), acts=(HOWL, LANKUM)).with_fields(doors="19:30", notes="Tea")


def lineup(*acts: ActDraft) -> Draft:
    return replace(BASE, acts=acts)


def test_what_only_one_side_changed_is_kept() -> None:
    merged = two_editors.merge(BASE, BASE.with_fields(notes="Coffee"), BASE.with_fields(doors="19:00"))

    assert merged.draft == BASE.with_fields(notes="Coffee", doors="19:00")
    assert [(item.label, item.theirs) for item in merged.taken] == [("Doors", "19:00")]
    assert merged.clashes == ()


def test_what_both_changed_alike_is_no_question() -> None:
    merged = two_editors.merge(BASE, BASE.with_fields(doors="19:00"), BASE.with_fields(doors="19:00"))

    assert (merged.draft, merged.taken, merged.clashes) == (BASE.with_fields(doors="19:00"), (), ())


def test_what_both_changed_is_asked_for_with_mine_standing() -> None:
    merged = two_editors.merge(BASE, BASE.with_fields(doors="20:00"), BASE.with_fields(doors=""))

    assert merged.draft == BASE.with_fields(doors="20:00")
    assert [(item.field, item.mine, item.theirs) for item in merged.clashes] == [("doors", "20:00", "nothing")]


def test_a_long_note_of_theirs_is_shown_whole_before_it_is_given_up() -> None:
    long = "all of it " * 900

    merged = two_editors.merge(BASE, BASE.with_fields(notes=""), BASE.with_fields(notes=long))

    assert (merged.clashes[0].mine, merged.clashes[0].theirs) == ("nothing", long)


def test_a_venue_is_one_thing_with_its_id() -> None:
    mine, theirs = (replace(BASE, venue=Named(name, name)) for name in ("Stereo", ""))

    merged = two_editors.merge(BASE, mine, theirs)

    assert merged.draft.venue == Named("Stereo", "Stereo")
    assert [(item.mine, item.theirs) for item in merged.clashes] == [("Stereo", "nothing")]


@pytest.mark.parametrize(
    ("mine", "theirs", "merged", "clashing"),
    [
        pytest.param(
            lineup(HOWL, replace(LANKUM, fee="90.00")),
            lineup(replace(HOWL, set_time="21:00"), LANKUM),
            (replace(HOWL, set_time="21:00"), replace(LANKUM, fee="90.00")),
            [],
            id="each changed another act",
        ),
        pytest.param(lineup(HOWL), lineup(HOWL, LANKUM, BIG_JOANIE), (HOWL, BIG_JOANIE), [], id="one off, one on"),
        pytest.param(lineup(HOWL, LANKUM), lineup(LANKUM), (LANKUM,), [], id="they took one off"),
        pytest.param(lineup(LANKUM, HOWL), lineup(HOWL, LANKUM), (LANKUM, HOWL), [], id="I changed the order"),
        pytest.param(lineup(HOWL, LANKUM), lineup(LANKUM, HOWL), (LANKUM, HOWL), [], id="they changed the order"),
        pytest.param(
            lineup(HOWL, replace(LANKUM, fee="90.00")),
            lineup(HOWL),
            (HOWL, replace(LANKUM, fee="90.00")),
            [("Lankum", "Lankum (support, fee 90.00)", "not in the line-up")],
            id="they took off what I changed",
        ),
        pytest.param(
            lineup(HOWL),
            lineup(HOWL, replace(LANKUM, fee="90.00")),
            (HOWL,),
            [("Lankum", "not in the line-up", "Lankum (support, fee 90.00)")],
            id="I took off what they changed",
        ),
        pytest.param(
            lineup(HOWL, LANKUM, replace(BIG_JOANIE, fee="1.00")),
            lineup(HOWL, LANKUM, replace(BIG_JOANIE, fee="2.00")),
            (HOWL, LANKUM, replace(BIG_JOANIE, fee="1.00")),
            [("Big Joanie", "Big Joanie (support, fee 1.00)", "Big Joanie (support, fee 2.00)")],
            id="both added the same act",
        ),
        pytest.param(
            lineup(replace(HOWL, fee="300.00"), LANKUM),
            lineup(replace(HOWL, set_time="21:00"), LANKUM),
            (replace(HOWL, fee="300.00", set_time="21:00"), LANKUM),
            [],
            id="each changed another part of one act",
        ),
        pytest.param(
            lineup(replace(HOWL, fee="300.00", set_time="20:45"), LANKUM),
            lineup(replace(HOWL, fee="350.00"), LANKUM),
            (replace(HOWL, fee="300.00", set_time="20:45"), LANKUM),
            [("Fee of The Howl", "300.00", "350.00")],
            id="both changed one part of an act",
        ),
        pytest.param(
            lineup(replace(HOWL, clause=ClauseDraft("80", "14", "7")), LANKUM),
            lineup(LANKUM, replace(HOWL, clause=ClauseDraft("50", "14", "7"))),
            (LANKUM, replace(HOWL, clause=ClauseDraft("80", "14", "7"))),
            [("Radius clause of The Howl", "80 km, 14 days before, 7 after", "50 km, 14 days before, 7 after")],
            id="they moved the act whose clause both changed",
        ),
    ],
)
def test_the_line_up_is_merged_act_by_act(
    mine: Draft, theirs: Draft, merged: tuple[ActDraft, ...], clashing: list[tuple[str, str, str]]
) -> None:
    found = two_editors.merge(BASE, mine, theirs)

    assert found.draft.acts == merged
    assert [(item.label, item.mine, item.theirs) for item in found.clashes] == clashing


@pytest.mark.parametrize(
    ("theirs", "done"),
    [
        pytest.param(BASE.with_fields(doors="19:00"), ["set doors to 19:00"], id="a field"),
        pytest.param(BASE.with_fields(doors=""), ["cleared doors"], id="a field cleared"),
        pytest.param(BASE.with_fields(notes="n" * 61), ["changed notes"], id="a long one"),
        pytest.param(
            lineup(replace(HOWL, fee="9.00"), LANKUM), ["set the fee of The Howl to 9.00"], id="part of an act"
        ),
        pytest.param(lineup(HOWL), ["took Lankum off the line-up"], id="an act less"),
        pytest.param(lineup(HOWL, LANKUM, BIG_JOANIE), ["added Big Joanie"], id="an act more"),
        pytest.param(lineup(LANKUM, HOWL), ["changed the order of the line-up"], id="the order"),
    ],
)
def test_what_they_did_is_said_after_their_name(theirs: Draft, done: list[str]) -> None:
    merged = two_editors.merge(BASE, BASE.with_fields(start="20:00"), theirs)

    assert [item.done for item in merged.taken] == done


def test_a_part_of_an_act_is_chosen_and_the_rest_of_it_stays_mine() -> None:
    mine = lineup(replace(HOWL, fee="300.00", set_time="20:45"), LANKUM)
    saved = lineup(replace(HOWL, fee="350.00"), LANKUM)

    resolved = two_editors.resolve(mine, saved, {"act.fee:b1": "theirs"})

    assert resolved == lineup(replace(HOWL, fee="350.00", set_time="20:45"), LANKUM)


def test_two_orders_of_one_line_up_are_asked_for() -> None:
    base, mine, theirs = (
        lineup(HOWL, LANKUM, BIG_JOANIE),
        lineup(LANKUM, HOWL, BIG_JOANIE),
        lineup(BIG_JOANIE, LANKUM, HOWL),
    )

    merged = two_editors.merge(base, mine, theirs)

    assert merged.draft == mine
    assert [(item.label, item.mine) for item in merged.clashes] == [
        ("Order of the line-up", "Lankum, The Howl, Big Joanie")
    ]
    assert two_editors.resolve(mine, theirs, {"order": "theirs"}) == theirs
    assert two_editors.resolve(mine, theirs, {"order": "mine"}) == mine


def test_choosing_theirs_takes_the_saved_value_and_nothing_else() -> None:
    mine = lineup(HOWL).with_fields(doors="20:00", notes="Coffee")
    saved = lineup(HOWL, replace(LANKUM, fee="90.00")).with_fields(doors="19:00")

    resolved = two_editors.resolve(mine, saved, {"doors": "theirs", "notes": "mine", "act:b2": "theirs"})

    assert resolved == saved.with_fields(notes="Coffee")


def test_every_field_of_a_gig_survives_the_form_unchanged(as_gig: Callable[..., Gig]) -> None:
    gig = as_gig(
        title="Loud", hold_level=2, attendance=0, deal={"type": "flat", "currency": "GBP", "guarantee": "1.00"}
    )
    before = draft.from_gig(gig)

    after = draft.load(draft.dump(before))

    assert after == before
    assert two_editors.changed(before, after) == set()
    assert (after.fields["attendance"], after.fields["deal_guarantee"]) == ("0", "1.00")


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", '{"fields": {}}', "[" * 5000], ids=["none", "cut", "null", "list", "part", "deep"]
)
def test_a_damaged_base_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="damaged"):
        draft.load(text)
