"""Pages of bands."""

from gig_web.catalogue import views
from gig_web.catalogue.nouns import BANDS

bp = views.blueprint(BANDS)
