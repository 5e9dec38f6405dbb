"""Waiting for what comes by itself, but not for ever."""

from collections.abc import Callable
from typing import TypeVar

import requests
from tenacity import Retrying, retry_if_exception_type, retry_if_result, stop_after_delay, wait_fixed

Result = TypeVar("Result")
OFTEN = wait_fixed(0.05)


def await_that(is_so: Callable[[], bool], seconds: float = 30) -> None:
    """Ask until it is so; raises tenacity's RetryError when it takes longer."""
    Retrying(stop=stop_after_delay(seconds), wait=OFTEN, retry=retry_if_result(lambda so: not so))(is_so)


def first_answer(ask: Callable[[], Result], seconds: float = 30) -> Result:
    """Ask until somebody answers, whatever they say."""
    silent = retry_if_exception_type(requests.RequestException)
    return Retrying(stop=stop_after_delay(seconds), wait=OFTEN, retry=silent, reraise=True)(ask)
