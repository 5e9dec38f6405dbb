"""The settings page."""

from flask import Blueprint, abort

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("")
def show_settings() -> str:
    """Show the settings."""
    abort(404)
