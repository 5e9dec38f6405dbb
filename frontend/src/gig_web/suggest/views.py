"""The Suggest page."""

from flask import Blueprint, abort

bp = Blueprint("suggest", __name__)


@bp.get("/")
def show_card() -> str:
    """Show a card."""
    abort(404)
