"""Gigs as CSV: out of the planner, and in again by imports that can be undone."""
