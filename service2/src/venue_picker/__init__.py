"""The venues: where they stand, how many they hold, and uniform random picks of them."""

from flask import Flask

from gig_chassis.catalogue import service
from gig_chassis.catalogue.service import Settings
from venue_picker.catalogue import VENUES

__all__ = ["Settings", "create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """Make the service; without settings it takes them from the environment."""
    return service.create_app(VENUES, settings)
