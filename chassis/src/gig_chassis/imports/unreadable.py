"""Why a file cannot be read at all."""


class Unreadable(Exception):  # noqa: N818  # said of a file, not of the program
    """A file that cannot be read; `detail` is a sentence for who sent it, `line` where it went wrong, from 1."""

    def __init__(self, detail: str, line: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.line = line
