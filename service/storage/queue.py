"""Whose turn it is: documents claimed, held by a lease that is renewed, given back, ended.

The queue is the table of documents itself. A claim is one UPDATE of one row that is
queued, or running under a lease that has run out, so two services on one PostgreSQL
never take the same document; each claim has a fresh token, and whatever a reader
writes later counts only while its token still stands. A reader that was given up for
dead and is not can therefore do no harm.

A document that is done may be read again. It stays done, with its rows, until the new ones take their
place; what is said of its job stands in `rereading`, where `status` has it for others.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, update

from classifier.records import DocumentFacts, Row, TableFacts
from service.messages import Message
from service.storage import decisions, edit_journal, edited_rows, label_journal, rows, stored_facts
from service.storage.answer_following import with_answered_ids
from service.storage.database import Database
from service.storage.edit_journal import Predict
from service.storage.rows import StoredRow
from service.storage.schema import documents

# A document that ended its process so often is not tried again.
MAX_CRASHES = 3
_IS_DONE = documents.c.status == "done"
_IS_RUNNING = or_(documents.c.status == "running", documents.c.rereading == "running")


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed document: to be read by whoever holds `token`, the first time or again."""

    id: str
    sha256: str
    name: str
    token: str
    is_reread: bool = False


def claim(database: Database, lease_s: float) -> Job | None:
    """The document that has waited longest, now ours for `lease_s`; None when none waits.

    Those that wait for their first reading come before those that are read again.
    """
    waiting = or_(
        documents.c.status == "queued",
        documents.c.rereading == "queued",
        and_(_IS_RUNNING, documents.c.lease_until < database.now()),
    )
    oldest = (
        select(documents.c.seq)
        .where(waiting)
        .order_by(documents.c.rereading != "", documents.c.seq)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    token = secrets.token_hex(16)
    with database.writing() as connection:
        document = connection.execute(
            update(documents)
            .where(documents.c.seq == oldest.scalar_subquery())
            .values(token=token, lease_until=database.now() + lease_s, pages_done=0, **_in_state("running"))
            .returning(documents.c.id, documents.c.sha256, documents.c.name, documents.c.rereading)
        ).first()
    if document is None:
        return None
    return Job(document.id, document.sha256, document.name, token, is_reread=document.rereading != "")


def renew(database: Database, job: Job, lease_s: float) -> bool:
    """Hold a document longer; False when it is no longer ours (deleted, or taken over)."""
    return _update(database, job, lease_until=database.now() + lease_s)


def report_pages(database: Database, job: Job, done: int, total: int) -> bool:
    """Write how far the reading is; False when the document is no longer ours."""
    return _update(database, job, pages_done=done, pages_total=total)


def give_back(database: Database, job: Job) -> bool:
    """Queue a document again, for the next that claims it."""
    return _update(database, job, token="", lease_until=0.0, pages_done=0, **_in_state("queued"))


def fail(database: Database, job: Job, error: Message) -> bool:
    """End a job with a message; a document that was read again has its rows as before."""
    if job.is_reread:
        return _update(
            database,
            job,
            token="",
            lease_until=0.0,
            pages_done=documents.c.pages_total,
            rereading="",
            reread_error=error.stored(),
        )
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


def reread(database: Database, document_ids: Collection[str] | None = None) -> int:
    """Queue documents that are done to be read again, these or all; how many were not queued yet.

    Their rows stay until the new ones are there.
    """
    done = update(documents).where(_IS_DONE, documents.c.rereading == "")
    if document_ids is not None:
        done = done.where(documents.c.id.in_(document_ids))
    with database.writing() as connection:
        return connection.execute(done.values(rereading="queued", reread_error="", crashes=0)).rowcount


def finish(
    database: Database,
    job: Job,
    stored: Sequence[StoredRow],
    report: dict[str, Any],
    *,
    reader: str,
    facts: DocumentFacts = DocumentFacts(),  # noqa: B008
    tables: Sequence[TableFacts] = (),
    predict: Predict | None = None,
) -> bool:
    """Store a document's rows, facts and tables and end its job, all or none; those of before go.

    Labels that the same rows were given before (by an earlier reading, or before the document was
    deleted and uploaded again) hold again, and so does what people decided of it and its tables, and what
    they made of its rows, about which `predict` is asked. False when the document is no longer ours; then
    nothing is stored.
    """
    total = report["pages"]
    with database.writing() as connection:
        n_ended = connection.execute(
            update(documents)
            .where(_is_ours(job))
            .values(
                status="done",
                rereading="",
                reread_error="",
                token="",
                lease_until=0.0,
                pages_done=total,
                pages_total=total,
                report=_text(report),
                facts=_text(stored_facts.facts_dict(facts)),
                reader=reader,
                version=documents.c.version + 1,
            )
        ).rowcount
        if not n_ended:
            return False
        # After the document is held by the update above: what people decide from now on waits.
        entries = decisions.of_bytes(connection, job.sha256)
        holding = stored_facts.in_force(facts, decisions.in_force(entries, tables).facts)
        tables = stored_facts.with_roles(tables, holding)
        decided = decisions.in_force(entries, tables)
        of_document = update(documents).where(documents.c.id == job.id)
        connection.execute(
            of_document.values(
                decided=_text(stored_facts.decided_dict(decided)),
                tables=_text(stored_facts.tables_dicts(tables)),
            )
        )
        by_number = {table.number: table for table in tables}

        def as_decided(row: Row) -> Row:
            return stored_facts.as_decided(row, holding, by_number)

        named = [replace(stored_row, row=as_decided(stored_row.row)) for stored_row in stored]
        rows.replace_all(connection, job.id, _followed(connection, job, named, predict, as_decided))
        label_journal.reattach(connection, job.sha256)
    return True


def _followed(
    connection: Connection,
    job: Job,
    fresh: Sequence[StoredRow],
    predict: Predict | None,
    as_decided: Callable[[Row], Row],
) -> list[StoredRow]:
    """The rows of a new reading with the ids that they had when people said something of them, and edited."""
    edits = edit_journal.of_bytes(connection, job.sha256) if predict is not None else []
    made = edited_rows.made_ids(edits)
    answered = {row.id: row for row in label_journal.answered_rows(connection, job.sha256)}
    answered |= {row.id: row for row in edit_journal.answered_rows(edits)}
    with_ids = with_answered_ids(fresh, [row for row in answered.values() if row.id not in made])
    if predict is None:
        return with_ids
    return edit_journal.again(
        job.id, with_ids, edits, predict, answered=answered.keys(), as_decided=as_decided
    )


def give_back_all(database: Database) -> int:
    """Queue everything that runs: for a start of the only service on a database. How many there were."""
    running = update(documents).where(_IS_RUNNING)
    with database.writing() as connection:
        return connection.execute(running.values(token="", **_in_state("queued"))).rowcount


def waiting(database: Database) -> dict[str, int]:
    """How many documents have each status."""
    query = select(documents.c.status, func.count()).group_by(documents.c.status)
    with database.reading() as connection:
        return {str(status): int(n) for status, n in connection.execute(query)}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _in_state(state: Literal["queued", "running"]) -> dict[str, ColumnElement[Any]]:
    """The columns that say how far a job is: of a document that is done, that it is read again."""
    return {
        "status": case((_IS_DONE, "done"), else_=state),
        "rereading": case((_IS_DONE, state), else_=""),
    }


def _is_ours(job: Job) -> ColumnElement[bool]:
    return and_(documents.c.id == job.id, documents.c.token == job.token, _IS_RUNNING)


def _update(database: Database, job: Job, **values: str | int | float | ColumnElement[Any]) -> bool:
    with database.writing() as connection:
        return connection.execute(update(documents).where(_is_ours(job)).values(**values)).rowcount > 0
