"""The bands: who they are, and uniform random picks of them."""

from flask import Flask

from band_picker.catalogue import BANDS
from gig_chassis.catalogue import service
from gig_chassis.catalogue.service import Settings

__all__ = ["Settings", "create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """Make the service; without settings it takes them from the environment."""
    return service.create_app(BANDS, settings)
