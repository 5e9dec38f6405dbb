"""The addresses of saved gigs; each answers in the module named here."""

from flask import Blueprint

from gig_web.gigs import again, attendance, changing, editing, history_page, hold_steps, lists, showing, working_out
from gig_web.imports import kinds
from gig_web.imports import views as import_views
from gig_web.nights import calendar_page, dates_page
from gig_web.sheets import pages as sheet_pages
from gig_web.sheets import sharing
from gig_web.writing import views as writing

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
    (hold_steps.renew_hold, "/<uuid:gig_id>/renew", "POST"),
    (hold_steps.challenge, "/<uuid:gig_id>/challenge", "POST"),
    (hold_steps.note_challenge, "/<uuid:gig_id>/asked-to-decide", "POST"),
    (hold_steps.hold_another_date, "/<uuid:gig_id>/another-date", "POST"),
    (history_page.show_history, "/<uuid:gig_id>/history", "GET"),
    (history_page.put_back, "/<uuid:gig_id>/put-back", "POST"),
    (again.undo_change, "/<uuid:gig_id>/undo", "POST"),
    (again.duplicate_gig, "/<uuid:gig_id>/duplicate", "POST"),
    (attendance.note_attendance, "/<uuid:gig_id>/attendance", "POST"),
    (changing.trash_gig, "/<uuid:gig_id>/trash", "POST"),
    (changing.restore_gig, "/<uuid:gig_id>/restore", "POST"),
    (sheet_pages.show_sheet, "/<uuid:gig_id>/sheet", "GET"),
    (sharing.share_sheet, "/<uuid:gig_id>/share", "POST"),
    (sharing.revoke_share, "/<uuid:gig_id>/share/<uuid:share_id>/revoke", "POST"),
    (writing.write_gig, "/<uuid:gig_id>/write", "GET"),
    (writing.note_asked, "/<uuid:gig_id>/asked", "POST"),
):
    bp.add_url_rule(path, view_func=view, methods=[method])
import_views.add(bp, kinds.GIGS)
