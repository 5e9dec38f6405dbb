"""Settings of gunicorn for every service (`gunicorn -c python:gig_chassis.gunicorn`)."""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from gig_chassis import lingering

MULTIPROC_DIR = "PROMETHEUS_MULTIPROC_DIR"
SWITCH_SECONDS = 0.001
FIRST_BYTE_SECONDS = 0.05  # gunicorn's 5 let 200 connections that say nothing keep everybody out for 40
LATE_BODY_SECONDS = 0.5  # after a refusal, for what is still to come of the request, so that its connection stays
_linger = lingering.seconds()
_memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # files in memory

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '5000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = 3 * int(os.environ.get("THREADS", "8"))  # a third works; the rest waits or refuses, see gig_chassis.shedding
timeout = 30
graceful_timeout = 10  # after LINGER seconds, in which everything goes on
keepalive = 75  # longer than any caller keeps an idle connection
limit_request_line = 8190
limit_request_fields = 64
limit_request_field_size = 8190
forwarded_allow_ips = ""  # gunicorn believes nobody about TLS; the front end does it for TRUSTED_PROXIES
control_socket_disable = True
worker_tmp_dir = _memory  # the heartbeat file
accesslog = None  # the services log each request themselves
errorlog = "-"
loglevel = "warning"


def on_starting(server: Any) -> None:  # noqa: ANN401  # gunicorn ships no types
    """Give several workers an empty folder for their metrics; what an earlier run left there would be counted again."""
    if given := os.environ.get(MULTIPROC_DIR):
        Path(given).mkdir(parents=True, exist_ok=True)
        for left in Path(given).glob("*.db"):
            left.unlink()
    elif server.cfg.workers > 1:
        os.environ[MULTIPROC_DIR] = server.own_metrics = tempfile.mkdtemp(prefix="metrics-", dir=_memory)


def when_ready(server: Any) -> None:  # noqa: ANN401  # gunicorn ships no types
    """Go on serving for LINGER seconds after SIGTERM."""
    server.leaving = lingering.prepare(server, _linger)


def pre_request(worker: Any, request: Any) -> None:  # noqa: ANN401  # gunicorn ships no types
    """Answer with `Connection: close` while lingering, so that callers turn to the other replicas."""
    if worker.leaving[0]:
        request.force_close()


def post_worker_init(worker: Any) -> None:  # noqa: ANN401  # gunicorn ships no types
    """Protect what gunicorn itself refuses too, let silent connections keep no thread, and a quick stop be quick.

    An app may have something to prepare before its first request: its extension `warm_up`.
    """
    from gunicorn.workers import gthread  # noqa: PLC0415  # the master needs nothing of what these import

    from gig_chassis import bare_errors  # noqa: PLC0415

    bare_errors.install()
    wait = gthread.TConn.wait_for_data
    gthread.DEFAULT_WORKER_DATA_TIMEOUT = LATE_BODY_SECONDS
    gthread.TConn.wait_for_data = lambda connection, seconds: wait(connection, min(seconds, FIRST_BYTE_SECONDS))
    for quick in (signal.SIGINT, signal.SIGQUIT):  # its own handler waits for a lock that the same thread may hold
        signal.signal(quick, super(gthread.ThreadWorker, worker).handle_quit)
    if warm_up := getattr(worker.wsgi, "extensions", {}).get("warm_up"):
        warm_up()


def child_exit(_server: object, worker: Any) -> None:  # noqa: ANN401  # gunicorn ships no types
    """Forget the gauges of a worker that ended. Without the folder the library would end the master instead."""
    if os.environ.get(MULTIPROC_DIR):
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415  # memory for several workers only

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # the library types a part of itself


def on_exit(server: object) -> None:
    """Remove the folder that was made for this run."""
    if made := getattr(server, "own_metrics", None):
        shutil.rmtree(made, ignore_errors=True)


def post_fork(server: Any, worker: Any) -> None:  # noqa: ANN401  # gunicorn ships no types
    """Let threads take turns faster than Python's 5 ms, so that a refusal need not wait behind those that work."""
    worker.leaving = server.leaving
    sys.setswitchinterval(SWITCH_SECONDS)
