"""Day sheets: all that a night needs on one page, also for people without an account."""
