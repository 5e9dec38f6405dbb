"""Pages of venues."""

from gig_web.catalogue import views
from gig_web.catalogue.nouns import VENUES
from gig_web.imports import kinds
from gig_web.imports import views as import_views

bp = views.blueprint(VENUES)
import_views.add(bp, kinds.VENUES)
