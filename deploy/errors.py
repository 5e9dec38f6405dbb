"""What can go wrong while deploying."""


class CannotDeploy(Exception):  # noqa: N818  # it is shown as a sentence
    """Something is missing or has failed; the message says what, and what to do."""
