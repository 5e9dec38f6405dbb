"""The gig list, a gig's page, the trash."""
