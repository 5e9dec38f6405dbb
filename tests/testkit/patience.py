"""Waiting for what comes by itself, but not for ever."""

from collections.abc import Callable
from typing import TypeVar

import requests
from tenacity import Retrying, retry_if_exception_type, retry_if_result, stop_after_delay, wait_fixed, wait_random

Result = TypeVar("Result")
OFTEN = wait_fixed(0.05)


def await_that(is_so: Callable[[], bool], seconds: float = 30, *, every: float = 0.05) -> None:
    """Ask `every` so many seconds until it is so; raises tenacity's RetryError when it takes longer."""
    Retrying(stop=stop_after_delay(seconds), wait=wait_fixed(every), retry=retry_if_result(lambda so: not so))(is_so)


def first_answer(ask: Callable[[], Result], seconds: float = 30) -> Result:
    """Ask until somebody answers, whatever they say."""
    silent = retry_if_exception_type(requests.RequestException)
    return Retrying(stop=stop_after_delay(seconds), wait=OFTEN, retry=silent, reraise=True)(ask)


def once_let_in(ask: Callable[[], requests.Response], seconds: float = 60) -> requests.Response:
    """Ask again while the services have too much to do (503); a crowd that is sent away does not come back as one."""
    sent_away = retry_if_result(lambda answer: answer.status_code == requests.codes.unavailable)
    return Retrying(stop=stop_after_delay(seconds), wait=wait_random(0.05, 0.5), retry=sent_away)(ask)
