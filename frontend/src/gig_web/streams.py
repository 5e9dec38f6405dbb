"""Bodies that pass through piece by piece, however long they are: files sent on, answers handed on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import requests

from gig_web import hops

PIECE_BYTES = 64 * 1024
PIECE_SECONDS = 15.0  # for each piece; the page's own time is over when the rest is sent


@dataclass(frozen=True, slots=True)
class Content:
    """A body that is read while it is sent; it must not be empty."""

    stream: IO[bytes]
    mimetype: str


class Download:
    """The body of an answer, to be read once; an error in the middle is raised, so that nobody takes half for all."""

    def __init__(self, response: requests.Response) -> None:
        self._response = response
        try:
            self._first = self._read()
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        """Give the pieces."""
        piece = self._first
        while piece:
            yield piece
            with hops.within(PIECE_SECONDS):
                piece = self._read()

    def close(self) -> None:
        """Give the connection back, or close it where not all was read."""
        self._response.close()

    def _read(self) -> bytes:
        return bytes(self._response.raw.read(PIECE_BYTES, decode_content=True))
