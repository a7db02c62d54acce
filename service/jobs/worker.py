"""One document read and predicted, in a process of its own: what a worker runs.

The process receives jobs through its pipe and sends back how far it is. It reads pages in a
child of `classifier.extraction.reader_pool`, joins them and asks the model here, and writes rows
itself. It ends, with all that it started, when the service does, however that ends.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, TypeVar

from service.jobs import reading_report
from service.messages import Message, of_fault
from service.settings import Settings
from service.storage.queue import Job

if TYPE_CHECKING:
    from classifier.agencies.registry import Registry
    from classifier.extraction.page_tasks import Mapper
    from classifier.inference.model import Model
    from classifier.records import DocumentFacts, Extraction, Prediction, Row, TableFacts
    from service.current_model import CurrentModel
    from service.storage.database import Database

_PROGRESS_EVERY_S = 0.5
_MODEL_AGAIN_S = 5.0
_ASK_AGAIN_S = (1.0, 4.0, 15.0)
# Behind whatever answers people.
_NICENESS = 10
T = TypeVar("T")


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
    live_and_die_with_the_parent(niceness=_NICENESS)
    from classifier.extraction.reader_pool import MEMORY_LIMIT, Readers, limit_memory
    from service import log
    from service.current_model import CurrentModel
    from service.storage.agencies import Agencies
    from service.storage.database import Database

    limit_memory(settings.memory_limit)
    log.to_stderr()
    database, current = Database(settings), CurrentModel(settings)
    agencies = Agencies(database, settings.agencies)
    with Readers(1, memory_limit=min(MEMORY_LIMIT, settings.memory_limit)) as readers:
        with suppress(Exception):
            # Before the first document comes, which waits for it otherwise.
            current.get()
        with suppress(EOFError, OSError):
            pipe.send("ready")
            while True:
                job: Job = pipe.recv()
                registry = patient(agencies.registry)
                pipe.send(
                    read(
                        job,
                        settings,
                        database,
                        current,
                        readers.answers,
                        _progress_to(pipe),
                        registry=registry,
                    )
                )


def read(
    job: Job,
    settings: Settings,
    database: Database,
    current: CurrentModel,
    mapper: Mapper,
    progress: Callable[[int, int], None],
    *,
    registry: Registry | None = None,
) -> Outcome:
    """Read, predict and store a document; a document that cannot be used is an outcome, not an exception.

    Agencies are known by `registry`, the packaged one by default.
    """
    from classifier.errors import DocumentError, PetakotaError
    from classifier.extraction.extract import extract
    from classifier.extraction.page_tasks import Task
    from classifier.extraction.reader_version import READER
    from classifier.formats.queries import row_query
    from classifier.inference import predict
    from service.storage import decisions, queue, rows, stored_facts
    from service.storage.files import Files

    path = Files(settings).document(job.id)
    try:
        n_pages = next(iter(mapper([Task(path, "count")]))).n_pages
        progress(0, n_pages)
        extraction = extract(
            path,
            mapper=mapper,
            progress=progress,
            registry=registry,
            max_pages=settings.max_pages,
            scan_cache=Files(settings).scans(job.id),
        )
    except DocumentError as error:
        return Outcome(of_fault(error.fault))
    except PetakotaError as error:
        return Outcome(Message("unreadable", {"detail": str(error)}))
    model = awaited(current)
    facts, tables = storable_facts(extraction)
    decided = patient(lambda: decisions.history(database, job.sha256))
    # The agency that a person gave the document speaks in its predictions, too.
    holding = stored_facts.in_force(facts, decisions.in_force(decided, tables).facts)
    read_rows = [stored_facts.with_document_opd(row, holding) for row in storable_rows(job, extraction)]

    def asked(of_rows: Sequence[Row]) -> Sequence[Prediction]:
        return predict.predictions(model, [row_query(row) for row in of_rows])

    predictions = asked(read_rows)
    stored = rows.new_rows(job.id, read_rows, predictions)
    report = _storable(reading_report.report(extraction))
    is_ours = patient(
        lambda: queue.finish(
            database, job, stored, report, reader=READER, facts=facts, tables=tables, predict=asked
        )
    )
    return Outcome(
        is_ours=is_ours,
        n_pages=n_pages,
        confidences=tuple(prediction.confidence for prediction in predictions),
        n_review=sum(row.review for row in stored),
    )


def patient(ask: Callable[[], T]) -> T:
    """Ask the database, again when it is out of reach: minutes of reading hang on it.

    Its last error is raised, and ends the process.
    """
    from service.storage.database import DriverError

    for wait_s in _ASK_AGAIN_S:
        try:
            return ask()
        except DriverError:
            time.sleep(wait_s)
    return ask()


def awaited(current: CurrentModel) -> Model:
    """The current model, when there is one: a document is not to blame for its lack."""
    from classifier.errors import ModelError

    while True:
        try:
            return current.get()
        except ModelError:
            time.sleep(_MODEL_AGAIN_S)


def storable_rows(job: Job, extraction: Extraction) -> list[Row]:
    """The rows as the contract writes them, under the name the document was given."""
    from classifier.formats import results

    return [
        replace(
            results.row_of(_storable(results.row_dict(replace(row, document=job.name, sha256=job.sha256)))),
            table_number=row.table_number,
            is_opd_of_document=row.is_opd_of_document,
        )
        for row in extraction.rows
    ]


def storable_facts(extraction: Extraction) -> tuple[DocumentFacts, tuple[TableFacts, ...]]:
    """What the document is and its tables, as a database takes them."""
    from service.storage import stored_facts

    tables = stored_facts.tables_dicts(extraction.tables)
    return (
        stored_facts.facts_of(_storable(stored_facts.facts_dict(extraction.facts))),
        stored_facts.tables_of(map(_storable, tables)),
    )


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


def live_and_die_with_the_parent(*, niceness: int = 0) -> None:
    """Lead a process group that ends with the service's process, and leave signals to that."""
    import multiprocessing

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if os.name == "posix":
        os.setpgid(0, 0)
        with suppress(OSError):
            os.nice(niceness)
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
