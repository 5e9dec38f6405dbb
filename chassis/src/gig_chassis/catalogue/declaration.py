"""What a picker declares of itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from flask_sqlalchemy import SQLAlchemy
from marshmallow import Schema
from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session

from gig_chassis.imports.store import Store

if TYPE_CHECKING:
    from gig_chassis.catalogue.queries import PickQuery
    from gig_chassis.catalogue.schemas import EntryBody


@dataclass(frozen=True, slots=True)
class Limit:
    """A number a pick may limit, by the names of its parameters; who does not know it passes, dealt after the rest."""

    rule: str
    column: str
    low: str | None = None
    high: str | None = None
    known: str | None = None


ALIASES = (
    *(("Genre", "genres"), ("City Name", "city"), ("Town", "city")),
    *(("Latitude", "lat"), ("Longitude", "lon"), ("Country code", "country")),
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A picker: `columns` are those of the CSV, `number` is sorted by, `together` mean something only all together.

    `aliases` are other spellings of its own columns and the column each means; those of all pickers are `ALIASES`.
    It is read with the session of the request, or with `reader` where one is given.
    """

    noun: str
    db: SQLAlchemy
    entry: type[DeclarativeBase]
    genre: type[DeclarativeBase]
    size: type[DeclarativeBase]
    job: type[DeclarativeBase]
    job_row: type[DeclarativeBase]
    plan: type[DeclarativeBase]
    body: "type[EntryBody]"
    picks: "type[PickQuery]"
    limits: tuple[Limit, ...]
    number: str
    columns: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = (("lat", "lon"),)
    aliases: tuple[tuple[str, str], ...] = ()
    reader: scoped_session[Session] | None = None

    @property
    def spellings(self) -> dict[str, str]:
        """All other spellings of columns, and the column each means."""
        return dict(ALIASES + self.aliases)

    @property
    def plural(self) -> str:
        """The name of the resource."""
        return f"{self.noun}s"

    @property
    def members(self) -> tuple[str, ...]:
        """The members of the JSON: the columns, and what is of no use in a file."""
        return (*self.columns, "merged_into", "rev")

    @property
    def entries(self) -> Table:
        """The table of the entries."""
        return cast("Table", self.entry.__table__)

    @property
    def genres(self) -> Table:
        """The table of their genres."""
        return cast("Table", self.genre.__table__)

    @property
    def sizes(self) -> Table:
        """The table that says how many entries there are."""
        return cast("Table", self.size.__table__)

    @property
    def plans(self) -> Table:
        """The table of what imports are going to do with each entry."""
        return cast("Table", self.plan.__table__)

    @property
    def imports(self) -> Store:
        """Where its imports are kept."""
        jobs, rows = cast("Table", self.job.__table__), cast("Table", self.job_row.__table__)
        return Store(self.db, jobs, rows, (self.plans,))

    @property
    def session(self) -> scoped_session[Session]:
        """What reads and writes."""
        return self.reader or cast("scoped_session[Session]", self.db.session)

    def named(self, kind: str, base: type[Schema], **members: Any) -> type[Schema]:  # noqa: ANN401  # marshmallow fields
        """Give `base` a name of this picker's own, and `members` on top, for the OpenAPI document."""
        return type(f"{self.noun.title()}{kind}", (base,), members)
