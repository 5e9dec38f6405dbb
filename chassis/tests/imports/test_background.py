"""Work on an import beside the requests."""

import uuid

from flask import Flask

from gig_chassis.imports import background, holding
from gig_chassis.imports.store import Store


class Untouched(Store):
    """Imports nobody may note anything of."""

    def __init__(self) -> None:
        """Have no database at all."""


def test_a_run_that_was_taken_over_says_nothing_about_the_import() -> None:
    tried = []

    def work() -> None:
        tried.append(1)
        raise holding.LostHoldError

    with Flask("at work").app_context():
        background.start(Untouched(), uuid.uuid4(), work).join()

    assert tried == [1]
