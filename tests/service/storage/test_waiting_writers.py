"""A database that somebody has locked: who writes is told to come again, who reads is answered."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import text

from service.settings import Settings
from service.storage import database
from service.storage.database import Database
from tests.support.serving import API, Served, served
from tests.support.waiting import until

N_WRITERS = 40


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Somebody else writes, for as long as the context lasts."""
    other = Database(settings)
    try:
        with other.writing() as connection:
            if not settings.is_embedded:
                connection.execute(text("LOCK TABLE documents IN EXCLUSIVE MODE"))
            yield
    finally:
        other.close()


def upload(service: Served, n: int) -> Any:
    return service.client.post(f"{API}/documents", files={"file": ("a.pdf", b"%PDF-1.7 " + b"%d" % n)})


def test_a_request_that_waits_too_long_to_write_is_told_to_come_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_LIMIT_S", 1)
    with served(settings) as service:
        with locked(settings):
            answer = upload(service, 1)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert answer.json()["detail"] == (
            "Ada pihak lain yang sedang menyimpan banyak data; coba lagi beberapa detik lagi."
        )
        assert upload(service, 1).status_code == 202


def test_half_of_the_threads_wait_to_write_and_the_others_read(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_LIMIT_S", 300)
    with served(settings) as service, ThreadPoolExecutor(N_WRITERS) as threads:
        with locked(settings):
            answers = [threads.submit(upload, service, n) for n in range(N_WRITERS)]
            # Their number bounds those that wait; the dispatcher may be one of them.
            until(lambda: sum(answer.done() for answer in answers) >= N_WRITERS - 20)
            assert service.get("/documents")["documents"] == []
            assert service.client.get("/").status_code == 200
            assert service.client.get("/readyz").json()["database"] is True
            assert {answer.result().status_code for answer in answers if answer.done()} == {503}
        statuses = [answer.result().status_code for answer in answers]
    assert statuses.count(202) in (19, 20)
    assert statuses.count(202) + statuses.count(503) == N_WRITERS
