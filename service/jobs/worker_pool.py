"""Where work is handed out: processes that each read one document at a time, within limits.

`WorkerPool` is the seam. A `LocalWorkerPool` holds processes of this machine, started with
spawn because the service has threads. A pool on a cluster needs the same seven methods, and the
data folder and database within reach: a job is a few words, its rows go straight to the database.

A machine that is out of memory or descriptors starts no process, or one that dies while it loads its
libraries. No document is to blame, so none is given to a process before it is ready, and the next start
waits, longer each time.
"""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from classifier.extraction import socket_folder
from service.jobs import worker
from service.jobs.worker import Outcome, Pages
from service.settings import Settings
from service.storage.queue import Job

_log = logging.getLogger(__name__)
# Between starts that fail; each pause is twice the one before.
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 60.0


@dataclass(frozen=True, slots=True)
class WorkerNews:
    """The news of a job from its worker; `news` is None when it died, "slow" when it was given up."""

    job: Job
    news: Pages | Outcome | str | None


class WorkerPool(Protocol):
    """Whoever reads documents for a service."""

    def is_working(self) -> bool:
        """Whether jobs are taken, now or as soon as what was started is ready."""

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
    """A process that runs `target(pipe, settings)`, with our end of its pipe.

    Raises OSError or MemoryError when it cannot be started; then nothing of it is left.
    """

    def __init__(self, target: Callable[[Connection, Settings], None], settings: Settings) -> None:
        # In the service's own folder: a worker that is killed leaves none behind.
        socket_folder.use()
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        with theirs:
            # Not a daemon: daemons may have no children, and a worker reads pages in one.
            self._process: Any = context.Process(target=target, args=(theirs, settings), daemon=False)
            try:
                self._process.start()
            except BaseException:
                self.pipe.close()
                raise
        self.is_ready = False
        self.job: Job | None = None
        self.since = 0.0

    def kill(self) -> None:
        """Kill the process and what it has started, from any thread; `end` is still to be called."""
        worker.end_group(self._process.pid)
        # One that has only just begun leads no group yet.
        self._process.kill()

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
        self._n, self._settings = n, settings
        self._wake_in, self._wake_out = multiprocessing.Pipe(duplex=False)
        self._workers: list[WorkerProcess] = []
        self._is_closed = False
        self._n_failed_starts = 0
        self._start_at = 0.0
        self._start_missing()

    def is_working(self) -> bool:
        """Whether a worker is ready, or the last start has not failed."""
        return any(process.is_ready for process in self._workers) or not self._n_failed_starts

    def free(self) -> int:
        """How many workers are ready and have nothing to do."""
        return sum(process.is_ready and process.job is None for process in self._workers)

    def give(self, job: Job) -> None:
        """Begin a job on a free worker; one that has just died is replaced by `heard`."""
        process = next(process for process in self._workers if process.is_ready and process.job is None)
        process.job, process.since = job, time.monotonic()
        with suppress(OSError):
            process.pipe.send(job)

    def drop(self, token: str) -> None:
        """Kill the worker that holds this claim; another takes its place."""
        for process in list(self._workers):
            if process.job is not None and process.job.token == token:
                self._end(process)

    def wake(self) -> None:
        """Let `heard` return at once, from any thread."""
        with suppress(OSError):
            self._wake_out.send(None)

    def heard(self, timeout_s: float) -> list[WorkerNews]:
        """The news of workers since; those that died or passed their time are replaced."""
        self._start_missing()
        heard = []
        by_pipe = {id(process.pipe): process for process in self._workers}
        for pipe in wait([self._wake_in, *(process.pipe for process in self._workers)], timeout_s):
            if pipe is self._wake_in:
                self._wake_in.recv()
                continue
            process = by_pipe[id(pipe)]
            try:
                news = process.pipe.recv()
            except (EOFError, OSError):
                heard += _news_of(process, None)
                if not process.is_ready:
                    self._failed("it ended before it was ready")
                self._end(process)
                continue
            heard += _news_of(process, news)
            if news == "ready":
                process.is_ready, self._n_failed_starts = True, 0
            elif isinstance(news, Outcome):
                process.job = None
        for process in list(self._workers):
            if process.job is not None and time.monotonic() - process.since > self._settings.document_limit_s:
                heard += _news_of(process, "slow")
                self._end(process)
        self._start_missing()
        return heard

    def close(self) -> None:
        """Kill all workers."""
        self._is_closed = True
        for process in list(self._workers):
            self._end(process)
        self._wake_in.close()
        self._wake_out.close()

    def _end(self, process: WorkerProcess) -> None:
        self._workers.remove(process)
        process.end()

    def _start_missing(self) -> None:
        """Start what is missing of the `n`, unless the pause after a failed start still lasts."""
        while not self._is_closed and len(self._workers) < self._n and time.monotonic() >= self._start_at:
            try:
                self._workers.append(WorkerProcess(worker.serve, self._settings))
            except (OSError, MemoryError) as error:
                self._failed(getattr(error, "strerror", None) or type(error).__name__)

    def _failed(self, why: str) -> None:
        pause_s = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2.0 ** min(10, self._n_failed_starts))
        self._n_failed_starts += 1
        self._start_at = time.monotonic() + pause_s
        _log.error("no process to read documents could be started (%s); next try in %d s", why, pause_s)


def _news_of(process: WorkerProcess, news: Pages | Outcome | str | None) -> list[WorkerNews]:
    return [WorkerNews(process.job, news)] if process.job is not None and news != "ready" else []
