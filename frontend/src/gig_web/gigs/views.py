"""The addresses of saved gigs; each answers in the module named here."""

from flask import Blueprint

from gig_web.gigs import attendance, changing, editing, lists, showing, working_out
from gig_web.imports import kinds
from gig_web.imports import views as import_views
from gig_web.nights import calendar_page, dates_page

bp = Blueprint("gigs", __name__, url_prefix="/gigs")

for view, path, method in (
    (lists.list_gigs, "", "GET"),
    (lists.export_gigs, "/export.csv", "GET"),
    (calendar_page.show_calendar, "/calendar", "GET"),
    (dates_page.list_dates, "/dates", "GET"),
    (lists.list_trash, "/trash", "GET"),
    (working_out.work_out, "/deal", "POST"),
    (editing.new_gig, "/new", "GET"),
    (editing.create_gig, "/new", "POST"),
    (showing.show_gig, "/<uuid:gig_id>", "GET"),
    (editing.edit_gig, "/<uuid:gig_id>/edit", "GET"),
    (editing.save_gig, "/<uuid:gig_id>/edit", "POST"),
    (changing.change_status, "/<uuid:gig_id>/status", "POST"),
    (attendance.note_attendance, "/<uuid:gig_id>/attendance", "POST"),
    (changing.trash_gig, "/<uuid:gig_id>/trash", "POST"),
    (changing.restore_gig, "/<uuid:gig_id>/restore", "POST"),
):
    bp.add_url_rule(path, view_func=view, methods=[method])
import_views.add(bp, kinds.GIGS)
