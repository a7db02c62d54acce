"""Where work is handed out: processes that each read one document at a time, within limits.

`WorkerPool` is the seam. A `LocalWorkerPool` holds processes of this machine, started with
spawn because the service has threads. A pool on a cluster needs the same six methods, and the
data folder and database within reach: a job is a few words, its rows go straight to the database.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from service.jobs import worker
from service.jobs.worker import Outcome, Pages
from service.settings import Settings
from service.storage.queue import Job


@dataclass(frozen=True, slots=True)
class WorkerNews:
    """The news of a job from its worker; `news` is None when it died, "slow" when it was given up."""

    job: Job
    news: Pages | Outcome | str | None


class WorkerPool(Protocol):
    """Whoever reads documents for a service."""

    def free(self) -> int:
        """How many more jobs can be given now."""

    def give(self, job: Job) -> None:
        """Begin a job; only when one is `free`."""

    def drop(self, token: str) -> None:
        """Stop the job of this claim; nothing more is heard of it."""

    def heard(self, timeout_s: float) -> list[WorkerNews]:
        """The news since the last call, waiting for the first at most so long."""

    def wake(self) -> None:
        """Let `heard` return at once, from any thread."""

    def close(self) -> None:
        """Stop everything."""


class WorkerProcess:
    """A process that runs `target(pipe, settings)`, with our end of its pipe."""

    def __init__(self, target: Callable[[Connection, Settings], None], settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        # Not a daemon: daemons may have no children, and a worker reads pages in one.
        self._process: Any = context.Process(target=target, args=(theirs, settings), daemon=False)
        self._process.start()
        theirs.close()
        self.job: Job | None = None
        self.since = 0.0

    def end(self) -> None:
        """Kill the process and what it has started."""
        worker.end_group(self._process.pid)
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()


class LocalWorkerPool:
    """`n` processes of this machine."""

    def __init__(self, n: int, settings: Settings) -> None:
        self._settings = settings
        self._wake_in, self._wake_out = multiprocessing.Pipe(duplex=False)
        self._workers = [WorkerProcess(worker.serve, settings) for _ in range(n)]

    def free(self) -> int:
        """How many workers have nothing to do."""
        return sum(process.job is None for process in self._workers)

    def give(self, job: Job) -> None:
        """Begin a job on a free worker; one that has just died is replaced by `heard`."""
        process = next(process for process in self._workers if process.job is None)
        process.job, process.since = job, time.monotonic()
        with suppress(OSError):
            process.pipe.send(job)

    def drop(self, token: str) -> None:
        """Kill the worker that holds this claim; another takes its place."""
        for i, process in enumerate(self._workers):
            if process.job is not None and process.job.token == token:
                self._replace(i)

    def wake(self) -> None:
        """Let `heard` return at once, from any thread."""
        with suppress(OSError):
            self._wake_out.send(None)

    def heard(self, timeout_s: float) -> list[WorkerNews]:
        """The news of workers since; those that died or passed their time are replaced."""
        heard = []
        pipes = {id(process.pipe): i for i, process in enumerate(self._workers)}
        for pipe in wait([self._wake_in, *(process.pipe for process in self._workers)], timeout_s):
            if pipe is self._wake_in:
                self._wake_in.recv()
                continue
            i = pipes[id(pipe)]
            try:
                news = self._workers[i].pipe.recv()
            except (EOFError, OSError):
                heard += self._news_of(i, None)
                self._replace(i)
                continue
            heard += self._news_of(i, news)
            if isinstance(news, Outcome):
                self._workers[i].job = None
        for i, process in enumerate(self._workers):
            if process.job is not None and time.monotonic() - process.since > self._settings.document_limit_s:
                heard += self._news_of(i, "slow")
                self._replace(i)
        return heard

    def close(self) -> None:
        """Kill all workers."""
        for process in self._workers:
            process.end()
        self._workers = []
        self._wake_in.close()
        self._wake_out.close()

    def _news_of(self, i: int, news: Pages | Outcome | str | None) -> list[WorkerNews]:
        job = self._workers[i].job
        return [WorkerNews(job, news)] if job is not None and news != "ready" else []

    def _replace(self, i: int) -> None:
        self._workers[i].end()
        self._workers[i] = WorkerProcess(worker.serve, self._settings)
