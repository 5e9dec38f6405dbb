"""Links to the day sheet of one gig, for people without an account."""
