"""One API at a time under gunicorn, and schemathesis to send it whatever it can think of, as one role or another."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from testkit.fuzzing import Api, serving

from launcher.services import Service

Open = Callable[[Service], Api]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Open]:
    """Serve one API: `served(service)`."""
    with ExitStack() as stack:
        yield lambda service: stack.enter_context(serving(service, tmp_path))
