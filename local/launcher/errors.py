"""Why something cannot be done, as one sentence for the person at the terminal."""


class CannotStart(Exception):  # noqa: N818  # it is a sentence, not a fault
    """Ends the launcher with exit code 1; its message says what to do."""


class CannotCopy(Exception):  # noqa: N818  # the same
    """Ends a backup or a restore with exit code 1; its message says why."""
