"""Nights on the pages: what needs somebody, the calendar, the dates that rooms have free."""
