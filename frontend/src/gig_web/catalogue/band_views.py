"""Pages of bands."""

from flask import Blueprint, abort

bp = Blueprint("bands", __name__, url_prefix="/bands")


@bp.get("")
def list_items() -> str:
    """List bands."""
    abort(404)
