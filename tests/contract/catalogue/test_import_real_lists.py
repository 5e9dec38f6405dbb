"""Real lists of venues and artists, where they lie beside the checkout: everything of them is accounted for."""

from dataclasses import replace

import pytest
from testkit.importing import do, upload
from testkit.pickers import Api
from testkit.stacks import CHECKOUT

LISTS = CHECKOUT.parent / "shared" / "data" / "uk-shows"
NOTHING = dict.fromkeys(("created", "updated", "duplicates", "errors", "skipped", "kept"), 0)
FILES = {"bands": LISTS / "artists.csv", "venues": LISTS / "venues.csv"}

pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not here")


def test_a_real_list_comes_in_whole_adds_nothing_twice_and_goes_again(database_api: Api) -> None:
    admin = replace(database_api, role="admin")
    content = FILES[admin.picker.catalogue.plural].read_bytes()
    rows = len(content.splitlines()) - 1

    first = do(admin, upload(admin, content), "commit")
    there = admin.get("/facets")["totals"]["all"]
    again = upload(admin, content)["counts"]
    exported = upload(admin, admin.call("GET", "/export").data)["counts"]
    undone = do(admin, first, "undo", json={"keep": []})

    created = first["counts"]["created"]
    assert first["counts"] == NOTHING | {"rows": rows, "created": created, "duplicates": rows - created}
    assert first["columns_left_out"] == []
    assert created >= there > 3_000  # a row that adds a genre counts like the row that made its band
    assert again == NOTHING | {"rows": rows, "duplicates": rows}
    assert exported == NOTHING | {"rows": there, "duplicates": there}
    assert (undone["state"], admin.get("/facets")["totals"]["all"]) == ("undone", 0)
