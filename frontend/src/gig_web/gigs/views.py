"""Pages of saved gigs."""

from flask import Blueprint, abort

bp = Blueprint("gigs", __name__, url_prefix="/gigs")


@bp.get("")
def list_gigs() -> str:
    """List gigs."""
    abort(404)
