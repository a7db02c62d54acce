"""The database: an engine for SQLite or PostgreSQL, its migrations, and transactions.

SQLite runs in WAL with a full fsync at every commit: what was answered is on the disk. A
transaction that will write says so at once (BEGIN IMMEDIATE), as one that begins by
reading and then writes may be refused by SQLite in the middle, however long it waits.

Requests are answered by forty threads. One that waits to write, behind SQLite's one writer or a row that
PostgreSQL has locked, gives up after a few seconds, and only half of the threads may wait so: the others
read meanwhile.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, func, text
from sqlalchemy.exc import DBAPIError, InterfaceError, SQLAlchemyError
from sqlalchemy.sql import ColumnElement

from classifier.errors import PetakotaError, UsageError
from service.settings import Settings

# What a database raises, for those who answer it without knowing SQLAlchemy: anything, and what its
# driver or server says (pg8000 tells a lost connection as an InterfaceError, a shutdown as a DatabaseError).
DatabaseError = SQLAlchemyError
DriverError = DBAPIError

_MIGRATIONS = Path(__file__).parent / "migrations"
# How long a transaction waits for others to have written, and for a connection.
_BUSY_LIMIT_S = 5
# Of the forty threads that Starlette answers requests in (anyio's default).
_MAX_WRITERS = 20
# More than the database of some thousand documents.
_MAPPED_BYTES = 2**30
# SQLite's write-ahead log is made, and tables are brought to a version, once: worth a longer wait.
_START_LIMIT_S = 30
_LOCK_NOT_AVAILABLE, _DISK_FULL = "55P03", "53100"
_TRY_AGAIN_S = 0.01
# Any number that no other program of the database takes for its own lock.
_ADVISORY_LOCK = 0x7E7A_C07A


class WritersBusyError(SQLAlchemyError):
    """So many wait to write already that another would take the last threads from those who read."""


class Database:
    """The database of a service; safe to use from many threads, not over a fork."""

    def __init__(self, settings: Settings) -> None:
        self.is_embedded = settings.is_embedded
        if self.is_embedded:
            settings.data.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = _engine(
            settings.url,
            pool_size=10,
            # They are documents' text, and an error's message goes to the log.
            hide_parameters=True,
            max_overflow=40,
            pool_timeout=_BUSY_LIMIT_S,
            pool_pre_ping=not self.is_embedded,
            **({"connect_args": {"timeout": _BUSY_LIMIT_S}} if self.is_embedded else {}),
        )
        if self.is_embedded:
            event.listen(self.engine, "connect", _prepare_sqlite)
        else:
            event.listen(self.engine, "connect", _prepare_postgresql)
            event.listen(self.engine, "handle_error", _lost_connection)
        self._writers = threading.BoundedSemaphore(_MAX_WRITERS)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write; committed at the end, rolled back by an exception.

        Raises WritersBusyError when too many write or wait to.
        """
        if not self._writers.acquire(blocking=False):
            raise WritersBusyError("too many wait to write")
        try:
            with self._transaction() as connection:
                yield connection
        finally:
            self._writers.release()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            if self.is_embedded:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    # A full disk has ended it already (https://sqlite.org/lang_transaction.html, section 3).
                    if getattr(connection.connection.driver_connection, "in_transaction", False):
                        connection.exec_driver_sql("ROLLBACK")
                    raise
                connection.exec_driver_sql("COMMIT")
            else:
                with connection.begin():
                    yield connection

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection to read with."""
        return self.engine.connect()

    def now(self) -> ColumnElement[Any]:
        """The database's clock in seconds since 1970: the one clock that all services share."""
        if self.is_embedded:
            return (func.julianday("now") - 2440587.5) * 86400.0
        return func.extract("epoch", func.clock_timestamp())

    def migrate(self) -> None:
        """Bring the tables to this program's version; services that start together wait for one another.

        Raises UsageError when the database cannot be reached, PetakotaError when a later version made it.
        """
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        try:
            with self.writing() as connection:
                if not self.is_embedded:
                    connection.execute(text(f"SET LOCAL lock_timeout = '{_START_LIMIT_S}s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _ADVISORY_LOCK})
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except CommandError as error:
            raise PetakotaError(
                f"the database was made by a later petakota ({error}); install that version."
            ) from error
        except SQLAlchemyError as error:
            raise UsageError(
                f"the database cannot be used ({_first_line(error)}); "
                "check PETAKOTA_DATABASE_URL and PETAKOTA_DATA."
            ) from error

    def is_reachable(self) -> bool:
        """Whether the database answers."""
        try:
            with self.reading() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def is_refused_value(error: Exception) -> bool:
    """Whether PostgreSQL refused a value (its errors of class 22): a NUL in an id that nothing can have."""
    return _sqlstate(error).startswith("22")


def is_busy(error: Exception) -> bool:
    """Whether others wrote for so long, or so many, that this one was not let in; it may be tried again."""
    if isinstance(error, WritersBusyError) or _sqlstate(error) == _LOCK_NOT_AVAILABLE:
        return True
    return _sqlite_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_full(error: Exception) -> bool:
    """Whether the disk under the database is full."""
    return _sqlstate(error) == _DISK_FULL or _sqlite_code(error) == sqlite3.SQLITE_FULL


def _sqlstate(error: Exception) -> str:
    """PostgreSQL's code of an error, as pg8000 gives it; "" when it has none."""
    arguments = error.orig.args if isinstance(error, DBAPIError) and error.orig is not None else ()
    return str(arguments[0].get("C", "")) if arguments and isinstance(arguments[0], dict) else ""


def _sqlite_code(error: Exception) -> int:
    """SQLite's primary code of an error, 0 when it has none."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(cause, "sqlite_errorcode", 0)) & 0xFF


def _engine(url: str, **options: Any) -> Engine:
    """The engine of an address. Raises UsageError when it is none that can be used."""
    try:
        return create_engine(url, **options)
    except (SQLAlchemyError, ImportError, ValueError) as error:
        # Not with the address, which may hold a password.
        raise UsageError(
            "PETAKOTA_DATABASE_URL is not the address of a database that can be used; "
            "give postgresql://user:password@host/database, or nothing for SQLite."
        ) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by `Database.writing`, not by the driver at its first write.
    connection.isolation_level = None
    # Read through one mapping of the file that all connections share, not through 2 MB of pages of each.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", f"mmap_size = {_MAPPED_BYTES}"):
        _patiently(connection, f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = '{_BUSY_LIMIT_S}s'")
    cursor.close()
    connection.commit()


def _lost_connection(context: ExceptionContext) -> InterfaceError | None:
    """pg8000 1.31 lets the system's error through when the server goes while its answer is awaited."""
    error = context.original_exception
    if not isinstance(error, OSError):
        return None
    context.is_disconnect = True
    return InterfaceError(context.statement, None, error, hide_parameters=True)


def _patiently(connection: Any, statement: str) -> None:
    """Run a statement, again while another connection is at it.

    A database that is made becomes one with a write-ahead log under a lock for which SQLite does not
    wait, whatever its busy time-out is (https://sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY").
    """
    until = time.monotonic() + _START_LIMIT_S
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(_TRY_AGAIN_S)


def _first_line(error: Exception) -> str:
    # The driver's own words, without the names of its classes.
    lines = str(getattr(error, "orig", None) or error).splitlines()
    return lines[0][:300] if lines else type(error).__name__
