"""Pages of bands."""

from gig_web.catalogue import views
from gig_web.catalogue.nouns import BANDS
from gig_web.imports import kinds
from gig_web.imports import views as import_views

bp = views.blueprint(BANDS)
import_views.add(bp, kinds.BANDS)
