"""Gig Planner in containers: secrets, Compose, swarm, smoke test, MySQL backups. Needs Python and docker only."""
