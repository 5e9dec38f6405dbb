"""Pages of venues."""

from gig_web.catalogue import views
from gig_web.catalogue.nouns import VENUES

bp = views.blueprint(VENUES)
