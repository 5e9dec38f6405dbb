"""Settings of the person: theme, keys, what is left out."""
