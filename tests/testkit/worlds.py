"""What schemathesis is told of the backend's data: who acts, spare sessions, invites, some gigs and discards."""

import json
import uuid
from pathlib import Path
from typing import Any

from flask import Flask
from testkit import accounts
from testkit.accounts import Account

import gig_store
from gig_store.models import db
from gig_store.people import invites
from launcher import data_dir
from launcher.services import Service

SPARE = 40  # sessions and invites that calls use up
GIGS = 8  # half of them in the trash
# Of these any id will do, and what is there of it: a room nobody has said anything of, a link that is gone already.
ANY = {"/v1/rooms": {str(uuid.uuid4()): 0 for _ in range(4)}, "/v1/shares": {str(uuid.uuid4()): None for _ in range(4)}}


def make(folder: Path, service: Service, role: str, seed: int) -> dict[str, Any]:
    """Make people and data in the backend's database; give what is written to the file `world["file"]`."""
    token = (folder / data_dir.TOKEN).read_text(encoding="utf-8").split()[0]
    app = gig_store.create_app(gig_store.Settings(f"sqlite:///{folder / 'gigs.db'}", token))
    admin, who = accounts.give_account(app, "admin"), accounts.give_account(app, role)
    world = {
        "token": token,
        "seed": seed,
        "who": _told(who),
        "spare": [_told(accounts.give_account(app, role)) for _ in range(SPARE)],
        "password": accounts.PASSWORD,
        "secrets": _invites(app, admin),
        "rows": {"/v1/gigs": _gigs(app, token), **ANY} if service.package == "gig_store" else {},
        "tally": str(folder / "tally.json"),
        "file": str(folder / "world.json"),
    }
    with app.app_context():
        db.engine.dispose()
    Path(world["file"]).write_text(json.dumps(world), encoding="utf-8")
    Path(world["tally"]).write_text("{}", encoding="utf-8")
    return world


def _told(account: Account) -> dict[str, str]:
    return {"person": str(account.id), "role": account.role, "session": account.token, "name": account.name}


def _invites(app: Flask, admin: Account) -> list[str]:
    with app.app_context():
        return [invites.invite(admin.id, "viewer", None)[1] for _ in range(SPARE)]


def _gigs(app: Flask, token: str) -> dict[str, int]:
    booker, client = accounts.give_account(app), app.test_client()
    headers = accounts.acting_as(booker, (token,))
    found = {}
    for number in range(GIGS):
        gig_id = str(uuid.uuid4())
        made = client.put(f"/v1/gigs/{gig_id}", json={"title": f"Night {number}"}, headers=headers)
        assert made.status_code == 201, made.text
        if number % 2:
            client.delete(f"/v1/gigs/{gig_id}", headers={**headers, "If-Match": '"1"'})
        found[gig_id] = 1 + number % 2
    return found
