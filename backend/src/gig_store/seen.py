"""Which gigs are there for people: all but those an import is putting in, which appear together when it ends."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, or_, select

from gig_chassis.database import Uuid
from gig_store.importing.models import GigImportHold
from gig_store.models import Gig, db

_NONE = literal(UUID(int=0), Uuid)
_ARRIVING = func.coalesce(select(GigImportHold.arriving).scalar_subquery(), _NONE)
SEEN: ColumnElement[bool] = or_(Gig.import_id.is_(None), Gig.import_id != _ARRIVING)


def is_seen(gig: Gig) -> bool:
    """Say whether people see it."""
    return gig.import_id is None or gig.import_id != db.session.execute(select(GigImportHold.arriving)).scalar()
