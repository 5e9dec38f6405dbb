"""The generic part of a picker: given its tables, body, limits and columns, everything its API does.

A picker declares a `Catalogue`, makes its app with `service.create_app` and its database with `setup.prepare`.
"""

from gig_chassis.catalogue.declaration import Catalogue, Limit

__all__ = ["Catalogue", "Limit"]
