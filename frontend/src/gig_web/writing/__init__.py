"""Mails to bands and venues: drafts for the person's own mail program, from templates the planner keeps."""
