"""JSON lines on stdout, one a request; never bodies, cookies or query strings."""

import logging
import sys
import time
from typing import TextIO

import structlog
from flask import Flask, Response, g, request

QUIET = {"/healthz", "/readyz", "/metrics"}

_log = structlog.get_logger()


def configure(service: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send structlog's and the standard library's records to `stream` (stdout) as JSON, each with `service`."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _name_service(service),
        structlog.processors.format_exc_info,
    ]
    render = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        foreign_pre_chain=shared,
    )
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(render)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def init_app(app: Flask) -> None:
    """Log one line a request: method, route, status, milliseconds."""
    app.before_request(_start_clock)
    app.after_request(_log_request)


def _name_service(service: str) -> structlog.typing.Processor:
    def add(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        return {"service": service, **event}

    return add


def _start_clock() -> None:
    g.started = time.perf_counter()


def _log_request(response: Response) -> Response:
    level = logging.DEBUG if request.path in QUIET else logging.INFO
    route = request.url_rule.rule if request.url_rule else None
    ms = round((time.perf_counter() - g.started) * 1000, 1) if "started" in g else None
    _log.log(level, "request", method=request.method, route=route, status=response.status_code, ms=ms)
    return response
