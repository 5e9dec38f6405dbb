"""A registry of images, in a container of its own that keeps nothing."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import requests
from testkit.installations import docker, run
from testkit.patience import first_answer

FILE = r"""FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends docker-registry && rm -rf /var/lib/apt/lists/*
RUN printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: /srv}}\nhttp: {addr: ":5000"}\n' >/etc/registry.yml
CMD ["docker-registry", "serve", "/etc/registry.yml"]
"""


@contextmanager
def registry(name: str, *options: str) -> Iterator[str]:
    """Start one as the container `name`, with `options` of `docker run`; give where it answers on this machine."""
    _remove(name)
    try:
        build = ["docker", "build", "--quiet", "--tag", name, "-"]
        subprocess.run(build, input=FILE, text=True, check=True, stdout=subprocess.DEVNULL)
        docker("run", "--detach", "--name", name, "--publish", "127.0.0.1::5000", *options, name)
        address = docker("port", name, "5000").split()[0]
        first_answer(lambda: requests.get(f"http://{address}/v2/", timeout=5))
        yield address
    finally:
        _remove(name)


def _remove(name: str) -> None:
    run(["docker", "rm", "--force", "--volumes", name])
    run(["docker", "rmi", name])
