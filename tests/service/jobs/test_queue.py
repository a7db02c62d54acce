"""The queue: claims, leases, crashes, limits, and several services on one database."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import column, select, table, update
from sqlalchemy.exc import InterfaceError, OperationalError

from classifier.errors import PetakotaError, UsageError
from classifier.records import Box, Row
from service import server
from service.jobs import worker
from service.jobs.dispatcher import Dispatcher
from service.jobs.worker import Outcome
from service.jobs.worker_pool import WorkerNews
from service.messages import Message
from service.settings import Settings
from service.storage import documents, queue, rows, schema
from service.storage.database import Database
from service.storage.schema import metadata
from tests.support import hostile
from tests.support.paths import DOCUMENTS
from tests.support.serving import API, SAMPLE, Served, served
from tests.support.waiting import until

REPORT = {"pages": 1, "pages_with_text": 1, "problems": [], "warnings": []}


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    found = Database(settings)
    found.migrate()
    yield found
    found.close()


def add(database: Database, n: int) -> str:
    return documents.add(database, f"id{n}", sha256=f"{n:064}", name=f"{n}.pdf", n_bytes=1).id


def status(database: Database, document_id: str) -> str:
    found = documents.get(database, document_id)
    assert found is not None
    return found.status


def test_the_migrations_make_the_tables_of_this_program(database: Database) -> None:
    database.migrate()
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_rows_of_the_first_version_are_found_and_sorted_after_the_migration(settings: Settings) -> None:
    old = Database(settings)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    row = {
        "sha256": "ab", "page": 3, "bbox": [1, 2, 3, 4], "level": "program", "kode": "1.02",
        "text": "Program Sampah", "program": "", "opd": "Dinas  Lingkungan", "pagu": {"2025": 5, "2026": 7},
    }  # fmt: skip
    prediction = {"subdimension": "environment.tata-kelola-sampah", "confidence": 0.25}
    first = {
        "document_id": "d", "n": 0, "id": "r", "page": 3, "level": "program", "review": True, "model": "m",
        "subdimension": prediction["subdimension"], "label": "", "label_id": 0,
        "row": json.dumps(row), "prediction": json.dumps(prediction),
    }  # fmt: skip
    with old.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(table("rows", *map(column, first)).insert().values(**first))
    old.migrate()
    with old.reading() as connection:
        stored = dict(connection.execute(select(schema.rows)).mappings().one())
    same = Row(
        document="", sha256="ab", page=3, bbox=Box(1, 2, 3, 4), level="program", kode="1.02",
        text="Program Sampah", opd="Dinas  Lingkungan", pagu=(("2025", 5), ("2026", 7)),
    )  # fmt: skip
    expected = rows.search_columns(same) | {"confidence": 0.25}
    assert {name: stored[name] for name in expected} == expected
    assert (stored["amount"], stored["opd"], stored["words"]) == (
        12,
        "dinaslingkungan",
        "program sampah 1.02",
    )
    old.close()


def test_services_that_start_together_migrate_once(settings: Settings) -> None:
    stores = [Database(settings) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(Database.migrate, stores))
    assert all(one.is_reachable() for one in stores)
    for one in stores:
        one.close()


def test_documents_are_claimed_in_their_order_and_once(database: Database) -> None:
    wanted = [add(database, n) for n in range(20)]
    with ThreadPoolExecutor(8) as threads:
        claimed = list(threads.map(lambda _: queue.claim(database, 60), range(24)))
    found = [job.id for job in claimed if job is not None]
    assert sorted(found) == sorted(wanted)
    assert len({job.token for job in claimed if job is not None}) == 20
    assert queue.waiting(database) == {"running": 20}


def test_the_same_bytes_at_the_same_moment_are_one_document(database: Database) -> None:
    def upload(n: int) -> str:
        return documents.add(database, f"id{n}", sha256="0" * 64, name="a.pdf", n_bytes=1).id

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(upload, range(16)))) == 1


def test_a_lease_that_runs_out_is_taken_over_and_the_late_reader_changes_nothing(database: Database) -> None:
    document_id = add(database, 1)
    late = queue.claim(database, 60)
    assert late is not None
    assert queue.claim(database, 60) is None
    with database.writing() as connection:
        connection.execute(update(schema.documents).values(lease_until=1.0))
    other = queue.claim(database, 60)
    assert other is not None
    assert (other.id, other.token != late.token) == (document_id, True)
    assert not queue.renew(database, late, 60)
    assert not queue.finish(database, late, [], REPORT, reader="9")
    assert not queue.fail(database, late, Message("damaged"))
    assert status(database, document_id) == "running"
    assert queue.renew(database, other, 60)
    assert queue.finish(database, other, [], REPORT, reader="9")
    assert status(database, document_id) == "done"


def test_a_document_that_ends_its_reader_three_times_is_not_tried_again(database: Database) -> None:
    document_id = add(database, 1)
    for expected in ("queued", "queued", "failed"):
        job = queue.claim(database, 60)
        assert job is not None
        assert queue.crashed(database, job)
        assert status(database, document_id) == expected
    found = documents.get(database, document_id)
    assert found is not None
    assert found.error is not None
    assert "3 kali" in found.error.text("id")
    assert queue.claim(database, 60) is None


@pytest.mark.slow
def test_two_services_share_a_queue(settings: Settings) -> None:
    if settings.is_embedded:
        pytest.skip("an embedded database has one service")
    with served(settings) as one, served(settings) as two:
        contents = [SAMPLE.read_bytes() + b"\n%% %d" % n for n in range(6)]
        with ThreadPoolExecutor(6) as threads:
            ids = list(threads.map(lambda n: (one, two)[n % 2].upload(contents[n % 6]), range(12)))
        assert len(set(ids)) == 6
        for document_id in set(ids):
            assert two.wait(document_id)["summary"]["rows"] == 40
        # A document is done in the database a moment before its reader's service counts it.
        until(lambda: reads(one) + reads(two) >= 6)
        ended = [reads(service) for service in (one, two)]
        assert sum(ended) == 6
        assert min(ended) > 0


def reads(service: Served) -> float:
    text = service.client.get("/metrics").text
    return sum(
        float(line.split()[1])
        for line in text.splitlines()
        if line.startswith('petakota_documents_read_total{how="done"}')
    )


@pytest.mark.slow
def test_stopping_queues_what_is_read_and_the_next_start_goes_on(settings: Settings, tmp_path: Path) -> None:
    content = hostile.million_rules(tmp_path / "slow.pdf")
    with served(settings) as service:
        document_id = service.upload(content)
        until(lambda: service.get(f"/documents/{document_id}")["status"] != "queued")
    database = Database(settings)
    assert status(database, document_id) == "queued"
    database.close()
    with served(settings) as service:
        assert service.wait(document_id)["status"] == "done"


@pytest.mark.slow
def test_a_reader_that_dies_is_replaced_and_its_document_read(settings: Settings, tmp_path: Path) -> None:
    content = hostile.million_rules(tmp_path / "slow.pdf")
    with served(settings) as service:
        document_id = service.upload(content)
        until(lambda: service.get(f"/documents/{document_id}")["progress"]["pages_total"])
        (worker,) = service.app.state.service.worker_pool._workers
        os.kill(worker._process.pid, signal.SIGKILL)
        assert service.wait(document_id)["status"] == "done"
        assert service.app.state.service.dispatcher.is_alive()


@pytest.mark.slow
def test_a_document_past_its_time_fails_with_a_sentence(settings: Settings, tmp_path: Path) -> None:
    content = hostile.million_rules(tmp_path / "slow.pdf")
    with served(dataclasses.replace(settings, document_limit_s=0.3)) as service:
        found = service.wait(service.upload(content))
        assert found["status"] == "failed"
        assert "tidak selesai dibaca" in found["error"]
        until(service.app.state.service.worker_pool.free)


@pytest.mark.slow
def test_deleting_stops_the_reading(settings: Settings, tmp_path: Path) -> None:
    content = hostile.million_rules(tmp_path / "slow.pdf")
    with served(settings) as service:
        document_id = service.upload(content)
        until(lambda: service.get(f"/documents/{document_id}")["status"] != "queued")
        assert service.client.delete(f"{API}/documents/{document_id}").status_code == 204
        until(service.app.state.service.worker_pool.free)
        again = service.upload(DOCUMENTS / "program_over_indicators.pdf")
        assert service.wait(again)["status"] == "done"


def test_an_embedded_database_has_one_service(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with (
        server.only_one(settings),
        pytest.raises(UsageError, match="another `petakota serve` uses it"),
        server.only_one(settings),
    ):
        pass


class Silent:
    """A worker that never says anything, and what was dropped."""

    def __init__(self) -> None:
        self.given: list[queue.Job] = []
        self.dropped: list[str] = []

    def is_working(self) -> bool:
        return True

    def free(self) -> int:
        return 1 - len(self.given)

    def give(self, job: queue.Job) -> None:
        self.given.append(job)

    def drop(self, token: str) -> None:
        self.dropped.append(token)

    def heard(self, timeout_s: float) -> list[WorkerNews]:
        time.sleep(0.01)
        return []

    def wake(self) -> None: ...

    def close(self) -> None: ...


class Talking(Silent):
    """A worker that tells of two documents at once: that the first fails, and that the second does."""

    def free(self) -> int:
        return 2 - len(self.given)

    def heard(self, timeout_s: float) -> list[WorkerNews]:
        time.sleep(0.01)
        if len(self.given) < 2 or self.is_told:
            return []
        self.is_told = True
        return [WorkerNews(job, Outcome(Message("empty"))) for job in self.given]

    is_told = False


def test_a_database_that_fails_once_loses_no_other_outcome(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = add(database, 1), add(database, 2)
    fail = queue.fail

    def refuse(database: Database, job: queue.Job, error: Message) -> bool:
        if job.id == first:
            raise OperationalError("update", {}, Exception())
        return fail(database, job, error)

    monkeypatch.setattr(queue, "fail", refuse)
    dispatch = Dispatcher(database, dataclasses.replace(settings, lease_s=3600), Talking())
    dispatch.start()
    until(lambda: status(database, second) == "failed")
    dispatch.stop()
    assert (status(database, first), status(database, second)) == ("running", "failed")


def test_rows_are_written_again_when_the_database_was_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("service.jobs.worker.time.sleep", slept.append)
    # What pg8000 and sqlite3 raise.
    answers: list[Exception | bool] = [
        OperationalError("", {}, Exception()),
        InterfaceError("", {}, Exception()),
        True,
    ]

    def write() -> bool:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert worker.patient(write)
    assert slept == [1.0, 4.0]
    answers += [OperationalError("", {}, Exception())] * 4
    with pytest.raises(OperationalError):
        worker.patient(write)


def test_documents_wait_in_the_queue_while_there_is_no_model(database: Database, settings: Settings) -> None:
    add(database, 1)
    worker_pool, is_there = Silent(), threading.Event()
    answers: list[bool] = []

    def can_predict() -> bool:
        answers.append(is_there.is_set())
        return answers[-1]

    dispatch = Dispatcher(database, settings, worker_pool, can_predict=can_predict)
    dispatch.start()
    until(lambda: len(answers) > 2)
    assert (worker_pool.given, status(database, "id1")) == ([], "queued")
    is_there.set()
    until(lambda: worker_pool.given)
    dispatch.stop()
    assert [job.id for job in worker_pool.given] == ["id1"]


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_hand_is_dropped_when_its_document_is_deleted_and_not_when_it_is_done(
    database: Database, settings: Settings, is_deleted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    renew = queue.renew
    refused: list[str] = []

    def noted(database: Database, job: queue.Job, lease_s: float) -> bool:
        is_ours = renew(database, job, lease_s)
        if not is_ours:
            refused.append(job.token)
        return is_ours

    monkeypatch.setattr(queue, "renew", noted)
    add(database, 1)
    worker_pool = Silent()
    # A short lease is renewed often.
    dispatch = Dispatcher(database, dataclasses.replace(settings, lease_s=0.04), worker_pool)
    dispatch.start()
    until(lambda: worker_pool.given)
    (job,) = worker_pool.given
    if is_deleted:
        documents.remove(database, job.id)
    else:
        queue.finish(database, job, [], REPORT, reader="9")
    # Dropped at the first refusal, or at none.
    until(lambda: worker_pool.dropped or len(refused) > 2)
    dispatch.stop()
    assert worker_pool.dropped == ([job.token] if is_deleted else [])


def test_a_database_out_of_reach_is_one_sentence(tmp_path: Path) -> None:
    address = f"postgresql://nobody@/nothing?unix_sock={tmp_path}/none"
    database = Database(Settings(data=tmp_path, database_url=address))
    with pytest.raises(PetakotaError, match=r"cannot be used .*PETAKOTA_DATABASE_URL"):
        database.migrate()
    assert not database.is_reachable()
    with pytest.raises(UsageError, match="names no PostgreSQL"):
        Database(Settings(data=tmp_path, database_url="mysql://a/b"))
    with pytest.raises(PetakotaError, match="is not the address of a database"):
        Database(Settings(data=tmp_path, database_url="postgresql://a:secret@b:port/c"))


@pytest.mark.slow
def test_health_is_answered_while_requests_wait_for_the_database(settings: Settings) -> None:
    if not settings.is_embedded:
        pytest.skip("PostgreSQL has no lock on the whole database")
    with served(settings) as service:
        database: Database = service.app.state.service.database
        threads = [
            threading.Thread(target=service.upload, args=(SAMPLE.read_bytes() + b"%d" % n,)) for n in range(3)
        ]
        with database.writing():
            for thread in threads:
                thread.start()
            time.sleep(0.1)
            assert service.client.get("/healthz").status_code == 200
            assert all(thread.is_alive() for thread in threads)
        for thread in threads:
            thread.join()
