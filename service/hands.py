"""Where work is handed out: processes that each read one document at a time, within limits.

`Hands` is the seam. `LocalHands` are processes of this machine, started with spawn because the service
has threads. Hands on a cluster need the same six methods, and the data folder and
database within reach: a job is a few words, its rows go straight to the database.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from service import worker
from service.jobs import Job
from service.settings import Settings
from service.worker import Outcome, Pages


@dataclass(frozen=True, slots=True)
class Told:
    """What a hand said of its job; `news` is None when it died, "slow" when it was given up."""

    job: Job
    news: Pages | Outcome | str | None


class Hands(Protocol):
    """Whoever reads documents for a service."""

    def free(self) -> int:
        """How many more jobs can be given now."""

    def give(self, job: Job) -> None:
        """Begin a job; only when one is `free`."""

    def drop(self, token: str) -> None:
        """Stop the job of this claim; nothing more is heard of it."""

    def heard(self, timeout_s: float) -> list[Told]:
        """What was said since, waiting for the first word at most so long."""

    def wake(self) -> None:
        """Let `heard` return at once, from any thread."""

    def close(self) -> None:
        """Stop everything."""


class Hand:
    """A process that runs `target(pipe, settings)`, with our end of its pipe."""

    def __init__(self, target: Callable[[Connection, Settings], None], settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        # Not a daemon: daemons may have no children, and a hand reads pages in one.
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


class LocalHands:
    """`n` processes of this machine."""

    def __init__(self, n: int, settings: Settings) -> None:
        self._settings = settings
        self._wake_in, self._wake_out = multiprocessing.Pipe(duplex=False)
        self._hands = [Hand(worker.serve, settings) for _ in range(n)]

    def free(self) -> int:
        """How many hands have nothing to do."""
        return sum(hand.job is None for hand in self._hands)

    def give(self, job: Job) -> None:
        """Begin a job on a free hand; one that has just died is found by `heard`."""
        hand = next(hand for hand in self._hands if hand.job is None)
        hand.job, hand.since = job, time.monotonic()
        with suppress(OSError):
            hand.pipe.send(job)

    def drop(self, token: str) -> None:
        """Kill the hand that holds this claim; another takes its place."""
        for i, hand in enumerate(self._hands):
            if hand.job is not None and hand.job.token == token:
                self._replace(i)

    def wake(self) -> None:
        """Let `heard` return at once, from any thread."""
        with suppress(OSError):
            self._wake_out.send(None)

    def heard(self, timeout_s: float) -> list[Told]:
        """What hands said since; those that died or passed their time are replaced."""
        found = []
        pipes = {id(hand.pipe): i for i, hand in enumerate(self._hands)}
        for pipe in wait([self._wake_in, *(hand.pipe for hand in self._hands)], timeout_s):
            if pipe is self._wake_in:
                self._wake_in.recv()
                continue
            i = pipes[id(pipe)]
            try:
                news = self._hands[i].pipe.recv()
            except (EOFError, OSError):
                found += self._told(i, None)
                self._replace(i)
                continue
            found += self._told(i, news)
            if isinstance(news, Outcome):
                self._hands[i].job = None
        for i, hand in enumerate(self._hands):
            if hand.job is not None and time.monotonic() - hand.since > self._settings.document_limit_s:
                found += self._told(i, "slow")
                self._replace(i)
        return found

    def close(self) -> None:
        """Kill all hands."""
        for hand in self._hands:
            hand.end()
        self._hands = []
        self._wake_in.close()
        self._wake_out.close()

    def _told(self, i: int, news: Pages | Outcome | str | None) -> list[Told]:
        job = self._hands[i].job
        return [Told(job, news)] if job is not None and news != "ready" else []

    def _replace(self, i: int) -> None:
        self._hands[i].end()
        self._hands[i] = Hand(worker.serve, self._settings)
