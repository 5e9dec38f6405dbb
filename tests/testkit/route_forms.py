"""What each form of the pages sends, by the name of its view; `world` has one of everything a form may be about."""

import uuid
from collections.abc import Callable

from testkit.making import Body, night

Row = Callable[[Body], Body]


def card(world: Body) -> Body:
    return {name: world["hidden"][name] for name in ("token", "query")}


def notice(world: Body) -> Body:
    return {name: world["told"][name] for name in ("notice", "query")}


def rev(world: Body) -> Body:
    return {"rev": world["gig"]["rev"]}


def held(world: Body) -> Body:
    return {"rev": world["held"]["rev"]}


def person(_world: Body) -> Body:
    return {"rev": "1", "role": "viewer", "disabled": "1"}


def mail(world: Body) -> Body:
    return {**world["mail"], "subject": "{gig}", "body": f"Hi {{contact}}, {uuid.uuid4()}"}


PLURALS = ("bands", "venues", "gigs")
ON_IMPORTS = ("commit_import", "undo_import", "drop_import")
BARE = ("archive_item", "restore_item", "part_item", "set_diary", "read_diary", "forget_diary")

FORMS: dict[str, Row] = {
    **{name: lambda _world: {} for name in ("accounts.go_on", "accounts.sign_out", "people.revoke_invite")},
    "settings.forget_search": lambda _world: {},
    "accounts.accept_invite": lambda _world: {"name": f"Invited {uuid.uuid4()}", "password": "a slow boat home"},
    "people.change_role": person,
    "people.change_disabled": person,
    "people.invite": lambda _world: {"role": "viewer"},
    "settings.save_you": lambda _world: {"name": f"Renamed {uuid.uuid4()}"},
    "settings.change_password": lambda world: {"current": world["password"], "new": "a slow boat home"},
    "settings.set_starter_list": lambda _world: {"leave_out": "", "back": ""},
    "settings.set_travel": lambda _world: {"travel_km": str(500 + uuid.uuid4().int % 500)},
    "card.save": card,
    "card.discard": card,
    "card.undo": notice,
    "card.leave_out": lambda world: {**notice(world), "part": "band"},
    "card.start": lambda _world: {"own": "any"},
    "card.set_keys": lambda _world: {"on": "1", "query": ""},
    "gigs.create_gig": lambda world: {**world["new"], "title": "Typed by hand"},
    "gigs.save_gig": lambda world: {**world["form"], "title": "Changed by hand"},
    "gigs.change_status": lambda world: {**rev(world), "to": "hold", "was": "idea"},
    "gigs.trash_gig": rev,
    "gigs.restore_gig": lambda world: {"rev": world["trashed"]["rev"]},
    "gigs.renew_hold": held,
    "gigs.challenge": held,
    "gigs.note_challenge": lambda world: {**held(world), "answer_by": night(3)},
    "gigs.hold_another_date": lambda world: {**held(world), "new_id": str(uuid.uuid4()), "other_day": night(90)},
    "gigs.undo_change": lambda world: {"rev": world["edited"]["rev"]},
    "gigs.put_back": lambda world: {"rev": world["edited"]["rev"], "of": world["edited"]["rev"], "field": "doors"},
    "gigs.duplicate_gig": lambda _world: {"copy_id": str(uuid.uuid4()), "copy_day": ""},
    "hold_settings.save_holds": lambda _world: {"first_hold_days": "10", "other_hold_days": ""},
    "gigs.note_attendance": lambda _world: {"attendance": "140"},
    "gigs.work_out": lambda world: world["form"],
    "usual_money.save_money": lambda _world: {"currency": "GBP", "ticket_price": "12.00"},
    "venues.save_room_money": lambda _world: {"ticket_price": "10.00"},
    "gigs.share_sheet": lambda _world: {},
    "gigs.revoke_share": lambda _world: {},
    "own_feeds.make_feed": lambda _world: {"name": "My phone"},
    "own_feeds.revoke_feed": lambda _world: {},
    "gigs.note_asked": lambda _world: {},
    "mails.save_mail": mail,
    "mails.use_usual": mail,
    "settings.save_settings": lambda _world: {"theme": "dark"},
    "settings.let_in": lambda _world: {"name": "Nobody"},
    **{f"{noun}.create_item": lambda _world: {"name": f"Typed {uuid.uuid4()}"} for noun in ("bands", "venues")},
    **{f"{noun}.save_item": lambda _world: {"name": "Changed", "rev": "1"} for noun in ("bands", "venues")},
    **{f"{noun}.mark_item": lambda _world: {"own": ""} for noun in ("bands", "venues")},
    **{f"{noun}.upload_import": lambda _world: {"text": f"title,name\n{uuid.uuid4()},x\n"} for noun in PLURALS},
    **{f"{noun}.{view}": lambda _world: {} for noun in PLURALS for view in ON_IMPORTS},
    **{f"{noun}.answer_import": lambda _world: {} for noun in ("bands", "venues")},
    **{f"gigs.{view}": lambda _world: {} for view in ("look_up_names", "add_missing")},
    "bands.merge_item": lambda world: {"into": world["twins"]["band"]},
    "venues.merge_item": lambda world: {"into": world["twins"]["venue"]},
    **{f"{noun}.{change}": lambda _world: {} for noun in ("bands", "venues") for change in BARE},
}
FILES = {f"{noun}.set_diary": {"file": ("a.ics", b"BEGIN:VCALENDAR\n")} for noun in ("bands", "venues")}
