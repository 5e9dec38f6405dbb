"""The tables of the bands."""

from decimal import Decimal

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gig_chassis import columns, database
from gig_chassis.catalogue.importing.models import PlanColumns
from gig_chassis.catalogue.models import EntryColumns, GenreColumns, SizeColumns, entry_arguments
from gig_chassis.imports.models import ImportColumns, ImportRowColumns

MAX_DRAW = 1_000_000  # people
MAX_RADIUS_KM = 20_000
MAX_DAYS_APART = 365


class Base(DeclarativeBase):
    """The base of all tables here."""

    metadata = MetaData(naming_convention=database.NAMING)


db = SQLAlchemy(model_class=Base, session_options=database.SESSION_OPTIONS)


class Band(EntryColumns, Base):
    """A band: how many people it draws, what it asks for, when and how far it plays."""

    __tablename__ = "band"
    __table_args__ = entry_arguments("draw", MAX_DRAW)

    draw: Mapped[int | None]
    fee: Mapped[Decimal | None] = mapped_column(columns.Money)
    unavailable: Mapped[list[str]] = mapped_column(columns.Joined)
    radius_km: Mapped[int | None]
    days_before: Mapped[int | None]
    days_after: Mapped[int | None]


class BandGenre(GenreColumns, Base):
    """One genre of a band."""

    __tablename__ = "band_genre"
    owner = "band"


class BandCount(SizeColumns, Base):
    """How many bands there are."""

    __tablename__ = "band_count"


class BandImport(ImportColumns, Base):
    """An import of bands."""

    __tablename__ = "band_import"


class BandImportRow(ImportRowColumns, Base):
    """A row of the file of such an import."""

    __tablename__ = "band_import_row"
    owner = "band_import"


class BandPlan(PlanColumns, Base):
    """What such an import is going to do with one band."""

    __tablename__ = "band_import_plan"
    owner = "band_import"
