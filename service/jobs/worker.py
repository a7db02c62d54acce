"""One document read and labelled, in a process of its own: what a worker runs.

The process receives jobs through its pipe and sends back how far it is. It reads pages in a
child of `classifier.extraction.reader_pool`, joins and labels them here, and writes rows
itself. It ends, with all that it started, when the service does, however that ends.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from service.jobs import reading_report
from service.jobs.queue import Job
from service.messages import Message, of_fault
from service.settings import Settings

if TYPE_CHECKING:
    from classifier.extraction.page_tasks import Mapper
    from classifier.inference.model import Model
    from classifier.records import Extraction
    from service.current_model import CurrentModel
    from service.storage.database import Database

_PROGRESS_EVERY_S = 0.5
_MODEL_AGAIN_S = 5.0
_WRITE_AGAIN_S = (1.0, 4.0, 15.0)
# Behind whatever answers people.
_NICENESS = 10


@dataclass(frozen=True, slots=True)
class Pages:
    """How far the reading is."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: with rows, with a message (`error`), or not (`is_ours` false: it was taken away).

    `confidences` are those of the rows, `n_review` of which need review.
    """

    error: Message | None = None
    is_ours: bool = True
    n_pages: int = 0
    confidences: tuple[float, ...] = ()
    n_review: int = 0


def serve(pipe: Connection, settings: Settings) -> None:
    """Read the documents that come through the pipe, until it ends: the main function of a worker."""
    live_and_die_with_the_parent()
    from classifier.extraction.reader_pool import MEMORY_LIMIT, Readers, limit_memory
    from service import log
    from service.current_model import CurrentModel
    from service.storage.database import Database

    limit_memory(settings.memory_limit)
    log.to_stderr()
    database, current = Database(settings), CurrentModel(settings)
    with Readers(1, memory_limit=min(MEMORY_LIMIT, settings.memory_limit)) as readers:
        with suppress(Exception):
            # Before the first document comes, which waits for it otherwise.
            current.get()
        with suppress(EOFError, OSError):
            pipe.send("ready")
            while True:
                job: Job = pipe.recv()
                pipe.send(read(job, settings, database, current, readers.answers, _progress_to(pipe)))


def read(
    job: Job,
    settings: Settings,
    database: Database,
    current: CurrentModel,
    mapper: Mapper,
    progress: Callable[[int, int], None],
) -> Outcome:
    """Read, label and store a document; a document that cannot be used is an outcome, not an exception."""
    from classifier.errors import DocumentError
    from classifier.extraction.extract import extract
    from classifier.extraction.page_tasks import Task
    from service.jobs import queue
    from service.storage import rows
    from service.storage.files import Files

    path = Files(settings).document(job.id)
    try:
        n_pages = next(iter(mapper([Task(path, "count")]))).n_pages
        progress(0, n_pages)
        if n_pages > settings.max_pages:
            return Outcome(Message("too_many_pages", {"pages": n_pages, "limit": settings.max_pages}))
        extraction = extract(path, mapper=mapper, progress=progress)
    except DocumentError as error:
        return Outcome(of_fault(error.fault))
    model = awaited(current)
    row_dicts = contract_rows(job, extraction)
    answers = rows.predicted(model, row_dicts)
    values = stored_rows(job, row_dicts, answers)
    report = _storable(reading_report.report(extraction))
    is_ours = _patient(lambda: queue.finish(database, job, values, report))
    return Outcome(
        is_ours=is_ours,
        n_pages=n_pages,
        confidences=tuple(json.loads(answer["prediction"])["confidence"] for answer in answers),
        n_review=sum(answer["review"] for answer in answers),
    )


def _patient(write: Callable[[], bool]) -> bool:
    """Write to the database, again when it is out of reach: minutes of reading hang on it.

    Its last error is raised, and ends the process.
    """
    from sqlalchemy.exc import DBAPIError

    for wait_s in _WRITE_AGAIN_S:
        try:
            return write()
        except DBAPIError:
            # pg8000 reports a lost connection as an InterfaceError, a shutdown as a DatabaseError.
            time.sleep(wait_s)
    return write()


def awaited(current: CurrentModel) -> Model:
    """The current model, when there is one: a document is not to blame for its lack."""
    from classifier.errors import ModelError

    while True:
        try:
            return current.get()
        except ModelError:
            time.sleep(_MODEL_AGAIN_S)


def contract_rows(job: Job, extraction: Extraction) -> list[dict[str, Any]]:
    """The rows in the contract's shape, under the name the document was given."""
    from classifier.formats import results

    return [
        _storable(results.row_dict(replace(row, document=job.name, sha256=job.sha256)))
        for row in extraction.rows
    ]


def stored_rows(
    job: Job, row_dicts: Sequence[dict[str, Any]], answers: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Values of the table `rows`; a row's id is a digest of its document's bytes and of what it is there."""
    from classifier.formats import results
    from service.storage.rows import searched

    counts: dict[str, int] = {}
    values = []
    for n, (row, answer) in enumerate(zip(row_dicts, answers, strict=True)):
        content = f"{row['sha256']} {row['page']} {row['bbox']} {row['level']} {row['kode']} {row['text']}"
        counts[content] = counts.get(content, 0) + 1
        row_id = hashlib.sha256(f"{content} {counts[content]}".encode()).hexdigest()[:20]
        values.append(
            {
                "document_id": job.id,
                "n": n,
                "id": row_id,
                "page": row["page"],
                "level": row["level"],
                "label": "",
                "label_id": 0,
                "row": results.json_line(row),
                **searched(row),
                **answer,
            }
        )
    return values


def _storable(value: dict[str, Any]) -> dict[str, Any]:
    """The value without characters that no database takes: NUL and halves of characters."""
    cleaned: dict[str, Any] = _cleaned(value)
    return cleaned


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(c for c in value if c != "\0" and not "\ud800" <= c <= "\udfff")
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(item) for name, item in value.items()}
    return value


def _progress_to(pipe: Connection) -> Callable[[int, int], None]:
    """A function that sends `Pages` through the pipe, not more often than a person would notice."""
    sent_at = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal sent_at
        if time.monotonic() - sent_at >= _PROGRESS_EVERY_S or done == 0:
            sent_at = time.monotonic()
            pipe.send(Pages(done, total))

    return progress


def live_and_die_with_the_parent() -> None:
    """Lead a process group that ends with the service's process, and leave signals to that."""
    import multiprocessing

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if os.name == "posix":
        os.setpgid(0, 0)
        with suppress(OSError):
            os.nice(_NICENESS)
    parent = multiprocessing.parent_process()
    assert parent is not None, "a worker is started by a service"

    def watch() -> None:
        wait([parent.sentinel])
        end_group(os.getpid())
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def end_group(pid: int) -> None:
    """Kill a worker and every process it has started."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
