"""The tables of the venues."""

from decimal import Decimal

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gig_chassis import columns, database, fields
from gig_chassis.catalogue.importing.models import PlanColumns
from gig_chassis.catalogue.models import EntryColumns, GenreColumns, SizeColumns, entry_arguments
from gig_chassis.imports.models import ImportColumns, ImportRowColumns

MAX_CAPACITY = 500_000  # people
ADDRESS = 300
POSTCODE = 20


class Base(DeclarativeBase):
    """The base of all tables here."""

    metadata = MetaData(naming_convention=database.NAMING)


db = SQLAlchemy(model_class=Base, session_options=database.SESSION_OPTIONS)


class Venue(EntryColumns, Base):
    """A venue: where it stands, how many it holds, what it costs, when it is dark."""

    __tablename__ = "venue"
    __table_args__ = entry_arguments("capacity", MAX_CAPACITY)

    address: Mapped[str | None] = mapped_column(String(ADDRESS))
    postcode: Mapped[str | None] = mapped_column(String(POSTCODE))
    timezone: Mapped[str | None] = mapped_column(String(fields.MAX_TIMEZONE))
    capacity: Mapped[int | None]
    hire_cost: Mapped[Decimal | None] = mapped_column(columns.Money)
    curfew: Mapped[str | None] = mapped_column(String(fields.CLOCK_TIME))
    dark_days: Mapped[list[str]] = mapped_column(columns.Joined)


class VenueGenre(GenreColumns, Base):
    """One genre a venue is known for."""

    __tablename__ = "venue_genre"
    owner = "venue"


class VenueCount(SizeColumns, Base):
    """How many venues there are."""

    __tablename__ = "venue_count"


class VenueImport(ImportColumns, Base):
    """An import of venues."""

    __tablename__ = "venue_import"


class VenueImportRow(ImportRowColumns, Base):
    """A row of the file of such an import."""

    __tablename__ = "venue_import_row"
    owner = "venue_import"


class VenuePlan(PlanColumns, Base):
    """What such an import is going to do with one venue."""

    __tablename__ = "venue_import_plan"
    owner = "venue_import"
