"""People: their accounts, passwords, sessions and invites, and who is behind a request."""
