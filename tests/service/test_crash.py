"""The service is killed with signal 9 at random moments; what it had answered is kept, and once.

A client uploads, corrects and deletes all the while, and asks again whatever was not answered, as clients do.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from classifier.extraction.extract import extract
from classifier.taxonomy import default
from tests.support.paths import DOCUMENTS
from tests.support.serving import API

pytestmark = pytest.mark.slow

DOCUMENT = DOCUMENTS / "program_over_indicators.pdf"
N_KILLS = 20
LONGEST_LIFE_S = 3.0


class Service:
    """A service process that is killed and started again on one port and one data folder."""

    def __init__(self, data: Path, database_url: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._environment = {
            **os.environ,
            "PETAKOTA_DATA": str(data),
            "PETAKOTA_DATABASE_URL": database_url,
            "PETAKOTA_WORKERS": "1",
            "PETAKOTA_RATE": "0",
            "PETAKOTA_LEASE_S": "2",
        }
        self.log = data.parent / "log"
        self.start()

    def start(self) -> None:
        program = Path(sys.executable).parent / "petakota"
        command = [str(program), "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                httpx2.get(f"http://127.0.0.1:{self.port}/healthz", timeout=5)
                return
            except httpx2.TransportError:
                assert self._process.poll() is None, self.log.read_text()[-2000:]
                time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-2000:])

    def end(self, how: signal.Signals) -> int:
        self._process.send_signal(how)
        return self._process.wait(30)


class Planner:
    """A client at work: what it was answered, and what must therefore be true."""

    def __init__(self, port: int, seed: int) -> None:
        self._http = httpx2.Client(base_url=f"http://127.0.0.1:{port}{API}", timeout=20)
        self._random = random.Random(seed)
        self.is_working = True
        self.uploaded: dict[str, str] = {}
        self.deleted: set[str] = set()
        self.labels: dict[str, tuple[str, str]] = {}
        self.rows: list[str] = []

    def close(self) -> None:
        self._http.close()

    def until_answered(self, ask: Callable[[], Any]) -> Any:
        while True:
            try:
                return ask()
            except httpx2.TransportError:
                time.sleep(0.05)

    def get(self, path: str, **query: Any) -> Any:
        answer = self.until_answered(lambda: self._http.get(path, params=query))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def work(self) -> None:
        while self.is_working:
            turn = self._random.random()
            if turn < 0.3:
                self.upload()
            elif turn < 0.35 and len(self.uploaded) > 3:
                self.delete()
            else:
                self.label()
            time.sleep(self._random.random() * 0.1)

    def upload(self) -> str:
        content = DOCUMENT.read_bytes() + b"\n%% %d" % len(self.uploaded)
        answer = self.until_answered(
            lambda: self._http.post("/documents", files={"file": ("rencana.pdf", content)})
        )
        assert answer.status_code == 202, answer.text
        self.uploaded[hashlib.sha256(content).hexdigest()] = answer.json()["id"]
        found: str = answer.json()["id"]
        return found

    def delete(self) -> None:
        # The first stays: its rows are labelled.
        document_id = self._random.choice(list(self.uploaded.values())[1:])
        answer = self.until_answered(lambda: self._http.delete(f"/documents/{document_id}"))
        assert answer.status_code in (204, 404), answer.text
        self.deleted.add(document_id)

    def label(self) -> None:
        row, subdimension = self._random.choice(self.rows), self._random.choice(default().ids)
        note = f"no. {len(self.labels)}"
        asked = {"subdimension": subdimension, "note": note}
        answer = self.until_answered(lambda: self._http.post(f"/rows/{row}/label", json=asked))
        assert answer.status_code in (200, 201), answer.text
        self.labels[note] = (row, subdimension)


def all_documents(planner: Planner) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    page = planner.get("/documents", limit=200)
    while True:
        found += page["documents"]
        if page["next"] is None:
            return found
        page = planner.get("/documents", limit=200, before=page["next"])


def wait_for_all(planner: Planner, for_s: float) -> list[dict[str, Any]]:
    deadline = time.monotonic() + for_s
    while time.monotonic() < deadline:
        found = all_documents(planner)
        if all(one["status"] in ("done", "failed") for one in found):
            return found
        time.sleep(0.2)
    raise AssertionError([one for one in found if one["status"] != "done"])


@pytest.mark.skipif(os.name != "posix", reason="kills with signal 9")
def test_nothing_that_was_answered_is_lost_or_doubled(
    empty_database: Callable[[], str], tmp_path: Path
) -> None:
    database_url = empty_database()
    service = Service(tmp_path / "data", database_url)
    seed = 20261124
    planner = Planner(service.port, seed)
    thread = threading.Thread(target=planner.work)
    try:
        first = planner.upload()
        wait_for_all(planner, 600)
        planner.rows = [row["id"] for row in planner.get(f"/documents/{first}/rows")["rows"]]
        chance = random.Random(seed)
        thread.start()
        for _ in range(N_KILLS if not database_url else N_KILLS // 4):
            time.sleep(chance.uniform(0, LONGEST_LIFE_S))
            service.end(signal.SIGKILL)
            service.start()
        planner.is_working = False
        thread.join(60)
        assert not thread.is_alive()

        documents = wait_for_all(planner, 600)
        kept = {sha256: one for sha256, one in planner.uploaded.items() if one not in planner.deleted}
        assert sorted((one["sha256"], one["id"]) for one in documents) == sorted(kept.items())
        assert {one["status"] for one in documents} == {"done"}
        n_rows = len(extract(DOCUMENT).rows)
        for one in documents:
            assert len(planner.get(f"/documents/{one['id']}/rows")["rows"]) == n_rows
        journal = [
            (entry["note"], (entry["row_id"], entry["subdimension"]))
            for row in planner.rows
            for entry in planner.get(f"/rows/{row}/labels")["entries"]
        ]
        assert sorted(journal) == sorted(planner.labels.items())
        files = {path.stem for path in (tmp_path / "data" / "files").iterdir()}
        assert files >= set(kept.values())
        # A kill between a file and its row leaves the file, which no start takes away
        # (service.storage.files); the planner's next try is another file. So there is one for each
        # kill at the most.
        assert len(files - set(kept.values())) <= N_KILLS
        for sha256, document_id in kept.items():
            content = (tmp_path / "data" / "files" / f"{document_id}.pdf").read_bytes()
            assert hashlib.sha256(content).hexdigest() == sha256
        print(f"{len(documents)} documents, {len(journal)} labels")
    finally:
        planner.is_working = False
        code = service.end(signal.SIGTERM)
        if thread.ident:
            thread.join(30)
        planner.close()
    assert code == 0
