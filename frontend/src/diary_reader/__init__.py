"""Read a diary: an iCalendar file (RFC 5545) into the gig days it says are busy, and nothing else of it.

It runs in a process of its own, without the secrets of the planner, within bounds of time and memory: what it reads
was written by strangers. It imports neither Flask nor the pages, and the pages never import what parses.
"""
