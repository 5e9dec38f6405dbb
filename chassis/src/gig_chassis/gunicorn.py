"""Settings of gunicorn for every service (`gunicorn -c python:gig_chassis.gunicorn`)."""

import os
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '5000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = int(os.environ.get("THREADS", "8"))
timeout = 30
graceful_timeout = 10
keepalive = 75  # longer than any caller keeps an idle connection
limit_request_line = 8190
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # the heartbeat file, in memory
accesslog = None  # the services log each request themselves
errorlog = "-"
loglevel = "warning"
