"""Workbooks read in a process of their own, one at a time, with limits on time and memory.

What came back is stored under the digest of the file's bytes for a day, so that a difference that was looked
at can be applied without sending the file again, by any service on the same folder.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, BinaryIO

from service.jobs import worker
from service.jobs.worker_pool import WorkerProcess
from service.refusals import Refusal
from service.settings import Settings
from service.storage.files import digest, is_disk_full, unfinished
from service.workbooks import bounds, sent
from service.workbooks.bounds import Fault
from service.workbooks.sent import Sent

# For reading; the process must import its libraries first.
_LIMIT_S, _WAIT_S = 60.0, 60.0
# More waiting requests would hold the threads that answer all others.
_MAX_WAITING = 3
_KEPT_FOR_S = 24 * 3600.0
_ORPHAN_AGE_S = 3600.0
_MAX_KEPT = 200
_MEMORY_LIMIT = 1 << 30
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Order:
    """A workbook to be read, and where what came back is put as a text."""

    workbook: Path
    out: Path


class WorkbookReader:
    """Reads workbooks for the API and the pages alike, from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.data / "workbooks"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        # Of the one that reads, too.
        self._places = threading.BoundedSemaphore(1 + _MAX_WAITING)
        self._process: WorkerProcess | None = None
        self._is_closed = False

    @property
    def max_bytes(self) -> int:
        """As large as a file may be."""
        return min(bounds.MAX_BYTES, self._settings.max_upload_bytes)

    def read(self, content: BinaryIO) -> str:
        """Read a workbook that was sent; the id under which `stored` gives what came back.

        Raises Refusal when it is none of ours, or does not keep to the bounds.
        """
        sha256, n_bytes, first_bytes = digest(content)
        if not n_bytes:
            raise Refusal(422, "empty")
        if n_bytes > self.max_bytes:
            raise Refusal(413, "workbook_too_large", limit=self.max_bytes)
        if not first_bytes.startswith(b"PK\x03\x04"):
            raise Refusal(422, "not_a_workbook")
        self._forget()
        if not self._path(sha256).is_file():
            self._store_in_turn(content, sha256)
        return sha256

    def stored(self, workbook_id: str) -> Sent:
        """What came back in a workbook that was read. Raises Refusal when it is not there any more."""
        is_digest = len(workbook_id) == 64 and set(workbook_id) <= set("0123456789abcdef")
        try:
            if is_digest:
                return sent.from_stored(self._path(workbook_id).read_text(encoding="utf-8"))
        except FileNotFoundError:
            pass
        raise Refusal(404, "no_workbook")

    def close(self) -> None:
        """End the process, also while it reads."""
        self._is_closed = True
        if (process := self._process) is not None:
            process.kill()

    def _path(self, workbook_id: str) -> Path:
        return self._folder / f"{workbook_id}.json"

    def _store_in_turn(self, content: BinaryIO, sha256: str) -> None:
        """Have a workbook read after those before it. Raises Refusal when too many wait, or too long."""
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            if not self._lock.acquire(timeout=_WAIT_S):
                raise _busy()
            try:
                # The same file may have been read meanwhile.
                if not self._path(sha256).is_file():
                    self._store(content, sha256)
            finally:
                self._lock.release()
        finally:
            self._places.release()

    def _store(self, content: BinaryIO, sha256: str) -> None:
        """Have a workbook read and store what came back; the lock is ours."""
        try:
            with tempfile.TemporaryDirectory(dir=self._folder, prefix=".new-") as folder:
                order = Order(Path(folder) / "sent.xlsx", Path(folder) / "sent.json")
                with order.workbook.open("wb") as out:
                    while chunk := content.read(_CHUNK):
                        out.write(chunk)
                if (fault := self._answer(order)) is not None:
                    values: dict[str, Any] = dict(fault.values)
                    raise Refusal(422, fault.key, **values)
                order.out.replace(self._path(sha256))
        except OSError as error:
            if is_disk_full(error):
                raise Refusal(507, "disk_full") from error
            raise

    def _answer(self, order: Order) -> Fault | None:
        """Why the workbook cannot be read, None when it was."""
        if self._is_closed:
            raise _busy()
        # A fresh process each time: workbooks come seldom, and it takes its memory away with it.
        try:
            process = self._process = WorkerProcess(serve, self._settings)
        except (OSError, MemoryError) as error:
            raise _busy() from error
        try:
            process.pipe.send(order)
            if process.pipe.poll(_LIMIT_S):
                fault: Fault | None = process.pipe.recv()
                return fault
        except (EOFError, OSError):
            pass
        finally:
            self._process = None
            process.end()
        return Fault("workbook_too_heavy")

    def _forget(self) -> None:
        """Delete what was stored too long ago, and the oldest of too many."""
        paths = []
        for path in self._folder.glob("*.json"):
            # Another service on the folder may delete it meanwhile.
            with suppress(OSError):
                paths.append((path.stat().st_mtime, path))
        for folder in self._folder.glob(".new-*"):
            # Of a reading that was cut off with its service.
            with suppress(OSError):
                if folder.stat().st_mtime < time.time() - _ORPHAN_AGE_S:
                    shutil.rmtree(folder, ignore_errors=True)
        long_ago = time.time() - _KEPT_FOR_S
        paths.sort(reverse=True)
        for n, (at, path) in enumerate(paths):
            if at < long_ago or n >= _MAX_KEPT:
                path.unlink(missing_ok=True)


def serve(pipe: Connection, settings: Settings) -> None:
    """Read the workbook that comes through the pipe: the main function of the process."""
    worker.live_and_die_with_the_parent()
    from classifier.extraction.reader_pool import limit_memory

    limit_memory(min(_MEMORY_LIMIT, settings.memory_limit))
    with suppress(EOFError, OSError):
        order: Order = pipe.recv()
        try:
            pipe.send(read(order))
        except MemoryError:
            pipe.send(Fault("workbook_too_heavy"))


def read(order: Order) -> Fault | None:
    """Read a workbook and write what came back; why it cannot be, None when it was."""
    from classifier.formats import planner_rows

    fault = bounds.fault(order.workbook)
    if fault is not None:
        return fault
    try:
        returned = planner_rows.returned(order.workbook)
    except MemoryError:
        raise
    except Exception:
        # Whatever its parser stumbles over is the file's fault.
        return Fault("workbook_damaged")
    if returned is None:
        return Fault("foreign_workbook")
    came_back = sent.of_returned(returned)
    if len(came_back.lines) > sent.MAX_LINES:
        return Fault("workbook_many_changes", (("limit", sent.MAX_LINES),))
    with unfinished(order.out.parent) as (out, fresh):
        out.write(came_back.stored().encode())
        out.close()
        fresh.replace(order.out)
    return None


def _busy() -> Refusal:
    return Refusal(503, "workbook_busy", headers={"Retry-After": "5"})
