"""Processes that cannot be started: tried again with growing pauses, said, and stopped like any other."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from multiprocessing import Pipe
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from service.jobs import worker_pool
from service.jobs.dispatcher import Dispatcher
from service.jobs.worker_pool import LocalWorkerPool
from service.settings import Settings
from service.storage import documents, queue
from service.storage.database import Database
from tests.support.serving import served
from tests.support.waiting import until


class Machine:
    """A machine that starts workers or not: its clock, and the workers that were started."""

    def __init__(self) -> None:
        self.now = 0.0
        self.error: Exception | None = None
        self.n_tries = 0
        self.started: list[FakeWorker] = []

    def start(self, *_: object) -> FakeWorker:
        self.n_tries += 1
        if self.error is not None:
            raise self.error
        self.started.append(FakeWorker())
        return self.started[-1]

    def tries(self, pool: LocalWorkerPool, seconds: int) -> list[int]:
        """The seconds from now at which a start is tried."""
        times = []
        for second in range(seconds):
            before = self.n_tries
            pool.heard(0)
            if self.n_tries > before:
                times.append(second)
            self.now += 1
        return times


class FakeWorker:
    """Our end of a worker without a process; `theirs` is the other end."""

    def __init__(self) -> None:
        self.pipe, self.theirs = Pipe()
        self.is_ready, self.job, self.since = False, None, 0.0
        self.n_ends = 0

    def end(self) -> None:
        self.n_ends += 1
        self.pipe.close()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(worker_pool, "WorkerProcess", made.start)
    monkeypatch.setattr(worker_pool, "time", SimpleNamespace(monotonic=lambda: made.now))
    return made


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    made = Database(settings)
    made.migrate()
    yield made
    made.close()


@pytest.mark.parametrize("error", [OSError(errno.EMFILE, "Too many open files"), MemoryError()])
def test_a_worker_that_cannot_be_started_is_tried_again_with_growing_pauses(
    machine: Machine, settings: Settings, error: Exception
) -> None:
    machine.error = error
    pool = LocalWorkerPool(1, settings)
    assert (pool.is_working(), pool.free()) == (False, 0)
    assert machine.tries(pool, 200) == [1, 3, 7, 15, 31, 63, 123, 183]
    machine.error = None
    assert machine.tries(pool, 60) == [43]
    machine.started[0].theirs.send("ready")
    pool.heard(0)
    assert (pool.is_working(), pool.free()) == (True, 1)
    pool.close()


def test_a_worker_that_dies_before_it_is_ready_waits_longer_each_time(
    machine: Machine, settings: Settings
) -> None:
    pool = LocalWorkerPool(1, settings)
    assert pool.is_working()
    times = []
    for second in range(20):
        for started in machine.started:
            started.theirs.close()
        before = machine.n_tries
        pool.heard(0)
        if machine.n_tries > before:
            times.append(second)
        machine.now += 1
    assert times == [1, 4, 9, 18]
    assert not pool.is_working()
    pool.close()


def test_a_worker_that_died_is_ended_once_and_the_pool_closes_without_it(
    machine: Machine, settings: Settings
) -> None:
    pool = LocalWorkerPool(1, settings)
    (died,) = machine.started
    died.theirs.send("ready")
    pool.heard(0)
    died.theirs.close()
    machine.error = OSError(errno.EMFILE, "Too many open files")
    for _ in range(3):
        pool.heard(0)
    pool.close()
    assert died.n_ends == 1


def test_no_document_is_given_to_a_worker_that_is_not_ready(
    machine: Machine, settings: Settings, database: Database
) -> None:
    document_id = documents.add(database, "id1", sha256="1" * 64, name="a.pdf", n_bytes=1).id
    pool = LocalWorkerPool(1, settings)
    dispatcher = Dispatcher(database, settings, pool)
    dispatcher._fill()
    stored = documents.get(database, document_id)
    assert stored is not None
    assert (stored.status, pool.free()) == ("queued", 0)
    machine.started[0].theirs.send("ready")
    pool.heard(0)
    dispatcher._fill()
    assert machine.started[0].theirs.recv().id == document_id
    pool.close()


def test_readyz_says_that_no_worker_can_be_started_and_stopping_ends(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    with served(settings) as service:
        pool = service.app.state.service.worker_pool
        until(lambda: service.client.get("/readyz").status_code == 200)
        until(lambda: all(process.is_ready for process in pool._workers))
        monkeypatch.setattr(worker_pool, "WorkerProcess", refuse)
        for process in list(pool._workers):
            process.kill()
        until(lambda: service.client.get("/readyz").status_code == 503)
        assert service.client.get("/readyz").json()["reading"] is False
        assert service.client.get("/healthz").status_code == 200
    assert not service.app.state.service.dispatcher.is_alive()


def test_stopping_does_not_wait_for_each_job_that_a_locked_database_keeps(
    settings: Settings, database: Database, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(_database: Database, job: queue.Job) -> bool:
        asked.append(job.id)
        raise OperationalError("update", {}, Exception())

    monkeypatch.setattr(queue, "give_back", refuse)
    dispatcher = Dispatcher(database, settings, LocalWorkerPool(1, settings))
    for n in range(3):
        documents.add(database, f"id{n}", sha256=f"{n:064}", name="a.pdf", n_bytes=1)
        job = queue.claim(database, 3600)
        assert job is not None
        dispatcher._held[job.token] = job
    dispatcher.start()
    dispatcher.stop()
    assert len(asked) == 1
