"""A PostgreSQL that dies while it answers: 503 with a sentence, and the service goes on when it is back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from service.settings import Settings
from tests.support import postgres
from tests.support.paths import DOCUMENTS
from tests.support.serving import API, served
from tests.support.waiting import until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (postgres.program("initdb") and postgres.program("postgres")), reason=postgres.MISSING
    ),
]
UNREACHABLE = "Basis data tidak dapat dihubungi; coba lagi sebentar lagi."


def n_waiting(connection: Connection) -> int:
    """Requests in the middle of a question to the database."""
    # A transaction sees one state of the statistics.
    connection.rollback()
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    return int(connection.execute(text(asked)).scalar_one())


def test_requests_that_a_dying_database_was_answering_are_503_and_later_ones_are_answered(
    tmp_path: Path,
) -> None:
    content = (DOCUMENTS / "program_over_indicators.pdf").read_bytes()
    with postgres.restartable() as server:
        address = postgres.fresh_database(server.folder, "lost")
        with served(Settings(data=tmp_path, database_url=address, workers=1, rate=0)) as service:
            client = service.client
            before = service.upload(content)
            service.wait(before)

            requests: list[Callable[[], Any]] = [
                lambda: client.get(f"{API}/documents"),
                lambda: client.get(f"{API}/documents/{before}"),
                lambda: client.post(f"{API}/documents", files={"file": ("b.pdf", content + b"\n%b")}),
                lambda: client.get("/"),
            ]
            engine = service.app.state.service.database.engine
            with ThreadPoolExecutor(len(requests)) as threads:
                holding, watching = engine.connect(), engine.connect()
                try:
                    holding.execute(text("LOCK TABLE documents IN ACCESS EXCLUSIVE MODE"))
                    asked = [threads.submit(request) for request in requests]
                    until(lambda: n_waiting(watching) >= len(requests))
                    server.kill()
                    answers = [request.result(60) for request in asked]
                finally:
                    for connection in (holding, watching):
                        connection.invalidate()
                        connection.close()
            assert [answer.status_code for answer in answers] == [503] * len(requests)
            assert [answer.json()["detail"] for answer in answers[:3]] == [UNREACHABLE] * 3
            assert all("Retry-After" in answer.headers for answer in answers[:3])
            assert client.get("/readyz").status_code == 503
            assert client.get("/healthz").status_code == 200

            server.start()
            until(lambda: client.get("/readyz").status_code == 200)
            assert client.get("/").status_code == 200
            after = service.upload(content + b"\n%b")
            assert service.wait(after)["status"] == "done"
            assert {document["id"] for document in service.get("/documents")["documents"]} == {before, after}
