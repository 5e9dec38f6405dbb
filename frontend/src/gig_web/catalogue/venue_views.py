"""Pages of venues."""

from flask import Blueprint, abort

bp = Blueprint("venues", __name__, url_prefix="/venues")


@bp.get("")
def list_items() -> str:
    """List venues."""
    abort(404)
