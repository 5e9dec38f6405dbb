"""Lists from outside become gigs: read, their names looked up, planned, written at once, taken back."""
