"""Where the imports of gigs are kept, and the columns a list of gigs may have."""

from typing import TYPE_CHECKING, cast

from gig_chassis.imports.columns import Columns
from gig_chassis.imports.store import Store
from gig_store.csvs import sheet
from gig_store.importing.models import GigImport, GigImportHold, GigImportName, GigImportPlan, GigImportRow
from gig_store.models import Act, Gig, History, db

if TYPE_CHECKING:
    from sqlalchemy import Table

ACT, ACT_ID, VENUE_ID = "act", "act_external_id", "venue_external_id"
_NAMING = ("id", "title", "headliner", "support", ACT, ACT_ID, "venue", VENUE_ID)
_SPELLINGS = {
    ACT: ("Artist", "Artist Name", "Band", "Band Name"),
    ACT_ID: ("Artist ID", "Band ID"),
    VENUE_ID: ("Venue ID",),
    "venue": ("Venue Name", "Room"),
    "city": ("City Name",),
    "gig_day": ("Date", "Day", "Gig Date"),
    "headliner": ("Headline", "Headliners", "Headliner(s)"),
    "support": ("Supports",),
}
COLUMNS = Columns(
    (*sheet.COLUMNS, ACT, ACT_ID, VENUE_ID),
    {spelling: ours for ours, spellings in _SPELLINGS.items() for spelling in spellings},
    needed=(_NAMING,),
)

ROWS = cast("Table", GigImportRow.__table__)
NAMES = cast("Table", GigImportName.__table__)
PLANS = cast("Table", GigImportPlan.__table__)
GIGS, ACTS, HISTORY = (cast("Table", model.__table__) for model in (Gig, Act, History))
HOLD = cast("Table", GigImportHold.__table__)
STORE = Store(db, cast("Table", GigImport.__table__), ROWS, (NAMES, PLANS), ("gigs", "names"))
