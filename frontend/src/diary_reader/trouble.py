"""Why a diary could not be read."""


class Trouble(Exception):  # noqa: N818  # an answer, not a fault
    """A sentence for the person: what is the matter and what to do; never the address, which may hold a secret."""
