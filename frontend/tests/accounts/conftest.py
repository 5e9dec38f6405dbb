"""All pages here stand before a planner that holds nothing."""

import pytest


@pytest.fixture(autouse=True)
def planner(empty_planner: None) -> None:
    """Answer for its lists."""
    del empty_planner
