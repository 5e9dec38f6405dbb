"""Work a deal out while its form is being filled in: nothing is saved."""

from flask import render_template

from gig_web.accounts import access, check
from gig_web.gigs import deal_box, form_page


@access.allow("booker", newcomer=True, **access.CARRIED)
def work_out() -> str:
    """Answer with the figures of the form as it stands, for the script of its page."""
    sent = form_page.sent()
    box = deal_box.of(sent.draft, form_page.room())
    check.settle()
    return render_template("gigs/_deal_figures.html", box=box)
