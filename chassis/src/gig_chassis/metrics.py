"""What a service counts, for Prometheus: `GET /metrics`, for whoever shows the service token.

With several workers (PROMETHEUS_MULTIPROC_DIR, see `gig_chassis.gunicorn`) any of them answers for all.
"""

import os
import time
from collections.abc import Sequence
from typing import Literal, TypeVar

from flask import Flask, Response, current_app, g, has_app_context, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.process_collector import ProcessCollector

from gig_chassis import service_auth

PATH = "/metrics"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
NO_ROUTE = "none"
OTHER = "other"  # a stranger may send any word as method, and each label is kept
Workers = Literal["livesum", "livemax"]
Kind = TypeVar("Kind", Counter, Histogram, Gauge)

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """The metrics of one app, each declared once by name."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, of no use here
        self.registry = CollectorRegistry()
        self._counters: dict[str, Counter] = {}
        self._histograms: dict[str, Histogram] = {}
        self._gauges: dict[str, Gauge] = {}
        if not _directory():
            ProcessCollector(registry=self.registry)  # memory, CPU, open files; of one process only

    def counter(self, name: str, says: str, *labels: str) -> None:
        """Declare what is counted up: shown as `name`_total."""
        self._counters[name] = Counter(name, says, labels, registry=self.registry)

    def histogram(self, name: str, says: str, *labels: str, buckets: Sequence[float] = SECONDS) -> None:
        """Declare what is measured each time."""
        self._histograms[name] = Histogram(name, says, labels, registry=self.registry, buckets=buckets)

    def gauge(self, name: str, says: str, *labels: str, workers: Workers = "livesum") -> None:
        """Declare what goes up and down; `workers` says how those of several become one."""
        self._gauges[name] = Gauge(name, says, labels, registry=self.registry, multiprocess_mode=workers)

    def count(self, name: str, **labels: str) -> None:
        """Count one; raises KeyError for a name not declared."""
        _child(self._counters[name], labels).inc()

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Note one measurement; raises KeyError for a name not declared."""
        _child(self._histograms[name], labels).observe(value)

    def set(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge; raises KeyError for a name not declared."""
        _child(self._gauges[name], labels).set(value)

    def add(self, name: str, value: float, **labels: str) -> None:
        """Move a gauge by `value`; raises KeyError for a name not declared."""
        _child(self._gauges[name], labels).inc(value)

    def text(self) -> bytes:
        """Give all of them as Prometheus reads them, of all workers where there are several."""
        if not _directory():
            return generate_latest(self.registry)
        from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415  # memory for several workers only

        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library types a part of itself
        return generate_latest(together)


def init_app(app: Flask, accepted: service_auth.Tokens) -> Metrics:
    """Measure each request of `app` and answer `/metrics` to those who show one of the tokens, others with 401."""
    metrics = app.extensions["metrics"] = Metrics()
    metrics.histogram("http_request_seconds", "Time to answer a request", "method", "route", "status")
    app.before_request(_start_clock)
    app.after_request(_measure)

    @app.get(PATH, endpoint="metrics")
    def show() -> Response:
        if not service_auth.is_shown(accepted):
            return Response("Send the service token.\n", 401, {"WWW-Authenticate": "Bearer"}, mimetype="text/plain")
        return Response(metrics.text(), headers={"Cache-Control": "no-store"}, content_type=CONTENT_TYPE_LATEST)

    return metrics


def count(name: str, **labels: str) -> None:
    """Count one in the app under way, where one measures: `metrics.count("saves", action="created")`."""
    if measured := _current():
        measured.count(name, **labels)


def observe(name: str, value: float, **labels: str) -> None:
    """Note one measurement in the app under way, where one measures."""
    if measured := _current():
        measured.observe(name, value, **labels)


def set_gauge(name: str, value: float, **labels: str) -> None:
    """Set a gauge of the app under way, where one measures."""
    if measured := _current():
        measured.set(name, value, **labels)


def of(app: Flask) -> Metrics:
    """Give the metrics of `app`, to declare more."""
    metrics: Metrics = app.extensions["metrics"]
    return metrics


def _current() -> Metrics | None:
    return current_app.extensions.get("metrics") if has_app_context() else None


def _child(metric: Kind, labels: dict[str, str]) -> Kind:
    return metric.labels(**labels) if labels else metric


def _directory() -> str | None:
    return os.environ.get("PROMETHEUS_MULTIPROC_DIR")


def _start_clock() -> None:
    g.measured_since = time.perf_counter()


def _measure(response: Response) -> Response:
    if "measured_since" in g:
        labels = {
            "method": request.method if request.method in METHODS else OTHER,
            "route": request.url_rule.rule if request.url_rule else NO_ROUTE,
            "status": str(response.status_code),
        }
        observe("http_request_seconds", time.perf_counter() - g.measured_since, **labels)
    return response
