"""The thread that keeps workers busy: claims documents, renews what is held, writes down how they end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from service.jobs.worker import Outcome, Pages
from service.jobs.worker_pool import WorkerNews, WorkerPool
from service.messages import Message
from service.settings import Settings
from service.storage import documents, queue
from service.storage.database import Database, DatabaseError
from service.storage.queue import Job

_log = logging.getLogger(__name__)
# How often the queue is looked at when nobody here adds to it: other services' leases may run out.
_LOOK_EVERY_S = 0.5
# What the thread is at may go on so long when the service stops: it may wait for a locked database.
_JOIN_LIMIT_S = 2.0


class Dispatcher:
    """The worker pool and the queue brought together; `ended` is called with every outcome.

    Nothing is claimed before `can_predict`: documents wait in the queue for a model, as long as it takes.
    """

    def __init__(
        self,
        database: Database,
        settings: Settings,
        worker_pool: WorkerPool,
        ended: Callable[[Outcome], None] = lambda outcome: None,
        can_predict: Callable[[], bool] = lambda: True,
    ) -> None:
        self._database, self._settings, self._workers, self._ended = database, settings, worker_pool, ended
        self._can_predict = can_predict
        self._held: dict[str, Job] = {}
        self._renewed_at = 0.0
        self._is_stopping = False
        self._thread = threading.Thread(target=self._run, name="dispatch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End: what is being read is stopped and queued again."""
        self._is_stopping = True
        self._workers.wake()
        self._thread.join(_JOIN_LIMIT_S)
        self._workers.close()
        for job in list(self._held.values()):
            try:
                queue.give_back(self._database, job)
            except DatabaseError as error:
                # Their leases run out, and whoever comes next takes them; each would wait as long as this.
                _log.error("jobs not given back: %s", type(error).__name__, extra={"id": job.id})
                return

    def is_alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def is_reading(self) -> bool:
        """Whether documents are read: the thread runs, and processes can be started."""
        return self.is_alive() and self._workers.is_working()

    def _run(self) -> None:
        while not self._is_stopping:
            try:
                self._renew()
                self._fill()
                for news in self._workers.heard(_LOOK_EVERY_S):
                    self._take(news)
            except DatabaseError as error:
                _log.error("database: %s", type(error).__name__)
                time.sleep(_LOOK_EVERY_S)
            except Exception:
                # The border that keeps one job's trouble from all later ones.
                if not self._is_stopping:
                    _log.exception("dispatch")
                time.sleep(_LOOK_EVERY_S)

    def _fill(self) -> None:
        if not self._can_predict():
            return
        while self._workers.free() and (job := queue.claim(self._database, self._settings.lease_s)):
            self._held[job.token] = job
            self._workers.give(job)

    def _renew(self) -> None:
        """Hold what is being read; drop what was deleted or taken over."""
        # Often, because it is also how a document that was deleted stops being read.
        if time.monotonic() - self._renewed_at < min(1.0, self._settings.lease_s / 4):
            return
        self._renewed_at = time.monotonic()
        for job in list(self._held.values()):
            if queue.renew(self._database, job, self._settings.lease_s):
                continue
            document = documents.get(self._database, job.id)
            # Done is written by the reader itself, a moment before it says so here.
            if document is None or document.status != "done":
                self._workers.drop(job.token)
                del self._held[job.token]

    def _take(self, worker_news: WorkerNews) -> None:
        """Write down the news of a worker; of what cannot be written the lease runs out."""
        try:
            self._write(worker_news)
        except DatabaseError as error:
            _log.error("database: %s", type(error).__name__, extra={"id": worker_news.job.id})

    def _write(self, worker_news: WorkerNews) -> None:
        job, news = worker_news.job, worker_news.news
        if job.token not in self._held:
            return
        if isinstance(news, Pages):
            queue.report_pages(self._database, job, news.done, news.total)
            return
        del self._held[job.token]
        if isinstance(news, Outcome):
            if news.error is not None:
                queue.fail(self._database, job, news.error)
            if news.is_ours:
                self._ended(news)
        elif news is None:
            queue.crashed(self._database, job)
        else:
            seconds = round(self._settings.document_limit_s)
            queue.fail(self._database, job, Message("too_slow", {"seconds": seconds}))
        _log.info("job ended", extra={"id": job.id, "news": type(news).__name__})
