"""Templates are compiled once and kept beside the sources, as Python keeps its bytecode.

Images carry them compiled (`python -m gig_web.compiled_templates`) and load all before the first request: a replica
that starts amid others' requests has no second to spare. Without the folder each process compiles them for itself.
"""

from contextlib import suppress
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

COMPILED = Path(__file__).with_name("templates_compiled")


class Kept(FileSystemBytecodeCache):
    """Compiled templates in a folder; where that cannot be written to, they serve this process alone."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def init_app(app: Flask, folder: Path = COMPILED) -> None:
    """Use what is kept in `folder`; a template that has changed since is compiled anew."""
    if folder.is_dir():
        app.jinja_env.bytecode_cache = Kept(str(folder))
        app.extensions["warm_up"] = lambda: _load_all(app)


def compile_all(app: Flask, folder: Path = COMPILED) -> None:
    """Compile every template of `app` into `folder`, for everybody to read."""
    folder.mkdir(exist_ok=True)
    init_app(app, folder)
    _load_all(app)
    for file in folder.iterdir():
        file.chmod(0o644)


def _load_all(app: Flask) -> None:
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


if __name__ == "__main__":
    from gig_web import create_app
    from gig_web.settings import Settings

    NOWHERE = "http://127.0.0.1:1"
    compile_all(create_app(Settings(NOWHERE, NOWHERE, NOWHERE, service_token="-" * 32, secret_key="-" * 32)))
