"""Whose turn it is: documents claimed, held by a lease that is renewed, given back, ended.

The queue is the table of documents itself. A claim is one UPDATE of one row that is
queued, or running under a lease that has run out, so two services on one PostgreSQL
never take the same document; each claim has a fresh token, and whatever a reader
writes later counts only while its token still stands. A reader that was given up for
dead and is not can therefore do no harm.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from service.messages import Message
from service.storage import label_journal, rows
from service.storage.database import Database
from service.storage.rows import StoredRow
from service.storage.schema import documents

# A document that ended its process so often is not tried again.
MAX_CRASHES = 3


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed document: to be read by whoever holds `token`."""

    id: str
    sha256: str
    name: str
    token: str


def claim(database: Database, lease_s: float) -> Job | None:
    """The document that has waited longest, now ours for `lease_s`; None when none waits."""
    waiting = or_(
        documents.c.status == "queued",
        and_(documents.c.status == "running", documents.c.lease_until < database.now()),
    )
    oldest = (
        select(documents.c.seq)
        .where(waiting)
        .order_by(documents.c.seq)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    token = secrets.token_hex(16)
    with database.writing() as connection:
        document = connection.execute(
            update(documents)
            .where(documents.c.seq == oldest.scalar_subquery())
            .values(status="running", token=token, lease_until=database.now() + lease_s, pages_done=0)
            .returning(documents.c.id, documents.c.sha256, documents.c.name)
        ).first()
    return None if document is None else Job(document.id, document.sha256, document.name, token)


def renew(database: Database, job: Job, lease_s: float) -> bool:
    """Hold a document longer; False when it is no longer ours (deleted, or taken over)."""
    return _update(database, job, lease_until=database.now() + lease_s)


def report_pages(database: Database, job: Job, done: int, total: int) -> bool:
    """Write how far the reading is; False when the document is no longer ours."""
    return _update(database, job, pages_done=done, pages_total=total)


def give_back(database: Database, job: Job) -> bool:
    """Queue a document again, for the next that claims it."""
    return _update(database, job, status="queued", token="", lease_until=0.0, pages_done=0)


def fail(database: Database, job: Job, error: Message) -> bool:
    """End a job with a message."""
    return _update(database, job, status="failed", token="", lease_until=0.0, error=error.stored())


def crashed(database: Database, job: Job) -> bool:
    """Count that the process reading a document died; queue it again, or fail it at the third time."""
    with database.writing() as connection:
        times = connection.execute(
            update(documents)
            .where(_is_ours(job))
            .values(crashes=documents.c.crashes + 1)
            .returning(documents.c.crashes)
        ).scalar()
    if times is None:
        return False
    if times < MAX_CRASHES:
        return give_back(database, job)
    return fail(database, job, Message("crashed", {"times": times}))


def retry(database: Database, document_id: str) -> bool:
    """Queue a document that failed again, as if it came for the first time; False when it has not failed."""
    failed = update(documents).where(documents.c.id == document_id, documents.c.status == "failed")
    afresh = failed.values(status="queued", error="", crashes=0, pages_done=0, pages_total=0)
    with database.writing() as connection:
        return connection.execute(afresh).rowcount > 0


def finish(database: Database, job: Job, stored: Sequence[StoredRow], report: dict[str, Any]) -> bool:
    """Store a document's rows and end its job, both or neither.

    Labels that the same rows were given before (the document was deleted and uploaded
    again) hold again. False when the document is no longer ours; then nothing is stored.
    """
    total = report["pages"]
    with database.writing() as connection:
        n_ended = connection.execute(
            update(documents)
            .where(_is_ours(job))
            .values(
                status="done",
                token="",
                lease_until=0.0,
                pages_done=total,
                pages_total=total,
                report=json.dumps(report, ensure_ascii=False),
                version=documents.c.version + 1,
            )
        ).rowcount
        if not n_ended:
            return False
        rows.add(connection, stored)
        label_journal.reattach(connection, job.id, job.sha256)
    return True


def give_back_all(database: Database) -> int:
    """Queue everything that runs: for a start of the only service on a database. How many there were."""
    running = update(documents).where(documents.c.status == "running")
    with database.writing() as connection:
        return connection.execute(running.values(status="queued", token="")).rowcount


def waiting(database: Database) -> dict[str, int]:
    """How many documents have each status."""
    query = select(documents.c.status, func.count()).group_by(documents.c.status)
    with database.reading() as connection:
        return {str(status): int(n) for status, n in connection.execute(query)}


def _is_ours(job: Job) -> ColumnElement[bool]:
    return and_(documents.c.id == job.id, documents.c.token == job.token, documents.c.status == "running")


def _update(database: Database, job: Job, **values: str | int | float | ColumnElement[Any]) -> bool:
    with database.writing() as connection:
        return connection.execute(update(documents).where(_is_ours(job)).values(**values)).rowcount > 0
