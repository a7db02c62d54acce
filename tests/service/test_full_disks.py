"""Disks that are full and a database that goes away: 507 and 503 with a sentence, never 500."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, OperationalError
from starlette import formparsers

from service.settings import Settings
from service.storage import database, label_export, rows
from tests.support.serving import API, Served, served

FULL = OSError(errno.ENOSPC, "No space left on device")
DISK = "Ruang penyimpanan layanan penuh; hapus dokumen yang tidak diperlukan, lalu coba lagi."
TEMPORARY = (
    "Server kehabisan ruang untuk berkas sementara; minta pengelolanya menyediakan ruang, lalu coba lagi."
)


def upload(service: Served, n: int = 1) -> Any:
    return service.client.post(f"{API}/documents", files={"file": ("a.pdf", b"%PDF-1.7 " + b"%d" % n)})


@pytest.mark.parametrize("error", [FULL, FileNotFoundError(2, "No usable temporary directory found in []")])
@pytest.mark.parametrize("path", [f"{API}/documents", "/upload"])
def test_a_full_folder_for_temporary_files_is_507(
    served: Served, monkeypatch: pytest.MonkeyPatch, path: str, error: OSError
) -> None:
    class Full(io.BytesIO):
        def __init__(self, **_: object) -> None:
            super().__init__()
            raise error

    monkeypatch.setattr(formparsers, "SpooledTemporaryFile", Full)
    answer = served.client.post(path, files={"file": ("a.pdf", b"%PDF-1.7")})
    assert answer.status_code == 507
    assert answer.json()["detail"] == TEMPORARY if path.startswith(API) else "ruang" in answer.text


def test_a_disk_that_fills_while_an_upload_is_stored_is_507_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise FULL

    with served(Settings(data=tmp_path, workers=1, rate=0)) as service:
        monkeypatch.setattr("service.storage.files.os.fsync", full)
        answer = upload(service)
        assert (answer.status_code, answer.json()["detail"]) == (507, DISK)
        assert list((tmp_path / "files").iterdir()) == []


def test_a_database_that_has_no_room_is_507(tmp_path: Path) -> None:
    with served(Settings(data=tmp_path, workers=1, rate=0)) as service:
        engine = service.app.state.service.database.engine

        n_pages = 1

        def bounded(connection: Any, *_: object) -> None:
            # A bound below the pages that there are already is taken for their number.
            connection.execute(f"PRAGMA max_page_count = {n_pages}")

        event.listen(engine, "checkout", bounded)
        statuses = []
        for n in range(300):
            answer = upload(service, n)
            statuses.append(answer.status_code)
            if answer.status_code != 202:
                break
        n_pages = 1 << 30
        assert set(statuses) == {202, 507}
        assert answer.json()["detail"] == DISK
        assert upload(service, 999).status_code == 202


def test_a_full_disk_is_told_from_other_errors_of_the_database() -> None:
    for code, is_full, is_busy in (
        ("53100", True, False),
        ("55P03", False, True),
        ("57P01", False, False),
    ):
        error = DatabaseError("", {}, Exception({"C": code}))
        assert (database.is_full(error), database.is_busy(error)) == (is_full, is_busy)


@pytest.mark.parametrize("path", ["rows?format=jsonl", "rows?format=csv", "labels/export", "export.jsonl"])
def test_a_database_that_goes_before_the_first_line_is_503(
    served: Served, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def gone(*_: object, **__: object) -> Iterator[Any]:
        raise OperationalError("select", {}, Exception())
        yield

    monkeypatch.setattr(rows, "of_document", gone)
    monkeypatch.setattr(label_export, "exported", gone)
    address = {
        "labels/export": f"{API}/labels/export",
        "export.jsonl": f"/documents/{served.sample}/export.jsonl",
    }.get(path, f"{API}/documents/{served.sample}/{path}")
    answer = served.client.get(address)
    assert answer.status_code == 503
    assert "Traceback" not in answer.text


def test_a_postgresql_that_goes_while_its_answer_is_awaited_is_a_lost_database() -> None:
    error = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    context: Any = SimpleNamespace(original_exception=error, statement="SELECT 1", is_disconnect=False)
    assert isinstance(database._lost_connection(context), database.DriverError)
    # The pool then opens another instead of giving this one to the next request.
    assert context.is_disconnect
    other: Any = SimpleNamespace(original_exception=ValueError(), statement="", is_disconnect=False)
    assert database._lost_connection(other) is None
    assert not other.is_disconnect
