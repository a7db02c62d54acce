"""A service in this process with a client beside it, and what tests ask of both."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Client

from service.app import create_app
from service.server import configured
from service.settings import Settings
from tests.support.paths import DOCUMENTS

SAMPLE = DOCUMENTS / "renstra_contoh.pdf"
API = "/api/v1"


class Served:
    """A running service: `client` asks, `sample` is the id of the sample Renstra."""

    sample = ""

    def __init__(self, app: FastAPI, client: TestClient) -> None:
        self.app, self.client = app, client

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(API + path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def upload(self, content: Path | bytes, name: str = "renstra.pdf") -> str:
        raw = content.read_bytes() if isinstance(content, Path) else content
        answer = self.client.post(f"{API}/documents", files={"file": (name, raw)})
        assert answer.status_code == 202, answer.text
        found: str = answer.json()["id"]
        return found

    def wait(self, document_id: str, *, for_s: float = 300) -> dict[str, Any]:
        """The document when its reading has ended."""
        deadline = time.monotonic() + for_s
        while time.monotonic() < deadline:
            found: dict[str, Any] = self.get(f"/documents/{document_id}")
            if found["status"] in ("done", "failed"):
                return found
            time.sleep(0.05)
        raise AssertionError(f"not read within {for_s} s: {found}")

    def rows(self, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get(f"/documents/{self.sample}/rows", **query)["rows"]
        return found

    def label(self, row_id: str, subdimension: str, **more: str) -> Any:
        return self.client.post(f"{API}/rows/{row_id}/label", json={"subdimension": subdimension, **more})


@contextmanager
def listening(settings: Settings) -> Iterator[str]:
    """The address of a service that really listens, in a thread of this process."""
    server = uvicorn.Server(configured(create_app(settings)))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the service did not start"
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(60)


def send(address: str, path: Path, name: str = "", *, for_s: float = 300) -> str:
    """Upload a document to a service at an address and wait until its reading has ended; its id."""
    with Client(base_url=address, timeout=60) as client:
        answer = client.post(f"{API}/documents", files={"file": (name or path.name, path.read_bytes())})
        assert answer.status_code == 202, answer.text
        found: str = answer.json()["id"]
        deadline = time.monotonic() + for_s
        while client.get(f"{API}/documents/{found}").json()["status"] not in ("done", "failed"):
            assert time.monotonic() < deadline, f"not read within {for_s} s"
            time.sleep(0.05)
    return found


def answer(address: str, path: str) -> Any:
    """What the API of a service at an address says."""
    with Client(base_url=address, timeout=60) as client:
        found = client.get(API + path)
        assert found.status_code == 200, found.text
        return found.json()


@contextmanager
def served(settings: Settings) -> Iterator[Served]:
    """A service that runs as long as the context."""
    app = create_app(settings)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Served(app, client)


@contextmanager
def sampled(data: Path, database_url: str) -> Iterator[Served]:
    """A running service with the sample Renstra read."""
    with served(Settings(data=data, database_url=database_url, workers=1, rate=0, max_pages=12)) as found:
        found.sample = found.upload(SAMPLE)
        found.wait(found.sample)
        yield found
