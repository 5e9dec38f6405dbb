"""What differs between lists of bands, of venues and of gigs: words, columns and who reads them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from gig_web import clients
from gig_web.clients.imports import GigImports, Imports

Aliases = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Lists of one noun: `columns` as the service has them, `aliases` the other names each is found under."""

    singular: str
    plural: str
    section: str
    client: Callable[[], Imports] = field(repr=False)
    list_view: str
    item_view: str
    item_name: str
    needed: str
    columns: tuple[str, ...]
    aliases: Aliases
    example: str

    @property
    def is_gigs(self) -> bool:
        """Whether names in it have to be looked up in the catalogue."""
        return self.section == "gigs"


def gig_imports() -> GigImports:
    """Give the client of the imports of gigs."""
    return GigImports(clients.current().gigs.upstream)


_OF_ALL: Aliases = (
    ("genres", ("Genre",)),
    ("city", ("City Name", "Town")),
    ("country", ("Country code",)),
    ("lat", ("Latitude",)),
    ("lon", ("Longitude",)),
)

BANDS = Kind(
    singular="band",
    plural="bands",
    section="catalogue",
    client=lambda: Imports(clients.current().bands.upstream, "bands"),
    list_view="bands.list_items",
    item_view="bands.show_item",
    item_name="item_id",
    needed="Only name is needed.",
    columns=(
        *("id", "external_id", "name", "genres", "city", "country", "lat", "lon", "draw", "fee", "own", "starter"),
        *("contact", "email", "phone", "unavailable", "radius_km", "days_before", "days_after", "notes", "archived"),
    ),
    aliases=(
        ("name", ("Band", "Artist", "Artist Name", "Band Name", "Act")),
        ("external_id", ("Band ID", "Artist ID")),
        ("notes", ("Bio",)),
        *_OF_ALL,
    ),
    example="name,city,genres,draw\nThe Howl,Leeds,post-punk; indie rock,120\nMarram,Norwich,folk,60",
)
VENUES = Kind(
    singular="venue",
    plural="venues",
    section="catalogue",
    client=lambda: Imports(clients.current().venues.upstream, "venues"),
    list_view="venues.list_items",
    item_view="venues.show_item",
    item_name="item_id",
    needed="Only name is needed.",
    columns=(
        *("id", "external_id", "name", "city", "country", "address", "postcode", "lat", "lon", "timezone"),
        *("capacity", "genres", "hire_cost", "own", "starter", "curfew", "dark_days", "contact", "email", "phone"),
        *("notes", "archived"),
    ),
    aliases=(
        ("name", ("Venue", "Venue Name", "Room")),
        ("external_id", ("Venue ID",)),
        ("address", ("Street",)),
        ("postcode", ("Post code", "Zip")),
        ("hire_cost", ("Hire",)),
        *_OF_ALL,
    ),
    example="name,city,capacity,curfew\nThe Wardrobe,Leeds,200,23:00\nThe Cellar Door,Norwich,80,22:30",
)
GIGS = Kind(
    singular="gig",
    plural="gigs",
    section="gigs",
    client=gig_imports,
    list_view="gigs.list_gigs",
    item_view="gigs.show_gig",
    item_name="gig_id",
    needed="A row needs a band, a venue or a title. Rows of one venue and night become one gig, the first act on top.",
    columns=(
        *("id", "title", "held_for", "status", "hold_level", "hold_expires", "offer_expires", "booking", "gig_day"),
        *("load_in", "soundcheck", "doors", "start", "end", "timezone", "slot", "headliner", "support", "act"),
        *("act_external_id", "venue", "venue_external_id", "city", "capacity", "deal", "currency", "ticket_price"),
        *("tax_pct", "gross_pct", "comps", "guarantee", "split_pct", "costs", "attendance", "published", "notes"),
        *("staff_notes", "description"),
    ),
    aliases=(
        ("gig_day", ("Date", "Day", "Gig Date")),
        ("act", ("Artist", "Artist Name", "Act", "Band", "Band Name")),
        ("act_external_id", ("Artist ID", "Band ID")),
        ("venue", ("Venue Name", "Room")),
        ("venue_external_id", ("Venue ID",)),
        ("city", ("City Name",)),
        ("headliner", ("Headline", "Headliner(s)")),
        ("support", ("Supports",)),
    ),
    example="date,venue,city,artist\n2027-03-12,The Wardrobe,Leeds,The Howl\n2027-03-12,The Wardrobe,Leeds,Marram",
)
