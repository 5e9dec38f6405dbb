"""Pages of venues."""

from gig_web.catalogue import room_money, views
from gig_web.catalogue.nouns import VENUES
from gig_web.imports import kinds
from gig_web.imports import views as import_views

bp = views.blueprint(VENUES)
bp.add_url_rule("/<uuid:item_id>/money", view_func=room_money.save_room_money, methods=["POST"])
import_views.add(bp, kinds.VENUES)
