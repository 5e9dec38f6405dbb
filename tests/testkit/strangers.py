"""Programs that run in containers of their own beside a planner: clients with addresses that are not this machine's."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import IO

from testkit.installations import docker

IMAGE = "python:3.12-slim-bookworm"
READY = "ready"

# Opens connections, sends the beginning of a request on each, says so, then drips a byte a second on all of them.
SLOW = """
import socket, sys, time
host, port, number, beginning, byte = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]
opened = [socket.create_connection((host, port), 20) for _ in range(number)]
for each in opened:
    each.sendall(beginning.encode().decode("unicode_escape").encode())
print("ready", flush=True)
while True:
    time.sleep(1)
    for each in opened:
        try:
            each.sendall(byte.encode().decode("unicode_escape").encode())
        except OSError:
            pass
"""
FORM = "Content-Type: application/x-www-form-urlencoded\\r\\nContent-Length: 100000"
HEADS = ("GET /sign-in HTTP/1.1\\r\\nHost: planner\\r\\nX-Slow: ", "x")
BODIES = (f"POST /sign-in HTTP/1.1\\r\\nHost: planner\\r\\n{FORM}\\r\\n\\r\\nsign_in_name=", "x")

# Sends wrong passwords, each time saying that it comes from somewhere else; prints the statuses.
LIAR = """
import http.client, re, sys, urllib.parse
host, port, tries = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
connection = http.client.HTTPConnection(host, port, timeout=30)
connection.request("GET", "/sign-in")
answer = connection.getresponse()
page, cookie = answer.read().decode(), answer.getheader("Set-Cookie").partition(";")[0]
token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
for number in range(tries):
    form = {"csrf_token": token, "sign_in_name": f"nobody {number}", "sign_in_password": "not the password"}
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    sent |= {"X-Forwarded-For": f"198.51.100.{number}", "X-Forwarded-Proto": "https", "X-Real-IP": "198.51.100.1"}
    sent |= {"Forwarded": f"for=198.51.100.{number}"}
    connection.request("POST", "/sign-in", urllib.parse.urlencode(form), sent)
    answer = connection.getresponse()
    answer.read()
    print(answer.status, flush=True)
"""


@contextmanager
def slow_crowd(network: str, beginning: tuple[str, str], containers: int, each: int) -> Iterator[None]:
    """Keep slow connections open to the proxy from containers, `each` so many, until the block ends."""
    with ExitStack() as stack:
        for number in range(containers):
            stack.enter_context(_running(f"{network}-slow-{number}", network, each, beginning))
        yield


def sign_in_as_somebody_else(network: str, tries: int) -> list[int]:
    """Try to sign in so often from one container that names other addresses; give the statuses."""
    said = docker("run", "--rm", "--network", network, IMAGE, "python", "-c", LIAR, "proxy", "8080", str(tries))
    return [int(status) for status in said.split()]


@contextmanager
def _running(name: str, network: str, number: int, beginning: tuple[str, str]) -> Iterator[None]:
    arguments: Sequence[str] = ("proxy", "8080", str(number), *beginning)
    command = ["docker", "run", "--rm", "--name", name, "--network", network, IMAGE, "python", "-c", SLOW, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert _line(process.stdout) == READY
            yield
        finally:
            docker("rm", "--force", name)


def _line(output: IO[str] | None) -> str:
    return output.readline().strip() if output else ""
