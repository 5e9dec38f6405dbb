"""What a suggestion is compared with: the same hops to empty handlers (floor), and the same calls the naive way."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests
from flask import Flask, Response, request
from somebody import Somebody

from gig_web import deadline
from gig_web.parallel import both
from gig_web.upstream import Spokesman, Upstream, UpstreamError

HERE = Path(__file__).parent
SETTINGS = "YARDSTICK"  # JSON: {"who", "bands", "venues", "gigs", "body": the body for /v1/conflicts}


def canned() -> Flask:
    """Answer everything with the stored answers, without looking at anything."""
    app = Flask("canned")
    answers = _settings()["answers"]

    @app.route("/v1/<path:path>", methods=["GET", "POST"])
    def answer(path: str) -> Response:
        request.get_data()
        return Response(answers[path], mimetype="application/json")

    return app


def floor() -> Flask:
    """Make the three hops as the product does, through its own client, and render nothing."""
    app = Flask("floor")
    chosen = _settings()
    who = Somebody(**chosen["who"])
    spokesman = Spokesman(who.headers)
    bands, venues, gigs = (Upstream(name, chosen[name], who.token, spokesman) for name in ("bands", "venues", "gigs"))
    paths, body = chosen["paths"], chosen["body"]

    @app.get("/")
    def page() -> str:
        deadline.start(deadline.PAGE_SECONDS)
        answers = both(lambda: bands.get(paths[0]), lambda: venues.get(paths[1]), "venues")
        checked = gigs.send("POST", "/v1/conflicts", body)
        if any(isinstance(answer, UpstreamError) for answer in answers):
            raise RuntimeError("a hop failed")
        return str(checked.status)

    return app


def naive() -> Flask:
    """Make the same calls in turn, a new connection each."""
    app = Flask("naive")
    chosen = _settings()
    who = Somebody(**chosen["who"])

    @app.get("/")
    def page() -> str:
        headers = who.headers()
        for name, path in zip(("bands", "venues"), chosen["paths"], strict=True):
            requests.get(chosen[name] + path, headers=headers, timeout=5).json()
        answer = requests.post(chosen["gigs"] + "/v1/conflicts", json=chosen["body"], headers=headers, timeout=5)
        return str(len(answer.json()))

    return app


def _settings() -> dict[str, dict[str, object]]:
    return json.loads(os.environ[SETTINGS])


@contextmanager
def served(factory: str, settings: dict[str, object], flags: Sequence[str] = ()) -> Iterator[tuple[str, int]]:
    """Run one of the apps above under gunicorn on a free port; gives its address and process id."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:gig_chassis.gunicorn", "--chdir", str(HERE)]
        command = [*gunicorn, "--bind", f"fd://{listener.fileno()}", *flags, f"yardsticks:{factory}()"]
        environment = {**os.environ, SETTINGS: json.dumps(settings)}
        popen = subprocess.Popen(command, env=environment, pass_fds=[listener.fileno()])
    try:
        requests.get(f"{address}/nothing", timeout=30)  # the socket is bound: this waits until gunicorn answers
        yield address, popen.pid
    finally:
        popen.send_signal(signal.SIGTERM)
        popen.wait(timeout=15)
