"""Figures for Prometheus: requests, the queue, pages, rows, confidence, labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from classifier.records import Prediction
from service.jobs.worker import Outcome

_TENTHS = [n / 10 for n in range(1, 10)] + [0.95, 0.99, 1.0]
_STATUSES = ("queued", "running", "done", "failed")


class Metrics:
    """The figures of one service process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        of = self._registry
        self._requests = Counter("petakota_requests", "Requests.", ["method", "route", "status"], registry=of)
        self._seconds = Histogram("petakota_request_seconds", "Time to answer.", ["route"], registry=of)
        self._documents = Gauge("petakota_documents", "Documents by status.", ["status"], registry=of)
        self._ended = Counter(
            "petakota_documents_read", "Documents whose reading ended.", ["how"], registry=of
        )
        self._pages = Counter("petakota_pages", "Pages of documents that were read.", registry=of)
        self._rows = Counter("petakota_rows", "Rows found in documents.", registry=of)
        self._review = Counter("petakota_rows_review", "Rows of documents that need review.", registry=of)
        self._texts = Counter("petakota_texts", "Texts predicted by /classify.", registry=of)
        self._texts_review = Counter(
            "petakota_texts_review", "Texts of /classify that need review.", registry=of
        )
        self._confidence = Histogram(
            "petakota_confidence", "Confidence of rows and texts.", ["of"], buckets=_TENTHS, registry=of
        )
        self._labels = Counter(
            "petakota_labels", "Labels that people gave or took back.", ["origin"], registry=of
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; `route` is its pattern, not its address."""
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(route).observe(seconds)

    def read(self, outcome: Outcome) -> None:
        """Count a document whose reading ended."""
        self._ended.labels("failed" if outcome.error else "done").inc()
        self._pages.inc(outcome.n_pages)
        self._rows.inc(len(outcome.confidences))
        self._review.inc(outcome.n_review)
        confidence = self._confidence.labels("row")
        for value in outcome.confidences:
            confidence.observe(value)

    def predicted(self, predictions: Iterable[Prediction]) -> None:
        """Count texts that the model was asked about."""
        confidence, n, n_review = self._confidence.labels("text"), 0, 0
        for prediction in predictions:
            confidence.observe(prediction.confidence)
            n, n_review = n + 1, n_review + prediction.review
        self._texts.inc(n)
        self._texts_review.inc(n_review)

    def labelled(self, origin: str) -> None:
        """Count a label: `corrected`, `confirmed` or `undone`."""
        self._labels.labels(origin).inc()

    def text(self, documents: Mapping[str, int]) -> tuple[bytes, str]:
        """All figures, and their media type; `documents` counts them by status."""
        for status in _STATUSES:
            self._documents.labels(status).set(documents.get(status, 0))
        return generate_latest(self._registry), CONTENT_TYPE_LATEST
